import type { Db } from '#server/route.ts';

/** From this share of all texts on it is faster to look at each found whether its asker sees it than to have the index bring both together. */
const MOST = 0.25;
/** How long what PostgreSQL knows is held to be so, ms. It counts again when a tenth of the texts have changed. */
const HOLDS = 60_000;

const known = new WeakMap<Db, { readonly keys: ReadonlySet<string>; readonly until: number }>();

/**
 * Whether one of these keys is on so many texts, by what PostgreSQL counted of them. It decides how the index is asked, never what is
 * answered.
 */
export const seesMost = async (db: Db, keys: readonly string[]): Promise<boolean> => {
  const now = performance.now();
  let held = known.get(db);
  if (!held || held.until < now) {
    const rows = await db.rows<{ key: string }>({
      name: 'search.keys-on-most',
      text: `select e.key from pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) as e (key, share)
             where s.tablename = 'texts' and s.attname = 'seen_by' and s.schemaname = any(current_schemas(false))
               and e.share >= $1 and e.key is not null`,
      values: [MOST],
    });
    held = { keys: new Set(rows.map(({ key }) => key)), until: now + HOLDS };
    known.set(db, held);
  }
  const { keys: most } = held;
  return keys.some((key) => most.has(key));
};
