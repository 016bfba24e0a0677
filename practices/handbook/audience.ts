import { actorKey, atLeast, ORG_KEY, roleIn, spaceKey } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type SpaceId } from '#kernel/stream/event.ts';
import { refuse, type Refusal } from '#kernel/stream/refusal.ts';
import type { PageState } from './page.ts';

/** [safety] Those named on a restricted page, its author and its owners; else its space, or the whole organization. */
export const pageAudience = (state: PageState): readonly string[] =>
  audienceFor({ ...state, owners: state.status === 'deleted' ? [] : state.owners });

export const audienceFor = ({
  only,
  space,
  author,
  owners,
}: {
  readonly only: readonly ActorId[] | null;
  readonly space: SpaceId | null;
  readonly author: ActorId;
  readonly owners: readonly ActorId[];
}): readonly string[] =>
  only === null ? [space === null ? ORG_KEY : spaceKey(space)] : [...new Set([author, ...owners, ...only].map(actorKey))];

/** [safety] Who reads a page, by name; null: whoever sees its space. */
export const readersOf = (state: PageState): readonly ActorId[] | null =>
  state.only === null ? null : [...new Set([state.author, ...(state.status === 'deleted' ? [] : state.owners), ...state.only])];

/** A space in which the sender may write; null: the whole organization's, where everybody may. */
export const roomFault = (space: SpaceId | null, { by, directory }: Pick<Context, 'by' | 'directory'>): Refusal | null => {
  if (space === null || by === SYSTEM) return null;
  const [actor, room] = [directory.actors.get(by), directory.spaces.get(space)];
  const role = actor && room ? roleIn(actor, room, directory) : null;
  if (!room || role === null) return refuse('not-found', 'There is no such space that you can see.', { field: '/space' });
  if (!atLeast(role, 'contributor'))
    return refuse('not-permitted', `You may read in ${room.name}; its contributors write there.`, { field: '/space' });
  return room.archived ? refuse('archived', `${room.name} is archived. Restore it first.`, { field: '/space' }) : null;
};

/** People, teams and agents who are here. */
export const absentFault = (
  ids: readonly ActorId[],
  field: string,
  { directory }: Pick<Context, 'directory'>,
): Refusal | null => {
  const at = ids.findIndex((one) => (directory.actors.get(one)?.status ?? 'left') === 'left');
  return at < 0 ? null : refuse('not-found', 'There is nobody here with this id.', { field: `${field}/${at}` });
};

/** Those of some actors who are people or agents: a team is its members. Each once, active. */
export const peopleAmong = (ids: readonly ActorId[], directory: Directory): readonly ActorId[] => [
  ...new Set(
    ids
      .flatMap((one) => directory.actors.get(one)?.members ?? [one])
      .filter((one) => directory.actors.get(one)?.status === 'active' && directory.actors.get(one)?.kind !== 'team'),
  ),
];

export const namesOf = (ids: Iterable<ActorId>, directory: Directory): Readonly<Record<ActorId, string>> =>
  Object.fromEntries([...ids].map((one) => [one, directory.actors.get(one)?.name ?? '']));
