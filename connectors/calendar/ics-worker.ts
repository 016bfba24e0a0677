import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { Window } from '#practices/meetings';
import { cpuFor, TOO_SLOW, type Limits } from './calendar-source.ts';
import { readCalendar } from './ics-calendar.ts';

/* Reads calendars in a thread of bounded time and memory, one after another. */

export interface IcsJob {
  /** A file, or its bytes. */
  readonly from: string | Uint8Array;
  readonly window: Window;
  readonly zone: string;
  readonly limits: Limits;
}

/** Where whoever watches this thread sees how far it is: the line, the MB that were read, and what it had used of the processor before, ms. */
const seen = new Int32Array((workerData as { readonly seen: SharedArrayBuffer }).seen);

/** Said from inside where it can be; whoever watches ends a thread that does not come to say it. */
class TooSlow extends Error {}

const PART = 262_144;
const MB = 1024 * 1024;

function* bytesOf({ from, limits }: IcsJob): Generator<Uint8Array> {
  if (typeof from !== 'string') {
    Atomics.store(seen, 1, Math.floor(from.length / MB));
    for (let at = 0; at < Math.min(from.length, limits.bytes); at += PART) yield from.subarray(at, at + PART);
    return;
  }
  const file = openSync(from, 'r');
  try {
    for (let read = 0; read < limits.bytes;) {
      const part = Buffer.allocUnsafeSlow(PART);
      const length = readSync(file, part, 0, PART, null);
      if (length === 0) return;
      read += length;
      Atomics.store(seen, 1, Math.floor(read / MB));
      yield part.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

const cpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

parentPort?.on('message', (job: IcsJob) => {
  const began = cpu();
  let steps = 0;
  Atomics.store(seen, 2, Math.floor(began));
  Atomics.store(seen, 0, 0);
  Atomics.store(seen, 1, 0);
  try {
    const reading = readCalendar(bytesOf(job), {
      window: job.window,
      zone: job.zone,
      // Of what it may have at all, rules that are hard to compute get half.
      mayCompute: () => cpu() - began < job.limits.cpu / 2,
      take: (series) => parentPort?.postMessage({ series }),
      progress(line) {
        Atomics.store(seen, 0, line);
        steps += 1;
        if (steps % 256 === 0 && cpu() - began > cpuFor(job.limits, Atomics.load(seen, 1))) throw new TooSlow();
      },
    });
    parentPort?.postMessage({ reading });
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : '';
    const reason = error instanceof TooSlow ? TOO_SLOW : UNREADABLE[why];
    parentPort?.postMessage({
      unread: { line: Math.max(1, Atomics.load(seen, 0)), reason: reason ?? `It could not be read: ${String(error)}.` },
    });
  }
});

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EISDIR: 'This is a folder.',
  EACCES: 'This user may not read it.',
};
