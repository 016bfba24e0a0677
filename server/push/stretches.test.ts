import { describe, expect, it } from 'vitest';
import { meaningOf, momentWithin, nextAttempt } from './stretches.ts';

const MINUTE = 60_000;
const day = [
  { from: 0, until: 100 * MINUTE },
  { from: 1000 * MINUTE, until: 1100 * MINUTE },
];

describe('a push that was refused', () => {
  it.each([
    [1, 0, null, 1],
    [2, 0, null, 5],
    [3, 0, null, 15],
    [1, 0, 600, 10],
    [3, 0, 60, 15],
    [1, 99.5, null, 1000],
    [4, 50, null, 1000],
    [6, 0, null, 1000],
    [1, 1099.5, null, null],
    [7, 0, null, null],
    [1, 0, 1e12, null],
  ])(
    'for the %i. time at minute %f, asked to wait %s seconds, is tried again at minute %s',
    (attempts, minute, retryAfter, again) => {
      const next = nextAttempt(day, { now: minute * MINUTE, attempts, retryAfter });
      expect(next === null ? null : next / MINUTE).toBe(again);
    },
  );

  it('is kept by nobody beyond the time in which its reader can be reached', () => {
    expect(momentWithin(day, 30)).toEqual({ at: 30, until: 100 * MINUTE });
    expect(momentWithin(day, 100 * MINUTE)).toEqual({ at: 1000 * MINUTE, until: 1100 * MINUTE });
    expect(momentWithin(day, 1100 * MINUTE)).toBeNull();
    expect(momentWithin([], 0)).toBeNull();
  });

  it.each([
    [200, 'taken'],
    [201, 'taken'],
    [202, 'taken'],
    [404, 'gone'],
    [410, 'gone'],
    [403, 'later'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later'],
    [302, 'never'],
    [400, 'never'],
    [413, 'never'],
  ])('with %i means %s', (status, meaning) => {
    expect(meaningOf(status)).toBe(meaning);
  });
});
