import { ORG_KEY } from '#kernel/actors/access.ts';
import type { ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import { toMs, type Db, type Principal } from '#server/route.ts';
import type { Narrowing } from './narrowing.ts';
import type { Tier } from './query.ts';
import { seesMost } from './seeing.ts';

export type Asker = Pick<Principal, 'org' | 'keys'>;

export interface FoundRow {
  readonly id: ArtifactId;
  readonly kind: string;
  readonly number: string;
  readonly title: string;
  readonly status: string;
  readonly space: SpaceId | null;
  readonly author: string | null;
  readonly changed: Instant;
  readonly size: number;
  readonly score: number;
  /** How many artifacts that the asker sees link to it, up to 30. */
  readonly cited: number;
  /** Where what was asked stands, as `PLACES` writes it. Null: nothing was asked. */
  readonly places: string | null;
  /** Stems of the words that its file or folder is called by. */
  readonly names: readonly string[];
  /** The page above it. */
  readonly under: ArtifactId | null;
  /** What of the question stands in titles of pages above it, and how far up: 0, the one just above. See `around.ts`. */
  readonly above?: ReadonlyMap<string, number>;
  /** What of the question those say who link to it, and how many of them. */
  readonly called?: ReadonlyMap<string, number>;
  /** What a comment is on. */
  readonly on: { readonly id: ArtifactId; readonly kind: string; readonly number: number; readonly title: string } | null;
}

/** Of the key of everybody, the index of texts knows the organization's own (store/texts/step.ts). */
export const keysOf = ({ org, keys }: Asker): readonly string[] =>
  keys.includes(ORG_KEY) ? [...keys, `${ORG_KEY}:${org}`] : keys;

/** What is asked of a text beside its words, with its values from `$first`. */
const narrowed = (
  { kinds, notKinds, spaces, notSpaces, authors, notAuthors, before, after, statuses, notStatuses }: Narrowing,
  first: number,
): { readonly text: string; readonly name: string; readonly values: readonly unknown[] } => {
  const parts: string[] = [];
  const values: unknown[] = [];
  const names: string[] = [];
  const ask = (name: string, value: readonly string[] | number | null, text: (at: string) => string): void => {
    if (value === null || (Array.isArray(value) && value.length === 0)) return;
    parts.push(` and ${text(`$${first + values.length}`)}`);
    values.push(value);
    names.push(name);
  };
  const isOf = (at: string): string =>
    `exists (select from artifacts s where s.org = t.org and s.id = t.artifact and s.status = any(${at}::text[]))`;
  ask('kind', kinds, (at) => `t.kind = any(${at}::text[])`);
  ask('-kind', notKinds, (at) => `t.kind <> all(${at}::text[])`);
  ask('space', spaces, (at) => `t.space = any(${at}::uuid[])`);
  ask('-space', notSpaces, (at) => `(t.space is null or t.space <> all(${at}::uuid[]))`);
  ask('by', authors, (at) => `t.author = any(${at}::uuid[])`);
  ask('-by', notAuthors, (at) => `(t.author is null or t.author <> all(${at}::uuid[]))`);
  ask('before', before, (at) => `t.changed_at < to_timestamp(${at}::float8 / 1000)`);
  ask('after', after, (at) => `t.changed_at >= to_timestamp(${at}::float8 / 1000)`);
  ask('is', statuses, isOf);
  ask('-is', notStatuses, (at) => `not ${isOf(at)}`);
  return { text: parts.join(''), name: names.join(' '), values };
};

/** [safety] The artifact itself is asked once more whether the asker sees it, and what it hangs on. */
const SHOWN = (from: string, score: string, places: string, names = `'{}'::text[]`): string => `
  select a.id, a.kind, a.number, a.title, a.status, a.space, a.author, ${toMs('r.changed_at')} as changed, r.size, ${score} as score,
    (select count(*)::int from (
      select from links l join artifacts s on s.org = $1 and s.id = l.source and s.audience && $2::text[]
      where l.org = $1 and l.target = a.id and l.rel <> 'read' limit 30
    ) l) as cited,
    ${places} as places, ${names} as names, a.summary->>'under' as under,
    case when p.id is not null then jsonb_build_object('id', p.id, 'kind', p.kind, 'number', p.number, 'title', p.title) end as "on"
  from ${from} r join artifacts a on a.org = $1 and a.id = r.artifact and a.audience && $2::text[]
  left join artifacts p on p.org = $1 and p.id = a.parent and p.audience && $2::text[]
  where a.parent is null or (p.id is not null and not (a.kind = 'file' and p.status in ('deleted', 'discarded')))`;

export interface Wanted {
  readonly tiers: readonly Tier[];
  readonly scores: readonly { readonly query: string; readonly weight: number }[];
  readonly stems: readonly string[];
  /** So many are ranked. */
  readonly enough: number;
  /** So many of them are answered. */
  readonly top: number;
}

export interface Candidates {
  readonly rows: readonly FoundRow[];
  /** How many were ranked; where that is `enough`, there may be more. */
  readonly ranked: number;
}

/** A copy of a row's vector: to be unpacked once, for all that is asked of it. Nothing is labelled. */
const unpacked = (row: string): string => `(select setweight(${row}.words, 'A', '{}'::text[]) as words offset 0) v`;

/** The sum of what of the question is there. */
const FIRST_SCORE = `cross join lateral ${unpacked('c')}
        cross join lateral (
          select sum(x.weight) filter (where v.words @@ x.query) as score from unnest($6::tsquery[], $7::float8[]) as x (query, weight)
        ) s`;

/** Of a vector what it says of these stems alone; they bear a label that nothing else in it has. */
const only = (vector: string, label: 'A' | 'D'): string =>
  `ts_filter(setweight(${vector}, '${label}', $9::text[]), '{${label.toLowerCase()}}')::text`;

/**
 * Four vectors as they are written, a line each: where the stems that were asked stand at all, and where of that in the title, in a heading and
 * in the first paragraph. To write all of a vector takes PostgreSQL five times as long. The first line names the title's other words too.
 */
const PLACES = `(select concat_ws(E'\\n', ${only('v.words', 'A')}, ${only(`ts_filter(v.words, '{a}')`, 'D')},
      ${only(`ts_filter(v.words, '{b}')`, 'A')}, ${only(`ts_filter(v.words, '{c}')`, 'A')}) from ${unpacked('r')})`;

const NAMES = `array(
    select coalesce((ts_lexize(('words_' || r.stemmer)::regdictionary, w.word))[1], w.word)
    from regexp_split_to_table(lower(a.summary->>'name'), '[^[:alnum:]]+') as w (word) where w.word <> '')`;

/** [safety] Who sees a text is asked of the index, or of each text that it found (see `seesMost`): by the same keys. */
const BY_INDEX = 't.seen_by && $2::text[]';
const LOOKED_AT = `(t.seen_by || '{}') && $2::text[]`;

/** What answers best, by its words: candidates from the tiers, in the order of a first ranking. */
export const candidates = async (
  db: Db,
  asker: Asker,
  { tiers, scores, stems, enough, top }: Wanted,
  narrowing: Narrowing,
): Promise<Candidates> => {
  const also = narrowed(narrowing, 10);
  const keys = keysOf(asker);
  const most = await seesMost(db, keys);
  // What stands in so many texts is unpacked for a first ranking only where the tiers are none. Else they come in the order in which they
  // were found, so that whoever goes on gets the same ones first.
  const scored = scores.length > 0;
  const rows = await db.rows<FoundRow & { readonly ranked: number }>({
    name: `search.candidates ${scored ? 'scored' : 'by tier'}${most ? ' of most' : ''} ${also.name}`,
    text: `
      with c as materialized (
        select x.artifact, min(x.tier) as tier, min(x.n) as n,
          any_value(x.words) as words, any_value(x.stemmer) as stemmer, any_value(x.size) as size, any_value(x.changed_at) as changed_at
        from (
          select f.*, q.tier, row_number() over () as n from unnest($3::tsquery[], $4::int[]) with ordinality as q (query, most, tier)
          cross join lateral (
            select t.artifact, t.words, t.stemmer, t.size, t.changed_at from texts t
            where t.org = $1 and ${most ? LOOKED_AT : BY_INDEX} and t.words @@ q.query${also.text} limit q.most
          ) f limit $5
        ) x group by x.artifact
      ), r as materialized (
        select c.artifact, c.size, c.changed_at, c.words, c.stemmer, c.n, ${scored ? 's.score' : '-c.tier::float8 as score'}
        from c
        ${scored ? FIRST_SCORE : ''}
        where $6::tsquery[] is not null and $7::float8[] is not null
        order by ${scored ? 'score desc nulls last, c.changed_at desc' : 'c.n'} limit $8
      )
      ${SHOWN('r', 'coalesce(r.score, 0)', PLACES, NAMES).replace('select a.id', 'select (select count(*)::int from c) as ranked, a.id')}
      order by ${scored ? 'r.score desc nulls last, r.changed_at desc' : 'r.n'}`,
    values: [
      asker.org,
      keys,
      tiers.map(({ query }) => query),
      tiers.map(({ most }) => most),
      enough,
      scores.map(({ query }) => query),
      scores.map(({ weight }) => weight),
      top,
      stems,
      ...also.values,
    ],
    byKey: true,
  });
  return { rows, ranked: rows[0]?.ranked ?? 0 };
};

/** Without words: what changed last. */
export const newest = async (
  db: Db,
  asker: Asker,
  narrowing: Narrowing,
  limit: number,
  offset: number,
): Promise<readonly FoundRow[]> => {
  const only = narrowed(narrowing, 5);
  return db.rows<FoundRow>({
    name: `search.newest ${only.name}`,
    text: `with r as materialized (
        select t.artifact, t.size, t.changed_at from texts t where t.org = $1 and t.seen_by && $2::text[]${only.text}
        order by t.changed_at desc limit $3 offset $4
      ) ${SHOWN('r', '0', 'null')} order by r.changed_at desc`,
    values: [asker.org, keysOf(asker), limit, offset, ...only.values],
  });
};

/** One artifact by its number. */
export const numbered = async (db: Db, asker: Asker, number: number): Promise<FoundRow | null> => {
  const [row] = await db.rows<FoundRow>({
    name: 'search.numbered',
    text: `with r as (
        select b.id as artifact, 0 as size, b.updated_at as changed_at from artifacts b where b.org = $1 and b.number > 0 and b.number = $3
      ) ${SHOWN('r', '0', 'null')}`,
    values: [asker.org, keysOf(asker), number],
    byKey: true,
  });
  return row ?? null;
};

/** The words of texts, to show where something stands. */
export const plainOf = async (db: Db, asker: Asker, ids: readonly ArtifactId[]): Promise<ReadonlyMap<ArtifactId, string>> => {
  if (ids.length === 0) return new Map();
  const rows = await db.rows<{ id: ArtifactId; plain: string }>({
    name: 'search.plain',
    text: `select t.artifact as id, t.plain from unnest($3::uuid[]) as i (id)
           join texts t on t.org = $1 and t.artifact = i.id and t.seen_by && $2::text[]`,
    values: [asker.org, keysOf(asker), ids],
    byKey: true,
  });
  return new Map(rows.map(({ id, plain }) => [id, plain]));
};

/** [safety] Which of these stand in something that the asker sees. */
export const seenOf = async (db: Db, asker: Asker, queries: readonly string[]): Promise<readonly boolean[]> => {
  if (queries.length === 0) return [];
  const rows = await db.rows<{ seen: boolean }>({
    name: 'search.seen',
    text: `select exists (select from texts t where t.org = $1 and t.seen_by && $2::text[] and t.words @@ q.query) as seen
           from unnest($3::tsquery[]) with ordinality as q (query, n) order by q.n`,
    values: [asker.org, keysOf(asker), queries],
    byKey: true,
  });
  return rows.map(({ seen }) => seen);
};

/** [safety] In how many texts that the asker sees each of these stands; of many, `most`. */
export const countsOf = async (db: Db, asker: Asker, queries: readonly string[], most: number): Promise<readonly number[]> => {
  if (queries.length === 0) return [];
  const rows = await db.rows<{ texts: number }>({
    name: 'search.counts',
    text: `select (select count(*)::int from (
             select from texts t where t.org = $1 and t.seen_by && $2::text[] and t.words @@ q.query limit $4
           ) s) as texts from unnest($3::tsquery[]) with ordinality as q (query, n) order by q.n`,
    values: [asker.org, keysOf(asker), queries, most],
    byKey: true,
  });
  return rows.map(({ texts }) => texts);
};

export interface LikeRow {
  readonly word: string;
  readonly folded: string;
  readonly stem: string;
  readonly texts: string;
}

/** Words with letters like these, or that hold them. */
export const wordsLike = (db: Db, org: string, word: string): Promise<readonly LikeRow[]> =>
  db.rows<LikeRow>({
    name: 'search.words-like',
    text: `select l.word, l.folded, l.stem, l.texts from lexicon l
           where l.org = $1 and l.folded % $2 and length(l.folded) between length($2) - 2 and length($2) + 2
           order by similarity(l.folded, $2) desc, l.texts desc limit 24`,
    values: [org, word],
  });

/** Those of these words that texts have. */
export const wordsOf = (db: Db, org: string, words: readonly string[]): Promise<readonly LikeRow[]> =>
  db.rows<LikeRow>({
    name: 'search.words-of',
    text: `select l.word, l.folded, l.stem, l.texts from lexicon l
           where l.org = $1 and l.folded = any($2::text[] collate "C") order by l.texts desc, l.word limit 24`,
    values: [org, words],
    byKey: true,
  });

export const wordsWith = (db: Db, org: string, part: string): Promise<readonly LikeRow[]> =>
  db.rows<LikeRow>({
    name: 'search.words-with',
    text: `select l.word, l.folded, l.stem, l.texts from lexicon l where l.org = $1 and l.folded like $2 order by l.texts desc, l.word limit 8`,
    values: [org, `%${part}%`],
  });
