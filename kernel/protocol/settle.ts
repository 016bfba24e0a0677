import { hadMs, pauseClock, remindAt, resumeClock } from '../awaits/window.ts';
import type { Instant } from '../stream/event.ts';
import { holdsWords, isAlwaysTrue } from './condition-words.ts';
import { ask, currentStep, nameOf, remindOf, tieWords, type Course } from './course.ts';
import { openStep } from './step-run.ts';
import { endOf, passes, readyFrom, stopSource, passSource } from './judge.ts';
import { openFrom } from './open-step.ts';
import { applyElse, nobodyLeft } from './otherwise.ts';
import { finish, inEffect } from './outcome.ts';
import { overruleOpen } from './overrule.ts';
import type { ClockSet } from './run-event.ts';
import type { RunState, StepRun } from './run-state.ts';
import { sequelOf } from './sequence.ts';
import { countOf } from './tally.ts';
import { length, list } from './wording.ts';

/** Whether somebody's act made it happen, or a moment that came. */
export type Cause = 'act' | 'time';

/** Everything that follows, at this instant, from how things stand: pause, stop, pass, `else`, and so on until nothing more follows. */
export const settle = (course: Course, at: Instant, cause: Cause): void => {
  for (let turns = 0; turns < 2_000; turns++) {
    if (!settleOnce(course, at, cause)) return;
  }
  throw new Error(`The run of ${course.state().protocol.id} does not come to rest.`);
};

const settleOnce = (course: Course, at: Instant, cause: Cause): boolean => {
  const state = course.state();
  const run = openStep(state);
  if (state.outcome !== null || !run) return false;
  return (
    pauseOrResume(course, state, run, at) ||
    stop(course, state, run, at) ||
    pass(course, state, run, at, cause) ||
    nobodyLeft(course, state, run, at) ||
    windowOver(course, state, run, at)
  );
};

const pauseOrResume = (course: Course, state: RunState, run: StepRun, at: Instant): boolean => {
  const step = currentStep(state, run);
  if (step.pause === undefined) return false;
  const { holds, because } = ask(step.pause, state, run, at);
  const spent = run.pausedMs + (run.pausedSince === null ? 0 : at - run.pausedSince) >= state.longestWindow;
  if (run.pausedSince === null && holds && !spent) {
    course.emit({
      type: 'paused',
      at,
      step: step.step,
      clocks: clocksOf(course, run, at, 'pause'),
      because: `\`${step.pause}\` holds: ${because}. The clock stands still; used time is kept (A3)`,
    });
    return true;
  }
  if (run.pausedSince !== null && (!holds || spent)) {
    const why = holds
      ? `it has stood still for ${length(state.longestWindow)}, and every await ends (A2)`
      : `\`${step.pause}\` no longer holds: ${because} (A3)`;
    const clocks = clocksOf(course, run, at, 'resume');
    course.emit({ type: 'resumed', at, step: step.step, due: lastOf(clocks), clocks, because: `the clock goes on: ${why}` });
    return true;
  }
  return false;
};

/**
 * All clocks of a step, stopped or set going, also of those who have answered: the step waits for their least time, too. What they had and when they
 * were due stays as it was. A seat whose own question is open stays stopped.
 */
const clocksOf = (course: Course, run: StepRun, at: Instant, what: 'pause' | 'resume'): readonly ClockSet[] => {
  const state = course.state();
  const remind = remindOf(currentStep(state, run));
  const author = course.world.actor(state.subject.author)?.calendars ?? [];
  const change = what === 'pause' ? pauseClock : resumeClock;
  const asking = new Set(
    state.questions
      .filter((question) => question.status === 'open' && question.about === 'clarification')
      .map((question) => question.asker),
  );
  const seats = run.seats
    .filter((seat) => seat.status === 'answered' || (seat.status === 'open' && (what === 'pause' || !asking.has(seat.actor))))
    .map((seat) => {
      const calendars = course.world.actor(seat.actor)?.calendars ?? [];
      const moved = change(seat.clock, calendars, at);
      const clock =
        seat.status === 'answered'
          ? { ...moved, dueAt: seat.clock.dueAt, usedMs: hadMs(seat.clock, calendars, seat.closedAt ?? at) }
          : moved;
      return {
        actor: seat.actor,
        clock,
        remindAt:
          what === 'resume' && remind !== null && seat.remindAt !== null ? remindAt(remind, clock, calendars) : seat.remindAt,
      };
    });
  return [{ actor: null, clock: change(run.clock, author, at), remindAt: null }, ...seats];
};

/** When the window ends now: by the seats' clocks, or by its own where nobody is asked. */
const lastOf = (clocks: readonly ClockSet[]): Instant => {
  const seats = clocks.filter((set) => set.actor !== null);
  return Math.max(...(seats.length > 0 ? seats : clocks).map((set) => set.clock.maxAt));
};

const stop = (course: Course, state: RunState, run: StepRun, at: Instant): boolean => {
  const source = stopSource(currentStep(state, run), run);
  if (source === undefined) return false;
  const verdict = ask(source, state, run, at);
  if (!verdict.holds) return false;
  const { because } = verdict;
  course.emit({ type: 'step-stopped', at, step: run.step, because: `${holdsWords(source)}: ${because} (R2 stop)` });
  if (inEffect(state))
    finish(course, 'accepted', at, `${run.step} was stopped after the effect, which it cannot undo (R9)`, false);
  else finish(course, 'rejected', at, `${run.step} was stopped, for ${holdsWords(source)} (R2)`, false);
  return true;
};

const pass = (course: Course, state: RunState, run: StepRun, at: Instant, cause: Cause): boolean => {
  const ready = readyFrom(state, run);
  if (ready === null || ready > at) return false;
  const verdict = passes(state, run, at);
  if (!verdict.holds) return false;
  const { because } = verdict;
  const step = currentStep(state, run);
  const had = run.seats.some((seat) => seat.clock.eachMs > 0) ? timeWords(course, run, at) : '';
  const min = run.clock.minAt > run.clock.openedAt ? ', its least time has passed' : '';
  const source = passSource(step, run);
  const holding = isAlwaysTrue(source)
    ? 'nothing more is needed'
    : `${holdsWords(source)}${because ? `: ${because}` : ''}${tieWords(course, run)}`;
  if (run.escalated !== null) overruleOpen(course, run, at);
  const count = countOf(state, run);
  course.emit({
    type: 'step-passed',
    at,
    step: run.step,
    byTime: cause === 'time',
    ...(count ? { winners: count.winners } : {}),
    because: `${holding}${min}${had} (R2)`,
  });
  openFrom(course, sequelOf(state.protocol, run.step), at, { because: `${run.step} passed`, byTime: cause === 'time' });
  return true;
};

/** [A2] Whose hours it waited for, and who had less of them when the window was over. */
const timeWords = (course: Course, run: StepRun, at: Instant): string => {
  const short = run.seats.filter(
    (seat) =>
      seat.status === 'open' &&
      hadMs(seat.clock, course.world.actor(seat.actor)?.calendars ?? [], at) < seat.clock.eachMs &&
      seat.clock.pausedAt === null,
  );
  return short.length === 0
    ? ', everyone has answered or had their working time'
    : `, and the window is over, though ${list(short.map((seat) => nameOf(course.world, seat.actor)))} had less than their working time`;
};

const windowOver = (course: Course, state: RunState, run: StepRun, at: Instant): boolean => {
  const end = endOf(state, run);
  if (end === null || end > at) return false;
  applyElse(course, state, run, at);
  return true;
};
