import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { calendar_v3 } from '@googleapis/calendar';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Access, Item, Wanted } from '#practices/meetings';
import { egress } from '#server/egress.ts';
import { guardedFetch } from '#server/guarded-fetch.ts';
import { google } from './google.ts';
import { readCalendar } from './ics-calendar.ts';

/*
 * A server that speaks Google's published shapes (Calendar API v3): what it answers are the types of the official client, which Google makes from its
 * discovery document, so an answer that is not of that shape does not compile. The paths and parameters are those that the official client asks for.
 */

type GoogleEvent = calendar_v3.Schema$Event;
interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

const state = {
  events: new Map<string, GoogleEvent>(),
  version: 1,
  changed: new Map<string, number>(),
  oldest: 0,
  pages: 100,
  revoked: false,
  busy: 0,
};
const asked: Asked[] = [];

const put = (event: GoogleEvent): GoogleEvent => {
  state.version += 1;
  const next = {
    kind: 'calendar#event',
    etag: `"${state.version}"`,
    status: 'confirmed',
    ...event,
    iCalUID: event.iCalUID ?? `${event.id}@google.com`,
  };
  state.events.set(event.id ?? '', { ...next, etag: `"${state.version}"` });
  state.changed.set(event.id ?? '', state.version);
  return state.events.get(event.id ?? '') ?? next;
};

const RAJ = { email: 'raj@northwind.example', responseStatus: 'accepted' } satisfies calendar_v3.Schema$EventAttendee;
const INES = {
  email: 'ines@northwind.example',
  self: true,
  responseStatus: 'needsAction',
} satisfies calendar_v3.Schema$EventAttendee;
const BERLIN = (time: string) => ({ dateTime: `${time}+01:00`, timeZone: 'Europe/Berlin' });

beforeEach(() => {
  Object.assign(state, { events: new Map(), version: 1, changed: new Map(), oldest: 0, pages: 100, revoked: false, busy: 0 });
  asked.length = 0;
  put({
    id: 'status',
    summary: 'Status',
    start: BERLIN('2026-01-05T10:00:00'),
    end: BERLIN('2026-01-05T11:00:00'),
    recurrence: ['RRULE:FREQ=WEEKLY;COUNT=4'],
    organizer: { email: 'raj@northwind.example', displayName: 'Raj Mehta' },
    attendees: [RAJ, INES],
  });
  put({
    id: 'review',
    summary: 'Review; of numbers',
    description: 'Two,\nlines',
    start: { dateTime: '2026-01-06T10:00:00Z' },
    end: { dateTime: '2026-01-06T10:30:00Z' },
    attendees: [INES, { ...RAJ, optional: true }, { email: 'room@resource.calendar.google.com', resource: true }],
    hangoutLink: 'https://meet.google.com/abc',
  });
  put({ id: 'off', summary: 'Away', eventType: 'outOfOffice', start: { date: '2026-01-07' }, end: { date: '2026-01-09' } });
});

/** As Google does it: an instance of a series is called by the series and its time. */
const instance = (master: GoogleEvent, at: string): GoogleEvent => {
  const id = `${master.id}_${at.replace(/\.\d+/, '').replace(/[-:]/g, '')}`;
  return (
    state.events.get(id) ?? {
      ...master,
      id,
      etag: `"i${state.version}"`,
      recurrence: null,
      recurringEventId: master.id ?? '',
      originalStartTime: { dateTime: at, timeZone: 'Europe/Berlin' },
      start: { dateTime: at, timeZone: 'Europe/Berlin' },
      end: { dateTime: new Date(Date.parse(at) + 3_600_000).toISOString(), timeZone: 'Europe/Berlin' },
    }
  );
};

const fault = (code: number, message: string) => ({
  status: code,
  body: { error: { code, message, errors: [{ domain: 'global', reason: message, message }] } },
});

