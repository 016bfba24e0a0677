import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SYSTEM } from '#kernel/stream/event.ts';
import { HOURS } from './harness/client.ts';
import { testServer } from './harness/server.ts';

const { pool, wired } = await testServer();

/** A house of rooms as somebody would draw it: rooms in rooms, doors open or closed, people and groups let in. */
interface House {
  readonly groups: readonly (readonly number[])[];
  readonly rooms: readonly Room[];
  readonly left: readonly number[];
}

interface Room {
  readonly inside: number | null;
  readonly closed: boolean;
  readonly people: readonly Named[];
  readonly groups: readonly Named[];
}

interface Named {
  readonly who: number;
  readonly role: 'reader' | 'contributor' | 'steward';
}

const PEOPLE = 6;
const somebody = fc.integer({ min: 0, max: PEOPLE - 1 });
const named = (who: fc.Arbitrary<number>, maxLength: number): fc.Arbitrary<Named[]> =>
  fc.uniqueArray(fc.record({ who, role: fc.constantFrom('reader', 'contributor', 'steward') }), {
    maxLength,
    selector: (one) => one.who,
  });
const house: fc.Arbitrary<House> = fc.record({
  groups: fc.array(fc.uniqueArray(somebody, { maxLength: 3 }), { minLength: 2, maxLength: 2 }),
  rooms: fc
    .array(
      fc.record({
        place: fc.integer({ min: -1, max: 6 }),
        closed: fc.boolean(),
        people: named(somebody, 3),
        groups: named(fc.integer({ min: 0, max: 1 }), 1),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((rooms) =>
      rooms.map(({ place, ...room }, index): Room => ({ ...room, inside: place < 0 || index === 0 ? null : place % index })),
    ),
  left: fc.uniqueArray(fc.integer({ min: 1, max: PEOPLE - 1 }), { maxLength: 2 }),
});

/**
 * The second oracle, in other words than the product's: one walks in from the street. An open door lets everybody pass who stands
 * before it, a closed one only whom its own list names; who leads a room that they are in walks everywhere below it.
 */
const enters = (drawn: House, who: number, room: number): boolean => {
  if (drawn.left.includes(who)) return false;
  const way: Room[] = [];
  for (let at: number | null = room; at !== null; at = drawn.rooms[at]?.inside ?? null)
    way.unshift(...drawn.rooms.slice(at, at + 1));
  let leads = false;
  for (const { closed, people, groups } of way) {
    const mine = [...people.filter((one) => one.who === who), ...groups.filter((one) => drawn.groups[one.who]?.includes(who))];
    if (closed && mine.length === 0 && !leads) return false;
    leads ||= mine.some(({ role }) => role === 'steward');
  }
  return true;
};

const build = async (drawn: House) => {
  const org = randomUUID();
  const send = async (kind: string, artifact: string, name: string, data: unknown): Promise<void> => {
    const sent = await wired.send({ id: randomUUID(), org, by: SYSTEM, kind, artifact, name, data });
    if (sent.refused) throw new Error(`${kind} ${name}: ${sent.code} ${sent.message}`);
  };
  await send('organization', org, 'found', { name: 'Northwind' });
  const people = Array.from({ length: PEOPLE }, () => randomUUID());
  for (const [index, id] of people.entries()) {
    await send('person', id, 'invite', {
      name: `Person ${index}`,
      handle: `p${index}`,
      mail: `p${index}@northwind.example`,
      role: index === 0 ? 'steward' : 'member',
    });
    await send('person', id, 'join', { hours: HOURS });
  }
  const groups = drawn.groups.map(() => randomUUID());
  for (const [index, id] of groups.entries())
    await send('team', id, 'form', {
      name: `Group ${index}`,
      handle: `g${index}`,
      members: drawn.groups[index]?.map((who) => people[who]),
    });
  const rooms = drawn.rooms.map(() => randomUUID());
  for (const [index, { inside, closed, people: listed, groups: lists }] of drawn.rooms.entries()) {
    const id = rooms[index] ?? '';
    await send('space', id, 'open', {
      name: `Room ${index}`,
      slug: `r${index}`,
      access: closed ? 'closed' : 'open',
      parent: inside === null ? null : rooms[inside],
    });
    for (const { who, role } of listed) await send('space', id, 'add-member', { member: people[who], role });
    for (const { who, role } of lists) await send('space', id, 'add-member', { member: groups[who], role });
  }
  for (const who of drawn.left) await send('person', people[who] ?? '', 'depart', {});
  return { org, people, rooms };
};

it('over random houses, everybody gets into exactly the rooms to which a way leads them', async () => {
  await fc.assert(
    fc.asyncProperty(house, async (drawn) => {
      const { org, people, rooms } = await build(drawn);
      const { rows } = await pool.query<{ id: string; keys: string[] }>('select id, keys from actors where org = $1', [org]);
      const keys = new Map(rows.map((row) => [row.id, new Set(row.keys)]));
      const told = people.map((person) => rooms.map((room) => keys.get(person)?.has(`space:${room}`) ?? false));
      const drawnSo = people.map((_, who) => rooms.map((__, room) => enters(drawn, who, room)));
      expect(told).toEqual(drawnSo);
    }),
    { numRuns: 25 },
  );
}, 120_000);
