import { expect, it } from 'vitest';
import { recent } from './recent.ts';

it('what was used least lately goes first, by bytes', () => {
  const kept = recent<string>(100);
  kept.keep('a', 'A', 40);
  kept.keep('b', 'B', 40);
  expect(kept.get('a')).toBe('A');
  kept.keep('c', 'C', 40);
  expect([kept.get('a'), kept.get('b'), kept.get('c'), kept.bytes]).toEqual(['A', undefined, 'C', 80]);
});

it('what is larger than all room is not kept, and what is kept anew counts once', () => {
  const kept = recent<string>(100);
  kept.keep('a', 'A', 40);
  kept.keep('a', 'AA', 60);
  kept.keep('b', 'B', 101);
  expect([kept.get('a'), kept.get('b'), kept.bytes]).toEqual(['AA', undefined, 60]);
  kept.drop('a');
  expect(kept.bytes).toBe(0);
});
