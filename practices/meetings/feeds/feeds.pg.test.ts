import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const CALENDAR = `BEGIN:VCALENDAR
X-WR-CALNAME:Ines at work
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VEVENT
UID:status
SUMMARY:Status
DTSTART;TZID=Europe/Berlin:20260105T100000
DURATION:PT1H
RRULE:FREQ=WEEKLY
ATTENDEE;PARTSTAT=ACCEPTED:mailto:ines@northwind.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:raj@northwind.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:mere@northwind.example
END:VEVENT
BEGIN:VEVENT
UID:never
DTSTART:soon
END:VEVENT
END:VCALENDAR
`;

let shown: { status: number; body: string; etag: string } = { status: 200, body: CALENDAR, etag: '"one"' };
const asked: string[] = [];
const elsewhere = createServer((request, response) => {
  asked.push(`${request.url} ${request.headers['if-none-match'] ?? ''}`);
  if (request.headers['if-none-match'] === shown.etag) return void response.writeHead(304).end();
  return void response.writeHead(shown.status, { etag: shown.etag }).end(shown.body);
});
await new Promise<void>((ready) => elsewhere.listen(0, '127.0.0.1', ready));
const { port } = elsewhere.address() as AddressInfo;
afterAll(() => new Promise((closed) => elsewhere.close(closed)));
const ADDRESS = `http://127.0.0.1:${port}/secret-of-ines.ics`;

const server = await testServer({ outgoing: ['127.0.0.1'] });
await server.clock.set('2026-03-27T09:00:00Z');
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');

const items = async (who: Client): Promise<readonly Record<string, unknown>[]> =>
  (await who.get('/api/meetings/calendars')).json['items'] as Record<string, unknown>[];

const eventually = async (holds: (feed: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> => {
  for (let tries = 0; tries < 1200; tries += 1) {
    const [feed] = await items(ines);
    if (feed && holds(feed)) return feed;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error('it did not come about');
};

/** An hour later, as far as the calendar is concerned. */
const later = async (): Promise<void> => {
  await server.pool.query(`update calendar_feeds set asked_at = asked_at - interval '1 hour', next_at = now()`);
  const [feed] = await items(ines);
  await ines.post(`/api/meetings/calendars/${feed?.['id']}/requests`, {});
};

describe('a calendar that somebody subscribes to', () => {
  it('is fetched at once, says what it has and what cannot be read, and never tells its address again', async () => {
    const reply = await ines.post('/api/meetings/calendars', { address: ADDRESS });
    expect([reply.status, reply.json['host']]).toEqual([201, `127.0.0.1:${port}`]);
    const feed = await eventually(({ entries }) => entries !== null);
    expect(feed).toMatchObject({
      called: 'Ines at work',
      entries: 2,
      failure: null,
      faults: [{ line: 16, reason: expect.stringContaining('“soon” is no date or time') }],
    });
    expect(JSON.stringify(feed)).not.toContain('secret-of-ines');
    const { rows } = await server.pool.query('select address, address_hash from calendar_feeds');
    expect(JSON.stringify(rows)).not.toContain('secret-of-ines');
  });

  it('is one subscription, however often its address is given', async () => {
    const again = await ines.post('/api/meetings/calendars', { address: ADDRESS });
    expect([again.status, (await items(ines)).length, again.json['id']]).toEqual([201, 1, (await items(ines))[0]?.['id']]);
  });

  it('[rule 6] is audited by its owner’s hours, for its owner alone', async () => {
    const { status, json } = await ines.get('/api/meetings/audit?since=2026-01-05&until=2026-03-22');
    expect([status, json['people'], json['series']]).toEqual([
      200,
      [expect.objectContaining({ me: true, hoursPerWeek: 1, tier: 'async-first' })],
      [expect.objectContaining({ title: 'Status', times: 11, people: 3 })],
    ]);
    const [feed] = await items(ines);
    expect(await items(raj)).toEqual([]);
    expect((await raj.get('/api/meetings/audit')).json['people']).toEqual([]);
    for (const reply of [
      await raj.delete(`/api/meetings/calendars/${feed?.['id']}`),
      await raj.post(`/api/meetings/calendars/${feed?.['id']}/requests`, {}),
    ])
      expect(reply.status).toBe(404);
  });

  it('is asked for only what has changed, and keeps what it has while it cannot be had', async () => {
    await later();
    await eventually(({ askedAt }) => Date.parse(String(askedAt)) > Date.now() - 60_000);
    expect(asked.at(-1)).toBe('/secret-of-ines.ics "one"');

    shown = { status: 410, body: '', etag: '"two"' };
    await later();
    expect(await eventually(({ failure }) => failure !== null)).toMatchObject({
      failure: 'There is no calendar at this address any more.',
      entries: 2,
    });
    const { json } = await ines.get('/api/meetings/audit?since=2026-01-05&until=2026-03-22');
    expect(json['series']).toHaveLength(1);

    shown = { status: 200, body: CALENDAR.replace('Ines at work', 'Ines elsewhere'), etag: '"three"' };
    await later();
    expect(await eventually(({ called }) => called === 'Ines elsewhere')).toMatchObject({ failure: null });
  });

  it('[safety] leads to no private network and to nothing that is not https', async () => {
    for (const address of [
      'http://10.1.2.3/a.ics',
      'https://localhost/a.ics',
      'file:///etc/passwd',
      'http://calendar.example.org/a.ics',
      'mine',
    ]) {
      const { status, json } = await ines.post('/api/meetings/calendars', { address });
      expect([status, json['code']], address).toEqual([422, 'feed-address']);
    }
  });

  it('is forgotten with what came of it when it is ended', async () => {
    const [feed] = await items(ines);
    expect((await ines.delete(`/api/meetings/calendars/${feed?.['id']}`)).status).toBe(200);
    expect(await items(ines)).toEqual([]);
    expect((await server.pool.query('select 1 from calendar_feeds')).rowCount).toBe(0);
  });

  it('is one of ten at most', async () => {
    for (let n = 0; n < 10; n++)
      expect((await ines.post('/api/meetings/calendars', { address: `${ADDRESS}?${n}` })).status).toBe(201);
    const { json } = await ines.post('/api/meetings/calendars', { address: `${ADDRESS}?11` });
    expect(json['code']).toBe('too-many-feeds');
  });
});
