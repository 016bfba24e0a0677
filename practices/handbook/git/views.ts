import { hash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db, Principal, Services } from '#server/route.ts';
import type { Content } from '../file.ts';
import { fastImport } from './commits.ts';
import { git } from './git.ts';
import { history, type History, type HistorySnapshot } from './history.ts';
import { historyAfter, keysInUse, seenNow, type HistoryRow } from './queries.ts';
import { ownFolder } from './own-folder.ts';
import { BRANCH } from './receive.ts';

/** The handbook as one reader may see it, as a bare repository on this machine. */
export interface View {
  readonly folder: string;
  /** Null: there is nothing in it yet. */
  readonly tip: string | null;
  readonly history: History;
}

interface Kept extends View {
  readonly cursor: readonly [string, string];
  readonly directoryVersion: number;
}

const BEGINNING = ['0', '0'] as const;
const PAGE = 500;
/** So many views are kept on the disk of a process; the one that was not asked for longest goes. */
const MOST_VIEWS = 64;
const SNAPSHOT = 'proceed.json';
/** Snapshots of another form are thrown away: a view can always be made anew. */
const FORM = 4;

/**
 * Repositories are made from the stream, one for all who see the same, and only ever appended to: the same events always give the same
 * commits, in any process. When somebody comes to see what they did not see, or no longer sees what they saw, the view is made anew.
 */
const views = (cache: string) => {
  const kept = new Map<string, Promise<Kept>>();
  let home: Promise<string> | null = null;

  const refresh = async (from: Sources, reader: Principal): Promise<View> => {
    home ??= ownFolder(join(cache, 'handbook')).catch((error: unknown) => {
      home = null;
      throw error;
    });
    const folder = join(await home, `${await nameOf(from.db, reader)}.git`);
    // One after another for each view; what one did not see, the next does.
    const turn = (kept.get(folder) ?? load(folder)).catch(() => begin(folder)).then((view) => advance(view, from, reader));
    kept.delete(folder);
    kept.set(folder, turn);
    await forgetOldest();
    return turn;
  };

  const forgetOldest = async (): Promise<void> => {
    for (const [folder] of kept) {
      if (kept.size <= MOST_VIEWS) break;
      kept.delete(folder);
      await rm(folder, { recursive: true, force: true });
    }
  };

  return { refresh };
};

/** One set of repositories for each folder: a process has one. */
const made = new Map<string, ReturnType<typeof views>>();

/** The handbook as this reader may see it now. */
export const viewOf = ({ db, files, cache }: Sources & Pick<Services, 'cache'>, reader: Principal): Promise<View> => {
  const known = made.get(cache) ?? views(cache);
  made.set(cache, known);
  return known.refresh({ db, files }, reader);
};

/** Readers who hold the same keys, of those by which pages are seen, share a view. */
const nameOf = async (db: Db, reader: Principal): Promise<string> => {
  const inUse = new Set(await keysInUse(db, reader));
  const keys = reader.keys.filter((key) => inUse.has(key)).toSorted();
  return hash('sha256', [reader.org, ...keys].join('\n'), 'hex').slice(0, 40);
};

const load = async (folder: string): Promise<Kept> => {
  const said = JSON.parse(await readFile(join(folder, SNAPSHOT), 'utf8')) as Snapshot;
  const tip = await tipOf(folder);
  if (said.form !== FORM || said.tip !== tip) throw new Error('the repository is not as it was left');
  return { folder, tip, cursor: said.cursor, directoryVersion: said.directoryVersion, history: history(said.history) };
};

interface Snapshot extends Pick<Kept, 'tip' | 'cursor' | 'directoryVersion'> {
  readonly form: number;
  readonly history: HistorySnapshot;
}

const begin = async (folder: string): Promise<Kept> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const made = await git(['init', '--bare', '--quiet', '--initial-branch=main', '--template=', '.'], { in: folder });
  if (made.code !== 0) throw new Error(`git could not make a repository: ${made.said}`);
  return { folder, tip: null, cursor: BEGINNING, directoryVersion: -1, history: history(null) };
};

