import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane; about 30 ms. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_LENGTH = 32;

export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 200;

/** In PHC form, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`, so that a later cost can stand beside this one. */
export const hashPassword = async (password: string): Promise<string> => {
  const nonce = randomBytes(16);
  const tag = await derive('argon2id', { message: bytesOf(password), nonce, tagLength: TAG_LENGTH, ...COST });
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${base64(nonce)}$${base64(tag)}`;
};

export const verifyPassword = async ({
  hash,
  password,
}: {
  readonly hash: string;
  readonly password: string;
}): Promise<boolean> => {
  const [, memory, passes, parallelism, nonce, tag] =
    /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([\w+/]+)\$([\w+/]+)$/.exec(hash) ?? [];
  if (!memory || !passes || !parallelism || !nonce || !tag) return false;
  const known = Buffer.from(tag, 'base64');
  const tried = await derive('argon2id', {
    message: bytesOf(password),
    nonce: Buffer.from(nonce, 'base64'),
    tagLength: known.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  });
  return timingSafeEqual(known, tried);
};

/** The same words typed on another keyboard are the same password. */
const bytesOf = (password: string): Buffer => Buffer.from(password.normalize('NFKC'));

const base64 = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
