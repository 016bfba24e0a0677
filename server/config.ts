import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';

/** How this installation runs. `docs/operating.md` and `proceed.env.example` say the same to people. */
export interface Config {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The address by which people reach it, without a slash at the end: links in mails, the Origin check. */
  readonly url: string;
  /** Absolute. Database and secret key lie below it. */
  readonly data: string;
  /** Null: PostgreSQL starts embedded, in `data`. */
  readonly databaseUrl: string | null;
  readonly databaseConnections: number;
  /** Null: mails stay in the outbox, where a steward reads them. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  /** This installation's OAuth client at Google, for calendars; null: nobody connects there. */
  readonly google: { readonly clientId: string; readonly clientSecret: string } | null;
  /** Proxies whose X-Forwarded-For is believed: all, none, or their addresses. */
  readonly trustProxy: boolean | string;
  /** Networks and addresses that are asked although they are private, as in `10.1.0.0/16`; server/egress.ts. */
  readonly outgoing: readonly string[];
  /** Bytes of one file that people attach, at most. */
  readonly fileLimit: number;
  readonly log: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Null: the key lies in a file below `data`, see server/secret.ts. */
  readonly secretKey: string | null;
  /** The API key of whoever works in the terminal; no business of the server. */
  readonly token: string | null;
}

/** Settings that cannot be used, one sentence each, each beginning with the key. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

export const ROOT = join(import.meta.dirname, '..');
const CONFIG_FILE = 'proceed.env';

type Environment = Readonly<Record<string, string | undefined>>;

/** From the environment over the file `proceed.env` (or PROCEED_CONFIG) over the defaults. Throws ConfigError. */
export const readConfig = (environment: Environment = process.env): Config => {
  const path = resolve(ROOT, environment['PROCEED_CONFIG'] ?? CONFIG_FILE);
  const file = readFile(path, environment['PROCEED_CONFIG'] !== undefined);
  const ours = Object.entries(environment).filter(
    ([key, value]) => value !== '' && (key.startsWith('PROCEED_') || key === 'DATABASE_URL'),
  );
  const { success, data, error } = settings.safeParse({
    ...Object.fromEntries(Object.entries(file).filter(([, value]) => value !== '')),
    ...Object.fromEntries(ours),
  });
  if (!success) throw new ConfigError([...new Set(error.issues.flatMap(sentences))]);
  const mail = data.PROCEED_SMTP_URL === undefined ? null : { url: data.PROCEED_SMTP_URL, from: data.PROCEED_MAIL_FROM ?? '' };
  if (mail?.from === '')
    throw new ConfigError([
      'PROCEED_MAIL_FROM is missing: PROCEED_SMTP_URL is set, and mails need a sender. For example: Proceed <proceed@example.org>',
    ]);
  const [id, secret] = [data.PROCEED_GOOGLE_CLIENT_ID, data.PROCEED_GOOGLE_CLIENT_SECRET];
  if ((id === undefined) !== (secret === undefined))
    throw new ConfigError(['PROCEED_GOOGLE_CLIENT_ID and PROCEED_GOOGLE_CLIENT_SECRET go together: one of them is missing.']);
  return {
    host: data.PROCEED_HOST,
    port: data.PROCEED_PORT,
    url: (data.PROCEED_URL ?? `http://localhost:${data.PROCEED_PORT}`).replace(/\/+$/, ''),
    data: resolve(ROOT, data.PROCEED_DATA),
    databaseUrl: data.DATABASE_URL ?? null,
    databaseConnections: data.PROCEED_DATABASE_CONNECTIONS,
    mail,
    google: id !== undefined && secret !== undefined ? { clientId: id, clientSecret: secret } : null,
    trustProxy: data.PROCEED_TRUST_PROXY,
    outgoing: data.PROCEED_OUTGOING,
    fileLimit: data.PROCEED_FILE_LIMIT * 1024 * 1024,
    log: data.PROCEED_LOG,
    secretKey: data.PROCEED_SECRET_KEY ?? null,
    token: data.PROCEED_TOKEN ?? null,
  };
};

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((number) => number >= least && number <= most);

const address = (...protocols: string[]) =>
  z.string().refine((text) => {
    const parsed = URL.parse(text);
    return parsed !== null && protocols.includes(parsed.protocol) && parsed.hostname !== '';
  });

/** A socket's address has no host, which only PostgreSQL's own form allows. */
const isDatabase = (text: string): boolean =>
  /^postgres(ql)?:\/\/./.test(text) && (URL.canParse(text) || URL.canParse(text.replace('@/', '@localhost/')));

