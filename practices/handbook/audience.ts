import { seenBy } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { type ActorId, type SpaceId } from '#kernel/stream/event.ts';
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
}): readonly string[] => seenBy(space, only && [author, ...owners, ...only]);

/** [safety] Who reads a page, by name; null: whoever sees its space. */
export const readersOf = (state: PageState): readonly ActorId[] | null =>
  state.only === null ? null : [...new Set([state.author, ...(state.status === 'deleted' ? [] : state.owners), ...state.only])];

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
