import { describe, expect, it } from 'vitest';
import { commandPath } from '#kernel/stream/commands.ts';
import { contractDeciders, contractDirectory } from '#kernel/stream/contract-organization.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { testDatabase } from '#tests/database.ts';
import type { Pool } from './connection.ts';
import { postgresStream } from './postgres-stream.ts';
import { rebuild } from './rebuild.ts';
import { localWake } from './subscription.ts';

/** Every table that is a reading of the stream, row by row, as text. */
const readings = async (pool: Pool): Promise<Record<string, readonly unknown[]>> => {
  const tables = { artifacts: 'org, id', awaits: 'org, artifact, key', links: 'org, source, rel, target', actors: 'org, id' };
  const all: Record<string, readonly unknown[]> = {};
  for (const [table, key] of Object.entries(tables))
    all[table] = (await pool.query(`select ${table}::text as row from ${table} order by ${key}`)).rows;
  return all;
};

describe('Rebuilding', async () => {
  const { pool } = await testDatabase();

  it('makes every table anew from the events, the same as it was', async () => {
    const stream = postgresStream({ pool, directory: contractDirectory, wake: localWake() });
    const { send } = commandPath(stream, contractDeciders);
    const org = crypto.randomUUID();
    const ines = crypto.randomUUID();
    const fresh = () => crypto.randomUUID();
    await send({ id: fresh(), org, by: SYSTEM, kind: 'member', artifact: ines, name: 'join', data: 'Ines' });
    const first = fresh();
    await send({
      id: fresh(),
      org,
      by: ines,
      kind: 'lantern',
      artifact: first,
      name: 'light',
      data: { outAt: Date.now() + 1e6 },
    });
    for (let count = 0; count < 30; count += 1)
      expect(
        await send({
          id: fresh(),
          org,
          by: ines,
          kind: 'lantern',
          artifact: fresh(),
          name: 'light',
          data: { of: first, only: count % 2 === 0 },
          refs: [first],
        }),
      ).toMatchObject({ ok: { version: 1 } });
    await send({ id: fresh(), org, by: ines, kind: 'lantern', artifact: first, name: 'light', data: {} });

    const before = await readings(pool);
    await pool.query(`update artifacts set title = 'wrong', audience = '{}', next_at = null, summary = '{}', state = '{}'`);
    await pool.query('delete from links');
    await pool.query('delete from actors');
    expect(await rebuild(pool, org, contractDeciders, contractDirectory)).toBe(32);
    expect(await readings(pool)).toEqual(before);
    expect(before['links']).toHaveLength(30);
  });
});
