import type { ArtifactId, Instant } from '#kernel/stream/event.ts';
import { toMs, type Db, type Principal } from '#server/route.ts';
import type { PageState } from './page.ts';

type Reader = Pick<Principal, 'org' | 'keys'>;

export interface PageRow {
  readonly id: ArtifactId;
  readonly number: number;
  readonly version: number;
  readonly state: PageState;
}

/** A page as it stands, by id. */
export const standingPage = async (db: Db, { org, keys }: Reader, id: ArtifactId): Promise<PageRow | null> => {
  const [row] = await db.rows<PageRow>({
    name: 'handbook.page',
    text: `select id, number::int, version, state from artifacts where org = $1 and id = $3 and kind = 'page' and audience && $2::text[]`,
    values: [org, keys, id],
    byKey: true,
  });
  return row ?? null;
};

/** How a page stands and where, without its text. */
export interface Whereabouts {
  readonly status: PageState['status'];
  readonly space: PageState['space'];
}

/** Read often while somebody writes: of a long page this is little. */
export const whereaboutsOf = async (db: Db, { org, keys }: Reader, id: ArtifactId): Promise<Whereabouts | null> => {
  const [row] = await db.rows<Whereabouts>({
    name: 'handbook.whereabouts',
    text: `select status, space from artifacts where org = $1 and id = $3 and kind = 'page' and audience && $2::text[]`,
    values: [org, keys, id],
    byKey: true,
  });
  return row ?? null;
};

/** A page as it stands, by number. */
export const numberedPage = async (db: Db, { org, keys }: Reader, number: number): Promise<PageRow | null> => {
  const [row] = await db.rows<PageRow>({
    name: 'handbook.page-numbered',
    text: `select id, number::int, version, state from artifacts
           where org = $1 and number = $3 and number > 0 and kind = 'page' and audience && $2::text[]`,
    values: [org, keys, number],
    byKey: true,
  });
  return row ?? null;
};

/** The page that was archived last where it stood at a place (`placeKey`). */
export const archivedAt = async (db: Db, { org, keys }: Reader, place: string): Promise<PageRow | null> => {
  const [row] = await db.rows<PageRow>({
    name: 'handbook.archived-at',
    text: `select id, number::int, version, state from artifacts
           where org = $1 and kind in ('page', 'file') and kind = 'page' and status <> 'deleted' and status = 'archived'
             and summary->>'place' = $3 and audience && $2::text[]
           order by closed_at desc limit 1`,
    values: [org, keys, place],
    byKey: true,
  });
  return row ?? null;
};

const OF_TEXT = `e.type in ('page-created', 'page-revised')`;

/** What a page said at a revision; null: it has no such. Of a deleted page nothing is left to read. */
export const textAt = async (db: Db, { org, keys }: Reader, page: ArtifactId, revision: number): Promise<string | null> => {
  const [row] = await db.rows<{ body: string }>({
    name: 'handbook.text-at',
    text: `select e.body->>'body' as body from events e join artifacts a on a.org = e.org and a.id = e.artifact
           where e.org = $1 and e.artifact = $3 and ${OF_TEXT} and a.status <> 'deleted' and a.audience && $2::text[]
             and coalesce((e.body->>'revision')::int, 1) = $4`,
    values: [org, keys, page, revision],
    byKey: true,
  });
  return row?.body ?? null;
};

/** Whose text it is, where a decision published it. */
const BY = `coalesce(e.body->>'for', e.by::text)`;
/** The decision that published it, as far as the reader sees that. */
const CAUSE = `d.number::int as decision, d.title as "decisionTitle"`;
const CAUSED = `left join artifacts d on d.org = e.org and d.id = e.caused_artifact and d.kind = 'decision' and d.audience && $2::text[]`;

export interface RevisionRow {
  readonly revision: number;
  readonly title: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  readonly from: string | null;
  /** Who else wrote it. */
  readonly writers: readonly string[];
  /** The decision that published it; null: there is none that the reader sees. */
  readonly decision: number | null;
  readonly decisionTitle: string | null;
}

