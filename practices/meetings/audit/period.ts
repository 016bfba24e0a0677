import { DAY, WEEK } from '#kernel/time/duration.ts';
import { parseDate, weekdayIndex } from '#kernel/time/wall-clock.ts';
import { zoneOf } from '#kernel/time/zone.ts';
import type { CalendarReading, Window } from '../calendar.ts';

/** Without other words an audit looks at so many whole weeks. */
const WEEKS = 12;

/** The whole weeks before this one, on the clocks of a zone. */
export const lastWeeks = (now: number, zone: string): Window => weeksBefore(mondayOf(now, zone), zone);

/** Where calendars have nothing of late: the weeks up to their last entry, or from their first where all of them are to come. */
export const whereItIs = (readings: readonly CalendarReading[], zone: string): Window | null => {
  const [before, after] = readings.reduce<readonly [number, number]>(
    ([past, coming], { nearest }) => [Math.max(past, nearest.before ?? -Infinity), Math.min(coming, nearest.after ?? Infinity)],
    [-Infinity, Infinity],
  );
  if (before > -Infinity) return weeksBefore(mondayOf(before, zone) + 7, zone);
  if (after === Infinity) return null;
  const clock = zoneOf(zone);
  const first = mondayOf(after, zone);
  return { from: clock.toInstant(first * DAY), to: clock.toInstant((first + 7 * WEEKS) * DAY) };
};

/** A window without the weeks before the first entry in it and after the last; null where it has none. */
export const trimmed = (readings: readonly CalendarReading[], { from, to }: Window, zone: string): Window | null => {
  let [first, last] = [Infinity, -Infinity];
  for (const { series } of readings) {
    for (const { details, occurrences } of series) {
      if (!counts(details)) continue;
      for (const { from: at } of occurrences) {
        if (at < from || at >= to) continue;
        first = Math.min(first, at);
        last = Math.max(last, at);
      }
    }
  }
  if (last === -Infinity) return null;
  const clock = zoneOf(zone);
  return { from: clock.toInstant(mondayOf(first, zone) * DAY), to: clock.toInstant((mondayOf(last, zone) + 7) * DAY) };
};

const counts = ({ allDay, free, away, status }: CalendarReading['series'][number]['details']): boolean =>
  !allDay && !free && !away && status !== 'cancelled';

/** Only what takes place in a window. */
export const within = (reading: CalendarReading, { from, to }: Window): CalendarReading => ({
  ...reading,
  series: reading.series.flatMap((series) => {
    const occurrences = series.occurrences.filter((one) => one.from >= from && one.from < to);
    return occurrences.length === 0 ? [] : [{ ...series, occurrences }];
  }),
});

/** The day that a date `2026-03-27` begins, on the clocks of a zone; null for anything else. */
export const dayBegins = (date: string, zone: string): number | null => {
  const day = parseDate(date);
  return day === null ? null : zoneOf(zone).toInstant(day * DAY);
};

export const dayAfter = (date: string, zone: string): number | null => {
  const day = parseDate(date);
  return day === null ? null : zoneOf(zone).toInstant((day + 1) * DAY);
};

const mondayOf = (at: number, zone: string): number => {
  const day = Math.floor(zoneOf(zone).toLocal(at) / DAY);
  return day - weekdayIndex(day);
};

const weeksBefore = (monday: number, zone: string): Window => {
  const clock = zoneOf(zone);
  return { from: clock.toInstant(monday * DAY - WEEKS * WEEK), to: clock.toInstant(monday * DAY) };
};
