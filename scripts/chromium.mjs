import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { findProgram, installFromDebian, runnable } from './programs.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const ELSEWHERE = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser for the tests: CHROMIUM, or the first one on the path. Null when there is none. */
export const findChromium = () => {
  if (process.env.CHROMIUM) return runnable(process.env.CHROMIUM) ? process.env.CHROMIUM : null;
  return findProgram(NAMES, ELSEWHERE);
};

/** The same browser without its window, and without what only a window can show: it opens pages for a fifth of the processor. Null: none. */
export const findShell = () => findProgram(['chromium-headless-shell']);

/** Installs Debian's Chromium where that is possible. Returns whether it did. */
export const installChromium = () => installFromDebian(['chromium', 'fonts-liberation']);

/**
 * Installs the browser without its window beside it, where that is possible. `tried`: a file that says that it was not, so that nobody without a
 * network waits for it again.
 * @param {string} tried
 */
export const installShell = (tried) => {
  if (findShell() !== null || existsSync(tried) || installFromDebian(['chromium-headless-shell'])) return;
  mkdirSync(dirname(tried), { recursive: true });
  writeFileSync(tried, '');
};

export const HOW_TO_GET_CHROMIUM = `No Chromium for the tests that use a browser. Any one of these helps:
  on Debian           sudo apt-get install chromium
  on macOS            brew install --cask chromium
  anywhere            npx playwright-core install chromium, then CHROMIUM=/path/to/it npm test
  somewhere already   CHROMIUM=/path/to/chromium npm test`;
