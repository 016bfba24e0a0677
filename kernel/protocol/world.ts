import { roleIn } from '../actors/access.ts';
import type { Actor, Directory, Space } from '../actors/directory.ts';
import type { ActorId, Instant, SpaceId } from '../stream/event.ts';
import type { CalendarVersion } from '../time/calendar.ts';
import { RELATION } from './built-in-roles.ts';

/** A fact of an artifact, as conditions read it (`p.score`). JSON. */
export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [key: string]: Fact };
export type Facts = { readonly [name: string]: Fact };

/** What is true around a run while one thing is decided: actors, roles, facts. Pure data and look-ups; no clock, no I/O. */
export interface World {
  /** [A2] Where a window names no max, in ms. */
  readonly longestWindow: number;
  actor(id: ActorId): WorldActor | undefined;
  /**
   * Who holds a role for this artifact: a role of its space or of those above, a team's handle, a person's handle, or one of
   * `members contributors stewards everyone affected asked owners_of_paths …`. Null: no such role.
   */
  role(name: string): readonly ActorId[] | null;
  /** The artifact's facts at present. A run notices when they have changed. */
  readonly facts: Facts;
  /** Named periods of the organization: `calendar.merge_window`. */
  readonly periods?: Readonly<Record<string, readonly Period[]>>;
}

/** From–to, end exclusive. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

export interface WorldActor {
  readonly id: ActorId;
  /** As sentences call them. */
  readonly name: string;
  readonly handle: string;
  readonly kind: 'person' | 'agent';
  /** [T2] Oldest first. */
  readonly calendars: readonly CalendarVersion[];
  /** [A5] In order. */
  readonly deputies: readonly ActorId[];
  /** Belongs to the organization and has not left. */
  readonly active: boolean;
  /** Open awaits, and how many they take at most. */
  readonly load: number;
  readonly limit: number;
  readonly weight: number;
  /** [R10] The person accountable for an agent. */
  readonly accountable?: ActorId;
  readonly teams: readonly string[];
  /** Further facts that `a` may be asked: `energy`, `open`. */
  readonly facts?: Facts;
}

/** What a run is about. Fixed when it opens, but for what its text says of itself (`SaidOfItself`), which an amendment changes. */
export interface Subject {
  /** Seeds weighted choice, so that the same artifact always gives the same pick. */
  readonly id: string;
  /** `decision`, `request`, `change`, … */
  readonly kind: string;
  readonly title: string;
  readonly author: ActorId;
  /** `p.age` counts from here. */
  readonly proposedAt: Instant;
  readonly irreversible: boolean;
  readonly urgent?: boolean;
}

/** [R6] What the latest text says. */
export type SaidOfItself = Pick<Subject, 'title' | 'irreversible' | 'urgent'>;

/** What a directory does not know: who has how much to do, and when it is merge window. */
export interface Surroundings {
  readonly loads?: ReadonlyMap<ActorId, number>;
  readonly periods?: Readonly<Record<string, readonly Period[]>>;
}

/** Awaits that somebody takes at a time, where nothing says otherwise. */
const LIMIT = 20;

/**
 * The world of an artifact of a space (null: of the whole organization). A fact that lists actors (`affected`, `asked`,
 * `owners_of_paths`) is a role of that name.
 */
export const worldOf = (
  directory: Directory,
  space: SpaceId | null,
  facts: Facts,
  { loads, periods }: Surroundings = {},
): World => {
  const people = new Map<ActorId, WorldActor>();
  return {
    longestWindow: directory.longestWindow,
    facts,
    ...(periods ? { periods } : {}),
    actor: (id) => {
      const known = people.get(id);
      if (known) return known;
      const actor = directory.actors.get(id);
      if (!actor || actor.kind === 'team') return undefined;
      const made = worldActor(actor, actor.kind, directory, loads?.get(id) ?? 0);
      people.set(id, made);
      return made;
    },
    role: (name) => holders(name, directory, space, facts),
  };
};

const worldActor = (actor: Actor, kind: 'person' | 'agent', directory: Directory, load: number): WorldActor => ({
  id: actor.id,
  name: actor.name,
  handle: actor.handle,
  kind,
  calendars: actor.calendars,
  deputies: actor.deputies,
  active: actor.status === 'active',
  load,
  limit: LIMIT,
  weight: 1,
  ...(actor.accountable === undefined ? {} : { accountable: actor.accountable }),
  teams: teamsOf(directory).get(actor.id) ?? [],
  facts: { skills: actor.skills },
});

const byDirectory = new WeakMap<Directory, ReadonlyMap<ActorId, readonly string[]>>();

