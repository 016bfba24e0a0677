import type { DecisionRecord, ImportedRecord } from '../records/document.ts';
import { batchesOf, toImported } from '../records/import.ts';
import { parseRecord } from '../records/parse.ts';
import { resolveFolder } from '../records/resolve.ts';

/*
 * Reads a folder's texts away from the page, so that a large folder or a hostile file holds up nothing. It says which file it is at
 * before it reads it: whoever started it knows what to leave out when it has to be ended.
 */
export interface Task {
  readonly files: readonly { readonly path: string; readonly file: File }[];
}

export interface RefusedFile {
  readonly path: string;
  readonly reason: string;
  readonly line?: number | undefined;
}

export type Report =
  | { readonly kind: 'at'; readonly path: string; readonly done: number }
  | { readonly kind: 'refused'; readonly file: RefusedFile }
  | {
      readonly kind: 'read';
      readonly batches: readonly (readonly ImportedRecord[])[];
      readonly remarks: readonly { readonly path: string; readonly words: string }[];
      /** Paths of records that supersede one another in a circle. */
      readonly cycles: readonly (readonly string[])[];
    };

const say = (report: Report): void => self.postMessage(report);

const run = async ({ files }: Task): Promise<void> => {
  const records: DecisionRecord[] = [];
  for (const [done, { path, file }] of files.entries()) {
    say({ kind: 'at', path, done });
    try {
      const parsed = parseRecord(path, new Uint8Array(await file.arrayBuffer()));
      if (parsed.refused) say({ kind: 'refused', file: { path, reason: parsed.message, line: parsed.line } });
      else records.push(parsed.ok);
    } catch (error) {
      say({ kind: 'refused', file: { path, reason: error instanceof Error ? error.message : String(error) } });
    }
  }
  const around = { files: new Set(files.map(({ path }) => path)), now: Date.now() };
  const { records: resolved, cycles } = resolveFolder(records, around);
  const remarks = resolved.flatMap(({ key, warnings }) => warnings.map(({ message }) => ({ path: key, words: message })));
  say({ kind: 'read', batches: batchesOf(resolved.map(toImported)), remarks, cycles });
};

self.addEventListener('message', (event: MessageEvent<Task>) => void run(event.data));
