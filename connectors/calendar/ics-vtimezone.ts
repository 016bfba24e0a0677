import type { Zone } from '#kernel/time/zone.ts';
import type { LocalTime } from '#kernel/time/wall-clock.ts';
import { DAY } from '#kernel/time/duration.ts';
import type { Window } from '#practices/meetings';
import type { Component } from './ics-components.ts';
import type { Report } from './ics-lines.ts';
import { ruleTimes, untilOf, type Budget } from './ics-recurrence.ts';
import { readRule } from './ics-rule.ts';
import { listed, readMoment, readOffset } from './ics-values.ts';

/** The clock of a calendar's zone. */
export type Clock = Pick<Zone, 'id' | 'toLocal' | 'toInstant'>;

export const UTC: Clock = { id: 'UTC', toLocal: (at) => at, toInstant: (local) => local };

/** One change of the clocks: the instant, and the offsets before and after it. */
interface Change {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

const MOST_CHANGES = 2_000;

/** A zone as a calendar defines it itself, right within the window and some years around it. Null where it defines none. */
export const definedZone = (component: Component, id: string, window: Window, budget: Budget, report: Report): Clock | null => {
  const changes: Change[] = [];
  for (const part of component.parts) {
    for (const change of changesOf(part, window, budget, report)) if (changes.length < MOST_CHANGES) changes.push(change);
  }
  if (changes.length === 0) return null;
  changes.sort((a, b) => a.at - b.at);
  return clockOf(id, changes);
};

const changesOf = (part: Component, window: Window, budget: Budget, report: Report): readonly Change[] => {
  const value = (name: string) => part.lines.find((line) => line.name === name)?.value;
  const [before, after] = [readOffset(value('TZOFFSETFROM') ?? ''), readOffset(value('TZOFFSETTO') ?? '')];
  if (after === null) {
    report(part.line, `This ${part.kind} of a time zone has no TZOFFSETTO such as +0100; it was left out.`);
    return [];
  }
  const startText = value('DTSTART') ?? '';
  // Zones begin in 1601 or in the year 1: before anything that matters here.
  const early = Number(startText.slice(0, 4)) < 1900;
  const start = readMoment(early ? `19000101T${startText.slice(9, 15)}` : startText);
  if (typeof start === 'string') {
    report(part.line, `The DTSTART of this ${part.kind} ${start}; it was left out.`);
    return [];
  }
  const offset = before ?? after;
  const toUtc = (local: LocalTime, utc: boolean): number => (utc ? local : local - offset);
  const first = start.utc ? start.local + offset : start.local;
  const locals: number[] = [toUtc(first, false)];
  const [from, to] = [window.from - 1100 * DAY, window.to + 500 * DAY];
  for (const line of part.lines) {
    if (line.name === 'RRULE') {
      const rule = readRule(line.value);
      if (typeof rule === 'string') {
        report(line.line, `The rule of this time zone cannot be used: ${rule}.`);
        continue;
      }
      const until = untilOf(rule, (utc) => utc + offset);
      // A rule without COUNT says the same from any of its dates, and the first is far from the window.
      const near = early && rule.count === null ? Math.max(first, atYear(first, from)) : first;
      locals.push(
        ...ruleTimes(rule, near, until, from, to, budget)
          .times.filter((local) => !early || local !== near)
          .map((local) => toUtc(local, false)),
      );
    } else if (line.name === 'RDATE') {
      for (const text of listed(line.value)) {
        const moment = readMoment(text.split('/')[0] ?? '');
        if (typeof moment !== 'string') locals.push(toUtc(moment.local, moment.utc));
      }
    }
  }
  return locals.map((at) => ({ at, before: offset, after }));
};

/** The same date and clock in the year of another moment. */
const atYear = (local: LocalTime, near: LocalTime): LocalTime => {
  const date = new Date(local);
  return Date.UTC(new Date(near).getUTCFullYear(), 0, 1, date.getUTCHours(), date.getUTCMinutes());
};

const clockOf = (id: string, changes: readonly Change[]): Clock => {
  const first = changes[0];
  const lastBefore = (at: number): Change | undefined => {
    let [low, high] = [0, changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((changes[middle]?.at ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    return changes[low - 1];
  };
  const offsetAt = (at: number): number => lastBefore(at)?.after ?? first?.before ?? 0;
  return {
    id,
    toLocal: (at) => at + offsetAt(at),
    // [T4] Of a time that exists twice the first; one that does not exist with the offset before the jump.
    toInstant(local) {
      const candidates = [...new Set([offsetAt(local - DAY), offsetAt(local), offsetAt(local + DAY)])];
      const fitting = candidates.map((offset) => local - offset).filter((at) => at + offsetAt(at) === local);
      return fitting.length > 0 ? Math.min(...fitting) : local - offsetAt(local - DAY);
    },
  };
};
