import type { Instant } from '#kernel/stream/event.ts';
import { toMs } from '#server/route.ts';

/** An artifact with what is around it. */
export interface AroundRow {
  readonly id: string;
  readonly number: number;
  readonly version: number;
  readonly state: unknown;
  readonly now: Instant;
  readonly comments: number;
  readonly links: readonly LinkedRow[];
}

/** And with what happened to it. */
export interface ToldRow extends AroundRow {
  readonly history: readonly HistoryRow[];
}

/** The other end of a link, and which way it goes: `to` it, or `from` it. */
export interface LinkedRow {
  readonly rel: string;
  readonly direction: 'to' | 'from';
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  readonly status: string;
  readonly author: string | null;
  /** When something last happened to it. */
  readonly at: Instant | null;
}

export interface HistoryRow {
  readonly version: number;
  readonly at: Instant;
  readonly by: string;
  readonly kind: string;
  readonly body: { readonly type: string };
}

/** What is in the place of another says so, whichever of the two does: both saying it is one link. */
const turned = (direction: 'to' | 'from'): string =>
  `case l.rel when 'superseded-by' then 'supersedes' else l.rel end as rel, case l.rel when 'superseded-by' then '${direction === 'to' ? 'from' : 'to'}' else '${direction}' end as direction`;

/**
 * SQL: the links of the artifact `a` in both directions, those that people drew and what comments on others name included, as far as the
 * reader whose keys are `$2` sees where they lead. [safety] The one place that says so for all that show an artifact.
 */
export const LINKED = `coalesce((
        select json_agg(json_build_object('rel', x.rel, 'direction', x.direction, 'id', o.id, 'kind', o.kind, 'number', o.number, 'title', o.title,
          'status', o.status, 'author', o.author, 'at', ${toMs('o.updated_at')}) order by o.number)
        from (
          select ${turned('to')}, l.target as other from links l where l.org = a.org and l.source = a.id and l.rel <> 'read'
          union select ${turned('from')}, coalesce(d.parent, l.source) from links l
            left join artifacts d on d.org = l.org and d.id = l.source and d.kind in ('link', 'comment')
            where l.org = a.org and l.target = a.id and l.rel <> 'read'
          union select ${turned('to')}, l.target from artifacts d join links l on l.org = d.org and l.source = d.id
            where d.org = a.org and d.parent = a.id and d.kind = 'link'
        ) x join artifacts o on o.org = a.org and o.id = x.other and o.audience && $2::text[] and o.number > 0 and o.id <> a.id
      ), '[]'::json)`;

const COMMENTS = `(select count(*)::int from artifacts c where c.org = a.org and c.parent = a.id and c.kind = 'comment' and c.status <> 'deleted')`;

const HISTORY = `coalesce((
        select json_agg(json_build_object('version', e.version, 'at', ${toMs('e.at')}, 'by', e.by, 'kind', e.kind, 'body', e.body) order by e.version)
        from (select * from events e where e.org = a.org and e.artifact = a.id order by e.version desc limit 400) e
      ), '[]'::json)`;

/** SQL: the columns of an `AroundRow`, of the artifact `a` that the reader of `$2` sees: how many comments, its links. */
export const AROUND = `a.id, a.number::int, a.version, a.state, ${toMs('proceed_now()')} as now,
      ${COMMENTS} as comments,
      ${LINKED} as links`;

/** SQL: the columns of a `ToldRow`: with its newest 400 events. */
export const TOLD = `${AROUND},
      ${HISTORY} as history`;
