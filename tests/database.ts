import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { openPool, type Pool } from '#store/connection.ts';
import { atEnd } from './at-end.ts';

export interface TestDatabase {
  readonly url: string;
  readonly pool: Pool;
}

/**
 * A migrated, empty database of one's own on the worker's PostgreSQL, dropped after the file (or the `describe`, or the test) in which it is
 * asked for: `const { pool } = await testDatabase();` at the top, never in a `beforeAll`. For `.pg.test.ts` and `.e2e.ts` files. About 10 ms.
 */
export const testDatabase = async (): Promise<TestDatabase> => {
  const cluster = ownCluster();
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = openPool(cluster, { max: 1, name: 'tests' });
  await admin.query(`create database ${name} template template_proceed strategy file_copy`);
  const url = cluster.replace('@/proceed?', `@/${name}?`);
  const pool = openPool(url, { name });
  atEnd(async () => {
    await pool.end();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  });
  return { url, pool };
};

/** That of this worker: its files run one after the other. */
const ownCluster = (): string => {
  const url = inject('clusters')[Number(process.env['VITEST_POOL_ID']) - 1];
  if (url === undefined) throw new Error('This worker has no PostgreSQL.');
  return url;
};
