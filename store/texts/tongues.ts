import type { Queryable } from '../connection.ts';

/** Those that every question is stemmed in. */
const ALWAYS: ReadonlySet<string> = new Set(['english', 'simple']);
/** Pairs that this process remembers; then it begins anew. */
const MOST = 10_000;

const noted = new Set<string>();

/**
 * Notes in which languages an organization writes before anybody counts their words, once for each in a process: questions are stemmed in
 * those languages, and the first text of one is found at once.
 */
export const noteTongues = async (
  db: Queryable,
  texts: readonly { readonly org: string; readonly stemmer: string }[],
): Promise<void> => {
  const fresh = new Map<string, (typeof texts)[number]>();
  for (const one of texts) {
    const key = `${one.org} ${one.stemmer}`;
    if (!ALWAYS.has(one.stemmer) && !noted.has(key)) fresh.set(key, one);
  }
  if (fresh.size === 0) return;
  const rows = [...fresh.values()];
  await db.query({
    name: 'texts.tongues',
    text: `insert into text_counts (org, stemmer, texts) select u.org, u.stemmer, 0 from unnest($1::uuid[], $2::text[]) as u (org, stemmer)
           on conflict do nothing`,
    values: [rows.map(({ org }) => org), rows.map(({ stemmer }) => stemmer)],
  });
  if (noted.size > MOST) noted.clear();
  for (const key of fresh.keys()) noted.add(key);
};
