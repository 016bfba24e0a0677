import { parentPort } from 'node:worker_threads';
import type { Decider } from '#kernel/stream/decider.ts';
import type { OrgId } from '#kernel/stream/event.ts';
import { openPool } from '#store/connection.ts';
import { backtesting, type Asked } from './backtesting.ts';
import { awayReplay, type AwayAsked } from '../dependence/adding-up.ts';
import type { AwayReport } from '../dependence/away-report.ts';
import type { Governed } from './governed.ts';
import { pastOf, type Build } from './past.ts';
import { pastAsks } from '../simulation/past-asks.ts';
import type { SimulationReport } from '../simulation/report.ts';
import { simulating, type SimulationAsked } from '../simulation/simulating.ts';
import type { BacktestReport } from './report.ts';
import { artifactEvents, countRuns, directoryEvents } from './stream-reading.ts';

/** What the thread is asked, one after another. */
export type Task = (
  | { readonly work: 'backtest'; readonly asked: Asked }
  | { readonly work: 'away'; readonly asked: AwayAsked }
  | { readonly work: 'simulate'; readonly asked: SimulationAsked }
) & {
  readonly databaseUrl: string;
  readonly org: OrgId;
  readonly keys: readonly string[];
};

export type Said =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly report: BacktestReport | AwayReport | SimulationReport };

/** The practices, as the server composes them. */
export interface House {
  readonly governed: readonly Governed[];
  decider(kind: string): Pick<Decider<unknown>, 'evolve' | 'read'>;
  readonly directoryKinds: readonly string[];
  readonly build: Build;
}

const TELL_EVERY = 100;

/** The thread: reads the stream by a connection of its own, tells it again, and says what came of it. */
export const runThread = (house: House): void => {
  // What goes wrong ends the thread, and whoever asked hears of it.
  parentPort?.on('message', (task: Task) => void toldAgain(house, task).then(say));
};

const say = (said: Said): void => parentPort?.postMessage(said);

const toldAgain = async ({ governed, decider, directoryKinds, build }: House, task: Task): Promise<Said> => {
  const pool = openPool(task.databaseUrl, { max: 1, name: 'proceed backtest' });
  try {
    const { org, keys } = task;
    const { from, to } = task.asked;
    const past = pastOf(org, await directoryEvents(pool, org, directoryKinds), decider, build);
    if (task.work === 'simulate') {
      const asks = pastAsks(decider);
      const kinds = governed.map(({ kind }) => kind);
      for await (const events of artifactEvents(pool, { org, kinds, keys, from })) {
        for (const event of events) asks.take(event);
        asks.close(events[0]?.artifact ?? '');
      }
      const tell = (done: number, total: number): void => say({ kind: 'progress', done, total });
      const report = simulating(task.asked, (directory) => asks.asks(directory, to), past.at(to), tell);
      return { kind: 'done', report };
    }
    const known = { past, governed, decider };
    const test = task.work === 'backtest' ? backtesting(task.asked, known) : awayReplay(task.asked, known);
    const { seen, leftOut } = await countRuns(pool, { org, kinds: test.kinds, keys, from, to });
    let [done, told] = [0, 0];
    for await (const events of artifactEvents(pool, { org, kinds: test.kinds, keys, from })) {
      test.take(events);
      done += 1;
      if (performance.now() - told < TELL_EVERY) continue;
      told = performance.now();
      say({ kind: 'progress', done, total: seen });
    }
    return { kind: 'done', report: test.report(leftOut) };
  } finally {
    await pool.end();
  }
};
