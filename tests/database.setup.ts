import { readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openPool } from '#store/connection.ts';
import { startEmbedded, type Embedded } from '#store/embedded.ts';
import { migrate } from '#store/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A cluster for each worker. In each the database `template_proceed` is migrated; `testDatabase` copies it. */
    readonly clusters: readonly string[];
  }
}

/**
 * A PostgreSQL for each worker, in memory where there is enough of it, thrown away at the end. Readers of the stream wait for whatever is
 * being written in the same cluster, in any of its databases: so files that run side by side have clusters of their own.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const room = await roomy();
  await sweep(room);
  const folder = join(room, `${PREFIX}${process.pid}`);
  const settings = { max_wal_size: '256MB', min_wal_size: '32MB', shared_buffers: '128MB' };
  const start = async (worker: number): Promise<Embedded> => {
    const postgres = await startEmbedded({ folder: join(folder, String(worker)), durable: false, settings });
    await makeTemplate(postgres.url);
    return postgres;
  };
  const clusters = await Promise.all(Array.from({ length: project.config.maxWorkers }, (_, index) => start(index + 1)));
  project.provide(
    'clusters',
    clusters.map(({ url }) => url),
  );
  return async () => {
    const left = await Promise.all(clusters.map((one) => one.stop()));
    if (left.every((how) => how === 'stopped')) await rm(folder, { recursive: true, force: true });
  };
};

const makeTemplate = async (url: string): Promise<void> => {
  const admin = openPool(url, { max: 1 });
  const { rows } = await admin.query(`select from pg_database where datname = 'template_proceed'`);
  if (rows.length === 0) {
    await admin.query('create database template_proceed');
    const pool = openPool(url.replace('@/proceed?', '@/template_proceed?'), { max: 2 });
    await migrate(pool);
    await pool.end();
  }
  await admin.end();
};

const PREFIX = `proceed-tests-${process.getuid?.() ?? 0}-`;

const roomy = async (): Promise<string> => {
  const memory = await statfs('/dev/shm').catch(() => null);
  if (memory && memory.bavail * memory.bsize > 2e9) return '/dev/shm';
  return join(import.meta.dirname, '..', '.cache');
};

/** What runs left behind that were killed. */
const sweep = async (room: string): Promise<void> => {
  const names = await readdir(room).catch(() => []);
  for (const name of names.filter((one) => one.startsWith(PREFIX))) {
    if (isAlive(Number(name.slice(PREFIX.length)))) continue;
    const folder = join(room, name);
    const clusters = (await readdir(folder).catch(() => [])).filter((one) => !one.endsWith('.log'));
    const left = await Promise.all(clusters.map((one) => stopLeft(join(folder, one))));
    if (!left.includes('left to others')) await rm(folder, { recursive: true, force: true });
  }
};

const stopLeft = async (folder: string): Promise<'stopped' | 'left to others'> =>
  (await startEmbedded({ folder, durable: false }).catch(() => null))?.stop() ?? 'stopped';

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
