import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { SYSTEM } from '#kernel/stream/event.ts';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import { deciders, directorySource } from '#server/practices.ts';
import { rebuild } from '#store/rebuild.ts';
import { ranksAfter } from './place.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const me = (await ines.get('/api/me')).json as { actor: { id: string }; organization: { id: string } };
const org = me.organization.id;
await ines.post('/api/spaces', { name: 'Platform' });
const closed = String((await ines.post('/api/spaces', { name: 'Board', access: 'closed' })).json['id']);

const write = async (who: Client, body: string, more: object = {}) => {
  const made = await who.post('/api/pages', { body, ...more });
  if (made.status !== 201) throw new Error(made.text);
  return made.json as { id: string; number: number };
};
const read = async (who: Client, id: string) =>
  (await who.get(`/api/pages/${id}`)).json as {
    path: string;
    title: string;
    broken: string[];
    under: { id: string } | null;
    space: { slug: string } | null;
    trail: { id: string }[];
  };
const titles = async (who: Client, query = ''): Promise<readonly string[]> =>
  ((await who.get(`/api/pages?limit=200&${query}`)).json['items'] as { title: string }[]).map(({ title }) => title);
const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
  for (const until = performance.now() + 15_000; performance.now() < until;) {
    if (await holds()) return;
    await new Promise((resume) => setTimeout(resume, 25));
  }
  throw new Error('it never came to that');
};

const FOLDERS = 50;
const EACH = 99;

it('shows a tree of five thousand pages by its branches, moves it as one, and takes all of it along', async () => {
  const create = async (id: string, title: string, under: string | null, rank: string, refs: readonly string[]) => {
    const name = title.toLowerCase().replaceAll(' ', '-');
    const sent = await server.wired.send({
      ...{ id: randomUUID(), org, by: me.actor.id, kind: 'page', artifact: id, name: 'create', refs },
      data: {
        ...{ space: null, under, rank, name, file: { name: `${name}.md`, inside: false }, body: `# ${title}\n`, title },
        ...{ language: null, links: {}, broken: [], only: null, owners: [], reason: 'First version', from: 'a test' },
      },
    });
    if (sent.refused) throw new Error(sent.message);
  };
  const top = randomUUID();
  await create(top, 'Everything', null, 'V000', []);
  const ranks = ranksAfter(null, EACH);
  for (let folder = 0; folder < FOLDERS; folder += 1) {
    const id = randomUUID();
    await create(id, `Folder ${folder}`, top, ranks[folder] ?? '', [top]);
    await Promise.all(ranks.map((rank, at) => create(randomUUID(), `Page ${folder} of ${at}`, id, rank, [id, top])));
  }
  expect(await titles(raj)).toEqual(['How we work', 'Everything']);
  const folders = await raj.get(`/api/pages?under=${top}&limit=200`);
  const items = folders.json['items'] as { id: string; title: string; below: boolean }[];
  expect(items).toHaveLength(FOLDERS);
  expect(items.every(({ below }) => below)).toBe(true);
  expect(await titles(raj, `under=${items[7]?.id ?? ''}`)).toEqual(ranks.map((_, at) => `Page 7 of ${at}`));
  const plan = await server.pool.query(
    `explain select id from artifacts where org = $1 and kind = 'page' and status = 'published' and summary->>'in' = $2 order by (summary->>'rank') collate "C", number limit 51`,
    [org, `/${top}`],
  );
  expect(JSON.stringify(plan.rows)).toContain('pages_in_order');

  const moved = await ines.put(`/api/pages/${top}/place`, { name: 'all-of-it' });
  expect(moved.status).toBe(200);
  expect(await raj.get('/api/pages/at?path=everything/folder-7/page-7-of-12')).toMatchObject({ status: 200 });
  const away = await ines.put(`/api/pages/${items[7]?.id ?? ''}/place`, { space: 'platform' });
  expect(away.json).not.toHaveProperty('code');
  const left = await server.pool.query(
    `select count(*)::int as left from artifacts where kind = 'page' and title like 'Page 7 of %' and space is null`,
  );
  expect(left.rows).toEqual([{ left: 0 }]);
  expect(await titles(raj, 'space=platform')).toEqual(['Folder 7']);
}, 120_000);

