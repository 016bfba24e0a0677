import type { ArtifactId, SpaceId } from '#kernel/stream/event.ts';
import type { Db, Principal } from '#server/route.ts';

type Reader = Pick<Principal, 'org' | 'keys'>;

/** A path to walk: from a page (`''`: the top of the space) down by these segments. */
export interface WantedPlace {
  readonly n: number;
  /** `''`: the whole organization. */
  readonly space: string;
  readonly from: string;
  /** Segments of pages, in lower case, the last without its ending. */
  readonly steps: readonly string[];
  /** As they are written, in lower case: a file keeps its ending. */
  readonly raw: readonly string[];
}

/** A page that stands at `place` now goes before one that was archived there, and that before one that stood there once. */
const AT = (place: string): string => `
    (select a.id from artifacts a where a.org = $1 and a.kind = 'page' and a.status <> 'deleted' and a.audience && $2::text[]
       and a.summary->>'place' = ${place} order by a.status = 'archived', a.number limit 1)`;
const ONCE_AT = (place: string): string => `
    (select a.id from artifacts a where a.org = $1 and a.kind = 'page' and a.status <> 'deleted' and a.audience && $2::text[]
       and a.summary ? 'formerly' and a.summary->'formerly' ? (${place}) order by a.number limit 1)`;

// Each row takes along what it looks for: joined with a list of thousands, each step would read all of it.
const WALK = `
  with recursive walk as (
    select at, n, space, steps, raw, 0 as depth, "from" as id
    from jsonb_to_recordset($3::jsonb) as x (at int, n int, space text, "from" text, steps text[], raw text[])
    union all
    select w.at, w.n, w.space, w.steps, w.raw, w.depth + 1, coalesce(
      ${AT(`w.space || '/' || w.id || '/' || w.steps[w.depth + 1]`)},
      ${ONCE_AT(`w.space || '/' || w.id || '/' || w.steps[w.depth + 1]`)})::text
    from walk w
    where w.depth < cardinality(w.steps) and w.id is not null
  )
  select w.n, a.id::text, w.at from walk w
  join artifacts a on a.org = $1 and a.id = nullif(w.id, '')::uuid and a.status <> 'deleted' and a.audience && $2::text[]
  where w.depth = cardinality(w.steps)
  union all
  select w.n, f.id::text, w.at from walk w
  cross join lateral (
    select a.id from artifacts a where a.org = $1 and a.kind = 'file' and a.status <> 'deleted' and a.audience && $2::text[]
      and a.summary->>'place' = w.space || '/' || w.id || '/' || array_to_string(w.raw[w.depth + 1:], '/') limit 1
  ) f
  where w.id is not null and w.depth < cardinality(w.raw)
  order by 3`;

/** What stands at these places, in their order. */
export const atPlaces = (db: Db, { org, keys }: Reader, wanted: readonly WantedPlace[]) =>
  db.rows<{ n: number; id: ArtifactId }>({
    name: 'handbook.at-places',
    text: WALK,
    values: [org, keys, JSON.stringify(wanted.map((one, at) => ({ at, ...one })))],
    byKey: true,
  });

/** A page and those above it, from below. Ids alone: whether one may be seen is asked where it is shown. */
export const aboveOf = async (db: Db, { org }: Pick<Principal, 'org'>, page: ArtifactId): Promise<readonly ArtifactId[]> => {
  const rows = await db.rows<{ id: ArtifactId }>({
    name: 'handbook.above',
    text: `
      with recursive up as (
        select id, summary->>'under' as under, array[id] as seen from artifacts where org = $1 and id = $2 and kind = 'page'
        union all
        select a.id, a.summary->>'under', up.seen || a.id from up
        join artifacts a on a.org = $1 and a.id = up.under::uuid and a.kind = 'page'
        where not a.id = any(up.seen) and cardinality(up.seen) < 100
      )
      select id from up order by cardinality(seen)`,
    values: [org, page],
    byKey: true,
  });
  return rows.map(({ id }) => id);
};

export const byNumbers = (db: Db, { org, keys }: Reader, numbers: readonly number[]) =>
  db.rows<{ number: number; id: ArtifactId }>({
    name: 'handbook.by-numbers',
    text: `select number::int, id from artifacts where org = $1 and number = any($3::bigint[]) and number > 0 and audience && $2::text[]`,
    values: [org, keys, numbers],
    byKey: true,
  });

/** Pages called so, those of the space first. */
export const byTitles = (db: Db, { org, keys }: Reader, space: SpaceId | null, titles: readonly string[]) =>
  db.rows<{ title: string; id: ArtifactId }>({
    name: 'handbook.by-titles',
    text: `
      select t.title, a.id from unnest($3::text[]) t (title)
      cross join lateral (
        select id from artifacts a
        where a.org = $1 and a.number > 0 and a.kind = 'page' and a.status = 'published' and lower(a.title) collate "C" = t.title collate "C"
          and a.audience && $2::text[]
        order by (a.space is not distinct from $4::uuid) desc, a.number limit 1
      ) a`,
    values: [org, keys, titles, space],
    byKey: true,
  });
