import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Job } from './pipeline.ts';
import { inTurns } from './turns.ts';
import type { Done } from './worker.ts';

/** `busy`: too much waits already. */
export type Aside = Done | 'too-slow' | 'busy';

const MOST_WAITING = 50;
/** Of one who asks by name: nobody’s are those of all outside. */
const MOST_OF_ONE = 10;
const START_LIMIT = 10_000;
const IDLE = 120_000;
const MEMORY_MB = 256;

/**
 * Renders in a thread of its own, one text after another, so that a long or hostile one holds up nobody else. Those who ask take turns: whoever
 * asks for many waits for their own. What exceeds its time or memory costs the thread, which the next text starts again; a thread that has nothing
 * to do goes away.
 */
export const aside = (): ((job: Job, limit: number, whose: string) => Promise<Aside>) => {
  let worker: Promise<Worker> | null = null;
  let idle: NodeJS.Timeout | undefined;
  const turns = inTurns();
  let waiting = 0;

  const leave = (): void => {
    void worker?.then((thread) => thread.terminate()).catch(() => {});
    worker = null;
  };

  const render = async (job: Job, limit: number): Promise<Aside> => {
    clearTimeout(idle);
    worker ??= start();
    try {
      return await ask(await worker, job, limit);
    } catch {
      leave();
      return 'too-slow';
    } finally {
      idle = setTimeout(leave, IDLE).unref();
    }
  };

  return async (job, limit, whose) => {
    if (waiting >= MOST_WAITING || (whose !== '' && turns.waiting(whose) >= MOST_OF_ONE)) return 'busy';
    waiting += 1;
    try {
      return await turns.take(whose, () => render(job, limit));
    } finally {
      waiting -= 1;
    }
  };
};

/** Loading the libraries is no text's fault: the clock of the first text starts when they are there. */
const start = async (): Promise<Worker> => {
  const thread = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB } });
  // A thread that is being ended may still fail, and nobody waits for it any more.
  thread.on('error', () => {});
  await answer(thread, START_LIMIT);
  thread.unref();
  return thread;
};

const ask = (thread: Worker, job: Job, limit: number): Promise<Done> => {
  const done = answer(thread, limit);
  thread.postMessage(job);
  return done as Promise<Done>;
};

/** The next message of the thread; rejects when it ends before, or says nothing in time. */
const answer = (thread: Worker, limit: number): Promise<unknown> => {
  const heard = new AbortController();
  const said = once(thread, 'message', { signal: heard.signal }).then(([message]: unknown[]) => message);
  const ended = once(thread, 'exit', { signal: heard.signal }).then(() => Promise.reject(new Error('The thread ended.')));
  const late = new Promise<never>((_, reject) => {
    const clock = setTimeout(() => reject(new Error('The thread gave no answer in time.')), limit);
    heard.signal.addEventListener('abort', () => clearTimeout(clock), { once: true });
  });
  for (const loser of [said, ended, late]) loser.catch(() => {});
  return Promise.race([said, ended, late]).finally(() => heard.abort());
};
