import { expect, it } from 'vitest';
import { directoryOf, type DirectoryReader } from './build.ts';
import type { Actor, Space } from './directory.ts';

const actor = (id: string, more: Partial<Actor> = {}): Actor => ({
  id,
  kind: 'person',
  name: id,
  handle: id,
  calendars: [],
  deputies: [],
  role: 'member',
  status: 'active',
  skills: [],
  ...more,
});

const readers: Record<string, DirectoryReader> = {
  organization: ({ state }) => ({ is: 'organization', name: String(state), longestWindow: 1000 }),
  person: ({ id, state }) => ({ is: 'actor', actor: actor(id, state as Partial<Actor>) }),
  space: ({ state }) => ({ is: 'space', space: state as Space }),
  protocol: ({ id, version, state }) =>
    state === 'withdrawn' ? null : { is: 'protocol', protocol: { artifact: id, version, space: null, protocol: state as never } },
};

it('knows the organization by what its artifacts say, in whatever order they come', () => {
  const parts = [
    { kind: 'protocol', id: 'lazy', version: 3, state: { id: 'asf/lazy', on: 'decision' } },
    { kind: 'person', id: 'ines', version: 1, state: {} },
    { kind: 'organization', id: 'northwind', version: 1, state: 'Northwind' },
    { kind: 'protocol', id: 'old', version: 1, state: 'withdrawn' },
  ];
  const directory = directoryOf('northwind', 7, parts, readers);
  expect(directory).toMatchObject({ org: 'northwind', version: 7, name: 'Northwind', longestWindow: 1000 });
  expect([...directory.actors.keys()]).toEqual(['ines']);
  expect(directory.protocols.map(({ artifact, version }) => [artifact, version])).toEqual([['lazy', 3]]);
  expect(directoryOf('northwind', 7, parts.toReversed(), readers)).toEqual(directory);
});

it('[A2] without a choice the longest window is 14 days', () => {
  expect(directoryOf('northwind', 0, [], readers).longestWindow).toBe(14 * 86_400_000);
});

it('an agent goes when the person accountable for it goes, and comes back with them', () => {
  const status = (person: Partial<Actor>) =>
    directoryOf(
      'northwind',
      1,
      [
        { kind: 'person', id: 'scribe', version: 1, state: { kind: 'agent', accountable: 'ines' } },
        { kind: 'person', id: 'ines', version: 1, state: person },
      ],
      readers,
    ).actors.get('scribe')?.status;
  expect(status({})).toBe('active');
  expect(status({ status: 'left' })).toBe('left');
  expect(status({ status: 'invited' })).toBe('left');
  expect(status({ kind: 'agent' })).toBe('left');
});

it('a kind that nobody can read is a bug, not a gap', () => {
  expect(() => directoryOf('northwind', 1, [{ kind: 'ship', id: 's', version: 1, state: {} }], readers)).toThrow(
    'no reader for ship',
  );
});
