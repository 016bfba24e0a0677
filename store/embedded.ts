import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstat, mkdir, open, readFile, readlink, realpath, rename, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { asUser, configure, createCluster, environment, findCluster, type Cluster } from './cluster.ts';
import { isAway } from './connection.ts';

export interface EmbeddedOptions {
  /** The cluster's folder, made when missing. Its log lies beside it: `postgres.log`. */
  readonly folder: string;
  /** False only for tests that are thrown away: no fsync. Default true. */
  readonly durable?: boolean;
  /** PostgreSQL settings over the defaults of store/cluster.ts. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told what happens by itself: `PostgreSQL went away; starting it again`. */
  readonly tell?: (sentence: string) => void;
  /** Told, once or more, that PostgreSQL is made or starts by itself from here on: this process may be busy with something else. */
  readonly underWay?: () => void;
}

export interface Embedded {
  /** For `openPool`, psql and pgbench alike. */
  readonly url: string;
  readonly pid: number;
  /** It ran already: left by a server that was killed, or started by another server on this folder. */
  readonly adopted: boolean;
  /** Stops PostgreSQL, unless another server on this folder still uses it. */
  stop(): Promise<'stopped' | 'left to others'>;
}

/**
 * A real PostgreSQL in one folder, started with the server.
 *
 *     absent ──► starting ──► ready ──► stopped          by the last server that stops
 *                   ▲           │
 *                   └── lost ◄──┘                        PostgreSQL was killed: any server starts it again
 *
 * PostgreSQL's own postmaster.pid decides races: of two processes that start it, one wins and the other adopts. Each server holds
 * a shared advisory lock over one connection; whoever gets the exclusive one at the end was the last, and stops it.
 */
export const startEmbedded = async (options: EmbeddedOptions): Promise<Embedded> => {
  const folder = resolve(options.folder);
  await mkdir(dirname(folder), { recursive: true });
  const cluster = await findCluster(folder);
  await createCluster(cluster, options.durable ?? true, options.underWay);
  const url = socketUrl(await socketFolder(await realpath(folder)));
  const tell = options.tell ?? (() => undefined);

  let held = await hold(cluster, url, options);
  const adopted = !held.started;
  let stopping = false;
  let reviving: Promise<void> | null = null;

  const revive = async (): Promise<void> => {
    while (!stopping) {
      try {
        held = await hold(cluster, url, options);
        return tell(`PostgreSQL is back (process ${held.pid}).`);
      } catch (error) {
        tell(`PostgreSQL does not come back: ${error instanceof Error ? error.message : String(error)} Trying again.`);
        await sleep(1000);
      }
    }
  };
  const watch = (): void => {
    held.keeper.once('end', () => {
      if (stopping) return;
      tell('PostgreSQL went away; starting it again.');
      reviving = revive().then(watch);
    });
  };
  watch();

  return {
    url,
    get pid() {
      return held.pid;
    },
    adopted,
    stop: async () => {
      stopping = true;
      await reviving;
      return release(held, folder);
    },
  };
};

/** Who holds the folder, by the pid file that a postmaster keeps there: its number and, in the eighth line, how far it is. */
interface Holder {
  /**
   * `ghost`: a file that keeps PostgreSQL from starting though nobody is there. Its process is dead, but its parent never asked how it
   * ended; or the file says nothing, as after a power cut.
   */
  readonly state: 'nobody' | 'ghost' | 'other program' | 'starting' | 'ready';
  readonly pid: number;
  readonly text: string;
}

const holderOf = async (folder: string): Promise<Holder> => {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => null);
  if (text === null) return { state: 'nobody', pid: 0, text: '' };
  const pid = Number.parseInt(text, 10);
  if (!(pid > 0)) return { state: 'ghost', pid: 0, text };
  if (!alive(pid)) return { state: 'nobody', pid: 0, text };
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  if (words === '') return { state: 'ghost', pid, text };
  if (!basename(words.split('\0')[0] ?? '').startsWith('postgres')) return { state: 'other program', pid, text };
  return { state: text.split('\n')[7]?.trim() === 'ready' ? 'ready' : 'starting', pid, text };
};

/** The advisory lock that every server on a folder shares. */
const KEEPERS = 7_203_115;

interface Held {
  readonly keeper: pg.Client;
  readonly pid: number;
  readonly started: boolean;
}

