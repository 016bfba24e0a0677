import type { RunAction } from '#kernel/protocol/run-action.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { World } from '#kernel/protocol/world.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import { moveRun, namesToNote, worldAround } from '#practices/protocols';
import { audienceOf } from './audience.ts';
import type { Asking, RequestEvent, RequestPracticeEvent } from './events.ts';
import { factsOf } from './facts.ts';
import { lastRound, type Asked, type RequestState } from './state.ts';

type Subject = Pick<RequestState, 'space' | 'audience' | 'author' | 'blocks' | 'names'>;

/** The world around a round: nobody in it who may not see the request. */
export const worldFor = (
  state: Subject,
  { to, others, urgent }: Pick<Asking, 'to' | 'others' | 'urgent'>,
  round: number,
  { directory }: Pick<Context, 'directory'>,
): World =>
  worldAround(
    { space: state.space, audience: audienceOf(state), facts: factsOf({ ...state, to, others, urgent, round }, directory) },
    directory,
  );

/** Does something to the run of the last round. `before`: what the practice itself says first. */
export const act = (
  state: Asked,
  action: RunAction,
  context: Context,
  before: readonly RequestPracticeEvent[] = [],
): Result<readonly RequestEvent[]> => {
  const round = lastRound(state);
  const world = worldFor(state, round, state.rounds.length, context);
  const done = moveRun(round.run, action, world, context);
  return done.refused ? done : ok(withNames(state, before, done.ok, context));
};

/** The run's events, and the names that sentences about them need. */
export const withNames = (
  state: Subject,
  before: readonly RequestPracticeEvent[],
  events: readonly RunEvent[],
  context: Context,
  others: readonly ActorId[] = [],
): readonly RequestEvent[] => {
  if (before.length + events.length === 0) return [];
  const names = namesToNote(events, [context.by, state.author, ...others], state.names, context.directory);
  return [...(names ? [{ type: 'names-noted', names } as const] : []), ...before, ...events];
};
