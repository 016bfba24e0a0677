import { Worker } from 'node:worker_threads';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { LIMITS, type Limits } from './plan.ts';
import type { Said, Where } from './worker.ts';

export interface Takes {
  /** What the thread hands over; the next comes when this is done. */
  take(said: Extract<Said, { kind: 'plan' | 'pages' | 'file' }>): Promise<void>;
  progress?(said: Extract<Said, { kind: 'reading' }>): void;
  readonly signal?: AbortSignal;
  readonly limits?: Limits;
  /** For all of it, ms. */
  readonly timeLimit?: number;
}

const TIME_LIMIT = 5 * 60_000;
/** Between two signs of life, ms: one file never takes longer. */
const SILENCE = 30_000;
const MEMORY_MB = 224;

/**
 * Reads a source in a thread of bounded time and memory.
 *
 * Refusals: `unreadable-archive`, `too-slow`, `too-much-memory`, `aborted`.
 */
export const readAside = (
  where: Where,
  { take, progress, signal, limits = LIMITS, timeLimit = TIME_LIMIT }: Takes,
): Promise<Result<null>> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: { where, limits },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 32 },
    });
    let ended = false;
    const finish = (result: Result<null> | Error): void => {
      if (ended) return;
      ended = true;
      clearTimeout(silence);
      clearTimeout(whole);
      signal?.removeEventListener('abort', abort);
      worker.removeAllListeners();
      worker.on('error', () => undefined);
      void worker.terminate().then(() => (result instanceof Error ? reject(result) : resolve(result)));
    };
    const slow = (): void =>
      finish(refuse('too-slow', `It could not be read in ${Math.round(timeLimit / 60_000)} minutes. Nothing was imported.`));
    const stuck = (): void =>
      finish(refuse('too-slow', `One of its files could not be read in ${SILENCE / 1_000} seconds. Nothing was imported.`));
    const abort = (): void => finish(refuse('aborted', 'The reading was given up. Nothing was imported.'));
    const whole = setTimeout(slow, timeLimit);
    let silence = setTimeout(stuck, SILENCE);
    if (signal?.aborted === true) return abort();
    signal?.addEventListener('abort', abort, { once: true });
    worker.on('message', (said: Said) => {
      clearTimeout(silence);
      if (said.kind === 'done') return finish(ok(null));
      if (said.kind === 'unreadable') return finish(refuse('unreadable-archive', said.why));
      if (said.kind === 'reading') {
        silence = setTimeout(stuck, SILENCE);
        return progress?.(said);
      }
      take(said).then(
        () => {
          silence = setTimeout(stuck, SILENCE);
          worker.postMessage('next');
        },
        (error: unknown) => finish(error instanceof Error ? error : new Error(String(error))),
      );
    });
    worker.on('error', (error: Error & { code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? finish(
            refuse(
              'too-much-memory',
              'Reading it takes more memory than an import may have. Import it in parts. Nothing was imported.',
            ),
          )
        : finish(error),
    );
    worker.on('exit', () => finish(new Error('The reading thread ended by itself.')));
  });
