import type { Known } from '#kernel/stream/decider.ts';
import { LINKED, TOLD, type ToldRow } from '#practices/comments';
import { isoSql, pageSql } from '#practices/protocols';
import { toMs, type Principal, type Question } from '#server/route.ts';

/** What the log can be narrowed to. */
export interface LogFilter {
  readonly statuses: readonly string[] | null;
  readonly spaces: readonly string[] | null;
  readonly author: string | null;
  readonly words: string | null;
  readonly year: number | null;
}

export type LogRow = { readonly items: string; readonly found: number; readonly last: string | null };

/**
 * One page of the log as JSON, newest number first. The text depends on which filters there are, so that each has a plan of its own. Of
 * several statuses or spaces each has an index in which its own come in order: the newest of each, and of those the newest.
 */
export const log = (
  { org, keys }: Pick<Principal, 'org' | 'keys'>,
  filter: LogFilter,
  after: number | null,
  limit: number,
): Question => {
  const values: unknown[] = [org, keys, limit];
  const given: string[] = [];
  const where = (name: string, value: unknown, condition: (place: string) => string): string => {
    if (value === null) return '';
    values.push(value);
    given.push(name);
    return condition(`$${values.length}`);
  };
  const number = filter.words === null ? null : (/^\s*#?(\d{1,9})\s*$/.exec(filter.words)?.[1] ?? null);
  const each = [
    where('status', filter.statuses && [...new Set(filter.statuses)], (place) => `unnest(${place}::text[]) each_status`),
    where('space', filter.spaces, (place) => `unnest(${place}::uuid[]) each_space`),
  ].filter((one) => one !== '');
  const conditions = [
    filter.statuses === null ? ` and a.status <> 'draft'` : ' and a.status = each_status',
    filter.spaces === null ? '' : ' and a.space = each_space',
    where('author', filter.author, (place) => ` and a.author = ${place}::uuid`),
    where('after', after, (place) => ` and a.number < ${place}::bigint`),
    number === null
      ? wordsOf(filter.words)
          .map((word) => where('word', word, (place) => ` and a.title ilike ${place}`))
          .join('')
      : where('number', number, (place) => ` and a.number = ${place}::bigint`),
    where(
      'year',
      filter.year,
      (place) => ` and ${YEAR(`${place}::int`)} <= a.closed_at and a.closed_at < ${YEAR(`${place}::int + 1`)}`,
    ),
  ];
  const newest = `(
      select number, line from artifacts a
      where a.org = $1 and a.kind = 'decision' and a.number > 0 and a.audience && $2::text[]${conditions.join('')}
      order by a.number desc limit $3::int + 1)`;
  const from = each.length === 0 ? newest : `${each.join(' cross join ')} cross join lateral ${newest}`;
  return {
    name: ['decisions.log', ...given].join('.'),
    text: pageSql(`select a.* from ${from} a order by a.number desc limit $3::int + 1`, '$3::int'),
    values,
    // How many have a word, or closed in a year, PostgreSQL knows better than we.
    byKey: filter.words === null && filter.year === null,
  };
};

const YEAR = (year: string): string => `make_timestamptz(${year}, 1, 1, 0, 0, 0, 'UTC')`;

/** Words of a title, each as a pattern; as many as anybody means. */
const wordsOf = (text: string | null): readonly string[] =>
  (text ?? '')
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => `%${word.replace(/[%_\\]/g, '\\$&')}%`);

/** Decisions behind a number, in their order, with what they are linked to. */
export const after = ({ org, keys }: Pick<Principal, 'org' | 'keys'>, number: number, limit: number): Question => ({
  name: 'decisions.after',
  text: `select a.id, a.number::int, a.state, ${LINKED} as links from artifacts a
    where a.org = $1 and a.kind = 'decision' and a.number > $3 and a.audience && $2::text[] order by a.number limit $4`,
  values: [org, keys, number, limit],
});

/** A decision with what is around it, and those that it, or which it, supersedes in part only. */
export type DecisionRow = ToldRow & { readonly partly: readonly string[] };

/**
 * SQL: whether one decision is in the place of a part of another only, as their records say. The older one's own status is the better
 * witness; whoever says both says the whole.
 */
const inPart = (newer: string, older: string): string => {
  const says = (teller: string, rel: string, other: string): string => `
    (select bool_and((k->>'partial')::boolean) from artifacts s, jsonb_array_elements(s.state->'record'->'links') k
      where s.org = $1 and s.id = ${teller} and k->>'rel' = '${rel}' and k->>'to' = ${other}::text)`;
  return `coalesce(${says(older, 'superseded-by', newer)}, ${says(newer, 'supersedes', older)}, false)`;
};

