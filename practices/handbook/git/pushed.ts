import { isUtf8 } from 'node:buffer';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { MOST_DEPTH, segmentOf } from '../place.ts';
import { git, gitObjects } from './git.ts';
import type { ReadObject } from './objects.ts';
import { packFault, BRANCH, NO_COMMIT } from './receive.ts';

/** What a commit does to one file. */
export type FileChange =
  | { readonly kind: 'put'; readonly path: string; readonly text: string }
  | { readonly kind: 'move'; readonly path: string; readonly from: string; readonly text: string }
  /** A picture, or whatever is no page. */
  | { readonly kind: 'keep'; readonly path: string; readonly bytes: Buffer }
  | { readonly kind: 'remove'; readonly path: string };

export interface PushedCommit {
  readonly id: string;
  /** Its message: why. */
  readonly reason: string;
  readonly changes: readonly FileChange[];
}

const MOST_COMMITS = 500;
const MOST_FILES = 2_000;
const MOST_TEXT = 8 * 1024 * 1024;
const MOST_FILE = 48 * 1024 * 1024;
/** Bytes of files of one push: all of them are in memory until they are kept. */
const MOST_KEPT = 128 * 1024 * 1024;
/** Bytes of what git tells of one commit's files: some hundred thousand of them. */
const MOST_LISTED = 32 * 1024 * 1024;
/** For one run of git, and for reading the whole push. */
const PATIENCE = 30_000;
const LONG_PATIENCE = 2 * 60_000;

/**
 * [safety] What a push brings, read and never checked out: git takes the pack apart and checks every object in a folder of its own that sees the
 * view's objects, and goes away afterwards. Only plain files are taken, each at a path that is safe on any machine.
 */
export const readPushed = async (
  view: string,
  pack: Buffer,
  from: string | null,
  to: string,
): Promise<Result<readonly PushedCommit[]>> => {
  const folder = await mkdtemp(join(tmpdir(), 'proceed-push-'));
  const run = { in: folder, limit: PATIENCE, env: BOUNDED } as const;
  const objects = gitObjects({ ...run, limit: LONG_PATIENCE });
  try {
    const until = performance.now() + LONG_PATIENCE;
    await makeRepository(folder, view);
    if (pack.length > 0) {
      const taken = await git(['index-pack', '--stdin', '--strict', '--fix-thin', `--max-input-size=${pack.length + 1}`], {
        ...run,
        input: pack,
      });
      if (taken.code !== 0) return refuse('malformed-push', packFault(taken.said));
    }
    const range = from === null ? [to] : [`${from}..${to}`];
    const [behind, whole, listed] = await Promise.all([
      from === null ? null : git(['merge-base', '--is-ancestor', from, to], run),
      // Every object must be there: what is missing would be missed later.
      git(['rev-list', '--objects', '--quiet', ...range], run),
      git([...LOG, ...range], run),
    ]);
    if (behind?.code === 1) return refuse('fetch-first', 'what is published has moved on: git pull --rebase, then push again');
    if (behind !== null && behind.code !== 0) return refuse('malformed-push', 'this is no commit');
    if (whole.code !== 0 || listed.code !== 0) return refuse('malformed-push', 'objects are missing');
    const commits = commitsIn(listed.out);
    if (commits.length > MOST_COMMITS) return refuse('too-much', `a push brings ${MOST_COMMITS} commits at most`);
    const read: PushedCommit[] = [];
    const left: Room = { files: MOST_FILES, text: MOST_TEXT, kept: MOST_KEPT };
    for (const { id, parent, reason } of commits) {
      const changes = await changesOf(id, parent, left, run, objects.read);
      if (changes.refused) return changes;
      if (performance.now() > until)
        return refuse('too-slow', 'this push takes too long to read: push its commits a few at a time');
      read.push({ id, reason, changes: changes.ok });
    }
    return ok(read);
  } finally {
    objects.close();
    await rm(folder, { recursive: true, force: true });
  }
};

/** A bare repository without anything, which sees the objects of another: what `git init` makes, and no more. https://git-scm.com/docs/gitrepository-layout */
const makeRepository = async (folder: string, view: string): Promise<void> => {
  await mkdir(join(folder, 'objects', 'info'), { recursive: true });
  await mkdir(join(folder, 'refs'));
  await writeFile(join(folder, 'HEAD'), `ref: ${BRANCH}\n`);
  await writeFile(join(folder, 'objects', 'info', 'alternates'), `${join(view, 'objects')}\n`);
};

