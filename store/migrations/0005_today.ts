import { sql, type Kysely } from 'kysely';

/** What Today is asked by: how much of their working time each of the asked has had, and what one has open oneself. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  // Working time that the asked must have, and had by `counted_from`; null: none is owed to them.
  `alter table awaits add column need_ms bigint, add column used_ms bigint, add column counted_from timestamptz`,
  `create index artifacts_open_of on artifacts (org, author) where status = 'open' and number > 0`,
  `create index requests_closed on artifacts (org, author, closed_at desc) where kind = 'request' and closed_at is not null`,
  `create index requests_by_asked on artifacts using gin ((summary->'asked') jsonb_path_ops) where kind = 'request'`,
] as const;
