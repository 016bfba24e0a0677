import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import { writer, type Writer } from './contract-writer.ts';
import { openPlaces, settle } from './live-text.ts';
import { CLOSED } from './messages.ts';

const here = await testServer();
const there = await testServer({ beside: here });

let ines: Client;
let raj: Client & { readonly id: string };
let aroha: Client & { readonly id: string };
let platform: string;
const open: Writer[] = [];

beforeAll(async () => {
  ines = await found(here.address);
  raj = await join(here.address, ines, 'Raj Mehta', 'Asia/Kolkata');
  aroha = await join(here.address, ines, 'Aroha Ngata', 'Pacific/Auckland');
  const { json } = await ines.post('/api/spaces', { name: 'Platform', slug: 'platform', access: 'closed' });
  platform = String(json['id']);
});
afterAll(async () => {
  await Promise.all(open.map((one) => one.close()));
  const faults = [...here.faults, ...there.faults];
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
});

const TEXT = '# On call\n\nOne of us each week.\n\nCall the deputy.\n';
const wrote = async (body = TEXT, more: object = {}): Promise<{ id: string; number: number }> => {
  const { status, json, text } = await ines.post('/api/pages', { body, ...more });
  if (status !== 201) throw new Error(text);
  return { id: String(json['id']), number: Number(json['number']) };
};
const at = async (
  server: { address: string },
  client: Client,
  page: number,
  ...kept: [] | [Parameters<typeof writer>[3]]
): Promise<Writer> => {
  const made = await writer(server.address, page, client.cookie(), ...kept);
  open.push(made);
  return made;
};
const draftOf = async (client: Client, page: number) => (await client.get(`/api/pages/${page}/draft`)).json['draft'];
const publish = (client: Client, page: number, one: Writer, reason = 'One was too few in May') =>
  client.post(`/api/pages/${page}/draft/publications`, { draft: one.status().draft, reason });
const source = async (page: number): Promise<string> => String((await ines.get(`/api/pages/${page}/source`)).json['body']);
const saved = (one: Writer) => one.until('all is on disk', () => !one.status().unsaved);

describe('several who write', () => {
  it('see one another’s words at once, whichever server they reach, and each is kept', async () => {
    const { number } = await wrote();
    const [one, two] = [await at(here, ines, number), await at(there, raj, number)];
    expect(one.text()).toBe(TEXT);
    one.type('Ines. ');
    two.type('Raj. ', 'Call');
    await one.until('Raj’s words are here', () => one.text().includes('Raj. Call'));
    await two.until('Ines’ words are there', () => two.text().endsWith('Ines. '));
    expect(one.text()).toBe(two.text());
    await Promise.all([saved(one), saved(two)]);
    const draft = await draftOf(aroha, number);
    expect(draft).toMatchObject({ base: 1 });
    expect(JSON.stringify(draft)).toContain('Raj Mehta');
    expect(JSON.stringify(draft)).toContain('Ines Prado');
  });

  it('hold what they typed without a network, and both texts are there afterwards', async () => {
    const { number } = await wrote();
    const [one, two] = [await at(here, ines, number), await at(here, raj, number)];
    two.network(false);
    await two.until('the network is gone', () => two.status().phase === 'away');
    two.type('Offline. ', 'Call');
    one.type('Online. ');
    expect(two.status().unsaved).toBe(true);
    two.network(true);
    await one.until('both are here', () => one.text().includes('Offline. Call') && one.text().endsWith('Online. '));
    await two.until('both are there', () => two.text() === one.text());
    await saved(two);
  });

  it('find what they typed offline also after the window was closed', async () => {
    const { number } = await wrote();
    const two = await at(here, raj, number);
    two.network(false);
    await two.until('the network is gone', () => two.status().phase === 'away');
    two.type('Offline. ');
    await two.close();
    const kept = two.kept();
    expect(kept?.synced).toBe(TEXT);
    const later = await at(here, raj, number, kept);
    await later.until('it is there', () => later.text().endsWith('Offline. '));
    await saved(later);
    const one = await at(there, ines, number);
    expect(one.text()).toBe(`${TEXT}Offline. `);
  });

  it('lose nothing that was acknowledged when a server is gone at that moment', async () => {
    const { number, id } = await wrote();
    const one = await at(here, ines, number);
    for (let n = 0; n < 50; n += 1) one.type(`${n} `);
    await saved(one);
    // Another process has nothing but the database.
    const other = await testServer({ beside: here });
    const two = await at(other, raj, number);
    expect(two.text()).toBe(one.text());
    const { rows } = await here.pool.query<{ seq: string }>('select seq from drafts where page = $1', [id]);
    expect(Number(rows[0]?.seq)).toBeGreaterThan(0);
  });

  it('are shown where others write, by names that nobody chooses for themselves', async () => {
    const { number } = await wrote();
    const [one, two] = [await at(here, ines, number), await at(here, raj, number)];
    two.provider.caret(['{"tname":"text"}', '{"tname":"text"}']);
    await one.until('the caret is shown', () => one.carets().length === 1);
    expect(one.carets()[0]?.name).toBe('Raj Mehta');
    expect(two.carets()).toEqual([]);
    await two.close();
    await one.until('the caret is gone', () => one.carets().length === 0);
  });

  it('read a long draft from one state, not from all that was ever typed', async () => {
    const { number, id } = await wrote();
    const one = await at(here, ines, number);
    for (let n = 0; n < 260; n += 1) {
      one.type(`${n} `);
      await new Promise((resume) => setTimeout(resume, 1));
      if (n % 4 === 0) await saved(one);
    }
    await saved(one);
    const text = one.text();
    await one.close();
    await expect
      .poll(async () =>
        Number(
          (
            await here.pool.query('select count(*) as n from draft_updates u join drafts d on d.id = u.draft where d.page = $1', [
              id,
            ])
          ).rows[0]?.n,
        ),
      )
      .toBe(0);
    const two = await at(there, raj, number);
    expect(two.text()).toBe(text);
  });
});

