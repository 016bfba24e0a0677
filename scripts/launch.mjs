import { spawn } from 'node:child_process';
import { environment, giveUp, node, root } from './prepare.mjs';

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/**
 * Runs a program of ours on Node 26: in the place of this process where its Node can hand it over, else as a child that hears every signal
 * that this process hears. Whoever stops the one stops the other, at a terminal, in the background, or under npm.
 * @param {string[]} args @param {{ readonly inPlace?: boolean }} [how]
 */
export const launch = (args, { inPlace = true } = {}) => {
  process.chdir(root);
  if (inPlace && typeof process.execve === 'function') process.execve(node, ['node', ...args], environment);
  const child = spawn(node, args, { stdio: 'inherit', env: environment });
  // Ctrl-C reaches the child by itself too: it takes the second for the first.
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => giveUp(`Node 26 does not start: ${error.message}`));
  child.once('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
};