const place = (name: string, under: string) => ({ space: null, under, rank: 'V000', name, file: null });
const order = (artifact: string, name: string, data: object, refs: readonly string[] = []) =>
  server.wired.send({ id: randomUUID(), org, by: me.actor.id, kind: 'page', artifact, name, data, refs });

it('never leaves a page below itself, however two people move at one moment', async () => {
  for (let round = 0; round < 3; round += 1) {
    const [one, other] = [await write(ines, `# One ${round}\n`), await write(ines, `# Other ${round}\n`)];
    // Both are decided on what stood before either.
    await Promise.all([
      order(one.id, 'move', { ...place(`one-${round}`, other.id), title: 'One' }, [other.id]),
      order(other.id, 'move', { ...place(`other-${round}`, one.id), title: 'Other' }, [one.id]),
    ]);
    await eventually(async () => [await read(ines, one.id), await read(ines, other.id)].some(({ under }) => under === null));
  }
  const undone = await server.pool.query(`select count(*)::int as undone from events where type = 'page-moved' and by = $1`, [
    SYSTEM,
  ]);
  expect(Number(undone.rows[0]?.undone)).toBeGreaterThan(0);
});

it('is renamed by one and moved by another at one moment, and both hold', async () => {
  const top = await write(ines, '# Where all go\n');
  for (let round = 0; round < 8; round += 1) {
    const page = await write(ines, `# Wanted by two ${round}\n`);
    const [renamed, moved] = await Promise.all([
      raj.put(`/api/pages/${page.id}/place`, { name: `renamed-${round}` }),
      ines.put(`/api/pages/${page.id}/place`, { under: top.id }),
    ]);
    expect([renamed.status, moved.status]).toEqual([200, 200]);
    expect(await read(ines, page.id)).toMatchObject({ name: `renamed-${round}`, under: { id: top.id } });
  }
});

it('calls the later of two otherwise that were given one name at one moment, and says so', async () => {
  const names = async (...ids: readonly string[]): Promise<readonly string[]> => {
    const pages = await Promise.all(ids.map((id) => read(ines, id)));
    return pages.map((page) => String((page as { name?: string }).name).toLowerCase()).toSorted();
  };
  for (let round = 0; round < 3; round += 1) {
    const [one, other] = [await write(ines, `# Left ${round}\n`), await write(ines, `# Right ${round}\n`)];
    const [first, second] = await Promise.all([
      order(one.id, 'move', { ...place(`same${round}`, ''), under: null, title: 'Left' }),
      order(other.id, 'move', { ...place(`SAME${round}`, ''), under: null, title: 'Right' }),
    ]);
    expect([first.refused, second.refused]).toEqual([undefined, undefined]);
    await eventually(async () => (await names(one.id, other.id)).some((name) => name === `same${round}-2`));
    expect(await names(one.id, other.id)).toEqual([`same${round}`, `same${round}-2`]);
  }
  const made = await Promise.all(
    ['one', 'two', 'three'].map((words) => ines.post('/api/pages', { body: `# New\n\n${words}\n`, name: 'brand-new' })),
  );
  const ids = made.flatMap(({ status, json }) => (status === 201 ? [String(json['id'])] : []));
  await eventually(async () => new Set(await names(...ids)).size === ids.length);
  expect(await names(...ids)).toContain('brand-new');
  const said = await server.pool.query(
    `select 1 from events where type = 'page-moved' and body->>'reason' like 'Another page was called%'`,
  );
  expect(said.rows.length).toBeGreaterThanOrEqual(3);
});

