import { atLeast, roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { ActorId, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { type Principal, type Services } from '#server/route.ts';
import { numberedPage, standingPage, type PageRow } from './page-queries.ts';
import type { PageState } from './page.ts';

export const NO_PAGE = refuse('not-found', 'There is no such page that you can see.');

/** The page of an address, as its reader may see it. */
export const pageOf = async (
  id: string | number,
  principal: Principal,
  { db }: Pick<Services, 'db'>,
): Promise<Result<PageRow>> => {
  const row =
    typeof id === 'number' ? await numberedPage(db, principal, id) : await standingPage(db, principal, id.toLowerCase());
  return row ? ok(row) : NO_PAGE;
};

export type Alive = Exclude<PageState, { readonly status: 'deleted' }>;

/** The page of an address, unless it has been deleted. */
export const alivePage = async (
  id: string | number,
  principal: Principal,
  services: Pick<Services, 'db'>,
): Promise<Result<PageRow & { readonly state: Alive }>> => {
  const row = await pageOf(id, principal, services);
  if (row.refused) return row;
  const { state } = row.ok;
  return state.status === 'deleted' ? refuse('deleted', 'This page has been deleted.') : ok({ ...row.ok, state });
};

/** The space of a request; null stays null. */
export const spaceOf = (
  name: string | null,
  { actor }: Pick<Principal, 'actor'>,
  directory: Directory,
): Result<SpaceId | null> => {
  if (name === null) return ok(null);
  const wanted = name.normalize('NFC').toLowerCase();
  const space = directory.spaces.get(wanted) ?? [...directory.spaces.values()].find(({ slug }) => slug === wanted);
  const who = directory.actors.get(actor);
  const sees = space && who && roleIn(who, space, directory) !== null;
  return sees ? ok(space.id) : refuse('not-found', 'There is no such space that you can see.', { field: '/space' });
};

/** Whether somebody may write in a space; null: the whole organization's. */
export const mayWrite = (space: SpaceId | null, actor: ActorId, directory: Directory): boolean => {
  const who = directory.actors.get(actor);
  if (who?.status !== 'active') return false;
  if (space === null) return true;
  const room = directory.spaces.get(space);
  return room !== undefined && !room.archived && atLeast(roleIn(who, room, directory), 'contributor');
};

/** Whether somebody may read in a space; null: the whole organization's. */
export const reads = (space: SpaceId | null, actor: ActorId, directory: Directory): boolean => {
  const [who, room] = [directory.actors.get(actor), space === null ? undefined : directory.spaces.get(space)];
  if (who?.status !== 'active' || space === null) return who?.status === 'active';
  return room !== undefined && !room.archived && roleIn(who, room, directory) !== null;
};

/** Whether somebody runs a space, or the organization. */
export const runs = (space: SpaceId | null, actor: ActorId, directory: Directory): boolean => {
  const who = directory.actors.get(actor);
  if (who?.role === 'steward') return true;
  const room = space === null ? undefined : directory.spaces.get(space);
  return who !== undefined && room !== undefined && roleIn(who, room, directory) === 'steward';
};