const answer = ({ path, query, headers, body }: Asked, method: string): { readonly status: number; readonly body: object } => {
  if (path === '/token') {
    const said = new URLSearchParams(body);
    if (state.revoked)
      return { status: 400, body: { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' } };
    const first = said.get('grant_type') === 'authorization_code';
    return {
      status: 200,
      body: {
        access_token: 'let-in',
        expires_in: 3599,
        token_type: 'Bearer',
        scope: '',
        ...(first && said.get('code') === 'code' && { refresh_token: 'lasting' }),
      },
    };
  }
  if (headers.authorization !== 'Bearer let-in') return fault(401, 'authError');
  if (state.busy > 0) {
    state.busy -= 1;
    return fault(429, 'rateLimitExceeded');
  }
  if (path === '/calendar/v3/users/me/calendarList')
    return {
      status: 200,
      body: {
        kind: 'calendar#calendarList',
        items: [
          { id: 'team', summary: 'Team', selected: true, accessRole: 'reader' },
          { id: 'holidays', summary: 'Holidays', accessRole: 'reader' },
          {
            id: 'ines@northwind.example',
            summary: 'ines@northwind.example',
            summaryOverride: 'Work',
            primary: true,
            accessRole: 'owner',
          },
        ],
      } satisfies calendar_v3.Schema$CalendarList,
    };
  const [, id, instances] = /^\/calendar\/v3\/calendars\/[^/]+\/events(?:\/([^/]+))?(\/instances)?$/.exec(path) ?? [];
  if (id === undefined) return listed(query);
  const event =
    state.events.get(id) ?? [...state.events.values()].map((one) => instance(one, atOf(id))).find((one) => one.id === id);
  if (!event) return fault(404, 'notFound');
  if (instances !== undefined)
    return {
      status: 200,
      body: {
        kind: 'calendar#events',
        items: [instance(event, query.get('originalStart') ?? '')],
      } satisfies calendar_v3.Schema$Events,
    };
  if (method === 'GET') return { status: 200, body: event };
  if (headers['if-match'] !== '*' && headers['if-match'] !== event.etag) return fault(412, 'conditionNotMet');
  return { status: 200, body: put({ ...event, ...(JSON.parse(body) as GoogleEvent), id, sequence: (event.sequence ?? 0) + 1 }) };
};

const atOf = (id: string): string =>
  /_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(id)
    ? id.replace(/^.*_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6.000Z')
    : '2026-01-01T00:00:00.000Z';

const listed = (query: URLSearchParams): { readonly status: number; readonly body: object } => {
  const since = Number(query.get('syncToken') ?? 0);
  if (query.has('syncToken') && since < state.oldest) return fault(410, 'fullSyncRequired');
  const all = [...state.events.values()].filter(
    ({ id, status }) =>
      (state.changed.get(id ?? '') ?? 0) > since && (query.get('showDeleted') === 'true' || status !== 'cancelled'),
  );
  const from = Number(query.get('pageToken') ?? 0);
  const items = all.slice(from, from + state.pages);
  const more = from + state.pages < all.length;
  return {
    status: 200,
    body: {
      kind: 'calendar#events',
      items,
      ...(more ? { nextPageToken: String(from + state.pages) } : { nextSyncToken: String(state.version) }),
    } satisfies calendar_v3.Schema$Events,
  };
};

const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const url = new URL(request.url ?? '', 'http://google');
    const one = {
      path: decodeURIComponent(url.pathname),
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    asked.push(one);
    const { status, body } = answer(one, request.method ?? '');
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const { port } = server.address() as AddressInfo;
const outside = egress(['127.0.0.1']);
afterAll(() => {
  outside.close();
  server.close();
});
const source = google(
  { clientId: 'proceed', clientSecret: 'hidden', at: `http://127.0.0.1:${port}` },
  guardedFetch(outside, 16 * 1024 * 1024),
);
const work: Access = { kind: 'google', place: 'ines@northwind.example', token: 'lasting' };

const came = async (cursor: string | null) => {
  const answered = await source.changes(work, cursor);
  if (answered.kind !== 'came') throw new Error(JSON.stringify(answered));
  return answered;
};
const WINDOW = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2027-01-01T00:00:00Z') };
const laidOut = (items: readonly Item[]) => {
  const { series, faults } = readCalendar(
    items.map(({ bytes }) => bytes),
    { window: WINDOW, zone: 'Europe/Berlin' },
  );
  expect(faults).toEqual([]);
  return series.flatMap(({ uid, details, occurrences }) =>
    occurrences.map((one) => ({ uid, ...one, details: one.details ?? details })),
  );
};
const change = async (key: string, wanted: Wanted, reason: string, planned: string | null = null, me = INES.email) => {
  const item = (await came(null)).items.find((one) => one.key === key);
  if (!item) throw new Error(`no ${key}`);
  return source.change?.(work, item, { uid: '', wanted, reason, me, planned: planned === null ? null : Date.parse(planned) });
};

describe('a calendar of Google', () => {
  it('is let in to with a code, PKCE and a state, for good', async () => {
    const verifier = 'v'.repeat(43);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const url = new URL(
      await source.consent({ state: 'sealed', challenge, back: 'https://proceed.northwind.example/calendars' }),
    );
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'proceed',
      response_type: 'code',
      access_type: 'offline',
      state: 'sealed',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      redirect_uri: 'https://proceed.northwind.example/calendars',
      scope: expect.stringContaining('calendar.events'),
    });
    expect(await source.letIn({ code: 'code', verifier, back: 'https://proceed.northwind.example/calendars' })).toEqual({
      kind: 'google',
      place: 'primary',
      token: 'lasting',
    });
    expect(asked[0]?.body).toContain(`code_verifier=${verifier}`);
    expect(await source.letIn({ code: 'used', verifier, back: '' })).toEqual({
      failed: expect.stringContaining('no lasting access'),
    });
    state.revoked = true;
    expect(await source.letIn({ code: 'code', verifier, back: '' })).toEqual({
      failed: expect.stringContaining('does not let this server in'),
    });
    expect(await source.changes(work, null)).toEqual({ kind: 'failed', reason: expect.stringContaining('Connect it again') });
  });

  it('is one of those that its owner shows', async () => {
    expect(await source.list?.(work)).toMatchObject([
      { called: 'Work', access: { place: 'ines@northwind.example' } },
      { called: 'Team', access: { place: 'team' } },
    ]);
  });

  it('is read as it is written: zones, answers, rooms, absence', async () => {
    const { items, whole } = await came(null);
    expect(whole).toBe(true);
    const times = laidOut(items);
    expect(times.filter(({ uid }) => uid === 'status@google.com').map(({ from }) => new Date(from).toISOString())).toEqual(
      ['05', '12', '19', '26'].map((day) => `2026-01-${day}T09:00:00.000Z`),
    );
    expect(times.find(({ uid }) => uid === 'review@google.com')?.details).toMatchObject({
      title: 'Review; of numbers',
      description: 'Two,\nlines',
      links: ['https://meet.google.com/abc'],
      attendees: [{ answer: 'none', optional: false }, { answer: 'accepted', optional: true }, { is: 'thing' }],
    });
    expect(times.find(({ uid }) => uid === 'off@google.com')?.details).toMatchObject({ allDay: true, away: true });
  });

  it('says what changed since it was asked last, page by page, and all of it again when Google has forgotten (410)', async () => {
    state.pages = 2;
    const first = await came(null);
    expect([first.items.length, asked.filter(({ path }) => path.endsWith('/events')).length]).toEqual([3, 2]);
    expect(await source.changes(work, first.cursor)).toEqual({ kind: 'unchanged' });
    const review = state.events.get('review');
    put({ ...review, status: 'cancelled' });
    put({ id: 'talk', summary: 'Talk', start: { dateTime: '2026-01-08T10:00:00Z' }, end: { dateTime: '2026-01-08T10:30:00Z' } });
    // Of a single time that was taken out Google tells only which it was.
    state.version += 1;
    state.events.set('status_x', {
      id: 'status_x',
      status: 'cancelled',
      recurringEventId: 'status',
      originalStartTime: { dateTime: '2026-01-12T10:00:00+01:00', timeZone: 'Europe/Berlin' },
    });
    state.changed.set('status_x', state.version);
    const second = await came(first.cursor);
    expect([second.whole, second.items.map(({ key }) => key), second.gone]).toEqual([false, ['talk', 'status_x'], ['review']]);
    const status = laidOut([...first.items.filter(({ key }) => key === 'status'), ...second.items]).filter(
      ({ uid, details }) => uid === 'status@google.com' && details.status !== 'cancelled',
    );
    expect(status).toHaveLength(3);
    state.oldest = 10_000;
    expect(await came(second.cursor)).toMatchObject({ whole: true, gone: [] });
  });

  it('is declined, made shorter and cancelled with the reason, once or for good', async () => {
    expect(await change('status', { kind: 'decline' }, 'I read it.', '2026-01-12T09:00:00Z')).toMatchObject({
      kind: 'done',
      item: { key: 'status_20260112T090000Z' },
    });
    expect(state.events.get('status_20260112T090000Z')?.attendees).toEqual([
      RAJ,
      { ...INES, responseStatus: 'declined', comment: 'I read it.' },
    ]);
    expect(state.events.get('status')?.attendees).toEqual([RAJ, INES]);
    expect(asked.at(-1)?.query.get('sendUpdates')).toBe('all');

    await change('review', { kind: 'shorten', minutes: 15 }, 'The document says the rest.');
    expect(state.events.get('review')).toMatchObject({
      end: { dateTime: '2026-01-06T10:15:00.000Z' },
      description: 'The document says the rest.\n\nTwo,\nlines',
    });
    expect(await change('review', { kind: 'shorten', minutes: 15 }, '')).toEqual({
      kind: 'failed',
      reason: 'It is not longer than that.',
      again: false,
    });
    const moved = { kind: 'move', from: Date.parse('2026-01-07T11:00:00Z'), minutes: 45 } as const;
    expect(await change('review', moved, 'It was moved.')).toMatchObject({ kind: 'done', did: 'moved' });
    expect(state.events.get('review')).toMatchObject({
      start: { dateTime: '2026-01-07T11:00:00.000Z' },
      end: { dateTime: '2026-01-07T11:45:00.000Z' },
    });
    expect(await change('off', { kind: 'shorten', minutes: 15 }, '')).toEqual({
      kind: 'failed',
      reason: 'A whole day cannot be made shorter.',
      again: false,
    });
    expect(await change('off', { kind: 'decline' }, '', null, 'mere@northwind.example')).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('not among those'),
    });
    expect(await change('status', { kind: 'cancel' }, 'It is a page now.')).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('Only raj@northwind.example'),
    });
    expect(await change('status', { kind: 'cancel' }, 'It is a page now.', null, RAJ.email)).toEqual({
      kind: 'done',
      item: null,
      did: 'cancelled',
    });
    expect(state.events.get('status')).toMatchObject({ status: 'cancelled', description: 'It is a page now.' });
  });

  it('has no more of a series from a moment on: it is ended by whoever invites, and declined by the others', async () => {
    const leave = { kind: 'leave', from: Date.parse('2026-01-14T08:00:00Z') } as const;
    expect(await change('status', leave, 'It is a page now.')).toMatchObject({ kind: 'done', did: 'declined' });
    expect(state.events.get('status')?.attendees?.[1]).toMatchObject({
      responseStatus: 'declined',
      comment: 'It is a page now.',
    });

    put({ ...state.events.get('status'), id: 'status', organizer: { email: INES.email, self: true } });
    expect(await change('status', leave, 'It is a page now.')).toMatchObject({ kind: 'done', did: 'ended' });
    expect(state.events.get('status')).toMatchObject({
      recurrence: ['RRULE:FREQ=WEEKLY;COUNT=2'],
      description: 'It is a page now.',
    });
    expect(await change('status', leave, '')).toMatchObject({ kind: 'done', did: 'nothing' });
    put({ ...state.events.get('status'), id: 'status', recurrence: ['RRULE:FREQ=WEEKLY'] });
    await change('status', leave, '');
    expect(state.events.get('status')?.recurrence).toEqual(['RRULE:FREQ=WEEKLY;UNTIL=20260114T075959Z']);
    expect(await change('status', { kind: 'leave', from: Date.parse('2026-01-01T00:00:00Z') }, '')).toMatchObject({
      did: 'cancelled',
    });
  });

  it('is not written over what somebody else changed meanwhile', async () => {
    const [item] = (await came(null)).items;
    put({ ...state.events.get('status'), summary: 'Status of all' });
    if (!item) throw new Error('no status');
    expect(
      await source.change?.(work, item, { uid: '', wanted: { kind: 'cancel' }, planned: null, reason: '', me: INES.email }),
    ).toEqual({
      kind: 'conflict',
    });
    expect(state.events.get('status')?.status).toBe('confirmed');
  });

  it('asks for patience, and is told so in words', async () => {
    state.busy = 5;
    expect(await source.changes(work, null)).toEqual({ kind: 'failed', reason: expect.stringContaining('patience') });
  });
});
