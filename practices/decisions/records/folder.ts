import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { resolveFolder, type ResolvedFolder } from './resolve.ts';
import type { DecisionRecord } from './document.ts';
import type { Limits, RefusedFile, Report, Task } from './folder-worker.ts';

export type { RefusedFile } from './folder-worker.ts';

export interface ReadFolder extends ResolvedFolder {
  /** Files that are no record, or could not be read, each with its reason. By path. */
  readonly refused: readonly RefusedFile[];
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly path: string;
}

export interface ReadOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** For one file, in ms. */
  readonly fileTimeLimit?: number;
  /** For the whole folder, in ms. */
  readonly timeLimit?: number;
}

const FILE_TIME_LIMIT = 2_000;
const TIME_LIMIT = 120_000;
const LIMITS: Limits = { files: 20_000, bytes: 256 * 1024 * 1024 };
const MEMORY_MB = 224;
// Starting a thread and listing a folder is no file's fault.
const START_LIMIT = 15_000;

/**
 * Reads every decision record of a folder and of those below it, in a worker thread of bounded time and memory. A file that is no
 * record, or that costs too much, is refused by name and reason; the others are read all the same. Records come by path.
 *
 * Refusals: `no-folder`, `aborted`, `too-slow` (the whole folder).
 */
export const readFolder = async (dir: string, options: ReadOptions = {}): Promise<Result<ReadFolder>> => {
  const found = await stat(dir).catch(() => null);
  if (found === null || !found.isDirectory()) return refuse('no-folder', `There is no folder ${dir}.`);
  const records: DecisionRecord[] = [];
  const refused: RefusedFile[] = [];
  const deadline = performance.now() + (options.timeLimit ?? TIME_LIMIT);
  let files = null as readonly string[] | null;
  let done = 0;
  for (;;) {
    if (options.signal?.aborted === true) return refuse('aborted', 'The folder was left before it was read.');
    const task: Task = { dir, files: files === null ? null : files.slice(done), limits: LIMITS };
    const end = await runWorker(task, options, deadline, (report) => {
      if (report.kind === 'listed') files = report.files;
      else if (report.kind === 'record') records.push(report.record);
      else if (report.kind === 'refused') refused.push(report.file);
      else if (report.kind === 'at') {
        options.onProgress?.({ done, total: files?.length ?? 0, path: report.path });
        done += 1;
      }
    });
    if (end === 'done') break;
    if (end === 'aborted') return refuse('aborted', 'The folder was left before it was read.');
    if (end === 'deadline' || files === null)
      return refuse('too-slow', `The folder could not be read in ${(options.timeLimit ?? TIME_LIMIT) / 1000} seconds.`);
    // The file that it was at is to blame; the next worker begins behind it.
    refused.push({
      path: files[done - 1] ?? '.',
      code: 'too-slow',
      reason: end === 'memory' ? 'Reading the file took too much memory.' : 'Reading the file took too long.',
      line: 1,
    });
  }
  const byPath =
    <T>(path: (item: T) => string) =>
    (a: T, b: T): number =>
      path(a) < path(b) ? -1 : 1;
  const around = { files: new Set(files), now: Date.now() };
  return ok({
    ...resolveFolder(records.toSorted(byPath((record) => record.key)), around),
    refused: refused.toSorted(byPath((file) => file.path)),
  });
};

type End = 'done' | 'aborted' | 'deadline' | 'file' | 'memory';

const runWorker = (task: Task, options: ReadOptions, deadline: number, take: (report: Report) => void): Promise<End> =>
  new Promise((resolve) => {
    const worker = new Worker(new URL('./folder-worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB, maxYoungGenerationSizeMb: 32 },
    });
    let watch = setTimeout(() => finish('file'), START_LIMIT);
    const finish = (end: End): void => {
      clearTimeout(watch);
      clearTimeout(whole);
      options.signal?.removeEventListener('abort', abort);
      worker.removeAllListeners();
      worker.on('error', () => {});
      void worker.terminate().then(() => resolve(end));
    };
    const abort = (): void => finish('aborted');
    const whole = setTimeout(() => finish('deadline'), Math.max(0, deadline - performance.now()));
    options.signal?.addEventListener('abort', abort, { once: true });
    worker.on('message', (report: Report) => {
      take(report);
      if (report.kind === 'done') return finish('done');
      if (report.kind !== 'at') return;
      clearTimeout(watch);
      watch = setTimeout(() => finish('file'), options.fileTimeLimit ?? FILE_TIME_LIMIT);
    });
    worker.on('error', (error: Error & { code?: string }) =>
      finish(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'file'),
    );
    worker.on('exit', () => finish('file'));
  });