describe('publishing a draft', () => {
  it('makes one revision of it with its reason, which names all who wrote; the text goes on from there', async () => {
    const { number } = await wrote();
    const [one, two] = [await at(here, ines, number), await at(there, raj, number)];
    one.cut('One');
    one.type('Two', ' of us');
    two.type('Rest after. ');
    await one.until('both are here', () => one.text().endsWith('Rest after. ') && one.text().includes('Two of us'));
    await Promise.all([saved(one), saved(two)]);
    const done = await publish(ines, number, one);
    expect(done.json).toMatchObject({ revision: 2, changed: true, merged: false });
    expect(await source(number)).toBe('# On call\n\nTwo of us each week.\n\nCall the deputy.\nRest after. ');
    const revisions = await ines.get(`/api/pages/${number}/revisions`);
    expect(revisions.json['items']).toMatchObject([
      { revision: 2, reason: 'One was too few in May', by: { name: 'Ines Prado' }, writers: [{ name: 'Raj Mehta' }] },
      { revision: 1, writers: [] },
    ]);
    await two.until('it goes on from revision 2', () => two.status().base === 2);
    expect(two.texts()).toBe(1);
    expect(await draftOf(ines, number)).toBeNull();
    two.type('More. ');
    await saved(two);
    expect(await draftOf(ines, number)).toMatchObject({ base: 2, writers: [{ name: 'Raj Mehta' }] });
    expect((await publish(raj, number, two, 'More')).json).toMatchObject({ revision: 3 });
    expect(await source(number)).toContain('Rest after. More. ');
  });

  it('keeps the line ends that the page has', async () => {
    const { number } = await wrote(TEXT.replaceAll('\n', '\r\n'));
    const one = await at(here, ines, number);
    one.type('More.\n');
    await saved(one);
    expect((await publish(ines, number, one)).status).toBe(201);
    expect(await source(number)).toBe(`${TEXT}More.\n`.replaceAll('\n', '\r\n'));
  });

  it('begins anew with the page once its history is many times its text', async () => {
    const { number } = await wrote();
    const one = await at(here, ines, number);
    const [{ draft }, text] = [one.status(), one.doc().getText('text')];
    one.doc().transact(() => {
      for (let n = 0; n < 65_000; n += 1) text.insert(0, 'a');
    });
    await saved(one);
    expect((await publish(ines, number, one)).json).toMatchObject({ revision: 2 });
    await one.until('another draft', () => one.status().draft !== draft && one.status().phase === 'live');
    expect(one.text().length).toBe(TEXT.length + 65_000);
    const { rows } = await here.pool.query<{ bytes: string }>('select bytes from drafts where id = $1', [one.status().draft]);
    expect(Number(rows[0]?.bytes)).toBeLessThan(100_000);
  });

  it('wants a reason, the draft that is open, and somebody who may write', async () => {
    const { number } = await wrote();
    const one = await at(here, ines, number);
    one.type('More.');
    await saved(one);
    expect((await publish(ines, number, one, ' ')).json['code']).toBe('reason-required');
    expect(
      (await ines.post(`/api/pages/${number}/draft/publications`, { draft: crypto.randomUUID(), reason: 'x' })).json['code'],
    ).toBe('draft-ended');
    expect(await source(number)).toBe(TEXT);
  });

  it('hears of what is typed at another server also right after a publication that was refused', async () => {
    const { number } = await wrote();
    const [one, two] = [await at(here, ines, number), await at(there, raj, number)];
    const refused = await ines.post(`/api/pages/${number}/draft/publications`, { draft: crypto.randomUUID(), reason: 'x' });
    expect(refused.json['code']).toBe('draft-ended');
    two.type('After all. ');
    await one.until('it is here', () => one.text().endsWith('After all. '));
    expect(here.faults).toEqual([]);
  });
});

