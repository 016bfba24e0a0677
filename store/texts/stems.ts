import type { Queryable } from '../connection.ts';

/** Stems that this process remembers; then it begins anew. About 100 bytes each. */
const MOST = 60_000;

let remembered = new Map<string, Map<string, string>>();
let count = 0;

/** The stem of each word, as PostgreSQL makes it. Most words have been asked for before, so that this seldom asks the database. */
export const stems = async (db: Queryable, stemmer: string, words: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const known = remembered.get(stemmer) ?? new Map<string, string>();
  remembered.set(stemmer, known);
  const missing = words.filter((word) => !known.has(word));
  if (missing.length === 0) return known;
  const { rows } = await db.query<{ stems: string[] }>({
    name: 'texts.stems',
    text: `select array(select coalesce((ts_lexize(('words_' || $1)::regdictionary, w.word))[1], w.word)
                        from unnest($2::text[]) with ordinality w (word, n) order by n) as stems`,
    values: [stemmer, missing],
  });
  for (const [index, word] of missing.entries()) known.set(word, rows[0]?.stems[index] ?? word);
  count += missing.length;
  if (count > MOST) {
    remembered = new Map();
    count = 0;
  }
  return known;
};