/** The commits of the branch itself, the oldest first, and one more than may be pushed. */
const LOG = [
  'log',
  '--reverse',
  '--topo-order',
  '--first-parent',
  `--max-count=${MOST_COMMITS + 1}`,
  '--encoding=UTF-8',
  '--format=tformat:%H %P%x00%B%x00',
];

const commitsIn = (said: Buffer): readonly { readonly id: string; readonly parent: string; readonly reason: string }[] => {
  const fields = said.toString('utf8').split('\0');
  return fields.flatMap((field, at) => {
    if (at % 2 === 1 || at + 1 >= fields.length) return [];
    const [id = '', parent = EMPTY_TREE] = field.trim().split(' ');
    return [{ id, parent, reason: reasonIn(fields[at + 1] ?? '') }];
  });
};

/** Git's name for a tree without files. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/**
 * [safety] A pack of some kilobytes may say how to make gigabytes: nothing is made that is larger than a file may be and what git needs beside it.
 * Git says so in a word of its own (`packFault`).
 */
const BOUNDED = { GIT_ALLOC_LIMIT: '128m' } as const;

type Run = Parameters<typeof git>[1];

/** What a push may still bring. */
interface Room {
  files: number;
  text: number;
  kept: number;
}

const TOO_MUCH = refuse(
  'too-much',
  `a push changes ${MOST_FILES.toLocaleString('en')} files, 8 MB of text and 128 MB of other files at most: push its commits a few at a time, or smaller ones`,
);
const TOO_MANY = refuse(
  'too-much',
  'it has more files than a handbook can: take out what does not belong to it, then push again',
);

/** How a line of git's begins that tells of one file. */
const CHANGE = /^:(\d{6}) (\d{6}) ([0-9a-f]{40}) ([0-9a-f]{40}) ([A-Z])\d*$/;

const changesOf = async (
  id: string,
  parent: string,
  left: Room,
  run: Run,
  read: ReadObject,
): Promise<Result<readonly FileChange[]>> => {
  // [safety] One folder may stand in a tree a thousand times over: git would hold all of that in memory to compare it.
  const listed = await git(['ls-tree', '-r', '-z', '--full-tree', id], { ...run, most: MOST_LISTED });
  if (listed.code !== 0) return TOO_MANY;
  const diff = await git(
    ['diff-tree', '-r', '-z', '--raw', '-M70%', '--no-commit-id', '--abbrev=40', '--end-of-options', parent, id],
    run,
  );
  if (diff.code !== 0) return refuse('malformed-push', 'git cannot tell what a commit changes');
  const fields = diff.out.toString('utf8').split('\0');
  left.files -= fields.filter((field) => CHANGE.test(field)).length;
  if (left.files < 0) return TOO_MUCH;
  const swapped = exchanged(fields);
  const changes: FileChange[] = [];
  for (let at = 0; at + 1 < fields.length;) {
    const [, , mode = '', , blob = '', status = ''] = CHANGE.exec(fields[at] ?? '') ?? [];
    const moved = status === 'R' || status === 'C';
    const [first = '', second = ''] = [fields[at + 1], fields[at + 2]];
    const path = moved ? second : first;
    at += moved ? 3 : 2;
    if (status === '') return refuse('malformed-push', 'git cannot tell what a commit changes');
    if (status === 'D') {
      if (swapped.gone.has(path)) continue;
      changes.push({ kind: 'remove', path });
      continue;
    }
    const fault = pathFault(path, mode);
    if (fault) return fault;
    const moves = status === 'R' && isPage(first) && isPage(path);
    if (status === 'R' && !moves) changes.push({ kind: 'remove', path: first });
    if (!isPage(path)) {
      const bytes = await bytesOf(blob, path, MOST_FILE, read);
      if (bytes.refused) return bytes;
      left.kept -= bytes.ok.length;
      if (left.kept < 0) return TOO_MUCH;
      changes.push({ kind: 'keep', path, bytes: bytes.ok });
      continue;
    }
    const said = await textOf(blob, path, read);
    if (said.refused) return said;
    left.text -= said.ok.length;
    if (left.text < 0) return TOO_MUCH;
    const from = moves ? first : swapped.from.get(path);
    changes.push(from === undefined ? { kind: 'put', path, text: said.ok } : { kind: 'move', path, from, text: said.ok });
  }
  return ok(changes);
};

