import { expect, it } from 'vitest';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import type { SimulationReport } from '../simulation/report.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const mere = await join(server.address, ines, 'Mere Parata', 'Pacific/Auckland');

const QUICK = `{id: decide/two-way, on: decision.opened, when: p.reversible, steps: [
  {step: consent, of: contributors + affected, implicit: author, window: 0..24h, pass: t.open == 0, else: lapse}]}`;

const decide = async (who: Client, title: string, space: string | null = null): Promise<{ id: string; number: number }> => {
  const draft = await who.post('/api/decisions', { title, problem: 'One.', recommendation: 'Two.', reversible: true, space });
  const { id, number } = draft.json as { id: string; number: number };
  const opened = await who.post(`/api/decisions/${id}/openings`, {});
  if (opened.status >= 300) throw new Error(opened.text);
  return { id, number };
};

/** Asks until it has ended, as a person would. */
const ended = async (who: Client, id: string, of = 'backtests') => {
  for (;;) {
    const { json } = await who.get(`/api/${of}/${id}`);
    if (json['state'] !== 'waiting' && json['state'] !== 'working') return json;
    await new Promise((resume) => setTimeout(resume, 50));
  }
};

it('tells the last days again under another protocol, of what the asker may see, and leaves the rest out', async () => {
  await ines.post('/api/spaces', { name: 'Board', slug: 'board', access: 'closed' });
  const plain = await decide(raj, 'Keep one PostgreSQL per region');
  await decide(ines, 'Whom we buy', 'board');
  const begun = await raj.post('/api/backtests', { source: QUICK });
  expect(begun).toMatchObject({
    status: 201,
    json: { state: expect.stringMatching(/waiting|working/), protocol: 'decide/two-way', days: 90 },
  });
  const done = await ended(raj, String(begun.json['id']));
  expect(done).toMatchObject({
    state: 'done',
    failure: null,
    sentence: expect.stringContaining(
      "With this version, of the last 90 days' 1 decision, 1 would have gone ahead at once, all of which lasted. The median decision takes no time.",
    ),
    report: { kinds: ['decision'], runs: 1, leftOut: 1, was: { outcomes: { open: 1 } } },
  });
  expect(server.faults).toEqual([]);
  expect(JSON.stringify(done)).not.toContain('Whom we buy');
  expect(plain.number).toBeGreaterThan(0);
  // To Ines both are there.
  const hers = await ines.post('/api/backtests', { source: QUICK });
  expect(await ended(ines, String(hers.json['id']))).toMatchObject({ report: { runs: 2, leftOut: 0 } });
  // It is the asker's alone.
  expect((await mere.get(`/api/backtests/${String(begun.json['id'])}`)).status).toBe(404);
  expect((await mere.get('/api/backtests')).json['items']).toEqual([]);
  expect((await raj.get('/api/backtests')).json['items']).toMatchObject([{ state: 'done', report: null }]);
});

it('[S3] plays protocols against each other, and says whether it knows how people answer here', async () => {
  const played = { actors: 8, days: 14, worlds: 2 };
  const begun = await raj.post('/api/simulations', { sources: [QUICK, QUICK.replace('0..24h', '48h')], ...played });
  expect(begun).toMatchObject({ status: 201, json: { protocols: ['decide/two-way', 'decide/two-way'], report: null } });
  const id = String(begun.json['id']);
  const done = await ended(raj, id, 'simulations');
  expect(done).toMatchObject({ state: 'done', failure: null });
  const { done: far, total } = done['progress'] as { readonly done: number; readonly total: number };
  expect(far).toBe(total);
  const { compared, calibration } = done['report'] as SimulationReport;
  expect(calibration).toMatchObject({ calibrated: false, why: expect.stringContaining('at least 5 are needed') });
  expect(compared[0]?.difference).toEqual({});
  expect(compared[1]?.difference.elapsed50?.mean).toBeGreaterThan(0);
  expect((await mere.get(`/api/simulations/${id}`)).status).toBe(404);
  const broken = await raj.post('/api/simulations', { sources: [QUICK, 'a: ['], ...played });
  expect(broken).toMatchObject({ status: 422, json: { field: '/sources/1', line: 1 } });
});

it('what is no protocol, a lease, or in a space that one cannot see is refused before anything is read', async () => {
  const lease = '{id: work/claim, on: task.ready, lease: {by: contributors, ttl: 7d, else: release}}';
  for (const [source, code] of [
    ['a: [', null],
    [QUICK.replace('window', 'windw'), 'missing-key'],
    [lease, 'lease-is-no-run'],
  ] as const) {
    const refused = await raj.post('/api/backtests', { source });
    expect(refused.status).toBe(422);
    if (code !== null) expect(refused.json['code']).toBe(code);
  }
  expect((await raj.post('/api/backtests', { source: QUICK, space: 'board' })).status).toBe(404);
});

it('one that is cancelled stops, and says so', async () => {
  const { json } = await ines.post('/api/backtests', { source: QUICK, days: 400 });
  await ines.put(`/api/backtests/${String(json['id'])}/cancellation`);
  expect(['cancelled', 'done']).toContain((await ended(ines, String(json['id'])))['state']);
});
