import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Send } from '#kernel/stream/commands.ts';
import { refuse, type Result } from '#kernel/stream/refusal.ts';
import { transaction, type Pool } from '#store/connection.ts';
import { toMs, type AtWork, type Db, type Leased, type Leasing, type Principal, type Services } from '#server/route.ts';
import { fetchRepository, type Guard } from '../fetching.ts';
import { LIMITS, type Limits } from '../reading/plan.ts';
import type { Where } from '../reading/worker.ts';
import { emptyReport, type Report } from '../report.ts';
import { compare } from './comparing.ts';
import { conclude, remember } from './concluding.ts';
import { advance, findJob, keepJob, releaseJob, takeJob, tidyJobs } from './jobs.ts';
import type { ImportState, Job, Progress } from './job.ts';
import { assemble, stage } from './staging.ts';
import { undo } from './undoing.ts';
import { write } from './writing.ts';

export interface RunnerOptions {
  readonly pool: Pool;
  readonly db: Db;
  /** The server's way to work on one job at a time. */
  leased<J, P>(leasing: Leasing<J, P>): Leased;
  readonly send: Send;
  directory(org: string): ReturnType<Services['directory']>;
  readonly address: Services['address'];
  readonly guard: Guard;
  readonly files: Services['files'];
  readonly log: { readonly error: (about: object, line: string) => void };
  /** How long a process that says nothing is believed to be at work, ms. */
  readonly lease?: number;
  readonly lookEvery?: number;
  readonly limits?: Limits;
}

export interface Runner {
  /** This process; what it alone knows (a repository's token) it has to do itself. */
  readonly worker: string;
  readonly lease: number;
  /** There is something to do. `secret`: what opens the repository of an import, kept in memory alone. */
  rouse(secret?: { readonly id: string; readonly secret: string }): void;
  stop(): Promise<void>;
}

const MOST_REPOSITORY = 512 * 1024 * 1024;
const FETCH_LIMIT = 5 * 60_000;

/** Works on imports, one at a time in a process; any number of processes may. */
export const importRunner = (options: RunnerOptions): Runner => {
  const { pool, leased, log, lease, lookEvery } = options;
  const secrets = new Map<string, string>();
  const running = leased<Job, Progress>({
    what: 'an import',
    table: {
      take: (worker, length) => takeJob(pool, worker, length),
      keep: (job, worker, length, progress) => keepJob(pool, job, worker, length, progress),
      release: (job, worker, after, failed) => releaseJob(pool, job, worker, after, failed),
      tidy: async () => {
        await tidyJobs(pool);
        await tidyFolders();
      },
    },
    beginning: { done: 0, total: 0, at: '' },
    idOf: ({ id }) => id,
    isCancelled: ({ cancelled }) => cancelled,
    work: (job, at) => steps(job, { ...options, ...at, secret: secrets.get(job.id) ?? null }),
    ended: ({ id }) => secrets.delete(id),
    log,
    ...(lease === undefined ? {} : { lease }),
    ...(lookEvery === undefined ? {} : { lookEvery }),
  });
  return {
    worker: running.worker,
    lease: running.lease,
    rouse: (secret) => {
      if (secret !== undefined) secrets.set(secret.id, secret.secret);
      running.rouse();
    },
    stop: running.stop,
  };
};

const PREFIX = 'proceed-import-';
const DAY = 24 * 60 * 60_000;

/** Folders of processes that were killed. */
const tidyFolders = async (): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
    if (name.startsWith(PREFIX) && Date.now() - (await stat(folder)).mtimeMs > DAY)
      await rm(folder, { recursive: true, force: true });
  }
};

interface Working extends RunnerOptions, AtWork<Progress> {
  readonly secret: string | null;
}