/**
 * Pages that changed places: git tells no renames between files that are there before and after. Where one says exactly what just one other
 * said, which is another page's now or nobody's, it is that other one.
 */
const exchanged = (fields: readonly string[]) => {
  const [was, is] = [new Map<string, string[]>(), new Map<string, string>()];
  const gone = new Set<string>();
  for (let at = 0; at + 1 < fields.length;) {
    const [, , , before = '', after = '', status = ''] = CHANGE.exec(fields[at] ?? '') ?? [];
    const path = fields[at + 1] ?? '';
    at += status === 'R' || status === 'C' ? 3 : 2;
    if (!isPage(path) || !['M', 'D', 'A'].includes(status)) continue;
    if (status !== 'A') was.set(before, [...(was.get(before) ?? []), path]);
    if (status !== 'D') is.set(path, after);
    else gone.add(path);
  }
  const from = new Map<string, string>();
  for (const [path, blob] of is) {
    const [one, another] = was.get(blob) ?? [];
    if (one !== undefined && another === undefined && one !== path) from.set(path, one);
  }
  const taken = [...from.values()];
  for (const [path, one] of from) if (taken.filter((other) => other === one).length > 1) from.delete(path);
  // Each comes where nothing was or where another one leaves, and leaves nothing or another one: what is there still is no other page.
  const there = new Set([...was.values()].flat());
  for (let before = -1; before !== from.size;) {
    before = from.size;
    const left = new Set(from.values());
    for (const [path, one] of from)
      if ((there.has(path) && !left.has(path)) || (is.has(one) && !from.has(one))) from.delete(path);
  }
  const left = new Set(from.values());
  return { from, gone: new Set([...gone].filter((path) => left.has(path))) };
};

const pathFault = (path: string, mode: string): Refusal | null => {
  if (mode === '120000')
    return refuse('symlink', `${path} is a symbolic link; none are kept here: put the file itself in its place`);
  if (mode === '160000') return refuse('submodule', `${path} is a submodule; none are kept here: take it out, or add its files`);
  if (mode !== '100644' && mode !== '100755') return refuse('no-file', `${path} is no plain file`);
  const bad = path.split('/').some((segment) => segment !== segment.normalize('NFC') || segmentOf(segment, '').refused);
  if (bad || path.includes('\uFFFD')) return refuse('invalid-name', `${path} cannot be the name of a file everywhere; rename it`);
  if (path.split('/').length > MOST_DEPTH)
    return refuse('too-deep', `${path.slice(0, 200)} lies in too many folders: at most ${MOST_DEPTH}, one in the other`);
  return null;
};

const isPage = (path: string): boolean => /\.(?:md|markdown|mdx)$/i.test(path);

const bytesOf = async (blob: string, path: string, most: number, read: ReadObject): Promise<Result<Buffer>> => {
  if (blob === NO_COMMIT) return refuse('malformed-push', 'objects are missing');
  const bytes = await read(blob, most);
  return bytes === null
    ? refuse(
        'too-much',
        `${path} is too large: at most ${inWords(most)}, ${isPage(path) ? 'so make several pages of it' : 'so keep it elsewhere and link to it'}`,
      )
    : ok(bytes);
};

const inWords = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;

const textOf = async (blob: string, path: string, read: ReadObject): Promise<Result<string>> => {
  const bytes = await bytesOf(blob, path, MOST_TEXT, read);
  if (bytes.refused) return bytes;
  return isUtf8(bytes.ok)
    ? ok(bytes.ok.toString('utf8'))
    : refuse('no-text', `${path} is not in UTF-8: save it so (iconv -f LATIN1 -t UTF-8), commit, and push again`);
};

/** The message without the trailers that commits carry from here. */
const reasonIn = (message: string): string =>
  message
    .replace(/\n\nPage: #\d+(?:\nRevision: \d+)?\s*$/, '')
    .trim()
    .slice(0, 2_000);
