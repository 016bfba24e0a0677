import { sql, type Kysely } from 'kysely';

/** Finding things by their titles: parts of words and mistyped words by trigrams, first letters by order. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const statement of statements) await sql.raw(statement).execute(db);
};

const statements = [
  `create extension if not exists pg_trgm`,
  `create index artifacts_by_words_of_title on artifacts using gin (title gin_trgm_ops) where number > 0`,
  `create index artifacts_by_beginning_of_title on artifacts (org, (lower(title)) collate "C") where number > 0`,
  // Two letters swapped in a word of ten leave 0.47 of it; the threshold cannot be a parameter of the operator that the index knows.
  `create function titles_like(in_org uuid, held text[], words text, most integer)
   returns table (id uuid, kind text, number bigint, title text, status text, space uuid)
   language sql stable parallel safe set pg_trgm.word_similarity_threshold = 0.4 as $$
     select a.id, a.kind, a.number, a.title, a.status, a.space from artifacts a
     where a.org = in_org and a.number > 0 and a.audience && held and words <% a.title
     order by word_similarity(words, a.title) desc, a.number desc limit most
   $$`,
] as const;
