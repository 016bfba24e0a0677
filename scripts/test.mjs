// `npm test`: installs what is missing, Chromium and Radicale too, then checks and runs every test. `npm test -- kernel/time` runs some of them.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build } from './build.mjs';
import { check } from './check.mjs';
import { findChromium, findShell, HOW_TO_GET_CHROMIUM, installChromium, installShell } from './chromium.mjs';
import { findRadicale, HOW_TO_GET_RADICALE, installRadicale } from './radicale.mjs';
import { node, prepare, root, say, since } from './prepare.mjs';

const started = Date.now();
const chosen = process.argv.slice(2);

await prepare();
// Types are read while what the tests need comes from elsewhere. The boundaries are among the tests.
const checking = chosen.length === 0 ? check(['boundaries']) : true;
const inBrowser = chosen.length === 0 || chosen.some((word) => /e2e|journeys/.test(word));
let chromium = findChromium();
if (inBrowser && !process.env.CHROMIUM) {
  if (chromium === null) {
    say('Installing Chromium, where that is possible.');
    installChromium();
  }
  installShell(join(root, 'node_modules', '.cache', 'no-headless-shell'));
  chromium = findChromium();
}
const browserless = inBrowser && chromium === null;
if (browserless) say(HOW_TO_GET_CHROMIUM);

const withCalendars = chosen.length === 0 || chosen.some((word) => /connectors|calendar|caldav/.test(word));
if (withCalendars && findRadicale() === null && !process.env.RADICALE) {
  say('Installing Radicale, where that is possible.');
  installRadicale();
}
// Without it its tests fail, and say the same.
if (withCalendars && findRadicale() === null) say(HOW_TO_GET_RADICALE);

/** @type {string[]} */
const failures = [];
if (!(await checking)) failures.push('checks');
await build();
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const without = browserless ? ['--exclude', '**/*.e2e.ts'] : [];
const shell = process.env.CHROMIUM ? null : findShell();
const browsers = { ...(chromium === null ? {} : { CHROMIUM: chromium }), ...(shell === null ? {} : { CHROMIUM_SHELL: shell }) };
const env = { ...process.env, ...browsers };
const { status } = spawnSync(node, [vitest, 'run', ...without, ...chosen], { cwd: root, stdio: 'inherit', env });
if (status !== 0) failures.push('tests');
if (browserless) failures.push('browser tests, which need Chromium (above)');

say(failures.length === 0 ? `Everything passes (${since(started)}).` : `Failed: ${failures.join(', ')} (${since(started)}).`);
process.exit(failures.length === 0 ? 0 : 1);
