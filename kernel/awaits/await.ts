import type { ActorId, Instant } from '../stream/event.ts';

/** [A1] What kind of answer is asked for. */
export type AwaitKind = 'answer' | 'review' | 'stance' | 'acknowledge' | 'contribute' | 'verify' | 'approve';

/**
 * [A3]
 *
 *     open (running ⇄ paused) ─┬─ answered    the asked answered
 *                              ├─ passed      to a deputy or another, who has an await of their own
 *                              ├─ lapsed      due and unanswered: `otherwise` happened
 *                              ├─ withdrawn   by the asker
 *                              └─ moot        the run ended without it
 */
export type AwaitStatus = 'open' | 'paused' | 'answered' | 'passed' | 'lapsed' | 'withdrawn' | 'moot';

/** An await as lists, Today and timers see it. Computed from the artifact's state; never written by hand. */
export interface AwaitReading {
  /** Unique within the artifact and stable over its life: `stance:consent:1:ACTOR`. */
  readonly key: string;
  readonly kind: AwaitKind;
  readonly status: AwaitStatus;
  readonly asker: ActorId | null;
  /** The one actor asked. */
  readonly asked: ActorId;
  /** The step of the run, when it belongs to one. */
  readonly step?: string;
  /** Why it was asked, a sentence: `stance on "Keep one PostgreSQL"`. */
  readonly why: string;
  readonly openedAt: Instant;
  /** Null while paused. */
  readonly dueAt: Instant | null;
  /** [A2] The last moment at all; every await has one. */
  readonly maxAt: Instant;
  readonly closedAt?: Instant | null;
  /** [A6] What happens when it is due and unanswered, a sentence: `the decision proceeds`, `Mere is asked`. */
  readonly otherwise: string;
  /** About how long it takes the asked, in minutes. */
  readonly minutes?: number;
  readonly urgent?: boolean;
  /** [A2] Working time that the asked must have, where there is any. */
  readonly each?: AwaitShare;
}

/** [A2] Of `needMs` of working time, `usedMs` were had by `since`; from there it is counted by the asked's calendar, unless paused. */
export interface AwaitShare {
  readonly needMs: number;
  readonly usedMs: number;
  readonly since: Instant;
}
