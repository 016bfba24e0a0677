import { hash, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { sweepFiles } from '#server/files.ts';
import { client, found, join, type Client, type Reply } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer({ web: null });
const { address, pool, faults } = server;
const ines = await found(address);
const raj = await join(address, ines, 'Raj Mehta', 'Asia/Kolkata');
const aroha = await join(address, ines, 'Aroha Ngata', 'Pacific/Auckland');

/** A picture of one pixel, twelve wide by what it says. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000' + '0c' + '0000000708060000001f15c489', 'hex');

const send = async (
  who: Client,
  method: string,
  path: string,
  bytes: Buffer | string,
  headers: Record<string, string> = {},
): Promise<Reply> => {
  const response = await fetch(address + path, {
    method,
    headers: { cookie: who.cookie(), 'content-type': 'application/octet-stream', 'idempotency-key': randomUUID(), ...headers },
    body: new Uint8Array(Buffer.from(bytes)),
  });
  const text = await response.text();
  const json = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : {};
  return { status: response.status, headers: response.headers, text, json };
};
const get = (who: Client, path: string, headers: Record<string, string> = {}) =>
  fetch(address + path, { headers: { cookie: who.cookie(), ...headers } });

const page = async (who: Client, body: string, more: object = {}): Promise<{ id: string; number: number; version: number }> => {
  const made = await who.post('/api/pages', { body, ...more });
  if (made.status !== 201) throw new Error(made.text);
  return { id: String(made.json['id']), number: Number(made.json['number']), version: Number(made.json['version']) };
};
const attach = async (
  who: Client,
  on: string,
  name: string,
  bytes: Buffer | string,
  more = '',
): Promise<Record<string, unknown>> => {
  const made = await send(who, 'POST', `/api/artifacts/${on}/files?name=${encodeURIComponent(name)}${more}`, bytes);
  if (made.status !== 201) throw new Error(made.text);
  return made.json;
};

it('keeps a picture on a page, says what it is, and gives it back with headers that make it harmless', async () => {
  const { id: on } = await page(ines, '# Docks');
  const made = await attach(ines, on, 'Döck: "one".png', PNG);
  expect(made).toMatchObject({ name: 'Döck- -one-.png', path: null });
  const { json: one } = await ines.get(`/api/files/${made['id']}`);
  expect(one).toMatchObject({ type: 'image/png', size: PNG.length, width: 12, height: 7, on, author: { name: 'Ines Prado' } });
  const got = await get(raj, String(made['address']));
  expect(Buffer.from(await got.arrayBuffer())).toEqual(PNG);
  expect(Object.fromEntries(got.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': `inline; filename="D_ck- -one-.png"; filename*=UTF-8''D%C3%B6ck-%20-one-.png`,
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect((await raj.get(`/api/artifacts/${on}/files`)).json).toMatchObject({ items: [{ id: made['id'] }], next: null });
  const again = await get(raj, String(made['address']), { 'if-none-match': String(got.headers.get('etag')) });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const head = await fetch(address + String(made['address']), { method: 'HEAD', headers: { cookie: raj.cookie() } });
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(PNG.length)]);
});

it('believes the bytes alone: a page with script, a drawing with script and an archive come as attachments', async () => {
  const { id: on } = await page(ines, '# Files');
  const svg =
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><script>alert(1)</script></svg>';
  for (const [name, bytes, type] of [
    ['picture.png', '<!doctype html><script>alert(1)</script>', 'text/plain; charset=utf-8'],
    ['picture.png', svg, 'image/svg+xml'],
    ['notes.txt', 'PK\x03\x04zip', 'application/zip'],
    ['x.pdf', '%PDF-1.7', 'application/pdf'],
    ['x.js', Buffer.from([0, 1, 2, 0xff]), 'application/octet-stream'],
  ] as const) {
    const made = await attach(ines, on, name, bytes);
    const got = await get(ines, String(made['address']));
    expect([got.headers.get('content-type'), got.headers.get('content-disposition')?.slice(0, 10)], name).toEqual([
      type,
      'attachment',
    ]);
  }
});

it('gives parts of large ones, and keeps the same bytes once', async () => {
  const { id: on } = await page(ines, '# Large');
  const large = Buffer.alloc(3_000_000, 'abcdefghij');
  const made = await attach(ines, on, 'large.bin', large);
  await attach(raj, on, 'the same.bin', large);
  const { rows } = await pool.query('select size::int from files where hash = $1', [hash('sha256', large, 'hex')]);
  expect(rows).toEqual([{ size: 3_000_000 }]);
  const whole = await get(raj, String(made['address']));
  expect(Buffer.from(await whole.arrayBuffer()).equals(large)).toBe(true);
  const part = async (range: string, more: Record<string, string> = {}) => {
    const got = await get(raj, String(made['address']), { range, ...more });
    return [got.status, got.headers.get('content-range'), (await got.text()).length] as const;
  };
  expect(await part('bytes=1048570-1048589')).toEqual([206, 'bytes 1048570-1048589/3000000', 20]);
  expect(await part('bytes=-5')).toEqual([206, 'bytes 2999995-2999999/3000000', 5]);
  expect(await part('bytes=2999999-')).toEqual([206, 'bytes 2999999-2999999/3000000', 1]);
  expect(await part('bytes=3000000-')).toEqual([416, 'bytes */3000000', 0]);
  expect(await part('bytes=0-1,4-5')).toEqual([200, null, 3_000_000]);
  expect(await part('bytes=0-1', { 'if-range': '"another"' })).toEqual([200, null, 3_000_000]);
});

