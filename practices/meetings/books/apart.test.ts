import { expect, it } from 'vitest';
import { areApart } from './apart.ts';

const people = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, n) => `p${from + n}`);

it('[rule 6] keeps figures of two teams apart, unless they are the same people or differ by five at least', () => {
  expect(areApart(people(0, 5), people(0, 5))).toBe(true);
  expect(areApart(people(0, 5), people(0, 6))).toBe(false);
  expect(areApart(people(0, 6), people(1, 7))).toBe(false);
  expect(areApart(people(0, 9), people(0, 5))).toBe(false);
  expect(areApart(people(0, 10), people(0, 5))).toBe(true);
  expect(areApart(people(0, 5), people(5, 10))).toBe(true);
});
