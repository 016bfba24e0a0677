import { sql, type Kysely } from 'kysely';

/** What narrowed lists are asked by: each index has its rows in the order in which they are shown, so that a page is read and no more. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create index artifacts_by_space_and_status on artifacts (org, space, kind, status, number desc) where number > 0`,
  `drop index artifacts_open_of`,
  `create index artifacts_open_of on artifacts (org, author, number desc) where status = 'open' and number > 0`,
] as const;