it('is seen by whoever sees what it hangs on, from one moment to the next', async () => {
  const { id: on } = await page(ines, '# Salaries');
  const made = await attach(ines, on, 'table.png', PNG);
  expect((await get(aroha, String(made['address']))).status).toBe(200);
  const done = await ines.put(`/api/pages/${on}/readers`, { only: [raj.id] });
  expect([200, 201]).toContain(done.status);
  for (const path of [String(made['address']), `/api/files/${made['id']}`, `/api/artifacts/${on}/files`])
    expect((await get(aroha, path)).status, path).toBe(404);
  expect((await get(raj, String(made['address']))).status).toBe(200);
  expect((await get(client(address), String(made['address']))).status).toBe(401);
  expect((await send(aroha, 'PUT', `/api/files/${made['id']}/content`, PNG)).status).toBe(404);
});

it('goes with its page into another space, with its path', async () => {
  const space = await ines.post('/api/spaces', { name: 'Harbour', slug: 'harbour', access: 'closed' });
  expect(space.status).toBe(201);
  const { id: on } = await page(ines, '# Moving', { name: 'moving' });
  const made = await attach(ines, on, 'map.png', PNG, '&path=map.png');
  expect((await get(aroha, String(made['address']))).status).toBe(200);
  const moved = await ines.put(`/api/pages/${on}/place`, { space: 'harbour' });
  expect([moved.status, moved.text]).toEqual([200, moved.text]);
  expect((await get(aroha, String(made['address']))).status).toBe(404);
  const placeOf = async (): Promise<unknown> =>
    (await pool.query(`select summary->>'place' as place from artifacts where id = $1`, [made['id']])).rows[0].place;
  await expect.poll(placeOf).toBe(`${String(space.json['id'])}/${on}/map.png`);
});

it('is gone with its page, and by itself', async () => {
  const { id: on } = await page(ines, '# Gone');
  const [one, other] = [await attach(ines, on, 'one.png', PNG), await attach(ines, on, 'other.png', PNG)];
  expect((await ines.delete(`/api/files/${one['id']}`)).status).toBe(200);
  expect((await get(ines, String(one['address']))).status).toBe(404);
  expect((await get(ines, String(other['address']))).status).toBe(200);
  expect((await ines.post(`/api/pages/${on}/deletions`, { reason: 'Never true' })).status).toBe(200);
  expect((await get(ines, String(other['address']))).status).toBe(404);
});

it('is renamed and replaced under its address', async () => {
  const { id: on } = await page(ines, '# Changing');
  const made = await attach(ines, on, 'a.png', PNG);
  expect((await ines.call('PATCH', `/api/files/${made['id']}`, { body: { name: 'b.png' } })).json).toMatchObject({
    name: 'b.png',
  });
  expect((await send(raj, 'PUT', `/api/files/${made['id']}/content`, 'words')).json).toMatchObject({
    address: `/files/${made['id']}/b.png`,
  });
  expect(await (await get(raj, String(made['address']))).text()).toBe('words');
  const before = Number((await send(raj, 'PUT', `/api/files/${made['id']}/content`, 'words')).json['version']);
  expect(Number((await send(raj, 'PUT', `/api/files/${made['id']}/content`, 'words')).json['version'])).toBe(before);
});

it('a picture at a path is found by the text of its page, and shown in it with its size', async () => {
  const { id: on, number } = await page(ines, '# With a picture', { name: 'with-a-picture' });
  const made = await attach(ines, on, 'dock.png', PNG, '&path=images/dock.png');
  expect(made).toMatchObject({ path: 'images/dock.png' });
  expect(await attach(ines, on, 'dock.png', PNG, '&path=images/dock.png')).toMatchObject({ path: 'images/dock-2.png' });
  const body = '# With a picture\n\n![A dock](with-a-picture/images/dock.png) ![gone](nowhere.png)\n';
  const published = await ines.post(`/api/pages/${on}/revisions`, { base: 1, body, reason: 'A picture' });
  expect(published.status).toBe(201);
  const { json } = await raj.get(`/api/pages/${number}`);
  expect(json['html']).toContain(`<img src="/files/${made['id']}/dock.png" alt="A dock" width="12" height="7" loading="lazy"`);
  expect(json['html']).toContain('<span class="broken">gone<span class="sr-only"> (leads nowhere)</span></span>');
});

