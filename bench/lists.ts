import { openPool, type Pool } from '#store/connection.ts';
import { httpRequest, load, type Figures } from './load.ts';
import { found, post, type Stage } from './stage.ts';
import { median, type Measured } from './table.ts';

const ROUNDS = 3;
const SECONDS = 3;
const CLIENTS = 8;
const SIZES = [
  { artifacts: 1_000, events: 10_000 },
  { artifacts: 100_000, events: 1_000_000 },
] as const;

/** What people look at all day, at ten thousand events and at a million: the log, Today, the stream. */
export const benchLists = async (stage: Stage): Promise<readonly Measured[]> => {
  const url = await stage.database('lists');
  const server = await stage.process('server.ts', url);
  const { authorization } = await found(server.port);
  const body = {
    problem: 'Every new region asks for its own replica set.',
    recommendation: 'One primary per region, streaming to a warm standby.',
  };
  const opened = await post(server.port, '/api/decisions', authorization, {
    title: 'Keep one PostgreSQL per region until 2028',
    ...body,
    open: true,
  });
  const pool = openPool(url, { max: 1 });
  const measured: Measured[] = [];
  const small = new Map<string, number>();
  let there = 0;
  for (const { artifacts, events } of SIZES) {
    await multiply(pool, String(opened['id']), there, artifacts, events / artifacts);
    there = artifacts;
    for (const [what, path] of Object.entries(PATHS)) {
      const request = () => httpRequest('GET', path, { authorization });
      await load({ port: server.port, clients: CLIENTS, seconds: 1, request });
      const rounds: Figures[] = [];
      for (let round = 0; round < ROUNDS; round += 1)
        rounds.push(await load({ port: server.port, clients: CLIENTS, seconds: SECONDS, request }));
      const failed = rounds.find(({ failures }) => failures > 0);
      if (failed) throw new Error(`${path}: ${failed.firstFailure}`);
      const bench = `${what}, ${events.toLocaleString('en')} events`;
      const rate = median(rounds.map((one) => one.rate));
      const before = small.get(what);
      measured.push(
        {
          bench,
          what: `requests at ${CLIENTS} clients`,
          value: rate,
          unit: '/s',
          limit: { at: 'least', value: 3000, of: 'value' },
        },
        {
          bench,
          what: 'p99',
          value: median(rounds.map((one) => one.p99)),
          unit: 'ms',
          limit: { at: 'most', value: 25, of: 'value' },
        },
      );
      if (before === undefined) small.set(what, rate);
      else {
        const ofSmall = { what: `at ${SIZES[0].events.toLocaleString('en')} events`, value: before };
        measured.push({
          bench,
          what: 'requests',
          value: rate,
          unit: '/s',
          against: ofSmall,
          limit: { at: 'least', value: 1 / 1.5, of: 'ratio' },
        });
      }
    }
  }
  await pool.end();
  await server.stop();
  return measured;
};

const PATHS = { 'the log': '/api/decisions?limit=50', today: '/api/today', 'the stream': '/api/events?limit=50' } as const;

/** Copies of one decision as the product made it, with its awaits, and events until each has so many. */
const multiply = async (pool: Pool, id: string, from: number, to: number, eventsEach: number): Promise<void> => {
  await pool.query('create temp table if not exists copies (id uuid, n int)');
  await pool.query('truncate copies');
  await pool.query('insert into copies select gen_random_uuid(), g from generate_series($1::int + 1, $2::int) g', [from, to]);
  await pool.query(
    `insert into artifacts (org, id, kind, number, title, status, space, audience, author, parent, version, state, summary, opened_at, closed_at, due_at,
                            next_at, created_at, updated_at)
     select a.org, c.id, a.kind, o.last_number + c.n - $2, a.title || ' ' || c.n, case when c.n > $3 - 20 then a.status else 'accepted' end, a.space, a.audience,
            a.author, a.parent, $4, a.state, a.summary, a.opened_at, a.closed_at, a.due_at, null, a.created_at, a.updated_at
     from copies c, artifacts a join organizations o on o.id = a.org where a.id = $1`,
    [id, from, to, eventsEach],
  );
  await pool.query('update organizations set last_number = last_number + $1', [to - from]);
  await pool.query(
    `insert into events (org, artifact, version, kind, type, at, by, command, seq, last_version, digest, body)
     select e.org, c.id, v.n, e.kind, e.type, e.at, e.by, gen_random_uuid(), 0, v.n, '', e.body
     from copies c, generate_series(1, $2::int) v (n), events e where e.artifact = $1 and e.version = 1`,
    [id, eventsEach],
  );
  await pool.query(
    `insert into awaits select w.org, c.id, w.key, w.kind, case when c.n > $2 - 20 then w.status else 'answered' end, w.asker, w.asked, w.step, w.why,
            w.opened_at, w.due_at, w.max_at, w.closed_at, w.otherwise, w.minutes, w.urgent
     from copies c, awaits w where w.artifact = $1`,
    [id, to],
  );
  await pool.query('vacuum analyze artifacts');
  await pool.query('vacuum analyze events');
  await pool.query('vacuum analyze awaits');
};
