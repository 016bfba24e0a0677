import { expect, it } from 'vitest';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import { deciders, directorySource } from '#server/practices.ts';
import { rebuild } from '#store/rebuild.ts';

const server = await testServer();
const { clock } = server;
// Monday, 9:00 in Berlin.
await clock.set('2026-03-23T08:00:00Z');
const ines = await found(server.address);

type Json = Record<string, unknown>;
type Item = { artifact: string; number: number; id: string; status: string };
const rule = async (id: string, who: Client = ines): Promise<Json> =>
  (await who.get(`/api/protocols/${encodeURIComponent(id)}`)).json;
const until = async <T>(look: () => Promise<T>, good: (seen: T) => boolean): Promise<T> => {
  for (let tries = 0; tries < 1200; tries += 1) {
    const seen = await look();
    if (good(seen)) return seen;
    await new Promise((resume) => setTimeout(resume, 25));
  }
  return look();
};
const sourceOf = (id: string): string => DEFAULT_PROTOCOLS.find((one) => one.id === id)?.page ?? '';
const revise = (who: Client, page: unknown, base: number, body: string, reason = 'A day is long') =>
  who.post(`/api/pages/${String(page)}/revisions`, { base, body, reason });

const me = ((await ines.get('/api/me')).json['actor'] as { id: string }).id;

it('an organization begins with two pages’ worth of rules, which are pages of its handbook', async () => {
  const top = (await ines.get('/api/pages')).json['items'] as { id: string; title: string }[];
  expect(top.map(({ title }) => title)).toEqual(['How we work']);
  const below = (await ines.get(`/api/pages?under=${top[0]?.id ?? ''}&limit=50`)).json['items'] as { title: string }[];
  expect(below.map(({ title }) => title)).toEqual(DEFAULT_PROTOCOLS.map(({ title }) => title));
  const page = (await ines.get(`/api/pages/${top[0]?.id ?? ''}`)).json;
  expect(page).toMatchObject({ broken: [] });
  expect(String(page['html'])).not.toContain('.md');
  const words = String((await ines.get(`/api/pages/${top[0]?.id ?? ''}/source`)).json['body']).split(/\s+/).length;
  expect(words).toBeLessThan(1_000);
});

it('[P5] whoever is alone changes a rule without waiting for nobody, and its history says by which decision', async () => {
  const before = await rule('respond/default');
  const page = before['artifact'];
  const done = await revise(ines, page, 1, sourceOf('respond/default').replace('window: 24h', 'window: 30h'));
  expect(done.json).toMatchObject({ changed: false, proposal: { number: expect.any(Number) } });
  const { number } = done.json['proposal'] as { number: number };
  const now = await until(
    () => rule('respond/default'),
    ({ revision }) => revision === 2,
  );
  expect(now).toMatchObject({ artifact: page, revision: 2, prose: expect.stringContaining('30 hours') });
  expect((await ines.get(`/api/pages/${String(page)}/revisions`)).json['items']).toMatchObject([
    { revision: 2, reason: 'A day is long', by: { name: 'Ines Prado' }, decision: { number } },
    { revision: 1, decision: null },
  ]);
  // Other words around the block change no rule, and are published at once.
  const words = await revise(ines, page, 2, `${String(now['source'])}\nSee also our hours.\n`, 'A hint');
  expect(words.json).toMatchObject({ changed: true, proposal: null, revision: 3 });
  const restored = await ines.post(`/api/pages/${String(page)}/restorations`, { revision: 1 });
  expect(restored.json).toMatchObject({ changed: false, proposal: { number: expect.any(Number) } });
  await until(
    () => rule('respond/default'),
    ({ prose }) => String(prose).includes('24 hours'),
  );
});

