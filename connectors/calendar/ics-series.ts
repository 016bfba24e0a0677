import { DAY } from '#kernel/time/duration.ts';
import type { Details, Occurrence, Series, Window } from '#practices/meetings';
import type { Entry, Placed } from './ics-entry.ts';
import type { Report } from './ics-lines.ts';
import { ruleTimes, untilOf, type Budget } from './ics-recurrence.ts';
import type { Clock } from './ics-vtimezone.ts';
import { UTC } from './ics-vtimezone.ts';
import type { Zones } from './ics-zones.ts';

/**
 * The series of one UID: its entry, laid out within the window, with the entries that replace single times of it or all from one on
 * (`RANGE=THISANDFUTURE`). Usually one; entries that share an address by mistake are several.
 */
export const seriesOf = (
  entries: readonly Entry[],
  window: Window,
  zones: Zones,
  budget: Budget,
  report: Report,
): readonly Series[] => {
  const clockOf = ({ utc, tzid, line }: Placed): Clock => (utc ? UTC : tzid === null ? zones.otherwise : zones.clock(tzid, line));
  const instantOf = (moment: Placed): number => clockOf(moment).toInstant(moment.local);
  const masters = latest(
    entries.filter(({ replaces }) => replaces === null),
    instantOf,
  );
  const changes = entries.filter(({ replaces }) => replaces !== null).toSorted((a, b) => a.details.sequence - b.details.sequence);
  const [first, ...others] = masters;
  if (!first) return changes.map((change) => alone(change, window, instantOf, clockOf));
  return [
    lay(first, changes, window, clockOf, instantOf, budget, report),
    ...others.map((other) => ({
      ...lay(other, [], window, clockOf, instantOf, budget, report),
      uid: `${other.uid} line:${other.line}`,
    })),
  ];
};

/** Of copies of an entry the one with the highest SEQUENCE, of equal ones the last; entries that begin elsewhere are others. */
const latest = (masters: readonly Entry[], instantOf: (moment: Placed) => number): readonly Entry[] => {
  if (masters.length < 2) return masters;
  const newest = Math.max(...masters.map(({ details }) => details.sequence));
  const byStart = new Map<number, Entry>();
  for (const master of masters) if (master.details.sequence === newest) byStart.set(instantOf(master.start), master);
  return [...byStart.values()];
};

const endOf = (entry: Entry, from: number, local: number, clock: Clock, instantOf: (moment: Placed) => number): number =>
  entry.end
    ? Math.max(from, from + instantOf(entry.end) - instantOf(entry.start))
    : entry.details.allDay
      ? clock.toInstant(local + entry.length)
      : from + entry.length;

const within = (at: number, { from, to }: Window): boolean => at >= from && at < to;

const alone = (
  entry: Entry,
  window: Window,
  instantOf: (moment: Placed) => number,
  clockOf: (moment: Placed) => Clock,
): Series => {
  const from = instantOf(entry.start);
  const planned = entry.replaces ? instantOf(entry.replaces.at) : from;
  const to = endOf(entry, from, entry.start.local, clockOf(entry.start), instantOf);
  return {
    uid: entry.uid,
    line: entry.line,
    details: entry.details,
    recurs: entry.replaces !== null,
    zone: zoneName(entry.start, clockOf),
    occurrences: within(from, window) ? [{ planned, from, to }] : [],
  };
};

const zoneName = (start: Placed, clockOf: (moment: Placed) => Clock): string | null =>
  start.utc ? 'UTC' : start.tzid === null ? null : clockOf(start).id;

/** Of a series from one time on; one that moves further is another meeting. */
const LONGEST_MOVE = 62 * DAY;

