import type { Instant } from '../stream/event.ts';
import { ok, refuse, type Result } from '../stream/refusal.ts';
import { same } from '../stream/same.ts';
import { amend, challenge } from './amendments.ts';
import { answerClarification, askClarification } from './clarifications.ts';
import { ask, courseFrom, done, nameOf, type Course, type Done } from './course.ts';
import { actorLeft, calendarChanged } from './departures.ts';
import type { Protocol } from './document.ts';
import { keepClosed, reopen } from './late.ts';
import { catchUp, endOwed } from './moments.ts';
import { answerReply, overrule, reply, resolve, ruleInvalid, withdrawObjection } from './objections.ts';
import { openFrom } from './open-step.ts';
import { finish } from './outcome.ts';
import type { RunAction } from './run-action.ts';
import type { RunEvent } from './run-event.ts';
import type { RunState } from './run-state.ts';
import { passOn } from './seats.ts';
import { firstOf } from './sequence.ts';
import { settle } from './settle.ts';
import { answer, takeStance } from './stances.ts';
import type { Facts, Subject, World } from './world.ts';
import { iso } from './wording.ts';

export { evolveRun } from './evolve.ts';
export { nextMoment } from './moments.ts';
export { proofOf } from './proof.ts';
export { awaitsOf } from './readings.ts';

/** Opens the first step. Refused with `protocol-does-not-apply` where its `when` does not hold, `lease-is-no-run` for a lease. */
export const startRun = (protocol: Protocol, subject: Subject, world: World, now: Instant): Result<readonly RunEvent[]> => {
  if (protocol.lease || protocol.steps.length === 0)
    return refuse('lease-is-no-run', `The protocol ${protocol.id} is a lease: work is claimed under it, and nothing runs.`);
  const course = courseFrom(null, world);
  course.emit({
    type: 'run-opened',
    at: now,
    protocol,
    subject,
    facts: factsIn(world, subject),
    periods: world.periods ?? {},
    longestWindow: world.longestWindow,
    because: `${protocol.id} as it is now (P3)`,
  });
  if (protocol.when !== undefined) {
    const { holds, because } = ask(protocol.when, course.state(), null, now);
    if (!holds)
      return refuse('protocol-does-not-apply', `${protocol.id} applies only when \`${protocol.when}\` holds: ${because}.`);
  }
  openFrom(course, firstOf(protocol), now, {
    because: `${subject.kind} proposed by ${nameOf(world, subject.author)}`,
    byTime: false,
  });
  settle(course, now, 'act');
  return ok(course.events);
};

/**
 * First everything that was due before the action, each at its own moment; then the action; then what follows from it, up to `now`.
 * Refusals are those of the action.
 */
export const decideRun = (state: RunState, action: RunAction, world: World, now: Instant): Result<readonly RunEvent[]> => {
  const course = courseFrom(state, world);
  const received = Math.min(action.receivedAt ?? now, now);
  const undone = ANSWERS.has(action.type) ? openAt(state, received) : null;
  const at = undone ? received : Math.max(received, state.at);
  if (undone) {
    const because = `${nameOf(world, 'by' in action ? action.by : '')} was heard ${iso(received)}, before the end of ${undone.step}, so that end is undone and decided again (A8)`;
    course.emit({ type: 'resumed', at, step: undone.step, clocks: [], undone: { opening: undone.opening }, because });
  } else {
    catchUp(course, at, false);
  }
  // What has ended no longer listens, until it is opened again.
  if (course.state().outcome === null || action.type === 'reopen') refreshFacts(course, at);
  const did = act(course, action, at);
  if (did.refused) return did;
  // In the order of every instant, whoever brings it about.
  endOwed(course, at);
  settle(course, at, action.type === 'tick' ? 'time' : 'act');
  catchUp(course, Math.max(now, at), true);
  return ok(course.events);
};

/** [A8] What counts when it was received in time. */
const ANSWERS: ReadonlySet<RunAction['type']> = new Set([
  'stance',
  'answer',
  'withdraw-objection',
  'resolve',
  'rule-invalid',
  'overrule',
  'answer-reply',
  'answer-clarification',
] as const);

const act = (course: Course, action: RunAction, at: Instant): Done => {
  switch (action.type) {
    case 'tick':
      return done;
    case 'stance':
      return takeStance(course, action, at);
    case 'answer':
      return answer(course, action, at);
    case 'withdraw-objection':
      return withdrawObjection(course, action, at);
    case 'resolve':
      return resolve(course, action, at);
    case 'rule-invalid':
      return ruleInvalid(course, action, at);
    case 'overrule':
      return overrule(course, action, at);
    case 'ask-clarification':
      return askClarification(course, action, at);
    case 'answer-clarification':
      return answerClarification(course, action, at);
    case 'reply-to-objection':
      return reply(course, action, at);
    case 'answer-reply':
      return answerReply(course, action, at);
    case 'amend':
      return amend(course, action, at);
    case 'challenge':
      return challenge(course, action, at);
    case 'pass-on':
      return passOn(course, action, at);
    case 'withdraw':
      return withdraw(course, action, at);
    case 'calendar-changed':
      return calendarChanged(course, action, at);
    case 'actor-left':
      return actorLeft(course, action, at);
    case 'reopen':
      return reopen(course, action, at);
    case 'keep-closed':
      return keepClosed(course, action, at);
    default:
      return action satisfies never;
  }
};

const withdraw = (course: Course, action: Extract<RunAction, { type: 'withdraw' }>, at: Instant): Done => {
  if (course.state().outcome) return refuse('run-ended', 'This has ended; it can no longer be withdrawn.');
  finish(
    course,
    'withdrawn',
    at,
    `${nameOf(course.world, action.by)} withdraws it${action.reason?.trim() ? `: ${action.reason.trim()}` : ''} (A3)`,
    false,
  );
  return done;
};

/** [A8] The step that was open when something was received, and that a moment after it has ended since. What was withdrawn stays so. */
const openAt = (state: RunState, received: Instant): { readonly step: string; readonly opening: number } | null => {
  if (received > state.at || state.outcome?.outcome === 'withdrawn') return null;
  const run = state.steps.find(
    (other) => other.closedByTime && other.closedAt !== null && other.clock.openedAt <= received && received <= other.closedAt,
  );
  return run && (state.outcome !== null || state.steps.at(-1) !== run) ? run : null;
};

/** Facts change outside; the run notices when it is asked to do anything. */
const refreshFacts = (course: Course, at: Instant): void => {
  const { facts, periods, subject } = course.state();
  const now = { facts: factsIn(course.world, subject), periods: course.world.periods ?? {} };
  if (same(now, { facts, periods })) return;
  course.emit({ type: 'facts', at, ...now, because: 'the facts of the artifact have changed (P2)' });
};

/** [P2] `p.author` always exists, and is the author's handle. */
const factsIn = (world: World, subject: Subject): Facts => ({
  author: world.actor(subject.author)?.handle ?? subject.author,
  ...world.facts,
});
