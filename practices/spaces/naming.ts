import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import type { Directory, Space } from '#kernel/actors/directory.ts';
import type { ActorId, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Principal, Services } from '#server/route.ts';

/** A space as people name it: its id or its slug. */
export const spaceName = z.string().min(1).max(120);

/** A space as others show it. */
export const spaceReply = z.object({ id: z.string(), slug: z.string(), name: z.string() });

/** [safety] A space, for whoever may know of it: who is inside, and who runs the organization. */
export const knownSpace = (id: SpaceId | null, reader: ActorId, directory: Directory): Space | null => {
  const [self, space] = [directory.actors.get(reader), id === null ? undefined : directory.spaces.get(id)];
  if (!self || !space) return null;
  return self.role === 'steward' || roleIn(self, space, directory) !== null ? space : null;
};

/** [safety] Who was named to see something may be outside of its space, and then is not told which it is. */
export const spaceShown = (id: SpaceId | null, reader: ActorId, directory: Directory): z.output<typeof spaceReply> | null => {
  const space = knownSpace(id, reader, directory);
  return space && { id: space.id, slug: space.slug, name: space.name };
};

const NO_SPACE = refuse('not-found', 'There is no such space that you can see.', { field: '/space' });

/** The space that somebody names, where they may know of it; null stays null. */
export const spaceId = (name: string | null, reader: ActorId, directory: Directory): Result<SpaceId | null> => {
  if (name === null) return ok(null);
  const wanted = name.normalize('NFC').toLowerCase();
  const space = directory.spaces.get(wanted) ?? [...directory.spaces.values()].find(({ slug }) => slug === wanted);
  return space && knownSpace(space.id, reader, directory) ? ok(space.id) : NO_SPACE;
};

/** A space and all inside of it, to narrow a list by (`?space=`); the audience decides what is seen of them. */
export const spacesInside = async (
  name: string | undefined,
  principal: Principal,
  { directory }: Pick<Services, 'directory'>,
): Promise<Result<readonly SpaceId[] | null>> => {
  if (name === undefined) return ok(null);
  const known = await directory(principal.org);
  const id = spaceId(name, principal.actor, known);
  if (id.refused) return { ...id, field: '/query/space' };
  const inside = new Set([id.ok ?? '']);
  for (let size = 0; size < inside.size;) {
    size = inside.size;
    for (const space of known.spaces.values()) if (space.parent !== null && inside.has(space.parent)) inside.add(space.id);
  }
  return ok([...inside]);
};