const advance = async (view: Kept, from: Sources, reader: Principal): Promise<Kept> => {
  const { db } = from;
  let { tip, cursor } = view;
  const { folder } = view;
  let revealed = view.cursor !== BEGINNING && view.directoryVersion !== reader.directoryVersion;
  for (;;) {
    const events = await historyAfter(db, reader, cursor, PAGE);
    const last = events.at(-1);
    if (!last) break;
    revealed ||= view.cursor !== BEGINNING && view.history.reveals(events);
    for (const some of parts(events)) {
      const commits = view.history.fold(await Promise.all(some.map((event) => withBytes(event, from, reader))));
      if (commits.length === 0) continue;
      const done = await git(['fast-import', '--quiet', '--done', '--date-format=raw'], {
        in: folder,
        input: iterate(fastImport(BRANCH, tip, commits)),
        limit: 10 * 60_000,
      });
      if (done.code !== 0) throw new Error(`git could not take the history: ${done.said.slice(0, 500)}`);
      tip = done.out.toString('latin1').trim() || tip;
    }
    cursor = [last.xid, last.position];
    if (events.length < PAGE) break;
  }
  if (revealed && (await seesOthers(view.history, db, reader))) return advance(await begin(folder), from, reader);
  const next: Kept = { folder, tip, cursor, directoryVersion: reader.directoryVersion, history: view.history };
  const same = cursor === view.cursor && next.directoryVersion === view.directoryVersion;
  if (!same) await keep(next);
  return next;
};

/** What a process needs to make a view. */
export type Sources = Pick<Services, 'db' | 'files'>;

/** So many bytes of files are in memory at a time. */
const MOST_AT_ONCE = 48 * 1024 * 1024;

/** The events in their order, in parts whose files fit into memory. */
function* parts(events: readonly HistoryRow[]): Generator<readonly HistoryRow[]> {
  let part: HistoryRow[] = [];
  let size = 0;
  for (const event of events) {
    const more = contentOf(event)?.size ?? 0;
    if (part.length > 0 && size + more > MOST_AT_ONCE) {
      yield part;
      [part, size] = [[], 0];
    }
    part.push(event);
    size += more;
  }
  yield part;
}

const contentOf = ({ kind, seen, body }: HistoryRow): Pick<Content, 'hash' | 'size'> | null => {
  if (kind !== 'file' || !seen || !('hash' in body && 'size' in body)) return null;
  const { hash: of, size } = body;
  return typeof of === 'string' && typeof size === 'number' ? { hash: of, size } : null;
};

const withBytes = async (event: HistoryRow, { files }: Sources, { org }: Principal): Promise<HistoryRow> => {
  const content = contentOf(event);
  if (!content) return event;
  const bytes = await files.read(org, content.hash, 0, content.size);
  return bytes ? { ...event, bytes } : event;
};

const seesOthers = async ({ known }: History, db: Db, reader: Principal): Promise<boolean> => {
  const now = await seenNow(db, reader);
  return now.length !== known.size || now.some((id) => !known.has(id));
};

const keep = async ({ folder, tip, cursor, directoryVersion, history: made }: Kept): Promise<void> => {
  const snapshot: Snapshot = { form: FORM, tip, cursor, directoryVersion, history: made.snapshot() };
  const path = join(folder, SNAPSHOT);
  await writeFile(`${path}.new`, JSON.stringify(snapshot), { mode: 0o600 });
  await rename(`${path}.new`, path);
};

const tipOf = async (folder: string): Promise<string | null> => {
  const { code, out } = await git(['rev-parse', '--verify', '--quiet', BRANCH], { in: folder });
  return code === 0 ? out.toString('latin1').trim() : null;
};

async function* iterate(pieces: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* pieces;
}
