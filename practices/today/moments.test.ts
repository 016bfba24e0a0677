import { describe, expect, it } from 'vitest';
import type { CalendarVersion } from '#kernel/time/calendar.ts';
import { awaySince, quietUntil } from './moments.ts';

const days = (hours: readonly string[]) => Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, hours]));
const berlin: readonly CalendarVersion[] = [
  { from: 0, calendar: { zone: 'Europe/Berlin', week: days(['09:00-12:00', '13:00-17:00']), focus: days(['09:00-10:00']) } },
];
const at = (text: string): number => Temporal.ZonedDateTime.from(`${text}[Europe/Berlin]`).epochMilliseconds;

describe('while I was away', () => {
  it.each([
    ['in the morning: since yesterday evening', '2026-03-25T09:12', '2026-03-24T17:00'],
    ['after lunch: still since yesterday evening', '2026-03-25T14:00', '2026-03-24T17:00'],
    ['on Monday: since Friday', '2026-03-30T09:00', '2026-03-27T17:00'],
    ['before work: since yesterday evening', '2026-03-25T07:00', '2026-03-24T17:00'],
    ['in the evening: since this evening', '2026-03-25T20:00', '2026-03-25T17:00'],
  ])('is, %s', (_when, now, since) => {
    expect(awaySince(berlin, at(now))).toBe(at(since));
  });

  it('is two weeks at most', () => {
    const onLeave = berlin.map((version) => ({
      ...version,
      calendar: { ...version.calendar, leave: [{ from: at('2026-02-01T00:00'), to: at('2026-04-01T00:00') }] },
    }));
    expect(awaySince(onLeave, at('2026-03-25T10:00'))).toBe(at('2026-03-25T10:00') - 14 * 86_400_000);
  });

  it('is a day for who has no hours', () => {
    expect(awaySince([], 1_000_000_000)).toBe(1_000_000_000 - 86_400_000);
  });
});

describe('nothing else reaches me', () => {
  it.each([
    ['before lunch is over, when mail comes at the edges', 'digest', '2026-03-25T10:30', '2026-03-25T13:00'],
    ['before my focus is over', 'each', '2026-03-25T09:12', '2026-03-25T10:00'],
    ['before tomorrow’s focus is over', 'digest', '2026-03-25T16:00', '2026-03-26T10:00'],
    ['before Monday', 'each', '2026-03-27T18:00', '2026-03-30T10:00'],
  ] as const)('%s', (_what, pace, now, until) => {
    expect(quietUntil(berlin, pace, at(now))).toBe(at(until));
  });

  it('may reach me now, when I want each mail', () => {
    expect(quietUntil(berlin, 'each', at('2026-03-25T14:00'))).toBeNull();
  });

  it('ever, when I want none; then there is no moment to name', () => {
    expect(quietUntil(berlin, 'off', at('2026-03-25T14:00'))).toBeNull();
  });
});
