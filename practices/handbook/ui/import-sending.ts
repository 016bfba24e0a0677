import { api } from '#web/api/client.ts';
import { Problem } from '#web/api/problem.ts';
import { MOST_BYTES, PART_BYTES } from '../importing/packing.ts';
import { sizeWords } from './files-strings.ts';
import type { FolderFile } from './import-folder.ts';
import type { Said } from './import-packer.ts';
import { t } from './import-strings.ts';

export type What =
  | { readonly kind: 'folder'; readonly name: string; readonly files: readonly FolderFile[] }
  | { readonly kind: 'zip'; readonly file: File }
  | { readonly kind: 'git'; readonly address: string };

export interface Into {
  readonly space: string | null;
  readonly prune: boolean;
}

export interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** Hands a handbook over; answers the import that reads it from then on. Left before, nothing of it stays. */
export const handOver = async (
  what: What,
  into: Into,
  onProgress: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<string> => {
  if (what.kind === 'folder' && what.files.length === 0)
    throw new Problem({ code: 'empty', title: t('nothing'), detail: t('nothingDetail') });
  const name = what.kind === 'zip' ? what.file.name : what.kind === 'folder' ? what.name : '';
  const begun = await api.post('/api/imports/handbook', {
    body: {
      from:
        what.kind === 'git'
          ? { kind: 'git', address: what.address }
          : { kind: 'archive', name: name.slice(0, 200) || t('title') },
      ...into,
    },
  });
  const { id } = begun;
  if (what.kind === 'git') return id;
  try {
    const parts = what.kind === 'zip' ? slices(what.file) : packedParts(what.files, signal);
    let [part, bytes] = [0, 0];
    for await (const { blob, ...progress } of parts) {
      signal.throwIfAborted();
      bytes += blob.size;
      if (bytes > MOST_BYTES)
        throw new Problem({
          code: 'too-large',
          title: t('tooLarge'),
          detail: t('tooLargeDetail', { mb: MOST_BYTES / 1024 / 1024 }),
        });
      onProgress(progress);
      await api.put('/api/imports/handbook/:id/parts/:part', { params: { id, part }, bytes: blob, signal });
      part += 1;
    }
    await api.put('/api/imports/handbook/:id/archive', { params: { id }, body: { parts: part }, signal });
    return id;
  } catch (error) {
    // What was sent so far is of no use to anybody.
    void api.put('/api/imports/handbook/:id/cancellation', { params: { id } }).catch(() => undefined);
    throw error;
  }
};

interface Part extends Progress {
  readonly blob: Blob;
}

function* slices(file: File): Generator<Part> {
  for (let at = 0; at < Math.max(1, file.size); at += PART_BYTES)
    yield {
      blob: file.slice(at, at + PART_BYTES),
      label: t('sending', { sent: sizeWords(at), size: sizeWords(file.size) }),
      done: at,
      total: file.size,
    };
}

/** From a worker, one after another. */
async function* packedParts(files: readonly FolderFile[], signal: AbortSignal): AsyncGenerator<Part> {
  const worker = new Worker(new URL('./import-packer.ts', import.meta.url), { type: 'module' });
  try {
    let message: object = { files };
    for (;;) {
      const said = await answerOf(worker, message, signal);
      if (said.kind === 'done') return;
      if (said.kind === 'unreadable') throw new Problem({ code: 'unreadable', title: t('unreadable'), detail: said.path });
      const { bytes, done } = said;
      yield { blob: new Blob([bytes]), done, total: files.length, label: t('packing', { done, total: files.length }) };
      message = {};
    }
  } finally {
    worker.terminate();
  }
}

const answerOf = (worker: Worker, message: object, signal: AbortSignal): Promise<Said> =>
  new Promise((resolve, reject) => {
    const heard = new AbortController();
    const end = (): void => heard.abort();
    worker.addEventListener('message', ({ data }: MessageEvent<Said>) => (end(), resolve(data)), { signal: heard.signal });
    worker.addEventListener('error', () => (end(), reject(new Problem({ code: 'unreadable', title: t('unreadable') }))), {
      signal: heard.signal,
    });
    signal.addEventListener('abort', () => (end(), reject(new DOMException('cancelled', 'AbortError'))), {
      signal: heard.signal,
    });
    worker.postMessage(message);
  });
