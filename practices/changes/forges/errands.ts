import { hash } from 'node:crypto';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Send } from '#kernel/stream/commands.ts';
import { SYSTEM, type ActorId, type OrgId } from '#kernel/stream/event.ts';
import { nameId } from '#practices/protocols';
import type { Db, Leased, Leasing } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import { canonical } from '../canonical.ts';
import { looksOf, type ChangeState } from '../state.ts';
import { toldOf } from '../telling.ts';
import { doorTable } from './doors.ts';
import { errandTable, waitAfter, type Errand } from './errand-table.ts';
import type { Credentials } from './forge-routes.ts';
import type { ForgeState, Vendor } from './forge.ts';
import { looksFor } from './looking.ts';
import { ForgeTrouble, type ForgeApi } from './port.ts';
import { stateOf } from './queries.ts';
import type { RepositoryState } from './repository.ts';

export interface ErrandServices {
  readonly pool: Pool;
  readonly db: Db;
  readonly send: Send;
  readonly address: string;
  directory(org: OrgId): Promise<Directory>;
  leased(leasing: Leasing<Errand, null>): Leased;
  unseal(text: string): string | null;
  /** How a vendor's API is asked. */
  api(vendor: Vendor, address: string, credentials: Credentials): ForgeApi;
  readonly log: { error(about: object, line: string): void };
}

const LEASE = 120_000;

/** Asks forges what a change does to which files, and shows them what came of it: always as things stand then, and once each. */
export const forgeErrands = (services: ErrandServices): Pick<Leased, 'stop'> => {
  const { pool, db, send, directory, log } = services;
  const doors = doorTable(pool);
  const table = errandTable(pool, doors);

  const one = async <S>(org: OrgId, kind: string, id: string) =>
    (await db.rows<{ number: number; version: number; state: S }>(stateOf(org, kind, id)))[0];

  const work = async (errand: Errand, worker: string): Promise<void> => {
    const { org, change } = errand;
    const at = await one<ChangeState>(org, 'change', change);
    const repository = at && (await one<RepositoryState>(org, 'repository', at.state.repository));
    const forgeId = repository?.state.forge ?? null;
    const forge = forgeId === null ? undefined : await one<ForgeState>(org, 'forge', forgeId);
    const door = forgeId === null ? null : await doors.at(forgeId);
    const opened = door?.credentials == null ? null : services.unseal(door.credentials);
    if (!at || !repository || !forge || forgeId === null || opened === null || repository.state.status !== 'connected')
      return table.done(errand, worker, errand.told, null);
    try {
      const api = services.api(forge.state.vendor, forge.state.api, JSON.parse(opened) as Credentials);
      const looked = await look(errand, at.state, repository.state, forge.state.people, api);
      const now = looked ? ((await one<ChangeState>(org, 'change', change)) ?? at) : at;
      const told = toldOf(now.state, now.number, services.address);
      const words =
        told === null ? errand.told : hash('sha256', `${now.state.seen.snapshot.head} ${canonical(told)}`, 'base64url');
      if (told !== null && words !== errand.told) await api.tell(now.state.repositoryName, now.state.seen.snapshot.head, told);
      await doors.failed(org, forgeId, null);
      await table.done(errand, worker, words, null);
    } catch (error) {
      if (!(error instanceof ForgeTrouble)) throw error;
      await doors.failed(org, forgeId, error.message);
      await table.done(errand, worker, errand.told, error.again ? waitAfter(errand.failures) : null);
    }
  };

  /** True where the change is another afterwards. */
  const look = async (
    { org, change }: Errand,
    state: ChangeState,
    repository: RepositoryState,
    people: Readonly<Record<string, ActorId>>,
    api: ForgeApi,
  ): Promise<boolean> => {
    const { snapshot } = state.seen;
    if (looksOf(state) !== null || snapshot.state === 'closed' || snapshot.head === '') return false;
    const { head, files } = await api.files(state.repositoryName, state.key);
    // Somebody pushed since: the delivery that says so brings the next errand.
    if (head !== snapshot.head) return false;
    const read = (path: string) => api.file(state.repositoryName, snapshot.base, path);
    const looks = await looksFor({ org, change, state, repository, people, files, read, db, directory: await directory(org) });
    const data = { looks: { ...looks, at: Date.now() } };
    const id = nameId('look', change, canonical(looks));
    const sent = await send({ id, org, by: SYSTEM, kind: 'change', artifact: change, name: 'look', data });
    return !sent.refused;
  };

  return services.leased({
    what: 'an errand to a forge',
    table,
    beginning: null,
    idOf: ({ change }) => change,
    isCancelled: () => false,
    work: (errand, { worker }) => work(errand, worker),
    log,
    lease: LEASE,
    lookEvery: 1_000,
  });
};
