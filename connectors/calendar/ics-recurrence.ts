import { RRuleTemporal } from 'rrule-temporal';
import { DAY } from '#kernel/time/duration.ts';
import type { LocalTime } from '#kernel/time/wall-clock.ts';
import { simpleTimes, type Rule } from './ics-rule.ts';
import { isOfYearDays, yearDayTimes } from './ics-year-days.ts';

/** What the rules of one calendar may cost. Shared by all of its entries. */
export interface Budget {
  /** Times that may still be laid out. */
  times: number;
  /** False when the calendar has had its share of the processor. */
  readonly mayCompute: () => boolean;
  /** What was computed, by rule, start and stretch: copies of a rule cost nothing. */
  readonly known: Map<string, readonly LocalTime[] | string>;
}

/** Of one entry in one window. Hourly for a year is less. */
const MOST = 10_000;

/** The local times of a rule within `[from, to)`, in order, and what had to be left out. The start is always one of them. */
export const ruleTimes = (
  rule: Rule,
  start: LocalTime,
  until: LocalTime | null,
  from: LocalTime,
  to: LocalTime,
  budget: Budget,
): { readonly times: readonly LocalTime[]; readonly fault: string | null } => {
  const last = until ?? Infinity;
  const itself = start >= from && start < to ? [start] : [];
  if (last < start) return { times: itself, fault: 'UNTIL is before DTSTART; only its first date counts' };
  const most = Math.min(MOST, budget.times);
  const times = rule.weekdays
    ? simpleTimes(rule, start, last, from, to, most + 1)
    : byLibrary(rule, start, last, from, to, budget);
  if (typeof times === 'string') return { times: itself, fault: times };
  if (times.length <= most) {
    budget.times -= times.length;
    return { times, fault: null };
  }
  budget.times -= most;
  return {
    times: times.slice(0, most),
    fault:
      most < MOST
        ? 'the entries of this calendar take place too many times; the rest of this one’s were left out'
        : `it repeats more than ${most.toLocaleString('en')} times; the rest were left out`,
  };
};

const byLibrary = (
  rule: Rule,
  start: LocalTime,
  until: LocalTime,
  from: LocalTime,
  to: LocalTime,
  budget: Budget,
): readonly LocalTime[] | string => {
  if (start >= to) return [];
  const text = `${rule.freq};${rule.interval};${rule.count};${rule.weekStart};${rule.by}`;
  const key = `${text}|${start}|${until}|${from}|${to}`;
  const known = budget.known.get(key);
  if (known !== undefined) return known;
  const found = budget.mayCompute()
    ? isOfYearDays(rule)
      ? yearDayTimes(rule, start, until, from, to)
      : compute(rule, start, until, from, to)
    : 'the rules of this calendar take too long to compute; only its first date counts';
  if (budget.known.size < 20_000) budget.known.set(key, found);
  return found;
};

/** The library's clock is UTC throughout: rules are of wall clocks, and the zone makes instants of what comes out. */
const compute = (
  rule: Rule,
  start: LocalTime,
  until: LocalTime,
  from: LocalTime,
  to: LocalTime,
): readonly LocalTime[] | string => {
  const parts = [
    `FREQ=${rule.freq}`,
    `INTERVAL=${rule.interval}`,
    ...(rule.count === null ? [] : [`COUNT=${rule.count}`]),
    ...(until === Infinity ? [] : [`UNTIL=${stamp(until)}`]),
    `WKST=${['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][rule.weekStart]}`,
    ...(rule.by === '' ? [] : [rule.by]),
  ];
  try {
    const laid = new RRuleTemporal({
      rruleString: `DTSTART:${stamp(start)}\nRRULE:${parts.join(';')}`,
      tzid: 'UTC',
      includeDtstart: true,
      maxIterations: 10_000,
      maxCandidateEvaluations: 50_000,
      cache: false,
    });
    const times = laid.between(new Date(Math.max(start, from)), new Date(to - 1), true).map((at) => at.epochMilliseconds);
    if (start >= from && times[0] !== start) times.unshift(start);
    return times.filter((at) => at >= from && at < to).toSorted((a, b) => a - b);
  } catch {
    return 'this rule leads to no date within reason; only its first date counts';
  }
};

const stamp = (local: LocalTime): string => `${new Date(local).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

/** Where a rule ends on its start's own clock; null: never. A date ends with its day, as calendars mean it. */
export const untilOf = (rule: Rule, toLocal: (utc: number) => LocalTime): LocalTime | null =>
  rule.until === null
    ? null
    : rule.until.dateOnly
      ? rule.until.local + DAY - 1
      : rule.until.utc
        ? toLocal(rule.until.local)
        : rule.until.local;
