import { AROUND, type AroundRow } from '#practices/comments';
import { pageSql } from '#practices/protocols';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { toMs, type Principal, type Question } from '#server/route.ts';
import type { ChangeState } from './state.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

export interface ListFilter {
  readonly statuses: readonly string[] | null;
  readonly repository: ArtifactId | null;
  readonly author: string | null;
  /** Asked of them, and not answered. */
  readonly asked: string | null;
  readonly words: string | null;
}
export type ListRow = { readonly items: string; readonly found: number; readonly last: string | null };

/** One page of changes as JSON, newest number first. */
export const list = ({ org, keys }: Asker, filter: ListFilter, after: number | null, limit: number): Question => {
  const values: unknown[] = [org, keys, limit];
  const given: string[] = [];
  const where = (name: string, value: unknown, condition: (place: string) => string): string => {
    if (value === null) return '';
    values.push(value);
    given.push(name);
    return ` and ${condition(`$${values.length}`)}`;
  };
  const conditions = [
    where('status', filter.statuses, (place) => `a.status = any(${place}::text[])`),
    where('repository', filter.repository, (place) => `a.summary->>'repository' = ${place}`),
    where('author', filter.author, (place) => `a.author = ${place}::uuid`),
    where(
      'asked',
      filter.asked,
      (place) =>
        `exists (select from awaits w where w.org = a.org and w.artifact = a.id and w.asked = ${place}::uuid and w.status in ('open', 'paused'))`,
    ),
    where('words', filter.words && `%${filter.words.replace(/[%_\\]/g, '\\$&')}%`, (place) => `a.title ilike ${place}`),
    where('after', after, (place) => `a.number < ${place}::bigint`),
  ].join('');
  const page = `select number, line from artifacts a
    where a.org = $1 and a.kind = 'change' and a.number > 0 and a.audience && $2::text[]${conditions} order by a.number desc limit $3::int + 1`;
  return { name: ['changes.list', ...given].join('.'), text: pageSql(page, '$3::int'), values };
};

export interface SubjectRow extends AroundRow {
  readonly id: ArtifactId;
  readonly state: ChangeState;
  readonly deployments: readonly { readonly title: string; readonly at: number; readonly status: string }[];
  readonly undoneBy: { readonly number: number; readonly title: string } | null;
}

/** A change with what is around it, each through the reader's own view. */
export const subject = ({ org, keys }: Asker, id: string | number): Question => ({
  name: typeof id === 'number' ? 'changes.by-number' : 'changes.by-id',
  text: `
    select ${AROUND},
      coalesce((
        select json_agg(json_build_object('title', d.title, 'at', ${toMs('d.opened_at')}, 'status', d.status) order by d.opened_at)
        from (select * from artifacts d where d.org = a.org and d.kind = 'operation' and d.summary->>'repository' = a.summary->>'repository'
                and d.summary->>'what' = 'deployment' and d.audience && $2::text[] and a.closed_at is not null and d.opened_at >= a.closed_at
              order by d.opened_at limit 1) d
      ), '[]'::json) as deployments,
      (select json_build_object('number', o.number, 'title', o.title) from artifacts o
        where o.org = a.org and o.id = (a.state->'reverted'->>'by')::uuid and o.audience && $2::text[]) as "undoneBy"
    from artifacts a where a.org = $1 and ${typeof id === 'number' ? 'a.number = $3' : 'a.id = $3::uuid'} and a.kind = 'change' and a.number > 0 and a.audience && $2::text[]`,
  values: [org, keys, id],
  byKey: true,
});

/** Changes behind a number, in their order. */
export const after = ({ org, keys }: Asker, number: number, limit: number): Question => ({
  name: 'changes.after',
  text: `select number::int, state from artifacts
    where org = $1 and kind = 'change' and number > $3 and audience && $2::text[] order by number limit $4`,
  values: [org, keys, number, limit],
});
