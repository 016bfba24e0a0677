import type { ActorId, Instant } from '../stream/event.ts';
import { refuse } from '../stream/refusal.ts';
import { readBallot, writeBallot, type Ballot } from './ballot.ts';
import { activeActor, currentStep, done, nameOf, type Course, type Done } from './course.ts';
import type { ObjectionRule, Step } from './document.ts';
import { openStep } from './step-run.ts';
import { isAnswered } from './judge.ts';
import { lateObjection } from './late.ts';
import { missingIn, withdrawEarlier } from './objections.ts';
import { openFrom } from './open-step.ts';
import { listsAgents } from './roster.ts';
import type { TakeStance } from './run-action.ts';
import type { Objection, StepRun } from './run-state.ts';
import { stepOf } from './sequence.ts';
import { blocking } from './tally.ts';
import type { WorldActor } from './world.ts';
import { ended, list, many } from './wording.ts';

/** [R1] Refusals: `actor-unknown`, `run-ended`, `reason-required`, `alternative-required`. */
export const takeStance = (course: Course, action: TakeStance, at: Instant): Done => {
  const actor = activeActor(course.world, action.by);
  if (!actor) return refuse('actor-unknown', 'Only somebody who belongs to the organization can take a stance.');
  const state = course.state();
  const run = openStep(state);
  if (!run)
    return action.stance === 'object'
      ? lateObjection(course, action, at)
      : refuse('run-ended', 'This has ended; a stance no longer changes it. An objection can still be recorded.');
  return action.stance === 'object'
    ? object(course, run, actor, action, at)
    : vote(course, run, actor, action.stance, action, at);
};

/** [A3] An answer, where the step asks for one. */
export const answer = (course: Course, action: { readonly by: ActorId; readonly text?: string }, at: Instant): Done => {
  const actor = activeActor(course.world, action.by);
  if (!actor) return refuse('actor-unknown', 'Only somebody who belongs to the organization can answer.');
  const run = openStep(course.state());
  if (!run) return refuse('run-ended', 'This has ended; nothing is asked any more.');
  if (!isAnswered(currentStep(course.state(), run)))
    return refuse('stance-asked', 'A stance is asked here: agree, abstain or object.', { field: '/stance', accepted: 'agree' });
  return speak(course, run, actor, 'answer', action.text ?? null, at);
};

/** [R12] Where the step is voted on, to agree is to cast a ballot. Refusals: `ballot-asked`, `stance-asked`, and those of ballots. */
const vote = (
  course: Course,
  run: StepRun,
  actor: WorldActor,
  stance: 'agree' | 'abstain',
  action: TakeStance,
  at: Instant,
): Done => {
  const { ballot: written, reason } = action;
  if (run.ballot === null) {
    return written === undefined
      ? speak(course, run, actor, stance, reason ?? null, at)
      : refuse('stance-asked', 'A stance is asked here and no ballot: agree, abstain or object.', { field: '/ballot' });
  }
  if (stance === 'abstain') return speak(course, run, actor, stance, reason ?? null, at);
  if (written === undefined)
    return refuse('ballot-asked', 'A ballot is asked here.', { field: '/ballot', accepted: run.ballot.options.join(', ') });
  const ballot = readBallot(run.ballot, written);
  return ballot.refused ? ballot : speak(course, run, actor, stance, reason ?? null, at, ballot.ok);
};

const speak = (
  course: Course,
  run: StepRun,
  actor: WorldActor,
  stance: 'agree' | 'abstain' | 'answer',
  reason: string | null,
  at: Instant,
  ballot?: Ballot,
): Done => {
  const state = course.state();
  if (run.escalated !== null && stance === 'agree' && hasSeat(run, actor.id) && blocking(state).length > 0 && !reason?.trim()) {
    return refuse(
      'reason-required',
      `To agree overrules ${many(blocking(state).length, 'open objection')}, and that needs a written reason.`,
      { field: '/reason' },
    );
  }
  const counts = mayCount(currentStep(state, run), run, actor);
  course.emit({
    type: 'stance',
    at,
    step: run.step,
    actor: actor.id,
    stance,
    reason,
    ...(ballot ? { ballot } : {}),
    implicit: false,
    counts,
    because: spokeBecause(course, run, actor, ballot ? voted(course, run, ballot) : VERB[stance], counts),
  });
  if (stance !== 'answer' && !ballot)
    withdrawEarlier(course, actor.id, at, `${actor.name} now says ${stance}, and the latest stance counts (R1)`);
  return done;
};

const VERB = { agree: 'agrees', abstain: 'abstains', answer: 'answers' } as const;

/** How they voted, unless that is secret. */
const voted = (course: Course, run: StepRun, ballot: Ballot): string =>
  currentStep(course.state(), run).secret ? 'votes, in secret' : `votes ${writeBallot(ballot)}`;

