import { cancelJob, findJob, insertJob, openJobs, putPart, recentJobs, startJob } from './job/jobs.ts';
import type { Job } from './job/job.ts';
import { importRunner, type RunnerOptions } from './job/runner.ts';

type Named = Pick<Job, 'org' | 'id'>;
type Begun = Parameters<typeof insertJob>[1];

/** How long a repository with a token waits for this process to come to it, ms. */
const PATIENCE = 10 * 60_000;

/** The table of imports, and the process that works on it. */
export const handbookImports = (options: RunnerOptions) => {
  const { pool, guard } = options;
  const runner = importRunner(options);
  return {
    worker: runner.worker,
    guard,
    begin: (job: Begun) => insertJob(pool, job, null),
    /** `secret`: what opens the repository. It stays in this process, so nobody else may fetch. */
    fetch: async (job: Begun, secret: string | null): Promise<void> => {
      await insertJob(pool, job, secret === null ? null : { id: runner.worker, lease: PATIENCE });
      runner.rouse(secret === null ? undefined : { id: job.id, secret });
    },
    find: ({ org, id }: Named, by: string) => findJob(pool, org, by, id),
    recent: (org: string, by: string) => recentJobs(pool, org, by),
    open: (org: string, by: string) => openJobs(pool, org, by),
    put: (job: Named, part: number, bytes: Buffer, most: number) => putPart(pool, job, part, bytes, most),
    start: async (job: Named, parts: number): Promise<boolean> => {
      const started = await startJob(pool, job, parts);
      runner.rouse();
      return started;
    },
    cancel: async (job: Named): Promise<void> => {
      await cancelJob(pool, job);
      runner.rouse();
    },
    stop: runner.stop,
  };
};

export type Imports = ReturnType<typeof handbookImports>;
