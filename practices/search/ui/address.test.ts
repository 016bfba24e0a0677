import { expect, it } from 'vitest';
import { addressWith, questionOf } from './address.ts';

it('asks for what the address says, and leaves out what it cannot mean', () => {
  expect(questionOf({ q: ' time off ', kind: 'page', space: 'people-ops', since: '30d' })).toBe(
    'time off kind:page space:people-ops after:30d',
  );
  expect(questionOf({ q: 'x', kind: 'song', space: 'a b"', since: 'ever' })).toBe('x');
  expect(questionOf({})).toBe('');
});

it('keeps the rest of an address when one thing changes', () => {
  expect(addressWith({ q: 'a&b', kind: 'page' }, 'space', 'ops')).toBe('/search?q=a%26b&kind=page&space=ops');
  expect(addressWith({ q: 'a', kind: 'page' }, 'kind', '')).toBe('/search?q=a');
  expect(addressWith({ kind: 'page' }, 'kind', '')).toBe('/search');
});
