import type { ActorId, SpaceId } from '../stream/event.ts';
import type { Actor, Directory, Space, SpaceRole } from './directory.ts';

/**
 * The one predicate. An artifact has an audience (keys); an actor holds keys; the actor sees the artifact when they share one.
 * PostgreSQL asks the same with `audience && keys` over the keys that the store keeps beside each actor.
 */
export const sees = (keys: ReadonlySet<string>, audience: readonly string[]): boolean => audience.some((key) => keys.has(key));

export const spaceKey = (space: SpaceId): string => `space:${space}`;
export const actorKey = (actor: ActorId): string => `actor:${actor}`;
/** Everybody who belongs to the organization. */
export const ORG_KEY = 'org';
/** The people who run the organization. They see that a closed space exists and who is in it, not what it holds. */
export const STEWARDS_KEY = 'org:stewards';

/** The audience of what some are named to see; null: whoever sees its space, or the whole organization. */
export const seenBy = (space: SpaceId | null, named: readonly ActorId[] | null): readonly string[] =>
  named === null ? [space === null ? ORG_KEY : spaceKey(space)] : [...new Set(named.map(actorKey))];

/** Every key that the actor holds. Somebody who left, or has not joined yet, holds none. */
export const keysOf = (actor: Actor, directory: Directory): readonly string[] => {
  if (actor.status !== 'active') return [];
  const keys = [ORG_KEY, actorKey(actor.id)];
  if (actor.role === 'steward') keys.push(STEWARDS_KEY);
  for (const other of directory.actors.values()) if (other.members?.includes(actor.id)) keys.push(actorKey(other.id));
  for (const space of directory.spaces.values()) if (roleIn(actor, space, directory)) keys.push(spaceKey(space.id));
  return keys;
};

/** [safety] The actor's role in a space, or null when the space is closed to them. A closed space closes the spaces below it. */
export const roleIn = (actor: Actor, space: Space, directory: Directory): SpaceRole | null => {
  if (actor.status !== 'active') return null;
  const chain = chainOf(space, directory);
  if (chain === null) return null;
  let role: SpaceRole | null = 'contributor';
  for (const room of chain) {
    if (role === 'steward') return role;
    const own = memberRole(actor, room, directory);
    if (room.access === 'closed') role = own;
    else if (own !== null) role = own;
    if (role === null) return null;
  }
  return role;
};

/** From the outermost space to this one; null where the chain is broken or turns in a circle. */
const chainOf = (space: Space, directory: Directory): readonly Space[] | null => {
  const chain: Space[] = [];
  const seen = new Set<SpaceId>();
  for (let room: Space | undefined = space; room; room = room.parent === null ? undefined : directory.spaces.get(room.parent)) {
    if (seen.has(room.id)) return null;
    seen.add(room.id);
    chain.unshift(room);
    if (room.parent !== null && !directory.spaces.has(room.parent)) return null;
  }
  return chain;
};

const RANK = { reader: 1, contributor: 2, steward: 3 } as const satisfies Record<SpaceRole, number>;

const memberRole = (actor: Actor, space: Space, directory: Directory): SpaceRole | null => {
  let best: SpaceRole | null = space.members[actor.id] ?? null;
  for (const [member, role] of Object.entries(space.members)) {
    const team = directory.actors.get(member);
    if (team?.kind === 'team' && team.members?.includes(actor.id) && (best === null || RANK[role] > RANK[best])) best = role;
  }
  return best;
};

/** Whether a role is at least another. */
export const atLeast = (role: SpaceRole | null, needed: SpaceRole): boolean => role !== null && RANK[role] >= RANK[needed];
