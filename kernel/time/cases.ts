import type { Calendar, CalendarVersion, Leave, Weekday } from './calendar.ts';
import { DAY } from './duration.ts';
import {
  add,
  advance,
  between,
  isWorking,
  rewind,
  spans,
  subtract,
  workdays,
  workingTime,
  type WorkingTime,
} from './working-time.ts';
import { formatDate, parseDate } from './wall-clock.ts';
import { zoneOf } from './zone.ts';

/** A list of wall-clock intervals as pairs, end exclusive: `[["09:00", "12:00"], ["13:00", "17:00"]]`. */
type Hours = readonly (readonly [string, string])[];

/** The calendar of a case. A shift replaces its date's weekly hours; breaks and holidays are cut out of whatever is there. */
export interface CaseCalendar {
  readonly tz: string;
  readonly hours?: Readonly<Partial<Record<Weekday, Hours>>>;
  readonly shifts?: Readonly<Record<string, Hours>>;
  readonly breaks?: Readonly<Record<string, Hours>>;
  readonly holidays?: readonly string[];
}

/** One published case of working-time arithmetic: an operation on a calendar, and its answer. Instants are ISO 8601 in UTC. */
export type Case = { readonly id: string; readonly calendar: CaseCalendar; readonly expected?: unknown } & (
  | { readonly op: 'within'; readonly input: { readonly from: string; readonly to: string } }
  | { readonly op: 'add' | 'sub'; readonly input: { readonly at: string; readonly amount: number; readonly unit: CaseUnit } }
  | { readonly op: 'is_open'; readonly input: { readonly at: string } }
  | { readonly op: 'periods'; readonly input: { readonly after?: string; readonly before?: string; readonly take: number } }
  | { readonly op: 'workdates'; readonly input: { readonly after?: string; readonly before?: string; readonly take: number } }
  | { readonly op: 'resolve_local'; readonly input: { readonly date: string; readonly time: string } }
);

type CaseUnit = 'second' | 'minute' | 'hour' | 'day';

const UNIT = { second: 1000, minute: 60_000, hour: 3_600_000 } as const satisfies Record<Exclude<CaseUnit, 'day'>, number>;

/**
 * Answers one case in the form of its `expected`: `within` seconds; `add`, `sub` and `resolve_local` an instant; `is_open` a boolean;
 * `periods` pairs of instants and `workdates` dates, nearest first. An `add` that never comes is null.
 */
export const answer = (asked: Case): unknown => {
  switch (asked.op) {
    case 'resolve_local':
      return iso(resolve(asked.calendar.tz, asked.input.date, asked.input.time));
    case 'within':
      return between(timeOf(asked.calendar), instant(asked.input.from), instant(asked.input.to)) / 1000;
    case 'is_open':
      return isWorking(timeOf(asked.calendar), instant(asked.input.at));
    case 'add':
    case 'sub':
      return iso(moved(timeOf(asked.calendar), asked.op, asked.input));
    case 'periods':
      return periods(timeOf(asked.calendar), asked.input);
    case 'workdates':
      return workdates(asked.calendar, asked.input);
    default:
      throw new Error(`No such operation: ${JSON.stringify(asked satisfies never)}`);
  }
};

const moved = (
  time: WorkingTime,
  op: 'add' | 'sub',
  { at, amount, unit }: { at: string; amount: number; unit: CaseUnit },
): number => {
  const forth = (op === 'add') === amount >= 0;
  const size = Math.abs(amount);
  if (unit === 'day') return (forth ? add : subtract)(time, instant(at), { amount: size, unit: 'wd' });
  return (forth ? advance : rewind)(time, instant(at), size * UNIT[unit]);
};

const periods = (time: WorkingTime, { after, before, take }: { after?: string; before?: string; take: number }): unknown =>
  nearest(take, (reach) =>
    after === undefined
      ? spans(time, instant(before) - reach, instant(before)).toReversed()
      : spans(time, instant(after), instant(after) + reach),
  ).map((span) => [iso(span.from), iso(span.to)]);

