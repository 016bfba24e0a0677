import type { Principal, Question } from '#server/route.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

export interface SubjectRow {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly state: unknown;
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
  readonly history: readonly {
    readonly version: number;
    readonly at: number;
    readonly by: string;
    readonly body: { readonly type: string };
  }[];
}

const toMs = (column: string): string => `floor(extract(epoch from ${column}) * 1000)`;

/** A meeting by its id or number with what is around it, each through the reader's own view. */
export const subject = ({ org, keys }: Asker, id: string | number): Question => ({
  name: typeof id === 'number' ? 'meetings.subject-numbered' : 'meetings.subject',
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
    from artifacts a where a.org = $1 and ${typeof id === 'number' ? 'a.number = $3 and a.number > 0' : 'a.id = $3'} and a.kind = 'meeting' and a.audience && $2::text[]`,
  values: [org, keys, id],
});

export interface ListRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly space: string | null;
  readonly author: string;
  readonly due: number | null;
  readonly summary: Readonly<Record<string, unknown>>;
}

/** Meetings to come, the soonest first, or those whose time is over, the newest first. `whose`: those in which they take part. */
export const list = (
  { org, keys }: Asker,
  {
    coming,
    whose,
    after,
    limit,
  }: {
    readonly coming: boolean;
    readonly whose: string | null;
    readonly after: readonly [string, number] | null;
    readonly limit: number;
  },
): Question => ({
  name: `meetings.list.${coming ? 'coming' : 'over'}${whose === null ? '' : '.mine'}${after === null ? '' : '.after'}`,
  text: `
    select id, number::int, title, status, space, author, ${toMs('due_at')}::float8 as due, summary from artifacts
    where org = $1 and kind = 'meeting' and number > 0 and audience && $2::text[]
      and status ${coming ? `in ('preparing', 'unprepared', 'ready')` : `in ('over', 'cancelled', 'ended')`}
      and ($3::text is null or summary->'asked' ? $3)
      and ($4::text is null or (summary->>'from', number) ${coming ? '>' : '<'} ($4, $5::bigint))
    order by summary->>'from' ${coming ? '' : 'desc'}, number ${coming ? '' : 'desc'} limit $6`,
  values: [org, keys, whose, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
});

/** Those that wait to be prepared or held and read a decision beforehand. */
export const WAITING_FOR = `
  select m.id from links l join artifacts m on m.org = l.org and m.id = l.source and m.kind = 'meeting'
  where l.org = $1 and l.target = $2 and l.rel = 'builds-on' and m.status in ('preparing', 'unprepared', 'ready')`;
