import type { RunState } from '#kernel/protocol/run-state.ts';
import { SYSTEM, type Instant } from '#kernel/stream/event.ts';
import { beginRun } from '#practices/protocols';
import { act, hostOf, tell, type Course } from './course.ts';
import { sample } from './sampling.ts';
import { authorOf, checksOf, currentRun, lastRun, looksOf, standing, type ChangeState } from './state.ts';

/** What begins a run on a change. */
export const TRIGGERS = ['change.opened', 'change.created'] as const;

/** Nobody is asked before the checks have had so long, ms. */
const PATIENCE = 60 * 60_000;

/** What follows from how a change stands now: a run begins, begins anew or ends, stances come along, it has shipped. */
export const follow = (course: Course): void => {
  const { state: there, closedAt } = course.state().seen.snapshot;
  if (there === 'merged') return ship(course, closedAt ?? course.state().seen.at);
  if (there === 'closed') return end(course, 'it was closed on the forge');
  if (there === 'draft') return end(course, 'it is a draft again');
  const state = course.state();
  if (looksOf(state) === null) return lastRun(state)?.outcome === null ? end(course, 'it has changed since') : undefined;
  const run = currentRun(state);
  if (run === null ? !waits(state, course.context.now) : isUnspoken(run)) begin(course, run);
  bring(course);
};

/** Its checks are on their way, and have not been for long. */
const waits = (state: ChangeState, now: Instant): boolean => {
  const until = waitsUntil(state);
  return until !== null && now < until;
};

export const waitsUntil = (state: ChangeState): Instant | null => {
  const looks = looksOf(state);
  if (looks === null || state.seen.snapshot.state !== 'open' || currentRun(state) !== null) return null;
  const checks = checksOf(state);
  return checks === 'pending' || (checks === null && !looks.withoutChecks) ? looks.at + PATIENCE : null;
};

const end = (course: Course, reason: string): void => {
  if (lastRun(course.state())?.outcome === null) act(course, { type: 'withdraw', by: by(course.state()), reason });
};

const by = (state: ChangeState): string => authorOf(state) ?? SYSTEM;

/** [R1] Nobody has said anything yet that a run begun anew would lose. */
const isUnspoken = ({ stances, objections, steps, questions }: RunState): boolean =>
  objections.length === 0 &&
  questions.length === 0 &&
  !steps.some(({ reroutes, escalated }) => reroutes > 0 || escalated !== null) &&
  Object.values(stances).every((step) => Object.values(step).every(({ implicit }) => implicit));

/** A run under the most specific protocol; where one is open already, only if it would now come to another end. */
const begin = (course: Course, before: RunState | null): void => {
  const state = course.state();
  const { snapshot } = state.seen;
  const opened = beginRun(hostOf(state), TRIGGERS, course.context);
  if (opened.refused) {
    if (before === null && state.failed?.because !== opened.message)
      course.emit({ type: 'round-failed', head: snapshot.head, because: opened.message });
    return;
  }
  const { protocol, events, run } = opened.ok;
  const ships = run.outcome?.outcome === 'accepted';
  if (before !== null && ships === (before.outcome?.outcome === 'accepted')) return;
  end(course, ships ? 'nobody needs to be asked any more' : 'somebody is asked after all');
  tell(course, events, [{ type: 'round-opened', head: snapshot.head, protocol }]);
};

/** [R1] What people known here say on the forge is their stance, unless they have said something else here since. */
const bring = (course: Course): void => {
  const wanted = standing(course.state());
  const round = course.state().rounds.at(-1);
  for (const actor of new Set([...wanted.keys(), ...Object.keys(round?.brought ?? {})])) {
    const run = currentRun(course.state());
    if (run === null || actor === authorOf(course.state())) continue;
    const one = wanted.get(actor);
    const key = one === undefined ? 'gone' : `${one.id} ${one.verdict} ${one.saidAt}`;
    const was = course.state().rounds.at(-1)?.brought[actor];
    if (was === key || (was === undefined && one === undefined)) continue;
    const verdict = one?.verdict === 'withdraw' || one === undefined ? 'abstain' : one.verdict;
    if (verdict !== 'agree' && verdict !== 'object' && verdict !== 'abstain') continue;
    const reason = one?.text.trim() || (verdict === 'object' ? 'Asks for changes on the forge.' : '');
    if (verdict === 'object' && run.outcome?.outcome === 'accepted')
      act(course, { type: 'reopen', by: actor, reason: 'somebody who was asked wants changes before it is merged' });
    const taken = act(course, {
      ...{ type: 'stance', by: actor, stance: verdict, asWritten: true },
      ...(reason === '' ? {} : { reason }),
    });
    // Whose word does not count here is heard on the forge.
    if (!taken.refused || taken.code !== 'actor-unknown') course.emit({ type: 'stance-brought', actor, said: key });
  }
};

const ship = (course: Course, at: Instant): void => {
  const state = course.state();
  end(course, 'it was merged');
  const spoken =
    standing(state)
      .values()
      .some(({ verdict }) => verdict === 'agree') || hasAgreed(lastRun(state), by(state));
  // A word that was heard late was said in time all the same.
  if (state.shipped?.at === at && state.shipped.alone === !spoken) return;
  course.emit({ type: 'change-shipped', at, alone: !spoken });
  if (!spoken) sample(course);
};

const hasAgreed = (run: RunState | null, author: string): boolean =>
  run !== null &&
  Object.values(run.stances).some((step) =>
    Object.entries(step).some(([actor, { stance, implicit }]) => actor !== author && stance === 'agree' && !implicit),
  );
