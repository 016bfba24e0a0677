import { SYSTEM } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import type { Random } from '#kernel/sim/random.ts';
import { idOf, ORG, type Installation } from './installation.ts';

const ZONES = [
  'Pacific/Auckland',
  'Asia/Tokyo',
  'Asia/Kolkata',
  'Europe/Helsinki',
  'Europe/Berlin',
  'Africa/Lagos',
  'America/Sao_Paulo',
  'America/Los_Angeles',
] as const;

export interface Room {
  readonly id: string;
  readonly members: readonly [string, ...string[]];
}

const PEOPLE = 40;
const ROOMS = 8;

/** Forty people in eight zones, five to a space, each with a deputy; the protocols are those that every organization begins with. */
export const foundOrganization = async (at: Installation, chance: Random): Promise<readonly Room[]> => {
  const sent = async (by: string, kind: string, artifact: string, name: string, data: unknown): Promise<void> => {
    const result = await at.send({ by, kind, artifact, name, data });
    if (result.refused) throw new Error(`${name}: ${result.message}`);
  };
  await sent(SYSTEM, 'organization', ORG, 'found', { name: 'Northwind' });
  const people = Array.from({ length: PEOPLE }, (_, index) => idOf('0a0', index + 1));
  const week = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['09:00-13:00', '14:00-18:00']]));
  for (const [index, id] of people.entries()) {
    const name = `Person ${index + 1}`;
    const role = index === 0 ? 'steward' : 'member';
    await sent(SYSTEM, 'person', id, 'invite', { name, mail: `p${index + 1}@northwind.example`, role });
    await sent(SYSTEM, 'person', id, 'join', { hours: { zone: ZONES[index % ZONES.length], week } });
  }
  const rooms: Room[] = [];
  for (let room = 0; room < ROOMS; room += 1) {
    const [steward, ...others] = people.slice(room * 5, room * 5 + 5);
    if (!steward) continue;
    const id = idOf('0b0', room + 1);
    await sent(steward, 'space', id, 'open', { name: `Space ${room + 1}` });
    for (const member of others) await sent(steward, 'space', id, 'add-member', { member, role: 'contributor' });
    for (const [place, member] of others.entries())
      await sent(member, 'person', member, 'name-deputies', { deputies: [others[(place + 1) % others.length] ?? steward] });
    rooms.push({ id, members: [steward, ...others] });
  }
  while ((await at.directory()).protocols.length < 5) await at.react();
  return chance.some(rooms, rooms.length);
};

/** What people do with their own time: leave, other hours, going for good. The first steward stays. */
export const changesOfTime = (people: readonly string[], from: number, days: number, chance: Random) => {
  const changes: { readonly at: number; readonly who: string; readonly name: string; readonly data: unknown }[] = [];
  const some = chance.some(people.slice(1), 16);
  for (const [index, who] of some.entries()) {
    const at = from + chance.between(1, days - 1) * DAY;
    if (index < 3) changes.push({ at, who, name: 'depart', data: {} });
    else if (index < 6) changes.push({ at, who, name: 'set-hours', data: { hours: hoursOf(chance) } });
    else {
      const begins = Math.round(at + chance.between(-0.2, 6) * DAY);
      const to = begins + Math.round(chance.between(1, 15) * DAY);
      changes.push({
        at,
        who,
        name: 'plan-leave',
        data: { leave: idOf('0d0', index), from: Math.max(begins, Math.ceil(at)), to },
      });
    }
  }
  return changes;
};

const hoursOf = (chance: Random) => ({
  zone: chance.one(ZONES),
  week: Object.fromEntries(['mon', 'tue', 'wed', 'thu'].map((day) => [day, ['08:00-12:00', '13:00-16:00']])),
});
