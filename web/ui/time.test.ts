import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fullMoment, hoursOf, instantOf, lengthOf, midnights, placeOf, shortMoment, spokenMoment, wallOf } from './time.ts';

const BERLIN = 'Europe/Berlin';

describe('a moment', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.setSystemTime('2026-11-18T11:04:00Z');
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([
    ['2026-11-18T14:00:00Z', '15:00', '15:00'],
    ['2026-11-19T13:20:00Z', 'Thu 14:20', 'Thursday 14:20'],
    ['2026-11-12T13:20:00Z', 'Thu 14:20', 'Thursday 14:20'],
    ['2026-12-03T13:20:00Z', '3 Dec 14:20', '3 Dec 14:20'],
    ['2027-01-04T13:20:00Z', '4 Jan 2027 14:20', '4 Jan 2027 14:20'],
  ])('%s is said as %s', (at, short, spoken) => {
    expect(shortMoment(at, BERLIN)).toBe(short);
    expect(spokenMoment(at, BERLIN)).toBe(spoken);
  });

  it('is today by the reader’s midnight, not by another’s', () => {
    expect(shortMoment('2026-11-18T22:59:00Z', BERLIN)).toBe('23:59');
    expect(shortMoment('2026-11-18T23:01:00Z', BERLIN)).toBe('Thu 00:01');
  });

  it('is told whole where there is room', () =>
    expect(fullMoment('2026-11-19T13:20:00Z', BERLIN)).toBe('Thursday 19 November 2026 at 14:20'));

  it('[T4] is read as compatible where its wall clock does not exist or exists twice', () => {
    expect(instantOf('2026-03-29T02:30', BERLIN)).toBe('2026-03-29T01:30:00Z');
    expect(instantOf('2026-10-25T02:30', BERLIN)).toBe('2026-10-25T00:30:00Z');
    expect(wallOf('2026-11-19T13:20:00Z', BERLIN)).toBe('2026-11-19T14:20');
  });
});

describe('lengths and places', () => {
  it('are said shortly', () => {
    expect([35, 168, 480, 3120, 2880].map((minutes) => lengthOf(minutes * 60_000))).toEqual([
      '35\u00a0min',
      '2\u00a0h 48\u00a0min',
      '8\u00a0h',
      '2\u00a0d 4\u00a0h',
      '2\u00a0d',
    ]);
    expect(hoursOf(5 * 3_600_000 + 59 * 60_000)).toBe('5.9');
    expect(placeOf('America/Sao_Paulo')).toBe('São Paulo');
    expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  });

  it('counts local midnights over a change of clocks', () => {
    const days = midnights('2026-10-24T10:00:00Z', '2026-10-27T10:00:00Z', BERLIN);
    expect(days.map((at) => new Date(at).toISOString())).toEqual([
      '2026-10-23T22:00:00.000Z',
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
      '2026-10-26T23:00:00.000Z',
    ]);
  });
});