const workdates = (
  calendar: CaseCalendar,
  { after, before, take }: { after?: string; before?: string; take: number },
): unknown => {
  const time = timeOf(calendar);
  const edge = resolve(calendar.tz, after ?? before ?? '', '00:00');
  return nearest(take, (reach) =>
    after === undefined
      ? // The hours of a date may begin after its midnight has passed, where a holiday takes those before.
        workdays(time, edge - reach, edge + 2 * DAY)
          .filter((date) => date < (before ?? ''))
          .toReversed()
      : workdays(time, edge, edge + reach).filter((date) => date > after),
  );
};

/** Looks further and further, until there is one more than wanted: the last may be cut by the edge of the look. */
const nearest = <T>(take: number, within: (reach: number) => readonly T[]): readonly T[] => {
  for (let reach = 32 * DAY; ; reach *= 4) {
    const found = within(reach);
    if (found.length > take || reach > FAR) return found.slice(0, take);
  }
};

const FAR = 20 * 366 * DAY;

/** The kernel's calendar of a case. Breaks and holidays become leave, which is cut out of everything, shifts included. */
const timeOf = (calendar: CaseCalendar): WorkingTime => workingTime(versionsOf(calendar));

const versionsOf = ({ tz, hours = {}, shifts = {}, breaks = {}, holidays = [] }: CaseCalendar): readonly CalendarVersion[] => {
  const leave: Leave[] = holidays.map((date) => ({ from: resolve(tz, date, '00:00'), to: resolve(tz, date, '24:00') }));
  for (const [date, pauses] of Object.entries(breaks)) {
    for (const [from, to] of pauses)
      leave.push({ from: resolve(tz, date, from), to: resolve(tz, to > from ? date : nextDate(date), to) });
  }
  const calendar: Calendar = {
    zone: tz,
    week: Object.fromEntries(Object.entries(hours).map(([day, list]) => [day, list.map(([from, to]) => `${from}-${to}`)])),
    exceptions: Object.fromEntries(
      Object.entries(shifts).map(([date, list]) => [date, list.map(([from, to]) => `${from}-${to}`)]),
    ),
    leave,
  };
  return [{ from: 0, calendar }];
};

const resolve = (tz: string, date: string, clock: string): number => {
  const [hour = 0, minute = 0, second = 0] = clock.split(':').map(Number);
  return zoneOf(tz).toInstant((parseDate(date) ?? Number.NaN) * DAY + ((hour * 60 + minute) * 60 + second) * 1000);
};

const nextDate = (date: string): string => formatDate((parseDate(date) ?? Number.NaN) + 1);

const instant = (text: string | undefined): number => Temporal.Instant.from(text ?? '').epochMilliseconds;

const iso = (at: number): string | null => (Number.isFinite(at) ? new Date(at).toISOString().replace('.000Z', 'Z') : null);

/** What differs, a line a case; an answer that fails counts as one that differs. */
const report = (cases: readonly Case[]): { readonly lines: readonly string[]; readonly failed: number } => {
  const lines: string[] = [];
  for (const asked of cases) {
    const expected = JSON.stringify(asked.expected);
    let answered: string;
    try {
      answered = JSON.stringify(answer(asked));
    } catch (error) {
      answered = String(error);
    }
    if (answered !== expected)
      lines.push(`${asked.id} ${asked.op} ${JSON.stringify(asked.input)}: answered ${answered}, expected ${expected}`);
  }
  return { lines: [...lines, `${cases.length - lines.length} passed, ${lines.length} failed`], failed: lines.length };
};

/** `node kernel/time/cases.ts FILE.json` prints each case whose answer differs, and how many passed. */
if (import.meta.main) {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  const file: { readonly cases: readonly Case[] } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
  const { lines, failed } = report(file.cases);
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}
