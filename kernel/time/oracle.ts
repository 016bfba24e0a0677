import type { Calendar, CalendarVersion, WallInterval } from './calendar.ts';
import { listHolidays } from './holidays.ts';

/**
 * Working time told a second time, for tests: slowly, from the words of the rules, instant by instant, with `Temporal` doing every step.
 * It shares nothing with the compiled form but the dates of holidays.
 */

type Zoned = Temporal.ZonedDateTime;

const zoned = (at: number, zone: string): Zoned => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** [T2] The version that held at an instant. */
const versionAt = (versions: readonly CalendarVersion[], at: number): CalendarVersion | undefined =>
  versions.findLast((version) => version.from <= at) ?? versions[0];

/** The working day to whose hours the instant belongs, or null outside working time. */
export const ownerAt = (versions: readonly CalendarVersion[], at: number): string | null => {
  const version = versionAt(versions, at);
  if (!version) return null;
  const { calendar } = version;
  if (calendar.leave?.some((leave) => leave.from <= at && at < leave.to)) return null;
  const local = zoned(at, calendar.zone).toPlainDateTime();
  const today = local.toPlainDate();
  for (const date of [today.subtract({ days: 2 }), today.subtract({ days: 1 }), today]) {
    const exception = calendar.exceptions?.[date.toString()];
    if (exception === undefined && isHoliday(calendar, local)) continue;
    for (const interval of hoursOn(calendar, date)) if (interval.from <= at && at < interval.to) return date.toString();
  }
  return null;
};

const isHoliday = (calendar: Calendar, local: Temporal.PlainDateTime): boolean =>
  holidaysOn(calendar, local.toPlainDate()).some((from) => Temporal.PlainTime.compare(from, local.toPlainTime()) <= 0);

/** From which time of the day a date is free; none where it is no holiday. */
const holidaysOn = (calendar: Calendar, date: Temporal.PlainDate): readonly Temporal.PlainTime[] =>
  (calendar.holidays ?? []).flatMap((region) =>
    listHolidays(region, date.year).flatMap((holiday) =>
      holiday.date === date.toString() ? [Temporal.PlainTime.from(holiday.from ?? '00:00')] : [],
    ),
  );

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** [T4] The hours of a date as instants, holidays and leave aside. */
const hoursOn = (calendar: Calendar, date: Temporal.PlainDate): readonly { from: number; to: number }[] => {
  const weekday = WEEKDAYS[date.dayOfWeek - 1] ?? 'mon';
  const hours = calendar.exceptions?.[date.toString()] ?? calendar.week[weekday] ?? [];
  if (
    !zoned(instantOf(calendar.zone, date, '00:00'), calendar.zone)
      .toPlainDate()
      .equals(date)
  )
    return [];
  return hours.map((interval) => endsOf(calendar.zone, date, interval));
};

const endsOf = (zone: string, date: Temporal.PlainDate, interval: WallInterval) => {
  const [from = '', to = ''] = interval.split('-');
  const tomorrow = date.add({ days: 1 });
  return {
    from: instantOf(zone, date, from),
    to: to === '24:00' ? instantOf(zone, tomorrow, '00:00') : instantOf(zone, to <= from ? tomorrow : date, to),
  };
};

const instantOf = (zone: string, date: Temporal.PlainDate, clock: string): number =>
  date.toPlainDateTime(Temporal.PlainTime.from(clock)).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;

export interface OwnedStretch {
  readonly from: number;
  readonly to: number;
  readonly owner: string;
}

/** Working time within `[from, to)`: every moment at which anything could change is a border; between two borders nothing does. */
export const oracleStretches = (versions: readonly CalendarVersion[], from: number, to: number): readonly OwnedStretch[] => {
  const borders = new Set<number>([from, to]);
  for (const { from: since, calendar } of versions) {
    borders.add(since);
    for (const leave of calendar.leave ?? []) borders.add(leave.from).add(leave.to);
    const last = zoned(to, calendar.zone).toPlainDate().add({ days: 2 });
    for (
      let date = zoned(from, calendar.zone).toPlainDate().subtract({ days: 2 });
      Temporal.PlainDate.compare(date, last) <= 0;
      date = date.add({ days: 1 })
    ) {
      borders.add(instantOf(calendar.zone, date, '00:00'));
      for (const time of holidaysOn(calendar, date)) borders.add(instantOf(calendar.zone, date, time.toString()));
      for (const interval of hoursOn(calendar, date)) borders.add(interval.from).add(interval.to);
    }
  }
  const sorted = [...borders].filter((at) => at >= from && at <= to).sort((a, b) => a - b);
  const found: OwnedStretch[] = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const [start = 0, end = 0] = [sorted[i], sorted[i + 1]];
    const owner = ownerAt(versions, start);
    if (owner === null) continue;
    const last = found.at(-1);
    if (last?.owner === owner && last.to === start) found[found.length - 1] = { ...last, to: end };
    else found.push({ from: start, to: end, owner });
  }
  return found;
};

const NEAR = 3 * 86_400_000;
/** Days at the end of a look that may be cut by it. */
const CUT = 4;

/** [T3] Working days after a moment, for one calendar; null when they are not found within `reach` ms. */
export const oracleAddDays = (calendar: Calendar, at: number, days: number, reach: number): number | null => {
  const stretches = oracleStretches([{ from: 0, calendar }], at - NEAR, at + reach);
  const now = stretches.find((stretch) => at < stretch.to);
  if (!now) return null;
  const dates = [...new Set(stretches.map((stretch) => stretch.owner))].sort();
  const date = dates[dates.indexOf(now.owner) + days];
  if (date === undefined || dates.indexOf(date) >= dates.length - CUT) return null;
  const moment = zoned(Math.max(at, now.from), calendar.zone).toPlainDateTime();
  const same = sameClock(calendar.zone, moment, now.owner, date);
  const hours = stretches.filter((stretch) => stretch.owner === date);
  const around = hours.find((stretch) => same < stretch.to);
  return around ? Math.max(same, around.from) : (hours.at(-1)?.to ?? null);
};

/** [T3] The mirror: working days before a moment. */
export const oracleSubtractDays = (calendar: Calendar, at: number, days: number, reach: number): number | null => {
  const stretches = oracleStretches([{ from: 0, calendar }], at - reach, at + NEAR);
  const now = stretches.findLast((stretch) => stretch.from <= at);
  if (!now) return null;
  const dates = [...new Set(stretches.map((stretch) => stretch.owner))].sort();
  const place = dates.indexOf(now.owner) - days;
  const date = dates[place];
  if (date === undefined || place < CUT) return null;
  // A closing is what the clock came to, not what it was put to at that moment.
  const moment =
    at < now.to
      ? zoned(at, calendar.zone).toPlainDateTime()
      : zoned(now.to - 1, calendar.zone)
          .toPlainDateTime()
          .add({ milliseconds: 1 });
  const same = sameClock(calendar.zone, moment, now.owner, date);
  const hours = stretches.filter((stretch) => stretch.owner === date);
  const around = hours.findLast((stretch) => stretch.from <= same);
  return around ? Math.min(same, around.to) : (hours[0]?.from ?? null);
};

/** What the clock shows as far from one working day as `moment` is from another. */
const sameClock = (zone: string, moment: Temporal.PlainDateTime, of: string, date: string): number =>
  Temporal.PlainDate.from(date)
    .add({ days: Temporal.PlainDate.from(of).until(moment.toPlainDate()).days })
    .toPlainDateTime(moment.toPlainTime())
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
