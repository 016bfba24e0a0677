import { expect, it } from 'vitest';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const mere = await join(server.address, ines, 'Mere Parata', 'Pacific/Auckland');

const ended = async (who: Client, id: string) => {
  for (;;) {
    const { json } = await who.get(`/api/absences/${id}`);
    if (json['state'] !== 'waiting' && json['state'] !== 'working') return json;
    await new Promise((resume) => setTimeout(resume, 50));
  }
};

const TEXT = { problem: 'One.', recommendation: 'Two.', reversible: false, open: true };

it('shows who is asked for what, and who alone can move what, to whoever may see it', async () => {
  const { json: board } = await ines.post('/api/spaces', { name: 'Board', slug: 'board', access: 'closed' });
  await ines.put(`/api/spaces/${String(board['id'])}/roles/keeper`, { actors: [raj.id] });
  const page = await ines.post('/api/pages', { body: '# On call\n', owners: [raj.id] });
  expect(page.status).toBe(201);
  const { json: decision } = await ines.post('/api/decisions', { title: 'Keep one PostgreSQL', ...TEXT });
  await raj.post(`/api/decisions/${String(decision['id'])}/stances`, { stance: 'object', reason: 'No.', alternative: 'A flag.' });
  const { status, json } = await mere.get('/api/dependence');
  expect(status).toBe(200);
  expect(json).toMatchObject({
    space: null,
    spaces: [],
    points: expect.arrayContaining([
      expect.objectContaining({ role: 'stewards', person: expect.objectContaining({ name: 'Ines Prado' }) }),
    ]),
    // Only he clears his objection: the default protocols name nobody else.
    pages: { total: 1, items: [{ artifact: { title: 'On call' }, owner: { name: 'Raj Mehta' } }] },
    waiting: [{ artifact: { title: 'Keep one PostgreSQL' }, person: { name: 'Raj Mehta' }, why: 'objection' }],
  });
  expect(JSON.stringify(json)).not.toContain('keeper');
  expect((await mere.get('/api/dependence?space=board')).status).toBe(404);
  expect((await ines.get('/api/dependence?space=board')).json).toMatchObject({ space: { slug: 'board' } });
});

it('replays an absence for whoever asks, of what they may see; the figures are for the person alone', async () => {
  await raj.put(`/api/people/${raj.id}/deputies`, { deputies: [mere.id] });
  const begun = await mere.post('/api/absences', { person: raj.id });
  expect(begun.status).toBe(201);
  const done = await ended(mere, String(begun.json['id']));
  expect(server.faults).toEqual([]);
  expect(done).toMatchObject({
    state: 'done',
    person: { name: 'Raj Mehta' },
    days: 14,
    report: { open: { runs: 1 }, past: { own: null } },
  });
  expect((await raj.get(`/api/absences/${String(begun.json['id'])}`)).status).toBe(404);
  const own = await raj.post('/api/absences', { person: raj.id, days: 5 });
  expect(await ended(raj, String(own.json['id']))).toMatchObject({ report: { past: { own: { runs: 0 } } } });
  expect((await mere.post('/api/absences', { person: mere.id, days: 500 })).status).toBe(400);
});
