import { timeOf } from '../awaits/window.ts';
import type { Protocol } from '../protocol/document.ts';
import type { Facts, World, WorldActor } from '../protocol/world.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { DAY } from '../time/duration.ts';
import { advance, between } from '../time/working-time.ts';
import type { Crew } from './crew.ts';
import type { Proposal } from './play.ts';
import type { Random } from './random.ts';

/** How often somebody proposes something, in working days of eight hours. */
const EVERY = 20;
const WORKING_DAY = 8 * 3_600_000;
const LONGEST_WINDOW = 14 * DAY;

/**
 * What the people of a crew propose between two moments, in their working hours: about one thing a month each, in their team. Roles that a protocol
 * names and nobody knows are held by a few of the organization, the same ones every time.
 */
export const proposalsOf = (
  { people, teams }: Crew,
  protocols: readonly Protocol[],
  from: Instant,
  to: Instant,
  chance: Random,
): readonly Proposal[] => {
  const kind = protocols[0]?.on.split('.')[0] ?? 'proposal';
  const byId = new Map(people.map((person) => [person.id, person]));
  const everyone = people.map(({ id }) => id);
  const roles = new Map<string, readonly ActorId[]>();
  const few = (name: string): readonly ActorId[] => {
    const known =
      roles.get(name) ?? chance.of('role', name).some(everyone, Math.max(3, Math.min(7, Math.round(everyone.length / 8))));
    roles.set(name, known);
    return known;
  };
  return people.flatMap((author) => {
    const mine = chance.of('author', author.id);
    const time = timeOf(author.calendars);
    const works = between(time, from, to);
    return arrivals(works / (EVERY * WORKING_DAY), mine).map((share, index): Proposal => {
      const at = advance(time, from, Math.floor(share * works));
      const id = `${author.id}/${index + 1}`;
      const own = chance.of('proposal', id);
      const team = teams.get(author.teams[0] ?? '') ?? [author.id];
      const others = everyone.filter((other) => other !== author.id);
      const [affected, asked] = [own.some(others, own.below(3)), own.some(others, 1)];
      const facts = { ...factsOf(own), affected, asked };
      const role = (name: string): readonly ActorId[] => {
        if (name === 'everyone') return everyone;
        if (name === 'members' || name === 'contributors') return team;
        if (name === 'stewards') return team.slice(0, 2);
        if (name === 'agents') return [];
        if (name === 'affected' || name === 'asked') return facts[name];
        return teams.get(name) ?? (byId.has(name) ? [name] : few(name));
      };
      return {
        subject: {
          ...{ id, kind, title: `Proposal ${id}`, author: author.id, proposedAt: at },
          irreversible: own.chance(0.15),
          urgent: own.chance(0.05),
        },
        world: (_, loads): World => ({
          longestWindow: LONGEST_WINDOW,
          facts,
          role,
          actor: (actor) => loaded(byId.get(actor), loads),
        }),
      };
    });
  });
};

const loaded = (person: WorldActor | undefined, loads: ReadonlyMap<ActorId, number>): WorldActor | undefined => {
  const load = person && loads.get(person.id);
  return person && load ? { ...person, load } : person;
};

/** A Poisson process: places from 0 to 1, about so many. */
const arrivals = (about: number, chance: Random): readonly number[] => {
  const places: number[] = [];
  for (let at = -Math.log(1 - chance.next()); at < about; at -= Math.log(1 - chance.next())) places.push(at / about);
  return places;
};

/** Facts that protocols ask of artifacts, as they are spread over many. */
const factsOf = (chance: Random): Facts => ({
  score: Math.round(Math.exp(2.7 + 0.7 * chance.normal()) * 10) / 10,
  ci: chance.chance(0.92) ? 'green' : 'red',
  guards: chance.chance(0.2) ? ['migration'] : [],
  labels: chance.chance(0.05) ? ['emergency'] : [],
  reason: 'It is needed.',
  choices: ['as it is', 'a small step', 'a large step'],
  status: 'open',
  minutes: chance.one([15, 30, 60]),
  agenda: chance.chance(0.8),
  doc: chance.chance(0.6),
  no_meeting_day: chance.chance(0.2),
  from_wg: chance.chance(0.5),
  owner_files: [{ path: 'README.md', approved: chance.chance(0.9) }],
});
