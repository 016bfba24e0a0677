import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { giveUp, node, onceHere, root, say, since } from './prepare.mjs';

/** What is built is made of these: a change in any of them builds it again. */
const SOURCES = [
  ...['web', 'practices', 'kernel', 'server', 'store', 'connectors'],
  ...['package-lock.json', 'package.json', 'vite.config.ts', 'vite.server.config.ts'],
];
const STAMP = join(root, 'dist', 'built');

/** Where the built web app lies. */
export const web = join(root, 'dist', 'web');
/** The built server: what `npm start` runs. */
export const server = join(root, 'dist', 'server', 'main.mjs');

/** Builds the web app into dist/web and the server into dist/server, when their sources changed. */
export const build = async () => {
  if (!isBuilt(fingerprint())) await onceHere(buildHere);
};

/** @param {string} now */
const isBuilt = (now) => now === stamp() && existsSync(join(web, 'index.html')) && existsSync(server);

const buildHere = async () => {
  const started = Date.now();
  const now = fingerprint();
  if (isBuilt(now)) return;
  say('Building the web app and the server.');
  rmSync(STAMP, { force: true });
  await Promise.all([
    vite('vite.config.ts', 'The web app could not be built.'),
    vite('vite.server.config.ts', 'The server could not be built.'),
  ]);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, now);
  say(`Built in ${since(started)}.`);
};

/** @param {string} config @param {string} sorry */
const vite = async (config, sorry) => {
  const program = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  // Whatever the shell or a test says this is: what people get is built for production.
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(node, [program, 'build', '--config', config, '--logLevel', 'warn'], { cwd: root, env });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (code !== 0) giveUp(`${out}${err}\n${sorry}`);
};

const stamp = () => {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return null;
  }
};

const fingerprint = () => {
  // The built server names the folder of its sources, for threads and what else lies beside them.
  const hash = createHash('sha256').update(root);
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
