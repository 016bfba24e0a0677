import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { expect, it } from 'vitest';
import { found, join } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
type Item = { artifact: string; number: number; id: string; status: string };
const list = async (): Promise<readonly Item[]> => (await raj.get('/api/protocols')).json['items'] as Item[];

it('a new organization has its protocols, and everybody can read them as prose', async () => {
  const items = await list();
  expect(items.map(({ id }) => id).toSorted()).toEqual(DEFAULT_PROTOCOLS.map(({ id }) => id).toSorted());
  const first = items.find(({ id }) => id === 'decide/default');
  const by = await Promise.all(
    [first?.artifact, first?.number, 'decide%2Fdefault'].map((name) => raj.get(`/api/protocols/${String(name)}`)),
  );
  for (const reply of by) {
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      id: 'decide/default',
      title: 'A decision proceeds unless blocked',
      space: null,
      prose: expect.stringContaining('48 hours'),
      html: expect.stringContaining('<p>'),
      source: expect.stringContaining('```yaml'),
    });
  }
});

it('whoever writes one is told what may be asked of each kind of artifact', async () => {
  type Vocabulary = { triggers: string[]; kinds: { kind: string; facts: object }[] };
  const { kinds, triggers } = (await raj.get('/api/protocols/vocabulary')).json as Vocabulary;
  // What an organization begins with promises nothing that nothing begins.
  const { items } = (await raj.get('/api/protocols')).json as { items: { on: string; begins: boolean }[] };
  expect(items.filter(({ begins }) => !begins)).toEqual([]);
  expect(triggers).toEqual(expect.arrayContaining(items.map(({ on }) => on)));
  expect(kinds.find(({ kind }) => kind === 'decision')?.facts).toMatchObject({ impact: 'text', options: 'number' });
});

it('an unknown protocol is not there', async () => {
  expect((await raj.get('/api/protocols/none')).json).toMatchObject({ code: 'not-found' });
  expect((await raj.get('/api/protocols/999')).json).toMatchObject({ code: 'not-found' });
});

it('a decision is made under the default set at once', async () => {
  const opened = await ines.post('/api/decisions', {
    title: 'Keep one PostgreSQL',
    problem: 'p',
    recommendation: 'r',
    open: true,
  });
  expect(opened.status).toBe(201);
  const seen = (await raj.get(`/api/decisions/${String(opened.json['number'])}`)).json;
  expect(seen).toMatchObject({
    status: 'open',
    protocol: { id: 'decide/two-way', prose: expect.stringContaining('24 hours') },
    proof: { ending: 'Proceeds unless blocked' },
  });
  expect(server.faults).toEqual([]);
});

it('[P3] tells what ran under which version, and takes a word on any run by the number of what it runs on', async () => {
  const under = '/api/protocols/decide%2Ftwo-way/runs';
  const { items, versions } = (await raj.get(under)).json as { items: { number: number }[]; versions: object[] };
  expect(versions).toEqual([{ version: 1, runs: 1 }]);
  expect(items).toMatchObject([{ kind: 'decision', title: 'Keep one PostgreSQL', status: 'open', version: 1 }]);
  expect((await raj.get(`${under}?version=2`)).json['items']).toEqual([]);
  const run = `/api/runs/${String(items[0]?.number)}`;
  expect((await raj.post(`${run}/stances`, { stance: 'agree' })).status).toBe(200);
  expect((await raj.get(run)).json).toMatchObject({
    artifact: { kind: 'decision' },
    stances: expect.arrayContaining([expect.objectContaining({ stance: 'agree', actor: { id: raj.id, name: 'Raj Mehta' } })]),
    ballots: [],
  });
  expect(server.faults).toEqual([]);
});