const steps = async (job: Job, working: Working): Promise<void> => {
  const { pool, worker, tell } = working;
  const begun = performance.now();
  const seconds = (): number => Math.round((performance.now() - begun) / 100) / 10;
  const to = (state: ImportState, report?: Report): Promise<boolean> => advance(pool, job, worker, state, report);
  const importer = await importerOf(pool, job, working);
  if (importer === null) {
    await fail(job, working, 'not-permitted', 'Whoever began this import is not here any more.');
    return;
  }
  let { state } = job;
  let report = (await findJob(pool, job.org, job.by, job.id))?.report ?? emptyReport();
  const writing = {
    pool,
    db: working.db,
    send: working.send,
    files: working.files,
    directory: working.directory,
    address: working.address,
    job,
    importer,
    progress: tell,
    stopped: () => working.cancelled() || working.gone(),
  };
  if (state === 'fetching' || state === 'reading') {
    const read = await readIn(job, working, () => to('reading'));
    if (working.gone()) return;
    if (working.cancelled()) return end(job, working, to);
    if (read.refused) return fail(job, working, read.code, read.message);
    report = read.ok;
    if (!(await to('comparing', report))) return;
    await pool.query('delete from import_parts where org = $1 and import = $2', [job.org, job.id]);
    state = 'comparing';
  }
  if (state === 'comparing') {
    if (working.cancelled()) return end(job, working, to);
    tell({ done: 0, total: 0, at: '' });
    report = await compare(pool, working.db, job, importer, report);
    if (working.gone() || !(await to('writing', report))) return;
    state = 'writing';
  }
  if (state === 'writing') {
    const all = !working.cancelled() && (await write(writing));
    if (working.gone()) return;
    if (all) {
      const whole = await conclude(pool, job, report, seconds());
      const isDone = await transaction(pool, async (client) => {
        const moved = await advance(client, job, worker, 'done', whole);
        if (moved) await remember(client, job);
        return moved;
      });
      if (isDone) return sweep(pool, job);
      if (working.gone()) return;
    }
    if (!(await to('undoing'))) return;
  }
  await undo({ ...writing, stopped: working.gone });
  if (working.gone()) return;
  const undone = await conclude(pool, job, report, seconds());
  if (await to('cancelled', undone)) await sweep(pool, job);
};

const end = async (job: Job, { pool }: Working, to: (state: ImportState, report?: Report) => Promise<boolean>): Promise<void> => {
  if (await to('cancelled')) await sweep(pool, job);
};

const fail = async (job: Job, { pool, worker }: Working, code: string, words: string): Promise<void> => {
  if (await advance(pool, job, worker, 'failed', emptyReport({ code, words }))) await sweep(pool, job);
};

/** Nothing of it is needed any more but its report. */
const sweep = async (pool: Pool, { org, id }: Job): Promise<void> => {
  await pool.query('delete from import_parts where org = $1 and import = $2', [org, id]);
  await pool.query('delete from import_items where org = $1 and import = $2', [org, id]);
};

const readIn = async (job: Job, working: Working, reading: () => Promise<boolean>): Promise<Result<Report>> => {
  const { pool, guard, tell, signal, secret, files } = working;
  const limits = { ...(working.limits ?? LIMITS), fileBytes: files.most };
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  try {
    let where: Where;
    if (job.options.address === undefined) where = { kind: 'zip', file: await assemble(pool, job, folder), folder };
    else {
      if (job.options.secret === true && secret === null)
        return refuse(
          'secret-lost',
          'The server was started anew before the repository was fetched, and it keeps no tokens. Give the address again.',
        );
      const repository = join(folder, 'repository.git');
      const fetched = await fetchRepository(
        { address: job.options.address, secret },
        {
          guard,
          folder: repository,
          signal,
          most: MOST_REPOSITORY,
          limit: FETCH_LIMIT,
          progress: (done) => tell({ done, total: 0, at: '' }),
        },
      );
      if (fetched.refused) return fetched;
      if (!(await reading())) return refuse('aborted', '');
      where = { kind: 'git', repository };
    }
    return await stage({ pool, job, where, limits, signal, progress: tell });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** [safety] In whose name it works, as they stand now: what they may no longer do, their import may not either. */
const importerOf = async (pool: Pool, { org, by }: Job, { directory }: Working): Promise<Principal | null> => {
  const { rows } = await pool.query<{ keys: string[]; role: string; now: number }>({
    name: 'import-importer',
    text: `select keys, role, ${toMs('proceed_now()')} as now from actors where org = $1 and id = $2 and status = 'active'`,
    values: [org, by],
  });
  const [row] = rows;
  if (row === undefined) return null;
  const { version } = await directory(org);
  return {
    org,
    actor: by,
    keys: row.keys,
    role: row.role === 'steward' ? 'steward' : 'member',
    via: 'session',
    scopes: [],
    session: '',
    account: '',
    at: row.now,
    directoryVersion: version,
    head: null,
  };
};
