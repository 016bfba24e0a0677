import { randomUUID } from 'node:crypto';
import { LOOK_EVERY, repeat } from './repeat.ts';

/** Long work that any server process may do, each piece by one of them at a time. The table keeps who has it, and until when. */
export interface LeasedTable<Job, Progress> {
  /** The oldest that nobody holds, held by `worker` from now on; what it held before, it goes on with. */
  take(worker: string, lease: number): Promise<Job | null>;
  /** Says that it is still held, and how far it is; null: it is not held any more. */
  keep(job: Job, worker: string, lease: number, progress: Progress): Promise<{ readonly cancelled: boolean } | null>;
  /** Lets go, so that another may go on `after` ms. `failed`: something unforeseen happened. */
  release(job: Job, worker: string, after: number, failed: boolean): Promise<void>;
  /** Takes away what nobody needs any more. */
  tidy(): Promise<void>;
}

/** What the work may ask and say. */
export interface AtWork<Progress> {
  readonly worker: string;
  /** Aborts when it is cancelled, held by another, or this process ends. */
  readonly signal: AbortSignal;
  tell(progress: Progress): void;
  cancelled(): boolean;
  /** Somebody else has it now, or this process ends: nothing more is written about it. */
  gone(): boolean;
}

export interface Leasing<Job, Progress> {
  /** For the log: `an import`. */
  readonly what: string;
  readonly table: LeasedTable<Job, Progress>;
  readonly beginning: Progress;
  idOf(job: Job): string;
  isCancelled(job: Job): boolean;
  work(job: Job, at: AtWork<Progress>): Promise<void>;
  /** It has ended here, or is somebody else's. */
  ended?(job: Job): void;
  readonly log: { readonly error: (about: object, line: string) => void };
  /** How long a process that says nothing is believed to be at work, ms. */
  readonly lease?: number;
  readonly lookEvery?: number;
}

export interface Leased {
  /** This process. */
  readonly worker: string;
  readonly lease: number;
  /** There is something to do. */
  rouse(): void;
  stop(): Promise<void>;
}

const LEASE = 30_000;
const TIDY_EVERY = 10 * 60_000;
const TELL_EVERY = 300;

/** Works one piece after the other; any number of processes may. */
export const leased = <Job, Progress>(leasing: Leasing<Job, Progress>): Leased => {
  const { table, what, log, lease = LEASE, lookEvery = LOOK_EVERY } = leasing;
  const worker = randomUUID();
  const ending = new AbortController();
  let tidied = -Infinity;

  const { rouse, stop } = repeat(async () => {
    const job = await table.take(worker, lease).catch(() => null);
    if (job !== null) {
      await workOn(job, leasing, worker, lease, ending.signal).catch(async (error: unknown) => {
        log.error({ err: error, job: leasing.idOf(job) }, `${what} was interrupted`);
        await table.release(job, worker, lookEvery, true).catch(() => undefined);
      });
    } else if (performance.now() - tidied > TIDY_EVERY) {
      tidied = performance.now();
      await table.tidy().catch(() => undefined);
    }
    return job !== null;
  }, lookEvery);

  return {
    worker,
    lease,
    rouse,
    stop: async () => {
      ending.abort();
      await stop();
    },
  };
};

/** Nobody else holds it while this goes on, or this ends. */
const workOn = async <Job, Progress>(
  job: Job,
  { table, work, beginning, isCancelled, ended }: Leasing<Job, Progress>,
  worker: string,
  lease: number,
  ending: AbortSignal,
): Promise<void> => {
  const stop = new AbortController();
  let [progress, told] = [beginning, 0];
  let [cancelled, lost] = [isCancelled(job), false];
  const keep = async (): Promise<void> => {
    told = performance.now();
    const kept = await table.keep(job, worker, lease, progress).catch(() => undefined);
    if (kept === undefined) return;
    lost = kept === null;
    cancelled ||= kept?.cancelled === true;
    if (lost || cancelled) stop.abort();
  };
  const beat = setInterval(() => void keep(), Math.min(1_000, lease / 3));
  const leave = (): void => stop.abort();
  ending.addEventListener('abort', leave, { once: true });
  try {
    await work(job, {
      worker,
      signal: stop.signal,
      tell: (next) => {
        progress = next;
        if (performance.now() - told > TELL_EVERY) void keep();
      },
      cancelled: () => cancelled,
      gone: () => lost || ending.aborted,
    });
  } finally {
    clearInterval(beat);
    ending.removeEventListener('abort', leave);
    if (ending.aborted && !lost) await table.release(job, worker, 0, false).catch(() => undefined);
    else ended?.(job);
  }
};
