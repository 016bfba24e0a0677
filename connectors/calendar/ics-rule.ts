import { DAY, HOUR } from '#kernel/time/duration.ts';
import { weekdayIndex, type LocalTime } from '#kernel/time/wall-clock.ts';
import { readFarMoment, type Moment } from './ics-values.ts';

/** A recurrence rule (RFC 5545, 3.3.10) that was checked. */
export interface Rule {
  readonly freq: 'YEARLY' | 'MONTHLY' | 'WEEKLY' | 'DAILY' | 'HOURLY';
  readonly interval: number;
  readonly count: number | null;
  readonly until: Moment | null;
  /** 0 for Monday. */
  readonly weekStart: number;
  /** The weekdays (0 for Monday) of a rule that says no more than these; null for any other rule. */
  readonly weekdays: readonly number[] | null;
  /** The other parts, as a library reads them: `BYMONTHDAY=1;BYMONTH=2`. */
  readonly by: string;
}

const FREQUENCIES = new Set(['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY']);
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** By name: the least, the greatest, and whether it may count from the end. */
const NUMBERS: Readonly<Record<string, readonly [number, number, boolean]>> = {
  BYSECOND: [0, 60, false],
  BYMINUTE: [0, 59, false],
  BYHOUR: [0, 23, false],
  BYMONTHDAY: [1, 31, true],
  BYYEARDAY: [1, 366, true],
  BYWEEKNO: [1, 53, true],
  BYMONTH: [1, 12, false],
  BYSETPOS: [1, 366, true],
};

/** More often than hourly, nothing is a meeting, and a computer is kept busy. */
const MOST_A_DAY = 24;

/** Reads a rule, or says what is wrong with it. */
export const readRule = (value: string): Rule | string => {
  // `RRULE:RRULE:…` is written by calendars that add the name twice.
  const parts = value.replace(/^RRULE:/i, '').split(';');
  const named = new Map<string, string>();
  for (const part of parts) {
    if (part.trim() === '') continue;
    const [name = '', ...rest] = part.split('=');
    if (rest.length !== 1) return `“${part.slice(0, 40)}” is no NAME=VALUE`;
    if (named.has(name.trim().toUpperCase())) return `${name.slice(0, 20)} is said twice`;
    named.set(name.trim().toUpperCase(), (rest[0] ?? '').trim().toUpperCase());
  }
  const freq = named.get('FREQ') ?? '';
  if (freq === 'MINUTELY' || freq === 'SECONDLY') return `${freq} is more often than hourly, which is no meeting`;
  if (!isFrequency(freq)) return freq === '' ? 'FREQ is missing' : `“${freq.slice(0, 20)}” is no FREQ`;
  const interval = whole(named.get('INTERVAL') ?? '1');
  if (interval === null || interval < 1) return 'INTERVAL is a whole number from 1';
  const count = named.has('COUNT') ? whole(named.get('COUNT') ?? '') : undefined;
  if (count === null || count === 0) return 'COUNT is a whole number from 1';
  const until = named.has('UNTIL') ? readFarMoment(named.get('UNTIL') ?? '') : undefined;
  if (until === null) return 'UNTIL is no date or time';
  const weekStart = WEEKDAYS.indexOf(named.get('WKST') ?? 'MO');
  if (weekStart === -1) return 'WKST is a weekday such as MO';
  const scale = named.get('RSCALE') ?? 'GREGORIAN';
  if (scale !== 'GREGORIAN') return `RSCALE=${scale.slice(0, 20)} is another calendar than ours`;
  const skip = named.get('SKIP') ?? 'OMIT';
  if (!['OMIT', 'BACKWARD', 'FORWARD'].includes(skip)) return 'SKIP is OMIT, BACKWARD or FORWARD';
  const read = readBy(named);
  if (typeof read === 'string') return read;
  // RFC 7529: what becomes of the 31st in a month that has none. Days and weeks lack nothing.
  const skips = skip !== 'OMIT' && (freq === 'MONTHLY' || freq === 'YEARLY');
  const by = skips ? [`RSCALE=GREGORIAN;SKIP=${skip}`, ...read] : read;
  // Every day that is a weekday is every week on these weekdays.
  const weekly = freq === 'DAILY' && interval === 1 && by.length === 1 && /^BYDAY=[A-Z,]+$/.test(by[0] ?? '') ? 'WEEKLY' : freq;
  return {
    freq: weekly,
    interval,
    count: count ?? null,
    until: until ?? null,
    weekStart,
    weekdays: simple(weekly, by),
    by: by.join(';'),
  };
};

