import { constants } from 'node:fs';
import { lstat, open, readdir, readlink, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { MAX_RECORD_BYTES, type DecisionRecord } from './document.ts';
import { parseRecord } from './parse.ts';

/*
 * Reads a folder away from the process that asks, so that a hostile file costs a worker and nothing else. It says which file it is at
 * before it reads it: whoever started it knows what to leave out when it has to be ended.
 */

/** What to read. `files`: after a file had to be given up, the rest. */
export interface Task {
  readonly dir: string;
  readonly files: readonly string[] | null;
  readonly limits: Limits;
}

export interface Limits {
  readonly files: number;
  readonly bytes: number;
}

export interface RefusedFile {
  readonly path: string;
  /** Stable: those of `parseRecord`, and `not-markdown`, `unreadable`, `link-outside`, `link-inside`, `too-slow`, `too-many`. */
  readonly code: string;
  readonly reason: string;
  readonly line?: number;
}

export type Report =
  | { readonly kind: 'listed'; readonly files: readonly string[] }
  | { readonly kind: 'at'; readonly path: string }
  | { readonly kind: 'record'; readonly record: DecisionRecord }
  | { readonly kind: 'refused'; readonly file: RefusedFile }
  | { readonly kind: 'done' };

const MARKDOWN = /\.(?:md|markdown|mdx|mkd|mdown)$/i;
// Folders of other people's files, in which no organization keeps its decisions.
const FOREIGN = new Set(['node_modules', 'vendor', 'target', 'dist', 'build', '__pycache__']);

const say = (report: Report): void => parentPort?.postMessage(report);
const refused = (path: string, code: string, reason: string, line?: number): void =>
  say({ kind: 'refused', file: line === undefined ? { path, code, reason } : { path, code, reason, line } });

const run = async ({ dir, files, limits }: Task): Promise<void> => {
  const root = await realpath(dir);
  const all = files ?? (await listed(root, limits));
  if (files === null) say({ kind: 'listed', files: all });
  let bytes = 0;
  for (const path of all) {
    say({ kind: 'at', path });
    bytes += await read(root, path, limits.bytes - bytes);
  }
  say({ kind: 'done' });
};

const listed = async (root: string, limits: Limits): Promise<readonly string[]> => {
  const files: string[] = [];
  const folders = [''];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => {
      refused(`${folder}/`, 'unreadable', 'The folder could not be opened.');
      return [];
    });
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory() && !FOREIGN.has(entry.name)) folders.push(path);
      else if (entry.isFile() || entry.isSymbolicLink()) files.push(path);
    }
    if (files.length + folders.length > limits.files) {
      refused(
        folder === '' ? '.' : folder,
        'too-many',
        `The folder holds more than ${limits.files} files; the rest was not read.`,
      );
      break;
    }
  }
  return files.slice(0, limits.files).toSorted((a, b) => (a < b ? -1 : 1));
};

/** Bytes that were read. */
const read = async (root: string, path: string, left: number): Promise<number> => {
  const full = join(root, path);
  try {
    const found = await lstat(full);
    if (found.isSymbolicLink()) {
      await linked(root, path, full);
      return 0;
    }
    if (!MARKDOWN.test(path)) {
      refused(path, 'not-markdown', 'The file is no Markdown (.md, .markdown, .mdx).');
      return 0;
    }
    if (path.length > 500 || !path.isWellFormed() || path.includes('\uFFFD')) {
      refused(path.toWellFormed().slice(0, 500), 'unreadable', 'The name of the file is no text, or longer than 500 characters.');
      return 0;
    }
    if (found.size > left) {
      refused(path, 'too-many', 'The files of the folder are too large together; this one was not read.');
      return 0;
    }
    const bytes = await bytesOf(full);
    const parsed = parseRecord(path, bytes);
    if (parsed.refused) refused(path, parsed.code, parsed.message, parsed.line);
    else say({ kind: 'record', record: parsed.ok });
    return bytes.length;
  } catch (error) {
    refused(path, 'unreadable', `The file could not be read: ${error instanceof Error ? error.message : String(error)}`);
    return 0;
  }
};

/** One byte more than a record may have, so that the parser sees that it is too large. Never through a link put there meanwhile. */
const bytesOf = async (full: string): Promise<Uint8Array> => {
  const file = await open(full, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = await file.stat();
    const buffer = new Uint8Array(Math.min(size, MAX_RECORD_BYTES + 1));
    let at = 0;
    while (at < buffer.length) {
      const { bytesRead } = await file.read(buffer, at, buffer.length - at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return buffer.subarray(0, at);
  } finally {
    await file.close();
  }
};

const linked = async (root: string, path: string, full: string): Promise<void> => {
  const target = await realpath(full).catch(async () => join(root, '..', await readlink(full)));
  const inside = relative(root, target);
  if (inside === '' || inside.startsWith(`..${sep}`) || inside === '..' || inside.startsWith(sep))
    refused(path, 'link-outside', 'The symbolic link leads out of the folder; it was not followed.');
  else refused(path, 'link-inside', `The symbolic link leads to ${inside.split(sep).join('/')}, which is read where it lies.`);
};

await run(workerData as Task);
