import type { RunAction } from '#kernel/protocol/run-action.ts';
import { decideRun } from '#kernel/protocol/run.ts';
import { openStep } from '#kernel/protocol/step-run.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { World } from '#kernel/protocol/world.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';

/** Whether somebody may do something now, and if not, why. */
export interface Offer {
  readonly action: string;
  readonly may: boolean;
  readonly because: string | null;
}

/** Stands in for what somebody would write: whether they may is asked, not what they say. */
const WORDS = 'words';

/** What `by` may do to a run now: the run itself is asked, and nothing is written. */
export const offersOn = (run: RunState, by: ActorId, world: World, now: Instant): readonly Offer[] => {
  const ballot = openStep(run)?.ballot ?? null;
  const tries: Readonly<Record<string, RunAction>> = {
    ...(ballot
      ? { vote: { type: 'stance', by, stance: 'agree', ballot: ballot.options[0] ?? '' } }
      : { agree: { type: 'stance', by, stance: 'agree', reason: WORDS } }),
    abstain: { type: 'stance', by, stance: 'abstain' },
    object: { type: 'stance', by, stance: 'object', reason: WORDS, alternative: WORDS, newInformation: WORDS },
    answer: { type: 'answer', by, text: WORDS },
    'ask-clarification': { type: 'ask-clarification', by, text: WORDS },
  };
  return Object.entries(tries).map(([action, one]) => offer(action, one, run, world, now));
};

/** What `by` may do about the objection of `whose`. */
export const offersOnObjection = (run: RunState, whose: ActorId, by: ActorId, world: World, now: Instant): readonly Offer[] => {
  const tries: Readonly<Record<string, RunAction>> = {
    'reply-to-objection': { type: 'reply-to-objection', by, whose, text: WORDS },
    'resolve-objection': { type: 'resolve', by, whose },
    'rule-objection-invalid': { type: 'rule-invalid', by, whose, reason: WORDS },
    'overrule-objection': { type: 'overrule', by, whose, reason: WORDS },
    ...(whose === by
      ? { 'withdraw-objection': { type: 'withdraw-objection', by }, 'answer-reply': { type: 'answer-reply', by, text: WORDS } }
      : {}),
  };
  return Object.entries(tries).map(([action, one]) => offer(action, one, run, world, now));
};

const offer = (action: string, tried: RunAction, run: RunState, world: World, now: Instant): Offer => {
  const done = decideRun(run, tried, world, now);
  return { action, may: !done.refused, because: done.refused ? done.message : null };
};