/** Handles of the teams of everybody. */
const teamsOf = (directory: Directory): ReadonlyMap<ActorId, readonly string[]> => {
  const known = byDirectory.get(directory);
  if (known) return known;
  const teams = new Map<ActorId, string[]>();
  for (const team of directory.actors.values()) {
    for (const member of team.members ?? []) teams.set(member, [...(teams.get(member) ?? []), team.handle]);
  }
  byDirectory.set(directory, teams);
  return teams;
};

const holders = (name: string, directory: Directory, space: SpaceId | null, facts: Facts): readonly ActorId[] | null => {
  const room = space === null ? undefined : directory.spaces.get(space);
  switch (name) {
    case 'everyone':
      return [...directory.actors.values()]
        .filter((actor) => actor.kind !== 'team' && actor.status === 'active')
        .map(({ id }) => id);
    case 'agents':
      return [...directory.actors.values()]
        .filter(
          (actor) => actor.kind === 'agent' && actor.status === 'active' && (!room || roleIn(actor, room, directory) !== null),
        )
        .map(({ id }) => id);
    case 'members':
    case 'contributors':
      return listed(name, room, directory);
    case 'stewards':
      return stewards(room, directory);
    default:
      return (
        roleOfSpaces(name, room, directory) ??
        inFacts(name, facts, directory) ??
        related(name, directory, space, facts) ??
        byHandle(name, directory)
      );
  }
};

/** Whom the space lists itself, else the nearest space above that lists anybody, else everyone: an open space has no list of its own. */
const listed = (name: 'members' | 'contributors', space: Space | undefined, directory: Directory): readonly ActorId[] => {
  for (const room of lineage(space, directory)) {
    const people = expand(
      Object.keys(room.members).filter((id) => name === 'members' || room.members[id] !== 'reader'),
      directory,
    );
    if (people.length > 0) return people;
  }
  return holders('everyone', directory, null, {}) ?? [];
};

const stewards = (space: Space | undefined, directory: Directory): readonly ActorId[] => {
  for (const room of lineage(space, directory)) {
    const people = expand(
      Object.keys(room.members).filter((id) => room.members[id] === 'steward'),
      directory,
    );
    if (people.length > 0) return people;
  }
  return [...directory.actors.values()]
    .filter((actor) => actor.role === 'steward' && actor.status === 'active')
    .map(({ id }) => id);
};

/** A role of the space or of those above it. */
const roleOfSpaces = (name: string, space: Space | undefined, directory: Directory): readonly ActorId[] | null => {
  for (const room of lineage(space, directory)) {
    const people = Object.hasOwn(room.roles, name) ? room.roles[name] : undefined;
    if (people) return expand(people, directory);
  }
  return null;
};

/** The space, then those above it. */
const lineage = (space: Space | undefined, directory: Directory): readonly Space[] => {
  const rooms: Space[] = [];
  for (
    let room = space;
    room && !rooms.includes(room);
    room = room.parent === null ? undefined : directory.spaces.get(room.parent)
  )
    rooms.push(room);
  return rooms;
};

const inFacts = (name: string, facts: Facts, directory: Directory): readonly ActorId[] | null => {
  const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (!Array.isArray(fact)) return name === 'affected' || name === 'asked' ? [] : null;
  return expand(
    fact.flatMap((id) => (typeof id === 'string' ? [id] : [])),
    directory,
  );
};

/** `members of platform`, `team of ines`, `deputies of ines`, `accountable of bot`. Whatever else stands before `of` is a role or a fact. */
const related = (name: string, directory: Directory, space: SpaceId | null, facts: Facts): readonly ActorId[] | null => {
  const [, relation, of = ''] = RELATION.exec(name) ?? [];
  if (relation === undefined) return null;
  const whose = holders(of, directory, space, facts);
  if (whose === null) return null;
  const found = whose.flatMap((id): readonly ActorId[] => {
    const actor = directory.actors.get(id);
    if (!actor) return [];
    switch (relation) {
      case 'team':
        return [...directory.actors.values()].flatMap((team) => (team.members?.includes(id) ? team.members : []));
      case 'deputies':
        return actor.deputies;
      case 'accountable':
        return actor.accountable === undefined ? [] : [actor.accountable];
      default:
        return [id];
    }
  });
  return [...new Set(found)];
};

const byHandle = (name: string, directory: Directory): readonly ActorId[] | null => {
  const actor = directory.actors.get(name) ?? [...directory.actors.values()].find((other) => other.handle === name);
  return actor ? expand([actor.id], directory) : null;
};

/** Teams as their members; everybody once. */
const expand = (ids: readonly ActorId[], directory: Directory): readonly ActorId[] => [
  ...new Set(
    ids.flatMap((id) => {
      const actor = directory.actors.get(id) ?? [...directory.actors.values()].find((other) => other.handle === id);
      return actor?.kind === 'team' ? (actor.members ?? []) : actor ? [actor.id] : [];
    }),
  ),
];
