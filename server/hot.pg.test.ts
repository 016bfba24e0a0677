import { get } from 'node:http';
import { describe, expect, it } from 'vitest';
import { client, found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const other = await testServer({ beside: server });
await server.clock.set('2026-03-27T09:00:10Z');
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');

const LOG = '/api/decisions?limit=50';
const draft = async (who: Client, title: string, more: object = {}): Promise<number> => {
  const drafted = await who.post('/api/decisions', { title, problem: 'p', recommendation: 'r', ...more });
  if (drafted.status !== 201) throw new Error(drafted.text);
  return Number(drafted.json['number']);
};
const titles = async (who: Client, path = LOG): Promise<readonly string[]> => {
  const reply = await who.get(path);
  if (reply.status !== 200) throw new Error(reply.text);
  return (reply.json['items'] as readonly { readonly title: string }[]).map(({ title }) => title);
};
/** Reactions to what was sent before have come to rest: until then nothing that was kept holds for long. */
const rested = async (): Promise<void> => {
  for (let before = '', same = 0; same < 5; await new Promise((resume) => setTimeout(resume, 50))) {
    const { rows } = await server.pool.query<{ head: string }>('select max(xid::text) || count(*) as head from events');
    const head = rows[0]?.head ?? '';
    same = head === before ? same + 1 : 0;
    before = head;
  }
};
/** A change that the product does not know of: who still sees the old title gets what was kept. */
const behindItsBack = (number: number, title: string) =>
  server.pool.query(
    'update artifacts set line = replace(line, to_json(title)::text, to_json($2::text)::text), title = $2 where number = $1',
    [number, title],
  );

/** `fetch` would say `no-cache` of its own accord. */
const statusIf = (etag: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { cookie: ines.cookie(), 'if-none-match': etag };
    get(server.address + LOG, { headers }, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
  });

describe('a list that was asked for before', () => {
  it('is answered as it was, to its reader alone, while nothing happens', async () => {
    const number = await draft(ines, 'Keep one PostgreSQL', { open: true });
    await rested();
    expect([await titles(ines), await titles(raj)]).toEqual([['Keep one PostgreSQL'], ['Keep one PostgreSQL']]);
    await behindItsBack(number, 'Changed');
    expect(await titles(ines)).toEqual(['Keep one PostgreSQL']);
    const fresh = await ines.call('GET', LOG, { headers: { 'cache-control': 'no-cache' } });
    expect(fresh.text).toContain('Changed');
    // What was made anew for her is kept for her, and not for him.
    expect([await titles(ines), await titles(raj)]).toEqual([['Changed'], ['Keep one PostgreSQL']]);
    await behindItsBack(number, 'Keep one PostgreSQL');
    await ines.call('GET', LOG, { headers: { 'cache-control': 'no-cache' } });
  });

  it('tells by its ETag that it is the same', async () => {
    await rested();
    const first = await ines.get(LOG);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[\w-]{16}"$/);
    expect(await statusIf(etag)).toBe(304);
    await draft(ines, 'Another', { open: true });
    expect(await statusIf(etag)).toBe(200);
  });

  it('holds what its reader has just written, here or through another process', async () => {
    const elsewhere = client(other.address, { cookie: ines.cookie() });
    for (let round = 0; round < 20; round += 1) {
      const [here, there] = [`Here ${round}`, `There ${round}`];
      await draft(ines, here, { open: true });
      expect((await titles(elsewhere))[0]).toBe(here);
      await draft(elsewhere, there, { open: true });
      expect((await titles(ines))[0]).toBe(there);
      expect((await titles(ines))[0]).toBe(there);
    }
  });

  it('holds what was begun before and committed after something newer', async () => {
    const slow = await server.pool.connect();
    await slow.query('begin');
    await slow.query(
      `insert into events (org, artifact, version, kind, type, at, by, command, seq, last_version, digest, body)
       select org, artifact, version + 1000, kind, type, at, by, gen_random_uuid(), 0, version, '', body from events
       where type = 'decision-opened' order by position limit 1`,
    );
    await draft(ines, 'Newer', { open: true });
    const feed = async (): Promise<number> => ((await ines.get('/api/events?limit=200')).json['items'] as unknown[]).length;
    const before = await feed();
    expect(await feed()).toBe(before);
    await slow.query('commit');
    slow.release();
    await server.told();
    expect(await feed()).toBeGreaterThan(before);
  });
});

describe('what somebody may no longer see', () => {
  it('is gone at once when a space closes to them', async () => {
    const space = await ines.post('/api/spaces', { name: 'Hiring', slug: 'hiring', access: 'open' });
    await draft(ines, 'Whom we take', { space: 'hiring', open: true });
    await rested();
    expect(await titles(raj)).toContain('Whom we take');
    const closed = await client(other.address, { cookie: ines.cookie() }).put(`/api/spaces/${String(space.json['id'])}/access`, {
      access: 'closed',
    });
    expect(closed.status).toBe(200);
    expect(await titles(raj)).not.toContain('Whom we take');
    expect(await titles(ines)).toContain('Whom we take');
  });

  it('is refused to a session that was signed out, and to a key that was revoked, in every process', async () => {
    await rested();
    const made = await raj.post('/api/keys', { name: 'ci', scope: 'read' });
    const key = client(server.address, { key: String(made.json['token']) });
    const browser = client(server.address, { cookie: raj.cookie() });
    expect([(await key.get(LOG)).status, (await browser.get(LOG)).status]).toEqual([200, 200]);
    expect((await raj.delete(`/api/keys/${String(made.json['id'])}`)).status).toBeLessThan(300);
    expect((await key.get(LOG)).status).toBe(401);
    expect((await client(other.address, { cookie: raj.cookie() }).delete('/api/sessions/current')).status).toBeLessThan(300);
    expect((await browser.get(LOG)).status).toBe(401);
  });
});

describe('Today', () => {
  it('goes on with the clock, though nothing happens', async () => {
    await rested();
    await server.clock.set('2026-03-27T09:00:10Z');
    const now = async (): Promise<string> => String((await ines.get('/api/today')).json['now']);
    const first = await now();
    expect(await now()).toBe(first);
    await server.clock.forward(51_000);
    expect((await now()) > first).toBe(true);
    await server.clock.set('2026-03-27T08:30:00Z');
    expect((await now()) < first).toBe(true);
  });
});
