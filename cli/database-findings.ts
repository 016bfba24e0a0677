import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '#server/config.ts';
import { folderTrouble } from '#server/data-folder.ts';
import { findCluster } from '#store/cluster.ts';
import { openPool, type Pool } from '#store/connection.ts';
import { startEmbedded } from '#store/embedded.ts';
import { pending } from '#store/migrate.ts';
import { DatabaseTrouble, place, suitable, troubleOf } from '#store/suitable.ts';
import { warning, well, wrong, type Finding } from './finding.ts';

const CHECK = 'PostgreSQL';

/** Where there is a database already it is asked; an embedded one that sleeps is woken for that and put to sleep again. */
export const examineDatabase = async ({ databaseUrl, data }: Config): Promise<readonly Finding[]> => {
  if (databaseUrl !== null) return ask(databaseUrl, 'DATABASE_URL');
  const folder = join(data, 'postgres');
  // The finding about the data folder says it all.
  if (await folderTrouble(data)) return [];
  try {
    if ((await stat(join(folder, 'PG_VERSION')).catch(() => null)) === null) {
      await findCluster(folder);
      return [well(CHECK, `embedded, made at the first start in ${folder}`)];
    }
    const postgres = await startEmbedded({ folder });
    try {
      return await ask(postgres.url, postgres.adopted ? 'embedded, running' : 'embedded');
    } finally {
      await postgres.stop();
    }
  } catch (error) {
    return [
      wrong(
        CHECK,
        isFull(error) ? 'there is no room to start it: the disk is full' : error instanceof Error ? error.message : String(error),
        'Mend what the sentence names; the log beside the data says more (postgres.log).',
      ),
    ];
  }
};

const isFull = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOSPC';

const ask = async (url: string, origin: string): Promise<readonly Finding[]> => {
  const pool = openPool(url, { max: 1, name: 'proceed doctor', patience: 2000 });
  try {
    const version = await Promise.race([suitable(pool), noAnswer(url)]);
    return [well(CHECK, `${version} (${origin})`), await durable(pool), await clock(pool), await schema(pool)];
  } catch (error) {
    const { found, mend } = troubleOf(error, url) ?? {
      found: error instanceof Error ? error.message : String(error),
      mend: 'Is it running, and may this user reach it? DATABASE_URL has the form postgresql://user:password@host:5432/database.',
    };
    return [wrong(CHECK, `${found} (${origin})`, mend)];
  } finally {
    await Promise.race([pool.end(), sleep(1000, null, { ref: false })]);
  }
};

const PATIENCE = 8000;

/** Where a firewall swallows what is sent, nothing ever comes back. */
const noAnswer = async (url: string): Promise<never> => {
  await sleep(PATIENCE, null, { ref: false });
  throw new DatabaseTrouble({
    found: `The database at ${place(url)} does not answer in ${PATIENCE / 1000} s`,
    mend: 'Is the host right in DATABASE_URL, and does a firewall let this machine through?',
  });
};

const durable = async (pool: Pool): Promise<Finding> => {
  const check = 'Durability';
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes')`,
  );
  const off = rows.filter(({ setting }) => setting === 'off').map(({ name }) => name);
  if (off.length === 0) return well(check, 'what is acknowledged is on the disk');
  return wrong(check, `${off.join(', ')} off`, 'Turn them on in postgresql.conf: what was acknowledged can be lost.');
};

/** [safety] The database's clock decides. A skew shows in what this machine's clock shows to people. */
const clock = async (pool: Pool): Promise<Finding> => {
  const check = 'Clock';
  const sent = Date.now();
  const { rows } = await pool.query<{ now: number }>('select extract(epoch from clock_timestamp())::float8 * 1000 as now');
  const skew = Math.abs((rows[0]?.now ?? 0) - (sent + Date.now()) / 2);
  const found = `${(skew / 1000).toFixed(1)} s between this machine and the database`;
  return skew < 2000 ? well(check, found) : warning(check, found, 'Let both keep time by NTP.');
};

const schema = async (pool: Pool): Promise<Finding> => {
  const check = 'Schema';
  const missing = await pending(pool).catch((error: unknown) => {
    if (error instanceof DatabaseTrouble) return error.trouble;
    throw error;
  });
  if ('found' in missing) return wrong(check, missing.found, missing.mend);
  return missing.length === 0
    ? well(check, 'up to date')
    : warning(check, `${missing.length} migrations to run: ${missing.join(', ')}`, 'The next start of the server runs them.');
};
