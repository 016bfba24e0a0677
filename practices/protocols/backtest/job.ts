import type { JobKind } from '#server/route.ts';
import { workAside } from './aside.ts';
import type { BacktestAsked } from './routes.ts';

/** `thread`: the file that runs `runThread` with what the server composes. */
export const backtestJob =
  ({ thread, databaseUrl }: { readonly thread: URL; readonly databaseUrl: string }): JobKind =>
  (job, keys, { signal, tell }) =>
    workAside(
      thread,
      { ...(job.asked as BacktestAsked), work: 'backtest', databaseUrl, org: job.org, keys, asker: job.by },
      { signal, progress: (done, total) => tell({ done, total }) },
    );
