import { rmSync } from 'node:fs';
import { link, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';

/**
 * A folder that no other living process writes in: `folder`, or beside it one that goes with this process, where another one on this data has it.
 * Repositories are made by one process at a time; two would take them from under each other.
 */
export const ownFolder = async (folder: string): Promise<string> => {
  const lock = `${folder}.lock`;
  const own = `${folder}.${process.pid}.lock`;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (await taken(lock)) return leaving(folder, lock);
  if (await left(lock)) {
    // Whoever renames it has it; should it be somebody's who was faster, it is given back.
    const moved = await rename(lock, own).then(
      () => true,
      () => false,
    );
    const stale = moved && (await left(own));
    if (moved && !stale) await link(own, lock).catch(() => undefined);
    if (moved) await rm(own, { force: true });
    if (stale && (await taken(lock))) return leaving(folder, lock);
  }
  const other = await mkdtemp(`${folder}-`);
  return leaving(other, other);
};

const taken = (lock: string): Promise<boolean> =>
  writeFile(lock, JSON.stringify({ host: hostname(), pid: process.pid }), { flag: 'wx', mode: 0o600 }).then(
    () => true,
    () => false,
  );

/** Whether the process that wrote it is gone. Of another machine's nobody can tell. */
const left = async (lock: string): Promise<boolean> => {
  const { host, pid } = await readFile(lock, 'utf8')
    .then((text) => JSON.parse(text) as { readonly host?: unknown; readonly pid?: unknown })
    .catch(() => ({ host: null, pid: null }));
  if (host !== hostname() || typeof pid !== 'number') return false;
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
};

const leaving = (folder: string, goes: string): string => {
  process.once('exit', () => rmSync(goes, { recursive: true, force: true }));
  return folder;
};
