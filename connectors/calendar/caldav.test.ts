import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import type { Access, Item, Wanted } from '#practices/meetings';
import { egress } from '#server/egress.ts';
import { guardedFetch } from '#server/guarded-fetch.ts';
import { radicaleServer } from '#tests/harness/radicale.ts';
import { caldav } from './caldav.ts';
import { readCalendar } from './ics-calendar.ts';

const { address: home, host, password, ask: asked } = await radicaleServer();
const outside = egress(['127.0.0.1']);
afterAll(() => outside.close());
const source = caldav(guardedFetch(outside, 16 * 1024 * 1024));
const account: Access = { kind: 'caldav', place: home, user: 'ines', password };

const entry = (uid: string, lines: string): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Northwind//EN\r\nBEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20260101T000000Z\r\n${lines.replaceAll('\n', '\r\n')}\r\nATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:ines@northwind.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:raj@northwind.example\r\nX-NORTHWIND:kept as it is\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:soon\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
const STATUS = entry(
  'status',
  'SUMMARY:Status\nDTSTART;TZID=Europe/Berlin:20260105T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=8',
);

const work = async (): Promise<Access> => {
  const places = await source.list?.(account);
  if (!Array.isArray(places)) throw new Error(JSON.stringify(places));
  expect(places).toMatchObject([{ called: 'Ines at work', host }]);
  return places[0].access;
};

const all = async (access: Access): Promise<readonly Item[]> => {
  const came = await source.changes(access, null);
  if (came.kind !== 'came') throw new Error(JSON.stringify(came));
  expect(came.whole).toBe(true);
  return came.items;
};

const WINDOW = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2027-01-01T00:00:00Z') };
const laidOut = (items: readonly Item[]) => {
  const { series, faults } = readCalendar(
    items.map(({ bytes }) => Buffer.concat([bytes, Buffer.from('\n')])),
    { window: WINDOW, zone: 'Europe/Berlin' },
  );
  expect(faults).toEqual([]);
  return series.flatMap(({ details, occurrences }) => occurrences.map((one) => ({ ...one, details: one.details ?? details })));
};
const at = (iso: string): number => Date.parse(iso);
const change = async (
  access: Access,
  uid: string,
  wanted: Wanted,
  reason: string,
  planned: string | null = null,
  me = 'ines@northwind.example',
) => {
  const item = (await all(access)).find(({ bytes }) => bytes.includes(`UID:${uid}`));
  if (!item) throw new Error(`no ${uid}`);
  return source.change?.(access, item, { uid, wanted, reason, me, planned: planned === null ? null : at(planned) });
};

