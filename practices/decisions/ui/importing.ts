import { api } from '#web/api/client.ts';
import { Problem } from '#web/api/problem.ts';
import type { ImportedRecord } from '../records/document.ts';
import { isMarkdown, type FolderFile } from './folder.ts';
import { t } from './import-strings.ts';
import type { RefusedFile, Report } from './record-reader.ts';

export interface Result {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedFile[];
  readonly remarks: readonly { readonly path: string; readonly words: string }[];
  /** What stays here as it is, whatever its file says. */
  readonly kept: readonly { readonly path: string; readonly words: string }[];
  readonly cycles: readonly (readonly string[])[];
  readonly total: number;
  readonly cancelled: boolean;
}

export interface Progress {
  readonly phase: 'reading' | 'sending';
  readonly done: number;
  readonly total: number;
}

export interface Destination {
  readonly space: string | null;
  /** The name of their project; empty: none. */
  readonly from: string;
}

interface Read {
  readonly batches: readonly (readonly ImportedRecord[])[];
  readonly refused: readonly RefusedFile[];
  readonly remarks: Result['remarks'];
  readonly cycles: Result['cycles'];
}

/** What is in a folder. */
export interface Found extends Read {
  /** Records or not. */
  readonly files: number;
  /** Records. */
  readonly total: number;
}

const FILE_LIMIT = 5000;

/** Reads the files in a worker, which is ended when one file takes too long; that file is refused, and the rest is read anew. */
const read = async (files: readonly FolderFile[], onProgress: (done: number) => void, signal: AbortSignal): Promise<Read> => {
  const slow: RefusedFile[] = [];
  for (;;) {
    const left = files.filter(({ path }) => !slow.some((one) => one.path === path));
    const outcome = await readOnce(left, onProgress, signal);
    if (!('slow' in outcome)) return { ...outcome, refused: [...slow, ...outcome.refused] };
    slow.push({ path: outcome.slow, reason: t('tooSlow') });
  }
};

const readOnce = (
  files: readonly FolderFile[],
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<Read | { readonly slow: string }> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./record-reader.ts', import.meta.url), { type: 'module' });
    const refused: RefusedFile[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      clearTimeout(timer);
      worker.terminate();
    };
    signal.addEventListener('abort', () => {
      end();
      reject(new DOMException('cancelled', 'AbortError'));
    });
    worker.addEventListener('error', () => {
      end();
      reject(new Problem({ code: 'unreadable', title: t('broken'), detail: t('brokenDetail') }));
    });
    worker.addEventListener('message', ({ data }: MessageEvent<Report>) => {
      clearTimeout(timer);
      if (data.kind === 'at') {
        onProgress(data.done);
        timer = setTimeout(() => {
          end();
          resolve({ slow: data.path });
        }, FILE_LIMIT);
      } else if (data.kind === 'refused') refused.push(data.file);
      else {
        end();
        resolve({ batches: data.batches, remarks: data.remarks, cycles: data.cycles, refused });
      }
    });
    worker.postMessage({ files });
  });

/** Reads a folder here, and sends nothing: what is a record in it, and what is none. */
export const readFolder = async (
  files: readonly FolderFile[],
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Found> => {
  const markdown = files.filter(({ path }) => isMarkdown(path));
  const found = await read(markdown, (done) => onProgress({ phase: 'reading', done, total: markdown.length }), signal);
  const total = found.batches.reduce((sum, batch) => sum + batch.length, 0);
  return { ...found, files: files.length, total };
};

/** Sends what is a record, in batches. What was sent stays when it is cancelled. */
export const sendRecords = async (
  { batches, refused, remarks, cycles, total }: Found,
  { space, from }: Destination,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<Result> => {
  const counts = { created: 0, changed: 0, unchanged: 0, refused: 0 };
  const turnedDown: RefusedFile[] = [];
  const kept: { path: string; words: string }[] = [];
  let cancelled = false;
  for (const records of batches) {
    onProgress({ phase: 'sending', done: counts.created + counts.changed + counts.unchanged + counts.refused, total });
    if (signal.aborted) {
      cancelled = true;
      break;
    }
    const { results } = await api.post('/api/imports/decisions', {
      body: { space, ...(from !== '' && { from }), records: [...records] },
    });
    for (const { key, outcome, message } of results) {
      counts[outcome] += 1;
      if (outcome === 'refused') turnedDown.push({ path: key, reason: message ?? '' });
      if (outcome === 'unchanged' && message !== undefined) kept.push({ path: key, words: message });
    }
  }
  const { created, changed, unchanged } = counts;
  return { created, changed, unchanged, refused: [...refused, ...turnedDown], remarks, kept, cycles, total, cancelled };
};
