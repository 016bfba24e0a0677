import { expect, it } from 'vitest';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const aroha = await join(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');
const idOf = async (who: Client): Promise<string> => String(((await who.get('/api/me')).json['actor'] as { id: string }).id);
const rajId = await idOf(raj);
const platform = String((await ines.post('/api/spaces', { name: 'Platform', access: 'closed' })).json['id']);
await ines.put(`/api/spaces/${platform}/members/${rajId}`, { role: 'contributor' });

type Json = Record<string, never>;
const write = async (who: Client, body: string, more: object = {}) => {
  const made = await who.post('/api/pages', { body, ...more });
  expect(made.text).not.toContain('"code"');
  return made.json as { id: string; number: number; version: number };
};
const read = async (who: Client, id: string | number) =>
  (await who.get(`/api/pages/${id}`)).json as Json & {
    title: string;
    revision: number;
    path: string;
    trail: { title: string }[];
    broken: string[];
  };
const titles = async (who: Client, query: string): Promise<readonly string[]> =>
  ((await who.get(`/api/pages?${query}`)).json['items'] as { title: string }[]).map(({ title }) => title);

it('publishes a page, called after its first heading, in a tree that keeps its order', async () => {
  const top = await write(ines, '# Engineering\n');
  const onCall = await write(ines, '# On call\n\nOne of us each week.\n', { under: top.id });
  await write(ines, '# Incidents\n', { under: top.id });
  await write(ines, '# Before all\n', { under: top.id, after: null });
  await write(ines, '# Behind on call\n', { under: top.id, after: onCall.id });
  expect(await titles(raj, `under=${top.id}`)).toEqual(['Before all', 'On call', 'Behind on call', 'Incidents']);
  expect(await read(raj, onCall.number)).toMatchObject({
    title: 'On call',
    path: 'engineering/on-call',
    trail: [{ title: 'Engineering' }],
    revision: 1,
    may: { write: true, delete: false },
  });
  const first = (await raj.get(`/api/pages?under=${top.id}&limit=3`)).json as { items: unknown[]; next: string };
  expect(first.items).toHaveLength(3);
  expect(await titles(raj, `under=${top.id}&limit=3&after=${first.next}`)).toEqual(['Incidents']);
});

it('gives a second page of one title another name, and refuses a name that is taken', async () => {
  await write(ines, '# Glossary\n');
  const second = await write(ines, '# Glossary\n');
  expect((await read(ines, second.id)).path).toBe('glossary-2');
  const refused = await ines.post('/api/pages', { body: '# Other\n', name: 'glossary' });
  expect(refused.json).toMatchObject({ status: 409, code: 'name-taken', field: '/name' });
});

it('publishes each change with its reason, compares, restores, and tells whose each paragraph is', async () => {
  const page = await write(ines, '# Leave\n\nAsk a week before.\n\nTell your deputy.\n');
  const second = await raj.post(`/api/pages/${page.id}/revisions`, {
    base: 1,
    body: '# Leave\n\nAsk two weeks before.\n\nTell your deputy.\n',
    reason: 'A week was too short for the rota',
  });
  expect(second.json).toMatchObject({ revision: 2, merged: false, changed: true });
  expect((await ines.get(`/api/pages/${page.id}/revisions`)).json['items']).toMatchObject([
    { revision: 2, reason: 'A week was too short for the rota', by: { name: 'Raj Mehta' } },
    { revision: 1, reason: 'First version' },
  ]);
  expect(JSON.stringify((await ines.get(`/api/pages/${page.id}/revisions/1/changes`)).json['lines'])).toContain('"two weeks"');
  expect((await ines.get(`/api/pages/${page.id}/lineage`)).json['paragraphs']).toMatchObject([
    { from: 1, revision: { revision: 1 } },
    { from: 3, revision: { revision: 2, by: { name: 'Raj Mehta' } } },
    { from: 5, revision: { revision: 1 } },
  ]);
  const back = await ines.post(`/api/pages/${page.id}/restorations`, { revision: 1 });
  expect(back.json).toMatchObject({ revision: 3 });
  expect((await ines.get(`/api/pages/${page.id}/source`)).json['body']).toContain('Ask a week before');
  expect((await ines.post(`/api/pages/${page.id}/revisions`, { base: 3, body: 'x', reason: ' ' })).json).toMatchObject({
    code: 'reason-required',
    field: '/reason',
  });
});

it('merges what two wrote at once, and where it cannot, writes nothing and shows both', async () => {
  const page = await write(ines, '# Rota\n\nMonday is Ines.\n\nTuesday is Raj.\n');
  const [mine, yours] = await Promise.all([
    ines.post(`/api/pages/${page.id}/revisions`, {
      base: 1,
      body: '# Rota\n\nMonday is Mere.\n\nTuesday is Raj.\n',
      reason: 'Swapped',
    }),
    raj.post(`/api/pages/${page.id}/revisions`, {
      base: 1,
      body: '# Rota\n\nMonday is Ines.\n\nTuesday is Tomás.\n',
      reason: 'Swapped',
    }),
  ]);
  expect([mine.json['merged'], yours.json['merged']].toSorted()).toEqual([false, true]);
  expect((await ines.get(`/api/pages/${page.id}/source`)).json['body']).toBe('# Rota\n\nMonday is Mere.\n\nTuesday is Tomás.\n');
  const late = { base: 1, body: '# Rota\n\nMonday is Aroha.\n\nTuesday is Raj.\n' };
  const refused = await aroha.post(`/api/pages/${page.id}/revisions`, { ...late, reason: 'Mine' });
  expect(refused.json).toMatchObject({ status: 409, code: 'needs-merge', line: 3 });
  expect((await aroha.post(`/api/pages/${page.id}/merges`, late)).json).toMatchObject({
    revision: 3,
    conflicts: [{ line: 3, standing: 'Monday is Mere.\n', sent: 'Monday is Aroha.\n' }],
  });
  expect((await read(ines, page.id)).revision).toBe(3);
});

it('finds where links lead, and they go on leading there when pages are moved and renamed', async () => {
  const guide = await write(ines, '# Guide\n');
  const setup = await write(ines, '# Set-up\n\n[back](../guide.md) [self](set-up.md#top)\n', { under: guide.id });
  const from = await write(
    ines,
    `# Index\n\n[a](guide/set-up.md) [b](/guide/set-up#set-up) [c](./guide/) [d](/${setup.number}) #${setup.number} [[Set-up]] [e](guide/nowhere.md) [f](https://example.org/x.md)\n`,
  );
  expect((await read(ines, from.id)).broken).toEqual(['guide/nowhere.md']);
  const back = async (id: string) =>
    ((await raj.get(`/api/pages/${id}/backlinks`)).json['items'] as { title: string }[]).map(({ title }) => title);
  expect(await back(setup.id)).toEqual(['Index']);
  expect((await read(ines, setup.id)).broken).toEqual([]);
  expect(await back(guide.id)).toEqual(['Index', 'Set-up']);
  const moved = await raj.put(`/api/pages/${guide.id}/place`, { name: 'handbook-guide' });
  expect(moved.status).toBe(200);
  expect((await read(ines, setup.id)).path).toBe('handbook-guide/set-up');
  // Old addresses lead there: in what was written before, and in what is written now.
  expect((await ines.get('/api/pages/at?path=guide/set-up')).json['id']).toBe(setup.id);
  expect((await ines.get('/api/pages/at?path=handbook-guide/set-up.md')).json['id']).toBe(setup.id);
  // At the top no folder holds an index: it is a page like others, and what `/` means.
  for (const path of ['index.md', '/index', '/']) expect((await ines.get(`/api/pages/at?path=${path}`)).json['id']).toBe(from.id);
  const later = await write(ines, '# Later\n\n[old](guide/set-up.md) [home](/) [top](index.md#index)\n');
  expect((await read(ines, later.id)).broken).toEqual([]);
  expect((await ines.get('/api/pages/broken')).json['items']).toMatchObject([{ title: 'Index', broken: ['guide/nowhere.md'] }]);
  expect((await raj.put(`/api/pages/${guide.id}/place`, { under: setup.id })).json).toMatchObject({ code: 'below-itself' });
});

it('follows what the address bar shows of an artifact, with the server’s own address and without', async () => {
  const to = await write(ines, '# Shown above\n');
  const home = server.address;
  const from = await write(
    ines,
    `# Shows it\n\n[a](/handbook/${to.number}) [b](${home}/handbook/${to.number}#top) [c](/decisions/999999)\n\n${home}/handbook/${to.number}\n`,
  );
  const bare = await write(ines, `# Shows it bare\n\nSee ${home}/handbook/${to.number}\n`);
  const page = (await ines.get(`/api/pages/${from.id}`)).json as Json & { html: string; broken: string[] };
  expect(page.broken).toEqual([]);
  expect(page.html).toContain(`<a href="/${to.number}" title="Shown above">a</a>`);
  expect(page.html).toContain(`<a href="/${to.number}#doc-top" title="Shown above">b</a>`);
  expect(page.html).toContain(`<a href="/${to.number}" title="Shown above">${home}/handbook/${to.number}</a>`);
  const back = ((await raj.get(`/api/pages/${to.id}/backlinks`)).json['items'] as { id: string }[]).map(({ id }) => id);
  expect(new Set(back)).toEqual(new Set([from.id, bare.id]));
});

it('tells which links lead to no heading of their page', async () => {
  const target = await write(ines, '# Anchored\n\n## Part two\n\n> ### Quoted part\n');
  const own = '[a](#here) [b](#nothere) [[#Here]] [[#Not here]] [c](#2-steps)';
  const other = `[d](anchored.md#part-two) [e](anchored.md#Part_Two) [f](anchored.md#nope) [g](/${target.number}#gone) [h](anchored.md#quoted-part)`;
  const page = await write(ines, `# Anchors\n\n## Here\n\n## 2 steps\n\n${own} [[#${target.number}]]\n\n${other}\n`);
  const { html, broken } = (await ines.get(`/api/pages/${page.id}`)).json as Json & { html: string; broken: string[] };
  expect(broken).toEqual(['#nothere', '[[#Not here]]', 'anchored.md#nope', `/${target.number}#gone`]);
  expect(html).toContain('<a href="#doc-here">a</a> <span class="broken">b<');
  expect(html).toContain('<a href="#doc-here">Here</a> <span class="broken">Not here<');
  expect(html).toContain(`<a href="/${target.number}" class="reference">#${target.number} <span class="reference-title"`);
  expect(html).toContain(`<a href="/${target.number}#doc-nope" title="Anchored">f</a>`);
});

it('shows a closed space’s pages, and restricted ones, to nobody else, not even by their names', async () => {
  const room = await write(ines, '# Pager\n\n[secret](runbook.md)\n', { space: 'platform' });
  const runbook = await write(raj, '# Runbook of the platform\n', { space: 'platform' });
  expect(await titles(raj, 'space=platform')).toEqual(['Pager', 'Runbook of the platform']);
  expect((await aroha.get('/api/pages?space=platform')).status).toBe(404);
  for (const path of ['', '/source', '/revisions', '/backlinks', '/lineage', '/revisions/1', '/revisions/1/changes'])
    expect((await aroha.get(`/api/pages/${runbook.id}${path}`)).status).toBe(404);
  const top = await write(ines, '# Salaries\n', { only: [rajId] });
  const below = await write(raj, '# Bands of pay\n', { under: top.id });
  expect((await aroha.get(`/api/pages/${below.id}`)).status).toBe(404);
  expect((await read(ines, below.id)).title).toBe('Bands of pay');
  expect(await titles(aroha, '')).not.toContain('Salaries');
  // Somebody who may see what is below, but not the page above.
  await raj.put(`/api/pages/${below.id}/readers`, { only: null });
  const seen = await read(aroha, below.id);
  expect(seen).toMatchObject({ under: null, trail: [], path: 'bands-of-pay' });
  expect((await aroha.post('/api/pages', { body: '# Mine\n', under: top.id })).json).toMatchObject({ status: 404 });
  // A name that is taken where one does not see it is free: whoever sees both is led to the first, and to each by its number.
  const own = await write(aroha, '# Salaries\n', { name: 'salaries' });
  const [mine, theirs] = [await read(aroha, own.id), await read(ines, own.id)];
  expect([mine.path, theirs.path]).toEqual(['salaries', 'salaries']);
  expect((await aroha.get('/api/pages/at?path=salaries')).json['id']).toBe(own.id);
  expect((await ines.get('/api/pages/at?path=salaries')).json['id']).toBe(top.id);
  expect((await ines.post('/api/pages', { body: '# Salaries\n', name: 'salaries' })).json).toMatchObject({
    code: 'name-taken',
    detail: expect.stringContaining('“Salaries” (#'),
  });
  expect((await raj.put(`/api/pages/${top.id}/readers`, { only: [] })).json).toMatchObject({ code: 'shuts-you-out' });
  await ines.put(`/api/pages/${room.id}/place`, { space: null });
  expect(await titles(aroha, '')).toContain('Pager');
});

it('takes along what stands below a page that goes to another space, is archived or deleted', async () => {
  const top = await write(raj, '# Tools\n', { space: 'platform' });
  const below = await write(raj, '# Editors\n', { space: 'platform', under: top.id });
  await raj.put(`/api/pages/${top.id}/place`, { space: null });
  expect(await read(aroha, below.id)).toMatchObject({ path: 'tools/editors', space: null });
  expect((await raj.put(`/api/pages/${top.id}/archival`, { reason: 'Out of use' })).json).toMatchObject({ code: 'pages-below' });
  await raj.put(`/api/pages/${top.id}/archival`, { reason: 'Out of use', andBelow: true });
  expect(await titles(aroha, '')).not.toContain('Tools');
  expect(await read(aroha, below.id)).toMatchObject({ status: 'archived' });
  expect((await aroha.post(`/api/pages/${top.id}/deletions`, { reason: 'x', andBelow: true })).json).toMatchObject({
    code: 'not-permitted',
  });
  await raj.delete(`/api/pages/${top.id}/archival`);
  await raj.post(`/api/pages/${top.id}/deletions`, { reason: 'Never true', andBelow: true });
  expect(await read(aroha, top.id)).toMatchObject({ status: 'deleted', html: '' });
  expect((await aroha.get(`/api/pages/${top.id}/revisions/1`)).json).toMatchObject({ code: 'deleted' });
});

it('asks the owners of a page, when its time has come, whether it still holds', async () => {
  const page = await write(ines, '# Backups\n', { owners: [rajId] });
  expect((await raj.post(`/api/pages/${page.id}/verifications`, { holds: true })).json).toMatchObject({
    code: 'no-verification',
  });
  await ines.put(`/api/pages/${page.id}/verification`, { days: 90 });
  expect((await aroha.post(`/api/pages/${page.id}/verifications`, { holds: true })).json).toMatchObject({ code: 'not-asked' });
  expect((await raj.post(`/api/pages/${page.id}/verifications`, { holds: false })).json).toMatchObject({ field: '/words' });
  await raj.post(`/api/pages/${page.id}/verifications`, { holds: false, words: 'The new region is missing.' });
  expect(await read(aroha, page.id)).toMatchObject({
    verification: { days: 90, needsWork: { words: 'The new region is missing.' } },
  });
  await raj.post(`/api/pages/${page.id}/verifications`, { holds: true });
  expect(await read(aroha, page.id)).toMatchObject({
    verification: { needsWork: null, last: { by: { name: 'Raj Mehta' }, revision: 1 } },
  });
});

it('refuses texts that nobody can keep, with the place', async () => {
  const long = await ines.post('/api/pages', { body: `# Long\n\n${'x'.repeat(2_000_001)}` });
  expect(long.json).toMatchObject({ status: 400, field: '/body' });
  expect((await ines.post('/api/pages', { body: '# A\n\u0000' })).json).toMatchObject({ code: 'unstorable-character' });
  const stray = await write(ines, '# Stray\n\n\u0007 rings\n');
  expect((await ines.get(`/api/pages/${stray.id}/source`)).json['body']).toBe('# Stray\n\n\u0007 rings\n');
  expect((await ines.post('/api/pages', { body: '# A\n', name: '../x' })).json).toMatchObject({
    code: 'invalid-name',
    field: '/name',
  });
  expect((await ines.post('/api/pages', { body: '# A\n', under: '0b5f6c1e-93d4-4c5a-8a51-6d5b6a3c9a10' })).json).toMatchObject({
    status: 404,
  });
});

it('tells nobody who has read a page, but who asked', async () => {
  const page = await write(ines, '# Vests\n');
  const read = await raj.put(`/api/artifacts/${page.id}/reading`, {});
  expect(read.status).toBeLessThan(300);
  expect((await ines.get(`/api/artifacts/${page.id}/readers`)).json['items']).toEqual([]);
  expect((await raj.get(`/api/artifacts/${page.id}/readers`)).json['items']).toHaveLength(1);
});

it('takes an address that every object of JavaScript answers to for the path that it is', async () => {
  const words = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];
  const body = `# Objects\n\n${words.map((word) => `See [${word}](${word}).`).join(' ')}\n`;
  const page = await write(ines, body);
  expect((await read(ines, page.id)).broken.toSorted()).toEqual(words.toSorted());
  for (const word of words)
    expect((await ines.get(`/api/pages/at?path=${word}`)).json, word).toMatchObject({ status: 404, code: 'not-found' });
  const there = await write(ines, '# Constructor\n');
  expect((await ines.get('/api/pages/at?path=constructor')).json).toEqual({ id: there.id });
  await expect.poll(async () => (await read(ines, page.id)).broken).not.toContain('constructor');
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
