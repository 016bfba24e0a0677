import { readdir } from 'node:fs/promises';
import type { Pool } from './connection.ts';
import { DatabaseTrouble, type Trouble } from './suitable.ts';

/**
 * Brings the database to the newest schema. Any number of processes may start at once: one migrates, the others wait for it.
 * Up to date, it costs one query. Returns the names of the migrations that ran. Throws DatabaseTrouble where a newer program migrated it.
 */
export const migrate = async (pool: Pool): Promise<readonly string[]> => {
  const names = await available();
  const done = await applied(pool);
  const trouble = madeByNewer(done, names);
  if (trouble) throw new DatabaseTrouble(trouble);
  if (names.every((name) => done.includes(name))) return [];
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

/** Migrations that this program knows and the database has not seen: [] when it is current. Throws as `migrate` does. */
export const pending = async (pool: Pool): Promise<readonly string[]> => {
  const [done, names] = [await applied(pool), await available()];
  const trouble = madeByNewer(done, names);
  if (trouble) throw new DatabaseTrouble(trouble);
  return names.filter((name) => !done.includes(name));
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

/** An older program would write past what the newer one has changed. */
const madeByNewer = (done: readonly string[], names: readonly string[]): Trouble | null => {
  const foreign = done.filter((name) => !names.includes(name));
  if (foreign.length === 0) return null;
  return {
    found: `A newer version of Proceed has migrated this database (${foreign.join(', ')})`,
    mend: 'Run that version (`git pull`), or bring back the backup from before it.',
  };
};
