import type { Instant } from '../stream/event.ts';

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** Wall-clock interval `HH:MM-HH:MM`; the end may be `24:00`, or before the start when it crosses midnight (`22:00-06:00`). */
export type WallInterval = string;

/** [T1] A working calendar. JSON: this is also its form in events, scenarios and the API. */
export interface Calendar {
  /** IANA zone: `Pacific/Auckland`. */
  readonly zone: string;
  /** Per weekday any number of intervals; a weekday left out is free. */
  readonly week: Readonly<Partial<Record<Weekday, readonly WallInterval[]>>>;
  /** Holiday regions as in `date-holidays`: `NZ`, `DE-BE`. Public holidays of each count. */
  readonly holidays?: readonly string[];
  /** Local dates that replace one day's hours; an empty list makes the day free. */
  readonly exceptions?: Readonly<Record<string, readonly WallInterval[]>>;
  /** Away, from–to, end exclusive. */
  readonly leave?: readonly Leave[];
  /** Hold back notifications; they do not stop the clock. Same form as `week`. */
  readonly focus?: Readonly<Partial<Record<Weekday, readonly WallInterval[]>>>;
}

export interface Leave {
  readonly from: Instant;
  readonly to: Instant;
}

/** [T2] A calendar and the instant from which it holds; the first of a list holds for all time before the second. */
export interface CalendarVersion {
  readonly from: Instant;
  readonly calendar: Calendar;
}
