import { randomBytes, randomUUID } from 'node:crypto';
import { kyselyAdapter } from '@better-auth/kysely-adapter';
import type { DBAdapter, DBTransactionAdapter, Where } from '@better-auth/core/db/adapter';
import type { BetterAuthOptions } from 'better-auth';
import { betterAuth } from 'better-auth/minimal';
import { Kysely, PostgresDialect } from 'kysely';
import type { Pool } from '#store/connection.ts';
import { endLinks } from './links.ts';
import { hashPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD, verifyPassword } from './password.ts';
import { tokenHash } from './token.ts';

/** Days that a session lasts at most. */
export const SESSION_DAYS = 30;
export const RESET_MINUTES = 60;
const ADDRESS_HEADER = 'x-proceed-address';

export interface LibraryOptions {
  readonly pool: Pool;
  /** Where people reach the web app. */
  readonly origin: string;
  /** Told when somebody who has an account asked for a new password. */
  readonly sendReset: (to: { readonly account: string; readonly mail: string }, token: string) => Promise<void>;
  readonly log: { readonly error: (about: object, line: string) => void };
}

/**
 * The library that keeps accounts, behind our own routes: it signs in and resets passwords. Who asks is looked up without it
 * (principals.ts), so it is loaded when somebody first signs in.
 */
export const openLibrary = ({ pool, origin, sendReset, log }: LibraryOptions) => {
  const adapter = kyselyAdapter(new Kysely({ dialect: new PostgresDialect({ pool }) }), { type: 'postgres', transaction: true });
  return betterAuth({
    appName: 'Proceed',
    baseURL: origin,
    // Signs the library's own cookies, which nobody gets: ours carry the opaque token alone.
    secret: randomBytes(32).toString('base64url'),
    database: (options: BetterAuthOptions) => withHashedTokens(adapter(options)),
    advanced: {
      database: { generateId: () => randomUUID() },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      disableOriginCheck: true,
    },
    user: {
      modelName: 'accounts',
      fields: { email: 'mail', emailVerified: 'mail_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    account: {
      modelName: 'account_credentials',
      fields: {
        userId: 'account',
        providerId: 'provider',
        accountId: 'provider_account',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    session: {
      modelName: 'account_sessions',
      fields: {
        userId: 'account',
        token: 'token_hash',
        expiresAt: 'expires_at',
        ipAddress: 'address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      expiresIn: SESSION_DAYS * 86_400,
    },
    verification: {
      modelName: 'account_verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
      storeIdentifier: 'hashed',
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
      password: { hash: hashPassword, verify: verifyPassword },
      resetPasswordTokenExpiresIn: RESET_MINUTES * 60,
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: ({ user }) => endLinks(pool, user.id),
      sendResetPassword: async ({ user, token }) => sendReset({ account: user.id, mail: user.email }, token),
    },
    telemetry: { enabled: false },
    // Guesses are counted in the database for all processes (attempts.ts).
    rateLimit: { enabled: false },
    logger: { level: 'error', log: (level, message) => level === 'error' && log.error({}, `accounts: ${message}`) },
  });
};

export type Library = ReturnType<typeof openLibrary>;

export const headersFor = (from: { readonly address: string; readonly userAgent: string }): Headers =>
  new Headers({ [ADDRESS_HEADER]: from.address, 'user-agent': from.userAgent });

/** [safety] The database keeps a session's token as its hash; the library sees the token as if it were kept. */
const withHashedTokens = (adapter: DBAdapter): DBAdapter => ({
  ...adapter,
  ...hashing(adapter),
  transaction: (work) => adapter.transaction((inside) => work({ ...inside, ...hashing(inside) })),
});

const hashing = (
  adapter: DBTransactionAdapter,
): Pick<DBTransactionAdapter, 'create' | 'findOne' | 'findMany' | 'update' | 'updateMany' | 'delete' | 'deleteMany'> => ({
  create: async <T extends Record<string, unknown>, R = T>(query: {
    model: string;
    data: Omit<T, 'id'>;
    select?: string[] | undefined;
    forceAllowId?: boolean | undefined;
  }): Promise<R> => {
    if (query.model !== 'session') return adapter.create<T, R>(query);
    const token: unknown = Object.entries(query.data).find(([field]) => field === 'token')?.[1];
    if (typeof token !== 'string') throw new Error('a session without a token');
    const row = await adapter.create<T, R>({ ...query, data: { ...query.data, token: tokenHash(token) } });
    return { ...row, token };
  },
  findOne: (query) => adapter.findOne({ ...query, where: hashed(query.model, query.where) }),
  findMany: (query) => adapter.findMany(query.where ? { ...query, where: hashed(query.model, query.where) } : query),
  update: (query) => adapter.update({ ...query, where: hashed(query.model, query.where) }),
  updateMany: (query) => adapter.updateMany({ ...query, where: hashed(query.model, query.where) }),
  delete: (query) => adapter.delete({ ...query, where: hashed(query.model, query.where) }),
  deleteMany: (query) => adapter.deleteMany({ ...query, where: hashed(query.model, query.where) }),
});

const hashed = (model: string, where: Where[]): Where[] =>
  model === 'session'
    ? where.map((one) => (one.field === 'token' && typeof one.value === 'string' ? { ...one, value: tokenHash(one.value) } : one))
    : where;
