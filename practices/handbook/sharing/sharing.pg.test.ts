import { hash, randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { client, found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const { address, pool, faults, clock } = server;
const stranger = client(address);
let ines: Client & { readonly id?: string };
let raj: Client & { readonly id: string };
let aroha: Client & { readonly id: string };
let board: string;

/** A picture of one pixel, twelve wide by what it says. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452000000' + '0c' + '0000000708060000001f15c489', 'hex');

const page = async (who: Client, body: string, more: object = {}): Promise<{ id: string; number: number }> => {
  const { status, json, text } = await who.post('/api/pages', { body, ...more });
  if (status !== 201) throw new Error(text);
  return { id: String(json['id']), number: Number(json['number']) };
};
const attach = async (who: Client, on: string, name: string, path = ''): Promise<string> => {
  const response = await fetch(`${address}/api/artifacts/${on}/files?name=${name}${path === '' ? '' : `&path=${path}`}`, {
    method: 'POST',
    headers: { cookie: who.cookie(), 'content-type': 'application/octet-stream', 'idempotency-key': randomUUID() },
    body: new Uint8Array(PNG),
  });
  if (response.status !== 201) throw new Error(await response.text());
  return (await response.json()).id;
};
const publish = async (who: Client, id: string, body: string): Promise<void> => {
  const base = (await who.get(`/api/pages/${id}`)).json['revision'];
  const sent = await who.post(`/api/pages/${id}/revisions`, { base, body, reason: 'Tried' });
  if (sent.status >= 300) throw new Error(sent.text);
};
/** The path of a link's address, and its id. */
const shared = async (who: Client, on: string, body: object = {}, key = randomUUID()) => {
  const { status, json, text } = await who.call('POST', `/api/pages/${on}/shares`, { body, key });
  if (status !== 201) throw new Error(text);
  return { id: String(json['id']), path: new URL(String(json['address'])).pathname, until: String(json['until']) };
};
const listed = async (who: Client, on: string): Promise<readonly Record<string, unknown>[]> =>
  (await who.get(`/api/pages/${on}/shares`)).json['items'] as readonly Record<string, unknown>[];

let nothing: string;

beforeAll(async () => {
  ines = await found(address);
  raj = await join(address, ines, 'Raj Mehta', 'Asia/Kolkata');
  aroha = await join(address, ines, 'Aroha Ngata', 'Pacific/Auckland');
  await ines.post('/api/spaces', { name: 'Platform', slug: 'platform' });
  board = String((await raj.post('/api/spaces', { name: 'Board', slug: 'board', access: 'closed' })).json['id']);
  await raj.put(`/api/spaces/${board}/members/${aroha.id}`, { role: 'reader' });
  const gone = await stranger.get(`/s/${'A'.repeat(43)}`);
  nothing = gone.text;
});

const expectNothing = async (path: string): Promise<void> => {
  const { status, text } = await stranger.get(path);
  expect([status, text === nothing], text).toEqual([404, true]);
};

describe('a link', () => {
  it('shows one page to whoever has it, and of what the page names only its author’s words', async () => {
    const secret = await page(raj, '# Obsidian plan\n', { space: 'board' });
    const other = await page(ines, '# Basalt page\n', { space: 'platform' });
    const { id, number } = await page(
      ines,
      `# Dock hours\n\nSee [the other one](#${other.number}), #${other.number}, #${secret.number}, [[Basalt page]] and @raj.\n\n#${other.number}\n\n[app](/handbook/${other.number})\n`,
      { space: 'platform' },
    );
    const { path } = await shared(ines, id, { note: 'For the Zephyr office' });
    const { status, text, headers } = await stranger.get(path);
    expect(status).toBe(200);
    expect(text).toContain('<h1 dir="auto">Dock hours</h1>');
    expect(text).toContain('<span class="inside">the other one');
    expect(text).toContain(`#${other.number}`);
    for (const hidden of ['Obsidian', 'Raj Mehta', 'Ines', 'Zephyr', 'Platform', id, 'href="/handbook', '<script', ' style='])
      expect(text, hidden).not.toContain(hidden);
    // What the text itself says stays; what it leads to says nothing.
    expect(text.match(/Basalt page/g)).toHaveLength(1);
    expect(text).toContain('<meta name="robots" content="noindex, nofollow">');
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'x-content-type-options': 'nosniff',
    });
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'; img-src 'self'/);
    // Whoever is signed in is shown the same.
    expect((await raj.get(path)).text).toBe(text);
    expect(number).toBeGreaterThan(0);
  });

  it('is told once more to a retry with the same key, and kept as a hash alone', async () => {
    const { id } = await page(ines, '# Kept\n', { space: 'platform' });
    const key = randomUUID();
    const [one, again] = [await shared(ines, id, { days: 2 }, key), await shared(ines, id, { days: 2 }, key)];
    expect(again).toEqual(one);
    expect((await shared(ines, id)).path).not.toBe(one.path);
    const token = one.path.slice('/s/'.length);
    expect(token).toMatch(/^[\w-]{43}$/);
    const { rows } = await pool.query(
      `select (select count(*) from events where strpos(body::text, $1) > 0) + (select count(*) from artifacts where strpos(state::text || summary::text, $1) > 0) as told`,
      [token],
    );
    expect(Number(rows[0]?.told)).toBe(0);
    const other = await ines.call('POST', `/api/pages/${id}/shares`, { body: { days: 3 }, key });
    expect(other.json['code']).toBe('idempotency-key-reused');
    for (const days of [0, 366, 1.5]) expect((await ines.post(`/api/pages/${id}/shares`, { days })).status).toBe(400);
  });

  it('is counted when it is opened, and taken back at once', async () => {
    const { id } = await page(ines, '# Counted\n', { space: 'platform' });
    const { id: link, path } = await shared(ines, id, { note: 'For Zephyr' });
    await stranger.get(path);
    await stranger.get(path);
    expect(await listed(raj, id)).toMatchObject([{ id: link, status: 'open', note: 'For Zephyr', opened: 2, mayRevoke: true }]);
    expect((await raj.delete(`/api/shares/${link}`)).status).toBe(200);
    await expectNothing(path);
    expect((await fetch(address + path, { method: 'HEAD' })).status).toBe(404);
    expect(await listed(ines, id)).toMatchObject([{ id: link, status: 'revoked', opened: 2, mayRevoke: false }]);
    expect((await ines.delete(`/api/shares/${link}`)).status).toBe(200);
  });

  it('runs one script where there is a diagram, which its policy names by its content, and none elsewhere', async () => {
    const { id } = await page(ines, '# Way in\n\n```mermaid\nflowchart LR\n  a --> b\n```\n', { space: 'platform' });
    const { text, headers } = await stranger.get((await shared(ines, id)).path);
    const [script = '', ...more] = [...text.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, inside = '']) => inside);
    expect(more).toEqual([]);
    expect(text.match(/<script/g)).toHaveLength(1);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`script-src 'sha256-${hash('sha256', script, 'base64')}'; frame-src 'self';`);
    expect(policy).not.toContain('unsafe');
  });

  it('leads nowhere the moment that it was taken back, however many open it meanwhile', async () => {
    const { id } = await page(ines, '# Raced\n', { space: 'platform' });
    const { id: link, path } = await shared(ines, id);
    let revoked = false;
    const late: number[] = [];
    const statuses: number[] = [];
    const open = async (): Promise<void> => {
      const after = revoked;
      const { status } = await stranger.get(path);
      statuses.push(status);
      if (after) late.push(status);
    };
    // A hundred at once, again and again, until it was taken back; then each once more.
    const opens = Array.from({ length: 100 }, async () => {
      do await open();
      while (!revoked);
      await open();
    });
    while (!statuses.includes(200)) await new Promise((resume) => setImmediate(resume));
    const revoking = Promise.all(Array.from({ length: 5 }, () => ines.delete(`/api/shares/${link}`))).then((all) => {
      revoked = true;
      return all.map(({ status }) => status);
    });
    await Promise.all(opens);
    expect(await revoking).toEqual([200, 200, 200, 200, 200]);
    expect(late.length).toBeGreaterThan(0);
    expect(new Set(late)).toEqual(new Set([404]));
    const [one] = await listed(ines, id);
    expect(one?.['opened']).toBe(statuses.filter((status) => status === 200).length);
    const { rows } = await pool.query(`select count(*) from events where artifact = $1 and type = 'share-revoked'`, [link]);
    expect(Number(rows[0]?.count)).toBe(1);
  });

  it('ends with its page: archived, deleted, moved or narrowed to where its maker may not share', async () => {
    const make = async (more: object = { space: 'platform' }, who: Client = raj) => {
      const made = await page(who, `# Ends ${randomUUID()}\n`, more);
      return { ...made, ...{ link: (await shared(who, made.id)).path } };
    };
    const archived = await make();
    await ines.call('PUT', `/api/pages/${archived.id}/archival`, { body: { reason: 'Over' } });
    await expectNothing(archived.link);
    await ines.delete(`/api/pages/${archived.id}/archival`);
    expect((await stranger.get(archived.link)).status).toBe(200);

    const deleted = await make();
    await raj.post(`/api/pages/${deleted.id}/deletions`, { reason: 'Over' });
    await expectNothing(deleted.link);

    const restricted = await page(ines, '# Narrow\n', { space: 'platform' });
    const [by, own] = [await shared(raj, restricted.id), await shared(ines, restricted.id)];
    await ines.put(`/api/pages/${restricted.id}/readers`, { only: [raj.id] });
    await expectNothing(by.path);
    expect((await stranger.get(own.path)).status).toBe(200);
    expect(await listed(raj, restricted.id)).toMatchObject([{ status: 'open' }, { status: 'stopped' }]);
    expect((await raj.post(`/api/pages/${restricted.id}/shares`, {})).json['code']).toBe('not-permitted');

    const moved = await make();
    await ines.post('/api/spaces', { name: 'Kept', slug: 'kept', access: 'closed' });
    expect((await ines.put(`/api/pages/${moved.id}/place`, { space: 'kept', under: null })).status).toBe(200);
    await expectNothing(moved.link);

    const away = await page(raj, '# Moves\n', { space: 'board' });
    await raj.put(`/api/spaces/${board}/members/${aroha.id}`, { role: 'contributor' });
    const hers = await shared(aroha, away.id);
    expect((await stranger.get(hers.path)).status).toBe(200);
    await raj.put(`/api/spaces/${board}/members/${aroha.id}`, { role: 'reader' });
    await expectNothing(hers.path);
    expect((await aroha.post(`/api/pages/${away.id}/shares`, {})).status).toBe(403);
  });

  it('ends on its day by the clock of the database', async () => {
    const { id } = await page(ines, '# Timed\n', { space: 'platform' });
    const { path } = await shared(ines, id, { days: 1 });
    await clock.forward(24 * 3_600_000 - 60_000);
    expect((await stranger.get(path)).status).toBe(200);
    await clock.forward(61_000);
    await expectNothing(path);
    expect(await listed(ines, id)).toMatchObject([{ status: 'over' }]);
    await clock.forward(-24 * 3_600_000);
  });

  it('gives the pictures that the page names, and no other', async () => {
    const { id } = await page(ines, '# Dock\n', { space: 'platform' });
    const [named, unnamed] = [await attach(ines, id, 'dock.png'), await attach(ines, id, 'other.png')];
    const hidden = await page(raj, '# Hidden\n', { space: 'board' });
    const theirs = await attach(raj, hidden.id, 'secret.png');
    await publish(
      ines,
      id,
      `# Dock\n\n![The dock](/files/${named}/dock.png)\n\n![x](/files/${theirs}/secret.png)\n\n[get it](/files/${named}/dock.png)\n`,
    );
    const { path, id: link } = await shared(ines, id);
    const { text } = await stranger.get(path);
    expect(text).toContain(`<img src="${path}/files/${named}/dock.png" alt="The dock" width="12" height="7"`);
    expect(text).toContain(`<a class="file" href="${path}/files/${named}/dock.png">get it</a>`);
    expect(text).not.toContain(theirs);
    const picture = await fetch(`${address}${path}/files/${named}/dock.png`);
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(picture.headers)).toMatchObject({
      'cache-control': 'private, no-store',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    });
    for (const other of [unnamed, theirs, randomUUID(), 'x']) await expectNothing(`${path}/files/${other}/dock.png`);
    expect((await stranger.get(`/files/${named}/dock.png`)).status).toBe(401);
    await ines.delete(`/api/shares/${link}`);
    await expectNothing(`${path}/files/${named}/dock.png`);
  });

  it('says nothing of why it leads nowhere, whatever is asked', async () => {
    for (const token of ['x', 'A'.repeat(42), 'A'.repeat(44), '%20', 'a'.repeat(290)]) await expectNothing(`/s/${token}`);
  });
});

