import { settingId } from '#practices/notices';
import type { AwaitKind } from '#kernel/awaits/await.ts';
import type { Instant } from '#kernel/stream/event.ts';
import type { Principal, Question } from '#server/route.ts';

/** One line of Today. `item` is JSON that PostgreSQL made; the other columns are what its place depends on. Moments are ms. */
export interface TodayRow {
  readonly section: 'owe' | 'wait' | 'decided' | 'answered' | 'pace';
  readonly item: string;
  readonly due: Instant | null;
  readonly opened: Instant | null;
  readonly minutes: number | null;
  readonly urgent: boolean | null;
  readonly kind: AwaitKind | null;
  /** Who asks. */
  readonly asker: string | null;
  /** Whom an artifact asks: JSON of `Share`s. */
  readonly asked: string | null;
}

/** One who is asked, and how far they are: id, status, due, working time needed, had by a moment, that moment. */
export type Share = readonly [
  id: string,
  status: 'open' | 'paused' | 'passed',
  due: Instant | null,
  needMs: number | null,
  usedMs: number | null,
  since: Instant | null,
];

/*
 * The JSON is put together by `concat`, which is several times faster than `json_build_object`. What people wrote is quoted by `to_json`;
 * ids, kinds and states are our own words and hold nothing to quote. Times are numbers, written as dates by this process.
 */
const ms = (column: string): string => `round(date_part('epoch', ${column}) * 1000)`;
const orNull = (expression: string): string => `coalesce(${expression}::text, 'null')`;
const ARTIFACT = `'{"id":"', a.id, '","kind":"', a.kind, '","number":', a.number, ',"title":', to_json(a.title), ',"status":"', a.status, '"}'`;
const SEES = `a.audience && $2::text[]`;
/** Nobody owes as much for long, but who does is told how much. */
export const MOST_OWED = 1000;
export const MOST_WAITED = 200;
const SOME = 8;
/** By when it closed, not by all that ever were so: the other index is no choice then. */
const ANSWERED = `(a.status in ('answered', 'lapsed')) is true`;
const SHARE = `concat('["', w.asked, '","', w.status, '",', ${orNull(ms('w.due_at'))}, ',', ${orNull('w.need_ms')}, ',', ${orNull('w.used_ms')}, ',',
  ${orNull(ms('w.counted_from'))}, ']')`;

/**
 * All of Today in one question. `mine` is what is open, and what is called otherwise (a plan that is commented on, a change that is asked about)
 * while its author waits for somebody; where that says nothing of its end, its awaits do.
 */
const TEXT = `
  with mine as materialized (
    (select id, kind, number, title, status, due_at, summary->'ending' as ending from artifacts a
     where org = $1 and author = $3 and status = 'open' and number > 0 and ${SEES} order by number desc limit ${MOST_WAITED + 1})
    union all
    (select a.id, a.kind, a.number, a.title, a.status, case when a.summary ? 'ending' then a.due_at else w.due_at end, coalesce(a.summary->'ending', w.otherwise)
     from (
       select artifact, max(due_at) as due_at, to_jsonb(min(otherwise)) as otherwise from awaits
       where org = $1 and asker = $3 and status in ('open', 'paused') and asked <> $3 group by artifact
     ) w join artifacts a on a.org = $1 and a.id = w.artifact and a.author = $3 and a.status <> 'open' and a.number > 0 and ${SEES}
     order by a.number desc limit ${MOST_WAITED + 1})
  )
  select 'owe' as section, concat('{"key":', to_json(w.key), ',"kind":"', w.kind, '","why":', to_json(w.why), ',"otherwise":', to_json(w.otherwise),
      ',"status":"', w.status, '","minutes":', coalesce(w.minutes, 10), ',"urgent":', case when w.urgent then 'true' else 'false' end,
      ',"artifact":', ${ARTIFACT}, '}') as item,
    ${ms('w.due_at')} as due, ${ms('w.opened_at')} as opened, coalesce(w.minutes, 10) as minutes, w.urgent, w.kind, w.asker::text, null::text as asked
  from (select * from awaits where org = $1 and asked = $3 and status in ('open', 'paused') order by due_at limit ${MOST_OWED + 1}) w
  join artifacts a on a.org = $1 and a.id = w.artifact and ${SEES}
  union all
  select 'wait', concat('{"mine":true,"artifact":', ${ARTIFACT}, ',"ending":', ${orNull('a.ending')}, ',"why":null}'),
    ${ms('a.due_at')}, null, null, null, null, null,
    (select concat('[', string_agg(${SHARE}, ','), ']') from awaits w
     where w.org = $1 and w.artifact = a.id and w.asker = $3 and w.status in ('open', 'paused', 'passed'))
  from mine a
  union all
  select 'wait', concat('{"mine":false,"artifact":', ${ARTIFACT}, ',"ending":', to_json(w.otherwise), ',"why":', to_json(w.why), '}'),
    ${ms('w.due_at')}, null, null, null, null, null, concat('[', ${SHARE}, ']')
  from (
    select * from awaits where org = $1 and asker = $3 and status in ('open', 'paused') and asked <> $3 and artifact <> all (array(select id from mine))
    order by due_at limit ${MOST_WAITED + 1}
  ) w join artifacts a on a.org = $1 and a.id = w.artifact and a.author is distinct from $3 and ${SEES}
  union all
  select 'decided', concat('{"artifact":', ${ARTIFACT}, ',"byDefault":', coalesce(a.summary->>'byDefault', 'false'), '}'),
    ${ms('a.closed_at')}, null, null, null, null, null, null
  from (
    select * from artifacts a where a.org = $1 and a.kind = 'decision' and a.number > 0 and a.closed_at > to_timestamp($4::float8 / 1000) and ${SEES}
      and a.status <> 'withdrawn' and not a.summary ? 'imported'
    order by a.closed_at desc limit ${SOME}) a
  union all
  select 'answered', concat('{"artifact":', ${ARTIFACT}, '}'), ${ms('a.closed_at')}, null, null, null, null, null, null
  from (
    select * from artifacts a where a.org = $1 and a.kind = 'request' and a.number > 0 and a.closed_at > to_timestamp($4::float8 / 1000) and ${SEES}
      and a.author = $3 and ${ANSWERED}
    order by a.closed_at desc limit ${SOME}) a
  union all
  select 'pace', concat(state->>'mail', ' ', state->>'push'), null, null, null, null, null, null, null from artifacts where org = $1 and id = $5`;

export const today = ({ org, keys, actor }: Pick<Principal, 'org' | 'keys' | 'actor'>, since: Instant): Question => ({
  name: 'today',
  text: TEXT,
  values: [org, keys, actor, since, settingId(actor)],
  byKey: true,
});