it('[P5] where others are bound by it, a change is decided by the stricter of the rule in force and the one for changing rules', async () => {
  const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  const tomas = await join(server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
  const { artifact: page } = await rule('decide/one-way');
  const running = await raj.post('/api/decisions', {
    ...{ title: 'Sell the boat', problem: 'It leaks.', recommendation: 'Sell it.', reversible: false, open: true },
  });
  const lighter = sourceOf('decide/one-way').replace('window: 72h', 'window: 24h').replace('each: 16wh', 'each: 4wh');
  const proposed = await revise(raj, page, 1, lighter, 'Two days are long');
  const { number } = proposed.json['proposal'] as { number: number };
  const seen = (await tomas.get(`/api/decisions/${number}`)).json;
  expect(seen).toMatchObject({
    status: 'open',
    protocol: { id: 'amend/default', prose: expect.stringContaining('16 of their working hours') },
  });
  expect((await tomas.get(`/api/decisions/${number}/text`)).json).toMatchObject({ conflicts: [], fate: null });
  // Nothing holds before it is accepted; nobody puts it away meanwhile, and what is broken is not even proposed.
  expect(await rule('decide/one-way')).toMatchObject({ revision: 1 });
  expect((await ines.post(`/api/pages/${String(page)}/archivals`, { reason: 'x' })).status).toBe(404);
  expect((await ines.call('PUT', `/api/pages/${String(page)}/archival`, { body: { reason: 'x' } })).json).toMatchObject({
    code: 'protocol-in-force',
  });
  expect((await ines.put(`/api/pages/${String(page)}/readers`, { only: [raj.id, me] })).json).toMatchObject({
    code: 'restricted-protocol',
  });
  expect((await revise(raj, page, 1, lighter.replace('4wh', '4parsecs'))).json).toMatchObject({
    detail: expect.stringMatching(/^Line 14, column 11/),
  });
  await tomas.post(`/api/decisions/${number}/stances`, { stance: 'agree' });
  await clock.set('2026-03-24T20:00:00Z');
  expect((await tomas.get(`/api/decisions/${number}`)).json).toMatchObject({ status: 'open' });
  await clock.set('2026-03-27T20:00:00Z');
  await until(
    () => rule('decide/one-way'),
    ({ revision }) => revision === 2,
  );
  expect(await rule('decide/one-way')).toMatchObject({ prose: expect.stringContaining('4 of their working hours') });
  // [P3] What runs already goes on under the rule with which it began.
  const boat = (await raj.get(`/api/decisions/${String(running.json['number'])}`)).json;
  expect(boat).toMatchObject({ protocol: { version: 1, prose: expect.stringContaining('16 of their working hours') } });
});

it('a protocol of the gallery is adopted for a space, with who is meant by its names', async () => {
  await ines.post('/api/spaces', { name: 'Lab' });
  const items = (await ines.get('/api/protocols/gallery?space=lab')).json['items'] as Json[];
  expect(items.length).toBeGreaterThan(15);
  expect(items.find(({ id }) => id === 'asf/lazy')).toMatchObject({
    source: 'https://www.apache.org/foundation/voting.html',
    missing: [
      { role: 'committers', suggested: 'contributors' },
      { role: 'pmc', suggested: 'stewards' },
    ],
    problems: [],
    holds: false,
  });
  const taken = await ines.post('/api/protocols/adoptions', { id: 'asf/lazy', space: 'lab', roles: { pmc: 'ines' } });
  expect(taken.json).toMatchObject({ proposal: { number: expect.any(Number) } });
  const { number } = taken.json['proposal'] as { number: number };
  expect((await ines.get(`/api/decisions/${number}/text`)).json).toMatchObject({
    text: expect.stringMatching(/Source: <https:.*of: contributors.*of: ines/s),
    reason: 'Taken from https://www.apache.org/foundation/voting.html',
  });
  expect((await ines.post('/api/protocols/adoptions', { id: 'nobody/none', space: 'lab' })).json).toMatchObject({
    code: 'not-found',
  });
});

it('a rule goes out of force by a proposal, too; the one for changing rules stays', async () => {
  const { artifact: page } = await rule('join/default');
  const sample = sourceOf('join/default').replace('```yaml', '```yaml example');
  const gone = await revise(ines, page, 1, sample, 'Nobody joins');
  const { number } = gone.json['proposal'] as { number: number };
  expect((await ines.get(`/api/decisions/${number}`)).json).toMatchObject({ status: 'open', protocol: { id: 'amend/default' } });
  const amend = await rule('amend/default');
  const last = await revise(ines, amend['artifact'], 1, '# Nothing is changed any more\n', 'Peace');
  expect(last.json).toMatchObject({ code: 'last-amendment' });
  const items = (await ines.get('/api/protocols')).json['items'] as Item[];
  expect(items.every(({ status }) => status === 'in-force')).toBe(true);
});

it('all readings made anew from the events are the same', async () => {
  const org = String(((await ines.get('/api/me')).json['organization'] as { id: string }).id);
  const dump = async () =>
    (await server.pool.query('select id, state, summary, status from artifacts where org = $1 order by id', [org])).rows;
  const before = await dump();
  await rebuild(server.pool, org, deciders, directorySource);
  expect(await dump()).toEqual(before);
  expect(await rule('decide/one-way')).toMatchObject({ revision: 2 });
  expect(server.faults).toEqual([]);
});
