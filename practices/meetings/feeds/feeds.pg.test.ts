import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { found, join, type Client } from '#tests/harness/client.ts';
import { radicaleServer } from '#tests/harness/radicale.ts';
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

/** What Google answers; connectors/calendar/google.test.ts speaks its shapes at length. */
const ofGoogle = (path: string): object =>
  path.startsWith('/token')
    ? { access_token: 'let-in', refresh_token: 'lasting-of-ines', expires_in: 3599, token_type: 'Bearer' }
    : path.includes('calendarList')
      ? { items: [{ id: 'ines@northwind.example', summary: 'Work', primary: true }] }
      : {
          items: [
            {
              id: 'talk',
              etag: '"1"',
              iCalUID: 'talk@google.com',
              summary: 'Talk',
              status: 'confirmed',
              start: { dateTime: '2026-03-30T08:00:00Z' },
              end: { dateTime: '2026-03-30T09:00:00Z' },
              attendees: [
                { email: 'ines@northwind.example', self: true, responseStatus: 'accepted' },
                { email: 'raj@northwind.example', responseStatus: 'accepted' },
              ],
            },
          ],
          nextSyncToken: 'one',
        };

let shown: { status: number; body: string; etag: string } = { status: 200, body: CALENDAR, etag: '"one"' };
const asked: string[] = [];
const elsewhere = createServer((request, response) => {
  if (/^\/(token|calendar\/v3\/)/.test(request.url ?? ''))
    return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ofGoogle(request.url ?? '')));
  asked.push(`${request.url} ${request.headers['if-none-match'] ?? ''}`);
  if (request.headers['if-none-match'] === shown.etag) return void response.writeHead(304).end();
  return void response.writeHead(shown.status, { etag: shown.etag }).end(shown.body);
});
await new Promise<void>((ready) => elsewhere.listen(0, '127.0.0.1', ready));
const { port } = elsewhere.address() as AddressInfo;
afterAll(() => new Promise((closed) => elsewhere.close(closed)));
const ADDRESS = `http://127.0.0.1:${port}/secret-of-ines.ics`;

const radicale = await radicaleServer();
const server = await testServer({
  outgoing: ['127.0.0.1'],
  google: { clientId: 'proceed', clientSecret: 'hidden', at: `http://127.0.0.1:${port}` },
});
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
    const { rows } = await server.pool.query('select access, access_hash from calendar_feeds');
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
    for (const feed of await items(ines)) await ines.delete(`/api/meetings/calendars/${feed['id']}`);
  });
});

const STATUS = `BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Northwind//EN
BEGIN:VEVENT
UID:status
DTSTAMP:20260101T000000Z
SUMMARY:Status
DTSTART;TZID=Europe/Berlin:20260326T120000
DURATION:PT1H
RRULE:FREQ=DAILY;COUNT=5
ORGANIZER:mailto:raj@northwind.example
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ines@northwind.example
ATTENDEE;PARTSTAT=ACCEPTED:mailto:raj@northwind.example
END:VEVENT
END:VCALENDAR
`.replaceAll('\n', '\r\n');

