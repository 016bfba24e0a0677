import { describe, expect, it } from 'vitest';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const aroha = await join(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');

const open = async (who: Client, body: object): Promise<string> => String((await who.post('/api/spaces', body)).json['id']);
const names = async (who: Client): Promise<readonly string[]> =>
  ((await who.get('/api/spaces')).json['items'] as { name: string }[]).map(({ name }) => name);

describe('spaces', () => {
  it('are listed for those who see them, each with the asker’s role', async () => {
    const board = await open(raj, { name: 'Board', access: 'closed' });
    const engineering = await open(raj, { name: 'Engineering', purpose: 'How we build' });
    await open(raj, { name: 'Incidents', parent: engineering, access: 'closed' });
    expect(await names(raj)).toEqual(['Board', 'Engineering', 'Incidents']);
    expect(await names(aroha)).toEqual(['Engineering']);
    expect((await aroha.get('/api/spaces?slug=Engineering')).json['items']).toMatchObject([
      { id: engineering, role: 'contributor', members: 1 },
    ]);
    expect((await aroha.get(`/api/spaces/${board}`)).status).toBe(404);
    expect((await aroha.get('/api/spaces?slug=board')).json['items']).toEqual([]);
    expect((await aroha.get(`/api/spaces/${engineering}`)).json).toMatchObject({
      inside: [],
      mayRun: false,
      people: [{ actor: { name: 'Raj Mehta' }, role: 'steward' }],
    });
    expect((await ines.get(`/api/spaces/${board}`)).json).toMatchObject({ role: null, mayRun: true });
  });

  it('let people in and out, at once for everything in them', async () => {
    const id = await open(raj, { name: 'Payroll', access: 'closed' });
    expect((await raj.put(`/api/spaces/${id}/members/${aroha.id}`, { role: 'reader' })).status).toBe(200);
    expect(await names(aroha)).toContain('Payroll');
    expect((await aroha.put(`/api/spaces/${id}/members/${aroha.id}`, { role: 'steward' })).status).toBe(403);
    const last = await raj.delete(`/api/spaces/${id}/members/${raj.id}`);
    expect([last.status, last.json['code'], last.json['field']]).toEqual([422, 'last-steward', '/member']);
    expect((await raj.delete(`/api/spaces/${id}/members/${aroha.id}`)).status).toBe(200);
    expect(await names(aroha)).not.toContain('Payroll');
  });

  it('have named roles, access, a place and an archive', async () => {
    const id = await open(raj, { name: 'Data' });
    const inner = await open(raj, { name: 'Models', parent: id });
    expect((await raj.put(`/api/spaces/${id}/roles/PMC`, { actors: [aroha.id] })).status).toBe(200);
    expect((await raj.put(`/api/spaces/${id}/roles/steward`, { actors: [] })).json).toMatchObject({
      code: 'invalid-role',
      field: '/params/role',
    });
    expect((await raj.get(`/api/spaces/${id}`)).json).toMatchObject({
      roles: [{ role: 'pmc', actors: [{ name: 'Aroha Ngata' }] }],
      inside: [{ name: 'Models' }],
    });
    expect((await raj.put(`/api/spaces/${id}/parent`, { parent: inner })).json).toMatchObject({
      code: 'circle',
      field: '/parent',
    });
    expect((await raj.put(`/api/spaces/${inner}/parent`, { parent: null })).status).toBe(200);
    expect((await raj.put(`/api/spaces/${inner}/access`, { access: 'closed' })).status).toBe(200);
    expect(await names(aroha)).not.toContain('Models');
    expect((await raj.call('PATCH', `/api/spaces/${id}`, { body: { name: 'Data & ML', purpose: 'Numbers' } })).json).toEqual({
      version: 4,
    });
    expect((await raj.put(`/api/spaces/${id}/archive`)).status).toBe(200);
    expect((await raj.get('/api/spaces?archived=true')).json['items']).toMatchObject([
      { name: 'Data & ML', slug: 'data', archived: true },
    ]);
    expect((await raj.call('PATCH', `/api/spaces/${id}`, { body: { name: 'Data' } })).json).toMatchObject({
      code: 'archived',
      status: 409,
    });
    expect((await raj.delete(`/api/spaces/${id}/archive`)).status).toBe(200);
  });

  it('are not changed over somebody else’s change', async () => {
    const id = await open(raj, { name: 'Web' });
    const etag = (await raj.get(`/api/spaces/${id}`)).headers.get('etag') ?? '';
    await raj.call('PATCH', `/api/spaces/${id}`, { body: { purpose: 'Pages' } });
    expect(
      (await raj.call('PATCH', `/api/spaces/${id}`, { body: { purpose: 'Sites' }, headers: { 'if-match': etag } })).status,
    ).toBe(412);
  });
});

describe('the organization', () => {
  it('is looked at by its people and changed by its stewards', async () => {
    expect((await raj.get('/api/organization')).json).toMatchObject({
      name: 'Northwind',
      longestWindow: '14d',
      stewards: [{ name: 'Ines Prado' }],
    });
    expect((await raj.call('PATCH', '/api/organization', { body: { name: 'Southwind' } })).status).toBe(403);
    expect(
      (await ines.call('PATCH', '/api/organization', { body: { name: 'Northwind & Co', longestWindow: '3w' } })).status,
    ).toBe(200);
    expect((await raj.get('/api/organization')).json).toMatchObject({ name: 'Northwind & Co', longestWindow: '21d' });
    for (const longestWindow of ['2wd', 'soon', '10m', '9999d'])
      expect((await ines.call('PATCH', '/api/organization', { body: { longestWindow } })).json).toMatchObject({
        status: 422,
        field: '/longestWindow',
      });
  });
});

it('who leaves the organization is out of its spaces before long', async () => {
  const id = await open(ines, { name: 'Guild' });
  await ines.put(`/api/spaces/${id}/members/${aroha.id}`, { role: 'contributor' });
  expect((await ines.get(`/api/spaces/${id}`)).json['people']).toMatchObject([{ role: 'steward' }, { role: 'contributor' }]);
  expect((await aroha.delete(`/api/people/${aroha.id}`)).status).toBe(200);
  expect((await aroha.get('/api/me')).status).toBe(401);
  const people = async () => ((await ines.get(`/api/spaces/${id}`)).json['people'] as unknown[]).length;
  await expect.poll(people, { timeout: 5000 }).toBe(1);
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
