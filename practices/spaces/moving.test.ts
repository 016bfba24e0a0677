import fc from 'fast-check';
import { expect, it } from 'vitest';
import { roleIn } from '#kernel/actors/access.ts';
import type { Actor, Directory, Space, SpaceRole } from '#kernel/actors/directory.ts';
import { space as decider, toSpace, type SpaceState } from './index.ts';

const people = ['p0', 'p1', 'p2', 'p3'] as const;
const actor = (id: string): Actor => ({
  id,
  kind: 'person',
  name: id,
  handle: id,
  calendars: [],
  deputies: [],
  role: 'member',
  status: 'active',
  skills: [],
});

const tree = fc.array(
  fc.record({
    closed: fc.boolean(),
    under: fc.option(fc.nat(6)),
    members: fc.dictionary(fc.constantFrom(...people), fc.constantFrom<SpaceRole>('reader', 'contributor', 'steward'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  }),
  { minLength: 2, maxLength: 7 },
);

const directoryOf = (spaces: readonly Space[]): Directory => ({
  org: 'northwind',
  version: 1,
  name: 'Northwind',
  longestWindow: 0,
  actors: new Map(people.map((id) => [id, actor(id)])),
  spaces: new Map(spaces.map((one) => [one.id, one])),
  protocols: [],
});

it('whatever is moved by whom, a space is shown to nobody but its members and the stewards around its new place', () => {
  let moved = 0;
  fc.assert(
    fc.property(tree, fc.nat(6), fc.option(fc.nat(6)), fc.constantFrom(...people), (rooms, which, where, by) => {
      const states = rooms.map(({ closed, under, members }, index): SpaceState => ({
        status: 'live',
        slug: `s${index}`,
        name: `s${index}`,
        purpose: '',
        parent: under === null || under >= index ? null : `s${under}`,
        access: closed ? 'closed' : 'open',
        members,
        roles: {},
        openedAt: 0,
      }));
      const id = `s${which % rooms.length}`;
      const state = states[which % rooms.length];
      const parent = where === null ? null : `s${where % rooms.length}`;
      if (!state) return;
      const before = directoryOf(states.map((one, index) => toSpace(`s${index}`, one)));
      const self = { id, number: 0, version: 1 };
      const command = { id: 'c', org: 'northwind', by, kind: 'space', artifact: id, name: 'move', data: { parent } } as const;
      const decided = decider.decide(state, command, { now: 0, receivedAt: 0, by, directory: before, refs: new Map(), self });
      if (decided.refused) return;
      moved += 1;
      let fresh: SpaceState = state;
      for (const body of decided.ok)
        fresh = decider.evolve(fresh, {
          org: 'northwind',
          artifact: id,
          kind: 'space',
          version: 2,
          at: 0,
          by,
          command: 'c',
          causedBy: null,
          body,
        });
      const after = directoryOf([...before.spaces.values()].map((one) => (one.id === id ? toSpace(id, fresh) : one)));
      const around = parent === null ? undefined : after.spaces.get(parent);
      for (const who of after.actors.values()) {
        if (Object.hasOwn(fresh.members, who.id) || (around && roleIn(who, around, after) === 'steward')) continue;
        for (const room of after.spaces.values()) {
          const [then, now] = [before.spaces.get(room.id), roleIn(who, room, after)];
          if (now !== null && then) expect(roleIn(who, then, before)).not.toBe(null);
        }
      }
    }),
    { numRuns: 2000 },
  );
  expect(moved).toBeGreaterThan(40);
});
