import { atLeast, roleIn } from '#kernel/actors/access.ts';
import { outside } from '#kernel/actors/permission.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { SYSTEM, type SpaceId } from '#kernel/stream/event.ts';
import { refuse, type Refusal } from '#kernel/stream/refusal.ts';

/** Why the actor cannot have something in a space; null: its contributor, or no space, which is the whole organization's. `act`: what contributors do there. */
export const homeFault = (
  space: SpaceId | null,
  { by, directory }: Pick<Context, 'by' | 'directory'>,
  act: 'ask' | 'decide' | 'meet' | 'work' | 'write',
): Refusal | null => {
  if (space === null || by === SYSTEM) return null;
  const [actor, room] = [directory.actors.get(by), directory.spaces.get(space)];
  const role = actor && room ? roleIn(actor, room, directory) : null;
  if (!room || !actor || role === null) return outside(actor, room);
  if (!atLeast(role, 'contributor'))
    return refuse('not-permitted', `You may read in ${room.name}; its contributors ${act} there.`, { field: '/space' });
  return room.archived ? refuse('archived', `${room.name} is archived. Restore it first.`, { field: '/space' }) : null;
};
