import type { Instant } from '../stream/event.ts';

/** [A2] The clock of one await: when it is due, and what that follows from. */
export interface Clock {
  readonly openedAt: Instant;
  /** `min` has elapsed. */
  readonly minAt: Instant;
  /** Never later than this. */
  readonly maxAt: Instant;
  /** Shown. Moves later, never earlier [A4]. */
  readonly dueAt: Instant;
  /** Working time that the asked must have, in ms; 0: none. */
  readonly eachMs: number;
  /** Working time had before `since`, in ms; it stays used [A4]. */
  readonly usedMs: number;
  readonly since: Instant;
  /** Working time after which the window is over, in ms, where `max` is working time; null where it is elapsed. */
  readonly maxMs: number | null;
  readonly pausedAt: Instant | null;
}
