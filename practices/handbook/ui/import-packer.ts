import { packed } from '../importing/packing.ts';
import type { FolderFile } from './import-folder.ts';

/*
 * Packs a folder away from the page, part by part; the next when the last was sent.
 */
export type Said =
  | { readonly kind: 'part'; readonly bytes: ArrayBuffer; readonly done: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'unreadable'; readonly path: string };

const say = (said: Said, hand: Transferable[] = []): void => self.postMessage(said, { transfer: hand });

const run = async (files: readonly FolderFile[]): Promise<void> => {
  let done = 0;
  let at = '';
  const each = files.map(({ path, file }) => ({
    path,
    bytes: async (): Promise<Uint8Array> => {
      done += 1;
      at = path;
      return new Uint8Array(await file.arrayBuffer());
    },
  }));
  try {
    for await (const { buffer } of packed(each)) {
      const next = new Promise((resolve) => self.addEventListener('message', resolve, { once: true }));
      say({ kind: 'part', bytes: buffer, done }, [buffer]);
      await next;
    }
    say({ kind: 'done' });
  } catch {
    say({ kind: 'unreadable', path: at });
  }
};

self.addEventListener('message', (event: MessageEvent<{ readonly files: readonly FolderFile[] }>) => void run(event.data.files), {
  once: true,
});
