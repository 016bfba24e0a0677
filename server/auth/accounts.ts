import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { transaction, type Pool, type PoolClient, type Queryable } from '#store/connection.ts';
import { mailArrivedLetter, mailLeftLetter, passwordChangedLetter, resetLetter } from '../mail/letters.ts';
import type { QueueMail } from '../mail/mails.ts';
import { attempts } from './attempts.ts';
import type { Library } from './library.ts';
import { endLinks } from './links.ts';
import { hashPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD, verifyPassword } from './password.ts';
import { tokenHash } from './token.ts';

/** Where a request came from. */
export interface From {
  readonly address: string;
  readonly userAgent: string;
}

/** A session that has just begun: its token is shown once, to the browser. */
export interface Entered {
  readonly token: string;
  readonly seconds: number;
}

export interface Accounts {
  signIn(who: { readonly mail: string; readonly password: string }, from: From): Promise<Result<Entered>>;
  /** Answers the same whether or not there is such an account. */
  forgot(mail: string, from: From): Promise<Result<null>>;
  reset(token: string, password: string, from: From): Promise<Result<null>>;
  /** Ends every session of the account and begins a new one. */
  changePassword(account: string, current: string, next: string, from: From): Promise<Result<Entered>>;
  /** Whether this is the password of the account, and the mail nobody else's: to be asked before `changeMail`. */
  mayChangeMail(account: string, mail: string, password: string, from: From): Promise<Result<null>>;
  /** The account is found by this mail from now on; links to a new password that went to the one before end, and that one is told. */
  changeMail(account: string, mail: string): Promise<void>;
  /** Sessions or keys that ended: live connections of theirs close. Told the ids; null: some, look again. */
  onEnded(listener: (ended: readonly string[] | null) => void): void;
  ended(ids: readonly string[] | null): void;
  /** Counts an attempt with a link or a password from an address; a refusal when they are too many. */
  guess(what: string, address: string): Promise<Refusal | null>;
  endSessions(account: string, which: { readonly only?: string; readonly except?: string }): Promise<number>;
}

export interface AccountsOptions {
  readonly pool: Pool;
  readonly origin: string;
  readonly queueMail: QueueMail;
  readonly log: { readonly error: (about: object, line: string) => void };
}

interface Known {
  readonly mail: string;
  readonly name: string;
  readonly org: string;
}

const FORGOT_TAKES = 200;