it('brings what was written below a page that was deleted at that moment to the top', async () => {
  const top = await write(ines, '# Short-lived\n');
  const id = randomUUID();
  const text = { body: '# Survivor\n', title: 'Survivor', language: null, links: {}, broken: [] };
  const [made, gone] = await Promise.all([
    order(id, 'create', { ...place('survivor', top.id), ...text, only: null, owners: [], reason: 'r', from: null }, [top.id]),
    order(top.id, 'delete', { reason: 'A mistake' }),
  ]);
  expect([made.refused, gone.refused]).toEqual([undefined, undefined]);
  await eventually(async () => (await titles(raj)).includes('Survivor'));
});

it('lets no page be moved by whoever may not take along what stands below it', async () => {
  const top = await write(raj, '# Plans\n', { space: 'platform' });
  const secret = await write(ines, '# Secret plan\n', { space: 'platform', under: top.id, only: [] });
  const refused = await raj.put(`/api/pages/${top.id}/place`, { space: null });
  expect(refused.json).toMatchObject({ status: 409, code: 'not-yours-below' });
  expect(refused.text).not.toContain('Secret');
  const deleting = await raj.post(`/api/pages/${top.id}/deletions`, { reason: 'x', andBelow: true });
  expect(deleting.json).toMatchObject({ code: 'not-yours-below' });
  await write(ines, '# Dates\n', { space: 'platform', under: top.id });
  const restricting = await raj.put(`/api/pages/${top.id}/readers`, { only: [], andBelow: true });
  expect(restricting.json).toMatchObject({ code: 'not-yours-below', detail: expect.stringContaining('“Dates”') });
  expect((await ines.put(`/api/pages/${top.id}/readers`, { only: [me.actor.id], andBelow: true })).status).toBe(200);
  expect((await read(ines, top.id)).title).toBe('Plans');
  expect(await titles(raj, `under=${top.id}`)).toEqual([]);
  expect(await read(ines, secret.id)).toMatchObject({ path: 'plans/secret-plan' });
});

it('finds where an address leads as soon as there is such a page, for those who see it', async () => {
  const from = await write(raj, '# Reading list\n\n[a](to-come.md) [[A Page To Come]] [b](hidden.md) [c](never.md)\n');
  expect((await read(raj, from.id)).broken).toHaveLength(4);
  await write(ines, '# A page to come\n', { name: 'to-come' });
  await write(ines, '# Hidden\n', { only: [] });
  await eventually(async () => (await read(raj, from.id)).broken.length === 2);
  expect((await read(raj, from.id)).broken).toEqual(['hidden.md', 'never.md']);
});

it('keeps names of any script, and refuses what no file may be called', async () => {
  for (const [title, path] of [
    ['Überblick: Büro & Küche', 'überblick-büro-küche'],
    ['小明的计划', '小明的计划'],
    ['🎉', 'page'],
    ['x'.repeat(400), 'page-2'],
    ['Con', 'page-3'],
  ] as const) {
    const made = await write(ines, `# ${title}\n`);
    expect((await read(ines, made.id)).path).toBe(path);
  }
  for (const name of ['..', 'a/b', 'CON', '.git', 'a\\b', 'dot.', '\u202Eevil', 'x'.repeat(121), ''])
    expect((await ines.post('/api/pages', { body: '# A\n', name })).json, name).toMatchObject({
      code: 'invalid-name',
      field: '/name',
    });
  const decomposed = await write(ines, '# A\n', { name: 'Bu\u0308ro' });
  expect((await read(ines, decomposed.id)).path).toBe('Büro');
  expect((await ines.post('/api/pages', { body: '# A\n', name: 'BÜRO' })).json).toMatchObject({ code: 'name-taken' });
});

