import { momentSql, objectSql, pageSql, textSql, valueSql, wordSql } from '#practices/protocols';
import type { Principal, Question } from '#server/route.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

/** What the list can be narrowed to. */
export interface ListFilter {
  readonly statuses: readonly string[] | null;
  readonly spaces: readonly string[] | null;
  /** Asked by them. */
  readonly author: string | null;
  /** Asked of them, now or before. */
  readonly asked: string | null;
}

export type ListRow = { readonly items: string; readonly found: number; readonly last: string | null };

const ITEM = objectSql({
  id: wordSql('a.id'),
  number: valueSql('a.number'),
  title: textSql('a.title'),
  status: wordSql('a.status'),
  space: wordSql('a.space'),
  author: objectSql({ id: wordSql('a.author'), name: valueSql(`a.summary->'author'`) }),
  to: objectSql({ id: valueSql(`a.summary->'to'`), name: valueSql(`a.summary->'toName'`) }),
  urgent: valueSql(`a.summary->'urgent'`),
  round: valueSql(`a.summary->'round'`),
  answers: valueSql(`a.summary->'answers'`),
  suggestsCall: valueSql(`a.summary->'suggestsCall'`),
  ending: valueSql(`a.summary->'ending'`),
  askedAt: momentSql('a.opened_at'),
  closedAt: momentSql('a.closed_at'),
  dueAt: momentSql('a.due_at'),
  updatedAt: momentSql('a.updated_at'),
});
const COLUMNS = 'id, number, title, status, space, author, summary, opened_at, closed_at, due_at, updated_at';

/** How many of the newest are looked through for those that somebody was asked. */
const NEAR = 1000;

/**
 * One page of requests as JSON, newest number first. Its text depends on the filters, so that each has a plan of its own. Of several
 * statuses or spaces each has an index in which its own come in order: the newest of each, and of those the newest.
 */
export const list = ({ org, keys }: Asker, filter: ListFilter, after: number | null, limit: number): Question => {
  const values: unknown[] = [org, keys, limit];
  const given: string[] = [];
  const where = (name: string, value: unknown, condition: (place: string) => string): string => {
    if (value === null) return '';
    values.push(value);
    given.push(name);
    return condition(`$${values.length}`);
  };
  const whose = where(
    'asked',
    filter.asked === null ? null : JSON.stringify([filter.asked]),
    (place) => `a.summary->'asked' @> ${place}::jsonb`,
  );
  const each = [
    where('status', filter.statuses && [...new Set(filter.statuses)], (place) => `unnest(${place}::text[]) each_status`),
    where('space', filter.spaces, (place) => `unnest(${place}::uuid[]) each_space`),
  ].filter((one) => one !== '');
  const seen = [
    `a.org = $1 and a.kind = 'request' and a.number > 0 and a.audience && $2::text[]`,
    where('author', filter.author, (place) => ` and a.author = ${place}::uuid`),
    where('after', after, (place) => ` and a.number < ${place}::bigint`),
    filter.statuses === null ? '' : ' and a.status = each_status',
    filter.spaces === null ? '' : ' and a.space = each_space',
  ].join('');
  const newest = (from: string, more: string, most: string): string =>
    `select ${COLUMNS} from ${from} a where ${more} order by a.number desc limit ${most}`;
  const page = whose === '' ? newest('artifacts', seen, MORE) : nearAndFar(newest, seen, whose);
  const from = [...each, each.length === 0 ? `(${page})` : `lateral (${page})`].join(' cross join ');
  return {
    name: ['requests.list', ...given].join('.'),
    text: pageSql(ITEM, `select a.* from ${from} a order by a.number desc limit ${MORE}`, '$3::int'),
    values,
    byKey: true,
  };
};

const MORE = '$3::int + 1';

/**
 * Who was asked is found in an index without an order. Somebody who is asked every day has a page among the newest; of somebody else
 * there are few, and these are sorted.
 */
