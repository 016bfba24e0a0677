import type { Pool } from '#store/connection.ts';
import { SWIFT } from './swift-clock.ts';

export interface TimersVerdict {
  /** Windows whose end has come with nobody's help: of a request's seat, of a decision's step. */
  readonly due: number;
  /** Of those, the ones that ended. */
  readonly effective: number;
  readonly missed: readonly string[];
  readonly duplicated: readonly string[];
  /** Effects before their moment. */
  readonly early: readonly string[];
  /** How much later than its moment something took effect at most, in real ms. */
  readonly latest: number;
}

/**
 * A window is the seats of one step that were asked in one round: it ends with the last of them. Where silence is not enough, as for
 * what cannot be taken back, that is the last moment at all [A2].
 */
const DUE = `
  with silent as (
    select artifact from events where type = 'run-opened' and body->'protocol'->>'id' <> 'decide/one-way'
  ), windows as (
    select artifact, step, case when kind = 'stance' then split_part(key, ':', 3) else key end as part,
           max(case when artifact in (select artifact from silent) then due_at else max_at end) as due, bool_or(status in ('open', 'paused')) as open, max(closed_at) as closed,
           string_agg(asked || ' ' || status || ' ' || opened_at || ' ' || coalesce(due_at::text, 'never'), ', ') as seats
    from awaits where step is not null group by 1, 2, 3
  )
  select w.open, a.kind || ' ' || a.id || ': ' || w.step || ' ' || w.part || ' was due ' || w.due || ', next ' || coalesce(a.next_at::text, 'never')
         || ', now ' || proceed_now() || ': ' || w.seats as said
  from windows w join artifacts a on a.id = w.artifact where w.due <= proceed_now() and (w.open or w.closed >= w.due)`;

/** [A8] What was received in time undoes an end that came before it; the end comes again then. */
const TWICE = `
  with ends as (
    select artifact, type, body->>'step' as step, body->>'actor' as actor, body->>'round' as round, count(*) as times
    from events where type in ('rerouted', 'step-passed', 'step-stopped', 'escalated', 'outcome')
    group by 1, 2, 3, 4, 5
  ), undone as (
    select artifact, count(*) as times from events where type = 'resumed' and body ? 'undone' group by 1
  )
  select type || ' of ' || ends.artifact || ', ' || ends.times || ' times' as said
  from ends left join undone on undone.artifact = ends.artifact where ends.times > 1 + coalesce(undone.times, 0)`;

const EARLY = `
  select type || ' of ' || artifact || ' v' || version as said from events
  where body ? 'at' and body ? 'because' and extract(epoch from at) * 1000 < (body->>'at')::float8 - 1`;

const LATEST = `
  select coalesce(max(extract(epoch from at) * 1000 - (body->>'at')::float8), 0)::float8 as latest from events
  where by = '00000000-0000-0000-0000-000000000000' and type in ('rerouted', 'step-passed', 'step-stopped', 'escalated', 'outcome', 'reminded')`;

export const judgeTimers = async (pool: Pool): Promise<TimersVerdict> => {
  const sentences = async (text: string): Promise<readonly string[]> =>
    (await pool.query<{ said: string }>(text)).rows.map(({ said }) => said);
  const { rows } = await pool.query<{ open: boolean; said: string }>(DUE);
  const missed = rows.filter(({ open }) => open).map(({ said }) => said);
  const lateness = await pool.query<{ latest: number }>(LATEST);
  return {
    due: rows.length,
    effective: rows.length - missed.length,
    missed,
    duplicated: await sentences(TWICE),
    early: await sentences(EARLY),
    latest: (lateness.rows[0]?.latest ?? 0) / SWIFT,
  };
};
