import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { giveUp, node, onceHere, root, say, since } from './prepare.mjs';

/** What is built is made of these: a change in any of them builds it again. */
const FOLDERS = ['web', 'practices', 'kernel', 'server', 'store', 'connectors'];
const FILES = ['package-lock.json', 'package.json', 'vite.config.ts', 'vite.server.config.ts'];
const STAMP = join(root, 'dist', 'built');

/** Where the built web app lies. */
export const web = join(root, 'dist', 'web');
/** The built server: what `npm start` runs. */
export const server = join(root, 'dist', 'server', 'main.mjs');

/** Builds the web app into dist/web and the server into dist/server, when their sources changed. */
export const build = async () => {
  if (!isBuilt()) await onceHere(buildHere);
};

/** Whether what lies in dist was made of these sources. Each start asks: they are only read where the file system says that one was touched. */
const isBuilt = () => {
  const { of, seen, files } = stamp();
  if (of === '' || !existsSync(join(web, 'index.html')) || !existsSync(server)) return false;
  const now = appearance();
  if (now === seen) return true;
  if (fingerprint() !== of) return false;
  keep(of, now, files);
  return true;
};

const buildHere = async () => {
  const started = Date.now();
  if (isBuilt()) return;
  const [seen, of] = [appearance(), fingerprint()];
  say('Building the web app and the server.');
  const before = stamp().files;
  rmSync(STAMP, { force: true });
  await Promise.all([
    vite('vite.config.ts', 'The web app could not be built.'),
    vite('vite.server.config.ts', 'The server could not be built.'),
  ]);
  mkdirSync(dirname(STAMP), { recursive: true });
  keep(of, seen, clear(before, started));
  say(`Built in ${since(started)}.`);
};

/** @param {string} config @param {string} sorry */
const vite = async (config, sorry) => {
  const program = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  // What the build puts aside it forgets there.
  const aside = mkdtempSync(join(tmpdir(), 'proceed-build-'));
  // Whatever the shell or a test says this is: what people get is built for production.
  const env = { ...process.env, NODE_ENV: 'production', TMPDIR: aside };
  const child = spawn(node, [program, 'build', '--config', config, '--logLevel', 'warn'], { cwd: root, env });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  rmSync(aside, { recursive: true, force: true });
  if (code !== 0) giveUp(`${out}${err}\n${sorry}`);
};

const DAY = 24 * 3_600_000;

/**
 * Removes what was neither built now nor by the build before, nor within a day: a server that was started on it may load it yet.
 * @param {readonly string[]} before @param {number} started @returns {string[]} what was built now
 */
const clear = (before, started) => {
  const folder = dirname(server);
  const built = readdirSync(folder).map((name) => ({ name, at: statSync(join(folder, name)).mtimeMs }));
  for (const { name, at } of built) if (at < started - DAY && !before.includes(name)) rmSync(join(folder, name));
  return built.filter(({ at }) => at >= started).map(({ name }) => name);
};

/** @returns {{ of: string, seen: string, files: readonly string[] }} */
const stamp = () => {
  try {
    const [of = '', seen = '', ...files] = readFileSync(STAMP, 'utf8').trim().split('\n');
    return { of, seen, files };
  } catch {
    return { of: '', seen: '', files: [] };
  }
};

/** @param {string} of @param {string} seen @param {readonly string[]} files */
const keep = (of, seen, files) => {
  try {
    writeFileSync(STAMP, `${[of, seen, ...files].join('\n')}\n`);
  } catch {
    // Of a clone that this user may only read: it is looked at anew each time.
  }
};

/** What the sources say. */
const fingerprint = () => hashOf((hash, path) => hash.update(`${path}\0`).update(readFileSync(join(root, path))));

/** How they look to the file system: whoever writes to one changes it. */
const appearance = () =>
  hashOf((hash, path) => {
    const { size, mtimeMs, ctimeMs, ino } = statSync(join(root, path));
    hash.update(`${path}\0${size} ${mtimeMs} ${ctimeMs} ${ino}\0`);
  });

/** @typedef {import('node:crypto').Hash} Hash */

/** @param {(hash: Hash, path: string) => void} add */
const hashOf = (add) => {
  // The built server names the folder of its sources, for threads and what else lies beside them.
  const hash = createHash('sha256').update(root);
  for (const path of FOLDERS) addBelow(hash, path, add);
  for (const path of FILES) add(hash, path);
  return hash.digest('hex');
};

/** @param {Hash} hash @param {string} folder @param {(hash: Hash, path: string) => void} add */
const addBelow = (hash, folder, add) => {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addBelow(hash, path, add);
    else if (!/\.(test|e2e)\.tsx?$/.test(entry.name)) add(hash, path);
  }
};