/** The revisions of a page, newest first, below `before`. */
export const revisionsOf = (db: Db, { org, keys }: Reader, page: ArtifactId, before: number | null, limit: number) =>
  db.rows<RevisionRow>({
    name: 'handbook.revisions',
    text: `select coalesce((e.body->>'revision')::int, 1) as revision, e.body->>'title' as title, e.body->>'reason' as reason, ${BY} as by,
                  ${toMs('e.at')} as at, e.body->>'from' as "from", coalesce(e.body->'writers', '[]') as writers, ${CAUSE}
           from events e join artifacts a on a.org = e.org and a.id = e.artifact ${CAUSED}
           where e.org = $1 and e.artifact = $3 and ${OF_TEXT} and a.status <> 'deleted' and a.audience && $2::text[]
             and ($4::int is null or coalesce((e.body->>'revision')::int, 1) < $4)
           order by e.version desc limit $5`,
    values: [org, keys, page, before, limit],
    byKey: true,
  });

/** Every text that a page has had, oldest first. */
export const textsOf = (db: Db, { org, keys }: Reader, page: ArtifactId, upTo: number) =>
  db.rows<{ readonly revision: number; readonly body: string }>({
    name: 'handbook.texts',
    text: `select coalesce((e.body->>'revision')::int, 1) as revision, e.body->>'body' as body
           from events e join artifacts a on a.org = e.org and a.id = e.artifact
           where e.org = $1 and e.artifact = $3 and ${OF_TEXT} and a.status <> 'deleted' and a.audience && $2::text[]
             and coalesce((e.body->>'revision')::int, 1) <= $4
           order by e.version`,
    values: [org, keys, page, upTo],
    byKey: true,
  });

/** How long they are together, in characters. */
export const lengthOfTexts = async (db: Db, { org, keys }: Reader, page: ArtifactId, upTo: number): Promise<number> => {
  const [row] = await db.rows<{ length: number }>({
    name: 'handbook.length-of-texts',
    text: `select coalesce(sum(length(e.body->>'body')), 0)::float8 as length from events e join artifacts a on a.org = e.org and a.id = e.artifact
           where e.org = $1 and e.artifact = $3 and ${OF_TEXT} and a.status <> 'deleted' and a.audience && $2::text[]
             and coalesce((e.body->>'revision')::int, 1) <= $4`,
    values: [org, keys, page, upTo],
    byKey: true,
  });
  return row?.length ?? 0;
};

/** Some of a page's revisions. */
export const revisionsNumbered = (db: Db, { org, keys }: Reader, page: ArtifactId, revisions: readonly number[]) =>
  db.rows<RevisionRow>({
    name: 'handbook.revisions-numbered',
    text: `select coalesce((e.body->>'revision')::int, 1) as revision, e.body->>'title' as title, e.body->>'reason' as reason, ${BY} as by,
                  ${toMs('e.at')} as at, e.body->>'from' as "from", coalesce(e.body->'writers', '[]') as writers, ${CAUSE}
           from events e join artifacts a on a.org = e.org and a.id = e.artifact ${CAUSED}
           where e.org = $1 and e.artifact = $3 and ${OF_TEXT} and a.status <> 'deleted' and a.audience && $2::text[]
             and coalesce((e.body->>'revision')::int, 1) = any($4::int[])`,
    values: [org, keys, page, revisions],
    byKey: true,
  });

export interface BranchRow {
  readonly id: ArtifactId;
  readonly number: number;
  readonly title: string;
  readonly rank: string;
  readonly name: string;
  readonly below: boolean;
  readonly restricted: boolean;
}

