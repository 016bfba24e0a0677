import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, type Config } from './config.ts';

export const secretFile = (data: string): string => join(data, 'secret.key');

/**
 * 32 bytes that encrypt and sign what must not be read from the database alone. Made at the first start, in a file that only the
 * server's user reads. Servers on several machines share one by PROCEED_SECRET_KEY.
 */
export const secretKey = async ({ data, secretKey: given }: Pick<Config, 'data' | 'secretKey'>): Promise<Buffer> => {
  if (given !== null) return Buffer.from(given, 'hex');
  const path = secretFile(data);
  const text = (await readIfThere(path)) ?? (await make(path, data));
  const key = Buffer.from(text.trim(), 'hex');
  if (key.length === 32) return key;
  throw new ConfigError([
    `PROCEED_SECRET_KEY: ${path} holds no key of 64 hexadecimal digits. Bring the file back from a backup; a new one cannot open the mails that wait.`,
  ]);
};

const readIfThere = async (path: string): Promise<string | null> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

/** On the disk before it is used, and whole: of two servers that make one, both take the first. */
const make = async (path: string, folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(fresh, 'w', 0o600);
  await file.writeFile(`${randomBytes(32).toString('hex')}\n`);
  await file.sync();
  await file.close();
  await link(fresh, path).catch((error: Error) => {
    if (!('code' in error) || error.code !== 'EEXIST') throw error;
  });
  await rm(fresh);
  return readFile(path, 'utf8');
};
