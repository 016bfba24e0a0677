import { spaceKey } from '#kernel/actors/access.ts';
import type { ArtifactId, Instant, OrgId, SpaceId } from '#kernel/stream/event.ts';
import type { Db } from '#server/route.ts';
import type { PageState } from '../page.ts';

export interface PublicSpace {
  readonly org: OrgId;
  readonly id: SpaceId;
  readonly version: number;
  readonly slug: string;
  readonly name: string;
  readonly purpose: string;
}

/** [safety] A space by its address, if it is public now. */
export const publicSpace = async (db: Db, slug: string): Promise<PublicSpace | null> => {
  const [row] = await db.rows<PublicSpace>({
    name: 'handbook.public-space',
    text: `select org, id, version, summary->>'slug' as slug, title as name, summary->>'purpose' as purpose from artifacts
           where kind = 'space' and (summary->>'public')::boolean and status <> 'archived' and summary->>'slug' = $1
           order by opened_at limit 1`,
    values: [slug],
    byKey: true,
  });
  return row ?? null;
};

export interface PublicRow {
  readonly id: ArtifactId;
  readonly number: number;
  readonly title: string;
  readonly name: string;
  readonly under: ArtifactId | null;
  readonly revisedAt: Instant;
  /** `placeKey`s. */
  readonly formerly: readonly string[] | null;
}

const MOST_PAGES = 20_000;

const PUBLIC = `a.org = $1 and a.kind = 'page' and a.status = 'published' and (a.summary->>'only')::boolean is not true and a.audience::text[] = array[$3::text]`;
const ROW = `a.id, a.number::int, a.title, a.summary->>'name' as name, a.summary->>'under' as under, a.summary->>'rank' as rank,
  (a.summary->>'revisedAt')::float8 as "revisedAt", a.summary->'formerly' as formerly`;

/**
 * [safety] The pages of a space that are for everybody in it, from the top: what stands below another is not there. Siblings in their order.
 */
export const publicPages = (db: Db, { org, id }: Pick<PublicSpace, 'org' | 'id'>) =>
  db.rows<PublicRow>({
    name: 'handbook.public-pages',
    text: `with recursive shown as (
             select ${ROW}, 0 as depth from artifacts a where ${PUBLIC} and a.summary->>'in' = $2 || '/'
             union all
             select ${ROW}, s.depth + 1 from shown s join artifacts a on ${PUBLIC} and a.summary->>'in' = $2 || '/' || s.id::text
             where s.depth < 100
           )
           select id, number, title, name, under, "revisedAt", formerly from shown order by depth, rank collate "C", number limit ${MOST_PAGES}`,
    values: [org, id, spaceKey(id)],
    byKey: true,
  });

export interface PublicPageRow {
  readonly version: number;
  readonly state: PageState;
}

export const publicPage = async (
  db: Db,
  { org, id }: Pick<PublicSpace, 'org' | 'id'>,
  page: ArtifactId,
): Promise<PublicPageRow | null> => {
  const [row] = await db.rows<PublicPageRow>({
    name: 'handbook.public-page',
    text: `select a.version, a.state from artifacts a where ${PUBLIC} and a.id = $4 and a.space = $2::uuid`,
    values: [org, id, spaceKey(id), page],
    byKey: true,
  });
  return row ?? null;
};

/** Which of some pages name a file. */
export const naming = async (
  db: Db,
  org: OrgId,
  file: ArtifactId,
  pages: readonly ArtifactId[],
): Promise<readonly ArtifactId[]> => {
  const rows = await db.rows<{ id: ArtifactId }>({
    name: 'handbook.public-naming',
    text: `select distinct l.source as id from links l where l.org = $1 and l.target = $2 and l.rel = 'mentions' and l.source = any($3::uuid[])
           union select parent from artifacts where org = $1 and id = $2 and kind = 'file' and parent = any($3::uuid[]) limit 20`,
    values: [org, file, pages],
    byKey: true,
  });
  return rows.map(({ id }) => id);
};

export interface FoundOutside {
  readonly id: ArtifactId;
  /** Begins with the title's line. */
  readonly plain: string;
}

const MOST_FOUND = 30;
/** A word that more pages have tells too little to rank them all. */
const MOST_RANKED = 200;

/**
 * Those of some pages that have all of these words, as they are written, in another form of theirs, or longer: a short text says too little for its language to be
 * known. The last is perhaps only begun.
 * [safety] Nothing but these pages is looked at, and nothing is offered in the place of a word.
 */
export const findAmong = (db: Db, org: OrgId, pages: readonly ArtifactId[], words: readonly string[]) =>
  db.rows<FoundOutside>({
    name: 'handbook.public-search',
    text: `with stemmers as (
             select stemmer from text_counts where org = $1 and texts > 0 union select 'english' union select 'simple'
           ), each as (
             select w.n, string_agg(distinct quote_literal(w.stem) || case when w.n = cardinality($3::text[]) or length(w.stem) > 3 then ':*' else '' end,
                                    ' | ') as any
             from (select a.n, coalesce((ts_lexize(('words_' || s.stemmer)::regdictionary, a.word))[1], a.word) as stem
                   from unnest($3::text[]) with ordinality as a (word, n), stemmers s) w group by w.n
           ), asked as (select string_agg('(' || e.any || ')', ' & ')::tsquery as query from each e)
           select c.artifact as id, c.plain from (
             select t.artifact, t.plain, t.words, t.changed_at, q.query from asked q cross join unnest($2::uuid[]) as i (id)
             join texts t on t.org = $1 and t.artifact = i.id and t.kind = 'page' and t.words @@ q.query limit ${MOST_RANKED}
           ) c order by ts_rank(c.words, c.query, 1) desc, c.changed_at desc limit ${MOST_FOUND}`,
    values: [org, pages, words],
  });
