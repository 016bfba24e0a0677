import type { ArtifactId, OrgId } from '#kernel/stream/event.ts';
import type { Credentials } from './credentials.ts';
import type { Trial } from './forge-routes.ts';
import type { ForgeState } from './forge.ts';
import { ForgeTrouble } from './port.ts';
import { connectedWith, stateOf } from './queries.ts';
import type { Reaching } from './reach.ts';

const whyOf = async (asked: Promise<unknown>, address: string): Promise<string | null> => {
  try {
    await asked;
    return null;
  } catch (error) {
    if (error instanceof ForgeTrouble)
      return error.again
        ? `It could not be reached at ${address}. Is that the address of its API, and may this server reach it?`
        : error.message;
    throw error;
  }
};

/** What its API says to whoever asks it with the credentials that are kept. */
export const trial = async (
  org: OrgId,
  forge: ArtifactId,
  { db, doors, unseal, api: apiOf }: Reaching,
): Promise<Trial | null> => {
  const [[row], door] = await Promise.all([db.rows<{ state: ForgeState }>(stateOf(org, 'forge', forge)), doors.at(forge)]);
  if (!row || door?.org !== org) return null;
  const opened = door.credentials === null ? null : unseal(door.credentials);
  if (opened === null) return { as: null, why: 'Nobody gave yet what opens it.', repositories: [] };
  const api = apiOf(row.state.vendor, row.state.api, JSON.parse(opened) as Credentials);
  let as = '';
  const why = await whyOf(
    api.self().then((name) => (as = name)),
    row.state.api,
  );
  if (why !== null) return { as: null, why, repositories: [] };
  const names = await db.rows<{ name: string }>(connectedWith(org, forge));
  const repositories: { name: string; why: string | null }[] = [];
  for (const { name } of names) repositories.push({ name, why: await whyOf(api.repository(name), row.state.api) });
  return { as, why: null, repositories };
};
