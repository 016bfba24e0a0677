import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from './app.ts';
import { webApp } from './web.ts';

const room = await mkdtemp(join(tmpdir(), 'proceed-web-'));
const folder = join(room, 'web');
const app = buildApp({
  routes: [],
  resolve: async () => null,
  send: () => Promise.reject(new Error('nobody sends')),
  directory: () => Promise.reject(new Error('nobody asks')),
  services: {
    db: { rows: async () => [] },
    now: async () => 0,
    cache: '',
    address: '',
    markdown: async (_reader, source) => source,
    document: async (_, { text }) => ({ html: text, headings: [], plain: null }),
    named: async () => ({ ids: [], numbers: [] }),
    outside: async (_, { text }) => ({ html: text, headings: [], plain: null }),
    warm: () => undefined,
    files: { most: 0, keep: () => Promise.reject(new Error('nothing is kept')), read: async () => null },
  },
  origins: new Set(),
  secure: true,
  limits: { actor: { burst: 1, perSecond: 1 }, stranger: { burst: 1, perSecond: 1 } },
  log: { error: () => undefined },
  web: webApp(folder, { secure: true }),
});
let base = '';

beforeAll(async () => {
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Proceed</title>');
  await writeFile(join(folder, 'assets', 'app-1a2b.js'), `export const words = '${'quiet '.repeat(500)}';`);
  await writeFile(join(folder, 'icon.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47]));
  await writeFile(join(folder, 'notes.secret'), 'not for anybody');
  await writeFile(join(room, 'outside.txt'), 'not for anybody');
  base = await app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await app.close();
  await rm(room, { recursive: true, force: true });
});

describe('the web app', () => {
  it.each(['/', '/decisions/142', '/people?team=keepers'])('answers its page at %s', async (path) => {
    const page = await fetch(base + path);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>Proceed</title>');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(page.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('sends what never changes small and once', async () => {
    const plain = await fetch(`${base}/assets/app-1a2b.js`, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(plain.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    const words = await plain.text();
    for (const encoding of ['br', 'gzip']) {
      const small = await fetch(`${base}/assets/app-1a2b.js`, { headers: { 'accept-encoding': encoding } });
      expect(small.headers.get('content-encoding')).toBe(encoding);
      expect(Number(small.headers.get('content-length'))).toBeLessThan(200);
      expect(await small.text()).toBe(words);
    }
    const etag = plain.headers.get('etag') ?? '';
    expect((await fetch(`${base}/assets/app-1a2b.js`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(`${base}/icon.png`)).headers.get('content-encoding')).toBeNull();
  });

  it.each([
    '/assets/missing.js',
    '/../outside.txt',
    '/..%2foutside.txt',
    '/assets/..%2f..%2foutside.txt',
    '/notes.secret',
    '/%00.js',
    '/api/nothing',
    '/api',
  ])('has nothing at %s', async (path) => {
    const response = await fetch(base + path);
    const words = await response.text();
    expect(words).not.toContain('not for anybody');
    expect([400, 404]).toContain(response.status);
  });
});
