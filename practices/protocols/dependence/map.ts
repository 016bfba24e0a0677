import { roleIn } from '#kernel/actors/access.ts';
import type { Actor, Directory, ProtocolInForce, Space } from '#kernel/actors/directory.ts';
import { worldOf } from '#kernel/protocol/world.ts';
import type { ActorId, SpaceId } from '#kernel/stream/event.ts';
import { holdsUp, isOfTheCase, partsOf, type Part } from './parts.ts';

/** Who holds a role in a place. `case`: it is other people each time. `nobody`: no active person does. */
export interface Holding {
  readonly role: string;
  readonly holds: 'people' | 'case' | 'nobody';
  readonly people: readonly ActorId[];
}

/** A step of a protocol in force, and who has a part in it. */
export interface MappedStep {
  readonly artifact: string;
  readonly protocol: string;
  readonly step: string;
  readonly anyone: boolean;
  readonly parts: readonly { readonly role: string; readonly parts: readonly Part[] }[];
}

/** Who is asked for what where: the protocols that hold in a place, their steps, and who holds the roles that they name. */
export interface DependenceMap {
  readonly steps: readonly MappedStep[];
  readonly roles: readonly Holding[];
}

/** A role that one person alone holds, or nobody, and without which something does not move. */
export interface Point {
  readonly role: string;
  /** Null: nobody holds it, so that the step fails closed [R7]. */
  readonly person: ActorId | null;
  /** Somebody stands in for them [A5]. */
  readonly deputies: readonly ActorId[];
  readonly parts: readonly Part[];
  readonly steps: readonly { readonly artifact: string; readonly protocol: string; readonly step: string }[];
  /** Null: where no space says otherwise. */
  readonly spaces: readonly (SpaceId | null)[];
}

/** The protocols in force in a place and above it, the closest first. */
const holdingIn = ({ protocols, spaces }: Directory, space: SpaceId | null): readonly ProtocolInForce[] => {
  const levels: (SpaceId | null)[] = [];
  for (let at = space; at !== null && !levels.includes(at); at = spaces.get(at)?.parent ?? null) levels.push(at);
  return [...levels, null].flatMap((level) => protocols.filter((one) => one.space === level && one.protocol.steps.length > 0));
};

const active = (directory: Directory, ids: readonly ActorId[]): readonly ActorId[] =>
  ids.filter((id) => directory.actors.get(id)?.status === 'active');

/** Who holds roles in a place; each is looked up once. */
const holders = (directory: Directory, space: SpaceId | null): ((role: string, on: string) => Holding) => {
  const world = worldOf(directory, space, {});
  const known = new Map<string, Holding>();
  return (role, on) => {
    const ofCase = isOfTheCase(role, on);
    const found = known.get(role);
    if (found && ofCase === (found.holds === 'case')) return found;
    const people = ofCase ? [] : active(directory, world.role(role) ?? []);
    const made: Holding = { role, people, holds: ofCase ? 'case' : people.length === 0 ? 'nobody' : 'people' };
    known.set(role, made);
    return made;
  };
};

/** Pure. `space` null: what holds where no space says otherwise. */
export const mapOf = (directory: Directory, space: SpaceId | null): DependenceMap => {
  const holding = holders(directory, space);
  const roles = new Map<string, Holding>();
  const steps = holdingIn(directory, space).flatMap(({ artifact, protocol }) =>
    protocol.steps.map((step): MappedStep => {
      const byRole = Map.groupBy(partsOf(step), ({ role }) => role);
      for (const role of byRole.keys()) roles.set(role, holding(role, protocol.on));
      return {
        ...{ artifact, protocol: protocol.id, step: step.step, anyone: step.of.who === 'anyone' },
        parts: [...byRole].map(([role, taking]) => ({ role, parts: [...new Set(taking.map(({ part }) => part))] })),
      };
    }),
  );
  return { steps, roles: [...roles.values()] };
};

/** [safety] Only in spaces that the asker sees. The same person in the same role in several spaces is one point. */
export const pointsOf = (directory: Directory, asker: Actor): readonly Point[] => {
  const seen = (space: Space): boolean => !space.archived && roleIn(asker, space, directory) !== null;
  const places: readonly (SpaceId | null)[] = [null, ...[...directory.spaces.values()].filter(seen).map(({ id }) => id)];
  const points = new Map<string, Point>();
  for (const space of places) {
    const holding = holders(directory, space);
    for (const { artifact, protocol } of holdingIn(directory, space))
      for (const step of protocol.steps)
        for (const taking of partsOf(step)) {
          if (!holdsUp(step, taking)) continue;
          const { holds, people: all } = holding(taking.role, protocol.on);
          const people = all.filter((id) => directory.actors.get(id)?.kind === 'person');
          if (holds === 'case' || people.length > 1) continue;
          const person = people[0] ?? null;
          const key = `${taking.role} ${person ?? ''}`;
          const before = points.get(key);
          const at = { artifact, protocol: protocol.id, step: step.step };
          points.set(key, {
            role: taking.role,
            person,
            deputies: person === null ? [] : active(directory, directory.actors.get(person)?.deputies ?? []),
            parts: [...new Set([...(before?.parts ?? []), taking.part])],
            steps: before?.steps.some((other) => other.artifact === artifact && other.step === step.step)
              ? before.steps
              : [...(before?.steps ?? []), at],
            spaces: [...new Set([...(before?.spaces ?? []), space])],
          });
        }
  }
  return [...points.values()].toSorted(
    (a, b) => Number(a.person !== null) - Number(b.person !== null) || b.steps.length - a.steps.length,
  );
};
