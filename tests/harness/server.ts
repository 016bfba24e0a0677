import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '#server/config.ts';
import { wire, type Wired, type WireOptions } from '#server/wire.ts';
import { atEnd } from '../at-end.ts';
import { testDatabase, type TestDatabase } from '../database.ts';
import { testClock, type TestClock } from './clock.ts';

export interface TestServer extends TestDatabase {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  readonly clock: TestClock;
  readonly wired: Wired;
  /** What went wrong inside, as the log has it. */
  readonly faults: readonly object[];
  /** What seals the secrets in the database. */
  readonly key: Buffer;
  /** The data folder. */
  readonly data: string;
  /** Waits until readers are told all that was written: a moment longer than the answer, while what was begun before it still runs, of any database beside this. */
  told(): Promise<void>;
}

interface Options extends Partial<Pick<WireOptions, 'web' | 'limits'>> {
  readonly mail?: Config['mail'];
  readonly outgoing?: Config['outgoing'];
  readonly google?: WireOptions['config']['google'];
  /** A second server on the database of another. */
  readonly beside?: TestServer;
}

const FREE = { burst: 1e9, perSecond: 1e9 };

/** Ask for it at the top of a file, or in a test, with which it ends. The real server on a port of its own, over a real database of its own; every answer is held to its schema. */
export const testServer = async ({
  web = null,
  limits = { actor: FREE, stranger: FREE },
  mail = null,
  outgoing = [],
  google = null,
  beside,
}: Options = {}): Promise<TestServer> => {
  const database = beside ?? (await testDatabase());
  const data = await mkdtemp(join(tmpdir(), 'proceed-test-'));
  const key = beside?.key ?? randomBytes(32);
  const faults: object[] = [];
  // An error is nothing in JSON: what it says is what a test that fails has to show.
  const told = (about: object) =>
    'err' in about && about.err instanceof Error ? { ...about, err: about.err.stack ?? about.err.message } : about;
  const log = { error: (about: object, line: string) => void faults.push({ ...told(about), line }), warn: () => undefined };
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const wired = wire({
    config: { url: address, data, mail, outgoing, google, trustProxy: false },
    pool: database.pool,
    databaseUrl: database.url,
    key,
    version: 'test',
    log,
    web,
    limits,
    checkReplies: true,
    lookEvery: 300,
  });
  await wired.app.listen({ port, host: '127.0.0.1' });
  atEnd(async () => {
    await wired.close();
    await rm(data, { recursive: true, force: true });
  });
  const { url, pool } = database;
  return { url, pool, address, clock: testClock(pool), wired, faults, key, data, told: () => allTold(pool) };
};

const allTold = async (pool: TestDatabase['pool']): Promise<void> => {
  const { rows } = await pool.query<{ xid: string }>('select pg_current_xact_id()::text as xid');
  for (;;) {
    const { rows: one } = await pool.query<{ past: boolean }>(
      'select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as past',
      [rows[0]?.xid],
    );
    if (one[0]?.past) return;
    await sleep(5);
  }
};

const freePort = async (): Promise<number> => {
  const { createServer } = await import('node:net');
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      probe.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0));
    });
  });
};
