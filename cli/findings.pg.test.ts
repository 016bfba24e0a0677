import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import { secretKey } from '#server/secret.ts';
import { openPool } from '#store/connection.ts';
import { startEmbedded } from '#store/embedded.ts';
import { migrate } from '#store/migrate.ts';
import { testDatabase } from '#tests/database.ts';
import { examine } from './findings.ts';

const { url } = await testDatabase();
const data = await mkdtemp(join(tmpdir(), 'proceed doctor '));
await writeFile(join(data, 'empty.env'), '');
afterAll(() => rm(data, { recursive: true, force: true }));
afterAll(() => vi.unstubAllEnvs());

beforeEach(() => {
  vi.stubEnv('PROCEED_CONFIG', join(data, 'empty.env'));
  vi.stubEnv('PROCEED_DATA', data);
  vi.stubEnv('PROCEED_PORT', '0');
  vi.stubEnv('DATABASE_URL', '');
});

const found = async (check: string) => (await examine()).find((finding) => finding.check === check);

it('says that a new installation makes its database and key by itself', async () => {
  expect(await found('PostgreSQL')).toMatchObject({ state: 'well', found: expect.stringContaining('made at the first start') });
  expect(await found('Secret key')).toMatchObject({ state: 'well', found: expect.stringContaining('made at the first start') });
});

it('wakes a sleeping database to look at it, and lets it sleep again', async () => {
  const folder = join(data, 'postgres');
  await (await startEmbedded({ folder })).stop();
  expect(await found('PostgreSQL')).toMatchObject({ state: 'well', found: expect.stringMatching(/^18\.\d+ \(embedded\)$/) });
  expect(await found('Durability')).toMatchObject({ state: 'well' });
  expect(await found('Schema')).toMatchObject({ state: 'warning', mend: expect.stringContaining('next start') });
  const postgres = await startEmbedded({ folder });
  expect(postgres.adopted).toBe(false);
  const pool = openPool(postgres.url);
  await migrate(pool);
  await pool.end();
  expect(await found('PostgreSQL')).toMatchObject({ found: expect.stringContaining('running') });
  expect(await found('Schema')).toMatchObject({ state: 'well' });
  await postgres.stop();
});

it('says that a database acknowledges what is not on the disk', async () => {
  vi.stubEnv('DATABASE_URL', url);
  expect(await found('Durability')).toMatchObject({ state: 'wrong', found: expect.stringContaining('fsync') });
});

it('says that a newer version has migrated a database', async () => {
  vi.stubEnv('DATABASE_URL', url);
  const pool = openPool(url, { max: 1 });
  await pool.query(`insert into migrations (name, timestamp) values ('9999_later', '2027-01-01')`);
  expect(await found('Schema')).toMatchObject({ state: 'wrong', found: expect.stringContaining('9999_later') });
  await pool.query(`delete from migrations where name = '9999_later'`);
  await pool.end();
});

it('says that a database cannot be reached', async () => {
  vi.stubEnv('DATABASE_URL', 'postgresql://nobody@127.0.0.1:1/none');
  expect(await found('PostgreSQL')).toMatchObject({ state: 'wrong', found: expect.stringContaining('ECONNREFUSED') });
});

it('says that a port is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const address = server.address();
  vi.stubEnv('PROCEED_PORT', String(typeof address === 'object' ? address?.port : ''));
  expect(await found('Port')).toMatchObject({ state: 'wrong', mend: expect.stringContaining('PROCEED_PORT') });
  server.close();
});

it('says that a host is none of this machine', async () => {
  vi.stubEnv('PROCEED_HOST', 'no-such-host.invalid');
  expect(await found('Port')).toMatchObject({ state: 'wrong', mend: expect.stringContaining('PROCEED_HOST') });
  vi.stubEnv('PROCEED_HOST', '127.0.0.1');
});

it('says that data cannot be kept in a file', async () => {
  vi.stubEnv('PROCEED_DATA', join(data, 'empty.env'));
  expect(await found('Data folder')).toMatchObject({ state: 'wrong', found: expect.stringContaining('is no folder') });
});

it('says that a database cannot keep every name', async () => {
  const pool = openPool(url, { max: 1 });
  const name = `latin_${process.pid}`;
  await pool.query(`create database ${name} encoding 'LATIN1' locale_provider libc locale 'C' template template0`);
  vi.stubEnv('DATABASE_URL', url.replace(/@\/[^?]*/, `@/${name}`));
  expect(await found('PostgreSQL')).toMatchObject({ state: 'wrong', mend: expect.stringContaining('UTF8') });
  await pool.query(`drop database ${name} with (force)`);
  await pool.end();
});

it('says that others can read the key, or that it is missing beside a database', async () => {
  const path = join(data, 'secret.key');
  expect(await found('Secret key')).toMatchObject({ state: 'warning', found: expect.stringContaining('missing') });
  await secretKey({ data, secretKey: null });
  expect(await found('Secret key')).toMatchObject({ state: 'well' });
  await chmod(path, 0o644);
  expect(await found('Secret key')).toMatchObject({ state: 'wrong', mend: `chmod 600 '${path}'` });
});

it('says that a mail server does not answer', async () => {
  vi.stubEnv('PROCEED_SMTP_URL', 'smtp://127.0.0.1:1');
  vi.stubEnv('PROCEED_MAIL_FROM', 'proceed@example.org');
  expect(await found('Mail')).toMatchObject({ state: 'wrong', found: expect.stringContaining('does not answer') });
});