it('refuses ten megabytes with the limit, and takes the longest text', async () => {
  const ten = await ines.post('/api/pages', { body: `# Long\n\n${'x'.repeat(10 * 1024 * 1024)}` });
  expect(ten.json).toMatchObject({ status: 400, field: '/body', accepted: expect.stringContaining('2,000,000 characters') });
  const more = await ines.post('/api/pages', { body: 'x'.repeat(20 * 1024 * 1024) });
  expect(more.status).toBe(413);
  const longest = await write(ines, `# Longest\n\n${'One more line.\n'.repeat(133_000)}`);
  const done = await raj.post(`/api/pages/${longest.id}/revisions`, {
    ...{ base: 1, body: `# Longest\n\nFirst.\n${'One more line.\n'.repeat(133_000)}`, reason: 'One more' },
  });
  expect(done.json).toMatchObject({ revision: 2 });
  const changes = await ines.get(`/api/pages/${longest.id}/revisions/1/changes`);
  expect(changes.status).toBe(200);
  expect((changes.json['lines'] as { kind: string }[]).filter(({ kind }) => kind !== 'same')).toHaveLength(1);
  expect((await ines.get(`/api/pages/${longest.id}/lineage`)).json['paragraphs']).toHaveLength(2);
});

it('merges what twenty people write at one moment', async () => {
  const lines = Array.from({ length: 20 }, (_, at) => `Line ${at} of the rota.`);
  const page = await write(ines, `# Rota\n\n${lines.join('\n\n')}\n`);
  const done = await Promise.all(
    lines.map((line, at) =>
      (at % 2 ? ines : raj).post(`/api/pages/${page.id}/revisions`, {
        ...{
          base: 1,
          reason: `Line ${at}`,
          body: `# Rota\n\n${lines.map((one) => (one === line ? `${one} Done.` : one)).join('\n\n')}\n`,
        },
      }),
    ),
  );
  // Whoever lost a dozen times is told, and has lost nothing.
  const again = done.flatMap(({ status }, at) => (status === 201 ? [] : [at]));
  for (const at of again) expect(done[at]?.json).toMatchObject({ status: 409, code: 'revision-changed' });
  const body = String((await ines.get(`/api/pages/${page.id}/source`)).json['body']);
  for (const [at, line] of lines.entries()) expect(body.includes(`${line} Done.`)).toBe(!again.includes(at));
});

it('lists the pages that one looks after, and those that are to be verified', async () => {
  const rajId = String(((await raj.get('/api/me')).json['actor'] as { id: string }).id);
  const page = await write(ines, '# Backups\n\n[gone](gone.md)\n', { owners: [rajId], space: 'platform' });
  await write(ines, '# Bonuses\n', { owners: [rajId], space: 'board', only: [] });
  await ines.put(`/api/pages/${page.id}/verification`, { days: 90 });
  expect((await raj.get('/api/pages/owned')).json['items']).toMatchObject([
    { title: 'Bonuses' },
    { title: 'Backups', broken: 1, space: { slug: 'platform' }, verification: { days: 90, last: null, needsWork: false } },
  ]);
  expect((await ines.get('/api/pages/unverified?space=platform')).json['items']).toEqual([]);
  expect((await ines.get('/api/pages/unverified?space=platform&days=91')).json['items']).toMatchObject([{ title: 'Backups' }]);
  await raj.post(`/api/pages/${page.id}/verifications`, { holds: false, words: 'They fail.' });
  expect((await ines.get('/api/pages/unverified?space=platform')).json['items']).toMatchObject([
    { title: 'Backups', verification: { needsWork: true } },
  ]);
});