const PARTLY = `coalesce((
    select json_agg(distinct other) from (
      select l.target as newer, a.id as older, l.target as other from links l where l.org = a.org and l.source = a.id and l.rel = 'superseded-by'
      union all select a.id, l.target, l.target from links l where l.org = a.org and l.source = a.id and l.rel = 'supersedes'
      union all select l.source, a.id, l.source from links l where l.org = a.org and l.target = a.id and l.rel = 'supersedes'
      union all select a.id, l.source, l.source from links l where l.org = a.org and l.target = a.id and l.rel = 'superseded-by'
    ) x where ${inPart('x.newer', 'x.older')}
  ), '[]'::json) as partly`;

/** An artifact with what is around it, each through the reader's own view. */
export const subject = ({ org, keys }: Pick<Principal, 'org' | 'keys'>, kind: string, id: string): Question => ({
  name: 'decisions.subject',
  text: `
    select ${TOLD}, ${PARTLY}
    from artifacts a where a.org = $1 and a.id = $3 and a.kind = $4 and a.audience && $2::text[]`,
  values: [org, keys, id, kind],
});

export type NamedRow = Pick<Known, 'id' | 'kind' | 'number' | 'title' | 'space'>;

/** Artifacts by their ids, as far as the asker sees them. */
export const named = ({ org, keys }: Pick<Principal, 'org' | 'keys'>, ids: readonly string[]): Question => ({
  name: 'decisions.named',
  text: `select id, kind, number::int, title, space from artifacts where org = $1 and id = any($3::uuid[]) and audience && $2::text[]`,
  values: [org, keys, ids],
});

export type TextRow = {
  readonly version: number;
  readonly at: number;
  readonly by: string;
  readonly body: { readonly type: string };
};

/** The events that carry a text, newest first. How a draft came to be is its author's own: others see the text that was opened. */
export const texts = ({ org, keys, actor }: Pick<Principal, 'org' | 'keys' | 'actor'>, id: string): Question => ({
  name: 'decisions.texts',
  text: `
    select e.version, ${toMs('e.at')} as at, e.by, e.body from artifacts a join events e on e.org = a.org and e.artifact = a.id
    where a.org = $1 and a.id = $3 and a.kind = 'decision' and a.audience && $2::text[]
      and e.type in ('decision-drafted', 'decision-revised', 'decision-amended', 'decision-imported', 'record-changed')
      and (a.author = $4 or e.type not in ('decision-drafted', 'decision-revised') or not exists (
        select from events later where later.org = e.org and later.artifact = e.artifact and later.version > e.version and later.type = 'decision-revised'))
    order by e.version desc limit 100`,
  values: [org, keys, id, actor],
});

export type GraphRow = { readonly nodes: string; readonly edges: string };

const BETWEEN = `l.rel in ('supersedes', 'superseded-by', 'implements', 'builds-on')`;

/** Decisions may be linked by what their texts say, and by links that people drew; `superseded-by` is turned round. */
const EDGES = `
  select distinct case l.rel when 'superseded-by' then 'supersedes' else l.rel end as rel,
    case l.rel when 'superseded-by' then l.target else coalesce(d.parent, l.source) end as source,
    case l.rel when 'superseded-by' then coalesce(d.parent, l.source) else l.target end as target
  from links l left join artifacts d on d.org = l.org and d.id = l.source and d.kind = 'link'
  where l.org = $1 and ${BETWEEN}`;

const NODE = `json_build_object('id', a.id, 'number', a.number, 'title', a.title, 'status', a.status, 'space', a.space, 'decidedAt', ${isoSql('a.closed_at')})`;
const MOST_NODES = 300;

const graphOf = (nodes: string): string => `
  with recursive ${nodes}, edges as materialized (
    select e.rel, e.source, e.target from (
      ${EDGES} and (l.source in (select id from near union all select d.id from near n join artifacts d on d.org = $1 and d.parent = n.id and d.kind = 'link'))
    ) e where e.source in (select id from near) and e.target in (select id from near)
  )
  select coalesce((select json_agg(${NODE} order by a.number) from artifacts a
      where a.org = $1 and a.id in (select source from edges union select target from edges union select id from root)), '[]'::json)::text as nodes,
    coalesce((select json_agg(json_build_object('rel', case when rel = 'supersedes' and ${inPart('source', 'target')} then 'supersedes-in-part' else rel end,
      'from', source, 'to', target)) from edges), '[]'::json)::text as edges`;

