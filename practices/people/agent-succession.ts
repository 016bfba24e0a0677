import { openPatientClock, type Clock } from '#kernel/awaits/window.ts';
import type { WindowForm } from '#kernel/awaits/window-form.ts';
import type { Context, Reading } from '#kernel/stream/decider.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import type { Duration } from '#kernel/time/duration.ts';
import type { AgentState } from './agent.ts';

/** Who answered for an agent has left: it has stopped, and these are asked who does from now on. */
export interface Orphaned {
  readonly from: ActorId;
  readonly at: Instant;
  readonly asked: Readonly<Record<ActorId, OwnAwait>>;
}

interface OwnAwait {
  readonly clock: Clock;
  readonly status: 'open' | 'answered' | 'lapsed' | 'moot';
  readonly closedAt: Instant | null;
}

export type SuccessionEvent =
  | { readonly type: 'agent-orphaned'; readonly from: ActorId; readonly asked: Readonly<Record<ActorId, Clock>> }
  | { readonly type: 'agent-question-closed'; readonly actors: readonly ActorId[]; readonly as: 'lapsed' | 'moot' };

/** Asks the deputies of who has left; where there is none, the stewards of the organization. */
export const orphan = (state: AgentState, from: ActorId, { now, directory }: Context): Result<readonly SuccessionEvent[]> => {
  if (state.accountable !== from || state.status !== 'active' || open(state).length > 0) return ok([]);
  const people = (ids: readonly ActorId[]) =>
    ids.flatMap((id) => {
      const actor = directory.actors.get(id);
      return actor?.kind === 'person' && actor.status === 'active' && id !== from ? [actor] : [];
    });
  const deputies = people(directory.actors.get(from)?.deputies ?? []);
  const stewards = people([...directory.actors.values()].filter(({ role }) => role === 'steward').map(({ id }) => id));
  const asked = (deputies.length > 0 ? deputies : stewards).map(({ id, calendars }): [ActorId, Clock] => [
    id,
    openPatientClock(THREE_DAYS, A_DAYS_WORK, directory.longestWindow, calendars, now),
  ]);
  return ok(asked.length === 0 ? [] : [{ type: 'agent-orphaned', from, asked: Object.fromEntries(asked) }]);
};

const THREE_DAYS: WindowForm = { min: { end: 'after', duration: { amount: 72, unit: 'h' } }, max: null };
const A_DAYS_WORK: Duration = { amount: 8, unit: 'wh' };

export const orphanedBy = ({ from, asked }: Extract<SuccessionEvent, { type: 'agent-orphaned' }>, at: Instant): Orphaned => ({
  ...{ from, at },
  asked: Object.fromEntries(
    Object.entries(asked).map(([id, clock]): [string, OwnAwait] => [id, { clock, status: 'open', closedAt: null }]),
  ),
});

export const open = ({ orphaned }: AgentState): readonly (readonly [ActorId, OwnAwait])[] =>
  Object.entries(orphaned?.asked ?? {}).filter(([, { status }]) => status === 'open');

export const close = (state: AgentState, ids: readonly ActorId[], as: 'lapsed' | 'moot'): readonly SuccessionEvent[] => {
  const actors = open(state).flatMap(([id]) => (ids.includes(id) ? [id] : []));
  return actors.length === 0 ? [] : [{ type: 'agent-question-closed', actors, as }];
};

/** Somebody answered, so that the others are asked no more; or some of them are not. */
export const ended = (
  orphaned: AgentState['orphaned'],
  by: ActorId | null,
  at: Instant,
  only?: { readonly actors: readonly ActorId[]; readonly as: 'lapsed' | 'moot' },
): AgentState['orphaned'] =>
  orphaned && {
    ...orphaned,
    asked: Object.fromEntries(
      Object.entries(orphaned.asked).map(([id, one]): [string, OwnAwait] => {
        if (one.status !== 'open' || (only && !only.actors.includes(id))) return [id, one];
        return [id, { ...one, status: id === by ? 'answered' : (only?.as ?? 'moot'), closedAt: at }];
      }),
    ),
  };

/** What is asked because of it. */
export const askedOf = ({ name, orphaned }: AgentState): Reading['awaits'] =>
  Object.entries(orphaned?.asked ?? {}).map(([asked, { clock, status, closedAt }]) => ({
    key: `approve:${orphaned?.at ?? 0}:${asked}`,
    kind: 'approve',
    status,
    asker: null,
    asked,
    why: `${name} has stopped: who answered for it has left. Who answers for it from now on?`,
    openedAt: clock.openedAt,
    dueAt: clock.dueAt,
    maxAt: clock.maxAt,
    closedAt,
    otherwise: 'it stays stopped',
    minutes: 5,
  }));