/** What stands below a page (null: at the top of a space), in its order. `after`: rank and number of the last that was read. */
export const branch = (
  db: Db,
  { org, keys }: Reader,
  place: { readonly space: string | null; readonly under: string | null },
  after: readonly [string, number] | null,
  limit: number,
) =>
  db.rows<BranchRow>({
    name: 'handbook.branch',
    text: `select a.id, a.number::int, a.title, a.summary->>'rank' as rank, a.summary->>'name' as name, (a.summary->>'only')::boolean as restricted,
                  exists (select from artifacts b where b.org = a.org and b.kind = 'page' and b.status = 'published'
                          and b.summary->>'in' = coalesce(a.space::text, '') || '/' || a.id::text and b.audience && $2::text[]) as below
           from artifacts a
           where a.org = $1 and a.kind = 'page' and a.status = 'published' and a.summary->>'in' = $3 and a.audience && $2::text[]
             and ($4::text is null or ((a.summary->>'rank') collate "C", a.number) > ($4 collate "C", $5::bigint))
           order by (a.summary->>'rank') collate "C", a.number limit $6`,
    values: [org, keys, `${place.space ?? ''}/${place.under ?? ''}`, after?.[0] ?? null, after?.[1] ?? null, limit],
    byKey: true,
  });

/** The ranks around a place among its siblings, whoever sees them: behind `after` (null: before all of them). */
export const ranksAround = async (
  db: Db,
  { org }: Pick<Principal, 'org'>,
  place: { readonly space: string | null; readonly under: string | null },
  after: ArtifactId | null,
  self: ArtifactId,
): Promise<readonly [string | null, string | null] | null> => {
  const rows = await db.rows<{ rank: string; at: boolean }>({
    name: 'handbook.ranks-around',
    text: `with at as (select summary->>'rank' as rank from artifacts where org = $1 and id = $3 and kind = 'page' and summary->>'in' = $2)
           (select rank, true as at from at)
           union all
           (select a.summary->>'rank', false from artifacts a
            where a.org = $1 and a.kind = 'page' and a.status = 'published' and a.summary->>'in' = $2 and a.id <> $4
              and ($3::uuid is null or (a.summary->>'rank') collate "C" > (select rank from at) collate "C")
            order by (a.summary->>'rank') collate "C" limit 1)`,
    values: [org, `${place.space ?? ''}/${place.under ?? ''}`, after, self],
    byKey: true,
  });
  const before = rows.find(({ at }) => at)?.rank ?? null;
  if (after !== null && before === null) return null;
  return [before, rows.find(({ at }) => !at)?.rank ?? null];
};

/** The last rank among siblings, whoever sees them. */
export const lastRank = async (
  db: Db,
  { org }: Pick<Principal, 'org'>,
  place: { readonly space: string | null; readonly under: string | null },
): Promise<string | null> => {
  const [row] = await db.rows<{ rank: string }>({
    name: 'handbook.last-rank',
    text: `select summary->>'rank' as rank from artifacts where org = $1 and kind = 'page' and status = 'published' and summary->>'in' = $2
           order by (summary->>'rank') collate "C" desc limit 1`,
    values: [org, `${place.space ?? ''}/${place.under ?? ''}`],
    byKey: true,
  });
  return row?.rank ?? null;
};

export interface TakenRow {
  readonly place: string;
  readonly number: number;
  readonly title: string;
}

/**
 * What there is where a page is to stand: the last rank, and who stands at these places already. [safety] As far as the asker sees them: a name
 * that is refused or numbered tells that there is such a page. Paths tell two of one name apart by who reads them, and git by a number.
 */
export const roomIn = async (
  db: Db,
  { org, keys }: Reader,
  where: { readonly space: string | null; readonly under: string | null },
  places: readonly string[],
  self: ArtifactId,
): Promise<{ readonly last: string | null; readonly taken: readonly TakenRow[] }> => {
  const rows = await db.rows<TakenRow & { rank: string | null }>({
    name: 'handbook.room-in',
    text: `select w.n::int as n, r.* from rows from (jsonb_to_recordset($1::jsonb) as (org uuid, keys text[], places text[], self uuid, place text))
             with ordinality w (org, keys, places, self, place, n)
           cross join lateral (
             (select summary->>'rank' as rank, null as place, 0 as number, '' as title from artifacts
              where org = w.org and kind = 'page' and status = 'published' and summary->>'in' = w.place
              order by (summary->>'rank') collate "C" desc limit 1)
             union all
             select null, summary->>'place', number::int, title from artifacts
             where org = w.org and kind in ('page', 'file') and status not in ('deleted', 'archived')
               and summary->>'place' = any(w.places) and id <> w.self and audience && w.keys
           ) r order by w.n`,
    values: [JSON.stringify([{ org, keys, places, self, place: `${where.space ?? ''}/${where.under ?? ''}` }])],
    byKey: true,
    together: true,
  });
  return { last: rows.find(({ rank }) => rank !== null)?.rank ?? null, taken: rows.filter(({ rank }) => rank === null) };
};