it('a text names what its reader may see, and nothing else', async () => {
  const secret = await page(ines, '# The merger', { only: [raj.id] });
  const open = await page(
    ines,
    `# Reading list\n\nSee #${secret.number}, @raj-mehta and [this](/${secret.number}).\n\n#${secret.number}\n`,
  );
  const { json: of } = await raj.get(`/api/pages/${open.number}`);
  expect(of['html']).toContain('The merger');
  expect(of['html']).toMatch(/<p class="embed"><a href="\/\d+"><span class="embed-kind">Page #/);
  expect(of['headings']).toEqual([{ level: 1, id: 'doc-reading-list', text: 'Reading list' }]);
  const { json: others } = await aroha.get(`/api/pages/${open.number}`);
  expect(JSON.stringify(others)).not.toContain('merger');
  expect(others['html']).toContain(`<a href="/${secret.number}" class="reference">#${secret.number}</a>`);
});

it('refuses what it cannot keep, and writes nothing of it', async () => {
  const { id: on } = await page(ines, '# Refusing');
  expect((await send(ines, 'POST', `/api/artifacts/${on}/files?name=x`, '')).json).toMatchObject({ code: 'empty' });
  expect((await send(ines, 'POST', `/api/artifacts/${on}/files?name=x&path=../x`, PNG)).json).toMatchObject({
    code: 'invalid-path',
    field: '/query/path',
  });
  expect((await send(ines, 'POST', `/api/artifacts/${on}/files`, PNG)).json).toMatchObject({ status: 400, field: '/query/name' });
  expect((await send(ines, 'POST', `/api/artifacts/${randomUUID()}/files?name=x`, PNG)).status).toBe(404);
  expect((await send(ines, 'POST', `/api/artifacts/${on}/files?name=x`, PNG, { 'content-type': 'image/png' })).status).toBe(415);
  expect((await send(ines, 'POST', `/api/artifacts/${on}/files?name=x`, Buffer.alloc(26 * 1024 * 1024))).json).toMatchObject({
    code: 'body-too-large',
  });
  expect((await ines.get(`/api/artifacts/${on}/files`)).json).toMatchObject({ items: [] });
});

it('are listed in parts, in the order in which they came', async () => {
  const { id: on } = await page(ines, '# Many');
  for (const name of ['one', 'two', 'three']) await attach(ines, on, name, name);
  const names: unknown[] = [];
  let after: unknown = null;
  do {
    const { json } = await ines.get(`/api/artifacts/${on}/files?limit=2${after === null ? '' : `&after=${String(after)}`}`);
    names.push((json['items'] as { name: string }[]).map(({ name }) => name));
    after = json['next'];
  } while (after !== null);
  expect(names).toEqual([['one', 'two'], ['three']]);
});

it('the same request again is the same file', async () => {
  const { id: on } = await page(ines, '# Twice');
  const key = { 'idempotency-key': randomUUID() };
  const path = `/api/artifacts/${on}/files?name=x.png&path=x.png`;
  const [first, second] = [await send(ines, 'POST', path, PNG, key), await send(ines, 'POST', path, PNG, key)];
  expect([second.status, second.json]).toEqual([201, first.json]);
});

it('bytes that nothing names go after a day; those that something ever named stay', async () => {
  const { rows } = await pool.query<{ org: string }>('select org from accounts limit 1');
  const org = rows[0]?.org ?? '';
  await pool.query(
    `insert into files (org, hash, size, type, bytes, kept_at) values ($1, 'stray', 1, 'text/plain', 'x', now() - interval '2 days')`,
    [org],
  );
  const before = await pool.query('select count(*)::int as n from files');
  await pool.query(`update files set kept_at = now() - interval '2 days'`);
  expect(await sweepFiles(pool)).toBe(1);
  expect((await pool.query('select count(*)::int as n from files')).rows[0].n).toBe(before.rows[0].n - 1);
});

it('nothing of this was a fault inside', () => {
  expect(faults).toEqual([]);
});

it('finds a file by the words of its name, for whoever sees what it hangs on, while that is there', async () => {
  const { id: on, number } = await page(ines, '# Wharf');
  const { id: own } = await page(ines, '# Own', { only: [] });
  await attach(ines, on, 'crane-inspection_2027.pdf', 'As inspected.');
  await attach(ines, own, 'crane-secret.pdf', 'Nobody sees it.');
  const names = async (who: Client, q: string) =>
    ((await who.get(`/api/search?q=${encodeURIComponent(q)}`)).json['items'] as { kind: string; title: string }[])
      .filter(({ kind }) => kind === 'file')
      .map(({ title }) => title);
  expect(await names(raj, 'crane inspection')).toEqual(['crane-inspection_2027.pdf']);
  expect(await names(raj, 'kind:file crane')).toEqual(['crane-inspection_2027.pdf']);
  expect((await names(ines, 'crane')).toSorted()).toEqual(['crane-inspection_2027.pdf', 'crane-secret.pdf']);
  await ines.post(`/api/pages/${number}/deletions`, { reason: 'Wrong' });
  expect(await names(raj, 'crane inspection')).toEqual([]);
});
