import type { Instant } from '../stream/event.ts';
import { DAY, HOUR } from './duration.ts';
import { NEVER, spans, type WorkingTime } from './working-time.ts';
import { zoneOf } from './zone.ts';

/** A stretch of time, end exclusive. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** [T8] A stretch over which the same ones are working; `working` are their places in the list that was given. */
export interface Shift extends Stretch {
  readonly working: readonly number[];
}

/** [T8] Who is working when, from `from` to `to` without gaps; neighbours differ. */
export const coverage = (times: readonly WorkingTime[], from: Instant, to: Instant): readonly Shift[] => {
  if (to <= from) return [];
  const turns: { at: Instant; who: number; comes: boolean }[] = [];
  times.forEach((time, who) => {
    for (const span of merged(spans(time, from, to)))
      turns.push({ at: span.from, who, comes: true }, { at: span.to, who, comes: false });
  });
  turns.sort((a, b) => a.at - b.at);
  const shifts: Shift[] = [];
  const here = new Set<number>();
  let since = from;
  for (const { at, who, comes } of turns) {
    if (at > since) {
      shifts.push({ from: since, to: at, working: inOrder(here) });
      since = at;
    }
    if (comes) here.add(who);
    else here.delete(who);
  }
  if (since < to) shifts.push({ from: since, to, working: inOrder(here) });
  return shifts;
};

/** [T8] When all of them are working. Of nobody: all the time. */
export const allWorking = (times: readonly WorkingTime[], from: Instant, to: Instant): readonly Stretch[] =>
  stretches(coverage(times, from, to), ({ working }) => working.length === times.length);

/** When at least one of them is working. */
export const anyWorking = (times: readonly WorkingTime[], from: Instant, to: Instant): readonly Stretch[] =>
  stretches(coverage(times, from, to), ({ working }) => working.length > 0);

/** [T8] When nobody is. */
export const nobodyWorking = (times: readonly WorkingTime[], from: Instant, to: Instant): readonly Stretch[] =>
  stretches(coverage(times, from, to), ({ working }) => working.length === 0);

/** The first moment from which all of them work for `length` ms without a break, at or before `to`; `NEVER` when there is none. */
export const nextTogether = (
  times: readonly WorkingTime[],
  from: Instant,
  length: number,
  to: Instant = from + 366 * DAY,
): Instant => {
  for (let reach = 16 * DAY; ; reach *= 4) {
    const end = Math.min(from + reach, to + length);
    const found = allWorking(times, from, end).find((stretch) => stretch.to - stretch.from >= length);
    if (found) return found.from;
    if (end === to + length) return NEVER;
  }
};

/** What one hour of the day looks like on average: how many are working, and how much of it has nobody (0–1). */
export interface ClockHour {
  readonly hour: number;
  readonly mean: number;
  readonly nobody: number;
}

/** [T8] The 24 hours of the day, as the clocks of `zone` show them, over `[from, to)`: at which hours is nobody? */
export const clockCoverage = (times: readonly WorkingTime[], from: Instant, to: Instant, zone: string): readonly ClockHour[] => {
  const { toLocal } = zoneOf(zone);
  const total = new Float64Array(24);
  const worked = new Float64Array(24);
  const empty = new Float64Array(24);
  for (const shift of coverage(times, from, to)) {
    for (let at = shift.from; at < shift.to;) {
      const local = toLocal(at);
      const end = Math.min(shift.to, at + HOUR - (((local % HOUR) + HOUR) % HOUR));
      const hour = Math.floor((((local % DAY) + DAY) % DAY) / HOUR);
      const length = end - at;
      total[hour] = (total[hour] ?? 0) + length;
      worked[hour] = (worked[hour] ?? 0) + length * shift.working.length;
      if (shift.working.length === 0) empty[hour] = (empty[hour] ?? 0) + length;
      at = end;
    }
  }
  return Array.from({ length: 24 }, (_, hour) => {
    const all = total[hour] ?? 0;
    return { hour, mean: all > 0 ? (worked[hour] ?? 0) / all : 0, nobody: all > 0 ? (empty[hour] ?? 0) / all : 1 };
  });
};

const inOrder = (here: ReadonlySet<number>): readonly number[] => [...here].sort((a, b) => a - b);

const stretches = (shifts: readonly Shift[], wanted: (shift: Shift) => boolean): readonly Stretch[] =>
  merged(shifts.filter(wanted)).map(({ from, to }) => ({ from, to }));

/** Sorted stretches with those that touch made one. */
const merged = (sorted: readonly Stretch[]): readonly Stretch[] => {
  const found: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of sorted) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = to;
    else found.push({ from, to });
  }
  return found;
};
