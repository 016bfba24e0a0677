import { isoSql, pageSql } from '#practices/protocols';
import type { Principal, Question } from '#server/route.ts';
import type { Status } from './state.ts';
import { patternsOf, stemsOf } from './words.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

/** What the list can be narrowed to. */
export interface ListFilter {
  readonly statuses: readonly string[] | null;
  readonly spaces: readonly string[] | null;
  /** Asked by them. */
  readonly author: string | null;
  /** Asked of them, now or before. */
  readonly asked: string | null;
  /** Words or parts of words of the title. */
  readonly words: string | null;
}

export type ListRow = { readonly items: string; readonly found: number; readonly last: string | null };

const COLUMNS = 'number, due_at, summary, line';

/** How many of the newest are looked through for those that somebody was asked. */
const NEAR = 1000;

/**
 * One page of requests as JSON, newest number first. Its text depends on the filters, so that each has a plan of its own. Of several
 * statuses or spaces each has an index in which its own come in order: the newest of each, and of those the newest.
 */
export const list = ({ org, keys }: Asker, filter: ListFilter, after: number | null, limit: number): Question => {
  const { values, given, where } = asking([org, keys, limit]);
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
    ...patternsOf(filter.words).map((pattern) => where('word', pattern, (place) => ` and a.title ilike ${place}`)),
    filter.statuses === null ? '' : ' and a.status = each_status',
    filter.spaces === null ? '' : ' and a.space = each_space',
  ].join('');
  const newest = (from: string, more: string, most: string): string =>
    `select ${COLUMNS} from ${from} a where ${more} order by a.number desc limit ${most}`;
  const page = whose === '' ? newest('artifacts', seen, MORE) : nearAndFar(newest, seen, whose);
  const from = [...each, each.length === 0 ? `(${page})` : `lateral (${page})`].join(' cross join ');
  return {
    name: ['requests.list', ...given].join('.'),
    text: pageSql(`select a.* from ${from} a order by a.number desc limit ${MORE}`, '$3::int'),
    values,
    // How many have a word, PostgreSQL knows better than we.
    byKey: filter.words === null,
  };
};

/** The values of a question, and the conditions that name them. */
const asking = (values: unknown[]) => {
  const given: string[] = [];
  const where = (name: string, value: unknown, condition: (place: string) => string): string => {
    if (value === null) return '';
    values.push(value);
    given.push(name);
    return condition(`$${values.length}`);
  };
  return { values, given, where };
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

/** Where a page by due begins: when the last one before it is due, and its number. */
export type DueCursor = readonly [dueAt: string | null, number: number];

/** One page of requests as JSON: the soonest due first, then those without a moment, newest first. */
export const listByDue = ({ org, keys }: Asker, filter: ListFilter, after: DueCursor | null, limit: number): Question => {
  const { values, given, where } = asking([org, keys, limit]);
  const conditions = [
    where('status', filter.statuses, (place) => ` and a.status = any(${place}::text[])`),
    where('space', filter.spaces, (place) => ` and a.space = any(${place}::uuid[])`),
    where('author', filter.author, (place) => ` and a.author = ${place}::uuid`),
    where(
      'asked',
      filter.asked === null ? null : JSON.stringify([filter.asked]),
      (place) => ` and a.summary->'asked' @> ${place}::jsonb`,
    ),
    ...patternsOf(filter.words).map((pattern) => where('word', pattern, (place) => ` and a.title ilike ${place}`)),
    where('after', after && `{${after[0] ?? 'infinity'},${after[1]}}`, (place) => ` and (${DUE}, -a.number) > ${keyIn(place)}`),
  ];
  const page = `
    select ${COLUMNS} from artifacts a
    where a.org = $1 and a.kind = 'request' and a.number > 0 and a.audience && $2::text[]${conditions.join('')}
    order by ${DUE}, -a.number limit ${MORE}`;
  const key = `concat(${isoSql('a.due_at')}, ' ', a.number)`;
  return {
    name: ['requests.list-by-due', ...given].join('.'),
    text: pageSql(page, '$3::int', { order: `${DUE}, -a.number`, key }),
    values,
  };
};

const DUE = `coalesce(a.due_at, 'infinity')`;
/** Both parts of a cursor are one value: an array. */
const keyIn = (place: string): string => `((${place}::text[])[1]::timestamptz, -(${place}::text[])[2]::bigint)`;

/** What `last` of a page by due says. */
export const dueCursorOf = (last: string): DueCursor => {
  const [due = '', number = ''] = last.split(' ');
  return [due === '' ? null : due, Number(number)];
};

export type AskedBeforeRow = {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly status: Status;
};

/** How many of the newest titles that share a word are looked at. */
const NEWEST = 300;
const FEW = 5;

/** Requests whose titles share words with a question, those with the most first, and of these the answered ones; null: it has no words. */
export const askedBefore = ({ org, keys }: Asker, question: string): Question | null => {
  const stems = stemsOf(question);
  if (stems.length === 0) return null;
  return {
    name: 'requests.asked-before',
    text: `
      select id, number::int, title, status from (
        select a.*, (select count(*) from unnest($3::text[]) word where a.title ilike word) as shared from (
          select id, number, title, status from artifacts
          where org = $1 and kind = 'request' and number > 0 and status <> 'withdrawn' and audience && $2::text[] and title ilike any($3::text[])
          order by number desc limit ${NEWEST}
        ) a
      ) a where shared >= $4 order by shared desc, (status in ('answered', 'accepted')) desc, number desc limit ${FEW}`,
    values: [org, keys, stems, Math.ceil(stems.length / 2)],
  };
};
