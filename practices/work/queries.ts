import type { Principal, Question } from '#server/route.ts';
import type { TaskState } from './state.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

/** The ids of some numbers, of anything; those that the reader may not see are not there. */
export const idsOfNumbers = ({ org, keys }: Asker, numbers: readonly number[]): Question => ({
  name: 'work.ids-of-numbers',
  text: `select id, number::int, kind from artifacts where org = $1 and number > 0 and number = any($3::bigint[]) and audience && $2::text[]`,
  values: [org, keys, numbers],
});
export type NumberRow = { readonly id: string; readonly number: number; readonly kind: string };

export type HeldRow = { readonly id: string; readonly number: number; readonly state: TaskState };

/** [L4] What somebody holds, as far as the reader may see it. */
export const heldBy = ({ org, keys }: Asker, actor: string): Question => ({
  name: 'work.held',
  text: `select id, number::int, state, line from artifacts
    where org = $1 and kind = 'task' and status = 'claimed' and summary->>'holder' = $3 and audience && $2::text[] order by number`,
  values: [org, keys, actor],
  byKey: true,
});

/** [L4] Who holds a task of this depth that the reader may see. */
export const holders = ({ org, keys }: Asker, depth: string): Question => ({
  name: 'work.holders',
  text: `select distinct summary->>'holder' as holder from artifacts
    where org = $1 and kind = 'task' and status = 'claimed' and summary->>'depth' = $3 and audience && $2::text[]`,
  values: [org, keys, depth],
});

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
  readonly author: string | null;
  readonly at: number | null;
};
export type HistoryRow = {
  readonly version: number;
  readonly at: number;
  readonly by: string;
  readonly body: { readonly type: string };
};

const toMs = (column: string): string => `floor(extract(epoch from ${column}) * 1000)`;

/** One with what is around it, each through the reader's own view: links in both directions, its newest 400 events, how many comments. */
export const subject = (kind: 'task' | 'goal' | 'plan', { org, keys }: Asker, id: string): Question => ({
  name: `work.${kind}`,
  text: `
    select a.id, a.number::int, a.version, a.state, ${toMs('proceed_now()')}::float8 as now,
      (select count(*)::int from artifacts c where c.org = a.org and c.parent = a.id and c.kind = 'comment' and c.status <> 'deleted') as comments,
      coalesce((
        select json_agg(json_build_object('rel', x.rel, 'direction', x.direction, 'id', o.id, 'kind', o.kind, 'number', o.number, 'title', o.title,
          'status', o.status, 'author', o.author, 'at', ${toMs('o.updated_at')}) order by o.number)
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
    from artifacts a where a.org = $1 and a.id = $3 and a.kind = '${kind}' and a.audience && $2::text[]`,
  values: [org, keys, id],
});

export type HomeRow = {
  readonly kind: string;
  readonly title: string;
  readonly space: string | null;
  readonly audience: readonly string[];
  readonly state: unknown;
};

/** Where an artifact is at home, and who sees it. */
export const homeOf = ({ org, keys }: Asker, id: string): Question => ({
  name: 'work.home',
  text: `select kind, title, space, audience, state from artifacts where org = $1 and id = $3 and audience && $2::text[]`,
  values: [org, keys, id],
});

/** Those of a kind behind a number, in their order. */
export const after = ({ org, keys }: Asker, kind: string, number: number, limit: number): Question => ({
  name: 'work.after',
  text: `select number::int, state from artifacts
    where org = $1 and kind = $5 and number > $3 and audience && $2::text[] order by number limit $4`,
  values: [org, keys, number, limit, kind],
});
