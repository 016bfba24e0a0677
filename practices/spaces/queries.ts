import type { SpaceId } from '#kernel/stream/event.ts';
import type { Db, Principal } from '#server/route.ts';
import type { OrganizationState } from './organization.ts';
import type { SpaceState } from './space.ts';

type Asker = Pick<Principal, 'org' | 'keys'>;

interface Found<State> {
  readonly state: State;
  readonly version: number;
}

export const spaceOf = async (db: Db, { org, keys }: Asker, id: SpaceId): Promise<Found<SpaceState> | null> => {
  const [row] = await db.rows<Found<SpaceState>>({
    name: 'spaces.one',
    text: `select state, version from artifacts where org = $1 and id = $3 and kind = 'space' and audience && $2::text[]`,
    values: [org, keys, id],
  });
  return row ?? null;
};

export const organizationOf = async (db: Db, { org, keys }: Asker): Promise<Found<OrganizationState> | null> => {
  const [row] = await db.rows<Found<OrganizationState>>({
    name: 'spaces.organization',
    text: `select state, version from artifacts where org = $1 and id = $1 and kind = 'organization' and audience && $2::text[]`,
    values: [org, keys],
  });
  return row ?? null;
};
