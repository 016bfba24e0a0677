import type { Weekday, WallInterval } from './calendar.ts';
import { DAY, MINUTE } from './duration.ts';

/**
 * A local date as a number: days since 1970-01-01, whatever the zone. Local time is the same in ms
 * (`day * DAY + time of day`), so both are plain arithmetic until a zone makes instants of them.
 */
export type DayNumber = number;
export type LocalTime = number;

/** ms from the midnight that begins the day; `to` is over 24 h when the interval crosses into the next day. */
export interface DayInterval {
  readonly from: number;
  readonly to: number;
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];

/** 0 for Monday. */
export const weekdayIndex = (day: DayNumber): number => (((day + 3) % 7) + 7) % 7;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The number of a date `YYYY-MM-DD`; null for anything else, also for 30 February. */
export const parseDate = (text: string): DayNumber | null => {
  if (!DATE.test(text)) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(ms) || formatDate(ms / DAY) !== text ? null : ms / DAY;
};

export const formatDate = (day: DayNumber): string => new Date(day * DAY).toISOString().slice(0, 10);

/** Without a `Date`, for this is asked of every day that is laid out. Years are counted from March, so that leap days come last. */
export const yearOf = (day: DayNumber): number => {
  const sinceMarch = day + 719_468;
  const cycle = Math.floor(sinceMarch / 146_097);
  const inCycle = sinceMarch - cycle * 146_097;
  const leaps = Math.floor(inCycle / 1460) - Math.floor(inCycle / 36_524) + Math.floor(inCycle / 146_096);
  const year = Math.floor((inCycle - leaps) / 365);
  const inYear = inCycle - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  return cycle * 400 + year + (inYear >= 306 ? 1 : 0);
};

const INTERVAL = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;

/** Reads `09:00-17:00`, `17:00-24:00`, `22:00-06:00`; null for anything else. Equal ends are a whole day around. */
export const parseInterval = (text: WallInterval): DayInterval | null => {
  const match = INTERVAL.exec(text);
  if (!match) return null;
  const from = (Number(match[1]) * 60 + Number(match[2])) * MINUTE;
  const to = match[3] === undefined ? DAY : (Number(match[3]) * 60 + Number(match[4])) * MINUTE;
  return { from, to: to <= from ? to + DAY : to };
};
