import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A program by its names: the first on the path, or at one of the places. Null when there is none.
 * @param {string[]} names
 * @param {string[]} [elsewhere]
 */
export const findProgram = (names, elsewhere = []) => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere].find(runnable) ?? null;
};

/** @param {string} path */
export const runnable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** Without a network there is no long wait for one. */
const HURRY = ['-o', 'Acquire::http::Timeout=20', '-o', 'Acquire::https::Timeout=20', '-o', 'Acquire::Retries=1'];

/**
 * Installs packages of Debian where that is possible: as root, with apt. Returns whether it did.
 * @param {string[]} packages
 */
export const installFromDebian = (packages) => {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  /** @param {string[]} args */
  const apt = (args) =>
    spawnSync('apt-get', ['-qq', ...HURRY, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  const install = ['install', '--yes', '--no-install-recommends', ...packages];
  return apt(install) || (apt(['update']) && apt(install));
};
