import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { packed, readAside, sentenceOf, type PackedFile } from '#practices/handbook';
import { EXIT } from './failure.ts';
import { remarksOf } from './import-handbook.ts';
import { json as written, things } from './words.ts';

const MOST_FILES = 200_000;
/** Folders of programs, and what nobody means to hand over. */
const FOREIGN = new Set(['node_modules', '.git', '__pycache__', '.venv']);

/** A folder as parts of an archive, file after file. Of a symbolic link only that it is one: whoever reads the archive tells it. */
export const folderParts = (folder: string, at: (path: string) => void): AsyncGenerator<Uint8Array<ArrayBuffer>> =>
  packed(filesOf(folder, at));

async function* filesOf(folder: string, at: (path: string) => void): AsyncGenerator<PackedFile> {
  const folders = [''];
  let left = MOST_FILES;
  for (let now = folders.shift(); now !== undefined; now = folders.shift()) {
    const entries = await readdir(join(folder, now), { withFileTypes: true });
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = now === '' ? entry.name : `${now}/${entry.name}`;
      if (entry.isDirectory() && !FOREIGN.has(entry.name)) folders.push(path);
      if (!entry.isFile() && !entry.isSymbolicLink()) continue;
      left -= 1;
      if (left < 0) throw new Error(`The folder holds more than ${MOST_FILES} files. Import a part of it; nothing was imported.`);
      at(path);
      if (entry.isSymbolicLink()) yield { path, link: true, bytes: async () => new Uint8Array(0) };
      else yield { path, bytes: () => readFile(join(folder, path)) };
    }
  }
}

/** Reads and reports as the server would, and sends nothing. */
export const readOnly = async (where: string, isFolder: boolean, json: boolean): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'proceed-import-'));
  try {
    const file = isFolder ? join(folder, 'archive.zip') : where;
    if (isFolder) await pipeline(Readable.from(folderParts(where, () => undefined)), createWriteStream(file));
    let pages = 0;
    let plan: object = {};
    let words = '';
    const read = await readAside(
      { kind: 'zip', file, folder },
      {
        take: async (said) => {
          if (said.kind !== 'plan') return;
          const { remarks, systems, links } = said.plan;
          const told = remarks.map((remark) => ({ ...remark, words: sentenceOf(remark), page: null }));
          pages = said.pages;
          plan = { systems, links, pages: said.pages, files: said.files, counts: said.counts, remarks: told };
          words = remarksOf({ remarks: told, counts: { ...said.counts } });
        },
      },
    );
    if (read.refused) throw new Error(read.message);
    process.stdout.write(
      json ? written(plan) : `${words === '' ? '' : `${words}\n`}${things(pages, 'page')}. Nothing was sent.\n`,
    );
    process.exitCode = pages > 0 ? EXIT.fine : EXIT['no, or something is wrong'];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
