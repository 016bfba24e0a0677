import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { client, found, join } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const mere = await join(server.address, ines, 'Mere Parata', 'Pacific/Auckland');

const registered = async (name: string) => {
  const { json } = await raj.post('/api/agents', { name, accountable: raj.id });
  const id = String(json['id']);
  const made = await raj.post('/api/keys', { name, scope: 'admin', agent: id });
  return { id, as: client(server.address, { key: String(made.json['token']) }) };
};

it('[R10] an agent changes as much in a day as it may; a retry is the same change, and a new day begins anew', async () => {
  const scout = await registered('Scout');
  expect((await raj.put(`/api/agents/${scout.id}/limits`, { perDay: 2, spaces: null, scopes: null })).status).toBe(200);
  const ask = (key: string) =>
    scout.as.call('POST', '/api/requests', { key, body: { title: 'Who can read the backups?', question: 'Who?', to: 'mere' } });
  const [first, second] = [randomUUID(), randomUUID()];
  expect((await ask(first)).status).toBe(201);
  expect((await ask(second)).status).toBe(201);
  const beyond = await ask(randomUUID());
  expect(beyond).toMatchObject({ status: 429, json: { code: 'budget-spent' } });
  expect((await ask(first)).status).toBe(201);
  expect((await scout.as.get('/api/requests')).status).toBe(200);
  // It cannot loosen its own reins.
  expect((await scout.as.put(`/api/agents/${scout.id}/limits`, { perDay: null, spaces: null, scopes: null })).status).not.toBe(
    200,
  );
  expect((await mere.get(`/api/agents/${scout.id}`)).json).toMatchObject({ limits: { perDay: 2, spaces: null, today: 2 } });
  await server.clock.forward(24 * 3_600_000);
  expect((await ask(randomUUID())).status).toBe(201);
});

it('[R10] an agent changes what is among its scopes, whatever its keys reach', async () => {
  const clerk = await registered('Clerk');
  const limits = { perDay: null, spaces: null, scopes: ['comment', 'task'] };
  expect((await raj.put(`/api/agents/${clerk.id}/limits`, limits)).status).toBe(200);
  const asks = await clerk.as.post('/api/requests', { title: 'Who can read the backups?', question: 'Who?', to: 'mere' });
  expect(asks).toMatchObject({ status: 403, json: { code: 'outside-limits' } });
  expect((await clerk.as.post('/api/tasks', { title: 'Read the backups', criteria: ['One was read.'] })).status).toBe(201);
  expect((await mere.get(`/api/agents/${clerk.id}`)).json).toMatchObject({ limits: { scopes: ['comment', 'task'] } });
});

it('[R10] an agent stops when its person leaves, and whoever is asked lets it go on', async () => {
  const scribe = await registered('Scribe');
  await raj.put(`/api/people/${raj.id}/deputies`, { deputies: [mere.id] });
  expect((await scribe.as.get('/api/me')).status).toBe(200);
  expect((await ines.delete(`/api/people/${raj.id}`)).status).toBeLessThan(300);
  expect((await scribe.as.get('/api/me')).status).toBe(401);
  const agent = async () => (await mere.get(`/api/agents/${scribe.id}`)).json;
  await expect.poll(async () => (await agent())['asked']).toMatchObject([{ name: 'Mere Parata' }]);
  expect(await agent()).toMatchObject({ status: 'stopped', accountable: { name: 'Raj Mehta' } });
  expect((await mere.get('/api/today')).text).toContain('Scribe has stopped');
  expect((await mere.put(`/api/agents/${scribe.id}/accountable`, { accountable: mere.id })).status).toBe(200);
  expect(await agent()).toMatchObject({ status: 'active', asked: [], accountable: { name: 'Mere Parata' } });
  // The keys were made by who has left.
  expect((await scribe.as.get('/api/me')).status).toBe(401);
  expect(server.faults).toEqual([]);
});