const lay = (
  entry: Entry,
  changes: readonly Entry[],
  window: Window,
  clockOf: (moment: Placed) => Clock,
  instantOf: (moment: Placed) => number,
  budget: Budget,
  report: Report,
): Series => {
  const clock = clockOf(entry.start);
  const recurs = entry.rules.length > 0 || entry.extra.length > 0;
  const base = { uid: entry.uid, line: entry.line, details: entry.details, recurs, zone: zoneName(entry.start, clockOf) };
  const range = changes
    .filter(({ replaces }) => replaces?.andAllAfter)
    .map((change) => ({ change, planned: planOf(change), moved: instantOf(change.start) - planOf(change) }))
    .toSorted((a, b) => a.planned - b.planned);
  function planOf({ replaces }: Entry): number {
    return replaces ? instantOf(replaces.at) : 0;
  }

  // Those that are moved into the window may have been planned before or after it.
  const shift = range.reduce((most, { moved }) => Math.max(most, Math.min(LONGEST_MOVE, Math.abs(moved))), 0);
  const locals = localTimes(
    entry,
    { from: window.from - shift - 2 * DAY, to: window.to + shift + 2 * DAY },
    clock,
    instantOf,
    budget,
    report,
  );
  const lengths = new Map(entry.extra.flatMap((one) => (one.length === null ? [] : [[instantOf(one), one.length] as const])));
  const gone = new Set<number>();
  const goneDays = new Set<number>();
  for (const one of entry.without) {
    if (one.dateOnly) goneDays.add(one.local / DAY);
    else gone.add(instantOf(one));
    // Some write them in UTC, though the start is on no clock: as they stand, then.
    if (one.utc && !entry.start.utc && entry.start.tzid === null) gone.add(clock.toInstant(one.local));
  }
  const replacedAt = new Map<number, Entry>();
  const replacedOn = new Map<number, Entry>();
  for (const change of changes) {
    const at = change.replaces?.at;
    if (!at) continue;
    // Exchange plans whole days by the midnight of some zone.
    if (at.dateOnly || entry.start.dateOnly) replacedOn.set(Math.floor(at.local / DAY), change);
    else replacedAt.set(instantOf(at), change);
  }

  const occurrences: Occurrence[] = [];
  let reached = -1;
  const add = (planned: number, from: number, to: number, details: Details): void => {
    if (within(from, window))
      occurrences.push(details === entry.details ? { planned, from, to } : { planned, from, to, details });
  };
  for (const local of locals) {
    const day = Math.floor(local / DAY);
    const planned = clock.toInstant(local);
    if (gone.has(planned) || goneDays.has(day) || replacedAt.has(planned) || replacedOn.has(day)) continue;
    while (range[reached + 1] && (range[reached + 1]?.planned ?? Infinity) <= planned) reached += 1;
    const by = range[reached];
    const length = lengths.get(planned);
    if (!by)
      add(
        planned,
        planned,
        length === undefined ? endOf(entry, planned, local, clock, instantOf) : planned + length,
        entry.details,
      );
    else {
      const { change, moved } = by;
      const from = planned + moved;
      const movedLocal = local + change.start.local - (change.replaces?.at.local ?? 0);
      add(planned, from, endOf(change, from, movedLocal, clock, instantOf), change.details);
    }
  }
  for (const change of new Set([...replacedAt.values(), ...replacedOn.values()])) {
    const from = instantOf(change.start);
    add(planOf(change), from, endOf(change, from, change.start.local, clockOf(change.start), instantOf), change.details);
  }
  occurrences.sort((a, b) => a.from - b.from);
  return { ...base, occurrences };
};

/** On the clock of its start, in order, each once; before what is taken out. */
const localTimes = (
  entry: Entry,
  window: Window,
  clock: Clock,
  instantOf: (moment: Placed) => number,
  budget: Budget,
  report: Report,
): readonly number[] => {
  const [from, to] = [clock.toLocal(window.from), clock.toLocal(window.to)];
  const start = entry.start.local;
  const inside = (local: number): boolean => local >= from && local < to;
  const times = new Set<number>(inside(start) ? [start] : []);
  for (const { rule, line } of entry.rules) {
    const laid = ruleTimes(rule, start, untilOf(rule, clock.toLocal), from, to, budget);
    if (laid.fault !== null) report(line, `RRULE: ${laid.fault}.`);
    // Each time costs as much as there are people in it.
    budget.times -= laid.times.length * Math.floor(entry.details.attendees.length / 50);
    if (times.size === 0 && entry.rules.length === 1 && entry.extra.length === 0) return laid.times;
    for (const local of laid.times) times.add(local);
  }
  for (const extra of entry.extra) {
    const local = extra.dateOnly ? extra.local + (start - Math.floor(start / DAY) * DAY) : clock.toLocal(instantOf(extra));
    if (inside(local)) times.add(local);
  }
  return [...times].toSorted((a, b) => a - b);
};
