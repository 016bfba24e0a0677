import { sql, type Kysely } from 'kysely';

/** The handbook's tree: what stands below a page in its order, and which page or file is at a place. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create index pages_in on artifacts (org, (summary->>'in')) where kind = 'page' and status <> 'deleted'`,
  `create index pages_in_order on artifacts (org, (summary->>'in'), (summary->>'rank') collate "C", number) where kind = 'page' and status = 'published'`,
  `create index pages_by_place on artifacts (org, (summary->>'place')) where kind in ('page', 'file') and status <> 'deleted'`,
  `create index pages_formerly on artifacts using gin ((summary->'formerly')) where kind = 'page' and summary ? 'formerly'`,
] as const;
