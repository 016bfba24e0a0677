import { ORG_KEY, actorKey, roleIn, spaceKey } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { World } from '#kernel/protocol/world.ts';
import type { ActorId } from '#kernel/stream/event.ts';

/** Whether an actor sees what has this audience: `keysOf` and `sees` for one actor, without listing every key. A team: when it is named. */
export const maySee = (id: ActorId, audience: readonly string[], directory: Directory): boolean => {
  const actor = directory.actors.get(id);
  if (actor?.status !== 'active') return false;
  return audience.some((key) => {
    if (key === ORG_KEY || key === actorKey(id)) return true;
    if (key.startsWith('actor:')) return directory.actors.get(key.slice('actor:'.length))?.members?.includes(id) === true;
    const space = directory.spaces.get(key.slice('space:'.length));
    return space !== undefined && key === spaceKey(space.id) && actor.kind !== 'team' && roleIn(actor, space, directory) !== null;
  });
};

/** [safety] Nobody is asked, by office or as a deputy, about what they may not see. */
export const amongThoseWhoSee = (world: World, audience: readonly string[], directory: Directory): World => {
  const known = new Map<ActorId, boolean>();
  const may = (id: ActorId): boolean => {
    const cached = known.get(id);
    if (cached !== undefined) return cached;
    const sees = maySee(id, audience, directory);
    known.set(id, sees);
    return sees;
  };
  return {
    ...world,
    role: (name) => world.role(name)?.filter(may) ?? null,
    actor: (id) => {
      const actor = world.actor(id);
      return actor && { ...actor, deputies: actor.deputies.filter(may) };
    },
  };
};
