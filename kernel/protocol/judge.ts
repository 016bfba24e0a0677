import { readyAt, type Clock } from '../awaits/window.ts';
import type { Instant } from '../stream/event.ts';
import { ask, askedAt, conditionOf, currentStep } from './course.ts';
import type { Verdict } from './condition.ts';
import type { Step } from './document.ts';
import { openStep, stanceKey } from './step-run.ts';
import type { RunState, StepRun } from './run-state.ts';
import { counts, tallyOf } from './tally.ts';

/** [A1] What ends when it is due: its window is the time to answer, not a time to wait. */
export const endsWhenDue = (step: Step): boolean =>
  step.ask === 'answer' || step.ask === 'acknowledge' || step.ask === 'contribute' || step.ask === 'verify';

/** Whether the step asks for answers rather than stances. */
export const isAnswered = (step: Step): boolean =>
  step.method === undefined &&
  !conditionOf(step.pass).uses.paths.some(
    (path) => path === 't.agree' || path === 't.object' || path === 't.open' || path === 't.winner',
  );

/** [A6] Another role decides by more than half of those it has. */
export const passSource = (step: Step, run: StepRun): string =>
  run.escalated === null
    ? step.pass
    : step.method !== undefined
      ? "t.winner != 'none'"
      : isAnswered(step)
        ? 't.cast >= 1'
        : 't.agree * 2 > t.size';

export const stopSource = (step: Step, run: StepRun): string | undefined =>
  run.escalated === null
    ? step.stop
    : isAnswered(step) || step.method !== undefined
      ? undefined
      : 't.object > 0 && t.object * 2 >= t.size';

/** Whether `pass` holds, and all that must hold beside it. */
export const passes = (state: RunState, run: StepRun, at: Instant): Verdict => {
  const step = currentStep(state, run);
  const source = passSource(step, run);
  const verdict = ask(source, state, run, at);
  if (!verdict.holds) return verdict;
  if (!run.voluntary && !run.seats.some(counts))
    return { holds: false, because: 'nobody is left to ask, and a step does not pass without anybody (R7)' };
  const [missing] = stillRequired(state, run);
  if (missing !== undefined) return { holds: false, because: `nobody of ${missing} has agreed, and the step requires one` };
  if (isAwayMissed(state, run) && !conditionOf(source).uses.paths.includes('t.agree')) {
    return {
      holds: false,
      because: 'somebody is away without a deputy, and on an irreversible matter their silence is not agreement (A5)',
    };
  }
  if (run.escalated !== null && !factsAllow(step, state, run, at))
    return {
      holds: false,
      because: `${ask(step.pass, state, run, at).because}; another role decides the stances, not the facts`,
    };
  return verdict;
};

/** [R2] Roles of which one must agree, and none has. */
export const stillRequired = (state: RunState, run: StepRun): readonly string[] =>
  Object.entries(run.requires).flatMap(([role, actors]) => (actors.some((actor) => agrees(state, run, actor)) ? [] : [role]));

/** [A5] On an irreversible subject, somebody who is away without a deputy has not spoken. */
export const isAwayMissed = (state: RunState, run: StepRun): boolean =>
  state.subject.irreversible && run.seats.some((seat) => seat.away && seat.status === 'open');

const agrees = (state: RunState, run: StepRun, actor: string): boolean => {
  const stance = state.stances[stanceKey(run)]?.[actor];
  return stance?.stance === 'agree' && !stance.stale;
};

/** Whether the rest of the condition would hold if everybody had agreed: checks are green, files have owners. */
const factsAllow = (step: Step, state: RunState, run: StepRun, at: Instant): boolean =>
  [1, 2, 3, 5, 10, 1_000].some(
    (size) =>
      conditionOf(step.pass).holds(
        askedAt(state, at, {
          t: {
            size,
            cast: size,
            agree: size,
            abstain: 0,
            object: 0,
            silent: 0,
            open: 0,
            winner: run.ballot ? tallyOf(state, run).winner : 'agree',
          },
        }),
      ).holds,
  );

/**
 * [R2] From when on the step may pass: `min` has elapsed and all who are silent have had `each`. Null while a clock that matters stands still:
 * everybody's in a pause of the step, and that of somebody who has asked [A3] until they have spoken.
 */
