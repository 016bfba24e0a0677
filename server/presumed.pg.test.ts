import { describe, expect, it } from 'vitest';
import { client, found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

// Raj writes through one process; what he may is changed through another.
const server = await testServer();
const other = await testServer({ beside: server });
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const there = client(other.address, { cookie: raj.cookie() });

const room = await ines.post('/api/spaces', { name: 'Hiring', slug: 'hiring', access: 'closed' });
const spaceId = String(room.json['id']);
const admitted = () => ines.put(`/api/spaces/${spaceId}/members/${raj.id}`, { role: 'contributor' });
await admitted();
const draft = await ines.post('/api/decisions', {
  title: 'Hire a second site engineer',
  problem: 'p',
  recommendation: 'r',
  space: 'hiring',
  open: true,
});
const decision = String(draft.json['id']);
const comments = `/api/artifacts/${decision}/comments`;

const written = async (kind = 'comment'): Promise<number> => {
  const { rows } = await server.pool.query<{ count: string }>('select count(*) from artifacts where kind = $1', [kind]);
  return Number(rows[0]?.count);
};
/** Often enough that his process knows who he is and what he comments on. */
const writesAFew = async (who: Client): Promise<void> => {
  for (let round = 0; round < 3; round += 1)
    expect((await who.post(comments, { body: `Round ${round}: which agency?` })).status).toBe(201);
};

describe('a write of somebody whom the process knows', () => {
  it('is written as that of anybody', async () => {
    await writesAFew(there);
    expect(await written()).toBe(3);
  });

  it('is not written when they may no longer see what it is about', async () => {
    await writesAFew(there);
    const before = await written();
    await ines.delete(`/api/spaces/${spaceId}/members/${raj.id}`);
    expect((await there.post(comments, { body: 'And their rates?' })).status).toBe(404);
    expect(await written()).toBe(before);
    await admitted();
    await writesAFew(there);
  });

  it('that reads on its way neither is written nor tells what it read', async () => {
    const page = (name: string) => there.post('/api/pages', { body: '# Whom we ask\n\nAgencies.', space: 'hiring', name });
    for (const name of ['agencies', 'rates', 'offers']) expect((await page(name)).status).toBe(201);
    expect(await page('rates')).toMatchObject({ status: 409, json: { code: 'name-taken' } });
    const before = await written('page');
    await ines.delete(`/api/spaces/${spaceId}/members/${raj.id}`);
    const [taken, free] = [await page('rates'), await page('notice')];
    expect([taken.status, taken.json['code']]).toEqual([free.status, free.json['code']]);
    expect(taken.status).toBe(404);
    expect(await written('page')).toBe(before);
    await admitted();
    await writesAFew(there);
  });

  it('is judged by what became of its subject in another process', async () => {
    const stances = `/api/decisions/${decision}/stances`;
    await there.post(stances, { stance: 'agree' });
    await there.post(stances, { stance: 'abstain' });
    expect((await ines.post(`/api/decisions/${decision}/withdrawals`, { reason: 'Not this year.' })).status).toBeLessThan(300);
    expect((await there.post(stances, { stance: 'agree' })).status).toBe(409);
  });

  it('takes effect once, however often it is sent, through any process', async () => {
    const before = await written();
    const key = crypto.randomUUID();
    const send = (who: Client) => who.call('POST', comments, { body: { body: 'Once.' }, key });
    const replies = await Promise.all([send(there), send(raj), send(there), send(there), send(raj)]);
    expect(new Set(replies.map(({ status, json }) => `${status} ${String(json['id'])}`)).size).toBe(1);
    expect(await written()).toBe(before + 1);
  });

  it('is not written after their session ended elsewhere, and says so', async () => {
    await writesAFew(there);
    const before = await written();
    expect((await raj.delete('/api/sessions/current')).status).toBeLessThan(300);
    const refused = await there.post(comments, { body: 'Still here?' });
    expect([refused.status, refused.json['code']]).toEqual([401, 'not-signed-in']);
    // A request that is wrong in itself tells nothing either.
    expect((await there.post(comments, { nothing: 1 })).status).toBe(401);
    expect(await written()).toBe(before);
  });
});
