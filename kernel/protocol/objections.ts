import { parseWindow } from '../awaits/window-form.ts';
import { openPatientClock } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { refuse, type Result } from '../stream/refusal.ts';
import { describeDuration } from '../time/duration.ts';
import { activeActor, done, durationIn, nameOf, type Course, type Done } from './course.ts';
import type { ObjectionRule } from './document.ts';
import { openStep } from './step-run.ts';
import { bindsAs, holdersOf } from './roster.ts';
import type { RunAction, TakeStance } from './run-action.ts';
import type { Objection, Question, RunState } from './run-state.ts';
import { stepOf } from './sequence.ts';
import { ended, list } from './wording.ts';

type On<T extends RunAction['type']> = Extract<RunAction, { type: T }>;

/** What the protocol asks of an objection and this one lacks. */
export const missingIn = (
  rule: ObjectionRule,
  given: Pick<TakeStance, 'reason' | 'alternative'>,
): 'reason' | 'alternative' | undefined => rule.needs.find((need) => !given[need]?.trim());

const openObjectionOf = (state: RunState, actor: ActorId): Objection | undefined =>
  state.objections.findLast((objection) => objection.by === actor && objection.status === 'open');

const ruleOf = (state: RunState, objection: Objection): ObjectionRule => stepOf(state.protocol, objection.step).objection;

/** [R4] The one that is meant by somebody's objection: their own, else one for which they answer [R8]. */
export const objectionOf = (state: RunState, whose: ActorId): Objection | undefined =>
  openObjectionOf(state, whose) ?? state.objections.findLast((other) => other.holder === whose && other.status === 'open');

/** [R4] The objection about which somebody is asked first. */
export const askedAbout = (state: RunState, asked: ActorId): number | null =>
  state.questions.find((one) => one.about === 'reply' && one.asked === asked && one.status === 'open')?.objection ?? null;

const find = (course: Course, whose: ActorId): Result<Objection> => {
  const objection = objectionOf(course.state(), whose);
  return objection
    ? { ok: objection }
    : refuse('no-such-objection', `${nameOf(course.world, whose)} has no open objection here.`, { field: '/whose' });
};

/** [R10] An agent that holds a role speaks for it only where the protocol lists agents. */
const holds = (course: Course, role: string, by: ActorId): boolean =>
  holdersOf(role, course.state(), course.world)?.includes(by) === true && bindsAs(role, by, course.world);

const close = (
  course: Course,
  objection: Objection,
  status: Objection['status'],
  actor: ActorId,
  at: Instant,
  because: string,
): Done => {
  course.emit({
    type: 'objection',
    at,
    step: objection.step,
    actor,
    objection: { ...objection, status, closedAt: at },
    question: null,
    because,
  });
  return done;
};

/** [R1] The latest stance of an actor counts: what they objected before is withdrawn. `but`: the objection that is the latest. */
export const withdrawEarlier = (course: Course, actor: ActorId, at: Instant, because: string, but?: number): void => {
  for (const earlier of course.state().objections)
    if (earlier.by === actor && earlier.id !== but && (earlier.status === 'open' || earlier.status === 'late'))
      close(course, earlier, 'withdrawn', actor, at, because);
};

const tail = (reason: string | undefined): string => (reason?.trim() ? `: ${reason.trim()}` : '');

/** [R4] By its author (or who answers for it), or whom `clear` names. Refusals: `no-such-objection`, `may-not-clear`. */
export const resolve = (course: Course, action: On<'resolve'>, at: Instant): Done => {
  const found = find(course, action.whose);
  if (found.refused) return found;
  const state = course.state();
  const { clear } = ruleOf(state, found.ok);
  const by = clear.find((name) =>
    name === 'objector' ? action.by === found.ok.by || action.by === found.ok.holder : holds(course, name, action.by),
  );
  if (by === undefined || !activeActor(course.world, action.by))
    return refuse(
      'may-not-clear',
      `Only ${list(
        clear.map((name) => (name === 'objector' ? nameOf(course.world, found.ok.holder) : name)),
        'or',
      )} can resolve it.`,
    );
  return close(
    course,
    found.ok,
    'resolved',
    action.by,
    at,
    `${nameOf(course.world, action.by)} resolves it${by === 'objector' ? '' : ` for ${by}`}${tail(action.reason)} (R4)`,
  );
};

export const withdrawObjection = (course: Course, action: On<'withdraw-objection'>, at: Instant): Done => {
  const found = find(course, action.by);
  if (found.refused) return found;
  return close(
    course,
    found.ok,
    'withdrawn',
    action.by,
    at,
    `${nameOf(course.world, action.by)} withdraws it${tail(action.reason)} (R4)`,
  );
};