it('asks people to acknowledge a page, tells the asker who has, and asks again when it changes materially', async () => {
  const aroha = await join(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');
  const mere = await join(server.address, ines, 'Mere', 'Pacific/Auckland');
  const page = await write(ines, '# Expenses\n\nUp to 50 euros.\n');
  const by = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const asking = { people: [aroha.id, mere.id], by, why: 'The limit is new' };
  expect(
    (await ines.post(`/api/pages/${page.id}/acknowledgements`, { ...asking, by: new Date().toISOString() })).json,
  ).toMatchObject({
    code: 'bad-date',
    field: '/by',
  });
  const asked = await ines.post(`/api/pages/${page.id}/acknowledgements`, asking);
  expect(asked.json).toMatchObject({ asked: 2 });
  const owes = async (who: Client) => ((await who.get('/api/today')).json['owe'] as { kind: string; why: string }[]) ?? [];
  expect(JSON.stringify(await owes(aroha))).toContain('Read “Expenses”: The limit is new');
  const number = Number(asked.json['number']);
  expect((await aroha.get(`/api/acknowledgements/${number}`)).json).toMatchObject({ mine: { status: 'open' }, readers: null });
  const readers = `/api/acknowledgements/${number}/readers`;
  expect((await aroha.get(readers)).json).toMatchObject({ code: 'not-permitted' });
  expect((await raj.get(readers)).status).toBe(404);
  expect((await raj.get(`/api/acknowledgements/${number}`)).status).toBe(404);
  await aroha.put(`/api/acknowledgements/${number}/reading`, { revision: 1 });
  const seenBy = async (who: Client) =>
    (await who.get(`/api/pages/${page.id}/acknowledgements`)).json['items'] as {
      readers: { asked: number; read: number } | null;
    }[];
  expect((await seenBy(ines))[0]).toMatchObject({ readers: { asked: 2, read: 1 } });
  expect((await ines.get(readers)).json['items']).toMatchObject([
    { actor: { name: 'Aroha Ngata' }, status: 'answered', read: { revision: 1, late: false } },
    { actor: { name: 'Mere' }, status: 'open', read: null },
  ]);
  // However many they are, they come in pages.
  const first = (await ines.get(`${readers}?limit=1`)).json;
  expect(first['items']).toMatchObject([{ actor: { name: 'Aroha Ngata' } }]);
  const second = (await ines.get(`${readers}?limit=1&after=${String(first['next'])}`)).json;
  expect(second).toMatchObject({ items: [{ actor: { name: 'Mere' } }], next: null });
  expect((await seenBy(mere))[0]).toMatchObject({ readers: null, mine: { status: 'open' } });
  expect(await seenBy(raj)).toEqual([]);
  // Whoever did not ask learns from no list who has read it.
  for (const path of ['/api/events', `/api/artifacts/${String(asked.json['id'])}/events`, `/api/pages/${page.id}/backlinks`])
    expect((await mere.get(path)).text).not.toMatch(/acknowledged|has read/);
  await raj.post(`/api/pages/${page.id}/revisions`, { base: 1, body: '# Expenses\n\nUp to 60 euros.\n', reason: 'Typo' });
  expect((await seenBy(ines))[0]?.readers).toEqual({ asked: 2, read: 1 });
  const material = { base: 2, body: '# Expenses\n\nUp to 20 euros.\n', reason: 'Less', material: true };
  await raj.post(`/api/pages/${page.id}/revisions`, material);
  await eventually(async () => (await seenBy(ines))[0]?.readers?.read === 0);
  expect((await aroha.put(`/api/acknowledgements/${number}/reading`, { revision: 1 })).json).toMatchObject({
    code: 'revision-changed',
  });
  await ines.put(`/api/pages/${page.id}/place`, { space: closed });
  await eventually(async () => (await aroha.get(`/api/acknowledgements/${number}`)).status === 404);
  expect(await owes(aroha)).toEqual([]);
  expect((await ines.put(`/api/acknowledgements/${number}/withdrawal`)).status).toBe(200);
});

it('every reading can be made anew from the events alone', async () => {
  const tables = async () => {
    const rows = async (text: string) => (await server.pool.query({ text, values: [org] })).rows;
    return {
      artifacts: await rows(
        `select id, title, status, space, audience, author, version, state, summary, opened_at, closed_at, due_at, next_at from artifacts where org = $1 order by id`,
      ),
      awaits: await rows('select * from awaits where org = $1 order by artifact, key'),
      links: await rows('select * from links where org = $1 order by source, rel, target'),
    };
  };
  const before = await tables();
  await rebuild(server.pool, org, deciders, directorySource);
  expect(await tables()).toEqual(before);
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
