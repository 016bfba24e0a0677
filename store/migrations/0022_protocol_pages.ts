import { sql, type Kysely } from 'kysely';

/** Those artifacts of a kind that take part in the directory, where not all of them do: pages that hold a protocol. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql.raw(`create index artifacts_in_directory on artifacts (org) where summary ? 'directory'`).execute(db);
};
