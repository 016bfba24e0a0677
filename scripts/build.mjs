import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { giveUp, node, onceHere, root, say, since } from './prepare.mjs';

/** What the web app is made of: a change in any of it builds it again. */
const SOURCES = ['web', 'practices', 'kernel', 'package-lock.json', 'package.json', 'vite.config.ts'];
const STAMP = join(root, 'dist', 'web.stamp');

/** Where the built web app lies. */
export const web = join(root, 'dist', 'web');

/** Builds the web app into dist/web when its sources changed. */
export const build = async () => {
  if (!isBuilt(fingerprint())) await onceHere(buildHere);
};

/** @param {string} now */
const isBuilt = (now) => now === stamp() && existsSync(join(web, 'index.html'));

const buildHere = () => {
  const started = Date.now();
  const now = fingerprint();
  if (isBuilt(now)) return;
  say('Building the web app.');
  rmSync(STAMP, { force: true });
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  // Whatever the shell or a test says this is: what people get is built for production.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, stdout, stderr } = spawnSync(node, [vite, 'build', '--logLevel', 'warn'], { cwd: root, encoding: 'utf8', env });
  if (status !== 0) giveUp(`${stdout}${stderr}\nThe web app could not be built.`);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, now);
  say(`Built in ${since(started)}.`);
};

const stamp = () => {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return null;
  }
};

const fingerprint = () => {
  const hash = createHash('sha256');
  for (const source of SOURCES) add(hash, source);
  return hash.digest('hex');
};

/** @param {import('node:crypto').Hash} hash @param {string} path */
const add = (hash, path) => {
  let entries;
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch {
    hash.update(`${path}\0`).update(readFileSync(join(root, path)));
    return;
  }
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!/\.(test|e2e)\.tsx?$/.test(entry.name)) add(hash, `${path}/${entry.name}`);
  }
};
