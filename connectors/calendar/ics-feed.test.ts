import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { egress } from '#server/egress.ts';
import { calendarSourceContract } from './calendar-source.contract.ts';
import { feedAddress, icsAddress, icsCopy, uidOf } from './ics-feed.ts';
import { icsReader } from './read-ics.ts';

const CALENDAR = 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n';
let shown = CALENDAR;
const asked: IncomingMessage['headers'][] = [];

const server = createServer((request, response) => {
  asked.push(request.headers);
  switch (request.url) {
    case '/gone.ics':
      return void response.writeHead(410).end();
    case '/secret.ics':
      return void response.writeHead(401).end();
    case '/page.ics':
      return void response.end('<html>Sign in</html>');
    case '/inside.ics':
      return void response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
    case '/dated.ics':
      if (request.headers['if-modified-since'] === 'Fri, 27 Mar 2026 09:00:00 GMT') return void response.writeHead(304).end();
      return void response.writeHead(200, { 'last-modified': 'Fri, 27 Mar 2026 09:00:00 GMT' }).end(shown);
    default:
      if (request.headers['if-none-match'] === '"one"') return void response.writeHead(304).end();
      return void response.writeHead(200, { etag: '"one"' }).end(shown);
  }
});
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const { port } = server.address() as AddressInfo;
const at = (path: string): string => `http://127.0.0.1:${port}${path}`;
const door = egress(['127.0.0.1']);
const reader = icsReader('Europe/Berlin');
const ask = (by: Parameters<typeof icsAddress>[0], address: string, cursor: string | null = null) =>
  icsAddress(by).changes({ kind: 'address', address }, cursor);
afterAll(async () => {
  await reader.close();
  door.close();
  await new Promise((closed) => server.close(closed));
});

calendarSourceContract('an address', async (text) => {
  shown = text;
  const came = await ask(door, at('/calendar.ics'));
  shown = CALENDAR;
  return icsCopy('calendar.ics', came.kind === 'came' ? (came.items[0]?.bytes ?? Buffer.alloc(0)) : Buffer.alloc(0), reader);
});

describe('a calendar under an address', () => {
  it('is asked for by what it said of itself, and does not come again while it is the same', async () => {
    for (const path of ['/calendar.ics', '/dated.ics']) {
      const came = await ask(door, at(path));
      if (came.kind !== 'came') throw new Error(path);
      expect([came.whole, came.items.length, came.gone]).toEqual([true, 1, []]);
      expect(await ask(door, at(path), came.cursor)).toEqual({ kind: 'unchanged' });
    }
  });

  it.each([
    ['/gone.ics', 'There is no calendar at this address any more.'],
    ['/secret.ics', 'It is not shown to everybody who has the address. Take the secret address that your calendar gives.'],
    ['/page.ics', 'What is at this address is no calendar: it does not begin with BEGIN:VCALENDAR.'],
  ])('%s is told in a sentence', async (path, reason) => {
    expect(await ask(door, at(path))).toEqual({ kind: 'failed', reason });
  });

  it('[safety] leads to no private network, neither by itself nor by a redirect', async () => {
    const usual = egress([]);
    const refused = { kind: 'failed', reason: expect.stringContaining('This server does not ask there') };
    const before = asked.length;
    expect(await ask(usual, at('/calendar.ics'))).toEqual(refused);
    expect(asked).toHaveLength(before);
    expect(await ask(door, at('/inside.ics'))).toEqual(refused);
    usual.close();
  });

  it('may be written as webcal', () => {
    expect(feedAddress(' webcal://calendar.northwind.example/ines.ics ')).toBe('https://calendar.northwind.example/ines.ics');
  });

  it('is called by the UID of its first entry, folded or not', () => {
    expect(uidOf(Buffer.from('BEGIN:VEVENT\r\nUID:a\\,b\r\n c\r\nEND:VEVENT'))).toBe('a,bc');
    expect(uidOf(Buffer.from('BEGIN:VEVENT\r\nEND:VEVENT'))).toBe('');
  });
});
