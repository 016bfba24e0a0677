export { placeOf } from '#kernel/time/place.ts';
import { locale } from './language.ts';
import { now } from './clock.ts';
import { readerZone } from './reader.ts';

/** An instant: ISO 8601 as the API shows it, or milliseconds. */
export type Moment = string | number;

export const DAY = 86_400_000;

export const msOf = (moment: Moment): number => (typeof moment === 'number' ? moment : Date.parse(moment));

/* Making a formatter costs more than a hundred uses of it. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const format = (moment: Moment, zone: string, options: Intl.DateTimeFormatOptions): string => {
  const key = `${locale()} ${zone} ${JSON.stringify(options)}`;
  let formatter = formatters.get(key);
  if (!formatter)
    formatters.set(key, (formatter = new Intl.DateTimeFormat(locale(), { ...options, timeZone: zone, hourCycle: 'h23' })));
  return formatter.format(msOf(moment));
};

/** `14:20` */
export const clockTime = (moment: Moment, zone = readerZone()): string =>
  format(moment, zone, { hour: '2-digit', minute: '2-digit' });

/** `Thu` */
export const weekday = (moment: Moment, zone = readerZone(), width: 'short' | 'long' = 'short'): string =>
  format(moment, zone, { weekday: width });

/** `2026-11-19`, the local date, for comparing. */
export const dateKey = (moment: Moment, zone = readerZone()): string =>
  Temporal.Instant.fromEpochMilliseconds(msOf(moment)).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Local midnights from the one at or before `from` until `to`, in milliseconds. */
export const midnights = (from: Moment, to: Moment, zone = readerZone()): readonly number[] => {
  const found: number[] = [];
  let day = Temporal.Instant.fromEpochMilliseconds(msOf(from)).toZonedDateTimeISO(zone).startOfDay();
  while (day.epochMilliseconds < msOf(to)) {
    found.push(day.epochMilliseconds);
    day = day.add({ days: 1 }).startOfDay();
  }
  return found;
};

const daysApart = (moment: Moment, zone: string): number => {
  const today = Temporal.PlainDate.from(dateKey(now(), zone));
  return today.until(Temporal.PlainDate.from(dateKey(moment, zone))).days;
};

/** `14:20` today, `Thu 14:20` within six days, else `3 Dec 14:20`, with the year when it is another. */
export const shortMoment = (moment: Moment, zone = readerZone()): string => {
  const days = daysApart(moment, zone);
  const time = clockTime(moment, zone);
  if (days === 0) return time;
  if (Math.abs(days) <= 6) return `${weekday(moment, zone)} ${time}`;
  return `${shortDate(moment, zone)} ${time}`;
};

/** `Thursday 14:20` within six days, else as `shortMoment`: for sentences. */
export const spokenMoment = (moment: Moment, zone = readerZone()): string => {
  const days = Math.abs(daysApart(moment, zone));
  return days > 0 && days <= 6 ? `${weekday(moment, zone, 'long')} ${clockTime(moment, zone)}` : shortMoment(moment, zone);
};

/** `3 Dec`, `3 Dec 2025` */
export const shortDate = (moment: Moment, zone = readerZone()): string => {
  const year = dateKey(moment, zone).slice(0, 4) === dateKey(now(), zone).slice(0, 4) ? {} : { year: 'numeric' as const };
  return format(moment, zone, { day: 'numeric', month: 'short', ...year });
};

/** `3 Dec`, whatever the year: for the days of a strip. */
export const dayOfMonth = (moment: Moment, zone = readerZone()): string =>
  format(moment, zone, { day: 'numeric', month: 'short' });

/** `Thursday 19 November`, with the year when it is another: for the heading of a day. */
export const longDate = (moment: Moment, zone = readerZone()): string => {
  const year = dateKey(moment, zone).slice(0, 4) === dateKey(now(), zone).slice(0, 4) ? {} : { year: 'numeric' as const };
  return format(moment, zone, { weekday: 'long', day: 'numeric', month: 'long', ...year }).replace(',', '');
};

/** `Thursday 19 November 2026 at 14:20` */
export const fullMoment = (moment: Moment, zone = readerZone()): string =>
  format(moment, zone, { dateStyle: 'full', timeStyle: 'short' }).replace(',', '');

/** `35 min`, `2 h 48 min`, `8 h`, `3 d 4 h` of elapsed time; the sign is dropped. A number stays with its unit. */
export const lengthOf = (duration: number): string => {
  const minutes = Math.round(Math.abs(duration) / 60_000);
  if (minutes < 60) return `${minutes}\u00a0min`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours < 48) return rest === 0 ? `${hours}\u00a0h` : `${hours}\u00a0h ${rest}\u00a0min`;
  const days = Math.floor(hours / 24);
  return hours % 24 === 0 ? `${days}\u00a0d` : `${days}\u00a0d ${hours % 24}\u00a0h`;
};

/** `5` or `5.5`: hours to a tenth, for "5/8 h". */
export const hoursOf = (duration: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(Math.floor(duration / 360_000) / 10);

/** The instant of a wall clock `2026-11-19T14:20` in a zone; a time that does not exist or exists twice is read as `compatible` [T4]. */
export const instantOf = (wall: string, zone = readerZone()): string =>
  Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).toInstant().toString();

/** The wall clock `2026-11-19T14:20` of an instant in a zone. */
export const wallOf = (moment: Moment, zone = readerZone()): string =>
  Temporal.Instant.fromEpochMilliseconds(msOf(moment))
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
