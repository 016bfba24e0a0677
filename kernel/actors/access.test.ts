import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actorKey, keysOf, ORG_KEY, roleIn, sees, spaceKey, STEWARDS_KEY } from './access.ts';
import type { Actor, Directory, Space, SpaceRole } from './directory.ts';

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

const space = (id: string, more: Partial<Space> = {}): Space => ({
  id,
  slug: id,
  name: id,
  purpose: '',
  parent: null,
  access: 'open',
  members: {},
  roles: {},
  archived: false,
  ...more,
});

const directoryOf = (actors: readonly Actor[], spaces: readonly Space[]): Directory => ({
  org: 'northwind',
  version: 1,
  name: 'Northwind',
  longestWindow: 0,
  actors: new Map(actors.map((one) => [one.id, one])),
  spaces: new Map(spaces.map((one) => [one.id, one])),
  protocols: [],
});

const [ines, raj, aroha] = [actor('ines'), actor('raj'), actor('aroha')];

const roleOf = (
  who: Actor,
  where: string,
  spaces: readonly Space[],
  actors: readonly Actor[] = [ines, raj, aroha],
): SpaceRole | null => {
  const directory = directoryOf(actors, spaces);
  const room = directory.spaces.get(where);
  return room ? roleIn(who, room, directory) : null;
};

describe('an open space', () => {
  it('lets everybody of the organization contribute', () => {
    expect(roleOf(raj, 'eng', [space('eng')])).toBe('contributor');
  });
  it('gives its members the role they were given, more or less than that', () => {
    const spaces = [space('eng', { members: { ines: 'steward', raj: 'reader' } })];
    expect([roleOf(ines, 'eng', spaces), roleOf(raj, 'eng', spaces), roleOf(aroha, 'eng', spaces)]).toEqual([
      'steward',
      'reader',
      'contributor',
    ]);
  });
});

describe('a closed space', () => {
  const spaces = [space('board', { access: 'closed', members: { ines: 'reader' } }), space('pay', { parent: 'board' })];
  it('is there for its members alone', () => {
    expect([roleOf(ines, 'board', spaces), roleOf(raj, 'board', spaces)]).toEqual(['reader', null]);
  });
  it('closes the spaces below it, even open ones', () => {
    expect([roleOf(ines, 'pay', spaces), roleOf(raj, 'pay', spaces)]).toEqual(['reader', null]);
  });
  it('is not opened from below by somebody who is a member there only', () => {
    expect(
      roleOf(raj, 'pay', [space('board', { access: 'closed' }), space('pay', { parent: 'board', members: { raj: 'steward' } })]),
    ).toBe(null);
  });
  it('inside an open one is closed to the others', () => {
    const nested = [space('eng'), space('incident', { parent: 'eng', access: 'closed', members: { raj: 'contributor' } })];
    expect([roleOf(ines, 'incident', nested), roleOf(raj, 'incident', nested)]).toEqual([null, 'contributor']);
  });
  it('is open to the stewards of the spaces around it', () => {
    const nested = [space('eng', { members: { ines: 'steward' } }), space('incident', { parent: 'eng', access: 'closed' })];
    expect(roleOf(ines, 'incident', nested)).toBe('steward');
  });
  it('shows the people who run the organization that it exists, not what it holds', () => {
    const boss = actor('tomas', { role: 'steward' });
    const directory = directoryOf([boss], [space('board', { access: 'closed' })]);
    expect(keysOf(boss, directory)).toEqual([ORG_KEY, actorKey('tomas'), STEWARDS_KEY]);
  });
});

describe('a team in a space', () => {
  const team = actor('platform', { kind: 'team', members: ['raj', 'aroha'] });
  const spaces = [space('eng', { access: 'closed', members: { platform: 'contributor', aroha: 'reader' } })];
  it('brings its members in, each with the greater of their roles', () => {
    const all = [ines, raj, aroha, team];
    expect([ines, raj, aroha].map((who) => roleOf(who, 'eng', spaces, all))).toEqual([null, 'contributor', 'contributor']);
  });
  it('lets its members see what is addressed to the team', () => {
    const directory = directoryOf([ines, raj, team], []);
    expect(sees(new Set(keysOf(raj, directory)), [actorKey('platform')])).toBe(true);
    expect(sees(new Set(keysOf(ines, directory)), [actorKey('platform')])).toBe(false);
  });
});

