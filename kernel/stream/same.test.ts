import { expect, it } from 'vitest';
import { same } from './same.ts';

it('values that say the same are the same, in whatever order a store keeps their keys', () => {
  expect(same({ a: 1, bb: [{ x: null, y: 'z' }] }, { bb: [{ y: 'z', x: null }], a: 1 })).toBe(true);
});

it.each([
  [{ a: 1 }, { a: 1, b: null }],
  [{ a: null }, {}],
  [{ a: undefined }, { b: undefined }],
  [
    [1, 2],
    [2, 1],
  ],
  [[], {}],
  [null, {}],
  ['1', 1],
])('%j and %j are not', (a, b) => {
  expect(same(a, b)).toBe(false);
});
