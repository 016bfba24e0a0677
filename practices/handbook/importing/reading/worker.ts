import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { Limits, Plan, PlannedFile, PlannedPage } from './plan.ts';
import { relinked } from './relinking.ts';
import { readSource } from './source.ts';
import { BadArchive, zipSource } from './zip.ts';
import { gitSource } from './git-source.ts';

/*
 * Reads a source away from the process that asks, so that a hostile one costs a thread and nothing else. What it found goes over in pieces,
 * the next when the last was taken: neither side ever holds all of it.
 */

export type Where =
  | { readonly kind: 'zip'; readonly file: string; readonly folder: string }
  | { readonly kind: 'git'; readonly repository: string };

export interface Task {
  readonly where: Where;
  readonly limits: Limits;
}

export interface PageText {
  readonly page: PlannedPage;
  readonly text: string;
}

export type Said =
  | { readonly kind: 'reading'; readonly done: number; readonly total: number; readonly path: string }
  /** Pages and files come later. */
  | {
      readonly kind: 'plan';
      readonly plan: Omit<Plan, 'pages' | 'files'>;
      readonly counts: Readonly<Record<string, number>>;
      readonly pages: number;
      readonly files: number;
    }
  | { readonly kind: 'pages'; readonly pages: readonly PageText[] }
  | { readonly kind: 'file'; readonly file: PlannedFile; readonly bytes: Uint8Array }
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'done' };

const BATCH_BYTES = 1024 * 1024;
const BATCH_PAGES = 100;

const say = (said: Said): void => parentPort?.postMessage(said);
const hand = async (said: Said): Promise<void> => {
  say(said);
  if (parentPort !== null) await once(parentPort, 'message');
};

const run = async ({ where, limits }: Task): Promise<void> => {
  const source = where.kind === 'zip' ? zipSource(where.file, where.folder) : gitSource(where.repository);
  let told = 0;
  try {
    const read = await readSource(source, {
      limits,
      onProgress: (done, total, path) => {
        if (performance.now() - told < 100) return;
        told = performance.now();
        say({ kind: 'reading', done, total, path });
      },
    });
    const { pages, files, ...rest } = read.plan;
    await hand({ kind: 'plan', plan: rest, counts: read.counts, pages: pages.length, files: files.length });
    let [batch, size]: [PageText[], number] = [[], 0];
    for (const planned of pages) {
      const source = planned.made ?? (planned.file === null ? '' : await read.text(planned.source));
      const { page, text } = relinked(planned, source);
      batch.push({ page: page.made === null ? page : { ...page, made: '' }, text });
      size += text.length;
      if (size < BATCH_BYTES && batch.length < BATCH_PAGES) continue;
      await hand({ kind: 'pages', pages: batch });
      [batch, size] = [[], 0];
    }
    if (batch.length > 0) await hand({ kind: 'pages', pages: batch });
    for (const file of files)
      await hand({ kind: 'file', file, bytes: await read.bytes(file.source).catch(() => new Uint8Array()) });
    say({ kind: 'done' });
  } catch (error) {
    if (!(error instanceof BadArchive)) throw error;
    say({ kind: 'unreadable', why: error.message });
  } finally {
    source.close();
  }
};

// The port keeps the thread alive only as long as it is listened to.
void run(workerData as Task);
