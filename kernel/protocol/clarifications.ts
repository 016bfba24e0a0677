import type { WindowForm } from '../awaits/window-form.ts';
import { openPatientClock, pauseClock, remindAt, resumeClock } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { refuse } from '../stream/refusal.ts';
import type { Duration } from '../time/duration.ts';
import { activeActor, currentStep, done, nameOf, remindOf, type Course, type Done } from './course.ts';
import { wasInTime } from './objections.ts';
import { openStep } from './step-run.ts';
import type { ClockSet } from './run-event.ts';
import type { Question, Seat, StepRun } from './run-state.ts';
import { ended } from './wording.ts';

/** [A9] `respond/default`: 24 h and at least 4 wh. */
export const RESPOND = {
  form: { min: { end: 'after', duration: { amount: 24, unit: 'h' } }, max: null },
  each: { amount: 4, unit: 'wh' },
} as const satisfies { readonly form: WindowForm; readonly each: Duration };

/** So that nobody can hold a step open by asking for ever. */
const MOST_QUESTIONS = 3;

/** [A3] The asked asks the author; the clock of their seat stands still until it is answered. Refusals: `not-asked`, `run-ended`, `own-question`, `already-asking`, `too-many-questions`. */
export const askClarification = (course: Course, action: { readonly by: ActorId; readonly text: string }, at: Instant): Done => {
  const state = course.state();
  const run = openStep(state);
  if (!run) return refuse('run-ended', 'This has ended; nothing is asked any more.');
  const seat = run.seats.find((other) => other.actor === action.by && other.status === 'open');
  if (!seat) return refuse('not-asked', 'Only somebody whose answer is open has a clock to hold. A comment asks without one.');
  if (!action.text.trim()) return refuse('text-required', 'What is the question?', { field: '/text' });
  const author = activeActor(course.world, state.subject.author);
  if (!author) return refuse('author-gone', 'The author has left; ask in a comment, or object.');
  if (author.id === action.by) return refuse('own-question', 'You are the author; there is nobody else to ask.');
  const own = state.questions.filter(
    (question) => question.about === 'clarification' && question.asker === action.by && question.step === run.step,
  );
  if (own.some((question) => question.status === 'open')) return refuse('already-asking', 'Your first question is still open.');
  if (own.length >= MOST_QUESTIONS)
    return refuse(
      'too-many-questions',
      `You have asked ${MOST_QUESTIONS} times here. Object with a reason if that does not settle it.`,
    );
  const name = nameOf(course.world, action.by);
  course.emit({
    type: 'asked',
    at,
    step: run.step,
    actor: author.id,
    kind: 'answer',
    clock: openPatientClock(RESPOND.form, RESPOND.each, state.longestWindow, author.calendars, at),
    question: { id: state.questions.length + 1, about: 'clarification', asker: action.by, text: action.text, objection: null },
    because: `${name} asks: ${action.text} (A3, A9)`,
  });
  course.emit({
    type: 'paused',
    at,
    step: run.step,
    actor: action.by,
    clocks: [changed(course, run, seat, at, 'pause')],
    because: `the clock of ${name} stands still until the question is answered; used time is kept (A3)`,
  });
  return done;
};

/** Refusals: `no-such-question`, `text-required`, `not-yours`. */
export const answerClarification = (
  course: Course,
  action: { readonly by: ActorId; readonly to: ActorId; readonly text: string; readonly receivedAt?: Instant },
  at: Instant,
): Done => {
  const asked = course.state().questions.filter((other) => other.about === 'clarification' && other.asker === action.to);
  const question = asked.find((other) => other.status === 'open') ?? asked.findLast((other) => wasInTime(other, action, at));
  if (!question) return refuse('no-such-question', `${nameOf(course.world, action.to)} has no open question here.`);
  if (question.asker === action.by) return refuse('not-yours', 'Your own question is for the author to answer.');
  if (!action.text.trim()) return refuse('text-required', 'What is the answer?', { field: '/text' });
  goOn(
    course,
    question,
    at,
    true,
    `${nameOf(course.world, action.by)} answers: ${ended(action.text)} The clock of ${nameOf(course.world, action.to)} goes on (A3)`,
  );
  return done;
};

/** The author did not answer in time: the question lapses, and the clock goes on. */
export const lapseClarification = (course: Course, question: Question, at: Instant): void =>
  goOn(
    course,
    question,
    at,
    false,
    `${nameOf(course.world, question.asked)} did not answer in time, so the clock of ${nameOf(course.world, question.asker)} goes on (A3, A9)`,
  );

const goOn = (course: Course, question: Question, at: Instant, answered: boolean, because: string): void => {
  const run = openStep(course.state());
  const seat = run?.seats.find((other) => other.actor === question.asker && other.status === 'open');
  // While the step itself stands still, so does the seat.
  const clocks = run && seat && run.pausedSince === null ? [changed(course, run, seat, at, 'resume')] : [];
  const set = clocks[0];
  course.emit({
    type: 'resumed',
    at,
    step: question.step,
    actor: question.asker,
    ...(set ? { due: set.clock.dueAt } : {}),
    clocks,
    question: { id: question.id, answered },
    because,
  });
};

const changed = (course: Course, run: StepRun, seat: Seat, at: Instant, what: 'pause' | 'resume'): ClockSet => {
  const calendars = course.world.actor(seat.actor)?.calendars ?? [];
  const clock = (what === 'pause' ? pauseClock : resumeClock)(seat.clock, calendars, at);
  const remind = remindOf(currentStep(course.state(), run));
  return {
    actor: seat.actor,
    clock,
    remindAt: what === 'resume' && remind !== null && seat.remindAt !== null ? remindAt(remind, clock, calendars) : seat.remindAt,
  };
};
