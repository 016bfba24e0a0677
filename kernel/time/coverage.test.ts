import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Calendar } from './calendar.ts';
import { situation } from './calendars.arbitrary.ts';
import { allWorking, anyWorking, clockCoverage, coverage, nextTogether, nobodyWorking } from './coverage.ts';
import { DAY, HOUR } from './duration.ts';
import { between, isWorking, NEVER, workingTime } from './working-time.ts';

// Slow machines are no failures.
vi.setConfig({ testTimeout: 60_000 });

const days = (hours: readonly string[]): Calendar['week'] => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours });
const person = (zone: string, hours: readonly string[]) => workingTime([{ from: 0, calendar: { zone, week: days(hours) } }]);

const ines = person('Europe/Berlin', ['09:00-17:00']);
const raj = person('Asia/Kolkata', ['10:00-18:30']);
const tomas = person('America/Sao_Paulo', ['09:00-18:00']);
const aroha = person('Pacific/Auckland', ['09:00-17:00']);
const everyone = [ines, raj, tomas, aroha];

// A Tuesday in winter time of Berlin: Berlin works 08–16 UTC, Pune 04:30–13, São Paulo 12–21, Auckland 20–04.
const tuesday = Date.UTC(2026, 2, 17);
const show = (list: readonly { from: number; to: number }[]): readonly string[] =>
  list.map(({ from, to }) => `${new Date(from).toISOString().slice(11, 16)}-${new Date(to).toISOString().slice(11, 16)}`);

describe('several calendars', () => {
  it('[T8] are all working where their hours meet', () => {
    expect(show(allWorking([ines, raj], tuesday, tuesday + DAY))).toEqual(['08:00-13:00']);
    expect(show(allWorking([ines, raj, tomas], tuesday, tuesday + DAY))).toEqual(['12:00-13:00']);
    expect(show(allWorking(everyone, tuesday, tuesday + 7 * DAY))).toEqual([]);
    expect(show(allWorking([], tuesday, tuesday + DAY))).toEqual(['00:00-00:00']);
  });

  it('[T8] leave hours at which nobody works', () => {
    expect(show(nobodyWorking([ines, tomas, aroha], tuesday, tuesday + DAY))).toEqual(['04:00-08:00']);
    expect(show(nobodyWorking(everyone, tuesday, tuesday + DAY))).toEqual(['04:00-04:30']);
    expect(show(anyWorking(everyone, tuesday, tuesday + DAY))).toEqual(['00:00-04:00', '04:30-00:00']);
  });

  it('[T8] say who works when, without gaps', () => {
    expect(
      coverage([ines, raj], tuesday, tuesday + DAY).map(({ from, working }) => [new Date(from).getUTCHours(), ...working]),
    ).toEqual([[0], [4, 1], [8, 0, 1], [13, 0], [16]]);
  });

  it('[T8] meet next for as long as is needed', () => {
    expect(nextTogether([ines, raj], tuesday + 12 * HOUR, HOUR)).toBe(tuesday + 12 * HOUR);
    expect(nextTogether([ines, raj], tuesday + 12 * HOUR, 2 * HOUR)).toBe(tuesday + 32 * HOUR);
    expect(nextTogether([ines, raj], tuesday, 5 * HOUR)).toBe(tuesday + 8 * HOUR);
  });

  it('[T8] [T6] that never meet are told so', () => {
    expect(nextTogether(everyone, tuesday, HOUR)).toBe(NEVER);
    expect(nextTogether([ines, raj], tuesday, HOUR, tuesday + 4 * HOUR)).toBe(NEVER);
    expect(nextTogether([workingTime([]), ines], tuesday, HOUR)).toBe(NEVER);
  });

  it('[T8] cover each hour of the clock with so many on average', () => {
    const hours = clockCoverage(everyone, tuesday, tuesday + DAY, 'Etc/UTC');
    expect(hours.map(({ hour }) => hour)).toEqual(Array.from({ length: 24 }, (_, i) => i));
    expect([hours[4], hours[5], hours[12]]).toEqual([
      { hour: 4, mean: 0.5, nobody: 0.5 },
      { hour: 5, mean: 1, nobody: 0 },
      { hour: 12, mean: 3, nobody: 0 },
    ]);
    const pune = clockCoverage([raj], tuesday, tuesday + DAY, 'Asia/Kolkata');
    expect([pune[9]?.mean, pune[10]?.mean, pune[18]?.mean]).toEqual([0, 1, 0.5]);
  });

  it('[T8] at any instant are counted as each is by itself', () => {
    fc.assert(
      fc.property(
        fc.array(situation, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(5 * DAY), { minLength: 8, maxLength: 8 }),
        (people, offsets) => {
          const from = people[0]?.at ?? 0;
          const times = people.map(({ versions }) =>
            workingTime(versions.map((version) => ({ ...version, calendar: { ...version.calendar, holidays: [] } }))),
          );
          const shifts = coverage(times, from, from + 5 * DAY);
          for (const offset of offsets) {
            const at = Math.min(from + offset, from + 5 * DAY - 1);
            const shift = shifts.find((stretch) => stretch.from <= at && at < stretch.to);
            expect(shift?.working).toEqual(times.flatMap((time, i) => (isWorking(time, at) ? [i] : [])));
          }
          const sum = shifts.reduce((total, shift) => total + (shift.to - shift.from) * shift.working.length, 0);
          expect(sum).toBe(times.reduce((total, time) => total + between(time, from, from + 5 * DAY), 0));
        },
      ),
      { numRuns: 60 },
    );
  });
});
