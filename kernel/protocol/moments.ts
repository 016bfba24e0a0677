import type { Instant } from '../stream/event.ts';
import { lapseClarification } from './clarifications.ts';
import { ask, currentStep, nameOf, type Course } from './course.ts';
import { recount } from './departures.ts';
import { openStep } from './step-run.ts';
import { endStay } from './outcome.ts';
import { flips, prospect, stopSource } from './judge.ts';
import type { Question, RunState, StepRun } from './run-state.ts';
import { settle } from './settle.ts';

/** When something happens in the run by itself, or null. The timer's `tick` must come then; a later one does the same. */
export const nextMoment = (state: RunState): Instant | null => {
  const moments: Instant[] = [];
  for (const question of state.questions) if (question.status === 'open') moments.push(question.clock.dueAt);
  if (state.stay) moments.push(state.stay.until);
  if (state.outcome === null) {
    for (const objection of state.objections)
      if (objection.status === 'open' && objection.staleAt !== null) moments.push(objection.staleAt);
    const run = openStep(state);
    if (run) moments.push(...stepMoments(state, run));
  }
  return moments.length === 0 ? null : Math.max(state.at, Math.min(...moments));
};

const stepMoments = (state: RunState, run: StepRun): readonly Instant[] => {
  const moments: Instant[] = [];
  const step = currentStep(state, run);
  const next = prospect(state);
  if (next) moments.push(next.at);
  for (const seat of run.seats)
    if (seat.status === 'open' && seat.remindAt !== null && seat.clock.pausedAt === null) moments.push(seat.remindAt);
  const stop = stopSource(step, run);
  if (stop !== undefined)
    moments.push(
      ...flips(state, stop)
        .filter((moment) => moment > state.at && ask(stop, state, run, moment).holds)
        .slice(0, 1),
    );
  if (step.pause !== undefined) {
    const { pause } = step;
    const stands = run.pausedSince !== null;
    const change = flips(state, pause).find((moment) => moment > state.at && ask(pause, state, run, moment).holds !== stands);
    if (change !== undefined && (stands || run.pausedMs < state.longestWindow)) moments.push(change);
    if (run.pausedSince !== null) moments.push(run.pausedSince + state.longestWindow - run.pausedMs);
  }
  return moments;
};

/** Everything that comes before `until`, each at its own moment and in order; with `inclusive`, at `until` too. */
export const catchUp = (course: Course, until: Instant, inclusive: boolean): void => {
  for (let turns = 0; turns < 10_000; turns++) {
    const moment = nextMoment(course.state());
    if (moment === null || moment > until || (moment === until && !inclusive)) return;
    happen(course, moment);
  }
  throw new Error(`The run of ${course.state().protocol.id} does not come to an end.`);
};

/** At one instant: first what somebody owed, then the step, then reminders to those who have still not answered. */
const happen = (course: Course, at: Instant): void => {
  const before = course.events.length;
  endOwed(course, at);
  endStay(course, at);
  settle(course, at, 'time');
  remind(course, at);
  if (course.events.length === before)
    throw new Error(`Nothing happens at ${new Date(at).toISOString()}, which was to be a moment of the run.`);
};

/** What was owed until this instant, and has not come: replies and clarifications lapse, objections that nobody took up go stale. */
export const endOwed = (course: Course, at: Instant): void => {
  recount(course, at);
  for (const question of course.state().questions)
    if (question.status === 'open' && question.clock.dueAt <= at) lapse(course, question, at);
  if (course.state().outcome === null) {
    for (const objection of course.state().objections) {
      if (objection.status !== 'open' || objection.staleAt === null || objection.staleAt > at) continue;
      course.emit({
        type: 'objection',
        at,
        step: objection.step,
        actor: objection.by,
        objection: { ...objection, status: 'stale', closedAt: at },
        question: null,
        because: 'nobody has taken it up within 5 working days (R8)',
      });
    }
  }
};

const lapse = (course: Course, question: Question, at: Instant): void => {
  if (question.about === 'clarification') {
    lapseClarification(course, question, at);
    return;
  }
  const objection = course.state().objections.find((other) => other.id === question.objection);
  if (!objection) return;
  const name = nameOf(course.world, question.asked);
  const ended = { id: question.id, answered: false };
  if (question.about === 'reopen') {
    course.emit({
      type: 'objection',
      at,
      step: objection.step,
      actor: question.asked,
      objection,
      question: ended,
      because: `${name} has not reopened it in time; the outcome stands (R9, A9)`,
    });
  } else {
    course.emit({
      type: 'objection',
      at,
      step: objection.step,
      actor: objection.by,
      objection: { ...objection, status: 'stale', closedAt: at },
      question: ended,
      because:
        objection.holder === objection.by
          ? `${name} has not answered the reply in time, and nobody blocks by vanishing (R4)`
          : `${nameOf(course.world, objection.by)} has left, and ${name} has not said in time that the objection stands (R8)`,
    });
  }
};

const remind = (course: Course, at: Instant): void => {
  const run = openStep(course.state());
  for (const seat of run?.seats ?? []) {
    if (!run || seat.status !== 'open' || seat.remindAt === null || seat.remindAt > at || seat.clock.pausedAt !== null) continue;
    course.emit({
      type: 'reminded',
      at,
      step: run.step,
      actor: seat.actor,
      because: `${nameOf(course.world, seat.actor)} has not answered; the reminder comes inside their working hours (A7)`,
    });
  }
};