export const accounts = ({ pool, origin, queueMail, log }: AccountsOptions): Accounts => {
  const guesses = attempts(pool);
  const listeners: ((ended: readonly string[] | null) => void)[] = [];
  const ended = (ids: readonly string[] | null) => {
    for (const listener of listeners) listener(ids);
  };
  let opened: Promise<Library> | null = null;
  // Half of the server's start would be spent on loading it.
  const library = (): Promise<Library> =>
    (opened ??= import('./library.ts').then(({ openLibrary }) => openLibrary({ pool, origin, sendReset, log })));

  const sendReset = async (
    { account, mail }: { readonly account: string; readonly mail: string },
    token: string,
  ): Promise<void> => {
    const { rows } = await pool.query<{ org: string; name: string }>(
      'select a.org, c.name from accounts a join actors c on c.org = a.org and c.id = a.actor where a.id = $1 and c.status = $2',
      [account, 'active'],
    );
    const [known] = rows;
    if (!known) return;
    const { org, name } = known;
    const { RESET_MINUTES } = await import('./library.ts');
    const letter = resetLetter({ name, link: `${origin}/reset#${token}`, minutes: RESET_MINUTES });
    await queueMail(pool, { org, to: mail, ...letter, kind: 'account', secret: true });
  };

  const signIn: Accounts['signIn'] = async ({ mail, password }, from) => {
    const address = mail.normalize('NFC').trim().toLowerCase();
    const wait = await guesses.count('sign-in', from.address, address);
    if (wait > 0) return tooMany(wait);
    const { headersFor } = await import('./library.ts');
    const credential = await credentialOf(pool, address);
    const token = await knownTo(
      async () =>
        (await (await library()).api.signInEmail({ body: { email: address, password }, headers: headersFor(from) })).token,
    );
    const entered = token === null ? null : await enter(pool, token, credential);
    if (!entered)
      return refuse('wrong-credentials', 'This mail and this password do not belong together.', { field: '/password' });
    await guesses.forgive('sign-in', from.address, address);
    return ok(entered);
  };

  const endSessions: Accounts['endSessions'] = async (account, { only, except }) => {
    const { rows } = await pool.query<{ id: string }>({
      name: 'sessions-end',
      text: 'delete from account_sessions where account = $1 and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3) returning id',
      values: [account, only ?? null, except ?? null],
    });
    ended(rows.map(({ id }) => id));
    return rows.length;
  };

  const provenBy = async (password: string, account: string): Promise<Known | null> => {
    const { rows } = await pool.query<Known & { password: string }>(
      `select c.password, a.mail, a.name, a.org from account_credentials c join accounts a on a.id = c.account where c.account = $1 and c.provider = 'credential'`,
      [account],
    );
    const known = rows[0];
    return known && (await verifyPassword({ hash: known.password, password })) ? known : null;
  };

  return {
    signIn,
    endSessions,
    guess: async (what, address) => {
      const wait = await guesses.count(what, address);
      return wait > 0 ? tooMany(wait) : null;
    },
    ended,
    onEnded: (listener) => void listeners.push(listener),

    async forgot(mail, from) {
      const address = mail.normalize('NFC').trim().toLowerCase();
      const wait = await guesses.count('forgot', from.address, address);
      if (wait > 0) return tooMany(wait);
      const { headersFor } = await import('./library.ts');
      const asked = (await library()).api.requestPasswordReset({ body: { email: address }, headers: headersFor(from) });
      // [safety] How long it takes does not tell whether there is such an account.
      await Promise.all([asked, sleep(FORGOT_TAKES)]);
      return ok(null);
    },

    async reset(token, password, from) {
      const fault = passwordFault(password, '/password');
      if (fault) return fault;
      const wait = await guesses.count('reset', from.address);
      if (wait > 0) return tooMany(wait);
      const done = await knownTo(async () => (await library()).api.resetPassword({ body: { newPassword: password, token } }));
      if (done) ended(null);
      return done
        ? ok(null)
        : refuse('invalid-link', 'This link has been used, or its time is over. Ask for a new one.', { field: '/token' });
    },

    async changePassword(account, current, next, from) {
      const fault = passwordFault(next, '/next');
      if (fault) return fault;
      const wait = await guesses.count('change-password', from.address, account);
      if (wait > 0) return tooMany(wait);
      const known = await provenBy(current, account);
      if (!known) return refuse('wrong-credentials', 'This is not your password.', { field: '/current' });
      const hashed = await hashPassword(next);
      await transaction(pool, async (client) => {
        await client.query(
          `update account_credentials set password = $2, updated_at = now() where account = $1 and provider = 'credential'`,
          [account, hashed],
        );
        await endLinks(client, account);
        await queueMail(client, {
          org: known.org,
          to: known.mail,
          ...passwordChangedLetter({ name: known.name }),
          kind: 'account',
        });
      });
      await endSessions(account, {});
      return signIn({ mail: known.mail, password: next }, from);
    },

    async mayChangeMail(account, mail, password, from) {
      const wait = await guesses.count('change-mail', from.address, account);
      if (wait > 0) return tooMany(wait);
      if (!(await provenBy(password, account)))
        return refuse('wrong-credentials', 'This is not your password.', { field: '/password' });
      const { rows } = await pool.query(
        `select 1 from accounts a join actors c on c.org = a.org and c.id = a.actor where a.mail = $1 and a.id <> $2 and c.status <> 'left'`,
        [mail, account],
      );
      return rows.length === 0
        ? ok(null)
        : refuse('mail-taken', 'Somebody with this mail address is here already.', { field: '/mail' });
    },

    async changeMail(account, mail) {
      await transaction(pool, async (client) => {
        const { rows } = await client.query<Known>('select mail, name, org from accounts where id = $1 for update', [account]);
        const [before] = rows;
        if (!before || before.mail === mail) return;
        const { org, name } = before;
        await client.query(
          `delete from accounts a using actors c where a.mail = $1 and c.org = a.org and c.id = a.actor and c.status = 'left'`,
          [mail],
        );
        await client.query('update accounts set mail = $2, mail_verified = false, updated_at = now() where id = $1', [
          account,
          mail,
        ]);
        await endLinks(client, account);
        await queueMail(client, { org, to: before.mail, ...mailLeftLetter({ name, to: mail }), kind: 'account' });
        await queueMail(client, { org, to: mail, ...mailArrivedLetter({ name }), kind: 'account' });
      });
    },
  };
};

