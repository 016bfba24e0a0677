import { join } from 'node:path';
import { everyKey, filesOf } from '#practices/export';
import { handbookRepository } from '#practices/handbook';
import { readConfig } from '#server/config.ts';
import { fileStore } from '#server/files.ts';
import { directorySource, takes } from '#server/practices.ts';
import type { Db, Principal } from '#server/route.ts';
import { openPool, type Pool } from '#store/connection.ts';
import { directories } from '#store/directory.ts';
import { startEmbedded } from '#store/embedded.ts';
import { pending } from '#store/migrate.ts';
import { DatabaseTrouble, inSentences, suitable } from '#store/suitable.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import type { Exported } from './export-folder.ts';
import type { Source } from './export.ts';

/** For whoever keeps the installation: from the database itself, whoever may see what. `folder`: for what is made on the way. */
export const everything = async (folder: string, take: (source: Source) => Promise<Exported>): Promise<Exported> => {
  const { databaseUrl, data } = readConfig(process.env);
  const embedded = databaseUrl === null ? await startEmbedded({ folder: join(data, 'postgres') }) : null;
  const url = databaseUrl ?? embedded?.url ?? '';
  const pool = openPool(url, { max: 2, name: 'proceed export' });
  try {
    await inSentences(url, async () => {
      await suitable(pool);
      const missing = await pending(pool);
      if (missing.length > 0)
        throw new DatabaseTrouble({
          found: `This database was not made ready for this version of Proceed (${missing.length} migrations to run)`,
          mend: 'Start the server once, which runs them.',
        });
    });
    const db: Db = {
      rows: async <Row>({ text, values }: Parameters<Db['rows']>[0]) =>
        (await pool.query({ text, values: [...values] })).rows as Row[],
    };
    const reader = await keeper(pool, db);
    const known = directories(directorySource);
    const services = {
      db,
      files: fileStore(pool),
      directory: (org: string) => known.get(pool, org, reader.directoryVersion),
      cache: folder,
    };
    const { folder: handbook } = await handbookRepository(services, reader);
    const { name } = await services.directory(reader.org);
    return await take({
      organization: name,
      files: filesOf(takes, true)(services, reader),
      handbook: { from: handbook, env: {} },
    });
  } finally {
    await pool.end();
    await embedded?.stop();
  }
};

/** Somebody who sees whatever anybody sees. */
const keeper = async (pool: Pool, db: Db): Promise<Principal> => {
  const { rows } = await pool.query<{ id: string; version: string; now: Date }>({
    text: 'select id, directory_version as version, proceed_now() as now from organizations order by id',
  });
  const [organization] = rows;
  if (!organization) throw new Error('There is no organization in this database yet.');
  if (rows.length > 1) throw new Error('There are several organizations in this database; export each as one of its stewards.');
  return {
    org: organization.id,
    actor: SYSTEM,
    keys: await everyKey(db, organization.id),
    role: 'steward',
    via: 'key',
    scopes: [],
    session: '',
    account: '',
    at: organization.now.getTime(),
    directoryVersion: Number(organization.version),
    head: null,
  };
};
