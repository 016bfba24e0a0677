import { readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { openPool } from '#store/connection.ts';
import { startEmbedded } from '#store/embedded.ts';
import { migrate } from '#store/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Its database `template_proceed` is migrated; `testDatabase` copies it. */
    readonly postgres: string;
  }
}

/** One PostgreSQL for the whole run, in memory where there is enough of it, thrown away at the end. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const room = await roomy();
  await sweep(room);
  const folder = join(room, `${PREFIX}${process.pid}`);
  const settings = { max_wal_size: '256MB', min_wal_size: '32MB', shared_buffers: '128MB' };
  const postgres = await startEmbedded({ folder: join(folder, 'postgres'), durable: false, settings });
  await makeTemplate(postgres.url);
  project.provide('postgres', postgres.url);
  return async () => {
    if ((await postgres.stop()) === 'stopped') await rm(folder, { recursive: true, force: true });
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
    const left = await startEmbedded({ folder: join(folder, 'postgres'), durable: false }).catch(() => null);
    if (left === null || (await left.stop()) === 'stopped') await rm(folder, { recursive: true, force: true });
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
