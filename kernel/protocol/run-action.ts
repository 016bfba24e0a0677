import type { ActorId, Instant } from '../stream/event.ts';
import type { Fact, SaidOfItself } from './world.ts';

/**
 * What is done to a run. `receivedAt`: when the server received it, where that is before `now` [A8]; it is never after `now`.
 * Who may amend, withdraw or reopen is the practice's; all else is the protocol's.
 */
export type RunAction = (
  | TakeStance
  | { readonly type: 'withdraw-objection'; readonly by: ActorId; readonly reason?: string }
  /** Whose objection it was, and why it no longer stands. */
  | { readonly type: 'resolve'; readonly by: ActorId; readonly whose: ActorId; readonly reason?: string }
  | { readonly type: 'rule-invalid'; readonly by: ActorId; readonly whose: ActorId; readonly reason: string }
  | { readonly type: 'overrule'; readonly by: ActorId; readonly whose: ActorId; readonly reason: string }
  /** [A3] One who is asked asks the author; the clock of their seat stands still. */
  | { readonly type: 'ask-clarification'; readonly by: ActorId; readonly text: string }
  | { readonly type: 'answer-clarification'; readonly by: ActorId; readonly to: ActorId; readonly text: string }
  /** [R4] Opens an await on the objector. */
  | { readonly type: 'reply-to-objection'; readonly by: ActorId; readonly whose: ActorId; readonly text: string }
  /** The objector's answer to such a reply. */
  | { readonly type: 'answer-reply'; readonly by: ActorId; readonly text: string }
  | {
      readonly type: 'amend';
      readonly by: ActorId;
      readonly label: 'editorial' | 'material';
      /** What the new text says of itself, where that can be another. */
      readonly says?: SaidOfItself;
    }
  /** [R6] Says that the latest amendment was material. */
  | { readonly type: 'challenge'; readonly by: ActorId; readonly reason?: string }
  /** An answer, a review, a contribution: whatever the step's awaits ask for that is not a stance. */
  | { readonly type: 'answer'; readonly by: ActorId; readonly text?: string }
  /** [A3] To one other, who has an await of their own. */
  | { readonly type: 'pass-on'; readonly by: ActorId; readonly to: ActorId; readonly reason?: string }
  | { readonly type: 'withdraw'; readonly by: ActorId; readonly reason?: string }
  /** [A4] The calendar, leave or deputies of an actor have changed; the world has the new ones. */
  | { readonly type: 'calendar-changed'; readonly actor: ActorId }
  /** [R8] */
  | { readonly type: 'actor-left'; readonly actor: ActorId }
  /** [R9] After the outcome: the last step opens again. */
  | { readonly type: 'reopen'; readonly by: ActorId; readonly reason: string }
  | { readonly type: 'keep-closed'; readonly by: ActorId; readonly reason: string }
  | { readonly type: 'tick' }
) & { readonly receivedAt?: Instant };

/** An objection after the outcome is late [R9]; `newInformation` asks the author to reopen. */
export interface TakeStance {
  readonly type: 'stance';
  readonly by: ActorId;
  readonly stance: 'agree' | 'abstain' | 'object';
  readonly reason?: string;
  readonly alternative?: string;
  readonly newInformation?: string;
  /** [R12] With `agree`, where the step is voted on: `b > a`, `[b, a]`, `{a: 3}`. */
  readonly ballot?: Fact;
  /**
   * Taken from elsewhere as it was written (a scenario, an import): an objection that lacks its reason is recorded as invalid [R4].
   * Otherwise it is refused with `reason-required`, and the person can still give one.
   */
  readonly asWritten?: boolean;
}
