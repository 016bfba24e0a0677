import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { instantIn, situation, situationOfOne } from './calendars.arbitrary.ts';
import type { CalendarVersion } from './calendar.ts';
import { workingTimeline } from './compile.ts';
import { DAY, HOUR } from './duration.ts';
import { oracleAddDays, oracleStretches, oracleSubtractDays, ownerAt } from './oracle.ts';
import {
  add,
  advance,
  between,
  isWorking,
  NEVER,
  nextWorking,
  previousWorking,
  rewind,
  spans,
  subtract,
  workdaysBetween,
  type WorkingTime,
} from './working-time.ts';

// Slow machines are no failures.
vi.setConfig({ testTimeout: 60_000 });

/** Compiled apart from the cache, so that nothing was laid out before. */
const fresh = (versions: readonly CalendarVersion[]): WorkingTime => ({ versions, timeline: workingTimeline(versions) });

/** What the clock shows at a moment of work, in ms from the midnight that begins its working day; null outside of work. */
const clockOfDay = (time: WorkingTime, zone: string, at: number): number | null => {
  const span = spans(time, at, at + 1)[0];
  if (!span) return null;
  const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
  return Temporal.PlainDate.from(span.date).toPlainDateTime().until(local).total('milliseconds');
};

const work = fc.oneof(
  fc.integer({ min: 0, max: 200 * HOUR }),
  fc.integer({ min: 0, max: 400 }).map((half) => (half * HOUR) / 2),
);
const days = fc.integer({ min: 0, max: 40 });
const holds = { numRuns: 400 } as const;

describe('working hours', () => {
  it('[T5] between a moment and the moment some working time later lies exactly that working time', () => {
    fc.assert(
      fc.property(situation, work, ({ at, versions }, length) => {
        const time = fresh(versions);
        const later = advance(time, at, length);
        fc.pre(later !== NEVER);
        expect(between(time, at, later)).toBe(length);
      }),
      holds,
    );
  });

  it('[T5] and the same going back', () => {
    fc.assert(
      fc.property(situation, work, ({ at, versions }, length) => {
        const time = fresh(versions);
        const earlier = rewind(time, at, length);
        fc.pre(earlier !== -NEVER);
        expect(between(time, earlier, at)).toBe(length);
      }),
      holds,
    );
  });

  it('[T5] ends at the first moment by which so much was worked', () => {
    fc.assert(
      fc.property(situation, work, ({ at, versions }, length) => {
        const time = fresh(versions);
        const later = advance(time, at, length + 1);
        fc.pre(later !== NEVER);
        expect(between(time, at, later - 1)).toBe(length);
        expect(isWorking(time, later - 1)).toBe(true);
      }),
      holds,
    );
  });

  it('[T5] a later beginning or more work never ends earlier', () => {
    fc.assert(
      fc.property(situation, fc.nat(20 * DAY), work, work, ({ at, versions }, wait, length, more) => {
        const time = fresh(versions);
        expect(advance(time, at + wait, length)).toBeGreaterThanOrEqual(advance(time, at, length));
        expect(advance(time, at, length + more)).toBeGreaterThanOrEqual(advance(time, at, length));
        expect(rewind(time, at - wait, length)).toBeLessThanOrEqual(rewind(time, at, length));
        expect(rewind(time, at, length + more)).toBeLessThanOrEqual(rewind(time, at, length));
      }),
      holds,
    );
  });

  it('[T5] work interrupted and resumed takes what it takes in one go', () => {
    fc.assert(
      fc.property(situation, work, work, ({ at, versions }, length, rest) => {
        const time = fresh(versions);
        const middle = advance(time, at, length);
        fc.pre(middle !== NEVER && rest > 0);
        expect(advance(time, middle, rest)).toBe(advance(time, at, length + rest));
      }),
      holds,
    );
  });

  it('[T5] working time adds up, and never runs backwards', () => {
    fc.assert(
      fc.property(situation, fc.nat(20 * DAY), fc.nat(20 * DAY), ({ at, versions }, first, second) => {
        const time = fresh(versions);
        const [middle, end] = [at + first, at + first + second];
        expect(between(time, at, end)).toBe(between(time, at, middle) + between(time, middle, end));
        expect(between(time, end, at)).toBe(0);
      }),
      holds,
    );
  });

  it('[T5] leave counts zero', () => {
    fc.assert(
      fc.property(situation, ({ versions }) => {
        const time = fresh(versions);
        versions.forEach(({ from, calendar }, i) => {
          const [since, until] = [i === 0 ? -Infinity : from, versions[i + 1]?.from ?? Infinity];
          for (const leave of calendar.leave ?? []) {
            expect(between(time, Math.max(leave.from, since), Math.min(leave.to, until))).toBe(0);
          }
        });
      }),
      holds,
    );
  });

  it('the next and the last working moment are where the rules say they are', () => {
    fc.assert(
      fc.property(situation, ({ at, versions }) => {
        const time = fresh(versions);
        const next = nextWorking(time, at);
        fc.pre(next !== NEVER);
        expect(isWorking(time, next)).toBe(true);
        expect(between(time, at, next)).toBe(0);
        const last = previousWorking(time, at);
        expect(isWorking(time, last) || isWorking(time, last - 1)).toBe(true);
        expect(between(time, last, at)).toBe(0);
        expect(isWorking(time, at)).toBe(next === at);
      }),
      holds,
    );
  });
});