const nearAndFar = (newest: (from: string, more: string, most: string) => string, seen: string, whose: string): string => `
  with near as materialized (${newest(`(${newest('artifacts', seen, String(NEAR))})`, whose, MORE)}),
       mine as materialized (
         select * from artifacts a
         where (select count(*) from near) < ${MORE}
           and (select count(*) from (select from artifacts a where ${seen} order by a.number desc limit ${NEAR}) n) = ${NEAR}
           and ${whose} and ${seen})
  (select * from near where not exists (select from mine))
  union all
  (${newest('mine', 'true', MORE)})`;

/** The ids of some numbers, of anything; those that the reader may not see are not there. */
export const idsOfNumbers = ({ org, keys }: Asker, numbers: readonly number[]): Question => ({
  name: 'requests.ids-of-numbers',
  text: `select id, number::int, kind from artifacts where org = $1 and number > 0 and number = any($3::bigint[]) and audience && $2::text[]`,
  values: [org, keys, numbers],
});

export type NumberRow = { readonly id: string; readonly number: number; readonly kind: string };

export type SubjectRow = {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly state: unknown;
  readonly now: number;
  readonly comments: number;
  readonly links: readonly LinkRow[];
  readonly history: readonly HistoryRow[];
};
export type LinkRow = {
  readonly rel: string;
  readonly direction: 'to' | 'from';
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  readonly status: string;
};
export type HistoryRow = {
  readonly version: number;
  readonly at: number;
  readonly by: string;
  readonly body: { readonly type: string };
};

const toMs = (column: string): string => `floor(extract(epoch from ${column}) * 1000)`;

/** A request with what is around it, each through the reader's own view: links in both directions, its newest 400 events, how many comments. */
export const subject = ({ org, keys }: Asker, id: string): Question => ({
  name: 'requests.subject',
  text: `
    select a.id, a.number::int, a.version, a.state, ${toMs('proceed_now()')}::float8 as now,
      (select count(*)::int from artifacts c where c.org = a.org and c.parent = a.id and c.kind = 'comment' and c.status <> 'deleted') as comments,
      coalesce((
        select json_agg(json_build_object('rel', x.rel, 'direction', x.direction, 'id', o.id, 'kind', o.kind, 'number', o.number, 'title', o.title, 'status', o.status) order by o.number)
        from (
          select l.rel, 'to' as direction, l.target as other from links l where l.org = a.org and l.source = a.id
          union select l.rel, 'from', coalesce(d.parent, l.source) from links l
            left join artifacts d on d.org = l.org and d.id = l.source and d.kind in ('link', 'comment')
            where l.org = a.org and l.target = a.id and l.rel <> 'read'
          union select l.rel, 'to', l.target from artifacts d join links l on l.org = d.org and l.source = d.id
            where d.org = a.org and d.parent = a.id and d.kind = 'link'
        ) x join artifacts o on o.org = a.org and o.id = x.other and o.audience && $2::text[] and o.number > 0 and o.id <> a.id
      ), '[]'::json) as links,
      coalesce((
        select json_agg(json_build_object('version', e.version, 'at', ${toMs('e.at')}, 'by', e.by, 'body', e.body) order by e.version)
        from (select * from events e where e.org = a.org and e.artifact = a.id order by e.version desc limit 400) e
      ), '[]'::json) as history
    from artifacts a where a.org = $1 and a.id = $3 and a.kind = 'request' and a.audience && $2::text[]`,
  values: [org, keys, id],
});

export type CommentRow = { readonly state: unknown };

/** What was said about a request, in order; the newest hundred. */
export const commentsOn = ({ org, keys }: Asker, id: string): Question => ({
  name: 'requests.comments',
  text: `
    select state from (
      select c.state, c.created_at from artifacts c join artifacts a on a.org = c.org and a.id = c.parent and a.audience && $2::text[]
      where c.org = $1 and c.parent = $3 and c.kind = 'comment' and c.status <> 'deleted' and c.audience && $2::text[]
      order by c.created_at desc limit 100
    ) c order by c.created_at`,
  values: [org, keys, id],
});

export type HomeRow = { readonly space: string | null; readonly audience: readonly string[] };

/** Where an artifact is at home, and who sees it. */
export const homeOf = ({ org, keys }: Asker, id: string): Question => ({
  name: 'requests.home',
  text: `select space, audience from artifacts where org = $1 and id = $3 and audience && $2::text[]`,
  values: [org, keys, id],
});
