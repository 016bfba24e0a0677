import { Worker } from 'node:worker_threads';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Said, Task } from './thread.ts';

const MEMORY_MB = 512;
const TIME_LIMIT = 10 * 60_000;
/** How long a thread that has nothing to do waits for the next task: to load all practices takes longer than most tasks. */
const IDLE = 30_000;

/** The one thread of this process that rests. */
let resting: { readonly thread: string; readonly worker: Worker; readonly leave: NodeJS.Timeout } | null = null;

const taken = (thread: URL): Worker => {
  if (resting?.thread !== thread.href)
    return new Worker(thread, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 64 } });
  const { worker, leave } = resting;
  resting = null;
  clearTimeout(leave);
  unheard(worker);
  worker.ref();
  return worker;
};

/** Of these alone: a worker listens to itself, too. */
const unheard = (worker: Worker): void => {
  for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
};

const rest = (thread: URL, worker: Worker): void => {
  if (resting) return void worker.terminate();
  const away = (): void => {
    if (resting?.worker === worker) resting = null;
    void worker.terminate();
  };
  const leave = setTimeout(away, IDLE).unref();
  resting = { thread: thread.href, worker, leave };
  worker.on('error', away);
  worker.on('exit', away);
  worker.unref();
};

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
    if (signal.aborted) return resolve(ABORTED);
    const worker = taken(thread);
    let ended = false;
    const finish = (result: Result<unknown> | Error, { goesOn = false } = {}): void => {
      if (ended) return;
      ended = true;
      clearTimeout(whole);
      signal.removeEventListener('abort', abort);
      unheard(worker);
      const answer = (): void => (result instanceof Error ? reject(result) : resolve(result));
      if (goesOn) {
        rest(thread, worker);
        return answer();
      }
      worker.on('error', () => undefined);
      void worker.terminate().then(answer);
    };
    const abort = (): void => finish(ABORTED);
    const whole = setTimeout(
      () => finish(refuse('too-slow', `It took longer than ${TIME_LIMIT / 60_000} minutes. Ask for fewer days.`)),
      TIME_LIMIT,
    );
    signal.addEventListener('abort', abort, { once: true });
    worker.on('message', (said: Said) =>
      said.kind === 'done' ? finish(ok(said.report), { goesOn: true }) : progress(said.done, said.total),
    );
    worker.on('error', (error: Error & { code?: string }) =>
      finish(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? refuse('too-much-memory', 'It takes more memory than it may have. Ask for fewer days.')
          : error,
      ),
    );
    worker.on('exit', () => finish(new Error('The thread ended by itself.')));
    worker.postMessage(task);
  });

const ABORTED = refuse('aborted', 'It was given up.');