const isFrequency = (text: string): text is Rule['freq'] => FREQUENCIES.has(text);

const whole = (text: string): number | null => (/^\d{1,15}$/.test(text) ? Number(text) : null);

const readBy = (named: ReadonlyMap<string, string>): readonly string[] | string => {
  const by: string[] = [];
  let times = 1;
  for (const [name, range] of Object.entries(NUMBERS)) {
    const list = named.get(name);
    if (list === undefined) continue;
    const numbers = list.split(',').map((text) => (/^[+-]?\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN));
    const [least, most, fromEnd] = range;
    if (!numbers.every((number) => Math.abs(number) >= least && Math.abs(number) <= most && (fromEnd || number >= 0)))
      return `${name} is not ${least} to ${most}`;
    const distinct = [...new Set(numbers)];
    if (['BYSECOND', 'BYMINUTE', 'BYHOUR'].includes(name)) times *= distinct.length;
    by.push(`${name}=${distinct.join(',')}`);
  }
  if (named.get('FREQ') === 'HOURLY') times *= MOST_A_DAY / (named.get('BYHOUR')?.split(',').length ?? 1);
  if (times > MOST_A_DAY) return 'it is more often than hourly, which is no meeting';
  const days = named.get('BYDAY');
  if (days !== undefined) {
    const list = [...new Set(days.split(',').map((day) => day.trim()))];
    if (!list.every((day) => /^[+-]?\d{0,2}(MO|TU|WE|TH|FR|SA|SU)$/.test(day) && !/^[+-]?0+\D/.test(day)))
      return 'BYDAY is a list of weekdays such as MO or 2TU';
    by.push(`BYDAY=${list.join(',')}`);
  }
  return by;
};

const simple = (freq: Rule['freq'], by: readonly string[]): readonly number[] | null => {
  if (by.length === 0) return freq === 'WEEKLY' || freq === 'DAILY' || freq === 'HOURLY' ? [] : null;
  if (freq !== 'WEEKLY' || by.length > 1 || !by[0]?.startsWith('BYDAY=')) return null;
  // In a weekly rule an ordinal means nothing (RFC 5545 forbids it); calendars that write one mean the day.
  return by[0]
    .slice(6)
    .split(',')
    .map((day) => WEEKDAYS.indexOf(day.slice(-2)))
    .toSorted((a, b) => a - b);
};

/**
 * The local times of an hourly, daily or weekly rule within `[from, to)`, by arithmetic: most meetings repeat like this, and a library takes some
 * ten times as long. The first of all is the start itself, whether the rule says so or not (RFC 5545, 3.8.5.3).
 */
export const simpleTimes = (
  rule: Rule,
  start: LocalTime,
  until: LocalTime,
  from: LocalTime,
  to: LocalTime,
  most: number,
): LocalTime[] => {
  const times: LocalTime[] = [];
  const day = Math.floor(start / DAY);
  const clock = start - day * DAY;
  const end = Math.min(to, until + 1);
  let left = rule.count ?? Infinity;
  if (rule.freq !== 'WEEKLY') {
    const step = rule.interval * (rule.freq === 'HOURLY' ? HOUR : DAY);
    const skipped = Math.max(0, Math.ceil((from - start) / step));
    left -= skipped;
    for (let at = start + skipped * step; at < end && left > 0 && times.length < most; at += step, left--) times.push(at);
    return times;
  }
  const weekday = weekdayIndex(day);
  const weekdays = rule.weekdays?.length ? rule.weekdays : [weekday];
  const offsets = weekdays.map((one) => (one - rule.weekStart + 7) % 7).toSorted((a, b) => a - b);
  const first = (weekday - rule.weekStart + 7) % 7;
  const week = day - first;
  const fits = offsets.includes(first);
  if (!fits) left -= 1;
  if (!fits && start >= from && start < end) times.push(start);
  const inFirst = offsets.filter((offset) => offset >= first).length;
  const weeks = Math.max(0, Math.floor((Math.floor(from / DAY) - week) / (7 * rule.interval)) - 1);
  if (weeks > 0) left -= inFirst + (weeks - 1) * offsets.length;
  for (let n = weeks; left > 0 && times.length < most; n++) {
    const monday = week + n * 7 * rule.interval;
    if (monday * DAY >= end) break;
    for (const offset of offsets) {
      const at = (monday + offset) * DAY + clock;
      if (at < start) continue;
      if (left <= 0 || at >= end) return times;
      left -= 1;
      if (at >= from && times.length < most) times.push(at);
    }
  }
  return times;
};