export const readyFrom = (state: RunState, run: StepRun): Instant | null => {
  if (endsWhenDue(currentStep(state, run))) return run.clock.openedAt;
  const seats = run.seats.filter(counts);
  // [R12] Ballots are counted when everybody has voted, or the window is over: nobody's vote comes too late.
  if (run.ballot && (run.voluntary || seats.some((seat) => seat.status !== 'answered'))) return endOf(state, run);
  if (run.voluntary || seats.length === 0) return reached(run.clock, readyAt(run.clock));
  return latest(
    seats.map((seat) =>
      seat.status === 'open'
        ? reached(seat.clock, readyAt(seat.clock))
        : run.pausedSince === null
          ? seat.clock.minAt
          : reached(seat.clock, seat.clock.minAt),
    ),
  );
};

/** [R2] When the window is over and `else` applies. Null while a clock stands still. */
export const endOf = (state: RunState, run: StepRun): Instant | null => {
  if (run.pausedSince !== null) return null;
  const seats = run.seats.filter(counts);
  if (run.voluntary || seats.length === 0) return standing(run.clock) ? null : run.clock.maxAt;
  const due = endsWhenDue(currentStep(state, run));
  const open = due && seats.some((seat) => seat.status === 'open') ? seats.filter((seat) => seat.status === 'open') : seats;
  return latest(
    open.map((seat) => (seat.status === 'open' && standing(seat.clock) ? null : due ? seat.clock.dueAt : seat.clock.maxAt)),
  );
};

const standing = (clock: Clock): boolean => clock.pausedAt !== null;

/** A moment that a standing clock cannot reach, unless it had before it stood still. */
const reached = (clock: Clock, at: Instant): Instant | null => (clock.pausedAt !== null && at > clock.pausedAt ? null : at);

const latest = (moments: readonly (Instant | null)[]): Instant | null =>
  moments.reduce((last: Instant | null, moment) => (last === null || moment === null ? null : Math.max(last, moment)), -Infinity);

/** The moments at which a condition can change by itself: an age, an instant, the edges of a named period. */
export const flips = (state: RunState, source: string): readonly Instant[] => {
  const { ages, instants, paths } = conditionOf(source).uses;
  const edges = paths.flatMap((path) =>
    path.startsWith('calendar.')
      ? (state.periods[path.slice('calendar.'.length)] ?? []).flatMap(({ from, to }) => [from, to])
      : [],
  );
  // A strict comparison holds a millisecond later than one that is not.
  const moments = [...ages.map((age) => state.subject.proposedAt + age), ...instants].flatMap((moment) => [moment, moment + 1]);
  return [...new Set([...moments, ...edges])].toSorted((a, b) => a - b);
};

/** What will happen to the open step as things stand, and when. Null while its clock stands still. */
export const prospect = (state: RunState): { readonly at: Instant; readonly passes: boolean } | null => {
  const run = openStep(state);
  if (!run) return null;
  const ready = readyFrom(state, run);
  const end = endOf(state, run);
  if (ready !== null) {
    const from = Math.max(ready, state.at);
    const candidates = [from, ...flips(state, passSource(currentStep(state, run), run)).filter((moment) => moment > from)];
    const pass = candidates.find((moment) => (end === null || moment <= end) && passes(state, run, moment).holds);
    if (pass !== undefined) return { at: pass, passes: true };
  }
  return end === null ? null : { at: Math.max(end, state.at), passes: false };
};

/** [R2] How often it has been held in a row: what another step sent back is counted anew. */
export const timesHeld = (state: RunState, run: StepRun): number => {
  const other = state.steps.findLastIndex((before) => before.step !== run.step || before.escalated !== null);
  return run.opening - state.steps.slice(0, other + 1).filter((before) => before.step === run.step).length;
};

/** [R2] Whether its window is followed by another one (`repeat`), and not by its `else`. */
export const isHeldAgain = (state: RunState, run: StepRun): boolean =>
  run.escalated === null && timesHeld(state, run) <= (currentStep(state, run).repeat ?? 0);
