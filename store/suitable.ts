import type { Queryable } from './connection.ts';

/** What is wrong with a database, and what to do about it. */
export interface Trouble {
  readonly found: string;
  readonly mend: string;
}

/** A database that cannot be used, or not be reached; the message holds both sentences. */
export class DatabaseTrouble extends Error {
  override readonly name = 'DatabaseTrouble';
  readonly trouble: Trouble;

  constructor(trouble: Trouble, cause?: unknown) {
    super(`${trouble.found}. ${trouble.mend}`, { cause });
    this.trouble = trouble;
  }
}

/** The server's version, `18.4`. Throws DatabaseTrouble when Proceed cannot work with this database; one query. */
export const suitable = async (database: Queryable): Promise<string> => {
  const { rows } = await database.query<Seen>({ text: LOOK });
  const [seen] = rows;
  if (seen === undefined) throw new Error('PostgreSQL says nothing of itself.');
  const trouble = troubleWith(seen);
  if (trouble) throw new DatabaseTrouble(trouble);
  return seen.version;
};

interface Seen {
  readonly version: string;
  readonly number: number;
  readonly encoding: string;
  readonly name: string;
  readonly user: string;
  readonly standby: boolean;
  readonly fresh: boolean;
  readonly creates: boolean;
  readonly extends: boolean;
  readonly trigrams: boolean;
}

const LOOK = `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
  current_setting('server_encoding') as encoding, current_database() as name, current_user as "user",
  pg_is_in_recovery() as standby, to_regclass('migrations') is null as fresh,
  coalesce(has_schema_privilege(current_schema(), 'create'), false) as creates,
  has_database_privilege(current_database(), 'create') as extends,
  exists (select from pg_available_extensions where name = 'pg_trgm') as trigrams`;

export const troubleWith = (seen: Seen): Trouble | null => {
  const { version, number, encoding, name, user } = seen;
  if (number < 150_000)
    return { found: `This is PostgreSQL ${version}`, mend: 'Proceed needs 15 or newer: let DATABASE_URL name one.' };
  if (encoding !== 'UTF8')
    return {
      found: `The database ${name} keeps its texts in ${encoding}, which has no room for every name`,
      mend: `Make one in UTF8: create database proceed encoding 'UTF8' template template0`,
    };
  if (seen.standby)
    return { found: `The database ${name} is a standby, which only reads`, mend: 'Let DATABASE_URL name the primary.' };
  if (!seen.trigrams)
    return {
      found: 'This PostgreSQL brings no pg_trgm, by which titles are found',
      mend: 'Install the package with its contrib modules (postgresql-contrib).',
    };
  if (seen.fresh && !(seen.creates && seen.extends))
    return {
      found: `${user} may make no tables in the database ${name}`,
      mend: `Make ${user} its owner: alter database ${name} owner to ${user}`,
    };
  return null;
};

/** Works on the database at `url`; throws what is known of its failures as DatabaseTrouble. */
export const inSentences = async <Done>(url: string, work: () => Promise<Done>): Promise<Done> => {
  try {
    return await work();
  } catch (error) {
    const trouble = troubleOf(error, url);
    throw trouble ? new DatabaseTrouble(trouble, error) : error;
  }
};

/** What kept a connection from being made, or a statement from being allowed, in sentences. Null: none of what is known. */
export const troubleOf = (error: unknown, url: string): Trouble | null => {
  if (error instanceof DatabaseTrouble) return error.trouble;
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  const mend = error.message === CUT_OFF ? RUNNING : MENDS[code];
  if (mend === undefined) return null;
  return { found: `The database at ${place(url)} cannot be used: ${error.message || code}`, mend };
};

/** Where a database is, without user and password. */
export const place = (url: string): string => {
  const parsed = URL.parse(url) ?? URL.parse(url.replace('@/', '@localhost/'));
  const folder = parsed?.searchParams.get('host');
  return folder ?? (parsed ? `${parsed.hostname || 'localhost'}:${parsed.port || '5432'}${parsed.pathname}` : 'DATABASE_URL');
};

/** What the driver says, with no code, where something listens that is no PostgreSQL, or a pooler that has none. */
const CUT_OFF = 'Connection terminated unexpectedly';

const RUNNING = 'Is PostgreSQL running there, and may this machine reach it? Otherwise correct DATABASE_URL.';

const MENDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: RUNNING,
  ECONNRESET: RUNNING,
  ETIMEDOUT: RUNNING,
  EHOSTUNREACH: RUNNING,
  ENETUNREACH: RUNNING,
  ENOENT: 'There is no socket: is PostgreSQL running? Otherwise correct DATABASE_URL.',
  ENOTFOUND: 'Correct the name of the host in DATABASE_URL.',
  EAI_AGAIN: 'The name of the host could not be looked up. Is the network there? Otherwise correct DATABASE_URL.',
  '28P01': 'Correct the user or the password in DATABASE_URL.',
  '28000': 'Correct the user in DATABASE_URL, or let PostgreSQL admit it from this machine (pg_hba.conf).',
  '3D000': 'Make it (create database …), or correct the name in DATABASE_URL.',
  '42501': 'Make the user of DATABASE_URL the owner of its database: alter database … owner to ….',
  '53300': 'Lower PROCEED_DATABASE_CONNECTIONS, or raise max_connections of PostgreSQL.',
  '57P03': 'PostgreSQL is starting or stopping; try again in a moment.',
};
