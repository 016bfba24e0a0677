import { SYSTEM, type ActorId, type SpaceId } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import { zoneOf } from '#kernel/time/zone.ts';
import { shortOf, type Corpus } from './corpus.ts';
import type { SampleWorld } from './world.ts';

/** Who and where, by the words of the texts. */
export interface Cast {
  readonly people: ReadonlyMap<string, ActorId>;
  readonly spaces: ReadonlyMap<string, { readonly id: SpaceId; readonly members: readonly ActorId[] }>;
}

/** Who is called so; the texts name nobody else. */
export const called = (cast: Cast, short: string): ActorId => {
  const id = cast.people.get(short);
  if (id === undefined) throw new Error(`nobody of the sample is called ${short}`);
  return id;
};

export const spaceCalled = (cast: Cast, slug: string) => {
  const space = cast.spaces.get(slug);
  if (!space) throw new Error(`no space of the sample is called ${slug}`);
  return space;
};

/** Everybody joins, each space is opened by whom it lists first, deputies are named, and some will be away. */
export const foundCast = async (world: SampleWorld, { roster }: Corpus): Promise<Cast> => {
  const { sent, id } = world;
  const people = new Map(roster.people.map(({ name }) => [shortOf(name), id('person', name)]));
  const order = roster.people.map(({ name }) => people.get(shortOf(name)) ?? '');
  const [first = ''] = order;
  for (const [index, { name, city, title, hours, skills }] of roster.people.entries()) {
    const who = order[index] ?? '';
    const mail = `${shortOf(name)}@sample.northwind.example`;
    const to = { kind: 'person', artifact: who };
    await sent({
      ...to,
      by: index === 0 ? SYSTEM : first,
      name: 'invite',
      data: { name, mail, ...(index === 0 ? { role: 'steward' } : {}) },
    });
    const { zone = 'Etc/UTC', holidays = [] } = roster.zones[city] ?? {};
    await sent({ ...to, by: SYSTEM, name: 'join', data: { hours: { zone, holidays, week: { 'mon-fri': hours } } } });
    await sent({ ...to, by: who, name: 'change-profile', data: { title, about: city } });
    await sent({ ...to, by: who, name: 'set-skills', data: { skills } });
  }
  const spaces: [string, { readonly id: SpaceId; readonly members: readonly ActorId[] }][] = [];
  for (const { slug, name, purpose, access } of roster.spaces) {
    const members = roster.people.flatMap((one, index) => (one.spaces.includes(slug) ? [order[index] ?? ''] : []));
    const lead = order[roster.people.findIndex((one) => one.spaces[0] === slug)] ?? first;
    const space = { kind: 'space', artifact: id('space', slug), by: lead };
    await sent({ ...space, name: 'open', data: { name, slug, purpose, access } });
    for (const member of members)
      if (member !== lead) await sent({ ...space, name: 'add-member', data: { member, role: 'contributor' } });
    spaces.push([slug, { id: space.artifact, members }]);
    await deputies(world, members, lead);
  }
  const cast = { people, spaces: new Map(spaces) };
  await teams(world, cast);
  for (const who of world.chance.of('leave').some(order, 12)) await goAway(world, who);
  return cast;
};

/** The next one of the space where somebody mostly is. */
const deputies = async ({ sent, directory }: SampleWorld, members: readonly ActorId[], lead: ActorId): Promise<void> => {
  const house = await directory();
  for (const [index, who] of members.entries()) {
    if ((house.actors.get(who)?.deputies.length ?? 0) > 0) continue;
    const deputy = members[(index + 1) % members.length] ?? lead;
    if (deputy !== who)
      await sent({ by: who, kind: 'person', artifact: who, name: 'name-deputies', data: { deputies: [deputy] } });
  }
};

const teams = async ({ sent, id }: SampleWorld, cast: Cast): Promise<void> => {
  const form = async (name: string, purpose: string, shorts: readonly string[]): Promise<void> => {
    const members = shorts.map((short) => called(cast, short));
    await sent({
      by: members[0] ?? '',
      kind: 'team',
      artifact: id('team', name),
      name: 'form',
      data: { name, purpose, members },
    });
  };
  await form('On call', 'Three shifts that follow the sun', [
    'mere',
    'raj',
    'vikrant',
    'jonas',
    'lucia',
    'bruno',
    'ananya',
    'callum',
  ]);
  await form('Carrier success', 'A first answer within four working hours', [
    'renata',
    'carla',
    'marta',
    'omkar',
    'sina',
    'tomas',
  ]);
  await form('Sun and gloves', 'An hour each week for whoever wants to try it out', ['neha', 'thiago', 'duarte', 'leyla']);
};

/** A week or two, planned some days before, from midnight to midnight. */
const goAway = async (world: SampleWorld, who: ActorId): Promise<void> => {
  const chance = world.chance.of('away', who);
  const zone = zoneOf((await world.directory()).actors.get(who)?.calendars[0]?.calendar.zone ?? 'Etc/UTC');
  const begins = zone.toInstant(Math.floor(zone.toLocal(world.from + chance.between(6, 95) * DAY) / DAY) * DAY);
  const leave = {
    leave: world.id('leave', who),
    from: Math.round(begins),
    to: Math.round(begins + chance.one([4, 7, 7, 9, 14]) * DAY),
  };
  world.at(begins - chance.between(3, 20) * DAY, () =>
    world.tried({ by: who, kind: 'person', artifact: who, name: 'plan-leave', data: leave }),
  );
};
