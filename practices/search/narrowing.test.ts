import { expect, it } from 'vitest';
import { directoryOf } from '#kernel/actors/build.ts';
import type { Actor } from '#kernel/actors/directory.ts';
import { narrow } from './narrowing.ts';

const week = { mon: ['09:00-17:00'] };
const ines: Actor = {
  ...{ id: 'ines', kind: 'person', name: 'Ines Prado', handle: 'ines', role: 'member', status: 'active' },
  ...{ deputies: [], skills: [] },
  calendars: [
    { from: 0, calendar: { zone: 'Europe/Berlin', week } },
    { from: Date.parse('2026-09-01T00:00:00Z'), calendar: { zone: 'Pacific/Auckland', week } },
  ],
};
const directory = directoryOf('northwind', 1, [{ kind: 'person', id: 'ines', version: 1, state: null }], {
  person: () => ({ is: 'actor', actor: ines }),
});

const afterOf = (value: string, at: string): string => {
  const found = narrow([{ name: 'after', value, not: false }], { actor: 'ines', at: Date.parse(at) }, directory);
  return found.refused ? found.message : new Date(found.ok.after ?? 0).toISOString();
};

it('takes a day for one of the clock that the reader has now, also when they will move', () => {
  expect(afterOf('2026-03-27', '2026-03-27T09:00:00Z')).toBe('2026-03-26T23:00:00.000Z');
  expect(afterOf('today', '2026-03-27T09:00:00Z')).toBe('2026-03-26T23:00:00.000Z');
  expect(afterOf('today', '2026-09-02T09:00:00Z')).toBe('2026-09-01T12:00:00.000Z');
});