/** [R4] Refusals: `nobody-rules`, `may-not-rule`, `reason-required`. */
export const ruleInvalid = (course: Course, action: On<'rule-invalid'>, at: Instant): Done => {
  const found = find(course, action.whose);
  if (found.refused) return found;
  const state = course.state();
  const { valid } = ruleOf(state, found.ok);
  if (valid === undefined) return refuse('nobody-rules', 'This protocol names nobody who judges whether an objection is valid.');
  if (!holds(course, valid, action.by)) return refuse('may-not-rule', `Only ${valid} can rule it invalid.`);
  if (!action.reason.trim()) return refuse('reason-required', 'Say why it is invalid.', { field: '/reason' });
  return close(
    course,
    found.ok,
    'invalid',
    action.by,
    at,
    `${nameOf(course.world, action.by)} rules it invalid for ${valid}${tail(action.reason)} (R4)`,
  );
};

/** [R4] By the role that the protocol names, or the one to which the step was escalated. Refusals as of `ruleInvalid`, and `nobody-overrules`. */
export const overrule = (course: Course, action: On<'overrule'>, at: Instant): Done => {
  const found = find(course, action.whose);
  if (found.refused) return found;
  const state = course.state();
  const run = openStep(state);
  const escalated = run?.escalated ?? undefined;
  const roles = [ruleOf(state, found.ok).overrule, escalated].filter((role) => role !== undefined);
  if (roles.length === 0) return refuse('nobody-overrules', 'This protocol names nobody who may overrule an objection.');
  const role = roles.find((name) => holds(course, name, action.by));
  if (role === undefined) return refuse('may-not-overrule', `Only ${list(roles, 'or')} can overrule it.`);
  if (!action.reason.trim()) return refuse('reason-required', 'Overruling needs a written reason.', { field: '/reason' });
  return close(
    course,
    found.ok,
    'overruled',
    action.by,
    at,
    `${nameOf(course.world, action.by)} overrules it for ${role}${tail(action.reason)} (R4)`,
  );
};

/** [R4] A reply opens an await on the objector: nobody blocks by vanishing. Once it has ended nobody blocks, and nothing is owed. */
export const reply = (course: Course, action: On<'reply-to-objection'>, at: Instant): Done => {
  const found = find(course, action.whose);
  if (found.refused) return found;
  const state = course.state();
  const objection = found.ok;
  if (action.by === objection.holder)
    return refuse('not-yours', 'It is your own objection; add to it in a comment, or resolve it.');
  if (state.outcome) return refuse('run-ended', 'This has ended, so nobody owes an answer any more. Say it in a comment.');
  if (!action.text.trim()) return refuse('text-required', 'What is your reply?', { field: '/text' });
  if (state.questions.some((question) => question.objection === objection.id && question.status === 'open'))
    return refuse('already-asked', `${nameOf(course.world, objection.holder)} still owes an answer to the last reply.`);
  const { stale } = ruleOf(state, objection);
  askHolder(
    course,
    objection,
    action.by,
    action.text,
    stale,
    at,
    `${nameOf(course.world, action.by)} replies: ${ended(action.text)} Unanswered within ${describeDuration(durationIn(stale))}, the objection goes stale (R4)`,
  );
  return done;
};

export const askHolder = (
  course: Course,
  objection: Objection,
  asker: ActorId,
  text: string,
  within: string,
  at: Instant,
  because: string,
): void => {
  const state = course.state();
  const form = parseWindow(within);
  if (form.refused) throw new Error(form.message);
  const calendars = course.world.actor(objection.holder)?.calendars ?? [];
  course.emit({
    type: 'asked',
    at,
    step: objection.step,
    actor: objection.holder,
    kind: 'answer',
    clock: openPatientClock(form.ok, null, state.longestWindow, calendars, at),
    question: { id: state.questions.length + 1, about: 'reply', asker, text, objection: objection.id, within },
    because,
  });
};

/** [A8] It lapsed although the answer had been received. */
export const wasInTime = (question: Question, action: { readonly receivedAt?: Instant }, at: Instant): boolean =>
  question.status === 'lapsed' && Math.min(action.receivedAt ?? at, at) <= question.clock.dueAt;

/** The objector answers, and still objects. */
export const answerReply = (course: Course, action: On<'answer-reply'>, at: Instant): Done => {
  const state = course.state();
  const asked = state.questions.filter((other) => other.about === 'reply' && other.asked === action.by);
  const question = asked.find((other) => other.status === 'open') ?? asked.findLast((other) => wasInTime(other, action, at));
  const objection = state.objections.find((other) => other.id === question?.objection);
  const ends = state.outcome !== null || (objection?.status !== 'open' && objection?.status !== 'stale');
  if (!question || !objection || ends) return refuse('nothing-asked', 'Nobody waits for your answer about an objection here.');
  if (!action.text.trim()) return refuse('text-required', 'What is your answer?', { field: '/text' });
  course.emit({
    type: 'objection',
    at,
    step: objection.step,
    actor: action.by,
    objection: { ...objection, status: 'open', closedAt: null },
    question: { id: question.id, answered: true },
    because: `${nameOf(course.world, action.by)} answers: ${ended(action.text)} The objection stands (R4${objection.status === 'stale' ? ', A8' : ''})`,
  });
  return done;
};
