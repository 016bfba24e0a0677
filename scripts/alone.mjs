import { appendFileSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Does its work while no other process does any under the same lock, a file with the numbers of the processes that hold it. Those that
 * were killed hold nothing any more; a child that works on after its parent was killed does, once its number was added.
 * @template T
 * @param {string} lock @param {(add: (pid: number) => void) => T | Promise<T>} work
 * @param {(pid: number) => void} [waiting] Told once when another is at it.
 * @returns {Promise<T>}
 */
export const alone = async (lock, work, waiting = () => undefined) => {
  mkdirSync(dirname(lock), { recursive: true });
  let told = false;
  while (!take(lock)) {
    const held = read(lock);
    if (held === null) continue;
    const pid = held.split('\n').map(Number).find(alive);
    if (pid === undefined) {
      setAside(lock, held);
      continue;
    }
    if (!told) waiting(pid);
    told = true;
    await new Promise((done) => setTimeout(done, 100));
  }
  try {
    return await work((pid) => appendFileSync(lock, `\n${pid}`));
  } finally {
    rmSync(lock, { force: true });
  }
};

/** Whole at once: nobody reads a lock that says nothing yet. @param {string} lock */
const take = (lock) => {
  const mine = `${lock}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, lock);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
};

/** @param {string} lock */
const read = (lock) => {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return null;
  }
};

/** @param {string} lock @param {string} held */
const setAside = (lock, held) => {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    // Another one may have taken it between the two looks: then it goes back.
    if (read(aside) === held) rmSync(aside);
    else renameSync(aside, lock);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
};

/** @param {number} pid */
const alive = (pid) => {
  if (!(pid > 0)) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
};

/** @param {unknown} error */
const codeOf = (error) => (error instanceof Error && 'code' in error ? error.code : '');
