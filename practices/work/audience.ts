import { actorKey, atLeast, ORG_KEY, roleIn, spaceKey } from '#kernel/actors/access.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type SpaceId } from '#kernel/stream/event.ts';
import { refuse, type Refusal } from '#kernel/stream/refusal.ts';
import type { TaskState } from './state.ts';

/** Whoever sees it: the people named and its owner, or its space, or the whole organization. */
export const audienceOf = ({ audience, space, author }: Pick<TaskState, 'audience' | 'space' | 'author'>): readonly string[] =>
  audience === null ? [space === null ? ORG_KEY : spaceKey(space)] : [...new Set([author, ...audience].map(actorKey))];

/** A space that the actor may contribute to; no space: the whole organization's. */
export const homeFault = (space: SpaceId | null, { by, directory }: Pick<Context, 'by' | 'directory'>): Refusal | null => {
  if (space === null || by === SYSTEM) return null;
  const [actor, room] = [directory.actors.get(by), directory.spaces.get(space)];
  const role = actor && room ? roleIn(actor, room, directory) : null;
  if (!room || role === null) return refuse('not-found', 'There is no such space that you can see.', { field: '/space' });
  if (!atLeast(role, 'contributor'))
    return refuse('not-permitted', `You may read in ${room.name}; its contributors work there.`, { field: '/space' });
  return room.archived ? refuse('archived', `${room.name} is archived. Restore it first.`, { field: '/space' }) : null;
};

/** People, teams and agents who are here. */
export const absentFault = (
  ids: readonly ActorId[],
  field: string,
  { directory }: Pick<Context, 'directory'>,
): Refusal | null => {
  const at = ids.findIndex((id) => (directory.actors.get(id)?.status ?? 'left') === 'left');
  return at < 0 ? null : refuse('not-found', 'There is nobody here with this id.', { field: `${field}/${at}` });
};
