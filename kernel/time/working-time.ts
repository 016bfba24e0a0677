import type { Instant } from '../stream/event.ts';
import type { CalendarVersion } from './calendar.ts';
import { cover, HORIZON, nearest, spanAfter, workingTimeline, type Spans, type Timeline } from './compile.ts';
import { DAY, lengthOf, type Duration } from './duration.ts';
import { formatDate } from './wall-clock.ts';

/** Compiled calendars of one actor. Made by `workingTime`; every function below takes it first. */
export interface WorkingTime {
  readonly versions: readonly CalendarVersion[];
  readonly timeline: Timeline;
}

/** Working time from an instant to another, end exclusive. `date` is the local date whose hours it belongs to. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
  readonly date: string;
}

/** The answer where working time ends before it comes: no working time is known after 2199, nor for an empty list of versions. */
export const NEVER = Infinity;

const byList = new WeakMap<readonly CalendarVersion[], WorkingTime>();
const byContent = new Map<string, WorkingTime>();
const KEPT = 1024;

/**
 * [T2] Compiles an actor's calendar versions; the same list, or one that says the same, is compiled once.
 * Throws a RangeError for a calendar that `checkCalendar` would refuse for its form.
 */
export const workingTime = (versions: readonly CalendarVersion[]): WorkingTime => {
  let made = byList.get(versions);
  if (made) return made;
  const content = JSON.stringify(versions);
  made = byContent.get(content) ?? { versions, timeline: workingTimeline(versions) };
  byContent.delete(content);
  byContent.set(content, made);
  if (byContent.size > KEPT) byContent.delete(byContent.keys().next().value ?? '');
  byList.set(versions, made);
  return made;
};

/**
 * [T3] The moment a duration after another. Elapsed durations ignore the calendar. Working ones count from the next working moment; work
 * that ends exactly at closing time ends there, not at the next opening. `NEVER` when there is not so much working time.
 */
export const add = (time: WorkingTime, at: Instant, duration: Duration): Instant => {
  if (duration.unit === 'wd') return addDays(time, at, duration.amount);
  const length = lengthOf(duration) ?? 0;
  return duration.unit === 'wh' ? advance(time, at, length) : at + length;
};

/** The mirror of `add`: working durations count back from the last working moment; `-NEVER` when there is not so much. */
export const subtract = (time: WorkingTime, at: Instant, duration: Duration): Instant => {
  if (duration.unit === 'wd') return subtractDays(time, at, duration.amount);
  const length = lengthOf(duration) ?? 0;
  return duration.unit === 'wh' ? rewind(time, at, length) : at - length;
};

/** `add` for a length of working time in ms. */
export const advance = ({ timeline }: WorkingTime, since: Instant, length: number): Instant => {
  if (since >= HORIZON.to) return NEVER;
  const at = nearest(since);
  let spans = cover(timeline, at, at);
  for (;;) {
    const from = spanAfter(spans, at);
    if (from < spans.size) {
      if (length <= 0) return Math.max(at, num(spans.start[from]));
      const target = elapsed(spans, from, at) + length;
      if (target <= num(spans.before[spans.size])) {
        const span = lastBelow(spans, target, from);
        return num(spans.start[span]) + target - num(spans.before[span]);
      }
    }
    if (spans.hi >= HORIZON.to) return NEVER;
    spans = cover(timeline, at, spans.hi);
  }
};

/** `subtract` for a length of working time in ms. */
export const rewind = ({ timeline }: WorkingTime, until: Instant, length: number): Instant => {
  if (until < HORIZON.from) return -NEVER;
  const at = nearest(until);
  let spans = cover(timeline, at, at);
  for (;;) {
    const after = spanAfter(spans, at);
    if (length <= 0) {
      if (after < spans.size && num(spans.start[after]) <= at) return at;
      if (after > 0) return num(spans.end[after - 1]);
    } else {
      const target = elapsed(spans, after, at) - length;
      if (target >= 0) {
        const span = lastAtMost(spans, target, after);
        return num(spans.start[span]) + target - num(spans.before[span]);
      }
    }
    if (spans.lo <= HORIZON.from) return -NEVER;
    spans = cover(timeline, spans.lo - 1, at);
  }
};

/** [T5] Working time from one instant to another in ms; 0 when they are the wrong way round. */
export const between = ({ timeline }: WorkingTime, since: Instant, until: Instant): number => {
  const from = nearest(since);
  const to = nearest(until);
  if (to <= from) return 0;
  const spans = cover(timeline, from, to);
  return elapsed(spans, spanAfter(spans, to), to) - elapsed(spans, spanAfter(spans, from), from);
};

/** Whether the instant is working time; the closing moment of a span is not. */
export const isWorking = ({ timeline }: WorkingTime, at: Instant): boolean => {
  if (nearest(at) !== at) return false;
  const spans = cover(timeline, at, at);
  const span = spanAfter(spans, at);
  return span < spans.size && num(spans.start[span]) <= at;
};

/** The instant itself where it is working time, else the next opening. */
export const nextWorking = (time: WorkingTime, at: Instant): Instant => advance(time, at, 0);

/** The instant itself where it is working time, else the last closing. */
export const previousWorking = (time: WorkingTime, at: Instant): Instant => rewind(time, at, 0);

/** The working time within `[from, to)`, in order, cut at its ends. Two days that touch at midnight stay two spans. */
export const spans = ({ timeline }: WorkingTime, since: Instant, until: Instant): readonly Span[] => {
  const from = nearest(since);
  const to = nearest(until);
  if (to <= from) return [];
  const laid = cover(timeline, from, to);
  const found: Span[] = [];
  for (let i = spanAfter(laid, from); i < laid.size && num(laid.start[i]) < to; i++) {
    const span = {
      from: Math.max(from, num(laid.start[i])),
      to: Math.min(to, num(laid.end[i])),
      date: formatDate(num(laid.day[i])),
    };
    const last = found.at(-1);
    // A day whose calendar changes while it lasts is laid out in two parts.
    if (last?.date === span.date && last.to === span.from) found[found.length - 1] = { ...last, to: span.to };
    else found.push(span);
  }
  return found;
};

