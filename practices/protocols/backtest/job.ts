import type { AskedJob, JobKind } from '#server/route.ts';
import type { AbsenceAsked } from '../dependence/absence-routes.ts';
import { workAside } from './aside.ts';
import type { BacktestAsked } from './routes.ts';
import type { SimulationAsked } from '../simulation/simulating.ts';
import type { Task } from './thread.ts';

/** What tells the past again, by kind of job. `thread`: the file that runs `runThread` with what the server composes. */
export const retelling = (at: { readonly thread: URL; readonly databaseUrl: string }): Readonly<Record<string, JobKind>> => {
  const telling =
    (task: (job: AskedJob) => Pick<Task, 'work' | 'asked'>): JobKind =>
    (job, keys, { signal, tell }) =>
      workAside(at.thread, { ...task(job), databaseUrl: at.databaseUrl, org: job.org, keys } as Task, {
        signal,
        progress: (done, total) => tell({ done, total }),
      });
  return {
    backtest: telling(({ asked, by }) => ({ work: 'backtest', asked: { ...(asked as BacktestAsked), asker: by } })),
    simulation: telling(({ asked }) => ({ work: 'simulate', asked: asked as SimulationAsked })),
    absence: telling(({ asked, by }) => ({ work: 'away', asked: { ...(asked as AbsenceAsked), asker: by } })),
  };
};
