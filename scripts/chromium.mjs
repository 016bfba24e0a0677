import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const ELSEWHERE = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser for the tests: CHROMIUM, or the first one on the path. Null when there is none. */
export const findChromium = () => {
  if (process.env.CHROMIUM) return runnable(process.env.CHROMIUM) ? process.env.CHROMIUM : null;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))), ...ELSEWHERE].find(runnable) ?? null;
};

/** @param {string} path */
const runnable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
};

/** Installs Debian's Chromium where that is possible: as root, with apt. Returns whether it did. */
export const installChromium = () => {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  /** @param {string[]} args */
  const apt = (args) => spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  const install = ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-liberation'];
  return apt(install) || (apt(['update']) && apt(install));
};

export const HOW_TO_GET_CHROMIUM = `No Chromium for the tests that use a browser. Any one of these helps:
  on Debian           sudo apt-get install chromium
  on macOS            brew install --cask chromium
  anywhere            npx playwright-core install chromium, then CHROMIUM=/path/to/it npm test
  somewhere already   CHROMIUM=/path/to/chromium npm test`;
