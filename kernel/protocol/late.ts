import { openPatientClock } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { refuse } from '../stream/refusal.ts';
import { activeActor, done, nameOf, type Course, type Done } from './course.ts';
import { RESPOND } from './clarifications.ts';
import { missingIn, withdrawEarlier } from './objections.ts';
import { openFrom } from './open-step.ts';
import type { TakeStance } from './run-action.ts';
import type { Objection } from './run-state.ts';
import { namedBy } from './roster.ts';
import { stepOf } from './sequence.ts';
import { ended, list } from './wording.ts';

/** [R9] Recorded; it cannot undo what was decided. With new information it asks the author to reopen. */
export const lateObjection = (course: Course, action: TakeStance, at: Instant): Done => {
  const state = course.state();
  const { outcome, subject } = state;
  const run = state.steps.findLast((other) => other.status !== 'skipped');
  if (!outcome || outcome.outcome === 'withdrawn' || !run)
    return refuse('run-ended', 'This was withdrawn; there is nothing left to object to.');
  const missing = missingIn({ ...stepOf(state.protocol, run.step).objection, needs: ['reason'] }, action);
  if (missing && !action.asWritten) return refuse('reason-required', 'An objection needs a reason.', { field: '/reason' });
  const objection: Objection = {
    id: state.objections.length + 1,
    by: action.by,
    holder: action.by,
    step: run.step,
    at,
    reason: action.reason ?? null,
    alternative: action.alternative ?? null,
    ...(action.newInformation?.trim() && { newInformation: action.newInformation }),
    effect: 'record',
    status: missing ? 'invalid' : 'late',
    staleAt: null,
    closedAt: missing ? at : null,
  };
  const because = missing
    ? `it gives no ${missing}, so it is invalid (R4)`
    : `${ended(action.reason ?? '')} It came after the outcome: it is recorded, and the outcome stands (R9)`;
  course.emit({ type: 'objection', at, step: run.step, actor: action.by, objection, question: null, because });
  if (!missing && hold(course, at)) return done;
  const author = activeActor(course.world, subject.author);
  if (
    missing ||
    !action.newInformation?.trim() ||
    !author ||
    state.questions.some(({ about, status, asker }) => about === 'reopen' && status === 'open' && asker === action.by)
  )
    return done;
  course.emit({
    type: 'asked',
    at,
    step: run.step,
    actor: author.id,
    kind: 'approve',
    clock: openPatientClock(RESPOND.form, RESPOND.each, state.longestWindow, author.calendars, at),
    question: {
      id: state.questions.length + 1,
      about: 'reopen',
      asker: action.by,
      text: action.newInformation,
      objection: objection.id,
    },
    because: `${nameOf(course.world, action.by)} has new information and asks whether to reopen: ${action.newInformation} (R9, A9)`,
  });
  return done;
};

/** [R9] The last step opens again, with the latest late objection of each in it. */
export const reopen = (course: Course, action: { readonly by: ActorId; readonly reason: string }, at: Instant): Done => {
  const state = course.state();
  if (!state.outcome) return refuse('run-open', 'This has not ended, so it need not be reopened.');
  if (state.outcome.outcome === 'withdrawn') return refuse('run-withdrawn', 'This was withdrawn. Propose it anew.');
  const last = state.steps.findLast((run) => run.status !== 'skipped');
  if (!last) return refuse('nothing-to-reopen', 'Every step was skipped; there is none to open again. Propose it anew.');
  openAgain(course, last.step, at, `reopened by ${nameOf(course.world, action.by)}: ${action.reason} (R9)`);
  return done;
};

/** [R9] Enough sponsors object before it takes effect: it is open again, with their objections in it. True: so it is. */
const hold = (course: Course, at: Instant): boolean => {
  const { stay, outcome, objections, steps, subject } = course.state();
  const last = steps.findLast((run) => run.status !== 'skipped');
  if (!stay || !outcome || !last || at >= stay.until) return false;
  const allowed = stay.of === null || stay.of.who === 'anyone' ? null : namedBy(stay.of, course.state(), course.world).actors;
  const sponsors = [
    ...new Set(
      objections
        .filter((objection) => objection.status === 'late' && objection.at >= outcome.at)
        .map(({ by }) => by)
        .filter(
          (by) =>
            by !== subject.author &&
            activeActor(course.world, by)?.kind === 'person' &&
            (allowed === null || allowed.includes(by)),
        ),
    ),
  ];
  if (sponsors.length < stay.sponsors) return false;
  const names = list(sponsors.map((by) => nameOf(course.world, by)));
  openAgain(course, last.step, at, `${names} ${sponsors.length === 1 ? 'holds' : 'hold'} it before it takes effect (R9)`);
  return true;
};

const openAgain = (course: Course, name: string, at: Instant, why: string): void => {
  const state = course.state();
  const step = stepOf(state.protocol, name);
  const late = state.objections.filter((objection) => objection.status === 'late' && objection.step === step.step);
  const waiting = [...new Map(late.map((objection) => [objection.by, objection])).values()];
  for (const { by, reason } of waiting) {
    const because = `${nameOf(course.world, by)} objected late, and objects now (R9)`;
    course.emit({
      type: 'stance',
      at,
      step: step.step,
      actor: by,
      stance: 'object',
      reason,
      implicit: false,
      counts: true,
      because,
    });
  }
  const opened = openFrom(course, step, at, {
    because: why,
    byTime: false,
    reopens: true,
  });
  if (!opened) return;
  const run = course.state().steps.at(-1);
  for (const objection of waiting) {
    const { id, by } = objection;
    withdrawEarlier(course, by, at, `${nameOf(course.world, by)} objected anew, and the latest stance counts (R1)`, id);
    const binds = run?.voluntary || run?.seats.some((seat) => seat.actor === by);
    const effect = !binds ? 'record' : typeof step.objection.effect === 'object' ? 'block' : step.objection.effect;
    course.emit({
      type: 'objection',
      at,
      step: step.step,
      actor: by,
      objection: { ...objection, status: 'open', effect },
      question: null,
      because: 'the run is open again, and so is the objection (R9)',
    });
  }
};

/** [R9] The author has read the new information, whoever has some, and the outcome stands. */
export const keepClosed = (course: Course, action: { readonly by: ActorId; readonly reason: string }, at: Instant): Done => {
  const state = course.state();
  const asked = state.questions.flatMap((question) => {
    const objection = state.objections.find((other) => other.id === question.objection);
    return question.about === 'reopen' && question.status === 'open' && objection ? [{ id: question.id, objection }] : [];
  });
  if (asked.length === 0) return refuse('nothing-asked', 'Nobody has asked to reopen this.');
  if (!action.reason.trim())
    return refuse('reason-required', 'Say why the new information changes nothing.', { field: '/reason' });
  for (const { id, objection } of asked)
    course.emit({
      type: 'objection',
      at,
      step: objection.step,
      actor: action.by,
      objection,
      question: { id, answered: true },
      because: `${nameOf(course.world, action.by)} does not reopen it: ${ended(action.reason)} The outcome stands (R9)`,
    });
  return done;
};