it('somebody who left, or has not joined yet, sees nothing at all', () => {
  for (const status of ['left', 'invited'] as const) {
    const gone = actor('mere', { status, role: 'steward' });
    const directory = directoryOf([gone], [space('eng', { members: { mere: 'steward' } })]);
    expect(keysOf(gone, directory)).toEqual([]);
  }
});

it('spaces that turn in a circle, or hang on one that is gone, are closed to everybody', () => {
  const circle = [
    space('a', { parent: 'b', members: { ines: 'steward' } }),
    space('b', { parent: 'a', members: { ines: 'steward' } }),
  ];
  expect(roleOf(ines, 'a', circle)).toBe(null);
  expect(roleOf(ines, 'c', [space('c', { parent: 'gone', members: { ines: 'steward' } })])).toBe(null);
});

it('an artifact for nobody is seen by nobody', () => {
  expect(sees(new Set(keysOf(ines, directoryOf([ines], []))), [])).toBe(false);
});

/**
 * A second opinion, written from the sentences of the handbook and not from the code: the strongest claim wins downwards only
 * through stewards; otherwise the innermost space that says something about you speaks.
 */
const oracle = (who: Actor, where: Space, directory: Directory): SpaceRole | null => {
  const said = (room: Space): SpaceRole | null => {
    const own = Object.entries(room.members).filter(
      ([id]) =>
        id === who.id || (directory.actors.get(id)?.kind === 'team' && directory.actors.get(id)?.members?.includes(who.id)),
    );
    const roles = new Set(own.map(([, role]) => role));
    return (['steward', 'contributor', 'reader'] as const).find((role) => roles.has(role)) ?? null;
  };
  const parent = where.parent === null ? null : (directory.spaces.get(where.parent) ?? null);
  const above = parent ? oracle(who, parent, directory) : 'contributor';
  if (who.status !== 'active' || above === null) return null;
  if (parent && above === 'steward') return 'steward';
  return said(where) ?? (where.access === 'open' ? above : null);
};

const ids = ['p0', 'p1', 'p2', 't0', 't1'] as const;
const membership = fc.dictionary(fc.constantFrom(...ids), fc.constantFrom<SpaceRole>('reader', 'contributor', 'steward'), {
  maxKeys: 4,
  noNullPrototype: true,
});
const graph = fc.record({
  statuses: fc.array(fc.constantFrom<Actor['status']>('active', 'active', 'active', 'left', 'invited'), {
    minLength: 3,
    maxLength: 3,
  }),
  teams: fc.array(fc.subarray(['p0', 'p1', 'p2']), { minLength: 2, maxLength: 2 }),
  spaces: fc.array(fc.record({ members: membership, closed: fc.boolean(), under: fc.option(fc.nat(6)) }), {
    minLength: 1,
    maxLength: 7,
  }),
});

it('agrees with a second, naive reading of the rules on any organization', () => {
  fc.assert(
    fc.property(graph, ({ statuses, teams, spaces }) => {
      const people = statuses.map((status, index) => actor(`p${index}`, { status }));
      const groups = teams.map((members, index) => actor(`t${index}`, { kind: 'team', members }));
      const rooms = spaces.map(({ members, closed, under }, index) =>
        space(`s${index}`, {
          members,
          access: closed ? 'closed' : 'open',
          parent: under === null || under >= index ? null : `s${under}`,
        }),
      );
      const directory = directoryOf([...people, ...groups], rooms);
      for (const who of people) {
        const keys = new Set(keysOf(who, directory));
        for (const room of rooms) {
          expect(roleIn(who, room, directory)).toBe(oracle(who, room, directory));
          expect(sees(keys, [spaceKey(room.id)])).toBe(oracle(who, room, directory) !== null);
        }
      }
    }),
    { numRuns: 500 },
  );
});