const spokeBecause = (course: Course, run: StepRun, actor: WorldActor, verb: string, counts: boolean): string => {
  if (actor.kind === 'agent' && !counts)
    return `${actor.name} ${verb}; an agent binds only where the protocol lists agents (R10)`;
  const seat = run.seats.find((other) => other.actor === actor.id);
  if (run.voluntary || (seat && seat.excused !== 'recused')) {
    return seat?.deputyOf
      ? `${actor.name} ${verb} for ${nameOf(course.world, seat.deputyOf)} (R1, A5)`
      : `${actor.name} ${verb} (R1)`;
  }
  if (run.casting.includes(actor.id)) return `${actor.name} ${verb}, and has the casting vote if there is a tie (R12)`;
  if (seat?.excused === 'recused') return `${actor.name} ${verb}; who is recused is heard, and does not count (R2 recuse)`;
  return `${actor.name} ${verb}; who is not on the roster may speak, and does not count (R3)`;
};

/** [R10] Agents only where they are listed. */
const mayCount = (step: Step, run: StepRun, actor: WorldActor): boolean =>
  actor.kind === 'person' || (run.escalated === null ? listsAgents(step.of)(actor) : false);

/** On the roster, also when excused as away or passed on: whoever is back may speak for the seat again. */
const hasSeat = (run: StepRun, actor: ActorId): boolean =>
  run.seats.some((seat) => seat.actor === actor && seat.excused !== 'recused' && seat.excused !== 'left');

/** [R4] */
const object = (course: Course, run: StepRun, actor: WorldActor, action: TakeStance, at: Instant): Done => {
  const state = course.state();
  const step = currentStep(state, run);
  const missing = missingIn(step.objection, action);
  if (missing && !action.asWritten) {
    return refuse(
      `${missing}-required`,
      missing === 'reason'
        ? 'An objection needs a reason.'
        : 'An objection needs an alternative here: what would you do instead?',
      { field: `/${missing}` },
    );
  }
  const counts = mayCount(step, run, actor);
  const { effect, why } = effectOf(run, step.objection, actor, counts);
  course.emit({
    type: 'stance',
    at,
    step: run.step,
    actor: actor.id,
    stance: 'object',
    reason: action.reason ?? null,
    implicit: false,
    counts,
    because: `${actor.name} objects (R1)`,
  });
  withdrawEarlier(course, actor.id, at, `${actor.name} objects anew, and the latest stance counts (R1)`);
  const objection: Objection = {
    id: state.objections.length + 1,
    by: actor.id,
    holder: actor.id,
    step: run.step,
    at,
    reason: action.reason ?? null,
    alternative: action.alternative ?? null,
    effect,
    status: missing ? 'invalid' : 'open',
    staleAt: null,
    closedAt: missing ? at : null,
  };
  course.emit({
    type: 'objection',
    at,
    step: run.step,
    actor: actor.id,
    objection,
    question: null,
    because: missing
      ? `it gives no ${missing}, so it is invalid (R4)`
      : `${ended(`${action.reason ?? ''}${action.alternative ? `; instead: ${action.alternative}` : ''}`)} ${why}`,
  });
  const rule = step.objection.effect;
  if (!missing && effect === 'back' && typeof rule === 'object') {
    const target = stepOf(state.protocol, rule.back);
    openFrom(course, target, at, {
      because: `an objection goes back to ${target.step}: that it was raised counts, even if it is resolved before the window ends (R4, R5)`,
      byTime: false,
    });
  }
  return done;
};

const effectOf = (
  run: StepRun,
  rule: ObjectionRule,
  actor: WorldActor,
  counts: boolean,
): { readonly effect: Objection['effect']; readonly why: string } => {
  if (run.escalated !== null)
    return hasSeat(run, actor.id)
      ? { effect: 'count', why: 'It counts among those who decide now (A6)' }
      : { effect: 'record', why: 'It is recorded: others decide now (A6, R3)' };
  const binds = run.binding === null ? run.voluntary || hasSeat(run, actor.id) : run.binding.includes(actor.id);
  if (!counts) return { effect: 'record', why: 'It is recorded: an agent binds only where the protocol lists agents (R10)' };
  if (!binds)
    return {
      effect: 'record',
      why:
        run.binding === null
          ? 'It is recorded: who is not on the roster may speak, and does not count (R3)'
          : 'It is recorded: only some may object here, and this is not one of them (R4)',
    };
  if (typeof rule.effect === 'object') return { effect: 'back', why: `It blocks, and goes back to ${rule.effect.back} (R4)` };
  return {
    effect: rule.effect,
    why: {
      block: `It blocks until ${list(
        rule.clear.map((name) => (name === 'objector' ? actor.name : name)),
        'or',
      )} clears it (R4)`,
      count: 'It counts as a vote against (R4)',
      record: 'It is recorded, and does not block (R4)',
    }[rule.effect],
  };
};