const tooMany = (wait: number): Refusal & { readonly retryAfter: number } => ({
  ...refuse('too-many-requests', 'These are too many attempts. Nothing was changed; wait a quarter of an hour.'),
  retryAfter: wait,
});

export const passwordFault = (password: string, field: string): Refusal | null => {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD)
    return refuse('password-too-short', `A password has at least ${SHORTEST_PASSWORD} characters.`, {
      field,
      accepted: `at least ${SHORTEST_PASSWORD} characters`,
    });
  return length > LONGEST_PASSWORD
    ? refuse('password-too-long', `A password has at most ${LONGEST_PASSWORD} characters.`, {
        field,
        accepted: `at most ${LONGEST_PASSWORD} characters`,
      })
    : null;
};

/** What the library answers; null for a refusal of its own (wrong password, used link). Anything else is a fault. */
const knownTo = async <T>(ask: () => Promise<T>): Promise<T | null> => {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500)
      return null;
    throw error;
  }
};

/** What is kept of a password; null: there is no such account. */
const credentialOf = async (db: Queryable, mail: string): Promise<string | null> => {
  const { rows } = await db.query<{ password: string }>({
    name: 'credential',
    text: `select c.password from accounts a join account_credentials c on c.account = a.id and c.provider = 'credential' where a.mail = $1`,
    values: [mail],
  });
  return rows[0]?.password ?? null;
};

/**
 * The session gets its end by the database's clock, and the role with which it began; nobody who left gets in. [safety] Nor does whoever proved a
 * password that was changed meanwhile: whoever changed it has ended the sessions that it had begun.
 */
const enter = async (db: Queryable, token: string, credential: string | null): Promise<Entered | null> => {
  const { SESSION_DAYS } = await import('./library.ts');
  const seconds = SESSION_DAYS * 86_400;
  const { rows } = await db.query<{ id: string }>({
    name: 'session-enter',
    text: `update account_sessions s set role = c.role, expires_at = proceed_now() + make_interval(secs => $2), created_at = proceed_now()
           from accounts a join actors c on c.org = a.org and c.id = a.actor
                join account_credentials k on k.account = a.id and k.provider = 'credential'
           where s.token_hash = $1 and a.id = s.account and c.status = 'active' and k.password = $3 returning s.id`,
    values: [tokenHash(token), seconds, credential],
  });
  const [session] = rows;
  if (!session) {
    await db.query({
      name: 'session-not-entered',
      text: 'delete from account_sessions where token_hash = $1',
      values: [tokenHash(token)],
    });
    return null;
  }
  await db.query({
    name: 'sessions-over',
    text: 'delete from account_sessions where account = (select account from account_sessions where id = $1) and expires_at <= proceed_now()',
    values: [session.id],
  });
  return { token, seconds };
};

/**
 * Within the caller's transaction: the account of an actor, in place of one that they or somebody who left had before. A mail that
 * belongs to somebody else is a unique violation.
 */
export const createAccount = async (
  client: PoolClient,
  who: {
    readonly org: string;
    readonly actor: string;
    readonly mail: string;
    readonly name: string;
    readonly passwordHash: string;
  },
): Promise<string> => {
  const id = randomUUID();
  await client.query(
    `delete from accounts a using actors c
     where a.org = $2 and c.org = a.org and c.id = a.actor and (a.actor = $3 or (a.mail = $1 and c.status = 'left'))`,
    [who.mail, who.org, who.actor],
  );
  await client.query('insert into accounts (id, mail, mail_verified, name, org, actor) values ($1, $2, false, $3, $4, $5)', [
    id,
    who.mail,
    who.name,
    who.org,
    who.actor,
  ]);
  await client.query(
    `insert into account_credentials (id, account, provider, provider_account, password) values ($1, $2, 'credential', $2::uuid::text, $3)`,
    [randomUUID(), id, who.passwordHash],
  );
  return id;
};
