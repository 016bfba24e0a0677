import { hash } from 'node:crypto';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Send } from '#kernel/stream/commands.ts';
import { SYSTEM, type ArtifactId, type OrgId } from '#kernel/stream/event.ts';
import { nameId } from '#practices/protocols';
import type { TaskState } from '#practices/work';
import type { Db, Leased, Leasing } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import { canonical } from '../canonical.ts';
import { takeIssues, tellIssue } from '../issues/issue-errand.ts';
import { looksOf, type ChangeState } from '../state.ts';
import { toldOf } from '../telling.ts';
import { doorTable } from './doors.ts';
import { errandTable, waitAfter, type Errand } from './errand-table.ts';
import type { Credentials } from './credentials.ts';
import type { Vendor } from './forge.ts';
import { intake, type Watched } from './intake.ts';
import { looksFor } from './looking.ts';
import { ForgeTrouble, type ForgeApi } from './port.ts';
import { kindOf, stateOf } from './queries.ts';
import { reach, type Reached } from './reach.ts';

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
const A_MOMENT = 500;

interface Row<S> {
  readonly number: number;
  readonly state: S;
}

interface Done {
  /** What the forge shows now. */
  readonly told: string | null;
  /** There is more to be said in a moment. */
  readonly again: boolean;
}

interface Duty {
  readonly repository: ArtifactId;
  does(errand: Errand, reached: Reached): Promise<Done>;
}

/** Asks forges what a change does to which files, and shows them what came of it: always as things stand then, and once each. */
export const forgeErrands = (services: ErrandServices): Pick<Leased, 'stop'> => {
  const { pool, db, send, directory, log } = services;
  const doors = doorTable(pool);
  const table = errandTable(pool, doors);

  const one = async <S>(org: OrgId, kind: string, id: string) => (await db.rows<Row<S>>(stateOf(org, kind, id)))[0];

  const reaching = { ...services, doors };
  const issues = { db, address: services.address, directory, take: intake(services) };

  /** What an errand is about: which repository, and what is to be done there. */
  const dutyOf = async ({ org, about }: Errand): Promise<Duty | null> => {
    const [found] = await db.rows<{ kind: string }>(kindOf(org, about));
    if (found?.kind === 'task') {
      const task = await one<TaskState>(org, 'task', about);
      if (!task?.state.issue) return null;
      return {
        repository: task.state.issue.repository,
        does: async (errand, reached) => ({
          told: errand.told,
          again: !(await tellIssue({ id: about, ...task }, reached, issues)),
        }),
      };
    }
    if (found?.kind === 'repository')
      return {
        repository: about,
        does: async ({ told }, reached) => {
          await takeIssues(reached, issues);
          return { told, again: false };
        },
      };
    const change = await one<ChangeState>(org, 'change', about);
    return change
      ? { repository: change.state.repository, does: (errand, reached) => tellChange(errand, change, reached) }
      : null;
  };

  const tellChange = async (errand: Errand, at: Row<ChangeState>, { watched, api }: Reached): Promise<Done> => {
    const looked = await look(errand, at.state, watched, api);
    const now = looked ? ((await one<ChangeState>(errand.org, 'change', errand.about)) ?? at) : at;
    const told = toldOf(now.state, now.number, services.address);
    const words = told === null ? errand.told : hash('sha256', `${now.state.seen.snapshot.head} ${canonical(told)}`, 'base64url');
    if (told !== null && words !== errand.told) await api.tell(now.state.repositoryName, now.state.seen.snapshot.head, told);
    return { told: words, again: false };
  };

  const work = async (errand: Errand, worker: string): Promise<void> => {
    const { org } = errand;
    const duty = await dutyOf(errand);
    const reached = duty && (await reach(org, duty.repository, reaching));
    if (!duty || !reached) return table.done(errand, worker, errand.told, null);
    try {
      const { told, again } = await duty.does(errand, reached);
      await doors.failed(org, reached.forge, null);
      // What the forge said meanwhile is heeded in a moment.
      await table.done({ ...errand, failures: 0 }, worker, told, again ? A_MOMENT : null);
    } catch (error) {
      if (!(error instanceof ForgeTrouble)) throw error;
      await doors.failed(org, reached.forge, error.message);
      await table.done(errand, worker, errand.told, error.again ? waitAfter(errand.failures) : null);
    }
  };

  /** What was said of it before anybody here listened. */
  const hear = async (watched: Watched, { repositoryName, key }: ChangeState, api: ForgeApi): Promise<void> => {
    const said = await api.said(repositoryName, key);
    if (said.length > 0) await issues.take(watched, [{ of: 'change', key, said }]);
  };

  /** True where the change is another afterwards. */
  const look = async ({ org, about: change }: Errand, state: ChangeState, watched: Watched, api: ForgeApi): Promise<boolean> => {
    const { state: repository, people } = watched;
    const { snapshot } = state.seen;
    if (looksOf(state) !== null || snapshot.state === 'closed' || snapshot.head === '') return false;
    // Looked at for the first time: it may be older than the connection.
    if (state.looks === null) await hear(watched, state, api);
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
    idOf: ({ about }) => about,
    isCancelled: () => false,
    work: (errand, { worker }) => work(errand, worker),
    log,
    lease: LEASE,
    lookEvery: 1_000,
  });
};
