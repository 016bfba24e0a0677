import { pageSql } from '#practices/protocols';
import type { Principal, Question } from '#server/route.ts';
import type { TaskState } from './state.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

/** What the list can be narrowed to. */
export interface ListFilter {
  readonly statuses: readonly string[] | null;
  readonly spaces: readonly string[] | null;
  readonly holder: string | null;
  readonly author: string | null;
  readonly depth: string | null;
  readonly context: string | null;
  readonly goal: string | null;
  /** Words or parts of words of the title. */
  readonly words: string | null;
}

export type ListRow = { readonly items: string; readonly found: number; readonly last: string | null };

/** A page of tasks as JSON, newest number first. Its text depends on the filters, so that each has a plan of its own. */
export const list = ({ org, keys }: Asker, filter: ListFilter, after: number | null, limit: number): Question => {
  const values: unknown[] = [org, keys, limit];
  const given: string[] = [];
  const where = (name: string, value: unknown, condition: (place: string) => string): string => {
    if (value === null) return '';
    values.push(value);
    given.push(name);
    return ` and ${condition(`$${values.length}`)}`;
  };
  const seen = [
    `a.org = $1 and a.kind = 'task' and a.number > 0 and a.audience && $2::text[]`,
    where('status', filter.statuses, (place) => `a.status = any(${place}::text[])`),
    where('space', filter.spaces, (place) => `a.space = any(${place}::uuid[])`),
    where('author', filter.author, (place) => `a.author = ${place}::uuid`),
    where('holder', filter.holder, (place) => `a.status = 'claimed' and a.summary->>'holder' = ${place}`),
    where('depth', filter.depth, (place) => `a.summary->>'depth' = ${place}`),
    where('context', filter.context, (place) => `a.summary->>'context' = ${place}`),
    where('goal', filter.goal, (place) => `a.summary->>'goal' = ${place}`),
    where('words', patternsOf(filter.words), (place) => `a.title ilike all(${place}::text[])`),
    where('after', after, (place) => `a.number < ${place}::bigint`),
  ].join('');
  return {
    name: ['work.list', ...given].join('.'),
    text: pageSql(`select a.number, a.line from artifacts a where ${seen} order by a.number desc limit $3::int + 1`, '$3::int'),
    values,
  };
};

const MOST_WORDS = 8;

/** Each word of a search as a pattern of SQL; null: no words. */
const patternsOf = (text: string | null): readonly string[] | null => {
  const found = (text ?? '')
    .normalize('NFC')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS);
  return found.length === 0 ? null : found.map((word) => `%${word.replace(/[%_\\]/g, '\\$&')}%`);
};

/** So many that could be claimed are looked at to find what fits: those due, and the oldest, first. */
const MOST = 500;

export type FittingRow = { readonly id: string; readonly number: number; readonly state: TaskState; readonly line: string };

/** [L3] What the reader could claim, the soonest due and the oldest; one that is both comes twice. */
export const claimable = ({ org, keys }: Asker): Question => ({
  name: 'work.claimable',
  text: `
    (select id, number::int, state, line from artifacts a where org = $1 and kind = 'task' and status = 'ready' and number > 0 and audience && $2::text[]
     and due_at is not null order by due_at limit ${MOST / 2})
    union all
    (select id, number::int, state, line from artifacts a where org = $1 and kind = 'task' and status = 'ready' and number > 0 and audience && $2::text[]
     order by number limit ${MOST})`,
  values: [org, keys],
});
