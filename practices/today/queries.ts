import { isoSql, nameId } from '#practices/protocols';
import type { AwaitKind } from '#kernel/awaits/await.ts';
import type { Instant } from '#kernel/stream/event.ts';
import type { Principal, Question } from '#server/route.ts';

/** One line of Today. `item` is JSON that PostgreSQL made; the other columns are what its place depends on. */
export interface TodayRow {
  readonly section: 'owe' | 'wait' | 'decided' | 'answered' | 'pace';
  readonly item: string;
  readonly due: Instant | null;
  readonly minutes: number | null;
  readonly urgent: boolean | null;
  readonly kind: AwaitKind | null;
  /** Who else takes part in an await: who asks. */
  readonly other: string | null;
}

const toMs = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`;
const ARTIFACT = `json_build_object('id', a.id, 'kind', a.kind, 'number', a.number, 'title', a.title, 'status', a.status)`;
const SEES = `a.audience && $2::text[]`;
const MOST = 200;
const SOME = 8;

/** Whom an await of $3's asks, and how far they are. */
const ASKED = `json_build_object('id', w.asked, 'name', p.name, 'status', w.status, 'why', w.why, 'otherwise', w.otherwise, 'dueAt', ${isoSql('w.due_at')},
  'needMs', w.need_ms, 'usedMs', w.used_ms, 'since', ${toMs('w.counted_from')})`;

/** All of Today in one question. */
const TEXT = `
  select 'owe' as section, json_build_object(
      'key', w.key, 'kind', w.kind, 'why', w.why, 'otherwise', w.otherwise, 'status', w.status, 'minutes', coalesce(w.minutes, 10), 'urgent', w.urgent,
      'openedAt', ${isoSql('w.opened_at')}, 'dueAt', ${isoSql('w.due_at')}, 'maxAt', ${isoSql('w.max_at')},
      'asker', case when w.asker is null then null else json_build_object('id', w.asker, 'name', p.name) end, 'artifact', ${ARTIFACT})::text as item,
    ${toMs('w.due_at')} as due, coalesce(w.minutes, 10) as minutes, w.urgent, w.kind, w.asker::text as other
  from (select * from awaits where org = $1 and asked = $3 and status in ('open', 'paused') order by due_at limit ${MOST}) w
  join artifacts a on a.org = $1 and a.id = w.artifact and ${SEES}
  left join actors p on p.org = $1 and p.id = w.asker
  union all
  select 'wait', json_build_object('mine', true, 'artifact', ${ARTIFACT}, 'dueAt', ${isoSql('a.due_at')}, 'ending', a.summary->'ending',
      'asked', coalesce((
        select json_agg(${ASKED} order by w.due_at) from awaits w left join actors p on p.org = w.org and p.id = w.asked
        where w.org = a.org and w.artifact = a.id and w.asker = $3 and w.status in ('open', 'paused')), '[]'::json),
      'passed', coalesce((
        select json_agg(p.name order by w.closed_at) from awaits w join actors p on p.org = w.org and p.id = w.asked
        where w.org = a.org and w.artifact = a.id and w.asker = $3 and w.status = 'passed'), '[]'::json))::text,
    ${toMs('a.due_at')}, null, null, null, null
  from (select * from artifacts where org = $1 and author = $3 and status = 'open' and number > 0 order by number desc limit ${MOST}) a where ${SEES}
  union all
  select 'wait', json_build_object('mine', false, 'artifact', ${ARTIFACT}, 'dueAt', ${isoSql('w.due_at')}, 'ending', null, 'asked', json_build_array(${ASKED}), 'passed', '[]'::json)::text,
    ${toMs('w.due_at')}, null, null, null, null
  from (select * from awaits where org = $1 and asker = $3 and asked <> $3 and status in ('open', 'paused') order by due_at limit ${MOST}) w
  join artifacts a on a.org = $1 and a.id = w.artifact and a.author is distinct from $3 and ${SEES}
  left join actors p on p.org = $1 and p.id = w.asked
  union all
  select 'decided', json_build_object('artifact', ${ARTIFACT}, 'at', ${isoSql('a.closed_at')}, 'byDefault', coalesce(a.summary->'byDefault', 'false'))::text,
    ${toMs('a.closed_at')}, null, null, null, null
  from (
    select * from artifacts a where a.org = $1 and a.kind = 'decision' and a.number > 0 and a.closed_at > to_timestamp($4::float8 / 1000) and ${SEES}
      and a.status <> 'withdrawn' and not a.summary ? 'imported'
    order by a.closed_at desc limit ${SOME}) a
  union all
  select 'answered', json_build_object('artifact', ${ARTIFACT}, 'at', ${isoSql('a.closed_at')})::text, ${toMs('a.closed_at')}, null, null, null, null
  from (
    select * from artifacts a where a.org = $1 and a.kind = 'request' and a.number > 0 and a.closed_at > to_timestamp($4::float8 / 1000) and ${SEES}
      and a.author = $3 and a.status in ('answered', 'lapsed')
    order by a.closed_at desc limit ${SOME}) a
  union all
  select 'pace', state->>'mail', null, null, null, null, null from artifacts where org = $1 and id = $5`;

export const today = ({ org, keys, actor }: Pick<Principal, 'org' | 'keys' | 'actor'>, since: Instant): Question => ({
  name: 'today',
  text: TEXT,
  values: [org, keys, actor, since, nameId('notices', actor)],
});
