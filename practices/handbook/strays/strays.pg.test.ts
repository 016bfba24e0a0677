import { readFile } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';
import { found, join as joins, type Client } from '#tests/harness/client.ts';
import { gitPeople } from '#tests/harness/git.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
await ines.post('/api/spaces', { name: 'Library' });
const quay = await ines.post('/api/pages', { body: '# Quay\n' });
await ines.post('/api/pages', { body: '# List\n\n[Quay](../../quay.md)\n', space: 'library' });
// Whoever is alone decides at once: in the library every change of a page is proposed from here on.
await ines.post('/api/pages', {
  space: 'library',
  body: '# Look first\n\n```yaml\nid: publish/library\non: page.changed\nsteps:\n  - {step: look, of: stewards, window: 24h, pass: t.agree >= 1, else: lapse}\n```\n',
});
await vi.waitUntil(async () => (await ines.get('/api/protocols')).text.includes('publish/library'), 30_000);
const raj = await joins(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const { git, folder, keyOf, urlOf } = await gitPeople(server);
const url = urlOf(await keyOf(ines, 'write'));

const made = async (body: string, where: Record<string, unknown> = {}): Promise<{ id: string; number: number }> => {
  const reply = await ines.post('/api/pages', { body, ...where });
  expect(reply.status, reply.text).toBe(201);
  return { id: String(reply.json['id']), number: Number(reply.json['number']) };
};
const textOf = async ({ id }: { readonly id: string }): Promise<string> =>
  String((await ines.get(`/api/pages/${id}/source`)).json['body']);
const strays = async (who: Client, { id }: { readonly id: string }) =>
  (await who.get(`/api/pages/${id}/strays`)).json['pages'] as { number: number; writable: boolean; addresses: unknown[] }[];

it('a page that was moved is led to in a clone again, and nothing else in the texts changes', async () => {
  const people = await made('# People\n');
  const leave = await made('# Leave\n\nSee [people](../people.md) and [hours](hours.md#core).\r\n', { under: people.id });
  const hours = await made('# Hours\n\n## Core\n\n[Leave](./leave.md "Days off")\n', { under: people.id });
  const start = await made(
    '# Start\n\n[Leave](people/leave.md#leave), `[code](people/leave.md)`, [by number](#2), <a href="people/leave.md">again</a>\n\n[def]: <people/leave.md>\n',
  );
  const time = await made('# Time\n');
  expect(await strays(ines, leave)).toEqual([]);
  expect(await ines.put(`/api/pages/${leave.id}/place`, { under: time.id, name: 'days-off' })).toMatchObject({ status: 200 });
  expect((await ines.get(`/api/pages/${leave.id}`)).json['moved']).toBe(true);

  expect(await strays(ines, leave)).toMatchObject([
    { number: leave.number, writable: true, addresses: [{ href: 'hours.md', to: '../people/hours.md' }] },
    { number: hours.number, addresses: [{ href: './leave.md', to: '../time/days-off.md' }] },
    { number: start.number, addresses: [{ href: 'people/leave.md', to: 'time/days-off.md' }] },
  ]);
  const done = await ines.post(`/api/pages/${leave.id}/strays`, {});
  expect(done, done.text).toMatchObject({ status: 200, json: { addresses: 5, left: [] } });
  expect(await textOf(start)).toBe(
    '# Start\n\n[Leave](time/days-off.md#leave), `[code](people/leave.md)`, [by number](#2), <a href="time/days-off.md">again</a>\n\n[def]: <time/days-off.md>\n',
  );
  expect(await textOf(hours)).toBe('# Hours\n\n## Core\n\n[Leave](../time/days-off.md "Days off")\n');
  expect(await textOf(leave)).toBe('# Leave\n\nSee [people](../people.md) and [hours](../people/hours.md#core).\r\n');
  expect(await strays(ines, leave)).toEqual([]);
  // They lead here as they did.
  expect((await ines.get(`/api/pages/${start.id}`)).json).toMatchObject({ broken: [] });
  const back = (await ines.get(`/api/pages/${leave.id}/backlinks`)).json['items'] as { number: number }[];
  expect(back.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([hours.number, start.number]);
  const [last] = (await ines.get(`/api/pages/${start.id}/revisions`)).json['items'] as { reason: string }[];
  expect(last?.reason).toBe(`Addresses lead to where pages stand now (“Leave”, #${leave.number})`);
  await git(['clone', '-q', url, 'moved']);
  expect(await readFile(`${folder}/moved/time/days-off.md`, 'utf8')).toContain('](../people/hours.md#core)');
  expect(await readFile(`${folder}/moved/people/hours.md`, 'utf8')).toContain('](../time/days-off.md "Days off")');
  // Sent once more there is nothing to do.
  expect((await ines.post(`/api/pages/${leave.id}/strays`, {})).json).toEqual({ addresses: 0, pages: [], left: [] });
});

it('what stands below goes along, with its files; what only others write stays as it is, and is said so', async () => {
  await ines.post('/api/spaces', { name: 'Platform' });
  await ines.post('/api/spaces', { name: 'Board', access: 'closed' });
  const teams = await made('# Teams\n', { space: 'platform' });
  const rota = await made('# Rota\n', { space: 'platform', under: teams.id });
  const kept = await ines.call('POST', `/api/artifacts/${rota.id}/files?name=dock.txt&path=lists/dock.txt`, {
    body: 'Three cranes',
    headers: { 'content-type': 'application/octet-stream' },
  });
  expect(kept, kept.text).toMatchObject({ status: 201 });
  const inRota = '# Rota\n\n[Dock](rota/lists/dock.txt) and [board](../../board/minutes.md)\n';
  const minutes = await made('# Minutes\n\n[Rota](../platform/teams/rota.md), [dock](../platform/teams/rota/lists/dock.txt)\n', {
    space: 'board',
  });
  expect(
    await ines.post(`/api/pages/${rota.id}/revisions`, { base: 1, body: inRota, reason: 'What stands at the dock' }),
  ).toMatchObject({
    status: 201,
    json: { changed: true },
  });
  await ines.put(`/api/pages/${teams.id}/place`, { space: null, name: 'crews' });
  const found = await strays(ines, teams);
  expect(found).toMatchObject([
    { number: rota.number, addresses: [{ href: '../../board/minutes.md', to: '../spaces/board/minutes.md' }] },
    {
      number: minutes.number,
      addresses: [
        { href: '../platform/teams/rota.md', to: '../../crews/rota.md' },
        { href: '../platform/teams/rota/lists/dock.txt', to: '../../crews/rota/lists/dock.txt' },
      ],
    },
  ]);
  // [safety] Of the closed space nothing is said, not even where its pages lie.
  expect(JSON.stringify(await strays(raj, teams))).not.toMatch(/board|minutes/i);
  const done = await ines.post(`/api/pages/${teams.id}/strays`, { reason: 'Crews have moved' });
  expect(done.json).toMatchObject({ addresses: 3, left: [] });
  expect(await textOf(minutes)).toBe('# Minutes\n\n[Rota](../../crews/rota.md), [dock](../../crews/rota/lists/dock.txt)\n');
  expect(await strays(ines, teams)).toEqual([]);
});

it('a page that is changed by proposals alone stays as it is, and so does one that somebody only reads', async () => {
  const library = ((await ines.get('/api/spaces')).json['items'] as { id: string; slug: string }[]).find(
    (one) => one.slug === 'library',
  );
  await ines.put(`/api/spaces/${library?.id}/members/${((await raj.get('/api/me')).json['actor'] as { id: string }).id}`, {
    role: 'reader',
  });
  const id = String(quay.json['id']);
  await ines.put(`/api/pages/${id}/place`, { name: 'pier' });
  expect(await strays(ines, { id })).toMatchObject([{ title: 'List', writable: true }]);
  expect(await strays(raj, { id })).toMatchObject([{ title: 'List', writable: false }]);
  expect((await raj.post(`/api/pages/${id}/strays`, {})).json).toEqual({ addresses: 0, pages: [], left: [] });
  expect((await ines.post(`/api/pages/${id}/strays`, {})).json).toMatchObject({
    addresses: 0,
    pages: [],
    left: [{ title: 'List', code: 'proposal-needed', detail: expect.stringContaining('publish/library') }],
  });
  expect((await ines.get(`/api/pages/${id}/proposals`)).json['items']).toEqual([]);
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
