import { sql, type Kysely } from 'kysely';

/** Finding things by their titles: parts of words and mistyped words by trigrams, first letters by order. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create extension if not exists pg_trgm`,
  `create index artifacts_by_words_of_title on artifacts using gin (title gin_trgm_ops) where number > 0`,
  `create index artifacts_by_beginning_of_title on artifacts (org, (lower(title)) collate "C") where number > 0`,
] as const;