describe('against the rules told a second time', () => {
  it('[T1] [T2] [T4] [T5] the spans of ten days, and the day to which each belongs, are what the rules say instant by instant', () => {
    fc.assert(
      fc.property(situation, ({ at, versions }) => {
        const told = oracleStretches(versions, at, at + 10 * DAY);
        const laid = spans(fresh(versions), at, at + 10 * DAY);
        expect(laid.map(({ from, to, date }) => [from, to, date])).toEqual(told.map(({ from, to, owner }) => [from, to, owner]));
      }),
      { numRuns: 150 },
    );
  });

  it('[T1] [T4] any instant is working time or not, as the rules say', () => {
    fc.assert(
      fc.property(situation, fc.array(fc.nat(20 * DAY), { minLength: 10, maxLength: 10 }), ({ at, versions }, offsets) => {
        const time = fresh(versions);
        for (const offset of offsets) {
          const moment = at - 10 * DAY + offset;
          expect(isWorking(time, moment)).toBe(ownerAt(versions, moment) !== null);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('[T3] some working days later is the same wall-clock time, or the nearest of that day as the rule says', () => {
    fc.assert(
      fc.property(situationOfOne, fc.integer({ min: 1, max: 6 }), ({ at, calendar }, count) => {
        const told = oracleAddDays(calendar, at, count, (3 + count * 4) * 2 * DAY);
        fc.pre(told !== null);
        expect(add(fresh([{ from: 0, calendar }]), at, { amount: count, unit: 'wd' })).toBe(told);
      }),
      { numRuns: 150 },
    );
  });

  it('[T3] some working days earlier is the mirror of that', () => {
    fc.assert(
      fc.property(situationOfOne, fc.integer({ min: 1, max: 6 }), ({ at, calendar }, count) => {
        const told = oracleSubtractDays(calendar, at, count, (3 + count * 4) * 2 * DAY);
        fc.pre(told !== null);
        expect(subtract(fresh([{ from: 0, calendar }]), at, { amount: count, unit: 'wd' })).toBe(told);
      }),
      { numRuns: 150 },
    );
  });
});

describe('working days', () => {
  it('[T5] between a moment and the moment some working days later lie exactly those working days', () => {
    fc.assert(
      fc.property(situation, days, ({ at, versions }, count) => {
        const time = fresh(versions);
        const later = add(time, at, { amount: count, unit: 'wd' });
        fc.pre(later !== NEVER);
        expect(workdaysBetween(time, at, later)).toBe(count);
      }),
      holds,
    );
  });

  it('[T5] between the moment some working days earlier and a moment lie at most those, and just those where both are work at one time of their day', () => {
    fc.assert(
      fc.property(situationOfOne, days, ({ at, calendar }, count) => {
        const time = fresh([{ from: 0, calendar }]);
        const earlier = subtract(time, at, { amount: count, unit: 'wd' });
        fc.pre(earlier !== -NEVER);
        const found = workdaysBetween(time, earlier, at);
        expect(found).toBeLessThanOrEqual(count);
        const [here, there] = [at, earlier].map((moment) => clockOfDay(time, calendar.zone, moment));
        if (here !== null && here === there) expect(found).toBe(count);
      }),
      holds,
    );
  });

  it('[T5] more working days always end later, and always within working time or at its closing', () => {
    fc.assert(
      fc.property(situation, days, ({ at, versions }, count) => {
        const time = fresh(versions);
        const later = add(time, at, { amount: count, unit: 'wd' });
        fc.pre(later !== NEVER);
        expect(add(time, at, { amount: count + 1, unit: 'wd' })).toBeGreaterThan(later);
        expect(previousWorking(time, later)).toBe(later);
        const earlier = subtract(time, at, { amount: count, unit: 'wd' });
        expect(subtract(time, at, { amount: count + 1, unit: 'wd' })).toBeLessThan(earlier);
        expect(previousWorking(time, earlier)).toBe(earlier);
      }),
      holds,
    );
  });
});

describe('answers', () => {
  it('[T7] do not depend on what was asked before', () => {
    fc.assert(
      fc.property(
        situation,
        instantIn(Date.UTC(1975, 0, 1), Date.UTC(2065, 0, 1)),
        work,
        days,
        ({ at, versions }, other, length, count) => {
          const asked = fresh(versions.map(({ from, calendar }) => ({ from, calendar: { ...calendar, holidays: [] } })));
          const again = fresh(asked.versions);
          isWorking(asked, other);
          between(asked, at - 700 * DAY, at + 700 * DAY);
          expect(advance(asked, at, length)).toBe(advance(again, at, length));
          expect(rewind(asked, at, length)).toBe(rewind(again, at, length));
          expect(add(asked, at, { amount: count, unit: 'wd' })).toBe(add(again, at, { amount: count, unit: 'wd' }));
          expect(subtract(asked, at, { amount: count, unit: 'wd' })).toBe(subtract(again, at, { amount: count, unit: 'wd' }));
          expect(spans(asked, at - 40 * DAY, at + 40 * DAY)).toEqual(spans(again, at - 40 * DAY, at + 40 * DAY));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('[T2] about the past stay what they were when a new version begins later', () => {
    fc.assert(
      fc.property(situation, situationOfOne, fc.nat(30 * DAY), ({ at, versions }, { calendar }, back) => {
        const change = Math.max(at, versions.at(-1)?.from ?? at) + 1;
        const before = fresh(versions);
        const after = fresh([...versions, { from: change, calendar }]);
        expect(between(after, change - back, change)).toBe(between(before, change - back, change));
        expect(rewind(after, change, HOUR)).toBe(rewind(before, change, HOUR));
      }),
      { numRuns: 200 },
    );
  });
});