describe('what is published elsewhere', () => {
  it('comes into the drafts that are open, in every process', async () => {
    const { number } = await wrote();
    const [one, two] = [await at(here, ines, number), await at(there, raj, number)];
    one.type('Draft. ');
    await saved(one);
    await ines.post(`/api/pages/${number}/revisions`, {
      base: 1,
      body: TEXT.replace('deputy', 'deputy first'),
      reason: 'From git',
    });
    for (const each of [one, two])
      await each.until(
        'both are there',
        () => each.text() === `${TEXT.replace('deputy', 'deputy first')}Draft. ` && each.status().base === 2,
      );
    expect((await publish(ines, number, one)).json).toMatchObject({ revision: 3 });
    expect(await source(number)).toBe(`${TEXT.replace('deputy', 'deputy first')}Draft. `);
  });

  it('is taken in later by a draft that nobody had open', async () => {
    const { number } = await wrote();
    const one = await at(here, ines, number);
    one.type('Draft. ');
    await saved(one);
    await one.close();
    await ines.post(`/api/pages/${number}/revisions`, { base: 1, body: TEXT.replace('One', 'Two'), reason: 'From git' });
    await ines.post(`/api/pages/${number}/revisions`, { base: 2, body: TEXT.replace('One', 'Three'), reason: 'Again' });
    const later = await at(there, raj, number);
    expect(later.text()).toBe(`${TEXT.replace('One', 'Three')}Draft. `);
    expect(later.status().base).toBe(3);
  });

  it('is shown beside the draft where the two say different things, and nothing is published before somebody chose', async () => {
    const { number } = await wrote();
    const one = await at(here, ines, number);
    one.cut('One');
    one.type('Three', ' of us');
    await saved(one);
    await raj.post(`/api/pages/${number}/revisions`, { base: 1, body: TEXT.replace('One', 'Two'), reason: 'From git' });
    await one.until('the place is there', () => openPlaces(one.doc()).length === 1);
    expect(one.text()).toContain('Three of us');
    const refused = await publish(ines, number, one);
    expect(refused.json['code']).toBe('places-open');
    expect(await source(number)).toContain('Two of us');
    const [place] = openPlaces(one.doc());
    if (place) settle(one.doc(), place, 'draft', null);
    await saved(one);
    expect((await publish(ines, number, one)).json).toMatchObject({ revision: 3 });
    expect(await source(number)).toContain('Three of us');
  });
});

describe('discarding a draft', () => {
  it('gives everybody the page as it stands, and keeps what somebody typed offline meanwhile', async () => {
    const { number } = await wrote();
    const [one, two] = [await at(here, ines, number), await at(there, raj, number)];
    one.type('Away with it. ');
    await two.until('it is there', () => two.text().endsWith('Away with it. '));
    await saved(one);
    two.network(false);
    await two.until('the network is gone', () => two.status().phase === 'away');
    two.type('Offline. ', 'Call');
    const { json } = await ines.delete(`/api/pages/${number}/draft?draft=${one.status().draft}`);
    expect(json).toEqual({ discarded: true });
    await one.until('it begins anew', () => one.text() === TEXT);
    two.network(true);
    await two.until('only what was typed offline', () => two.text() === TEXT.replace('Call', 'Offline. Call'));
    await one.until('it is here, too', () => one.text() === TEXT.replace('Call', 'Offline. Call'));
    expect((await ines.delete(`/api/pages/${number}/draft?draft=${crypto.randomUUID()}`)).json['code']).toBe('draft-ended');
  });
});

