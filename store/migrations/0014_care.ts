import { sql, type Kysely } from 'kysely';

/** Who looks after which pages of the handbook, what is wrong with them, and who was asked to read them. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create index pages_owned on artifacts using gin ((summary->'owners')) where kind = 'page' and status = 'published' and summary->'owners' <> '[]'::jsonb`,
  `create index pages_broken on artifacts (org, space, number) where kind = 'page' and status = 'published' and (summary->>'broken')::int > 0`,
  `create index pages_verified on artifacts (org, space, ((summary#>>'{verify,at}')::float8), number)
   where kind = 'page' and status = 'published' and jsonb_typeof(summary->'verify') = 'object'`,
  `create index acknowledgements_of on artifacts (org, (summary->>'page'), number) where kind = 'acknowledgement'`,
] as const;
