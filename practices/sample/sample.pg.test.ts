import { expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { deciders, directorySource } from '#server/practices.ts';
import { rebuild } from '#store/rebuild.ts';
import { found, founding, type Client } from '#tests/harness/client.ts';
import { testServer, type TestServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await founding(server.address);

interface Latest {
  readonly id: string;
  readonly state: string;
  readonly failure: unknown;
}

const latest = async (who: Client): Promise<Latest | null> => (await who.get('/api/samples')).json['latest'] as Latest | null;

const settled = async (who: Client): Promise<Latest> => {
  for (;;) {
    const now = await latest(who);
    if (now && now.state !== 'waiting' && now.state !== 'working') return now;
    await new Promise((resume) => setTimeout(resume, 50));
  }
};

const counts = async ({ pool }: TestServer) =>
  (await pool.query(`select kind, count(*)::int as n from artifacts group by kind order by kind`)).rows as {
    kind: string;
    n: number;
  }[];

it('comes whole though it was begun while the organization was still being founded, and everything works', async () => {
  expect((await ines.post('/api/samples', {})).status).toBe(201);
  expect(await settled(ines)).toMatchObject({ state: 'done', failure: null });
  const kinds = new Map((await counts(server)).map(({ kind, n }) => [kind, n]));
  expect([kinds.get('person'), kinds.get('page')]).toEqual([41, 30 + 1 + DEFAULT_PROTOCOLS.length]);
  // The last ones may be asked, and due, only after now: people ask on a working day.
  expect(kinds.get('request')).toBeGreaterThan(42);
  expect(kinds.get('decision')).toBeGreaterThan(36);

  // It is there for whoever founded it, in lists, search, the stream and Today.
  const today = (await ines.get('/api/today')).json as { owe: { artifact: { title: string } }[] };
  expect(today.owe.length).toBeGreaterThanOrEqual(4);
  expect((await ines.get('/api/search?q=standby')).text).toContain('Keep one PostgreSQL per region');
  // The stream is told in the order in which it happened.
  const { rows: feed } = await server.pool.query<{ at: Date }>(`select at from events where by <> $1 order by xid, position`, [
    '00000000-0000-0000-0000-000000000000',
  ]);
  const times = feed.map(({ at }) => at.getTime());
  expect(times.length).toBeGreaterThan(1_000);
  expect(times).toEqual(times.toSorted((one, other) => one - other));

  // What is open goes on under the clock of the server: it can be answered.
  const owed = today.owe.map(({ artifact }) => artifact as { kind: string; number: number; title: string });
  const question = owed.find(({ kind }) => kind === 'request');
  const answered = await ines.post(`/api/requests/${question?.number}/answers`, { text: 'That nobody rang me.' });
  expect(answered.status, answered.text).toBeLessThan(300);
  const { rows: late } = await server.pool.query(`select kind from artifacts where next_at < now() - interval '1 minute'`);
  expect(late).toEqual([]);

  // Nobody of the sample is written to: they have no accounts.
  const { rows: told } = await server.pool.query(
    `select distinct actor from notices n where not exists (select from accounts a where a.actor = n.actor)`,
  );
  expect(told).toEqual([]);
  expect((await ines.get('/api/samples')).json['possible']).toBe(false);
  expect((await ines.post('/api/samples', { seed: '2' })).json).toMatchObject({ code: 'not-empty' });
}, 120_000);

it('is what its events say: rebuilding changes nothing', async () => {
  const org = String(((await ines.get('/api/me')).json['organization'] as { id: string }).id);
  const rows = async () =>
    (
      await server.pool.query(
        `select a.id, a.kind, a.number, a.title, a.status, a.space, a.audience, a.version, a.state, a.summary, a.next_at, a.due_at, t.words
         from artifacts a left join (select artifact, count(*) as words from texts group by artifact) t on t.artifact = a.id order by a.id`,
      )
    ).rows;
  const awaits = async () =>
    (await server.pool.query(`select artifact, key, status, asked, due_at, max_at, closed_at from awaits order by artifact, key`))
      .rows;
  const [artifactsBefore, awaitsBefore] = [await rows(), await awaits()];
  await rebuild(server.pool, org, deciders, directorySource);
  expect(await rows()).toEqual(artifactsBefore);
  expect(await awaits()).toEqual(awaitsBefore);
  expect(server.faults).toEqual([]);
});

it('is cancelled without a trace', async () => {
  const elsewhere = await testServer();
  const olu = await found(elsewhere.address);
  expect((await olu.get('/api/samples')).json).toEqual({ possible: true, latest: null });
  const before = await counts(elsewhere);
  const begun = (await olu.post('/api/samples', {})).json;
  await olu.put(`/api/samples/${String(begun['id'])}/cancellation`);
  expect((await settled(olu)).state).toBe('cancelled');
  expect(await counts(elsewhere)).toEqual(before);
});
