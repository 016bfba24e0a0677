import type { Instant } from '#kernel/stream/event.ts';
import { TOLD } from '#practices/comments';
import { toMs, type Principal, type Question } from '#server/route.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

/** A meeting by its id or number with what is around it, each through the reader's own view. */
export const subject = ({ org, keys }: Asker, id: string | number): Question => ({
  name: typeof id === 'number' ? 'meetings.subject-numbered' : 'meetings.subject',
  text: `
    select ${TOLD}
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

/** Meetings to come, the soonest first, or those whose time is over at `at`, the newest first. `whose`: those in which they take part. */
export const list = (
  { org, keys }: Asker,
  {
    coming,
    whose,
    after,
    limit,
    at,
  }: {
    readonly coming: boolean;
    readonly whose: string | null;
    readonly after: readonly [string, number] | null;
    readonly limit: number;
    readonly at: Instant;
  },
): Question => ({
  name: `meetings.list.${coming ? 'coming' : 'over'}${whose === null ? '' : '.mine'}${after === null ? '' : '.after'}`,
  text: `
    select id, number::int, title, status, space, author, ${toMs('due_at')} as due, summary from artifacts
    where org = $1 and kind = 'meeting' and number > 0 and audience && $2::text[]
      and ${
        // What was not prepared did not take place: nothing happens when its time is over.
        coming
          ? `status in ('preparing', 'unprepared', 'ready') and (status <> 'unprepared' or summary->>'from' > $7)`
          : `(status in ('over', 'cancelled', 'ended') or status = 'unprepared' and summary->>'from' <= $7)`
      }
      and ($3::text is null or summary->'asked' ? $3)
      and ($4::text is null or (summary->>'from', number) ${coming ? '>' : '<'} ($4, $5::bigint))
    order by summary->>'from' ${coming ? '' : 'desc'}, number ${coming ? '' : 'desc'} limit $6`,
  values: [org, keys, whose, after?.[0] ?? null, after?.[1] ?? null, limit + 1, new Date(at).toISOString()],
});

/** Those that wait to be prepared or held and read a decision beforehand. */
export const WAITING_FOR = `
  select m.id from links l join artifacts m on m.org = l.org and m.id = l.source and m.kind = 'meeting'
  where l.org = $1 and l.target = $2 and l.rel = 'builds-on' and m.status in ('preparing', 'unprepared', 'ready')`;
