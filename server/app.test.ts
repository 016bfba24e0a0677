/* Longer than 500 lines: one server, and all that can be wrong with a request to it. */
import { connect } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contractDeciders, contractDirectory } from '#kernel/stream/contract-organization.ts';
import { commandPath } from '#kernel/stream/commands.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { memoryStream } from '#kernel/stream/memory-stream.ts';
import { StoreUnavailable } from '#kernel/stream/stream.ts';
import { buildApp } from './app.ts';
import type { Surroundings } from './pipeline.ts';
import { answer, created, pageOf, paging, route, text, uuid, type Principal, type Route, type Scope } from './route.ts';

const org = '11111111-1111-4111-8111-111111111111';
const ines = '22222222-2222-4222-8222-222222222222';

/** How many are being made, and were at the most. */
const pictures = { now: 0, most: 0 };

const routes = [
  route({
    method: 'POST',
    path: '/api/lanterns',
    name: 'lanterns.light',
    summary: 'Light a lantern',
    tag: 'lanterns',
    who: 'member',
    changes: 'lantern',
    body: z.strictObject({
      words: text(1_000_000).optional(),
      colour: z.enum(['red', 'green']).optional(),
      near: z.strictObject({ lat: z.number() }).optional(),
    }),
    reply: z.object({ id: uuid, number: z.number() }),
    status: 201,
    async act({ fresh, body }, { send }) {
      const lit = await send({ kind: 'lantern', artifact: fresh, name: 'light', data: body });
      return lit.refused ? lit : created({ id: fresh, number: lit.ok.number }, `/api/lanterns/${fresh}`);
    },
  }),
  route({
    method: 'GET',
    path: '/api/lanterns',
    name: 'lanterns.list',
    summary: 'List lanterns',
    tag: 'lanterns',
    who: 'member',
    query: z.strictObject(paging),
    reply: pageOf(z.object({ id: uuid })),
    act: async () => answer({ items: [], next: null }),
  }),
  route({
    method: 'POST',
    path: '/api/lanterns/:id/lights',
    name: 'lanterns.light-again',
    summary: 'Light a lantern again',
    tag: 'lanterns',
    who: 'member',
    changes: 'lantern',
    params: z.strictObject({ id: uuid }),
    reply: z.object({ version: z.number() }),
    async act({ params }, { send }) {
      const lit = await send({ kind: 'lantern', artifact: params.id, name: 'light', data: {} });
      return lit.refused ? lit : answer({ version: lit.ok.version }, lit.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/lanterns/:id/picture',
    name: 'lanterns.picture',
    summary: 'Give a lantern a picture',
    tag: 'lanterns',
    who: 'member',
    changes: 'lantern',
    params: z.strictObject({ id: uuid }),
    takesBytes: true,
    limit: 1_000,
    reply: z.object({ sum: z.number() }),
    async act({ bytes }) {
      pictures.now += 1;
      pictures.most = Math.max(pictures.most, pictures.now);
      await new Promise((resume) => setTimeout(resume, 5));
      pictures.now -= 1;
      return answer({ sum: bytes.reduce((sum, byte) => sum + byte, 0) });
    },
  }),
  route({
    method: 'GET',
    path: '/api/lanterns/:id',
    name: 'lanterns.one',
    summary: 'Look at a lantern',
    tag: 'lanterns',
    who: 'member',
    params: z.strictObject({ id: uuid }),
    reply: z.object({ id: uuid }),
    act: async ({ params }) => answer({ id: params.id }, 7),
  }),
  route({
    method: 'DELETE',
    path: '/api/organization',
    name: 'organization.close',
    summary: 'Close it',
    tag: 'lanterns',
    who: 'steward',
    changes: 'organization',
    reply: z.object({}),
    act: async () => answer({}),
  }),
  route({
    method: 'GET',
    path: '/api/broken/:how',
    name: 'broken',
    summary: 'Break',
    tag: 'lanterns',
    who: 'anyone',
    params: z.strictObject({ how: z.enum(['bug', 'database', 'disk']) }),
    reply: z.object({}),
    async act({ params }) {
      if (params.how === 'disk') throw Object.assign(new Error('could not extend file'), { code: '53100' });
      if (params.how === 'database') throw new StoreUnavailable('away');
      throw new Error('secret words of an exception at /home/somebody/file.ts');
    },
  }),
] satisfies readonly Route[];

const principals = new Map<string, Principal>();
const admit = (token: string, via: 'session' | 'key', role: 'member' | 'steward', scopes: readonly Scope[] = ['admin']) =>
  principals.set(`${via} ${token}`, {
    org,
    actor: ines,
    keys: ['org'],
    role,
    via,
    scopes,
    session: token,
    account: 'a',
    at: 0,
    directoryVersion: 0,
    head: null,
  });
admit('ines', 'session', 'member');
admit('chief', 'session', 'steward');
admit('reader', 'key', 'steward', ['read']);
admit('writer', 'key', 'steward', ['write']);

const logged: object[] = [];
let lanternsLit = 0;
const stream = memoryStream({ now: () => 1_700_000_000_000, directory: contractDirectory });
const { send } = commandPath(stream, contractDeciders);
await send({ id: crypto.randomUUID(), org, by: SYSTEM, kind: 'member', artifact: ines, name: 'join', data: 'Ines Prado' });

const surroundings: Surroundings = {
  resolve: async ({ via, token }) => principals.get(`${via} ${token}`) ?? null,
  send: (command) => {
    lanternsLit += 1;
    return send(command);
  },
  directory: (of) => stream.directory(of),
  services: {
    db: { rows: async () => [] },
    now: async () => 1_700_000_000_000,
    cache: '',
    address: '',
    markdown: async (_reader, source) => source,
    document: async (_, { text }) => ({ html: text, headings: [], plain: null }),
    named: async () => ({ ids: [], numbers: [] }),
    outside: async (_, { text }) => ({ html: text, headings: [], plain: null }),
    warm: () => undefined,
    files: { most: 0, keep: () => Promise.reject(new Error('nothing is kept')), read: async () => null },
  },
  origins: new Set(['https://proceed.example.org']),
  secure: false,
  limits: { actor: { burst: 500, perSecond: 1 }, stranger: { burst: 30, perSecond: 1 } },
  log: { error: (about) => logged.push(about) },
  checkReplies: true,
};
const app = buildApp({ ...surroundings, routes });
await app.listen({ port: 0, host: '127.0.0.1' });
const address = app.server.address();
const port = typeof address === 'object' && address ? address.port : 0;
const base = `http://127.0.0.1:${port}`;
afterAll(() => app.close());

const call = async (
  method: string,
  path: string,
  {
    body,
    headers = {},
    as = 'proceed_session=ines',
    key = crypto.randomUUID(),
  }: { body?: string | Buffer<ArrayBuffer>; headers?: Record<string, string>; as?: string; key?: string | null } = {},
) => {
  const who: Record<string, string> = as.startsWith('proceed_session') ? { cookie: as } : as === '' ? {} : { authorization: as };
  const response = await fetch(base + path, {
    method,
    headers: {
      ...who,
      ...(key === null || method === 'GET' ? {} : { 'idempotency-key': key }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const words = await response.text();
  const json: Record<string, unknown> = words.startsWith('{') ? JSON.parse(words) : {};
  return { status: response.status, headers: response.headers, words, json, type: response.headers.get('content-type') };
};

const refusedWith = (got: Awaited<ReturnType<typeof call>>, status: number, code: string, field?: string) => {
  expect(got.json).toMatchObject({ status, code, ...(field === undefined ? {} : { field }) });
  expect(got.status).toBe(status);
  expect(got.type).toBe('application/problem+json; charset=utf-8');
  expect(got.json['detail']).toMatch(/\.$/);
  expect(got.words).not.toMatch(/node_modules|\bat \w+ \(|\.ts:\d/);
};

describe('a write', () => {
  it('is answered with the address of what was begun', async () => {
    const lit = await call('POST', '/api/lanterns', { body: '{}' });
    expect(lit.status).toBe(201);
    expect(lit.headers.get('location')).toBe(`/api/lanterns/${String(lit.json['id'])}`);
    expect(lit.headers.get('cache-control')).toBe('private, no-store');
    expect(lit.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('sent twice with one key takes effect once and is answered the same', async () => {
    for (const key of [crypto.randomUUID(), 'any words-of mine 7'.replaceAll(' ', '_'), '019308f0-1111-7222-8333-444444444444']) {
      const once = await call('POST', '/api/lanterns', { body: '{}', key });
      const again = await call('POST', '/api/lanterns', { body: '{}', key });
      expect(again).toMatchObject({ status: 201, json: once.json });
    }
  });

  it('with a key that said something else before is refused', async () => {
    const key = crypto.randomUUID();
    await call('POST', '/api/lanterns', { body: '{}', key });
    refusedWith(await call('POST', '/api/lanterns', { body: '{"words":"other"}', key }), 422, 'idempotency-key-reused');
  });

  it('without a key is refused, and so is a key that cannot be one', async () => {
    refusedWith(
      await call('POST', '/api/lanterns', { body: '{}', key: null }),
      400,
      'idempotency-key-required',
      '/header/idempotency-key',
    );
    refusedWith(
      await call('POST', '/api/lanterns', { body: '{}', key: 'x'.repeat(201) }),
      400,
      'invalid-header',
      '/header/idempotency-key',
    );
  });

  it('with If-Match of another version is refused', async () => {
    const lit = await call('POST', '/api/lanterns', { body: '{}' });
    const path = `/api/lanterns/${String(lit.json['id'])}/lights`;
    const second = await call('POST', path, { headers: { 'if-match': '"1"' } });
    expect(second.json).toEqual({ version: 2 });
    refusedWith(await call('POST', path, { headers: { 'if-match': '"1"' } }), 412, 'version-changed');
    expect((await call('POST', path, { headers: { 'if-match': second.headers.get('etag') ?? '' } })).json).toEqual({
      version: 3,
    });
    refusedWith(await call('POST', path, { headers: { 'if-match': 'seven' } }), 400, 'invalid-header', '/header/if-match');
  });
});

describe('a body that is wrong is refused with its field, and nothing is sent', () => {
  const cases: readonly (readonly [
    what: string,
    body: string | Buffer<ArrayBuffer>,
    status: number,
    code: string,
    field: string,
  ])[] = [
    ['malformed JSON', '{"words": ', 400, 'invalid-json', ''],
    ['a list', '[]', 400, 'invalid-request', ''],
    ['a text', '"hello"', 400, 'invalid-request', ''],
    ['null', 'null', 400, 'invalid-request', ''],
    ['an unknown key', '{"wrods":"x"}', 400, 'invalid-request', '/wrods'],
    ['an unknown key deep inside', '{"near":{"lat":1,"lng":2}}', 400, 'invalid-request', '/near/lng'],
    ['a wrong type', '{"words":5}', 400, 'invalid-request', '/words'],
    ['a list for a text', '{"words":["a","b"]}', 400, 'invalid-request', '/words'],
    ['a value that is not offered', '{"colour":"blue"}', 400, 'invalid-request', '/colour'],
    ['a number too great', '{"near":{"lat":1e999}}', 400, 'invalid-request', '/near/lat'],
    ['a text that is too long', JSON.stringify({ words: 'x'.repeat(1_000_001) }), 400, 'invalid-request', '/words'],
    ['too many characters of four bytes', JSON.stringify({ words: '🌒'.repeat(1_000_001) }), 400, 'invalid-request', '/words'],
    ['an escaped NUL', '{"words":"a\\u0000b"}', 400, 'unstorable-character', '/words'],
    ['half of a character', '{"words":"a\\ud83db"}', 400, 'unstorable-character', '/words'],
    ['a raw NUL', '{"words":"a\0b"}', 400, 'invalid-json', ''],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, 'invalid-utf8', ''],
    ['a prototype', '{"__proto__":{"words":"x"}}', 400, 'unstorable-character', ''],
    ['a depth without end', `{"words":${'['.repeat(200_000)}"\\u0000"${']'.repeat(200_000)}}`, 400, 'invalid-json', ''],
    ['a list without end', `{"words":[${'1,'.repeat(2_000_000)}1]}`, 400, 'invalid-request', '/words'],
    ['ten megabytes', `{"words":"${'x'.repeat(10_000_000)}"}`, 413, 'body-too-large', ''],
  ];
  it.each(cases)('%s', async (_what, body, status, code, field) => {
    const before = lanternsLit;
    refusedWith(await call('POST', '/api/lanterns', { body }), status, code, field);
    expect(lanternsLit).toBe(before);
  });

  it('names what is accepted', async () => {
    const got = await call('POST', '/api/lanterns', { body: '{"colour":"blue"}' });
    expect(got.json).toMatchObject({
      accepted: 'red, green',
      detail: '"colour" must be one of these values. Nothing was written.',
    });
    const unknown = await call('POST', '/api/lanterns', { body: '{"near":{"lat":1,"lng":2},"x":1}' });
    expect(unknown.json).toMatchObject({
      errors: [
        { pointer: '/near/lng', accepted: 'lat' },
        { pointer: '/x', accepted: 'words, colour, near' },
      ],
    });
  });

  it('in another type than JSON', async () => {
    refusedWith(
      await call('POST', '/api/lanterns', { body: 'words=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
      415,
      'wrong-content-type',
      '/header/content-type',
    );
  });

  it('as bytes where JSON is wanted, and as JSON where bytes are', async () => {
    const bytes = { 'content-type': 'application/octet-stream' };
    const picture = `/api/lanterns/${ines}/picture`;
    expect((await call('PUT', picture, { body: '\u0001\u0002', headers: bytes })).json).toEqual({ sum: 3 });
    refusedWith(await call('PUT', picture, { body: '{}' }), 415, 'wrong-content-type', '/header/content-type');
    refusedWith(await call('PUT', picture, { body: 'x'.repeat(1_001), headers: bytes }), 413, 'body-too-large');
    const large = await call('PUT', picture, { body: '"'.padEnd(70_000, 'x') });
    refusedWith(large, 415, 'wrong-content-type', '/header/content-type');
    refusedWith(
      await call('POST', '/api/lanterns', { body: '{}', headers: bytes }),
      415,
      'wrong-content-type',
      '/header/content-type',
    );
  });

  it('that came packed', async () => {
    const headers = { 'content-encoding': 'gzip' };
    refusedWith(
      await call('POST', '/api/lanterns', { body: '{}', headers }),
      415,
      'wrong-content-type',
      '/header/content-encoding',
    );
  });

  it('where the address takes none', async () => {
    refusedWith(await call('POST', `/api/lanterns/${ines}/lights`, { body: '{"x":1}' }), 400, 'invalid-request', '');
  });
});

describe('an address that is wrong is refused', () => {
  it.each([
    ['an id that is none', 'GET', '/api/lanterns/5', 400, 'invalid-request', '/params/id'],
    ['an id with a NUL', 'GET', '/api/lanterns/%00', 400, 'unstorable-character', '/params/id'],
    ['a part that cannot be decoded', 'GET', '/api/lanterns/%ff', 400, 'malformed-request', '/path'],
    ['a limit that is no number', 'GET', '/api/lanterns?limit=many', 400, 'invalid-request', '/query/limit'],
    ['a limit beyond the most', 'GET', '/api/lanterns?limit=5000', 400, 'invalid-request', '/query/limit'],
    ['a query twice', 'GET', '/api/lanterns?limit=1&limit=2', 400, 'invalid-request', '/query/limit'],
    ['an unknown query', 'GET', '/api/lanterns?sort=up', 400, 'invalid-request', '/query/sort'],
    ['a query where none is taken', 'GET', `/api/lanterns/${ines}?x=1`, 400, 'invalid-request', '/query/x'],
    ['an unknown address', 'GET', '/api/nothing', 404, 'unknown-route', '/path'],
    ['a method that the address does not take', 'PATCH', '/api/lanterns', 405, 'wrong-method', '/method'],
  ] as const)('%s', async (_what, method, path, status, code, field) => {
    refusedWith(await call(method, path), status, code, field);
  });

  it('says which methods it takes', async () => {
    expect((await call('DELETE', '/api/lanterns', { body: '{' })).headers.get('allow')).toBe('POST, GET');
  });

  it('says so too when it is asked for nothing else, by whomever', async () => {
    const asked = await call('OPTIONS', '/api/lanterns', { as: '' });
    expect([asked.status, asked.words, asked.headers.get('allow')]).toEqual([204, '', 'POST, GET, HEAD, OPTIONS']);
    expect(asked.headers.get('access-control-allow-origin')).toBeNull();
    expect((await call('OPTIONS', '/api/broken/bug', { as: '' })).headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    refusedWith(await call('OPTIONS', '/api/nothing', { as: '' }), 404, 'unknown-route', '/path');
  });
});

describe('who asks', () => {
  it('is asked for before anything is read of the body', async () => {
    refusedWith(await call('POST', '/api/lanterns', { body: '{', as: '' }), 401, 'not-signed-in');
    refusedWith(await call('POST', '/api/lanterns', { body: '{', as: 'proceed_session=forged' }), 401, 'not-signed-in');
    refusedWith(await call('POST', '/api/lanterns', { body: '{', as: 'Bearer forged' }), 401, 'not-signed-in');
    refusedWith(await call('GET', '/api/lanterns', { as: 'Basic aW5lczppbmVz' }), 401, 'not-signed-in');
  });

  it('[safety] a few of the bodies of bytes that one sender sends at once are taken in at a time', async () => {
    const headers = { 'content-type': 'application/octet-stream' };
    const sending = Array.from({ length: 20 }, () => call('PUT', `/api/lanterns/${ines}/picture`, { body: 'xx', headers }));
    expect(new Set((await Promise.all(sending)).map(({ status }) => status))).toEqual(new Set([200]));
    expect(pictures.most).toBe(4);
  });

  it('a key that is wrong is not mended by a session that is right', async () => {
    refusedWith(await call('GET', '/api/lanterns', { headers: { authorization: 'Bearer forged' } }), 401, 'not-signed-in');
  });

  it('a member cannot do what stewards do', async () => {
    refusedWith(await call('DELETE', '/api/organization'), 403, 'not-permitted');
    expect((await call('DELETE', '/api/organization', { as: 'proceed_session=chief' })).status).toBe(200);
  });

  it('a key does what its scope reaches, by what would change', async () => {
    expect((await call('GET', '/api/lanterns', { as: 'Bearer reader' })).status).toBe(200);
    refusedWith(await call('POST', '/api/lanterns', { body: '{}', as: 'Bearer reader' }), 403, 'scope-too-small');
    expect((await call('POST', '/api/lanterns', { body: '{}', as: 'Bearer writer' })).status).toBe(201);
    refusedWith(await call('DELETE', '/api/organization', { as: 'Bearer writer' }), 403, 'scope-too-small');
  });

  it('another site cannot write in their name', async () => {
    refusedWith(
      await call('POST', '/api/lanterns', { body: '{}', headers: { origin: 'https://evil.example' } }),
      403,
      'wrong-origin',
    );
    refusedWith(await call('POST', '/api/lanterns', { body: '{}', headers: { origin: 'null' } }), 403, 'wrong-origin');
    refusedWith(
      await call('POST', '/api/lanterns', { body: '{}', headers: { 'sec-fetch-site': 'cross-site' } }),
      403,
      'wrong-origin',
    );
    for (const origin of [base, 'https://proceed.example.org'])
      expect((await call('POST', '/api/lanterns', { body: '{}', headers: { origin } })).status).toBe(201);
  });

  it('too many requests of one sender wait, and others do not', async () => {
    let last = await call('GET', '/api/lanterns', { as: '' });
    for (let count = 0; count < 40 && last.status === 401; count += 1) last = await call('GET', '/api/lanterns', { as: '' });
    refusedWith(last, 429, 'too-many-requests');
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await call('GET', '/api/lanterns')).status).toBe(200);
  });
});

it('a server that goes away answers what it has begun, and sends away what comes then', async () => {
  let begun = false;
  let finish: () => void = () => undefined;
  const slow = route({
    method: 'GET',
    path: '/api/slow',
    name: 'slow',
    summary: 'Take long',
    tag: 'lanterns',
    who: 'anyone',
    reply: z.object({ done: z.boolean() }),
    async act() {
      begun = true;
      await new Promise<void>((resolve) => (finish = resolve));
      return answer({ done: true });
    },
  });
  const going = buildApp({ ...surroundings, routes: [slow] });
  const at = await going.listen({ port: 0, host: '127.0.0.1' });
  const answered = fetch(`${at}/api/slow`);
  await expect.poll(() => begun).toBe(true);
  const closed = going.close();
  for (const path of ['/api/slow', '/api/nowhere']) {
    const late = await fetch(`${at}${path}`);
    expect([late.status, late.headers.get('connection'), late.headers.get('retry-after')]).toEqual([503, 'close', '1']);
    expect(await late.json()).toMatchObject({ status: 503, code: 'shutting-down' });
  }
  finish();
  expect(await (await answered).json()).toEqual({ done: true });
  await closed;
});

describe('a document', () => {
  it('that is known already is not sent again', async () => {
    const first = await call('GET', `/api/lanterns/${ines}`);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"7-/);
    const again = await call('GET', `/api/lanterns/${ines}`, { headers: { 'if-none-match': `"x", W/${etag}` } });
    expect(again).toMatchObject({ status: 304, words: '' });
    expect((await call('GET', `/api/lanterns/${ines}`, { headers: { 'if-none-match': '"7"' } })).status).toBe(200);
    expect((await call('GET', `/api/lanterns/${ines}`, { headers: { 'if-none-match': '*' } })).status).toBe(304);
  });
});

describe('what goes wrong here', () => {
  it('a bug says nothing of itself outside, and all in the log', async () => {
    const got = await call('GET', '/api/broken/bug');
    refusedWith(got, 500, 'server-error');
    expect(got.words).not.toContain('secret words');
    expect(logged.at(-1)).toMatchObject({
      route: 'broken',
      err: expect.objectContaining({ message: expect.stringContaining('secret words') }),
    });
  });

  it('a database that is away asks to try again', async () => {
    const got = await call('GET', '/api/broken/database');
    refusedWith(got, 503, 'store-unavailable');
    expect(got.headers.get('retry-after')).toBe('1');
  });

  it('a disk that is full is no bug, and whoever runs the server hears of it', async () => {
    const got = await call('GET', '/api/broken/disk');
    refusedWith(got, 507, 'store-full');
    expect(got.words).toContain('made room');
    expect(logged.at(-1)).toMatchObject({ err: expect.objectContaining({ message: 'could not extend file' }) });
  });

  it.each([
    ['no HTTP at all', 'NONSENSE\r\n\r\n', '400 Bad Request', 'malformed-request'],
    [
      'headers without an end',
      `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`,
      '431 Request Header',
      'headers-too-large',
    ],
  ])('%s is answered with a problem', async (_what, bytes, status, code) => {
    const words = await new Promise<string>((resolve, reject) => {
      let got = '';
      const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk) => (got += chunk.toString()));
      socket.on('end', () => resolve(got));
      socket.on('error', reject);
    });
    expect(words).toContain(`HTTP/1.1 ${status}`);
    expect(words).toContain(`"code":"${code}"`);
  });
});
