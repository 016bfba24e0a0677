import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freshToken, tokenHash } from '#server/auth/token.ts';
import { openPool, type Pool } from '#store/connection.ts';
import type { Asked, Heard, Told } from './listeners.ts';
import { httpRequest, open } from './load.ts';
import { found, post, type Stage } from './stage.ts';
import { median, type Measured } from './table.ts';

const LISTENERS = 1_000;
const RATE = 20;
const SECONDS = 5;
/** The machine stalls now and then: what is told is the median. */
const ROUNDS = 3;
/** Writers, each at once again, for as many deliveries as there can be. */
const WRITERS = 2;
const SATURATED = 5;

/** A thousand people with a screen open: how late each of twenty events a second reaches all of them, and how much reaches them at most. */
export const benchLive = async (stage: Stage): Promise<readonly Measured[]> => {
  const url = await stage.database('live');
  const server = await stage.process('server.ts', url);
  const { authorization, organization, person } = await found(server.port);
  await post(server.port, '/api/spaces', authorization, { name: 'Platform', slug: 'platform', access: 'open' });
  // Open, so that everybody hears of it.
  const decision = await post(server.port, '/api/decisions', authorization, {
    title: 'Keep one PostgreSQL per region',
    space: 'platform',
    problem: 'Every new region asks for its own replica set.',
    recommendation: 'One primary per region, streaming to a warm standby.',
    open: true,
  });
  const path = `/api/artifacts/${String(decision['id'])}/comments`;
  const pool = openPool(url, { max: 1 });
  const tokens = await people(pool, organization, person);
  const listeners = fork(join(import.meta.dirname, 'listeners.ts'));
  await ask(listeners, { listen: { port: server.port, tokens } });

  const write = await writer(server.port, path, authorization);
  const calm: Heard[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await ask(listeners, { begin: true });
    const started = performance.now();
    const sent: Promise<void>[] = [];
    for (let index = 0; index < RATE * SECONDS; index += 1) {
      await sleep(Math.max(0, started + (index * 1000) / RATE - performance.now()));
      sent.push(write());
    }
    await Promise.all(sent);
    calm.push(await heard(listeners, sent.length));
  }
  const lost = calm.flatMap(({ frames }) => frames.filter((count) => count !== RATE * SECONDS)).length;

  const writers = await Promise.all(Array.from({ length: WRITERS }, () => writer(server.port, path, authorization)));
  await ask(listeners, { begin: true });
  const from = performance.now();
  let events = 0;
  await Promise.all(
    writers.map(async (again) => {
      for (; performance.now() < from + SATURATED * 1000; events += 1) await again();
    }),
  );
  const full = await heard(listeners, events);
  const seconds = (performance.now() - from) / 1000;
  const delivered = full.frames.reduce((sum, frames) => sum + Math.max(0, frames), 0);
  listeners.disconnect();
  await pool.end();
  await server.stop();
  const bench = `live, ${LISTENERS.toLocaleString('en')} listeners`;
  return [
    { bench, what: `at ${RATE}/s, listeners that lost any`, value: lost, unit: '', limit: { at: 'most', value: 0, of: 'value' } },
    { bench, what: `at ${RATE}/s, p50`, value: median(calm.map(({ p50 }) => p50)), unit: 'ms' },
    {
      bench,
      what: `at ${RATE}/s, p99`,
      value: median(calm.map(({ p99 }) => p99)),
      unit: 'ms',
      limit: { at: 'most', value: 25, of: 'value' },
    },
    {
      bench,
      what: 'deliveries, saturated',
      value: delivered / seconds,
      unit: '/s',
      limit: { at: 'least', value: 100_000, of: 'value' },
    },
    {
      bench,
      what: 'saturated, listeners that lost any',
      value: full.frames.filter((frames) => frames !== events).length,
      unit: '',
      limit: { at: 'most', value: 0, of: 'value' },
    },
  ];
};

/** One after another over one connection. */
const writer = async (port: number, path: string, authorization: string): Promise<() => Promise<void>> => {
  const connection = await open(port);
  const body = JSON.stringify({ body: 'Monthly rehearsal is not enough with four people.' });
  let last: Promise<void> = Promise.resolve();
  return () =>
    (last = last.then(async () => {
      const { status, body: text } = await connection.ask(
        httpRequest('POST', path, { authorization, 'idempotency-key': randomUUID() }, body),
      );
      if (status !== '201') throw new Error(`a comment was answered ${status}: ${text}`);
    }));
};

/** People with a key each, who see what the founder's organization shows to all. Returns what they send as `authorization`. */
const people = async (pool: Pool, organization: string, founder: string): Promise<readonly string[]> => {
  const tokens = Array.from({ length: LISTENERS }, () => freshToken('prc_'));
  const hashes = tokens.map(tokenHash);
  await pool.query(
    `with fresh as (
       select gen_random_uuid() as id, gen_random_uuid() as account, h.hash, h.n from unnest($3::text[]) with ordinality as h (hash, n)
     ), acting as (
       insert into actors (org, id, kind, role, status, name, handle, mail, keys)
       select $1, f.id, 'person', 'member', 'active', 'Northwind ' || f.n, 'northwind-' || f.n, null,
              array(select case when k = 'actor:' || $2 then 'actor:' || f.id else k end from unnest(a.keys) k)
       from fresh f, actors a where a.org = $1 and a.id = $2::uuid
     ), holding as (
       insert into accounts (id, mail, name, org, actor) select account, n || '@northwind.example', n::text, $1, id from fresh
       returning id
     )
     insert into api_keys (org, id, account, actor, name, token_hash, hint, scopes, created_at)
     select $1, gen_random_uuid(), account, id, 'screen', hash, '', '{read}', now() from fresh`,
    [organization, founder, hashes],
  );
  return tokens.map((token) => `Bearer ${token}`);
};

const ask = async (listeners: ChildProcess, asked: Asked): Promise<Told> => {
  listeners.send(asked);
  const [told] = (await once(listeners, 'message')) as [Told];
  return told;
};

/** What was heard, as soon as everybody has all of it or ten seconds have passed. */
const heard = async (listeners: ChildProcess, events: number): Promise<Heard> => {
  for (const until = performance.now() + 10_000; ; await sleep(100)) {
    const told = await ask(listeners, { report: true });
    if ('heard' in told && (told.heard.frames.every((frames) => frames === events) || performance.now() > until))
      return told.heard;
  }
};
