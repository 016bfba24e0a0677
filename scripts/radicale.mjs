import { findProgram, installFromDebian, runnable } from './programs.mjs';

/** The calendar server for the tests: RADICALE, or the first one on the path. Null when there is none. */
export const findRadicale = () => {
  if (process.env.RADICALE) return runnable(process.env.RADICALE) ? process.env.RADICALE : null;
  return findProgram(['radicale']);
};

/** Installs Debian's Radicale where that is possible. Returns whether it did. */
export const installRadicale = () => installFromDebian(['radicale']);

export const HOW_TO_GET_RADICALE = `No Radicale, the calendar server that CalDAV is tested against. Any one of these helps:
  on Debian           sudo apt-get install radicale
  anywhere            python3 -m pip install radicale
  somewhere already   RADICALE=/path/to/radicale npm test`;
