import { timeOf } from '#kernel/awaits/window.ts';
import type { Instant } from '#kernel/stream/event.ts';
import type { CalendarVersion } from '#kernel/time/calendar.ts';
import { nextEdge, nextReachable, reachableUntil } from '#kernel/time/focus.ts';
import { nextWorking } from '#kernel/time/working-time.ts';
import type { Pace } from './setting.ts';
import type { About } from './tidings.ts';

/** What the moment of a notice depends on. */
export interface Weight {
  readonly about: About;
  readonly due: Instant | null;
  /** Asked as urgent. */
  readonly urgent: boolean;
  /** [Quiet] Why it may come at any hour: a protocol says so. */
  readonly loud: string | null;
}

/** What is due before so much after the next edge would be told too late there. */
const ROOM = 2 * 3_600_000;

/**
 * [Quiet] When somebody is told: never outside of their working time, nor in focus, unless a protocol says urgent. Together at the edges
 * of both, but at once what cannot wait for the next one. Null: never, because they want none or never work.
 */
export const momentOf = (
  { about, due, urgent, loud }: Weight,
  pace: Pace,
  calendars: readonly CalendarVersion[],
  at: Instant,
): Instant | null => {
  if (pace === 'off') return null;
  if (loud !== null) return at;
  const soon = reachableFrom(calendars, at);
  if (soon === null || pace === 'each' || urgent || about === 'reminded') return soon;
  const edge = nextEdge(timeOf(calendars), at);
  const late = !Number.isFinite(edge) || (due !== null && due < edge + ROOM);
  return late ? soon : edge;
};

/** The first moment at which they can be reached. Who is in focus whenever they work is reached when they begin to. */
export const reachableFrom = (calendars: readonly CalendarVersion[], at: Instant): Instant | null => {
  const time = timeOf(calendars);
  const reachable = nextReachable(time, at);
  const moment = Number.isFinite(reachable) ? reachable : nextWorking(time, at);
  return Number.isFinite(moment) ? moment : null;
};

const HOUR = 3_600_000;

/**
 * [Quiet] From a moment at which somebody is told: until when they can be reached, and once more the next time. Whoever hands it over
 * does so within these, and lets nobody keep it beyond. What comes at any hour has a day.
 */
export const stretchesFrom = (
  calendars: readonly CalendarVersion[],
  at: Instant,
  loud: boolean,
): readonly { readonly from: Instant; readonly until: Instant }[] => {
  if (loud) return [{ from: at, until: at + 24 * HOUR }];
  const time = timeOf(calendars);
  const until = reachableUntil(time, at);
  // In focus whenever they work: there is no more to go by.
  if (until <= at) return [{ from: at, until: at + HOUR }];
  const again = nextReachable(time, until);
  const now = { from: at, until };
  return Number.isFinite(again) ? [now, { from: again, until: reachableUntil(time, again) }] : [now];
};