const isNetwork = (text: string): boolean => {
  const [ip = '', bits, ...more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(ip)] ?? -1;
  return most > 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
};

const isHost = (text: string): boolean =>
  isIP(text) !== 0 || (/^[a-z\d]([a-z\d.-]{0,251}[a-z\d])?$/i.test(text) && !/^[\d.]+$/.test(text));

const listed = (text: string): readonly string[] => text.split(/[\s,]+/).filter(Boolean);

const settings = z.strictObject({
  PROCEED_HOST: z.string().refine(isHost).default('127.0.0.1'),
  PROCEED_PORT: whole(0, 65_535).default(4180),
  PROCEED_URL: address('http:', 'https:')
    .refine((text) => /^https?:\/\/[^/?#@]+\/*$/i.test(text))
    .optional(),
  PROCEED_DATA: z.string().default('data'),
  DATABASE_URL: z.string().refine(isDatabase).optional(),
  PROCEED_DATABASE_CONNECTIONS: whole(2, 1000).default(16),
  PROCEED_SMTP_URL: address('smtp:', 'smtps:').optional(),
  PROCEED_GOOGLE_CLIENT_ID: z.string().trim().min(1).optional(),
  PROCEED_GOOGLE_CLIENT_SECRET: z.string().trim().min(1).optional(),
  PROCEED_MAIL_FROM: z
    .string()
    .regex(/^[^\s@<>]+@[^\s@<>]+$|<[^\s@<>]+@[^\s@<>]+>$/)
    .optional(),
  PROCEED_TRUST_PROXY: z
    .string()
    .refine((text) => ['yes', 'no'].includes(text) || (listed(text).length > 0 && listed(text).every(isNetwork)))
    .transform((text) => (text === 'yes' ? true : text === 'no' ? false : listed(text).join(',')))
    .default(false),
  PROCEED_OUTGOING: z
    .string()
    .transform(listed)
    .refine((networks) => networks.every(isNetwork))
    .default([]),
  PROCEED_FILE_LIMIT: whole(1, 200).default(25),
  PROCEED_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
  PROCEED_SECRET_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  PROCEED_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{1,256}$/)
    .optional(),
  /** Where the file of settings lies. */
  PROCEED_CONFIG: z.string().optional(),
});

type Key = keyof z.infer<typeof settings>;

/** The accepted form of each, by example. */
const ACCEPTED = {
  PROCEED_HOST: '127.0.0.1, or 0.0.0.0 for every network',
  PROCEED_PORT: 'a number from 0 to 65535, such as 4180',
  PROCEED_URL: 'an address without a path, such as https://proceed.example.org',
  PROCEED_DATA: 'a folder, such as ./data',
  DATABASE_URL: 'postgresql://user:password@host:5432/database',
  PROCEED_DATABASE_CONNECTIONS: 'a number from 2 to 1000, such as 16',
  PROCEED_SMTP_URL: 'smtp://user:password@mail.example.org:587, or smtps://… for port 465',
  PROCEED_MAIL_FROM: 'Proceed <proceed@example.org>',
  PROCEED_GOOGLE_CLIENT_ID: 'NUMBER-NAME.apps.googleusercontent.com, as Google gives it',
  PROCEED_GOOGLE_CLIENT_SECRET: 'the secret that Google gives with it',
  PROCEED_TRUST_PROXY: 'yes, no, or addresses such as 10.0.0.0/8, 127.0.0.1',
  PROCEED_OUTGOING: 'networks or addresses such as 10.1.0.0/16, 192.168.1.7',
  PROCEED_FILE_LIMIT: 'megabytes, from 1 to 200, such as 25',
  PROCEED_LOG: 'silent, error, warn, info or debug',
  PROCEED_SECRET_KEY: '64 hexadecimal digits, as `openssl rand -hex 32` makes them',
  PROCEED_TOKEN: 'an API key, as your settings make them',
  PROCEED_CONFIG: 'a file, such as /etc/proceed.env',
} as const satisfies Record<Key, string>;

const isKey = (text: string): text is Key => text in ACCEPTED;

const sentences = (issue: z.core.$ZodIssue): readonly string[] => {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `${key} is no setting of Proceed. There are: ${Object.keys(ACCEPTED).join(', ')}`);
  const key = String(issue.path[0]);
  return [`${key} cannot be used as it is. Accepted: ${isKey(key) ? ACCEPTED[key] : issue.message}`];
};

const readFile = (path: string, named: boolean): Environment => {
  try {
    return parseEnv(readFileSync(path, 'utf8'));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing && !named) return {};
    throw new ConfigError([
      `${named ? `PROCEED_CONFIG names ${path}, which` : path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    ]);
  }
};
