import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EMPTY_REPOSITORY, git } from './git.ts';
import { history, type History, type HistorySnapshot } from './history.ts';
import { BRANCH } from './receive.ts';

/** The handbook as one reader may see it, as a bare repository on this machine. */
export interface View {
  readonly folder: string;
  /** Null: there is nothing in it yet. */
  readonly tip: string | null;
  readonly history: History;
}

/** A view, and how far in the stream it has come. */
export interface KeptView extends View {
  readonly cursor: readonly [xid: string, position: string];
  readonly directoryVersion: number;
  /** Its repository may hold what a process that was killed had told and not kept: it may be taken back by what comes next. */
  readonly behind?: boolean;
}

export const BEGINNING: KeptView['cursor'] = ['0', '0'];

const SNAPSHOT = 'proceed.json';
/** It is there while the repository may have come further than the snapshot. */
const AHEAD = 'proceed.ahead';
/** Snapshots of another form are thrown away: a view can always be made anew. */
const FORM = 4;

interface Snapshot extends Pick<KeptView, 'tip' | 'cursor' | 'directoryVersion'> {
  readonly form: number;
  readonly history: HistorySnapshot;
}

/** An empty repository, whatever was in the folder. */
export const beginView = async (folder: string): Promise<KeptView> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const made = await git(EMPTY_REPOSITORY, { in: folder });
  if (made.code !== 0) throw new Error(`git could not make a repository: ${made.said}`);
  return { folder, tip: null, cursor: BEGINNING, directoryVersion: -1, history: history(null) };
};

/**
 * The view as it was kept last. Its repository may have come further, by the same events that come next: it is taken back to what the
 * snapshot tells, and finds the commits that it has when it makes them again. Rejects where it cannot go on from there.
 */
export const loadView = async (folder: string): Promise<KeptView> => {
  const {
    form,
    tip,
    cursor,
    directoryVersion,
    history: made,
  } = JSON.parse(await readFile(join(folder, SNAPSHOT), 'utf8')) as Snapshot;
  if (form !== FORM) throw new Error('the snapshot has another form');
  const back = await git(tip === null ? ['update-ref', '-d', BRANCH] : ['update-ref', BRANCH, tip], { in: folder });
  if (back.code !== 0) throw new Error(`the repository is not as it was left: ${back.said}`);
  const behind = await access(join(folder, AHEAD)).then(
    () => true,
    () => false,
  );
  return { folder, tip, cursor, directoryVersion, history: history(made), behind };
};

/** To be said before the repository comes further than what is kept of it. */
export const goAhead = ({ folder }: View): Promise<void> => writeFile(join(folder, AHEAD), '');

/** Keeps a view for the next process. */
export const keepView = async ({ folder, tip, cursor, directoryVersion, history: made }: KeptView): Promise<void> => {
  const snapshot: Snapshot = { form: FORM, tip, cursor, directoryVersion, history: made.snapshot() };
  const path = join(folder, SNAPSHOT);
  await writeFile(`${path}.new`, JSON.stringify(snapshot), { mode: 0o600 });
  await rename(`${path}.new`, path);
  await rm(join(folder, AHEAD), { force: true });
};
