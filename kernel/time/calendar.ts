import type { Instant } from '../stream/event.ts';
import { refuse, type Result } from '../stream/refusal.ts';
import { readCalendar } from './calendar-form.ts';
import { HORIZON } from './compile.ts';
import { DAY } from './duration.ts';
import { between, workingTime } from './working-time.ts';

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
  /** Local dates that replace one day's hours; an empty list makes the day free. They hold on holidays too. */
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

/** [T2] The calendar that holds at an instant, of versions sorted by `from`; undefined where there is none at all. */
export const calendarAt = (versions: readonly CalendarVersion[], at: Instant): Calendar | undefined =>
  (versions.findLast((version) => version.from <= at) ?? versions[0])?.calendar;

/** [T2] The zone by whose clock somebody lives at an instant; UTC for whoever has no calendar. */
export const zoneAt = (versions: readonly CalendarVersion[], at: Instant): string => calendarAt(versions, at)?.zone ?? 'UTC';

/** All hours of all days: for agents that never sleep, and for people whose hours do not matter. */
export const ALWAYS: Calendar = {
  zone: 'Etc/UTC',
  week: {
    mon: ['00:00-24:00'],
    tue: ['00:00-24:00'],
    wed: ['00:00-24:00'],
    thu: ['00:00-24:00'],
    fri: ['00:00-24:00'],
    sat: ['00:00-24:00'],
    sun: ['00:00-24:00'],
  },
};

/** [T6] Without working time for so long, a calendar counts as one that never works. */
const TWO_YEARS = 731 * DAY;

/**
 * Reads a calendar from anything: its JSON form, or the shorter one that people write (`{"mon-fri": "09:00-12:00, 13:00-17:00"}`,
 * `holidays: NZ`, leave as ISO 8601 with an offset). `from` is the instant from which it shall hold.
 * Refusals, each with the field and its accepted form: `calendar-malformed`, `field-unknown`, `zone-unknown`, `weekday-unknown`,
 * `hours-malformed`, `holiday-region-unknown`, `date-malformed`, `leave-malformed`, `calendar-too-long`; [T6] `calendar-never-works`.
 * A browser must have awaited `loadHolidays()`.
 */
export const checkCalendar = (value: unknown, from?: Instant): Result<Calendar> => {
  const read = readCalendar(value);
  if (read.refused) return read;
  const calendar = read.ok;
  const hours = [...Object.values(calendar.week), ...Object.values(calendar.exceptions ?? {})];
  if (!hours.some((intervals) => intervals.length > 0)) return neverWorks('/week', 'No day has any hours.');
  if (from !== undefined) {
    return worksFrom(calendar, from) ? read : neverWorks('/week', 'There is no working time within two years.');
  }
  const away =
    calendar.leave?.findIndex((leave) => leave.to - leave.from > TWO_YEARS - 7 * DAY && !worksFrom(calendar, leave.from)) ?? -1;
  return away === -1 ? read : neverWorks(`/leave/${away}`, 'With this leave there is no working time for two years.');
};

const worksFrom = (calendar: Calendar, from: Instant): boolean => {
  const start = Math.min(Math.max(from, HORIZON.from), HORIZON.to - TWO_YEARS);
  return between(workingTime([{ from: 0, calendar }]), start, start + TWO_YEARS) > 0;
};

const neverWorks = (field: string, why: string) =>
  refuse('calendar-never-works', `${why} Nothing could ever be asked of this person.`, {
    field,
    accepted: '{"mon": ["09:00-17:00"]}',
  });
