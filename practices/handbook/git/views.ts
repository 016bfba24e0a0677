import { hash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Db, Principal, Services } from '#server/route.ts';
import type { Content } from '../file.ts';
import { fastImport } from './commits.ts';
import { git } from './git.ts';
import type { History } from './history.ts';
import { BEGINNING, beginView, goAhead, keepView, loadView, type KeptView, type View } from './kept-view.ts';
import { historyAfter, keysInUse, seenNow, type HistoryRow } from './queries.ts';
import { ownFolder } from './own-folder.ts';
import { joinPacks } from './packs.ts';
import { BRANCH } from './receive.ts';

const PAGE = 500;
/** So many views are kept on the disk of a process; the one that was not asked for longest goes. */
const MOST_VIEWS = 64;
/** ms. So long after a change at most, a view is kept for the next process. */
const KEEPING = 2_000;

/**
 * Repositories are made from the stream, one for all who see the same, and only ever appended to: the same events always give the same
 * commits, in any process. When somebody comes to see what they did not see, or no longer sees what they saw, the view is made anew.
 */
const views = (cache: string) => {
  const kept = new Map<string, Promise<KeptView>>();
  /** Repositories whose packs are being joined: nobody takes them away meanwhile. */
  const joining = new Map<string, Promise<void>>();
  const changed = new Set<string>();
  let home: Promise<string> | null = null;

  const refresh = async (from: Sources, reader: Principal): Promise<View> => {
    home ??= ownFolder(join(cache, 'handbook')).catch((error: unknown) => {
      home = null;
      throw error;
    });
    const folder = join(await home, `${await nameOf(from.db, reader)}.git`);
    const begin = async (): Promise<KeptView> => {
      await joining.get(folder);
      return beginView(folder);
    };
    // One after another for each view; what one did not see, the next does.
    const before = (kept.get(folder) ?? loadView(folder)).catch(begin);
    const turn = before.then((view) => advance(view, from, reader, begin));
    kept.delete(folder);
    kept.set(folder, turn);
    await forgetOldest();
    const view = await turn;
    if (view !== (await before)) tidyLater(folder);
    return view;
  };

  /** Whoever asked need not wait for it. */
  const tidyLater = (folder: string): void => {
    if (!joining.has(folder))
      joining.set(
        folder,
        joinPacks(folder).finally(() => joining.delete(folder)),
      );
    if (changed.has(folder)) return;
    changed.add(folder);
    setTimeout(() => {
      changed.delete(folder);
      const turn = kept.get(folder);
      if (!turn) return;
      // In its turn, so that its history is no further than its tip. What could not be kept is made anew.
      const keeping = turn.then(async (view) => {
        await keepView(view).catch(() => undefined);
        return view;
      });
      keeping.catch(() => undefined);
      kept.set(folder, keeping);
    }, KEEPING).unref();
  };

  const forgetOldest = async (): Promise<void> => {
    for (const [folder] of kept) {
      if (kept.size <= MOST_VIEWS) break;
      kept.delete(folder);
      await joining.get(folder);
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

/** A view that has come as far as the stream has: the same one, if nothing happened. */
const advance = async (view: KeptView, from: Sources, reader: Principal, begin: () => Promise<KeptView>): Promise<KeptView> => {
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
      await goAhead(view);
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
  // [safety] What somebody may no longer see does not lie in what they may ask for, not even as an object without a name.
  if (revealed && (view.behind || (await seesOthers(view.history, db, reader))))
    return advance(await begin(), from, reader, begin);
  const { directoryVersion } = reader;
  if (cursor === view.cursor && directoryVersion === view.directoryVersion) return view;
  return { folder, tip, cursor, directoryVersion, history: view.history };
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

async function* iterate(pieces: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* pieces;
}
