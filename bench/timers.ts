import { randomUUID } from 'node:crypto';
import { contractDeciders, contractDirectory } from '#kernel/stream/contract-organization.ts';
import { commandPath } from '#kernel/stream/commands.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { BY_KEY, openPool, type Pool } from '#store/connection.ts';
import { migrate } from '#store/migrate.ts';
import { postgresStream } from '#store/postgres-stream.ts';
import { localWake } from '#store/subscription.ts';
import { timers } from '#store/timers.ts';
import { quantiles } from './load.ts';
import type { Measured } from './table.ts';

const PENDING = 1_000_000;
const RATE = 500;
const SECONDS = 10;
const BURST = 10_000;

/** Timers with a million pending: how late something due takes effect at 500 a second, and how long 10,000 at one moment take. */
export const benchTimers = async (database: (name: string) => Promise<string>): Promise<readonly Measured[]> => {
  const url = await database('timers');
  const pool = openPool(url, { settings: BY_KEY });
  await migrate(pool);
  const wake = localWake();
  const stream = postgresStream({ pool, directory: contractDirectory, wake });
  const org = randomUUID();
  const join = { id: randomUUID(), org, by: SYSTEM, kind: 'member', artifact: randomUUID(), name: 'join', data: 'Ines' };
  await commandPath(stream, contractDeciders).send(join);
  await lanterns(pool, org, PENDING, `proceed_now() + interval '1 day' + g * interval '1 second'`);
  await pool.query('analyze artifacts');
  const running = timers({ stream, deciders: contractDeciders, wake, freshId: randomUUID, log: console.error });
  // Spread evenly, from a second from now.
  await lanterns(pool, org, RATE * SECONDS, `proceed_now() + interval '1 second' + g * interval '${1000 / RATE} milliseconds'`);
  await settled(pool);
  const spread = await lags(pool, RATE * SECONDS);
  await pool.query('delete from events');
  await lanterns(pool, org, BURST, `proceed_now() + interval '2 seconds'`);
  await settled(pool);
  const burst = await lags(pool, BURST);
  await running.stop();
  await pool.end();
  const bench = `timers, ${PENDING.toLocaleString('en')} pending`;
  return [
    { bench, what: `lag p50 at ${RATE}/s`, value: spread.p50, unit: 'ms', limit: { at: 'most', value: 5, of: 'value' } },
    { bench, what: `lag p99 at ${RATE}/s`, value: spread.p99, unit: 'ms', limit: { at: 'most', value: 50, of: 'value' } },
    {
      bench,
      what: `${BURST.toLocaleString('en')} due at once, all effective after`,
      value: burst.max / 1000,
      unit: 's',
      limit: { at: 'most', value: 2, of: 'value' },
    },
  ];
};

const lanterns = async (pool: Pool, org: string, count: number, at: string): Promise<void> => {
  await pool.query(
    `insert into artifacts (org, id, kind, number, title, status, audience, version, state, summary, due_at, next_at, created_at, updated_at)
     select $1, gen_random_uuid(), 'lantern', 0, 'Lantern', 'lit', '{org}', 1,
            jsonb_build_object('lit', 1, 'wentOut', 0, 'of', null, 'owner', '', 'outAt', ceil(extract(epoch from t.at) * 1000)),
            '{}', t.at, t.at, now(), now()
     from (select date_trunc('milliseconds', ${at}) + interval '1 millisecond' as at from generate_series(1, $2::int) g) t`,
    [org, count],
  );
};

const settled = async (pool: Pool): Promise<void> => {
  for (;;) {
    const { rows } = await pool.query<{ left: string }>(
      `select count(*) as left from artifacts where next_at < proceed_now() + interval '1 hour'`,
    );
    if (rows[0]?.left === '0') return;
    await new Promise((resume) => setTimeout(resume, 300));
  }
};

/** Between the moment at which each was due and the moment at which its event was decided, in ms. */
const lags = async (pool: Pool, expected: number) => {
  const { rows } = await pool.query<{ lag: number }>(
    `select extract(epoch from at)::float8 * 1000 - (body->>'at')::float8 as lag from events where type = 'went-out'`,
  );
  if (rows.length !== expected) throw new Error(`${rows.length} timers took effect, ${expected} were due`);
  return quantiles(rows.map(({ lag }) => lag));
};
