import type { Calendar, CalendarVersion } from '#kernel/time/calendar.ts';
import { cover, workingTimeline } from '#kernel/time/compile.ts';
import { DAY, HOUR } from '#kernel/time/duration.ts';
import { add, advance, between, isWorking, nextWorking, rewind, workingTime } from '#kernel/time/working-time.ts';
import type { Measured } from './table.ts';

const YEAR = Date.UTC(2026, 0, 1);
const ROUNDS = 2_000_000;

const week = (hours: readonly string[]): Calendar['week'] => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours });

const calendars: Readonly<Record<string, Calendar>> = {
  'Berlin, two intervals a day, holidays, leave': {
    zone: 'Europe/Berlin',
    week: week(['09:00-12:30', '13:30-18:00']),
    holidays: ['DE-BE'],
    exceptions: { '2026-12-24': ['09:00-12:00'] },
    leave: [{ from: Date.UTC(2026, 6, 6), to: Date.UTC(2026, 6, 25) }],
  },
  'Auckland, nights across midnight': { zone: 'Pacific/Auckland', week: week(['22:00-06:00']), holidays: ['NZ'] },
};

/** Instants of the year in an order that no branch predictor knows. */
const instants = (): Float64Array => {
  const found = new Float64Array(4096);
  let seed = 42;
  for (let i = 0; i < found.length; i++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    found[i] = YEAR + Math.floor((seed / 2 ** 32) * 330 * DAY);
  }
  return found;
};

const measure = (calendar: string, operation: string, rounds: number, act: (at: number, i: number) => unknown): Measured => {
  const at = instants();
  for (let i = 0; i < rounds / 10; i++) act(at[i & 4095] ?? 0, i);
  const began = performance.now();
  for (let i = 0; i < rounds; i++) act(at[i & 4095] ?? 0, i);
  const value = rounds / ((performance.now() - began) / 1000);
  return { bench: 'time', what: `${calendar}: ${operation}`, value, unit: '/s' };
};

/** [T7] A million a second at least. */
const held = (figure: Measured): Measured => ({ ...figure, limit: { at: 'least', value: 1_000_000, of: 'value' } });

/** [T7] Working time over a compiled year, and what compiling takes. */
export const benchTime = (): readonly Measured[] =>
  Object.entries(calendars).flatMap(([name, calendar]) => {
    const versions: readonly CalendarVersion[] = [{ from: 0, calendar }];
    const time = workingTime(versions);
    return [
      held(measure(name, 'add 6wh', ROUNDS, (at) => add(time, at, { amount: 6, unit: 'wh' }))),
      held(measure(name, 'add up to 400wh', ROUNDS, (at, i) => advance(time, at, (i % 400) * HOUR))),
      held(measure(name, 'subtract up to 100wh', ROUNDS, (at, i) => rewind(time, at, (i % 100) * HOUR))),
      held(measure(name, 'between, some days', ROUNDS, (at, i) => between(time, at, at + (i % 20) * DAY))),
      measure(name, 'isWorking', ROUNDS, (at) => isWorking(time, at)),
      measure(name, 'nextWorking', ROUNDS, (at) => nextWorking(time, at)),
      held(measure(name, 'add 2wd', ROUNDS / 4, (at) => add(time, at, { amount: 2, unit: 'wd' }))),
      measure(name, 'workingTime, a list seen before', ROUNDS, () => workingTime(versions)),
      measure(name, 'compile 15 months', 1000, () => cover(workingTimeline(versions), YEAR, YEAR)),
      measure(name, 'compile a century', 10, () => cover(workingTimeline(versions), Date.UTC(1970, 0, 1), Date.UTC(2070, 0, 1))),
    ];
  });