describe('a calendar of an account', () => {
  const entries = async (who: Client) =>
    (await who.get('/api/meetings/entries')).json['items'] as readonly Record<string, unknown>[];

  it('is found on a CalDAV server (Radicale), and its password is shown to nobody again', async () => {
    await radicale.ask('PUT', '/ines/meetings/status.ics', STATUS);
    const account = { server: radicale.address, user: 'ines', password: radicale.password };
    const wrong = await ines.post('/api/meetings/calendars/accounts', { ...account, password: 'wrong' });
    expect([wrong.status, wrong.json['code'], wrong.json['field']]).toEqual([422, 'feed-account', '/server']);
    const inside = await ines.post('/api/meetings/calendars/accounts', { ...account, server: 'https://10.1.2.3/' });
    expect([inside.json['code'], inside.json['field']]).toEqual(['feed-address', '/server']);

    const { status, json, text } = await ines.post('/api/meetings/calendars/accounts', account);
    expect([status, json['items']]).toEqual([
      201,
      [expect.objectContaining({ kind: 'caldav', called: 'Ines at work', host: radicale.host })],
    ]);
    await eventually(({ entries: n }) => n === 1);
    const { rows } = await server.pool.query('select * from calendar_feeds');
    expect(text + JSON.stringify(rows) + JSON.stringify(await items(ines))).not.toContain(radicale.password);
  });

  it('[rule 6] has its meetings for its owner alone, and what is declined there with the reason is declined in the calendar', async () => {
    const [first, ...others] = await entries(ines);
    expect(first).toMatchObject({
      title: 'Status',
      from: '2026-03-27T11:00:00.000Z',
      people: 2,
      recurs: true,
      mine: false,
      asked: true,
      canChange: true,
    });
    expect(others).toHaveLength(3);
    const path = `/api/meetings/calendars/${first?.['calendar']}/changes`;
    const decline = { uid: 'status', planned: first?.['planned'], kind: 'decline', reason: 'I read the page.' };
    expect([(await raj.post(path, decline)).status, await entries(raj)]).toEqual([404, []]);
    expect((await ines.post(path, decline)).status).toBe(200);
    expect(await radicale.text('/ines/meetings/status.ics')).toMatch(
      /RECURRENCE-ID;TZID=Europe\/Berlin:20260327T120000[\s\S]+PARTSTAT=DECLINED[\s\S]+COMMENT:I read the page\./,
    );
    expect(await entries(ines)).toHaveLength(3);

    const cancel = await ines.post(path, { ...decline, planned: null, kind: 'cancel' });
    expect([cancel.status, cancel.json['code'], cancel.json['detail']]).toEqual([
      409,
      'calendar-refused',
      expect.stringContaining('Only raj@northwind.example'),
    ]);
    expect((await ines.post(path, { ...decline, kind: 'shorten' })).json['code']).toBe('minutes-required');
    expect((await ines.post(path, { ...decline, uid: 'other' })).status).toBe(404);
  });

  it('loses a series that something written replaced, and a meeting that was settled in writing', async () => {
    const series = (uid: string, organizer: string): string =>
      STATUS.replace('UID:status', `UID:${uid}`)
        .replace('SUMMARY:Status', `SUMMARY:${uid}`)
        .replace('raj@northwind.example', `${organizer}@northwind.example`)
        .replace('COUNT=5', 'INTERVAL=1');
    await radicale.ask('PUT', '/ines/meetings/mine.ics', series('mine', 'ines'));
    await radicale.ask('PUT', '/ines/meetings/theirs.ics', series('theirs', 'raj'));
    await server.pool.query(`update calendar_feeds set next_at = now(), asked_at = null`);
    await expect.poll(async () => (await entries(ines)).map(({ title }) => title), { timeout: 10_000 }).toContain('theirs');
    const people = [raj.id];
    const convert = async (uid: string, leave: boolean): Promise<string> => {
      const figures = { minutes: 60, perWeek: 5, hoursPerWeek: 10, savedPerWeek: 9 };
      const { status, json, text } = await ines.post('/api/meetings/conversions', {
        ...{
          form: 'written-round',
          title: 'Round',
          text: 'What is next?',
          people,
          leave,
          series: { title: uid, uid, ...figures },
        },
      });
      expect(status, text).toBe(201);
      return String(json['id']);
    };
    const told = async (who: Client, id: string) =>
      ((await who.get('/api/meetings/given-back')).json['conversions'] as readonly Record<string, unknown>[]).find(
        (one) => one['id'] === id,
      );
    // Who converts it and invites to it ends it; who is only asked declines it.
    const [mine, theirs, elsewhere] = [
      await convert('mine', true),
      await convert('theirs', false),
      await convert('nowhere', true),
    ];
    await expect
      .poll(async () => (await told(ines, mine))?.['calendar'], { timeout: 10_000 })
      .toEqual({ how: 'ended', reason: null });
    const ended = await radicale.text('/ines/meetings/mine.ics');
    expect(ended).toContain('UNTIL=20260327T');
    expect(ended).toMatch(/COMMENT:It is a written round now \(#\d+\)\./);
    expect(await told(ines, theirs)).toMatchObject({ calendar: null, mine: null, mayLeave: true });
    expect(await told(raj, theirs)).toMatchObject({ mayLeave: false });
    expect((await ines.post(`/api/meetings/conversions/${theirs}/leavings`, {})).status).toBe(200);
    await expect
      .poll(async () => (await told(ines, theirs))?.['mine'], { timeout: 10_000 })
      .toEqual({ how: 'declined', reason: null });
    expect(await radicale.text('/ines/meetings/theirs.ics')).toMatch(/PARTSTAT=DECLINED:mailto:ines@/);
    // What they came to until then still counts, though the calendar says of all of it that it is declined.
    const audit = await ines.get('/api/meetings/audit?since=2026-03-26&until=2026-03-29');
    const counted = audit.json['series'] as readonly { title: string; times: number }[];
    expect(counted.filter(({ title }) => title === 'theirs')).toMatchObject([{ times: 1 }]);
    await expect
      .poll(async () => (await told(ines, elsewhere))?.['mine'], { timeout: 10_000 })
      .toEqual({ how: 'by-hand', reason: expect.stringContaining('Take it out where it is kept') });
    // [rule 6] What somebody else did in a calendar of theirs is not told.
    await raj.post(`/api/meetings/conversions/${elsewhere}/leavings`, {});
    await expect.poll(async () => (await told(raj, elsewhere))?.['mine'], { timeout: 10_000 }).toMatchObject({ how: 'by-hand' });
    expect((await told(ines, elsewhere))?.['mine']).toMatchObject({ how: 'by-hand' });
    expect(await entries(ines)).toEqual(expect.arrayContaining([expect.objectContaining({ title: 'Status' })]));
    expect((await entries(ines)).filter(({ title }) => title === 'mine' || title === 'theirs')).toEqual([]);

    const talk = series('talk', 'ines')
      .replace('RRULE:FREQ=DAILY;INTERVAL=1', 'LOCATION:here')
      .replace('20260326T120000', '20260331T120000');
    await radicale.ask('PUT', '/ines/meetings/talk.ics', talk);
    await server.pool.query(`update calendar_feeds set next_at = now(), asked_at = null`);
    await expect.poll(async () => (await entries(ines)).map(({ title }) => title), { timeout: 10_000 }).toContain('talk');
    const asked = await ines.post('/api/meetings', {
      ...{ title: 'talk', from: '2026-03-31T10:00:00Z', minutes: 60, people, purpose: 'Choose.', questions: ['Which?'] },
      source: { uid: 'talk', planned: '2026-03-31T10:00:00Z' },
    });
    expect(asked.status, asked.text).toBe(201);
    const path = `/api/meetings/${String(asked.json['number'])}`;
    // Moved here, it moves in the calendar of whoever invites, twice too; and what is settled is cancelled there where it stands then.
    expect((await ines.get(path)).json['calendar']).toBeNull();
    for (const [from, written] of [
      ['2026-04-01T08:00:00Z', '20260401T100000'],
      ['2026-04-02T08:30:00Z', '20260402T103000'],
    ] as const) {
      expect((await ines.put(`${path}/time`, { from, minutes: 30 })).status).toBe(200);
      await expect.poll(() => radicale.text('/ines/meetings/talk.ics'), { timeout: 20_000 }).toContain(`:${written}`);
      await expect
        .poll(async () => (await raj.get(path)).json['calendar'], { timeout: 20_000 })
        .toEqual({ how: 'moved', reason: null });
    }
    expect(await radicale.text('/ines/meetings/talk.ics')).toMatch(
      /DTEND;TZID=Europe\/Berlin:20260402T110000[\s\S]*COMMENT:It was moved/,
    );
    expect((await raj.put(`${path}/questions/1/answer`, { words: 'The second.' })).status).toBe(200);
    await expect
      .poll(async () => (await raj.get(path)).json['calendar'], { timeout: 20_000 })
      .toEqual({ how: 'cancelled', reason: null });
    const cancelled = await radicale.text('/ines/meetings/talk.ics');
    expect(cancelled).toContain('STATUS:CANCELLED');
    expect(cancelled).toContain('COMMENT:Everything that it was to settle is settled');
    for (const name of ['mine', 'theirs', 'talk']) await radicale.ask('DELETE', `/ines/meetings/${name}.ics`);
  });

  it('is not written over what somebody else changed meanwhile, and is asked for again', async () => {
    await radicale.ask('PUT', '/ines/meetings/status.ics', STATUS.replace('SUMMARY:Status', 'SUMMARY:Status of all'));
    const [one] = await entries(ines);
    const { status, json } = await ines.post(`/api/meetings/calendars/${one?.['calendar']}/changes`, {
      uid: 'status',
      planned: null,
      kind: 'decline',
      reason: '',
    });
    expect([status, json['code']]).toEqual([409, 'calendar-changed']);
    await server.pool.query(`update calendar_feeds set next_at = now()`);
    await expect
      .poll(async () => (await entries(ines)).map(({ title }) => title), { timeout: 10_000 })
      .toContain('Status of all');
    for (const feed of await items(ines)) await ines.delete(`/api/meetings/calendars/${feed['id']}`);
    expect((await server.pool.query('select 1 from calendar_items')).rowCount).toBe(0);
  });

  it('is connected at Google by whoever began it there, and by nobody else', async () => {
    expect((await ines.get('/api/meetings/calendars')).json['asksGoogle']).toBe(true);
    const { json } = await ines.post('/api/meetings/calendars/consents', {});
    const state = new URL(String(json['address'])).searchParams.get('state') ?? '';
    expect(state).not.toContain('verifier');
    for (const [who, said] of [
      [raj, state],
      [ines, `${state.slice(0, -6)}AAAAA=`],
      [ines, '{"org":"","actor":"","verifier":"","at":0}'],
    ] as const)
      expect((await who.post('/api/meetings/calendars/consents/answers', { code: 'code', state: said })).json['code']).toBe(
        'feed-consent',
      );
    const connected = await ines.post('/api/meetings/calendars/consents/answers', { code: 'code', state });
    expect([connected.status, connected.json['items']]).toEqual([
      201,
      [expect.objectContaining({ kind: 'google', called: 'Work' })],
    ]);
    await eventually(({ entries: n }) => n === 1);
    expect(await entries(ines)).toMatchObject([{ title: 'Talk', canChange: true }]);
    const { rows } = await server.pool.query('select access from calendar_feeds');
    expect(JSON.stringify(rows)).not.toContain('lasting-of-ines');
    for (const feed of await items(ines)) await ines.delete(`/api/meetings/calendars/${feed['id']}`);
  });

  it('is kept from a file, and can only be read', async () => {
    const page = await ines.post('/api/meetings/calendars/files', { called: 'page.ics', text: '<html>Sign in</html>' });
    expect([page.status, page.json['code'], page.json['detail']]).toEqual([
      422,
      'feed-file',
      expect.stringContaining('web page'),
    ]);
    const { status, json } = await ines.post('/api/meetings/calendars/files', { called: 'ines.ics', text: STATUS });
    expect([status, json['kind'], json['entries'], json['called']]).toEqual([201, 'file', 1, 'ines.ics']);
    const [one] = await entries(ines);
    expect(one).toMatchObject({ title: 'Status', canChange: false });
    const refused = await ines.post(`/api/meetings/calendars/${json['id']}/changes`, {
      uid: 'status',
      planned: null,
      kind: 'decline',
      reason: '',
    });
    expect([refused.status, refused.json['code']]).toEqual([409, 'calendar-read-only']);
  });
});