describe('who may', () => {
  const closed = (one: Writer, code: number) => one.until(`closed with ${code}`, () => one.status().code === code);

  it('finds the drafts with one’s own words again, of pages that one sees, until they are published', async () => {
    const page = await wrote(TEXT, { space: 'platform' });
    const titles = async (client: Client) =>
      ((await client.get('/api/drafts?limit=100')).json['items'] as { number: number }[]).map(({ number }) => number);
    await ines.put(`/api/spaces/${platform}/members/${aroha.id}`, { role: 'contributor' });
    const one = await at(here, aroha, page.number);
    one.type('More.');
    await saved(one);
    expect(await titles(aroha)).toContain(page.number);
    expect(await titles(ines)).not.toContain(page.number);
    await ines.delete(`/api/spaces/${platform}/members/${aroha.id}`);
    expect(await titles(aroha)).not.toContain(page.number);
  });

  it('nobody enters without a session, with a forged one, from another site, or a page that is not there', async () => {
    const { number } = await wrote();
    for (const cookie of ['', 'proceed_session=forged']) await closed(await writer(here.address, number, cookie), CLOSED.signIn);
    await closed(await at(here, ines, 999_999), CLOSED.notFound);
    await closed(await writer(here.address, crypto.randomUUID(), ines.cookie()), CLOSED.notFound);
    for (const origin of ['https://elsewhere.example', undefined]) {
      const headers = { cookie: ines.cookie(), ...(origin === undefined ? {} : { origin }) };
      const socket = new WebSocket(`${here.address.replace('http', 'ws')}/api/drafts/${number}`, { headers });
      const status = await new Promise((resolve) => {
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
        socket.on('error', () => undefined);
      });
      expect(status).toBe(403);
      socket.terminate();
    }
  });

  it('who offers to speak another protocol than these connections do is answered all the same', async () => {
    const status = await new Promise((resolve, fail) => {
      const headers = {
        cookie: ines.cookie(),
        connection: 'Upgrade, HTTP2-Settings',
        upgrade: 'h2c',
        'http2-settings': 'AAMAAABk',
      };
      get(`${here.address}/api/me`, { headers }, (response) => resolve(response.resume().statusCode)).on('error', fail);
    });
    expect(status).toBe(200);
  });

  it('a closed space’s page is not there for others; what is not published is not there for its readers', async () => {
    const page = await wrote(TEXT, { space: 'platform' });
    await closed(await at(here, aroha, page.number), CLOSED.notFound);
    await ines.put(`/api/spaces/${platform}/members/${raj.id}`, { role: 'reader' });
    const one = await at(there, ines, page.number);
    one.type('Half a thought. ');
    await saved(one);
    const reader = await at(here, raj, page.number);
    await closed(reader, CLOSED.notAllowed);
    expect(reader.text()).not.toContain('Half a thought');
    expect(await draftOf(raj, page.number)).toBeNull();
    expect((await publish(raj, page.number, one)).status).toBe(403);
  });

  it('whoever loses access, the right to write or their session loses the draft at once, in every process', async () => {
    const page = await wrote(TEXT, { space: 'platform' });
    await ines.put(`/api/spaces/${platform}/members/${aroha.id}`, { role: 'contributor' });
    const one = await at(there, aroha, page.number);
    expect(one.status().mayWrite).toBe(true);
    await ines.put(`/api/spaces/${platform}/members/${aroha.id}`, { role: 'reader' });
    await closed(one, CLOSED.notAllowed);
    await ines.put(`/api/spaces/${platform}/members/${aroha.id}`, { role: 'contributor' });
    const later = await at(there, aroha, page.number);
    expect(later.status().mayWrite).toBe(true);
    await ines.delete(`/api/spaces/${platform}/members/${aroha.id}`);
    await closed(later, CLOSED.notFound);

    const open_ = await wrote();
    const two = await at(here, aroha, open_.number);
    await ines.put(`/api/pages/${open_.number}/readers`, { only: [raj.id] });
    await closed(two, CLOSED.notFound);

    const third = await wrote();
    const three = await at(here, aroha, third.number);
    await aroha.delete('/api/sessions/current');
    await closed(three, CLOSED.signIn);
  });

  it('whoever goes on writing after the time of their session is told with the next words', async () => {
    const over = (one: { id: string }) =>
      here.pool.query(
        'update account_sessions set expires_at = proceed_now() where account in (select id from accounts where actor = $1)',
        [one.id],
      );
    const mere = await join(here.address, ines, 'Mere Parata', 'Pacific/Auckland');
    const ana = await join(here.address, ines, 'Ana Ferreira', 'Europe/Lisbon');
    const { number } = await wrote();
    const [idle, busy] = [await at(there, mere, number), await at(there, ana, number)];
    // Those who only look are found by a clock: now it has just been, and takes five seconds to come back.
    await over(mere);
    await closed(idle, CLOSED.signIn);
    const words = 'Two of us. ';
    busy.type(words);
    await saved(busy);
    await over(ana);
    const from = performance.now();
    while (busy.status().phase !== 'closed' && performance.now() - from < 8_000) {
      busy.type('More. ');
      await new Promise((resume) => setTimeout(resume, 50));
    }
    expect(busy.status().code).toBe(CLOSED.signIn);
    expect(performance.now() - from).toBeLessThan(3_000);
    await busy.provider.keep();
    expect(busy.text()).toContain(words);
    expect(busy.kept()).toBeDefined();
  });

  it('of a deleted page nothing is left to write in', async () => {
    const { number, id } = await wrote();
    const one = await at(here, ines, number);
    one.type('More.');
    await saved(one);
    await ines.post(`/api/pages/${number}/deletions`, { reason: 'Wrong' });
    await closed(one, CLOSED.gone);
    await expect.poll(async () => (await here.pool.query('select 1 from drafts where page = $1', [id])).rowCount).toBe(0);
  });
});
