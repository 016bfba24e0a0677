import { createWriteStream } from 'node:fs';
import { join as joinPath } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { getFileNameLowLevel, openPromise, type Entry as ZipEntry, type ZipFile } from 'yauzl';
import { baseOf, cleanPath, isPagePath } from './paths.ts';
import type { Limits } from './plan.ts';
import type { Remark } from './remarks.ts';
import { megabytes, type Entry, type Source } from './source.ts';

/** The file is no archive that can be read. Its words are for people. */
export class BadArchive extends Error {
  override readonly name = 'BadArchive';
}

type Say = (remark: Remark) => void;

/** Larger entries are refused when they swell by more than this. */
const RATIO = 300;
const RATIO_FROM = 12 * 1024 * 1024;
const MOST_NESTED = 50;

/**
 * [safety] An archive is read where it lies, entry by entry, and never unpacked: names that lead elsewhere, links, locked and swelling
 * entries are refused by name. Archives within it are opened one level deep, and only where it holds no page beside them (Notion packs so);
 * `folder`: where they are put meanwhile.
 */
export const zipSource = (file: string, folder: string): Source & { close(): void } => {
  const open: ZipFile[] = [];
  return {
    entries: async (remark, limits, heard = () => undefined) => {
      const budget = { entries: limits.entries, bytes: limits.allBytes };
      const outer = await listed(file, open, remark, limits, budget, '', heard);
      const archives = outer.filter(({ path }) => /\.zip$/i.test(path));
      const others = outer.filter(({ path }) => !/\.zip$/i.test(path) && !/(?:^|\/)(?:__MACOSX|\.)/.test(path));
      const holdsMore = others.some(({ path }) => isPagePath(path)) || (others.length > 0 && !archives.every(isAlone));
      if (archives.length === 0 || holdsMore) return outer;
      const inner: Entry[] = [...others];
      for (const [index, archive] of archives.entries()) {
        const at = joinPath(folder, `inner-${index}.zip`);
        if (index >= MOST_NESTED || archive.size > limits.allBytes) {
          remark({ path: archive.path, line: null, code: 'too-large', detail: megabytes(limits.allBytes) });
          continue;
        }
        try {
          await archive.copy(at);
          for (const entry of await listed(at, open, remark, limits, budget, `${archive.path}: `, heard))
            if (!/\.zip$/i.test(entry.path) || !isAlone(entry)) inner.push(entry);
            else remark({ path: entry.path, line: null, code: 'nested-archive', detail: baseOf(archive.path) });
        } catch (error) {
          remark({ path: archive.path, line: null, code: 'unreadable', detail: wordsOf(error) });
        }
      }
      return withoutTwins(inner, remark);
    },
    close: () => open.forEach((one) => one.close()),
  };
};

const isAlone = ({ path }: Entry): boolean => /^(?:ExportBlock|Export|Part)-/i.test(baseOf(path));

interface Packed extends Entry {
  /** Without holding it. */
  copy(to: string): Promise<void>;
}

const listed = async (
  file: string,
  open: ZipFile[],
  remark: Say,
  limits: Limits,
  budget: { entries: number; bytes: number },
  within: string,
  heard: () => void,
): Promise<readonly Packed[]> => {
  const zip = await openPromise(file, {
    autoClose: false,
    lazyEntries: true,
    decodeStrings: false,
    validateEntrySizes: true,
  }).catch((error: unknown) => {
    throw new BadArchive(`This is no zip archive that can be read: ${wordsOf(error)}.`);
  });
  open.push(zip);
  const found: Packed[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      heard();
      budget.entries -= 1;
      if (budget.entries < 0) {
        remark({ path: within, line: null, code: 'too-many', detail: `${limits.entries} files` });
        break;
      }
      const packed = packedOf(zip, entry, remark, budget, limits);
      if (packed !== null) found.push(packed);
    }
  } catch (error) {
    if (found.length === 0) throw new BadArchive(`The archive cannot be read: ${wordsOf(error)}.`);
    remark({ path: within, line: null, code: 'unreadable', detail: wordsOf(error) });
  }
  return withoutTwins(found, remark);
};

const packedOf = (zip: ZipFile, entry: ZipEntry, remark: Say, budget: { bytes: number }, limits: Limits): Packed | null => {
  const raw = nameOf(entry);
  const { uncompressedSize: size, compressedSize } = entry;
  const told = (code: Remark['code'], detail: string): null => {
    remark({ path: raw.toWellFormed().replaceAll('\0', '').slice(0, 500), line: null, code, detail });
    return null;
  };
  const clean = cleanPath(raw);
  if ('fault' in clean) return told('bad-path', clean.fault);
  // The upper half holds the mode of Unix, by whatever system it says to be made.
  const kind = (entry.externalFileAttributes >>> 28) & 0xf;
  if (kind === 0xa) return told('symbolic-link', clean.path);
  if (raw.endsWith('/') || raw.endsWith('\\') || kind === 0x4) return null;
  if (kind !== 0 && kind !== 0x8) return told('unreadable', 'it is no regular file');
  if (entry.isEncrypted()) return told('encrypted', '');
  if (!entry.canDecodeFileData()) return told('unreadable', `its compression (${entry.compressionMethod}) is not known`);
  if (size > RATIO_FROM && size > compressedSize * RATIO)
    return told('compression', `${Math.round(size / Math.max(1, compressedSize))} times`);
  const inflated = async () => {
    if (size > budget.bytes) throw new Error(`the archive holds more than ${megabytes(limits.allBytes)}`);
    budget.bytes -= size;
    return zip.openReadStreamPromise(entry);
  };
  return {
    path: clean.path,
    size,
    read: async () => {
      const bytes = Buffer.alloc(size);
      let at = 0;
      for await (const piece of (await inflated()) as AsyncIterable<Buffer>) {
        piece.copy(bytes, at);
        at += piece.length;
      }
      return bytes.subarray(0, at);
    },
    copy: async (to) => pipeline(await inflated(), createWriteStream(to, { flags: 'wx', mode: 0o600 })),
  };
};

/** Many archives say nothing of the encoding of names and use UTF-8; CP437 where that fails. */
const nameOf = ({ generalPurposeBitFlag, fileNameRaw, extraFields }: ZipEntry): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(fileNameRaw);
  } catch {
    return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
  }
};

/** One path twice: the first is read, as nobody can tell which was meant. */
const withoutTwins = <E extends Entry>(entries: readonly E[], remark: Say): readonly E[] => {
  const seen = new Set<string>();
  return entries.filter(({ path }) => {
    if (!seen.has(path)) return seen.add(path);
    remark({ path, line: null, code: 'unreadable', detail: 'the archive has two files of this name' });
    return false;
  });
};

const wordsOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\.$/, '').slice(0, 200);
