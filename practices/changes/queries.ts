import { pageSql } from '#practices/protocols';
import type { ArtifactId } from '#kernel/stream/event.ts';
import type { Principal, Question } from '#server/route.ts';
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

export type SubjectRow = {
  readonly id: ArtifactId;
  readonly number: number;
  readonly version: number;
  readonly state: ChangeState;
  readonly now: number;
  readonly comments: number;
  readonly links: readonly {
    readonly rel: string;
    readonly direction: 'to' | 'from';
    readonly id: string;
    readonly kind: string;
    readonly number: number;
    readonly title: string;
    readonly status: string;
  }[];
  readonly deployments: readonly { readonly title: string; readonly at: number; readonly status: string }[];
  readonly undoneBy: { readonly number: number; readonly title: string } | null;
};

const toMs = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`;

/** A change with what is around it, each through the reader's own view. */
export const subject = ({ org, keys }: Asker, id: string | number): Question => ({
  name: typeof id === 'number' ? 'changes.by-number' : 'changes.by-id',
  text: `
    select a.id, a.number::int, a.version, a.state, ${toMs('proceed_now()')} as now,
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
