import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Send } from '#kernel/stream/commands.ts';
import { refuse, type Result } from '#kernel/stream/refusal.ts';
import { transaction, type Pool } from '#store/connection.ts';
import type { Db, Principal, Services } from '#server/route.ts';
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
  readonly send: Send;
  directory(org: string): ReturnType<Services['directory']>;
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

const LEASE = 30_000;
const LOOK_EVERY = 2_000;
const TIDY_EVERY = 10 * 60_000;
const TELL_EVERY = 300;
const MOST_REPOSITORY = 512 * 1024 * 1024;
const FETCH_LIMIT = 5 * 60_000;

/** Works on imports, one at a time in a process; any number of processes may. */
export const importRunner = (options: RunnerOptions): Runner => {
  const { pool, log, lease = LEASE, lookEvery = LOOK_EVERY } = options;
  const worker = randomUUID();
  const secrets = new Map<string, string>();
  const ending = new AbortController();
  let rouse: () => void = () => undefined;
  let roused = false;
  let tidied = -Infinity;

  const loop = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const job = await takeJob(pool, worker, lease).catch(() => null);
      if (job !== null) {
        await workOn(job, options, worker, lease, secrets, ending.signal).catch(async (error: unknown) => {
          log.error({ err: error, import: job.id }, 'an import was interrupted');
          await releaseJob(pool, job, worker, lookEvery, true).catch(() => undefined);
        });
        continue;
      }
      if (performance.now() - tidied > TIDY_EVERY) {
        tidied = performance.now();
        await tidyJobs(pool).catch(() => undefined);
        await tidyFolders().catch(() => undefined);
      }
      await rest();
    }
  };

  const rest = (): Promise<void> =>
    new Promise((resume) => {
      if (roused || ending.signal.aborted) {
        roused = false;
        return resume();
      }
      const timer = setTimeout(resume, lookEvery);
      rouse = () => {
        clearTimeout(timer);
        roused = false;
        resume();
      };
    });

  const running = loop();
  return {
    worker,
    lease,
    rouse: (secret) => {
      if (secret !== undefined) secrets.set(secret.id, secret.secret);
      roused = true;
      rouse();
    },
    stop: async () => {
      ending.abort();
      rouse();
      await running;
    },
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

/** Nobody else holds it while this goes on, or this ends. */
const workOn = async (
  job: Job,
  options: RunnerOptions,
  worker: string,
  lease: number,
  secrets: Map<string, string>,
  ending: AbortSignal,
): Promise<void> => {
  const { pool } = options;
  const stop = new AbortController();
  let [progress, told]: [Progress, number] = [{ done: 0, total: 0, at: '' }, 0];
  let [cancelled, lost] = [job.cancelled, false];
  const keep = async (): Promise<void> => {
    told = performance.now();
    const kept = await keepJob(pool, job, worker, lease, progress).catch(() => undefined);
    if (kept === undefined) return;
    lost = kept === null;
    cancelled ||= kept?.cancelled === true;
    if (lost || cancelled) stop.abort();
  };
  const beat = setInterval(() => void keep(), Math.min(1_000, lease / 3));
  const leave = (): void => stop.abort();
  ending.addEventListener('abort', leave, { once: true });
  const tell = (next: Progress): void => {
    progress = next;
    if (performance.now() - told > TELL_EVERY) void keep();
  };
  try {
    await steps(job, {
      ...options,
      worker,
      secret: secrets.get(job.id) ?? null,
      tell,
      signal: stop.signal,
      cancelled: () => cancelled,
      gone: () => lost || ending.aborted,
    });
  } finally {
    clearInterval(beat);
    ending.removeEventListener('abort', leave);
    if (ending.aborted && !lost) await releaseJob(pool, job, worker, 0, false).catch(() => undefined);
    else secrets.delete(job.id);
  }
};

interface Working extends RunnerOptions {
  readonly worker: string;
  readonly secret: string | null;
  readonly signal: AbortSignal;
  tell(progress: Progress): void;
  cancelled(): boolean;
  /** Somebody else has it now, or this process ends: nothing more is written about it. */
  gone(): boolean;
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
    text: `select keys, role, floor(extract(epoch from proceed_now()) * 1000)::float8 as now from actors where org = $1 and id = $2 and status = 'active'`,
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
