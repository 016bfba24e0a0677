import { parseWindow } from '../awaits/window-form.ts';
import { moveClock, openPatientClock, remindAt, timeOf, type Clock } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { add } from '../time/working-time.ts';
import { RESPOND } from './clarifications.ts';
import { activeActor, currentStep, done, durationIn, nameOf, remindOf, type Course, type Done } from './course.ts';
import { openStep } from './step-run.ts';
import { askHolder } from './objections.ts';
import type { Objection, Question, RunState, Seat } from './run-state.ts';
import { handOver } from './seats.ts';
import { stepOf } from './sequence.ts';
import type { WorldActor } from './world.ts';
import { iso } from './wording.ts';

/** [R8] How long somebody's deputy has to take up the objection that they left. */
const TAKE_UP = '5wd';

/** [A4, A5] */
export const calendarChanged = (course: Course, { actor }: { readonly actor: ActorId }, at: Instant): Done => {
  const person = course.world.actor(actor);
  if (!person) return done;
  moveSeat(course, person, at);
  for (const question of course.state().questions)
    if (question.status === 'open' && question.asked === actor) moveQuestion(course, question, person, at);
  return done;
};

/**
 * [A4] Hours may have changed before the run is told. What is due now is counted once more by the hours that hold, so that nobody's time ends by
 * hours that they no longer have; the past is answered by the calendar that held then [T2].
 */
export const recount = (course: Course, at: Instant): void => {
  for (const seat of openStep(course.state())?.seats ?? []) {
    if (seat.status !== 'open' || seat.clock.pausedAt !== null || seat.clock.dueAt > at) continue;
    const person = course.world.actor(seat.actor);
    const clock = person && moveClock(seat.clock, person.calendars, seat.clock.since);
    if (person && clock && clock.dueAt > seat.clock.dueAt) moveDeadline(course, person, seat, clock, at);
  }
  for (const question of course.state().questions) {
    const person = course.world.actor(question.asked);
    if (person && question.status === 'open' && question.clock.dueAt <= at) moveQuestion(course, question, person, at);
  }
};

const moveSeat = (course: Course, person: WorldActor, at: Instant): void => {
  const seat = openStep(course.state())?.seats.find((other) => other.actor === person.id && other.status === 'open');
  if (!seat) return;
  const clock = moveClock(seat.clock, person.calendars, at);
  if (clock.dueAt !== seat.clock.dueAt || clock.maxAt !== seat.clock.maxAt) moveDeadline(course, person, seat, clock, at);
  handOver(course, person.id, at);
};

const moveDeadline = (course: Course, person: WorldActor, seat: Seat, clock: Clock, at: Instant): void => {
  const state = course.state();
  const run = openStep(state);
  if (!run) return;
  const remind = remindOf(currentStep(state, run));
  const reminder = remind !== null && seat.remindAt !== null ? remindAt(remind, clock, person.calendars) : seat.remindAt;
  course.emit({
    type: 'deadline-moved',
    at,
    step: run.step,
    actor: person.id,
    due: clock.dueAt,
    clocks: [{ actor: person.id, clock, remindAt: reminder }],
    because: `the calendar of ${person.name} has changed: used time stays used, the rest is counted again, and what was shown never comes earlier (A4)`,
  });
};

/** What one owes by office waits while one is away; the past is answered by the calendar that held then [T2]. */
const moveQuestion = (course: Course, question: Question, person: WorldActor, at: Instant): void => {
  const state = course.state();
  const { form, each } = question.about === 'reply' ? { form: staleForm(state, question), each: null } : RESPOND;
  const again = openPatientClock(form, each, state.longestWindow, person.calendars, question.clock.openedAt);
  const dueAt = Math.min(question.clock.maxAt, Math.max(question.clock.dueAt, again.dueAt));
  if (dueAt === question.clock.dueAt) return;
  const clock = { ...question.clock, dueAt };
  course.emit({
    type: 'deadline-moved',
    at,
    step: question.step,
    actor: person.id,
    due: dueAt,
    clocks: [],
    question: { id: question.id, clock },
    because: `the calendar of ${person.name} has changed, so their answer is due later (A4)`,
  });
};

const staleForm = (state: RunState, question: Question) => {
  const form = parseWindow(question.within ?? staleOf(state, question));
  if (form.refused) throw new Error(form.message);
  return form.ok;
};

/** Of one that was asked before questions kept how long they have. */
const staleOf = (state: RunState, question: Question): string => {
  const objection = state.objections.find((other) => other.id === question.objection);
  return objection && objection.holder === objection.by ? stepOf(state.protocol, objection.step).objection.stale : TAKE_UP;
};

/** [R8] They left, or may no longer see it. Their stances stand, their unanswered seats leave the denominator, their open objections pass to their deputy for 5 wd, then go stale. */
export const actorLeft = (course: Course, { actor }: { readonly actor: ActorId }, at: Instant): Done => {
  const state = course.state();
  const run = openStep(state);
  if (run?.seats.some((seat) => seat.actor === actor && seat.status === 'open')) {
    course.emit({
      type: 'excused',
      at,
      step: run.step,
      actor,
      reason: 'left',
      because: `${goneOf(course, actor)}, so the unanswered seat no longer counts (R8)`,
    });
  }
  if (state.outcome === null)
    for (const objection of state.objections)
      if (objection.status === 'open' && objection.holder === actor) passObjection(course, objection, at);
  return done;
};

/** Whoever still belongs was shut out: of a closed space, most often. */
const goneOf = (course: Course, actor: ActorId): string =>
  `${nameOf(course.world, actor)} ${activeActor(course.world, actor) ? 'may no longer see this' : 'has left'}`;

const passObjection = (course: Course, objection: Objection, at: Instant): void => {
  const state = course.state();
  const person = course.world.actor(objection.holder);
  const name = nameOf(course.world, objection.holder);
  const owed = state.questions.find((question) => question.objection === objection.id && question.status === 'open');
  const question = owed ? { id: owed.id, answered: false } : null;
  const deputy = person?.deputies
    .flatMap((id) => activeActor(course.world, id) ?? [])
    .find((other) => other.id !== state.subject.author && other.kind === 'person');
  if (deputy) {
    const because = `${goneOf(course, objection.holder)}; ${deputy.name} answers for the objection for 5 working days, then it goes stale (R8)`;
    course.emit({
      type: 'objection',
      at,
      step: objection.step,
      actor: objection.holder,
      objection: { ...objection, holder: deputy.id },
      question,
      because,
    });
    askHolder(
      course,
      { ...objection, holder: deputy.id },
      objection.holder,
      `Does the objection of ${name} stand?`,
      TAKE_UP,
      at,
      `${deputy.name} answers for the objection that ${name} left (R8)`,
    );
    return;
  }
  const staleAt = Math.min(add(timeOf(person?.calendars ?? []), at, durationIn(TAKE_UP)), at + state.longestWindow);
  const because = `${goneOf(course, objection.holder)}, and no deputy can answer for the objection: it goes stale after 5 working days, ${iso(staleAt)} (R8)`;
  course.emit({
    type: 'objection',
    at,
    step: objection.step,
    actor: objection.holder,
    objection: { ...objection, staleAt },
    question,
    because,
  });
};