describe('a link and other people', () => {
  it('is made by who writes there: no reader, no stranger, nobody who does not see the page, no agent', async () => {
    const { id } = await page(raj, '# Ours\n', { space: 'board' });
    expect((await aroha.post(`/api/pages/${id}/shares`, {})).json['code']).toBe('not-permitted');
    expect((await ines.post(`/api/pages/${id}/shares`, {})).json['code']).toBe('not-found');
    expect((await stranger.post(`/api/pages/${id}/shares`, {})).status).toBe(401);
    const { id: link } = await shared(raj, id);
    expect((await aroha.delete(`/api/shares/${link}`)).json['code']).toBe('not-permitted');
    expect((await ines.delete(`/api/shares/${link}`)).json['code']).toBe('not-found');
    expect((await ines.get(`/api/pages/${id}/shares`)).json['code']).toBe('not-found');
  });

  it('is hidden with its page from those who see that no more, also after it was taken back', async () => {
    const { id } = await page(ines, '# Turns\n', { space: 'platform' });
    const { id: link } = await shared(ines, id, { note: 'Peridot' });
    await ines.put(`/api/pages/${id}/readers`, { only: [] });
    expect((await raj.delete(`/api/shares/${link}`)).json['code']).toBe('not-found');
    await ines.delete(`/api/shares/${link}`);
    const { rows } = await pool.query(`select audience from artifacts where id = $1`, [link]);
    const { rows: of } = await pool.query(`select audience from artifacts where id = $1`, [id]);
    expect(rows).toEqual(of);
    expect((await raj.get('/api/events')).text).not.toContain('Turns');
  });
});

it('nothing of this was a fault inside', () => {
  expect(faults).toEqual([]);
});
