import { Worker } from 'node:worker_threads';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Said, Task } from './thread.ts';

const MEMORY_MB = 512;
const TIME_LIMIT = 10 * 60_000;

/**
 * Works a task out in a thread of bounded time and memory. `thread`: the file that runs `runThread`.
 *
 * Refusals: `too-slow`, `too-much-memory`, `aborted`.
 */
export const workAside = (
  thread: URL,
  task: Task,
  { signal, progress }: { readonly signal: AbortSignal; progress(done: number, total: number): void },
): Promise<Result<unknown>> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(thread, {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 64 },
    });
    let ended = false;
    const finish = (result: Result<unknown> | Error): void => {
      if (ended) return;
      ended = true;
      clearTimeout(whole);
      signal.removeEventListener('abort', abort);
      worker.removeAllListeners();
      worker.on('error', () => undefined);
      void worker.terminate().then(() => (result instanceof Error ? reject(result) : resolve(result)));
    };
    const abort = (): void => finish(refuse('aborted', 'It was given up.'));
    const whole = setTimeout(
      () => finish(refuse('too-slow', `It took longer than ${TIME_LIMIT / 60_000} minutes. Ask for fewer days.`)),
      TIME_LIMIT,
    );
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    worker.on('message', (said: Said) => (said.kind === 'done' ? finish(ok(said.report)) : progress(said.done, said.total)));
    worker.on('error', (error: Error & { code?: string }) =>
      finish(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? refuse('too-much-memory', 'It takes more memory than it may have. Ask for fewer days.')
          : error,
      ),
    );
    worker.on('exit', () => finish(new Error('The thread ended by itself.')));
  });
