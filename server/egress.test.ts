import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { egress, EgressRefused } from './egress.ts';

const heard: string[] = [];
const server = createServer((request, response) => {
  heard.push(request.url ?? '');
  if (request.url === '/round') return void response.writeHead(302, { location: '/round' }).end();
  if (request.url === '/inside') return void response.writeHead(302, { location: 'http://10.1.2.3/' }).end();
  if (request.url === '/away') return void response.writeHead(302, { location: '/elsewhere' }).end();
  return void response.end('x'.repeat(request.url === '/long' ? 1_000_000 : 1));
});
await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
const { port } = server.address() as AddressInfo;
afterAll(() => new Promise((closed) => server.close(closed)));

const usual = egress([]);
const open = egress(['127.0.0.0/8', 'fd00::7']);
afterAll(() => open.close());
const GET = { method: 'GET', headers: {} } as const;

describe('the way out', () => {
  it.each([
    ...[
      'http://127.0.0.1/',
      'http://localhost/',
      'http://localhost./',
      'https://0/',
      'https://2130706433/',
      'https://0177.0.0.1/',
      'https://127.1/',
    ],
    ...[
      'http://10.1.2.3/',
      'http://172.31.255.255/',
      'http://192.168.0.1/',
      'http://169.254.169.254/',
      'http://100.64.0.1/',
      'http://255.255.255.255/',
    ],
    ...[
      'http://[::1]/',
      'http://[::]/',
      'http://[::ffff:127.0.0.1]/',
      'http://[::ffff:7f00:1]/',
      'http://[64:ff9b::7f00:1]/',
      'http://[2002:7f00:1::]/',
    ],
    ...[
      'http://[fe80::1]/',
      'http://[fc00::1]/',
      'http://[2001:db8::1]/',
      'http://database/',
      'http://printer.local/',
      'http://metadata.google.internal/',
    ],
    ...[
      'file:///etc/passwd',
      'gopher://example.org/',
      'ftp://example.org/',
      'https://user@example.org/',
      'https://:secret@example.org/',
      'nonsense',
    ],
  ])('does not lead to %s', async (address) => {
    expect(usual.fault(address)).toMatch(/^\S.*\w$/);
    await expect(usual.send(address, GET)).rejects.toBeInstanceOf(EgressRefused);
  });

  it.each(['https://push.example.org/x', 'https://8.8.8.8/', 'https://[2606:4700::1111]/', 'http://example.org:8080/'])(
    'leads to %s',
    (address) => {
      expect(usual.fault(address)).toBeNull();
    },
  );

  it('looks at the very address to which a name leads, and refuses the name if any of them is private', async () => {
    const leading = (...ips: readonly string[]) =>
      egress([], (_, __, done) =>
        done(
          null,
          ips.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        ),
      );
    for (const ips of [['127.0.0.1'], ['::1'], ['::ffff:127.0.0.1'], ['8.8.8.8', '10.0.0.1'], []])
      await expect(leading(...ips).send(`http://push.example.org:${port}/named`, GET), ips.join()).rejects.toBeInstanceOf(
        EgressRefused,
      );
    expect(heard).not.toContain('/named');
    const named = egress(['127.0.0.1'], (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]));
    expect((await named.send(`http://push.example.org:${port}/named`, GET)).status).toBe(200);
    named.close();
  });

  it('leads to a private network that whoever runs the server has named, and follows no redirect', async () => {
    const address = `http://127.0.0.1:${port}`;
    expect([
      open.isNamed(address),
      open.isNamed('http://[fd00::7]/'),
      open.isNamed('http://[fd00::8]/'),
      usual.isNamed(address),
    ]).toEqual([true, true, false, false]);
    expect(await open.send(`${address}/one`, GET)).toMatchObject({ status: 200, body: 'x' });
    expect(await open.send(`${address}/away`, GET)).toMatchObject({ status: 302 });
    expect(heard).not.toContain('/elsewhere');
    await expect(open.send('http://10.0.0.1/', GET)).rejects.toBeInstanceOf(EgressRefused);
  });

  it('follows redirects of what it fetches, as guarded as the address, and not for ever', async () => {
    const address = `http://127.0.0.1:${port}`;
    const got = await open.fetch(`${address}/away`, {}, 100);
    expect([got.status, got.body.toString(), got.whole]).toEqual([200, 'x', true]);
    expect(await open.fetch(`${address}/long`, {}, 1_000)).toMatchObject({ status: 200, whole: false });
    for (const path of ['/inside', '/round'])
      await expect(open.fetch(`${address}${path}`, {}, 100), path).rejects.toBeInstanceOf(EgressRefused);
  });

  it('reads no more than the beginning of an answer', async () => {
    expect((await open.send(`http://127.0.0.1:${port}/long`, GET)).body).toHaveLength(65_536);
  });
});
