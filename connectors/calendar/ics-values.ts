import { DAY, HOUR, MINUTE } from '#kernel/time/duration.ts';
import type { LocalTime } from '#kernel/time/wall-clock.ts';

/** A date, or a time on some clock: in UTC (`utc`), in a zone that its property names, or floating. */
export interface Moment {
  readonly local: LocalTime;
  readonly utc: boolean;
  readonly dateOnly: boolean;
}

const MOMENT = /^(\d{4})-?(\d{2})-?(\d{2})(?:T(\d{2}):?(\d{2})(?::?(\d{2})(?:\.\d+)?)?)?(Z)?$/i;

/** [T6] Times outside of these are known to no zone. */
const [FIRST_YEAR, LAST_YEAR] = [1900, 2199];

/** `20260327`, `20260327T090000`, `20260327T090000Z`; a text that says what is wrong with anything else. */
export const readMoment = (text: string): Moment | string => {
  const match = MOMENT.exec(text.trim());
  if (!match) return 'is no date or time; 20260327, 20260327T090000 or 20260327T090000Z is expected';
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (year === undefined || year < FIRST_YEAR || year > LAST_YEAR) return `is not between ${FIRST_YEAR} and ${LAST_YEAR}`;
  const midnight = Date.UTC(year, (month ?? 0) - 1, day);
  const date = new Date(midnight);
  if (date.getUTCMonth() + 1 !== month || date.getUTCDate() !== day) return 'is a date that no calendar has';
  const leap = second === 60 ? 59 : (second ?? 0);
  if ((hour ?? 0) > 24 || (minute ?? 0) > 59 || leap > 59) return 'is a time that no clock shows';
  return {
    local: midnight + (hour ?? 0) * HOUR + (minute ?? 0) * MINUTE + leap * 1000,
    utc: match[7] !== undefined && match[4] !== undefined,
    dateOnly: match[4] === undefined,
  };
};

/** For the end of a rule, which may be as far away as it likes; null for what is no moment at all. */
export const readFarMoment = (text: string): Moment | null => {
  const year = /^\d{4}/.exec(text.trim())?.[0];
  if (year === undefined) return null;
  const near = Number(year) < FIRST_YEAR ? FIRST_YEAR : Number(year) > LAST_YEAR ? LAST_YEAR : null;
  const moment = readMoment(near === null ? text : `${near}${text.trim().slice(4)}`.replace(/^(\d{4})0229/, '$10228'));
  return typeof moment === 'string' ? null : moment;
};

// Some calendars put a T before weeks and days too.
const DURATION = /^([+-])?PT?(?:(\d+)W)?(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/i;

/** `PT30M`, `P1DT2H` in ms; null for anything else, and for what is negative or longer than a year. */
export const readDuration = (text: string): number | null => {
  const match = DURATION.exec(text.trim());
  if (!match || !/\d/.test(text)) return null;
  const [weeks, days, hours, minutes, seconds] = match.slice(2, 7).map((part) => Number(part ?? 0));
  const length = ((weeks ?? 0) * 7 + (days ?? 0)) * DAY + (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * 1000;
  return (match[1] === '-' && length > 0) || length > 366 * DAY ? null : length;
};

const OFFSET = /^([+-])(\d{2}):?(\d{2})(?::?(\d{2}))?$/;

/** `+0100`, `-033000` in ms; null for anything else. */
export const readOffset = (text: string): number | null => {
  const match = OFFSET.exec(text.trim());
  if (!match) return null;
  const length = Number(match[2]) * HOUR + Number(match[3]) * MINUTE + Number(match[4] ?? 0) * 1000;
  return length > 26 * HOUR ? null : match[1] === '-' ? -length : length;
};

/** A TEXT value without its escapes, at most `most` characters of it. */
export const readText = (value: string, most: number): string => {
  const cut = value.length > most * 2 ? value.slice(0, most * 2) : value;
  const text = cut.includes('\\')
    ? cut.replace(/\\([\\;,nN])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign))
    : cut;
  return text.length > most ? text.slice(0, most) : text;
};

/** The parts of a value that is a list, at commas that are not escaped. */
export const listed = (value: string): readonly string[] => value.split(/(?<!\\),/);