/** Connects, starting PostgreSQL when nobody does. Gives up when for 20 s nothing has come of it. */
const hold = async (cluster: Cluster, url: string, options: EmbeddedOptions): Promise<Held> => {
  let until = performance.now() + 20_000;
  let child: Postmaster | null = null;
  let trouble = '';
  while (performance.now() < until) {
    const holder = await holderOf(cluster.folder);
    if (holder.state === 'ready' || holder.state === 'starting') options.underWay?.();
    if (holder.state === 'ready') {
      const keeper = await connect(url);
      if (keeper) return { keeper, pid: holder.pid, started: child?.process.pid === holder.pid };
    } else if (holder.state === 'starting') {
      // Recovering after a kill takes as long as it takes.
      until = performance.now() + 20_000;
    } else if (holder.state === 'other program') {
      await setAside(cluster.folder, holder);
    } else if (child?.exited) {
      trouble = await lastWords(child.log);
      child = null;
      if (holder.state === 'ghost') await setAside(cluster.folder, holder);
      await sleep(100);
    } else if (child === null) {
      await configure(cluster, options.durable ?? true, options.settings ?? {});
      child = await launch(cluster);
      options.underWay?.();
    }
    await sleep(child ? 3 : 20);
  }
  throw new Error(`PostgreSQL did not start in ${cluster.folder}. ${trouble}`.trim());
};

const connect = async (url: string): Promise<pg.Client | null> => {
  const keeper = new pg.Client({ connectionString: url, application_name: 'proceed keeper' });
  keeper.on('error', () => undefined);
  try {
    await keeper.connect();
    await keeper.query('select pg_advisory_lock_shared($1)', [KEEPERS]);
    return keeper;
  } catch (error) {
    await keeper.end().catch(() => undefined);
    if (codeOf(error) === '3D000') await nameDatabase(url);
    else if (!isAway(error)) throw error;
    return null;
  }
};

/** A new cluster has a database `postgres`; giving it our name takes 2 ms where another one would take 200. */
const nameDatabase = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url.replace('@/proceed?', '@/template1?') });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('alter database postgres rename to proceed');
  } catch (error) {
    // 3D000, 42P04: another process was first. 55006: it is at it.
    if (!['3D000', '42P04', '55006'].includes(codeOf(error)) && !isAway(error)) throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
};

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const release = async ({ keeper, pid }: Held, folder: string): Promise<'stopped' | 'left to others'> => {
  try {
    await keeper.query('select pg_advisory_unlock_shared($1)', [KEEPERS]);
    const { rows } = await keeper.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [KEEPERS]);
    if (rows[0]?.last !== true) return 'left to others';
    process.kill(pid, 'SIGINT');
    while ((await holderOf(folder)).pid === pid) await sleep(5);
    return 'stopped';
  } catch (error) {
    // It is gone already; nobody needs to stop it.
    if (isAway(error)) return 'stopped';
    throw error;
  } finally {
    await keeper.end().catch(() => undefined);
  }
};

interface Postmaster {
  readonly process: ChildProcess;
  readonly log: string;
  exited: boolean;
}

/** In a session of its own: Ctrl-C reaches the server alone, which then stops PostgreSQL after its last write. */
const launch = async (cluster: Cluster): Promise<Postmaster> => {
  const log = join(dirname(cluster.folder), `${basename(cluster.folder)}.log`);
  const size = await stat(log).then(
    (file) => file.size,
    () => 0,
  );
  if (size > 8_000_000) await rename(log, `${log}.1`);
  const file = await open(log, 'a', 0o600);
  const { command, args, options } = asUser(cluster, cluster.postgres, ['-D', cluster.folder]);
  const child = spawn(command, args, { ...options, env: environment(), detached: true, stdio: ['ignore', file.fd, file.fd] });
  const postmaster: Postmaster = { process: child, log, exited: false };
  child.once('error', () => (postmaster.exited = true));
  child.once('exit', () => (postmaster.exited = true));
  child.unref();
  await file.close();
  return postmaster;
};

const lastWords = async (log: string): Promise<string> => {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-3).join(' ');
};

/** Takes a pid file away that holds nothing any more, so that PostgreSQL starts. */
const setAside = async (folder: string, stale: Holder): Promise<void> => {
  const path = join(folder, 'postmaster.pid');
  const aside = `${path}.stale-${process.pid}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  // Another process may have started PostgreSQL between the two looks: then its file goes back.
  if ((await readFile(aside, 'utf8')) === stale.text) await rm(aside);
  else await rename(aside, path);
};

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const socketUrl = (folder: string): string => `postgresql://proceed@/proceed?host=${encodeURIComponent(folder)}`;

/** A socket's path may have 107 bytes. A longer folder is reached through a link in a private folder of the temporary one. */
const socketFolder = async (folder: string): Promise<string> => {
  if (Buffer.byteLength(join(folder, '.s.PGSQL.5432')) <= 103) return folder;
  const room = join(tmpdir(), `proceed-${process.getuid?.() ?? 0}`);
  await mkdir(room, { mode: 0o700 }).catch(() => undefined);
  const found = await lstat(room);
  if (!found.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) {
    throw new Error(`${room} is not a folder of this user. Remove it, or choose a PROCEED_DATA with a shorter path.`);
  }
  const link = join(room, createHash('sha256').update(folder).digest('hex').slice(0, 16));
  await symlink(folder, link).catch(() => undefined);
  if ((await readlink(link)) !== folder) throw new Error(`${link} leads elsewhere than to ${folder}. Remove it.`);
  return link;
};
