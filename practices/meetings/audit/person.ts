import type { Instant } from '#kernel/stream/event.ts';
import { DAY, HOUR } from '#kernel/time/duration.ts';
import { weekdayIndex, WEEKDAYS } from '#kernel/time/wall-clock.ts';
import { between, spans, workingTime, type Span, type WorkingTime } from '#kernel/time/working-time.ts';
import { zoneOf } from '#kernel/time/zone.ts';
import { tierOf } from '../tiers.ts';
import type { Meeting } from './meetings.ts';
import type { Person } from './people.ts';
import type { PersonReport } from './report.ts';
import { BREATH, CHAIN, FOCUS, type AuditSettings } from './settings.ts';
import { lengthInWeeks, type Week } from './weeks.ts';

interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** The hours of somebody, as far as they are known. */
export const hoursOf = (person: Person): WorkingTime | null => {
  const { zone, hours } = person;
  if (zone === null) return null;
  let time = compiled.get(person);
  if (!time) compiled.set(person, (time = workingTime([{ from: 0, calendar: { ...hours, zone } }])));
  return time;
};

const compiled = new WeakMap<Person, WorkingTime>();

/** What falls outside of somebody's hours, in ms. */
export const outside = (time: WorkingTime, { from, to }: Stretch): number => to - from - between(time, from, to);

/** The figures of one person whose calendar was given; `meetings` are those at which they are, in order. */
export const personReport = (
  person: Person,
  meetings: readonly Meeting[],
  weeks: readonly Week[],
  settings: AuditSettings,
): PersonReport => {
  const busy = union(meetings);
  const hours = weeks.map((week) => ({ from: week.date, hours: rounded(within(busy, week) / HOUR), days: week.days }));
  const total = busy.reduce((sum, { from, to }) => sum + to - from, 0) / HOUR;
  const zone = person.zone ?? settings.zone;
  const time = workingTime([{ from: 0, calendar: { ...person.hours, zone } }]);
  const worked = spans(time, settings.window.from, settings.window.to);
  const days = new Set(worked.map(({ date }) => date));
  const length = weeksWorked(days.size, person, zone, weeks, settings);
  const perWeek = rounded(total / length);
  const met = new Set(meetings.map(({ from }) => dayOf(from, zone)));
  const withMeetings = [...days].filter((date) => met.has(Date.parse(date) / DAY)).length;
  const late = meetings.map((meeting) => outside(time, meeting)).filter((ms) => ms > 0);
  const breaches = meetings.filter(({ from }) => {
    const weekday = WEEKDAYS[weekdayIndex(dayOf(from, zone))];
    return weekday !== undefined && settings.noMeetingDays.includes(weekday);
  });
  const pairs = meetings.filter(isOneOnOne);
  return {
    id: person.id,
    name: person.name,
    me: person.id === settings.me,
    zone,
    hoursPerWeek: perWeek,
    weeksWorked: rounded(length),
    tier: tierOf(perWeek),
    weeks: hours,
    meetings: meetings.length,
    oneOnOneHoursPerWeek: rounded(hoursIn(pairs) / length),
    focus: {
      blocksPerWeek: rounded(focusBlocks(worked, busy) / length),
      possiblePerWeek: rounded(focusBlocks(worked, []) / length),
    },
    daysWithoutMeetings: { days: days.size - withMeetings, of: days.size },
    outOfHours: { meetings: late.length, hours: rounded(late.reduce((sum, ms) => sum + ms, 0) / HOUR) },
    chains: chainsOf(busyRuns(meetings)),
    breaches: { meetings: breaches.length, hours: rounded(hoursIn(breaches)) },
  };
};

/** The weeks of a window without days of leave and holidays; of somebody who was away all the time all of them. */
const weeksWorked = (
  days: number,
  { hours: { week } }: Person,
  zone: string,
  weeks: readonly Week[],
  { window }: AuditSettings,
): number => {
  const length = lengthInWeeks(weeks);
  const usual = new Set(
    spans(workingTime([{ from: 0, calendar: { zone, week } }]), window.from, window.to).map(({ date }) => date),
  );
  return days === 0 || usual.size === 0 ? length : (length * Math.min(days, usual.size)) / usual.size;
};

export const isOneOnOne = ({ facts }: Meeting): boolean => facts.invited.length === 2 && facts.groups === 0;

export const rounded = (value: number): number => Math.round(value * 100) / 100;

const hoursIn = (meetings: readonly Stretch[]): number => meetings.reduce((sum, { from, to }) => sum + to - from, 0) / HOUR;

const dayOf = (at: Instant, zone: string): number => Math.floor(zoneOf(zone).toLocal(at) / DAY);

/** Stretches that overlap or touch as one. `sorted` by their beginning. */
export const union = (sorted: readonly Stretch[]): readonly Stretch[] => {
  const found: { from: Instant; to: Instant }[] = [];
  for (const { from, to } of sorted) {
    const last = found.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
};

/** How much of some stretches falls into another. */
const within = (stretches: readonly Stretch[], { from, to }: Stretch): number => {
  let sum = 0;
  for (let n = firstAfter(stretches, from); n < stretches.length; n++) {
    const one = stretches[n];
    if (!one || one.from >= to) break;
    sum += Math.max(0, Math.min(to, one.to) - Math.max(from, one.from));
  }
  return sum;
};

/** The first of some stretches, in order and apart, that ends after an instant. */
const firstAfter = (stretches: readonly Stretch[], at: Instant): number => {
  let [low, high] = [0, stretches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((stretches[middle]?.to ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** [M3] Free stretches of working hours hold one block for each four hours, and one more where three are left. */
const focusBlocks = (worked: readonly Span[], busy: readonly Stretch[]): number => {
  let blocks = 0;
  const count = (free: number): void => {
    const whole = Math.floor(free / FOCUS.most);
    blocks += whole + (free - whole * FOCUS.most >= FOCUS.least ? 1 : 0);
  };
  for (const span of worked) {
    let from = span.from;
    for (let n = firstAfter(busy, span.from); n < busy.length; n++) {
      const one = busy[n];
      if (!one || one.from >= span.to) break;
      if (one.from > from) count(one.from - from);
      from = Math.max(from, one.to);
    }
    if (span.to > from) count(span.to - from);
  }
  return blocks;
};

/** Meetings with less than a breath between them, together. */
const busyRuns = (meetings: readonly Meeting[]): readonly (readonly Meeting[])[] => {
  const runs: Meeting[][] = [];
  let end = -Infinity;
  for (const meeting of meetings) {
    if (meeting.from - end < BREATH) runs.at(-1)?.push(meeting);
    else runs.push([meeting]);
    end = Math.max(end, meeting.to);
  }
  return runs;
};

const chainsOf = (runs: readonly (readonly Meeting[])[]): PersonReport['chains'] => {
  const found = { count: 0, longest: 0, longestHours: 0 };
  for (const run of runs) {
    if (run.length < CHAIN) continue;
    const end = run.reduce((latest, { to }) => Math.max(latest, to), -Infinity);
    found.count += 1;
    found.longest = Math.max(found.longest, run.length);
    found.longestHours = Math.max(found.longestHours, rounded((end - (run[0]?.from ?? end)) / HOUR));
  }
  return found;
};
