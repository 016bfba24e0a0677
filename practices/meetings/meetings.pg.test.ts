import { readFileSync } from 'node:fs';
import { join as path } from 'node:path';
import { describe, expect, it } from 'vitest';
import { client, found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
await server.clock.set('2026-03-30T07:00:00Z');
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const tomas = await join(server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
const aroha = await join(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');
const mere = await join(server.address, ines, 'Mere Parata', 'Pacific/Auckland');
const lena = await join(server.address, ines, 'Lena Vogt', 'Europe/Berlin');
const example = readFileSync(path(import.meta.dirname, 'examples', 'fourteen-meetings.ics'), 'utf8');

const owned = (who: string, zone = 'Europe/Berlin'): string =>
  [
    ...['BEGIN:VCALENDAR', `X-WR-CALNAME:${who}@northwind.example`, 'BEGIN:VEVENT', 'UID:round', 'SUMMARY:Status'],
    ...[`DTSTART;TZID=${zone}:20260302T100000`, 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY'],
    ...['ines', 'raj', 'tomas', who].map((one) => `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${one}@northwind.example`),
    ...['ORGANIZER:mailto:ines@northwind.example', 'END:VEVENT', 'END:VCALENDAR', ''],
  ].join('\r\n');
const drop = (by: Client, ...names: string[]) =>
  by.post('/api/meetings/drops', { calendars: names.map((name) => ({ called: `${name}.ics`, text: owned(name) })) });

const eventually = async <T>(ask: () => Promise<T | null | undefined>): Promise<T> => {
  for (let tries = 0; tries < 300; tries += 1) {
    const got = await ask();
    if (got !== null && got !== undefined) return got;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error('it did not come about');
};

const mailsTo = async (mail: string): Promise<readonly { subject: string; body: string; calendar: string | null }[]> =>
  (await server.pool.query(`select subject, body, calendar from mails where recipient = $1 order by created_at`, [mail]))
    .rows as never;

describe('a calendar that is dropped', () => {
  it('says what it costs, from eleven hours a week to four and a half, and leaves nothing behind', async () => {
    const { status, json } = await ines.post('/api/meetings/drops', { calendars: [{ called: 'ines.ics', text: example }] });
    expect([status, json['whose'], json['unread']]).toEqual([200, 'own', []]);
    expect(json['report']).toMatchObject({ advice: { week: { before: 11, after: 4.5 } }, people: [{ me: true }] });
    const advised = (json['report'] as { advice: { items: { series: string; title: string }[] } }).advice.items;
    expect((json['attendance'] as { series: string }[]).map(({ series }) => series)).toEqual(advised.map(({ series }) => series));
    const { rows } = await server.pool.query(
      'select (select count(*) from calendar_feeds)::int + (select count(*) from meeting_books)::int as kept',
    );
    expect(rows).toEqual([{ kept: 0 }]);
  });

  it('[rule 6] of somebody else here is not shown, and of five people only what they come to together', async () => {
    expect([(await drop(ines, 'raj')).json['code'], (await drop(ines, 'ines', 'raj', 'tomas')).json['code']]).toEqual([
      'not-yours',
      'not-yours',
    ]);
    const { status, json } = await drop(aroha, 'ines', 'raj', 'tomas', 'aroha', 'mere');
    expect([status, json['whose']]).toEqual([200, 'team']);
    expect(json['report']).toMatchObject({ people: [], team: { people: 5, meanHoursPerWeek: 1 } });
  });

  it('that is none says so', async () => {
    const { status, json } = await ines.post('/api/meetings/drops', { calendars: [{ called: 'notes.txt', text: 'Notes' }] });
    expect([status, json['code']]).toEqual([422, 'no-calendar']);
  });
});

describe('a series that is replaced', () => {
  const series = { title: 'Status', uid: 'round', minutes: 60, perWeek: 1, hoursPerWeek: 10, savedPerWeek: 9 };
  const convert = (form: string, more: object = {}) =>
    ines.post('/api/meetings/conversions', {
      form,
      title: 'Status',
      text: 'What is next?',
      series,
      people: [raj.id, tomas.id],
      others: 7,
      ...more,
    });

  it('by a written round asks everybody who met, tells them by mail, and asks again when its time comes', async () => {
    const made = await convert('written-round', { every: 7 });
    expect([made.status, made.text]).toEqual([201, expect.stringContaining('"kind":"request"')]);
    const list = async () => (await raj.get('/api/requests?whose=asked')).json['items'] as { title: string; others: number }[];
    expect(await list()).toMatchObject([{ title: 'Status', others: 1 }]);
    await eventually(async () =>
      (await mailsTo('tomas@northwind.example')).find(({ subject }) => subject.startsWith('Instead of “Status”')),
    );
    await server.clock.set('2026-04-06T08:00:00Z');
    await eventually(async () => ((await list()).length === 2 ? true : null));
    expect((await list()).map(({ title }) => title)).toEqual(['Status (2)', 'Status']);
    const back = (await ines.get('/api/meetings/given-back')).json;
    expect(back['conversions']).toMatchObject([{ title: 'Status', people: 10, rounds: 2, mayEnd: true }]);
    expect(Number(back['hours'])).toBeCloseTo(9.1, 0);
  });

  it('by a decision or a page stands before those who met, and before nobody else', async () => {
    const decision = (await convert('decision-document')).json['result'] as { id: string };
    const page = (await convert('page-with-acknowledgement')).json['result'] as { id: string; number: number };
    const statuses = async (of: Client) => [
      (await of.get(`/api/decisions/${decision.id}`)).status,
      (await of.get(`/api/pages/${page.id}`)).status,
    ];
    expect(await statuses(ines)).toEqual([200, 200]);
    expect((await raj.get(`/api/pages/${page.id}`)).status).toBe(200);
    expect((await raj.get('/api/today')).text).toContain('Status');
    expect(await statuses(lena)).toEqual([404, 404]);
    expect((await lena.get('/api/meetings/given-back')).json['conversions']).toEqual([]);
  });
});

describe('a team', () => {
  it('[rule 6] has no figures from fewer than five calendars, and its days without meetings hold in its meetings', async () => {
    const made = await ines.post('/api/spaces', { name: 'Platform' });
    const id = String(made.json['id']);
    await ines.put(`/api/spaces/${id}/meeting-days`, { free: ['wed'], short: 'lift', demanding: [] });
    const team = await ines.get(`/api/meetings/teams/${id}`);
    expect(team.json).toMatchObject({ least: 5, figures: null, days: { free: ['wed'], from: 'Platform' } });
    const asked = await ines.post('/api/meetings', {
      ...{ title: 'Ports', from: '2026-04-15T08:00:00Z', minutes: 30, people: ['raj'], space: 'platform' },
      ...{ purpose: 'Choose.', questions: ['Which?'], document: 'https://docs.northwind.example/ports' },
    });
    expect(asked.json['status']).toBe('preparing');
    const look = async (of: Client) => (await of.get(`/api/meetings/${asked.json['number']}`)).json;
    expect(await look(ines)).toMatchObject({ breach: { space: 'Platform', date: '2026-04-15' }, missing: ['another-day'] });
    expect(await look(raj)).toMatchObject({ breach: null, missing: [] });
  });
});

/** As if it had come under its address. */
const subscribed = async (handle: string): Promise<void> => {
  await server.pool.query(
    `with one as (
       insert into calendar_feeds (org, id, actor, kind, access, access_hash, host, entries, changed_at, next_at)
       select org, gen_random_uuid(), id, 'file', 'x', id::text, 'calendar.ics', 1, now(), now() + interval '1 year'
       from actors where translate(handle, 'á', 'a') = $1 returning org, id)
     insert into calendar_items (org, calendar, key, uid, bytes) select org, id, 'file', '', $2 from one`,
    [handle, Buffer.from(owned(handle))],
  );
};

describe('calendars of a team', () => {
  it('[rule 6] are added up from the fifth on; whoever invited on a day without meetings is told first, and alone', async () => {
    const id = String((await ines.post('/api/spaces', { name: 'Quay', slug: 'quay' })).json['id']);
    for (const { id: member } of [raj, tomas, aroha, mere])
      await ines.put(`/api/spaces/${id}/members/${member}`, { role: 'contributor' });
    await ines.put(`/api/spaces/${id}/meeting-days`, { free: ['mon'], short: 'keep', demanding: [] });
    const figures = async () => (await raj.get(`/api/meetings/teams/${id}`)).json['figures'];
    const people = { ines, raj, tomas, aroha, mere };
    const weeks: Record<string, unknown>[] = [];
    for (const [handle, who] of Object.entries(people)) {
      expect(await figures()).toBeNull();
      expect((await who.get('/api/meetings/week')).json['book']).toBeNull();
      await subscribed(handle);
      weeks.push((await who.get('/api/meetings/week')).json['book'] as Record<string, unknown>);
    }
    // Five Mondays of the twelve weeks, an hour each.
    expect(await figures()).toMatchObject({
      calendars: 5,
      hoursPerWeek: expect.closeTo(0.42, 1),
      freeDays: { days: 20, broken: 20, hours: 20 },
      heat: { people: 5 },
    });
    expect(JSON.stringify(await figures())).not.toMatch(/Status|ines|Ines|raj/);
    expect(weeks.map(({ report }) => (report as { people: { me: boolean }[] }).people.map(({ me }) => me))).toEqual(
      Array.from({ length: 5 }, () => [true]),
    );
    expect(weeks.map(({ breaches }) => (breaches as unknown[]).length > 0)).toEqual([true, false, false, false, false]);
    expect(weeks.flatMap(({ breaches }) => breaches as unknown[])[0]).toMatchObject({
      title: 'Status',
      minutes: 60,
      space: 'Quay',
    });
    // Of a sixth, by whom two teams or one and the same team from one day to the next would differ, nothing can be told.
    const wider = String((await ines.post('/api/spaces', { name: 'Quayside', slug: 'quayside' })).json['id']);
    for (const { id: member } of [raj, tomas, aroha, mere, lena])
      await ines.put(`/api/spaces/${wider}/members/${member}`, { role: 'contributor' });
    await subscribed('lena');
    expect((await lena.get('/api/meetings/week')).json['book']).not.toBeNull();
    expect((await ines.get(`/api/meetings/teams/${wider}`)).json).toMatchObject({ figures: null, withheld: 'alike' });
    const before = await figures();
    await ines.put(`/api/spaces/${id}/members/${lena.id}`, { role: 'contributor' });
    expect(await figures()).toEqual({ ...(before as object), at: expect.any(String), current: false });
    await ines.delete(`/api/spaces/${id}/members/${lena.id}`);
    const feeds = (await mere.get('/api/meetings/calendars')).json['items'] as { id: string }[];
    await mere.delete(`/api/meetings/calendars/${feeds[0]?.id}`);
    expect([(await mere.get('/api/meetings/week')).json['book'], await figures()]).toEqual([null, null]);
  });
});

describe('a meeting whose document is decided', () => {
  it('is cancelled with thanks, by mail to everybody who would have come', async () => {
    const drafted = await ines.post('/api/decisions', {
      title: 'Use Santos',
      problem: 'Which port?',
      recommendation: 'Santos.',
      reversible: true,
      affected: [raj.id],
    });
    const number = Number(drafted.json['number']);
    const asked = await ines.post('/api/meetings', {
      ...{ title: 'Ports again', from: '2026-05-14T08:00:00Z', minutes: 60, people: ['raj', 'tomas'], others: 1 },
      ...{ purpose: 'Choose.', questions: ['Which?', 'When?'], document: number },
    });
    expect(asked.json['status']).toBe('ready');
    const opened = await ines.post(`/api/decisions/${number}/openings`, {});
    expect(opened.status, opened.text).toBeLessThan(300);
    await server.clock.set('2026-04-09T08:00:00Z');
    const look = async () => (await raj.get(`/api/meetings/${asked.json['number']}`)).json;
    const ended = await eventually(async () => {
      const seen = await look();
      return seen['status'] === 'cancelled' ? seen : null;
    });
    expect(ended).toMatchObject({ cancelled: { why: 'settled' }, savedHours: 4 });
    const mail = await eventually(async () =>
      (await mailsTo('raj@northwind.example')).find(({ subject }) => subject === 'Cancelled: Ports again'),
    );
    expect(mail.body).toContain('with thanks');
  });
});

describe('a meeting that is asked for here', () => {
  it('comes by mail to the calendars of those who take part once it takes place; moved and cancelled, too', async () => {
    const asked = await ines.post('/api/meetings', {
      ...{ title: 'Berths', from: '2026-04-16T08:00:00Z', minutes: 30, people: ['raj'], purpose: 'Choose one.' },
      questions: ['Which?'],
    });
    const path = `/api/meetings/${String(asked.json['number'])}`;
    const came = async (who: string, n: number) => {
      const all = () => mailsTo(`${who}@northwind.example`);
      const mine = async () => (await all()).filter(({ subject, calendar }) => subject.includes('Berths') && calendar !== null);
      await expect.poll(async () => (await mine()).length, { timeout: 20_000 }).toBe(n);
      return (await mine())[n - 1];
    };
    const sequence = (mail: { calendar: string | null } | undefined) => Number(/SEQUENCE:(\d+)/.exec(mail?.calendar ?? '')?.[1]);
    // Not prepared, it may not take place: nobody's calendar knows of it.
    expect(asked.json['status']).toBe('preparing');
    await ines.put(`${path}/preparation`, {
      ...{ purpose: 'Choose one.', questions: ['Which?'], document: 'https://docs.northwind.example/berths' },
    });
    const invited = await came('raj', 1);
    expect(invited?.subject).toBe('Meeting: Berths');
    expect(invited?.body).toMatch(/Thursday,? 16 April 2026.{1,5}13:30 \(Asia\/Kolkata\)/);
    const text = String(invited?.calendar).replace(/\r\n /g, '');
    for (const line of ['METHOD:REQUEST', `UID:${String(asked.json['id'])}`, 'DTSTART:20260416T080000Z'])
      expect(text).toContain(line);
    expect(text).toMatch(/ATTENDEE;[^\r]*PARTSTAT=NEEDS-ACTION[^\r]*raj@northwind\.example/);
    expect((await came('ines', 1))?.calendar).toContain('METHOD:REQUEST');

    await ines.put(`${path}/time`, { from: '2026-04-17T08:00:00Z', minutes: 25 });
    const moved = await came('raj', 2);
    expect(moved?.subject).toBe('Moved: Berths');
    expect(moved?.calendar).toMatch(/DTSTART:20260417T080000Z[\s\S]*DTEND:20260417T082500Z/);
    expect(sequence(moved)).toBeGreaterThan(sequence(invited));
    await ines.post(`${path}/cancellations`, { reason: 'The harbour decided.' });
    const off = await came('raj', 3);
    expect(off?.calendar).toMatch(/METHOD:CANCEL[\s\S]*COMMENT:The harbour decided\./);
    expect(sequence(off)).toBeGreaterThan(sequence(moved));
    expect((await came('ines', 3))?.calendar).toContain('METHOD:CANCEL');
  });
});

describe('a decision week', () => {
  it('gathers the open questions of meetings, and what is settled in one place is settled in the other', async () => {
    const space = 'cranes';
    const id = String((await ines.post('/api/spaces', { name: 'Cranes', slug: space, access: 'closed' })).json['id']);
    for (const { id: member } of [raj, tomas]) await ines.put(`/api/spaces/${id}/members/${member}`, { role: 'contributor' });
    const ask = async (title: string, questions: readonly string[]): Promise<string> => {
      const made = await ines.post('/api/meetings', {
        ...{ title, from: '2026-04-20T08:00:00Z', minutes: 60, people: ['raj', 'tomas'], questions, purpose: 'Choose.', space },
        document: 'https://docs.northwind.example/ports',
      });
      expect(made.status, made.text).toBe(201);
      return `/api/meetings/${String(made.json['number'])}`;
    };
    const [port, crane] = [await ask('Port', ['Which?', 'When?']), await ask('Crane', ['How high?'])];
    const made = await ines.post('/api/meetings/decision-weeks', { space });
    expect([made.status, made.json['questions'], made.json['meetings']], made.text).toEqual([201, 3, 2]);
    // Asked on a Thursday: the next one has no two days before it.
    const week = `/api/meetings/${String(made.json['number'])}`;
    expect((await raj.get(week)).json).toMatchObject({ from: '2026-04-16T08:00:00.000Z', minutes: 30, status: 'preparing' });
    expect((await ines.post('/api/meetings/decision-weeks', { space })).json['code']).toBe('nothing-open');
    expect([(await mere.get(week)).status, (await mere.post('/api/meetings/decision-weeks', { space })).status]).toEqual([
      404, 404,
    ]);

    const settled = async (path: string) =>
      ((await raj.get(path)).json['questions'] as { settled: { by: { name: string } } | null }[]).map(
        (one) => one.settled?.by.name ?? null,
      );
    await raj.put(`${week}/questions/3/answer`, { words: 'Twelve metres.' });
    await eventually(async () => ((await raj.get(crane)).json['status'] === 'cancelled' ? true : null));
    expect((await raj.get(crane)).json).toMatchObject({ cancelled: { why: 'settled' }, savedHours: 3 });
    await tomas.put(`${port}/questions/1/answer`, { words: 'Santos.' });
    await eventually(async () => ((await settled(week))[0] === null ? null : true));
    expect([await settled(week), await settled(port)]).toEqual([
      ['Tomás Lima', null, 'Raj Mehta'],
      ['Tomás Lima', null],
    ]);
    await tomas.put(`${week}/questions/2/answer`, { words: 'In May.' });
    await eventually(async () => ((await raj.get(port)).json['status'] === 'cancelled' ? true : null));
    expect((await raj.get(week)).json).toMatchObject({ status: 'cancelled', savedHours: 1.5 });
  });
});

describe('a booking page', () => {
  const guest = { name: 'Kiri Walker', mail: 'kiri@elsewhere.example', zone: 'Pacific/Auckland', words: 'The dock' };
  const settings = {
    title: 'Half an hour',
    words: '',
    where: 'Room 2',
    open: true,
    minutes: 30,
    before: 0,
    after: 0,
    notice: 1,
    perDay: 2,
    weeks: 2,
  };
  let stranger: Client;
  let address: string;
  let manage: string;
  const mine = async () =>
    (await ines.get('/api/meetings/booking-pages')).json['items'] as { id: string; address: string; bookings: unknown[] }[];

  it('offers what the hours of its host leave, to whoever has its address', async () => {
    const opened = await ines.post('/api/meetings/booking-pages', settings);
    expect(opened.status).toBe(201);
    stranger = client(server.address);
    address = `/api/booking/${String(opened.json['address']).split('/').at(-1)}`;
    const { status, json } = await stranger.get(address);
    expect([status, json['host'], json['minutes']]).toEqual([200, 'Ines Prado', 30]);
    expect((json['slots'] as string[])[0]).toBe('2026-04-09T09:30:00.000Z');
    expect((await mine())[0]?.address.endsWith(address.split('/').at(-1) ?? '')).toBe(true);
    expect((await stranger.get('/api/booking/none')).status).toBe(404);
    expect((await raj.get('/api/meetings/booking-pages')).json['items']).toEqual([]);
  });

  it('is booked once at a time, and both get the invitation for their calendars', async () => {
    const from = '2026-04-14T08:00:00.000Z';
    const booked = await stranger.post(`${address}/bookings`, { ...guest, from });
    expect([booked.status, booked.json['from']]).toEqual([201, from]);
    manage = new URL(String(booked.json['manage'])).pathname.replace('/booked/', '/api/booked/');
    expect((await stranger.post(`${address}/bookings`, { ...guest, from })).json['code']).toBe('slot-taken');
    // Nor on another page of the same host, nor when the host meets here.
    const other = String(
      (await ines.post('/api/meetings/booking-pages', { ...settings, title: 'A second page' })).json['address'],
    );
    const second = `/api/booking/${other.split('/').at(-1)}`;
    const free = async () => (await stranger.get(second)).json['slots'] as string[];
    expect(await free()).not.toContain(from);
    expect((await stranger.post(`${second}/bookings`, { ...guest, from })).json['code']).toBe('slot-taken');
    const meets = '2026-04-17T12:00:00.000Z';
    expect(await free()).toContain(meets);
    const met = await raj.post('/api/meetings', {
      ...{ title: 'Ropes', from: meets, minutes: 15, people: ['ines'], purpose: 'Choose.', questions: ['Which?'] },
    });
    expect(met.json['status']).toBe('ready');
    expect(await free()).not.toContain(meets);
    await raj.post(`/api/meetings/${String(met.json['number'])}/cancellations`, {});
    expect(await free()).toContain(meets);
    for (const { id, address: at } of await mine())
      if (at === other) await ines.put(`/api/meetings/booking-pages/${id}`, { ...settings, title: 'A second page', open: false });
    const [mail] = await mailsTo(guest.mail);
    expect(mail?.subject).toBe('Booked: Half an hour');
    const { rows } = await server.pool.query(
      `select recipient, calendar_method from mails where subject = 'Booked: Half an hour' order by 1`,
    );
    expect(rows).toEqual([
      { recipient: 'ines@northwind.example', calendar_method: 'REQUEST' },
      { recipient: guest.mail, calendar_method: 'REQUEST' },
    ]);
  });

  it('is moved and cancelled by its link, and the host sees it', async () => {
    const moved = await stranger.put(`${manage}/time`, { from: '2026-04-16T08:00:00Z' });
    expect(moved.status, moved.text).toBe(200);
    expect((await mine())[0]?.bookings).toMatchObject([{ name: 'Kiri Walker', from: '2026-04-16T08:00:00.000Z' }]);
    expect((await stranger.post(`${manage}/cancellations`, { reason: 'Ill.' })).status).toBe(200);
    expect((await mine())[0]?.bookings).toEqual([]);
    const { rows } = await server.pool.query(
      `select distinct calendar_method from mails where subject = 'Cancelled: Half an hour'`,
    );
    expect(rows).toEqual([{ calendar_method: 'CANCEL' }]);
    expect((await mailsTo(guest.mail)).at(-1)?.body).toMatch(/16 April 2026.*\(Pacific\/Auckland\) is cancelled\.\n\nIll\.$/);
    expect((await stranger.put(`${manage}/time`, { from: '2026-04-17T08:00:00Z' })).json['code']).toBe('booking-cancelled');
  });
});
