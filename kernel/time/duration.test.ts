import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DAY,
  describeDuration,
  formatDuration,
  HOUR,
  isWorkingDuration,
  lengthOf,
  MINUTE,
  parseDuration,
  WEEK,
  type Duration,
} from './duration.ts';

const parsed = (text: string): Duration => {
  const read = parseDuration(text);
  if (read.refused) throw new Error(`${text}: ${read.message}`);
  return read.ok;
};

describe('a duration', () => {
  it('[T3] is elapsed in minutes, hours, days of 24 hours and weeks', () => {
    expect(lengthOf(parsed('30m'))).toBe(30 * MINUTE);
    expect(lengthOf(parsed('4h'))).toBe(4 * HOUR);
    expect(lengthOf(parsed('3d'))).toBe(3 * DAY);
    expect(lengthOf(parsed('2w'))).toBe(2 * WEEK);
    expect(lengthOf(parsed('1.5h'))).toBe(90 * MINUTE);
    expect(lengthOf(parsed('0'))).toBe(0);
    expect(['30m', '4h', '3d', '2w', '0'].map((text) => isWorkingDuration(parsed(text)))).not.toContain(true);
  });

  it('[T3] is working time in working hours and working days', () => {
    expect(parsed('6wh')).toEqual({ amount: 6, unit: 'wh' });
    expect(lengthOf(parsed('6wh'))).toBe(6 * HOUR);
    expect(parsed('2wd')).toEqual({ amount: 2, unit: 'wd' });
    expect(lengthOf(parsed('2wd'))).toBeNull();
    expect(['6wh', '2wd'].map((text) => isWorkingDuration(parsed(text)))).toEqual([true, true]);
  });

  it('is written again as it was written', () => {
    for (const text of ['30m', '48h', '2d', '2w', '6wh', '0.5wh', '1wd', '0']) expect(formatDuration(parsed(text))).toBe(text);
    expect(formatDuration(parsed('0wd'))).toBe('0');
  });

  it('reads in words', () => {
    expect(['1wd', '4wh', '24h', '0', '1.5h'].map((text) => describeDuration(parsed(text)))).toEqual([
      '1 working day',
      '4 working hours',
      '24 hours',
      '0 minutes',
      '1.5 hours',
    ]);
  });

  it('is refused with the accepted form when it is anything else', () => {
    for (const text of [
      '',
      '6',
      '6 wh',
      '-1h',
      '1y',
      '1h30m',
      'wh',
      '1e3h',
      '٣h',
      '0x1h',
      '6WH',
      'h6',
      '1.5wd',
      '1..2h',
      '\u00006h',
    ]) {
      expect(parseDuration(text), text).toMatchObject({
        refused: true,
        code: 'duration-malformed',
        accepted: expect.stringContaining('wh'),
      });
    }
  });

  it('[T6] is refused when it is longer than a century', () => {
    for (const text of ['999999999wh', '99999999d', '40000wd', '6000w']) {
      expect(parseDuration(text), text).toMatchObject({ refused: true, code: 'duration-too-long' });
    }
  });

  it('never makes the reader fail, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseDuration(text);
        if (!read.refused) expect(read.ok.amount).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
