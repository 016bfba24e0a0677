import { z } from 'zod';
import type { Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { checkCalendar, type Calendar } from '#kernel/time/calendar.ts';
import { away, type Absence } from './absence.ts';

/** [T1] Working hours: a calendar without leave, which has commands of its own. */
export type Hours = Omit<Calendar, 'leave'>;

const MOST_INTERVALS = 24;
/** A year of days that are each unlike their weekday: whoever has more has other hours. */
const MOST_EXCEPTIONS = 366;

const day = z
  .union([z.string(), z.array(z.string()).max(MOST_INTERVALS)])
  .describe('09:00-17:00, or several: ["09:00-12:00", "13:00-17:00"]');
const week = z.record(z.string(), day).describe('By weekday: mon … sun, or mon-fri');

/** How people may write their hours. Only the outer form: the kernel reads the rest and names what is wrong in it. */
export const hoursSchema = z.strictObject({
  zone: z.string().describe('IANA zone: Pacific/Auckland'),
  week,
  holidays: z
    .union([z.string(), z.array(z.string()).max(20)])
    .describe('Regions as in date-holidays: NZ, DE-BE')
    .exactOptional(),
  exceptions: z
    .record(z.string(), day)
    .refine((dates) => Object.keys(dates).length <= MOST_EXCEPTIONS, `must be at most ${MOST_EXCEPTIONS} dates`)
    .describe('Dates with hours of their own: {"2026-12-24": []}')
    .exactOptional(),
  focus: week.exactOptional(),
});

/** Reads hours that shall hold from an instant. Refuses what `checkCalendar` refuses, [T6] hours that never come included. */
export const readHours = (given: z.output<typeof hoursSchema>, from: Instant): Result<Hours> => {
  const read = checkCalendar(given, from);
  return read.refused ? { ...read, field: `/hours${read.field ?? ''}` } : ok(read.ok);
};

/** [T6] Leave that would leave no working time for two years is no leave. */
export const absenceFault = (hours: Hours, absence: Absence, from: Instant, field: string): Refusal | null => {
  const leave = away(absence).filter(({ to }) => to > from);
  const read = checkCalendar({ ...hours, leave });
  if (!read.refused) return null;
  return refuse(read.code, 'With this leave there would be no working time for two years.', { field });
};