describe('a calendar of a CalDAV server (Radicale)', () => {
  it('is found from the address of the server, and only with the right password', async () => {
    expect((await work()).kind).toBe('caldav');
    for (const wrong of [
      { ...account, password: 'wrong' },
      { ...account, user: 'raj' },
    ])
      expect(await source.list?.(wrong)).toEqual({ failed: expect.stringContaining('does not know this name and password') });
  });

  it('says what is new, changed and gone since it was asked last, by its sync token', async () => {
    const access = await work();
    await asked('PUT', '/ines/meetings/status.ics', STATUS);
    await asked('PUT', '/ines/meetings/review.ics', entry('review', 'SUMMARY:Review\nDTSTART:20260106T100000Z\nDURATION:PT30M'));
    const first = await source.changes(access, null);
    if (first.kind !== 'came') throw new Error(JSON.stringify(first));
    expect([first.whole, first.items.length, first.gone]).toEqual([true, 2, []]);
    expect(await source.changes(access, first.cursor)).toEqual({ kind: 'unchanged' });

    await asked(
      'PUT',
      '/ines/meetings/review.ics',
      entry('review', 'SUMMARY:Review of numbers\nDTSTART:20260106T100000Z\nDURATION:PT30M'),
    );
    await asked('PUT', '/ines/meetings/talk.ics', entry('talk', 'SUMMARY:Talk\nDTSTART:20260107T100000Z\nDURATION:PT30M'));
    const second = await source.changes(access, first.cursor);
    if (second.kind !== 'came') throw new Error(JSON.stringify(second));
    expect([second.whole, second.items.map(({ key }) => key).toSorted()]).toEqual([
      false,
      ['/ines/meetings/review.ics', '/ines/meetings/talk.ics'],
    ]);

    await asked('DELETE', '/ines/meetings/talk.ics');
    expect(await source.changes(access, second.cursor)).toMatchObject({
      kind: 'came',
      whole: false,
      items: [],
      gone: ['/ines/meetings/talk.ics'],
    });
    // A token that the server never gave: all of it again.
    const lost = await source.changes(
      access,
      JSON.stringify({ sync: 'http://radicale.org/ns/sync/0000000000000000000000000000000000000000000000000000000000000000' }),
    );
    expect(lost).toMatchObject({ kind: 'came', whole: true, gone: [] });
  });

  it('is declined with the reason, once or for good, and everything else stays as it was written', async () => {
    const access = await work();
    const once = await change(access, 'status', { kind: 'decline' }, 'I read it; nothing to add.', '2026-01-12T09:00:00Z');
    expect(once).toMatchObject({ kind: 'done', item: { etag: expect.any(String) } });
    const answers = laidOut(await all(access))
      .filter(({ details }) => details.title === 'Status')
      .map(({ details }) => details.attendees[0]?.answer);
    expect(answers).toEqual(['none', 'declined', 'none', 'none', 'none', 'none', 'none', 'none']);
    const item = (await all(access)).find(({ key }) => key.endsWith('status.ics'));
    expect(item?.bytes.toString()).toContain('COMMENT:I read it\\; nothing to add.');
    expect(item?.bytes.toString().match(/X-NORTHWIND:kept as it is/g)).toHaveLength(2);

    await change(access, 'status', { kind: 'decline' }, 'It is a page now.');
    expect(
      laidOut(await all(access))
        .filter(({ details }) => details.title === 'Status')
        .every(({ details }) => details.attendees[0]?.answer === 'declined'),
    ).toBe(true);
    expect(await change(access, 'status', { kind: 'decline' }, '', null, 'mere@northwind.example')).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('not among those'),
    });
  });

  it('is made shorter, and cancelled with the reason', async () => {
    const access = await work();
    await change(access, 'status', { kind: 'shorten', minutes: 30 }, '', '2026-01-19T09:00:00Z');
    const lengths = laidOut(await all(access))
      .filter(({ details }) => details.title === 'Status')
      .map(({ from, to }) => (to - from) / 60_000);
    expect(lengths).toEqual([60, 60, 30, 60, 60, 60, 60, 60]);
    await change(access, 'review', { kind: 'shorten', minutes: 15 }, 'The document says the rest.');
    expect(laidOut(await all(access)).find(({ details }) => details.title === 'Review of numbers')).toMatchObject({
      to: at('2026-01-06T10:15:00Z'),
      details: { sequence: 1 },
    });
    expect(await change(access, 'review', { kind: 'shorten', minutes: 15 }, '')).toMatchObject({
      kind: 'failed',
      reason: 'It is not longer than that.',
    });

    await change(access, 'status', { kind: 'cancel' }, 'Nothing is open.', '2026-01-26T09:00:00Z');
    await change(access, 'review', { kind: 'cancel' }, 'The document answered it.');
    const cancelled = laidOut(await all(access)).filter(({ details }) => details.status === 'cancelled');
    expect(cancelled.map(({ planned }) => new Date(planned).toISOString())).toEqual(
      expect.arrayContaining(['2026-01-26T09:00:00.000Z', '2026-01-06T10:00:00.000Z']),
    );
    expect(cancelled).toHaveLength(2);
  });

  it('is ended from now on by whoever invites, and what took place stays', async () => {
    const access = await work();
    await asked('PUT', '/ines/meetings/weekly.ics', STATUS.replaceAll('status', 'weekly').replaceAll('Status', 'Weekly'));
    const leave = { kind: 'leave', from: at('2026-01-21T08:00:00Z') } as const;
    expect(await change(access, 'weekly', leave, 'It is a page now.')).toMatchObject({ kind: 'done', did: 'ended' });
    expect(laidOut(await all(access)).filter(({ details }) => details.title === 'Weekly')).toHaveLength(3);
    expect(await change(access, 'weekly', leave, 'It is a page now.')).toMatchObject({ kind: 'done', did: 'nothing' });
    await asked('DELETE', '/ines/meetings/weekly.ics');
  });

  it('is not written over what somebody else changed meanwhile', async () => {
    const access = await work();
    const seen = (await all(access)).find(({ key }) => key.endsWith('status.ics'));
    await asked('PUT', '/ines/meetings/status.ics', STATUS.replace('Status', 'Status of all'));
    if (!seen) throw new Error('no status');
    expect(
      await source.change?.(access, seen, {
        uid: 'status',
        wanted: { kind: 'cancel' },
        planned: null,
        reason: 'Late.',
        me: 'ines@northwind.example',
      }),
    ).toEqual({
      kind: 'conflict',
    });
    expect(
      laidOut(await all(access)).filter(({ details }) => details.title === 'Status of all' && details.status !== 'cancelled'),
    ).toHaveLength(8);
  });

  it('is not waited for on and on, where its server answers nothing', async () => {
    const taken: Socket[] = [];
    const silent = createServer((socket) => taken.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const hurried = caldav(guardedFetch(outside, 1024), 300);
    expect(await hurried.list?.({ ...account, place: `http://127.0.0.1:${port}/` })).toEqual({
      failed: 'The server does not answer in time. Look at its address, or try again later.',
    });
    for (const socket of taken) socket.destroy();
    silent.close();
  });

  it('[safety] is not asked where this server asks nobody, and is told so in words', async () => {
    const closed = caldav(guardedFetch(egress([]), 1024));
    expect(await closed.list?.(account)).toEqual({ failed: expect.stringContaining('This server does not ask there') });
    expect(await closed.changes(account, null)).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('This server does not ask there'),
    });
    const nothing = await source.list?.({ ...account, place: `${home}/nothing/` });
    expect(nothing).toSatisfy((answer) => Array.isArray(answer) || typeof answer.failed === 'string');
  });
});
