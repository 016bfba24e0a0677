import { readdir } from 'node:fs/promises';
import type { Pool } from './connection.ts';

/**
 * Brings the database to the newest schema. Any number of processes may start at once: one migrates, the others wait for it.
 * Up to date, it costs one query. Returns the names of the migrations that ran.
 */
export const migrate = async (pool: Pool): Promise<readonly string[]> => {
  const names = await available();
  if (await isCurrent(pool, names)) return [];
  const [{ Kysely, PostgresDialect }, { Migrator }] = await migrator();
  // Kysely holds an advisory lock while it migrates.
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const toNewest = new Migrator({
    db,
    provider: { getMigrations },
    migrationTableName: 'migrations',
    migrationLockTableName: 'migrations_lock',
  });
  const { error, results } = await toNewest.migrateToLatest();
  if (error) throw error instanceof Error ? error : new Error(String(error));
  return (results ?? []).map(({ migrationName }) => migrationName);
};

const migrator = () => Promise.all([import('kysely'), import('kysely/migration')]);

/** Reads from the disk what `migrate` will need: where a database is being made, there is time for it. */
export const readAhead = async (): Promise<void> => {
  await Promise.all([migrator(), getMigrations()]);
};

/** Migrations that this program knows and the database has not seen: [] when it is current. */
export const pending = async (pool: Pool): Promise<readonly string[]> => {
  const done = new Set(await applied(pool));
  return (await available()).filter((name) => !done.has(name));
};

const FOLDER = new URL('./migrations/', import.meta.url);

const available = async (): Promise<readonly string[]> => {
  const files = await readdir(FOLDER);
  return files
    .filter((file) => /^\d{4}_[\w-]+\.ts$/.test(file))
    .map((file) => file.slice(0, -3))
    .toSorted();
};

const getMigrations = async () => {
  const migrations: Record<string, { up: (db: never) => Promise<void> }> = {};
  for (const name of await available()) migrations[name] = await import(new URL(`${name}.ts`, FOLDER).href);
  return migrations;
};

const applied = async (pool: Pool): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ there: boolean }>(`select to_regclass('migrations') is not null as there`);
  if (!rows[0]?.there) return [];
  return (await pool.query<{ name: string }>('select name from migrations order by name')).rows.map(({ name }) => name);
};

const isCurrent = async (pool: Pool, names: readonly string[]): Promise<boolean> => {
  const done = new Set(await applied(pool));
  return names.every((name) => done.has(name));
};
