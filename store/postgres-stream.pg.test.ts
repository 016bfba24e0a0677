import { contractDirectory } from '#kernel/stream/contract-organization.ts';
import { streamContract } from '#kernel/stream/stream.contract.ts';
import { testDatabase } from '#tests/database.ts';
import { BY_KEY, openPool } from './connection.ts';
import { postgresStream } from './postgres-stream.ts';
import { databaseWake } from './wake.ts';

streamContract('PostgreSQL', async () => {
  const { url } = await testDatabase();
  const pool = openPool(url, { settings: BY_KEY });
  const { wake, close } = databaseWake(url, pool);
  let ahead = 0;
  return {
    stream: postgresStream({ pool, directory: contractDirectory, wake }),
    advance: async (milliseconds) => {
      ahead += milliseconds;
      await pool.query(`create or replace function proceed_now() returns timestamptz language sql volatile parallel safe
                        as $$ select clock_timestamp() + interval '${ahead} milliseconds' $$`);
    },
    close: async () => {
      await close();
      await pool.end();
    },
  };
});
