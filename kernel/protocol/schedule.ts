import type { Instant } from '../stream/event.ts';
import { refuse, type Result } from '../stream/refusal.ts';
import { DAY, MINUTE } from '../time/duration.ts';
import { placeOf } from '../time/place.ts';
import { WEEKDAYS, weekdayIndex, type DayNumber } from '../time/wall-clock.ts';
import { zoneName, zoneOf } from '../time/zone.ts';
import { list } from './wording.ts';

/** When a protocol begins by the clock. JSON. */
export interface Schedule {
  /** 0 for Monday, in order; all seven where none is named. */
  readonly weekdays: readonly number[];
  /** The first to fourth such day of its month, or the last (-1). */
  readonly nth: 1 | 2 | 3 | 4 | -1 | null;
  /** Every so many weeks, counted from the week of 5 January 1970. */
  readonly every: number;
  /** After midnight. */
  readonly minutes: number;
  /** Null: that of the space. */
  readonly zone: string | null;
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const NTH = { first: 1, '1st': 1, second: 2, '2nd': 2, third: 3, '3rd': 3, fourth: 4, '4th': 4, last: -1 } as const;
const NTH_WORDS = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth', [-1]: 'last' } as const;
const ACCEPTED =
  'schedule:Mon 09:00, schedule:Mon-Fri 09:00, schedule:Mon,Thu 16:30, schedule:first Mon 10:00, schedule:Mon 09:00 every 2w, schedule:Mon 09:00 in Europe/Berlin';
const FORM =
  /^(?:(?:(1st|2nd|3rd|4th|first|second|third|fourth|last)\s+)?([a-z]+(?:\s*[,-]\s*[a-z]+)*)\s+)?(\d{1,2}):(\d{2})(?:\s+every\s+(\d{1,2})w)?(?:\s+in\s+(\S+))?$/i;

/** What stands behind `schedule:`. Refused with `trigger-malformed`. */
export const parseSchedule = (text: string): Result<Schedule> => {
  const no = (message: string) => refuse('trigger-malformed', message, { accepted: ACCEPTED });
  const match = FORM.exec(text.trim());
  const [, nth, days, hour = '', minute = '', every, where] = match ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  if (!match || Number(hour) > 23 || Number(minute) > 59) return no(`"${text.slice(0, 60)}" is no time of the week.`);
  const weekdays = days === undefined ? [0, 1, 2, 3, 4, 5, 6] : daysIn(days);
  if (!weekdays) return no(`"${days}" names no day of the week.`);
  const nthOf = Object.entries(NTH).find(([word]) => word === nth?.toLowerCase())?.[1] ?? null;
  if (nthOf !== null && weekdays.length > 1) return no(`"${nth}" stands before one day of the week.`);
  if (nthOf !== null && every !== undefined) return no('It is either a day of each month or every so many weeks.');
  if (every !== undefined && (Number(every) < 1 || Number(every) > 52)) return no(`Every 1 to 52 weeks, not ${every}.`);
  const zone = where === undefined ? null : zoneName(where);
  if (where !== undefined && zone === null) return no(`"${where}" is no time zone.`);
  return { ok: { weekdays, nth: nthOf, every: every === undefined ? 1 : Number(every), minutes, zone } };
};

const daysIn = (text: string): readonly number[] | null => {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [from = -1, to, more] = part.split('-').map((day) => dayOf(day.trim()));
    const last = to ?? from;
    if (more !== undefined || from < 0 || last < 0) return null;
    for (let day = from; ; day = (day + 1) % 7) {
      found.add(day);
      if (day === last) break;
    }
  }
  return [...found].toSorted((a, b) => a - b);
};

const dayOf = (text: string): number =>
  text.length < 3 ? -1 : DAYS.findIndex((day) => day.toLowerCase().startsWith(text.toLowerCase()));

/** The next such moment, strictly later; `zone` is the space's. */
export const nextOf = (schedule: Schedule, zone: string, after: Instant): Instant => {
  const clock = zoneOf(schedule.zone ?? zone);
  const today = Math.floor(clock.toLocal(after) / DAY);
  for (let day = today; day <= today + 7 * 53 + 40; day++) {
    if (!falls(schedule, day)) continue;
    const then = clock.toInstant(day * DAY + schedule.minutes * MINUTE);
    if (then > after && clock.hasDay(day)) return then;
  }
  throw new Error('A schedule falls on some day of every year.');
};

const falls = ({ weekdays, nth, every }: Schedule, day: DayNumber): boolean => {
  if (!weekdays.includes(weekdayIndex(day))) return false;
  if (every > 1 && Math.floor((day - 4) / 7) % every !== 0) return false;
  if (nth === null) return true;
  const date = new Date(day * DAY).getUTCDate();
  return nth === -1 ? new Date((day + 7) * DAY).getUTCDate() <= 7 : Math.ceil(date / 7) === nth;
};

/** `every Monday at 09:00`, `on the first Monday of each month at 10:00, in Berlin`. */
export const scheduleWords = ({ weekdays, nth, every, minutes, zone }: Schedule): string => {
  const names = weekdays.map((day) => DAYS[day] ?? '');
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const days =
    weekdays.length === WEEKDAYS.length
      ? 'every day'
      : weekdays.join() === '0,1,2,3,4'
        ? 'every day from Monday to Friday'
        : nth !== null
          ? `on the ${NTH_WORDS[nth]} ${names[0]} of each month`
          : every > 1
            ? `every ${every === 2 ? 'second' : `${every}th`} ${list(names)}`
            : `every ${list(names)}`;
  return `${days} at ${time}${zone === null ? '' : `, on the clock of ${placeOf(zone)}`}`;
};
