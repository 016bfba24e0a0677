import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankSiblings, type Sibling } from './ranking.ts';

const order = (siblings: readonly Sibling[], reordered = false, after: string | null = null): readonly string[] =>
  [...rankSiblings(siblings, reordered, after)].toSorted(([, a], [, b]) => (a < b ? -1 : 1)).map(([key]) => key);

it('new siblings stand in the order of the source, behind what is there', () => {
  const ranks = rankSiblings(
    ['a', 'b', 'c'].map((key) => ({ key, rank: null })),
    false,
    'V005',
  );
  expect([...ranks.values()].every((rank) => rank > 'V005')).toBe(true);
  expect(order(['a', 'b', 'c'].map((key) => ({ key, rank: null })))).toEqual(['a', 'b', 'c']);
});

it('a new one comes behind the one that it follows in the source, and nobody else moves', () => {
  const siblings = [
    { key: 'a', rank: 'V000' },
    { key: 'new', rank: null },
    { key: 'b', rank: 'V001' },
  ];
  expect(order(siblings)).toEqual(['a', 'new', 'b']);
  expect(rankSiblings(siblings, false, null).get('b')).toBe('V001');
});

it('an order that somebody made here stays, until the source gives another', () => {
  const siblings = [
    { key: 'a', rank: 'V002' },
    { key: 'b', rank: 'V001' },
    { key: 'c', rank: 'V003' },
  ];
  expect(order(siblings)).toEqual(['b', 'a', 'c']);
  expect(order(siblings, true)).toEqual(['a', 'b', 'c']);
  const moved = [...rankSiblings(siblings, true, null)].filter(
    ([key, rank]) => siblings.find((one) => one.key === key)?.rank !== rank,
  );
  expect(moved).toHaveLength(1);
});

it('whatever stood where, what the source reorders is in its order, each at a rank of its own', () => {
  const sibling = fc.option(
    fc.integer({ min: 0, max: 61 }).map((n) => `V${String.fromCharCode(65 + (n % 26))}${n}`),
    { nil: null },
  );
  fc.assert(
    fc.property(fc.uniqueArray(sibling, { maxLength: 20, selector: (one) => one ?? Math.random() }), (ranks) => {
      const siblings = ranks.map((rank, index) => ({ key: String(index), rank }));
      const given = rankSiblings(siblings, true, null);
      expect(new Set(given.values()).size).toBe(siblings.length);
      expect(order(siblings, true)).toEqual(siblings.map(({ key }) => key));
    }),
  );
});
