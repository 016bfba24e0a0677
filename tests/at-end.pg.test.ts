import { expect, it } from 'vitest';
import { testDatabase } from './database.ts';
import { testServer } from './harness/server.ts';

const here = await testServer();
const asked: { name: string; address: string } = { name: '', address: '' };

const listens = (address: string): Promise<boolean> =>
  fetch(`${address}/api/about`).then(
    () => true,
    () => false,
  );

it('a database and a second server that a test asks for are there', async () => {
  const { pool } = await testDatabase();
  asked.name = (await pool.query('select current_database() as name')).rows[0].name;
  asked.address = (await testServer({ beside: here })).address;
  expect(await listens(asked.address)).toBe(true);
});

it('and are gone with it: nothing holds a connection of the database that others share', async () => {
  expect(await listens(asked.address)).toBe(false);
  expect((await here.pool.query('select 1 from pg_database where datname = $1', [asked.name])).rowCount).toBe(0);
});
