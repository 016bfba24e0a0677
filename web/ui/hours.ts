/** Pure arithmetic of weekly hours, in the calendar's own form: `{ mon: ['09:00-12:30', '13:30-17:00'] }` [T1]. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type WeekdayName = (typeof WEEKDAYS)[number];
export type Week = Readonly<Partial<Record<WeekdayName, readonly string[]>>>;

export interface Hours {
  readonly start: string;
  readonly end: string;
}

/** `09:00-17:00` → its ends. */
export const endsOf = (interval: string): Hours => {
  const [start = '09:00', end = '17:00'] = interval.split('-');
  return { start, end };
};

export const intervalOf = ({ start, end }: Hours): string => `${start}-${end === '00:00' ? '24:00' : end}`;

/**
 * A wall clock from how people type one: `9`, `930`, `9:30`, `9.30`, `17h`, `5pm`, `5:30 pm`, `24` → `HH:MM`; null for what is none.
 */
export const clockOf = (typed: string): string | null => {
  const found = /^\s*(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?\s*h?\s*(am|pm)?\s*$/i.exec(typed.toLowerCase().replaceAll('.m.', 'm'));
  if (!found) return null;
  const [hour, minute, half] = [Number(found[1]), Number(found[2] ?? 0), found[3]];
  if (half && (hour < 1 || hour > 12)) return null;
  const total = (half ? (hour % 12) + (half === 'pm' ? 12 : 0) : hour) * 60 + minute;
  return minute > 59 || total > 1440 ? null : clockAt(total);
};

const clockAt = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** A quarter of an hour later or earlier, on the quarter, within the day. */
export const stepped = (clock: string, by: 1 | -1): string =>
  clockAt(
    Math.min(1440, Math.max(0, (by === 1 ? Math.floor(minuteOf(clock) / 15) + 1 : Math.ceil(minuteOf(clock) / 15) - 1) * 15)),
  );

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

/** From–to in minutes since the day's midnight; past 1440 where it crosses the next. */
const minutesOf = (interval: string): { readonly from: number; readonly to: number } => {
  const [start = '00:00', end = '00:00'] = interval.split('-');
  const from = minuteOf(start);
  const to = minuteOf(end);
  return { from, to: to < from ? to + 1440 : to };
};

export const crossesMidnight = (interval: string): boolean => minutesOf(interval).to > 1440;

const lengthOfDay = (intervals: readonly string[] = []): number =>
  intervals.reduce((sum, interval) => sum + minutesOf(interval).to - minutesOf(interval).from, 0);

/** Hours to a quarter. */
export const hoursOfDay = (intervals: readonly string[] | undefined): number => Math.round(lengthOfDay(intervals) / 15) / 4;
export const hoursOfWeek = (week: Week): number => WEEKDAYS.reduce((sum, day) => sum + hoursOfDay(week[day]), 0);

/** What is wrong with a day's intervals: one without length, or two that overlap. */
export const faultOf = (intervals: readonly string[] = []): 'empty' | 'overlap' | null => {
  const spans = intervals.map(minutesOf).toSorted((a, b) => a.from - b.from);
  if (spans.some((span) => span.to === span.from)) return 'empty';
  return spans.some((span, index) => span.to > (spans[index + 1]?.from ?? Infinity)) ? 'overlap' : null;
};

/** Where another interval would begin: an hour after the last one ends, four hours long, within the day. */
export const nextInterval = (intervals: readonly string[] = []): string => {
  const last = Math.max(...intervals.map((interval) => minutesOf(interval).to), 0);
  if (last === 0) return '09:00-17:00';
  const from = Math.min(last + 60, 22 * 60);
  return `${clockAt(from)}-${clockAt(Math.min(from + 240, 1440))}`;
};

/** A day's hours with one of them replaced, or removed with null. */
export const withInterval = (week: Week, day: WeekdayName, index: number, interval: string | null): Week => {
  const intervals = [...(week[day] ?? [])];
  intervals.splice(index, 1, ...(interval === null ? [] : [interval]));
  const { [day]: _, ...rest } = week;
  return intervals.length === 0 ? rest : { ...rest, [day]: intervals };
};
