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

/** Installs Debian's Chromium where that is possible. Returns whether it did. */
export const installChromium = () => installFromDebian(['chromium', 'fonts-liberation']);

export const HOW_TO_GET_CHROMIUM = `No Chromium for the tests that use a browser. Any one of these helps:
  on Debian           sudo apt-get install chromium
  on macOS            brew install --cask chromium
  anywhere            npx playwright-core install chromium, then CHROMIUM=/path/to/it npm test
  somewhere already   CHROMIUM=/path/to/chromium npm test`;
