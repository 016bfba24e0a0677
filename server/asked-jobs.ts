import type { ActorId, ArtifactId, OrgId } from '#kernel/stream/event.ts';
import { refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { Pool } from '#store/connection.ts';
import { toMs } from '#store/sql-time.ts';
import { leased, type AtWork } from './jobs.ts';

/**
 * Something long that somebody asked to be worked out. It writes nothing but its report, which is theirs alone.
 *
 *     waiting ──► working ──► done | failed
 *        └───────────┴──────► cancelled
 */
export interface AskedJob {
  readonly org: OrgId;
  readonly id: ArtifactId;
  readonly kind: string;
  readonly by: ActorId;
  /** What was asked, as the kind has it. */
  readonly asked: unknown;
  readonly cancelled: boolean;
}

export interface JobProgress {
  readonly done: number;
  /** 0: nobody knows yet. */
  readonly total: number;
}

export interface JobRow extends AskedJob {
  readonly state: 'waiting' | 'working' | 'done' | 'cancelled' | 'failed';
  readonly progress: JobProgress;
  readonly report: unknown;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** `keys`: what the asker may see now. The report is JSON. */
export type JobKind = (job: AskedJob, keys: readonly string[], at: AtWork<JobProgress>) => Promise<Result<unknown>>;

type Named = Pick<AskedJob, 'org' | 'id' | 'kind' | 'by'>;

/** Everything is asked with the organization and who began it. */
export interface AskedJobs {
  /** The same again changes nothing. Refused with `too-many-jobs`. */
  begin(job: Omit<AskedJob, 'cancelled'>): Promise<Result<null>>;
  find(job: Named): Promise<JobRow | null>;
  /** The latest, without their reports. */
  recent(job: Omit<Named, 'id'>): Promise<readonly JobRow[]>;
  cancel(job: Named): Promise<void>;
}

const MOST_OPEN = 3;
const MOST_ATTEMPTS = 3;
const OPEN = `state in ('waiting', 'working')`;
const COLUMNS = `org, id, kind, by, asked, cancelled, state, progress, failure,
  ${toMs('created_at')} as "createdAt", ${toMs('updated_at')} as "updatedAt"`;

export const askedJobs = ({
  pool,
  kinds,
  log,
}: {
  readonly pool: Pool;
  readonly kinds: Readonly<Record<string, JobKind>>;
  readonly log: { readonly error: (about: object, line: string) => void };
}): AskedJobs & { stop(): Promise<void> } => {
  const running = leased<AskedJob, JobProgress>({
    what: 'a job',
    log,
    beginning: { done: 0, total: 0 },
    idOf: ({ id }) => id,
    isCancelled: ({ cancelled }) => cancelled,
    table: tableOf(pool),
    work: async (job, at) => {
      const kind = kinds[job.kind];
      const keys = await keysOf(pool, job);
      if (!kind || keys === null)
        return end(pool, job, at, refuse('not-permitted', 'Whoever asked for this is not here any more.'));
      const came = at.cancelled() ? null : await kind(job, keys, at);
      if (at.gone()) return;
      await end(pool, job, at, at.cancelled() ? null : came);
    },
  });
  return {
    begin: async ({ org, id, kind, by, asked }) => {
      const { rows } = await pool.query<{ open: number; known: boolean }>({
        name: 'jobs-open',
        text: `select count(*) filter (where ${OPEN})::int as open, coalesce(bool_or(id = $3), false) as known from jobs where org = $1 and by = $2`,
        values: [org, by, id],
      });
      if (!rows[0]?.known && (rows[0]?.open ?? 0) >= MOST_OPEN)
        return refuse('too-many-jobs', `${MOST_OPEN} of yours are under way. Wait for one, or cancel it.`);
      await pool.query({
        name: 'jobs-begin',
        text: 'insert into jobs (org, id, kind, by, asked) values ($1, $2, $3, $4, $5) on conflict do nothing',
        values: [org, id, kind, by, JSON.stringify(asked)],
      });
      running.rouse();
      return { ok: null };
    },
    find: async ({ org, id, kind, by }) => {
      const { rows } = await pool.query<JobRow>({
        name: 'jobs-find',
        text: `select ${COLUMNS}, report from jobs where org = $1 and id = $2 and kind = $3 and by = $4`,
        values: [org, id, kind, by],
      });
      return rows[0] ?? null;
    },
    recent: async ({ org, kind, by }) => {
      const { rows } = await pool.query<JobRow>({
        name: 'jobs-recent',
        text: `select ${COLUMNS}, null as report from jobs where org = $1 and by = $2 and kind = $3 order by created_at desc limit 20`,
        values: [org, by, kind],
      });
      return rows;
    },
    cancel: async ({ org, id, kind, by }) => {
      await pool.query({
        name: 'jobs-cancel',
        text: `update jobs set cancelled = true, state = case when state = 'waiting' then 'cancelled' else state end, updated_at = now()
               where org = $1 and id = $2 and kind = $3 and by = $4 and ${OPEN}`,
        values: [org, id, kind, by],
      });
    },
    stop: running.stop,
  };
};

const tableOf = (pool: Pool): Parameters<typeof leased<AskedJob, JobProgress>>[0]['table'] => ({
  take: async (worker, lease) => {
    const { rows } = await pool.query<JobRow>({
      name: 'jobs-take',
      text: `update jobs set state = 'working', worker = $1, leased_until = now() + $2 * interval '1 ms', updated_at = now()
             where (org, id) = (select org, id from jobs where ${OPEN} and (leased_until is null or leased_until < now() or worker = $1)
                                order by leased_until nulls first, created_at limit 1 for update skip locked)
             returning ${COLUMNS}`,
      values: [worker, lease],
    });
    return rows[0] ?? null;
  },
  keep: async ({ org, id }, worker, lease, progress) => {
    const { rows } = await pool.query<{ cancelled: boolean }>({
      name: 'jobs-keep',
      text: `update jobs set leased_until = now() + $4 * interval '1 ms', progress = $5, updated_at = now()
             where org = $1 and id = $2 and worker = $3 and ${OPEN} returning cancelled`,
      values: [org, id, worker, lease, JSON.stringify(progress)],
    });
    return rows[0] ?? null;
  },
  release: async ({ org, id }, worker, after, failed) => {
    await pool.query({
      name: 'jobs-release',
      text: `update jobs set worker = null, leased_until = now() + $4 * interval '1 ms', attempts = attempts + $5::int,
               state = case when attempts + $5::int >= ${MOST_ATTEMPTS} then 'failed' else 'waiting' end,
               failure = case when attempts + $5::int >= ${MOST_ATTEMPTS} then $6::jsonb end
             where org = $1 and id = $2 and worker = $3 and ${OPEN}`,
      values: [org, id, worker, after, failed ? 1 : 0, JSON.stringify(BROKEN)],
    });
  },
  tidy: async () => {
    await pool.query(`delete from jobs where not (${OPEN}) and updated_at < now() - interval '30 days'`);
  },
});

const BROKEN = { code: 'interrupted', message: 'It was interrupted several times and given up. The log of the server says why.' };

/** Null: it was cancelled. */
const end = async (
  pool: Pool,
  { org, id }: AskedJob,
  { worker }: AtWork<JobProgress>,
  came: Result<unknown> | null,
): Promise<void> => {
  const failure: Refusal | null = came?.refused ? came : null;
  const state = came === null ? 'cancelled' : failure ? 'failed' : 'done';
  await pool.query({
    name: 'jobs-end',
    text: `update jobs set state = case when cancelled then 'cancelled' else $4 end, report = case when cancelled then null else $5::jsonb end,
             failure = $6, worker = null, leased_until = null, updated_at = now(),
             progress = case when $4 = 'done' and not cancelled then jsonb_set(progress, '{done}', progress->'total') else progress end
           where org = $1 and id = $2 and worker = $3 and ${OPEN}`,
    values: [
      ...[org, id, worker, state],
      came === null || came.refused ? null : JSON.stringify(came.ok),
      failure === null ? null : JSON.stringify({ code: failure.code, message: failure.message }),
    ],
  });
};

/** [safety] What the asker may see now; null: they are not here any more. */
const keysOf = async (pool: Pool, { org, by }: AskedJob): Promise<readonly string[] | null> => {
  const { rows } = await pool.query<{ keys: string[] }>({
    name: 'jobs-asker',
    text: `select keys from actors where org = $1 and id = $2 and status = 'active'`,
    values: [org, by],
  });
  return rows[0]?.keys ?? null;
};
