import type { ArtifactId } from '#kernel/stream/event.ts';
import type { Db } from '#server/route.ts';
import { keysOf, type Asker } from './queries.ts';

/** What others say about artifacts, as far as the asker sees those others: the titles of the pages above, the words of links. */

type Said = ReadonlyMap<ArtifactId, ReadonlyMap<string, number>>;

/** So far up pages say what one is about. */
const FAR_UP = 5;

/** Which of these stems stand in the titles of these pages and of those above them. Those that the asker does not see say nothing. */
export const titlesAbove = async (
  db: Db,
  asker: Asker,
  pages: readonly ArtifactId[],
  stems: readonly string[],
): Promise<Said> => {
  const rows = await db.rows<{ page: ArtifactId; stem: string; depth: number }>({
    name: 'search.titles-above',
    text: `with recursive up as (
        select u.id as page, u.id, 0 as depth from unnest($3::uuid[]) as u (id)
        union all
        select up.page, (a.summary->>'under')::uuid, up.depth + 1 from up join artifacts a on a.org = $1 and a.id = up.id
        where up.depth < ${FAR_UP} and a.audience && $2::text[] and a.summary->>'under' is not null
      ), titled as materialized (
        select t.artifact, u.lexeme as stem from (select distinct id from up) d
        join texts t on t.org = $1 and t.artifact = d.id and t.seen_by && $2::text[] cross join lateral unnest(ts_filter(t.words, '{a}')) u
        where u.lexeme = any($4::text[])
      )
      select up.page, t.stem, min(up.depth) as depth from up join titled t on t.artifact = up.id group by up.page, t.stem`,
    values: [asker.org, keysOf(asker), pages, stems],
    byKey: true,
  });
  return byArtifact(rows.map(({ page, stem, depth }) => [page, stem, depth]));
};

/** Who links to a page is asked about so many links; what the others say is much the same. */
const MOST_LINKS = 40;

/** Which of these stems stand in links to these artifacts, and in how many sources each. A source that the asker does not see says nothing. */
export const calledBy = async (
  db: Db,
  asker: Asker,
  artifacts: readonly ArtifactId[],
  stems: readonly string[],
): Promise<Said> => {
  const rows = await db.rows<{ target: ArtifactId; stem: string; sources: number }>({
    name: 'search.called-by',
    text: `with w as materialized (select distinct l.word, l.stem from lexicon l where l.org = $1 and l.stem = any($4::text[]) limit 1000),
      all_words as materialized (select array_agg(distinct word) as words from w)
      select t.id as target, w.stem, count(distinct k.source)::int as sources
      from unnest($3::uuid[]) as t (id), all_words
      cross join lateral (
        select l.source, l.said from links l
        where l.org = $1 and l.target = t.id and l.rel = 'mentions' and l.said && all_words.words limit ${MOST_LINKS}
      ) k
      join artifacts a on a.org = $1 and a.id = k.source and a.audience && $2::text[] and a.status <> 'deleted'
      join w on w.word = any(k.said)
      group by t.id, w.stem`,
    values: [asker.org, asker.keys, artifacts, stems],
    byKey: true,
  });
  return byArtifact(rows.map(({ target, stem, sources }) => [target, stem, sources]));
};

const byArtifact = (rows: readonly (readonly [ArtifactId, string, number])[]): Said => {
  const all = new Map<ArtifactId, Map<string, number>>();
  for (const [artifact, stem, amount] of rows) {
    const own = all.get(artifact) ?? new Map<string, number>();
    all.set(artifact, own.set(stem, amount));
  }
  return all;
};
