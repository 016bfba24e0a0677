// `npm run check`: types, lint, format, unused code and the walls between rooms, side by side.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { node, prepare, root, say, since } from './prepare.mjs';

/** @param {string} path */
const tool = (path) => [join(root, 'node_modules', ...path.split('/'))];

/** Each more thread of the compiler's works out anew much of what the others know: on two cores four take twice the processor of one. */
const CHECKERS = String(Math.min(4, Math.max(1, availableParallelism() - 1)));

const CHECKS = [
  { name: 'types', args: [...tool('typescript/lib/tsc.js'), '-p', '.', '--checkers', CHECKERS] },
  { name: 'lint', args: [...tool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'] },
  { name: 'format', args: [...tool('oxfmt/bin/oxfmt'), '--check'] },
  { name: 'unused code', args: [...tool('knip/bin/knip.js'), '--no-progress', '--no-config-hints'] },
  { name: 'boundaries', args: [...tool('vitest/vitest.mjs'), 'run', '--project', 'pure', 'tests/boundaries.test.ts'] },
];

/** @param {string[]} besides What is looked at elsewhere. @returns {Promise<boolean>} Whether all is well. */
export const check = async (besides = []) => {
  const outcomes = await Promise.all(CHECKS.filter(({ name }) => !besides.includes(name)).map(run));
  return outcomes.every(Boolean);
};

/** @param {{ name: string, args: string[] }} one @returns {Promise<boolean>} */
const run = ({ name, args }) =>
  new Promise((done) => {
    const started = Date.now();
    const child = spawn(node, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', (error) => (output += error.message));
    child.once('close', (code) => {
      say(`${code === 0 ? '✓' : '✗'} ${name} (${since(started)})`);
      if (code !== 0) say(output.trimEnd().replace(/^/gm, '  '));
      done(code === 0);
    });
  });

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = Date.now();
  await prepare();
  const good = await check();
  say(good ? `All checks pass (${since(started)}).` : `Checks failed (${since(started)}).`);
  process.exit(good ? 0 : 1);
}
