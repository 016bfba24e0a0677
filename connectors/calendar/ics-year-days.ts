import { DAY, HOUR, MINUTE } from '#kernel/time/duration.ts';
import { weekdayIndex, type LocalTime } from '#kernel/time/wall-clock.ts';
import type { Rule } from './ics-rule.ts';

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** Of a rule that begins before the window, years that are counted through. */
const MOST_YEARS = 400;

/** Whether a rule is one that this file lays out: days of the year that must be certain weekdays too. */
export const isOfYearDays = ({ freq, by }: Rule): boolean =>
  freq === 'YEARLY' && /(^|;)BYYEARDAY=/.test(by) && /(^|;)BYDAY=/.test(by) && !/(^|;)BYWEEKNO=/.test(by);

/**
 * The local times of a yearly rule with BYYEARDAY and BYDAY: weekdays limit such days and add none (RFC 5545, 3.3.10, note 2 of the table); the
 * library that reads other rules adds them.
 */
export const yearDayTimes = (
  rule: Rule,
  start: LocalTime,
  until: LocalTime,
  from: LocalTime,
  to: LocalTime,
): readonly LocalTime[] => {
  const listed = new Map(rule.by.split(';').map((part) => part.split('=') as [string, string]));
  const numbers = (name: string): readonly number[] | null => listed.get(name)?.split(',').map(Number) ?? null;
  const clock = start - Math.floor(start / DAY) * DAY;
  const inOrder = (name: string, otherwise: number): readonly number[] =>
    (numbers(name) ?? [otherwise]).toSorted((a, b) => a - b);
  const clocks = inOrder('BYHOUR', Math.floor(clock / HOUR)).flatMap((hour) =>
    inOrder('BYMINUTE', Math.floor((clock % HOUR) / MINUTE)).flatMap((minute) =>
      inOrder('BYSECOND', Math.floor((clock % MINUTE) / 1000)).map((second) => hour * HOUR + minute * MINUTE + second * 1000),
    ),
  );
  const months = numbers('BYMONTH');
  const monthDays = numbers('BYMONTHDAY');
  const days = listed.get('BYDAY')?.split(',') ?? [];
  const positions = numbers('BYSETPOS');
  const fits = (day: number, year: number): boolean => {
    const date = new Date(day * DAY);
    const month = date.getUTCMonth();
    if (months && !months.includes(month + 1)) return false;
    const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    if (monthDays && !monthDays.some((one) => (one > 0 ? one : last + 1 + one) === date.getUTCDate())) return false;
    // Ordinals count within the month where there are months, else within the year.
    const [first, end] = months
      ? [Date.UTC(year, month, 1) / DAY, Date.UTC(year, month + 1, 0) / DAY]
      : [Date.UTC(year, 0, 1) / DAY, Date.UTC(year, 11, 31) / DAY];
    return days.some((one) => {
      if (WEEKDAYS.indexOf(one.slice(-2)) !== weekdayIndex(day)) return false;
      const nth = Number(one.slice(0, -2));
      return nth === 0 || nth === Math.floor((day - first) / 7) + 1 || nth === -Math.floor((end - day) / 7) - 1;
    });
  };
  const times: LocalTime[] = [];
  const begins = new Date(start).getUTCFullYear();
  let left = (rule.count ?? Infinity) - 1;
  if (start >= from && start < to) times.push(start);
  for (let year = begins; year < begins + MOST_YEARS * rule.interval && left > 0; year += rule.interval) {
    const first = Date.UTC(year, 0, 1) / DAY;
    if (first * DAY >= Math.min(to, until + 1)) break;
    const length = Date.UTC(year + 1, 0, 1) / DAY - first;
    const inYear = [...new Set((numbers('BYYEARDAY') ?? []).map((one) => (one > 0 ? one - 1 : length + one)))]
      .filter((n) => n >= 0 && n < length && fits(first + n, year))
      .toSorted((a, b) => a - b)
      .flatMap((n) => clocks.map((of) => (first + n) * DAY + of));
    const chosen =
      positions === null ? inYear : inYear.filter((_, n) => positions.includes(n + 1) || positions.includes(n - inYear.length));
    for (const at of chosen) {
      if (at <= start || left <= 0 || at > until) continue;
      left -= 1;
      if (at >= from && at < to) times.push(at);
    }
  }
  return times;
};
