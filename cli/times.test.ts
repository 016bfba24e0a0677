import { expect, it } from 'vitest';
import { hadOf } from './times.ts';

const MINUTE = 60_000;

it.each([
  [5 * 60, 8 * 60, '5 of 8 h'],
  [0, 4 * 60, '0 of 4 h'],
  [20, 8 * 60, '20 min of 8 h'],
  [80, 4 * 60, '1 h 20 min of 4 h'],
])('of %d of %d minutes it says %s', (had, need, words) => {
  expect(hadOf(had * MINUTE, need * MINUTE)).toBe(words);
});
