import { describe, expect, it } from 'vitest';
import { testDatabase } from '#tests/database.ts';
import { openPool } from './connection.ts';
import { migrate, pending } from './migrate.ts';

describe('Migrations', async () => {
  const { url, pool } = await testDatabase();

  it('run once when several processes start at once on an empty database', async () => {
    const name = `fresh_${crypto.randomUUID().replaceAll('-', '')}`;
    await pool.query(`create database ${name}`);
    const pools = [1, 2, 3].map(() => openPool(url.replace(/@\/[^?]*/, `@/${name}`)));
    const ran = await Promise.all(pools.map((one) => migrate(one)));
    const first = pools[0];
    expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
    expect(first && (await pending(first))).toEqual([]);
    await Promise.all(pools.map((one) => one.end()));
    await pool.query(`drop database ${name}`);
  });

  it('leave alone what a newer version has migrated, and say so', async () => {
    await pool.query(`insert into migrations (name, timestamp) values ('9999_later', '2027-01-01')`);
    for (const ask of [migrate, pending])
      await expect(ask(pool)).rejects.toMatchObject({
        name: 'DatabaseTrouble',
        message: expect.stringMatching(
          /^A newer version of Proceed has migrated this database \(9999_later\)\. Run that version/,
        ),
      });
    await pool.query(`delete from migrations where name = '9999_later'`);
  });

  it('cost nothing when there is nothing to do', async () => {
    expect(await migrate(pool)).toEqual([]);
  });
});
