import type { ArtifactId, OrgId } from '#kernel/stream/event.ts';
import type { Db } from '#server/route.ts';
import type { Doors } from './doors.ts';
import type { Credentials } from './credentials.ts';
import type { ForgeState, Vendor } from './forge.ts';
import type { Watched } from './intake.ts';
import type { ForgeApi } from './port.ts';
import { stateOf } from './queries.ts';
import type { RepositoryState } from './repository.ts';

export interface Reaching {
  readonly db: Db;
  readonly doors: Pick<Doors, 'at'>;
  unseal(text: string): string | null;
  /** How a vendor's API is asked. */
  api(vendor: Vendor, address: string, credentials: Credentials): ForgeApi;
}

/** A repository whose forge may be asked. */
export interface Reached {
  readonly watched: Watched;
  readonly forge: ArtifactId;
  readonly api: ForgeApi;
}

/** Null: it is not connected any more, or nobody gave what opens its forge. */
export const reach = async (org: OrgId, id: ArtifactId, { db, doors, unseal, api }: Reaching): Promise<Reached | null> => {
  const [repository] = await db.rows<{ state: RepositoryState }>(stateOf(org, 'repository', id));
  const forge = repository?.state.forge ?? null;
  if (!repository || forge === null || repository.state.status !== 'connected') return null;
  const [[at], door] = await Promise.all([db.rows<{ state: ForgeState }>(stateOf(org, 'forge', forge)), doors.at(forge)]);
  const opened = door?.credentials == null ? null : unseal(door.credentials);
  if (!at || opened === null) return null;
  const { vendor, api: address, people } = at.state;
  return {
    watched: { org, id, state: repository.state, people },
    forge,
    api: api(vendor, address, JSON.parse(opened) as Credentials),
  };
};