/** The newest decisions that are linked to one another, of one space or of all. */
export const graph = ({ org, keys }: Pick<Principal, 'org' | 'keys'>, spaces: readonly string[] | null): Question => ({
  name: 'decisions.graph',
  text: graphOf(`root as (select null::uuid as id where false), near as materialized (
    select a.id from artifacts a where a.org = $1 and a.kind = 'decision' and a.number > 0 and a.audience && $2::text[]
      and ($3::uuid[] is null or a.space = any($3::uuid[]))
      and a.id in (
        select coalesce(d.parent, l.source) from links l left join artifacts d on d.org = l.org and d.id = l.source and d.kind = 'link' where l.org = $1 and ${BETWEEN}
        union select l.target from links l where l.org = $1 and ${BETWEEN})
    order by a.number desc limit ${MOST_NODES})`),
  values: [org, keys, spaces],
});

/** One decision and what is at most four links away from it. */
export const graphAround = ({ org, keys }: Pick<Principal, 'org' | 'keys'>, id: string): Question => ({
  name: 'decisions.graph-around',
  text: graphOf(`root as (select a.id from artifacts a where a.org = $1 and a.id = $3 and a.kind = 'decision' and a.audience && $2::text[]),
    reach (id, depth) as (
      select id, 0 from root
      union
      select o.id, r.depth + 1 from reach r
      cross join lateral (
        select l.target as other from links l where l.org = $1 and l.source = r.id and l.rel in ('supersedes', 'superseded-by', 'implements', 'builds-on')
        union all select coalesce(d.parent, l.source) from links l left join artifacts d on d.org = l.org and d.id = l.source and d.kind = 'link'
          where l.org = $1 and l.target = r.id and l.rel in ('supersedes', 'superseded-by', 'implements', 'builds-on')
        union all select l.target from artifacts d join links l on l.org = d.org and l.source = d.id
          where d.org = $1 and d.parent = r.id and d.kind = 'link' and l.rel in ('implements', 'builds-on')
      ) x join artifacts o on o.org = $1 and o.id = x.other and o.kind = 'decision' and o.audience && $2::text[]
      where r.depth < 4
    ), near as materialized (select id from (select id, min(depth) as depth from reach group by id) r order by depth limit ${MOST_NODES})`),
  values: [org, keys, id],
});

/** Decided by month and outcome, of the last months. */
export const timeline = (
  { org, keys }: Pick<Principal, 'org' | 'keys'>,
  spaces: readonly string[] | null,
  months: number,
): Question => ({
  name: 'decisions.timeline',
  text: `
    select coalesce(json_agg(json_build_object('month', month, 'status', status, 'count', count) order by month, status), '[]'::json)::text as items from (
      select to_char(a.closed_at at time zone 'UTC', 'YYYY-MM') as month, a.status, count(*)::int as count from artifacts a
      where a.org = $1 and a.kind = 'decision' and a.number > 0 and a.closed_at >= proceed_now() - $4::int * interval '1 month' and a.audience && $2::text[]
        and a.status not in ('draft', 'proposed') and ($3::uuid[] is null or a.space = any($3::uuid[]))
      group by 1, 2
    ) m`,
  values: [org, keys, spaces, months],
});

export type ImportedRow = {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  /** It was a proposal, and is a decision here. */
  readonly opened: boolean;
};

/** Which of these decisions there are, at which version, and what became of them. The reader's view is not asked: their ids follow from a space that is. */
export const existing = (org: string, ids: readonly string[]): Question => ({
  name: 'decisions.existing',
  text: `select id, version, status, state->>'status' = 'opened' as opened from artifacts where org = $1 and id = any($2::uuid[])`,
  values: [org, ids],
});

export type QuotedRow = { readonly id: string; readonly space: string | null; readonly state: unknown };

/** A comment and the rest of its thread, in order. */
export const thread = ({ org, keys }: Pick<Principal, 'org' | 'keys'>, id: string): Question => ({
  name: 'decisions.thread',
  text: `
    with asked as (select id, parent, coalesce(summary->>'thread', id::text) as thread from artifacts where org = $1 and id = $3 and kind = 'comment' and audience && $2::text[])
    select c.id, c.space, c.state from asked q join artifacts c on c.org = $1 and c.parent = q.parent and c.kind = 'comment'
    where (c.id::text = q.thread or c.summary->>'thread' = q.thread) and c.audience && $2::text[] and c.status <> 'deleted'
    order by c.created_at limit 100`,
  values: [org, keys, id],
});
