import type { RunAction } from '#kernel/protocol/run-action.ts';
import { isRunEvent } from '#kernel/protocol/run-event.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import { moveRun, namesToNote, worldAround, type Host } from '#practices/protocols';
import { audienceOf } from './audience.ts';
import type { ChangeEvent } from './events.ts';
import { folded } from './evolve.ts';
import { factsOf } from './facts.ts';
import { authorOf, lastRun, type ChangeState } from './state.ts';

/** What one command makes of a change, event by event: each is folded before the next is thought of. */
export interface Course {
  state(): ChangeState;
  emit(...bodies: readonly ChangeEvent[]): void;
  readonly events: readonly ChangeEvent[];
  readonly context: Context;
}

export const courseFrom = (state: ChangeState, context: Context, before: readonly ChangeEvent[] = []): Course => {
  const events: ChangeEvent[] = [...before];
  let at = state;
  return {
    state: () => at,
    emit: (...bodies) => {
      for (const body of bodies) {
        events.push(body);
        at = folded(at, body, { by: context.by, at: context.now });
      }
    },
    events,
    context,
  };
};

/** A change, as its run knows it. Who is not here proposes as nobody. */
export const hostOf = (state: ChangeState): Host => ({
  ...{ kind: 'change', title: state.seen.snapshot.title, author: authorOf(state) ?? SYSTEM, space: state.space },
  ...{ audience: audienceOf(state), facts: factsOf(state) },
  urgent: state.seen.snapshot.labels.some((label) => /^(?:urgent|emergency)$/i.test(label)),
});

/** Does something to the run of the last round. */
export const act = (course: Course, action: RunAction): Result<null> => {
  const { context } = course;
  const state = course.state();
  const run = lastRun(state);
  if (run === null) return ok(null);
  const done = moveRun(run, action, worldAround(hostOf(state), context.directory), context);
  if (done.refused) return done;
  tell(course, done.ok);
  return ok(null);
};

/** The run's events, and the names that sentences about them need. */
export const tell = (course: Course, events: readonly ChangeEvent[], before: readonly ChangeEvent[] = []): void => {
  const { names: known, ...state } = course.state();
  const { by, directory } = course.context;
  const names = namesToNote(events.filter(isRunEvent), [by, authorOf(state) ?? SYSTEM], known, directory);
  if (names) course.emit({ type: 'names-noted', names });
  course.emit(...before, ...events);
};
