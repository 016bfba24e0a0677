import { Worker } from 'node:worker_threads';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { blame, type Paragraph } from './blame.ts';
import { compare, type Comparison } from './compare.ts';
import { checkWriting } from './writing/check.ts';
import type { Checked } from './writing/remark.ts';

/** What a thread is asked. */
export type TextJob =
  | { readonly kind: 'compare'; readonly before: string; readonly after: string }
  | { readonly kind: 'blame'; readonly revisions: readonly Text[] }
  | { readonly kind: 'check'; readonly text: string };

interface Text {
  readonly revision: number;
  readonly body: string;
}

/** Texts of so many characters together take this thread a few milliseconds. */
const AT_ONCE = 60_000;
const TIME_LIMIT = 10_000;
const MEMORY_MB = 256;
const MOST_WAITING = 20;

let last: Promise<unknown> = Promise.resolve();
let waiting = 0;

/** Two texts; long ones in a thread of their own. Refusals: `too-slow`, `busy`. */
export const compareTexts = async (before: string, after: string): Promise<Result<Comparison>> =>
  before.length + after.length <= AT_ONCE ? ok(compare(before, after)) : inTurn<Comparison>({ kind: 'compare', before, after });

/** The revisions of a text, from the first to the one that is shown; long ones in a thread of their own. Refusals: `too-slow`, `busy`. */
export const blameTexts = async (revisions: readonly Text[]): Promise<Result<readonly Paragraph[]>> =>
  revisions.reduce((sum, { body }) => sum + body.length, 0) <= AT_ONCE
    ? ok(blame(revisions))
    : inTurn<readonly Paragraph[]>({ kind: 'blame', revisions });

/** How a text reads; a long one is looked at in a thread of its own. Refusals: `too-slow`, `busy`. */
export const checkText = async (text: string): Promise<Result<Checked>> =>
  text.length <= AT_ONCE / 8 ? ok(await checkWriting(text)) : inTurn<Checked>({ kind: 'check', text });

/** One after another, so that long histories never take more than one processor and its memory. */
const inTurn = async <Done>(job: TextJob): Promise<Result<Done>> => {
  if (waiting >= MOST_WAITING) return refuse('busy', 'Many long texts are being compared just now. Try again in a minute.');
  waiting += 1;
  const turn = last.then(() => inThread<Done>(job));
  last = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    waiting -= 1;
  }
};

const inThread = <Done>(job: TextJob): Promise<Result<Done>> =>
  new Promise((resolve) => {
    const worker = new Worker(new URL('./texts-worker.ts', import.meta.url), {
      workerData: job,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const end = (result: Result<Done>): void => {
      clearTimeout(clock);
      resolve(result);
      void worker.terminate();
    };
    const slow = refuse('too-slow', 'This is too long, or too different, to be looked at in ten seconds.');
    const clock = setTimeout(() => end(slow), TIME_LIMIT);
    worker.once('message', (done: Done) => end(ok(done)));
    // It ran out of memory: nothing else is wrong that would not be here, too.
    worker.once('error', () => end(slow));
    worker.once('exit', () => end(slow));
  });
