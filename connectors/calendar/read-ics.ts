import { Worker } from 'node:worker_threads';
import type { Series, Window } from '#practices/meetings';
import { cpuFor, LIMITS, TOO_SLOW, type Limits, type SourceReading } from './calendar-source.ts';
import type { IcsJob } from './ics-worker.ts';

export interface IcsReader {
  /** `from`: a file's path, or its bytes. */
  read(from: string | Uint8Array, window: Window): Promise<SourceReading>;
  close(): Promise<void>;
}

const NOT_YET = 2 ** 31 - 1;

/** How often one looks how much of the processor a calendar has had, ms. */
const LOOK = 50;

/**
 * Reads calendars one after another in a thread. One that takes more of the processor or of memory than it may is given up with the line at
 * which it was, and the next begins in a new thread. `zone`: that of whoever reads, for times that name none.
 */
export const icsReader = (zone: string, limits: Limits = LIMITS): IcsReader => {
  let thread: { readonly worker: Worker; readonly seen: Int32Array } | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const begin = () => {
    const seen = new Int32Array(new SharedArrayBuffer(12));
    const worker = new Worker(new URL('./ics-worker.ts', import.meta.url), {
      workerData: { seen: seen.buffer },
      resourceLimits: { maxOldGenerationSizeMb: limits.memory, maxYoungGenerationSizeMb: 16 },
    });
    worker.on('error', () => undefined);
    return { worker, seen };
  };

  const one = (job: IcsJob): Promise<SourceReading> =>
    new Promise((resolve) => {
      const { worker, seen } = (thread ??= begin());
      let looking = false;
      const finish = (result: SourceReading, spent: boolean): void => {
        clearInterval(watch);
        worker.off('message', onMessage);
        worker.off('error', onError);
        worker.off('exit', onExit);
        if (spent && thread?.worker === worker) thread = null;
        if (spent) void worker.terminate().then(() => resolve(result));
        else resolve(result);
      };
      const gaveUp = (reason: string): void =>
        finish({ reading: null, unread: { line: Math.max(1, Atomics.load(seen, 0)), reason } }, true);
      const watch = setInterval(() => {
        if (looking) return;
        looking = true;
        worker.cpuUsage().then(
          ({ user, system }) => {
            looking = false;
            const used = (user + system) / 1000;
            const before = Atomics.load(seen, 2);
            if (used - before > cpuFor(job.limits, Atomics.load(seen, 1))) gaveUp(TOO_SLOW);
          },
          () => undefined,
        );
      }, LOOK);
      const taken: Series[] = [];
      const onMessage = (said: Partial<SourceReading> & { readonly series?: readonly Series[] }): void => {
        if (said.series) for (const one of said.series) taken.push(one);
        else if (said.reading) finish({ reading: { ...said.reading, series: taken }, unread: null }, false);
        else finish({ reading: null, unread: said.unread ?? { line: 1, reason: 'It could not be read.' } }, false);
      };
      const onError = (error: unknown): void =>
        gaveUp(
          error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? 'Reading this calendar takes more memory than it may have; nothing of it was counted.'
            : `It could not be read: ${String(error)}.`,
        );
      const onExit = (): void => gaveUp('The thread that read this calendar ended; nothing of it was counted.');
      worker.on('message', onMessage);
      worker.on('error', onError);
      worker.on('exit', onExit);
      // Until it begins, nothing of what it uses counts.
      Atomics.store(seen, 2, NOT_YET);
      worker.postMessage(job);
    });

  return {
    read(from, window) {
      const mine = turn.then(() => one({ from, window, zone, limits }));
      turn = mine;
      return mine;
    },
    async close() {
      await turn;
      await thread?.worker.terminate();
      thread = null;
    },
  };
};
