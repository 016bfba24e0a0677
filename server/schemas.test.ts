import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { iso } from './schemas.ts';

describe('A moment at the doors', () => {
  it('is written as a date writes it, at any time', () => {
    const moments = fc.oneof(
      fc.integer({ min: -8.64e15, max: 8.64e15 }),
      fc.integer({ min: 1.7e12, max: 1.9e12 }),
      fc.double({ min: 0, max: 4e12, noNaN: true }),
    );
    fc.assert(
      fc.property(moments, (at) => {
        expect(iso(at)).toBe(new Date(at).toISOString());
      }),
      { numRuns: 2_000 },
    );
    for (const at of [-8.64e15, 8.64e15, -1, 0, -86_400_000]) expect(iso(at)).toBe(new Date(at).toISOString());
  });

  it('is nothing where there is none', () => {
    for (const at of [NaN, Infinity, 8.64e15 + 1]) expect(() => iso(at)).toThrow(RangeError);
  });
});