/** The local dates that have working time within `[from, to)`. */
export const workdays = (time: WorkingTime, from: Instant, to: Instant): readonly string[] => [
  ...new Set(spans(time, from, to).map((span) => span.date)),
];

/** [T5] How many working days fit: the largest `n` for which `n` working days after `from` is at or before `to`; 0 when none. */
export const workdaysBetween = (time: WorkingTime, since: Instant, until: Instant): number => {
  const from = nearest(since);
  const to = nearest(until);
  if (to <= from) return 0;
  const laid = cover(time.timeline, from, to);
  const first = spanAfter(laid, from);
  const last = spanAfter(laid, to);
  if (first >= laid.size) return 0;
  const days = num(laid.group[Math.min(last, laid.size - 1)]) - num(laid.group[first]);
  return days > 0 && addDays(time, from, days) > to ? days - 1 : days;
};

/** Room that a whole working day needs, whatever its zone and hours. */
const DAY_ROOM = 4 * DAY;

const addDays = ({ timeline }: WorkingTime, since: Instant, days: number): Instant => {
  if (since >= HORIZON.to) return NEVER;
  const at = nearest(since);
  let laid = cover(timeline, at, at);
  for (;;) {
    const span = spanAfter(laid, at);
    if (span < laid.size) {
      const from = Math.max(at, num(laid.start[span]));
      if (days === 0) return from;
      const day = num(laid.group[span]) + days;
      const whole = day < laid.groups && (laid.hi >= HORIZON.to || num(laid.start[num(laid.first[day])]) + DAY_ROOM < laid.hi);
      if (whole) return onDay(laid, day, clockOf(laid, span, from));
    }
    if (laid.hi >= HORIZON.to) return NEVER;
    laid = cover(timeline, at, laid.hi);
  }
};

const subtractDays = ({ timeline }: WorkingTime, until: Instant, days: number): Instant => {
  if (until < HORIZON.from) return -NEVER;
  const at = nearest(until);
  let laid = cover(timeline, at, at);
  for (;;) {
    const after = spanAfter(laid, at);
    const inside = after < laid.size && num(laid.start[after]) <= at;
    const span = inside ? after : after - 1;
    if (span >= 0) {
      const from = inside ? at : num(laid.end[span]);
      if (days === 0) return from;
      const day = num(laid.group[span]) - days;
      const whole = day >= 0 && (laid.lo <= HORIZON.from || num(laid.start[num(laid.first[day])]) - DAY_ROOM > laid.lo);
      if (whole) return backOnDay(laid, day, inside ? clockOf(laid, span, from) : clockOf(laid, span, from - 1) + 1);
    }
    if (laid.lo <= HORIZON.from) return -NEVER;
    laid = cover(timeline, laid.lo - 1, at);
  }
};

/** What the clock shows, in ms from the midnight that begins the span's working day: over 24 h in hours that crossed it. */
const clockOf = (laid: Spans, span: number, at: Instant): number => zoneAt(laid, span).toLocal(at) - num(laid.day[span]) * DAY;

/** [T3] Before the day's hours their start, after them their end, in a gap the gap's end. */
const onDay = (laid: Spans, day: number, clock: number): Instant => {
  const last = num(laid.first[day + 1]) - 1;
  for (let span = num(laid.first[day]); span <= last; span++) {
    const at = zoneAt(laid, span).toInstant(num(laid.date[day]) * DAY + clock);
    if (at < num(laid.end[span])) return Math.max(at, num(laid.start[span]));
  }
  return num(laid.end[last]);
};

/** The same on the way back: in a gap the gap's beginning. */
const backOnDay = (laid: Spans, day: number, clock: number): Instant => {
  const first = num(laid.first[day]);
  for (let span = num(laid.first[day + 1]) - 1; span >= first; span--) {
    const at = zoneAt(laid, span).toInstant(num(laid.date[day]) * DAY + clock);
    if (at >= num(laid.start[span])) return Math.min(at, num(laid.end[span]));
  }
  return num(laid.start[first]);
};

const zoneAt = (laid: Spans, span: number) => {
  const zone = laid.zone[span];
  if (!zone) throw new RangeError(`No span ${span}.`);
  return zone;
};

/** Working ms up to an instant whose following span is known. */
const elapsed = (laid: Spans, span: number, at: Instant): number =>
  num(laid.before[span]) + (span < laid.size ? Math.max(0, at - num(laid.start[span])) : 0);

/** The last span, from a given one on, before which less than `target` was worked: work ends there, also at its very end. */
const lastBelow = ({ before, size }: Spans, target: number, from: number): number => {
  // Most durations end within a few spans; widen the search by doubling.
  let step = 1;
  let low = from;
  while (low + step < size && num(before[low + step]) < target) {
    low += step;
    step *= 2;
  }
  let high = Math.min(size - 1, low + step - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (num(before[middle]) < target) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** The last span, up to a given one, before which at most `target` was worked. */
const lastAtMost = ({ before, size }: Spans, target: number, to: number): number => {
  let step = 1;
  let high = Math.min(to, size - 1);
  while (high >= step && num(before[high - step + 1]) > target) {
    high -= step;
    step *= 2;
  }
  let low = Math.max(0, high - step);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (num(before[middle]) <= target) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** Typed arrays read within their bounds. */
const num = (value: number | undefined): number => value ?? 0;
