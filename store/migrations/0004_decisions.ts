import { sql, type Kysely } from 'kysely';

/** What the log, its years, its graph and Today are asked by. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create index artifacts_by_author on artifacts (org, author, number desc) where number > 0`,
  `create index artifacts_by_closing on artifacts (org, kind, closed_at desc) where number > 0 and closed_at is not null`,
  // What people read and mention are links too, and far more.
  `create index links_between on links (org, source, target) where rel in ('supersedes', 'superseded-by', 'implements', 'builds-on')`,
] as const;