export interface BelowRow {
  readonly id: ArtifactId;
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly space: string | null;
  readonly author: string;
  readonly owners: readonly string[];
  readonly seen: boolean;
}

/** The page `$3` of the organization `$1` and all that stands below it, whoever sees it: `down (id, space, depth)`, behind `with recursive`. */
export const DOWN = `down as (
    select id, space, 0 as depth from artifacts where org = $1 and id = $3 and kind = 'page'
    union
    select a.id, a.space, d.depth + 1 from down d
    join artifacts a on a.org = $1 and a.kind = 'page' and a.status <> 'deleted'
      and a.summary->>'in' = coalesce(d.space::text, '') || '/' || d.id::text
    where d.depth < 100
  )`;

/** All pages that stand below one, itself first, each before what is below it. [safety] Whoever sees them: `seen` says what may be told. */
export const allBelow = (db: Db, { org, keys }: Reader, page: ArtifactId, limit: number) =>
  db.rows<BelowRow>({
    name: 'handbook.all-below',
    text: `with recursive ${DOWN}
           select a.id, a.number::int, a.title, a.status, a.space, a.author, coalesce(a.summary->'owners', '[]'::jsonb) as owners, a.audience && $2::text[] as seen
           from (select * from down limit $4) d join artifacts a on a.org = $1 and a.id = d.id order by d.depth`,
    values: [org, keys, page, limit],
    byKey: true,
  });

/** How many pages stand one below the other from this one on, itself counted. */
export const heightOf = async (db: Db, { org }: Pick<Principal, 'org'>, page: ArtifactId): Promise<number> => {
  const [row] = await db.rows<{ height: number }>({
    name: 'handbook.height',
    text: `with recursive ${DOWN.replace('$3', '$2')} select coalesce(max(depth), 0) + 1 as height from down`,
    values: [org, page],
    byKey: true,
  });
  return row?.height ?? 1;
};

export interface TrailRow {
  readonly id: ArtifactId;
  readonly number: number;
  readonly title: string;
  readonly name: string;
}

/** The pages above one, from the top, as far as the reader sees them. */
export const trailOf = (db: Db, { org, keys }: Reader, page: ArtifactId) =>
  db.rows<TrailRow>({
    name: 'handbook.trail',
    text: `with recursive up as (
             select id, summary->>'under' as under, array[id] as seen from artifacts where org = $1 and id = $3 and kind = 'page'
             union all
             select a.id, a.summary->>'under', up.seen || a.id from up
             join artifacts a on a.org = $1 and a.id = up.under::uuid and a.kind = 'page'
             where not a.id = any(up.seen) and cardinality(up.seen) < 100
           )
           select a.id, a.number::int, a.title, a.summary->>'name' as name from up join artifacts a on a.org = $1 and a.id = up.id
           where a.id <> $3 and a.audience && $2::text[] order by cardinality(up.seen) desc`,
    values: [org, keys, page],
    byKey: true,
  });

export interface LinkRow {
  readonly id: ArtifactId;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  readonly status: string;
}

/** What mentions a page, newest first. */
export const backlinks = (db: Db, { org, keys }: Reader, page: ArtifactId, before: number | null, limit: number) =>
  db.rows<LinkRow>({
    name: 'handbook.backlinks',
    text: `select a.id, a.kind, a.number::int, a.title, a.status from links l join artifacts a on a.org = l.org and a.id = l.source
           where l.org = $1 and l.target = $3 and l.source <> $3 and a.number > 0 and a.status not in ('deleted', 'discarded')
             and a.summary->>'proposes' is distinct from $3::text and a.audience && $2::text[]
             and ($4::bigint is null or a.number < $4)
           group by a.id, a.kind, a.number, a.title, a.status order by a.number desc limit $5`,
    values: [org, keys, page, before, limit],
    byKey: true,
  });
