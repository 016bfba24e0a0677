import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { client, found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const { address, faults } = server;
const stranger = client(address);
let ines: Client;
let raj: Client & { readonly id: string };
let space: string;

const page = async (body: string, more: object = {}, who: Client = ines): Promise<{ id: string; number: number }> => {
  const { status, json, text } = await who.post('/api/pages', { body, space: 'guide', ...more });
  if (status !== 201) throw new Error(text);
  return { id: String(json['id']), number: Number(json['number']) };
};
const attach = async (on: string, name: string): Promise<string> => {
  const made = await ines.call('POST', `/api/artifacts/${on}/files?name=${name}`, {
    body: 'GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000;',
    headers: { 'content-type': 'application/octet-stream' },
  });
  if (made.status !== 201) throw new Error(made.text);
  return String(made.json['id']);
};
const revise = async (id: string, body: string): Promise<void> => {
  const base = (await ines.get(`/api/pages/${id}`)).json['revision'];
  const sent = await ines.post(`/api/pages/${id}/revisions`, { base, body, reason: 'Tried' });
  if (sent.status >= 300) throw new Error(sent.text);
};

let install: { id: string; number: number };
let picture: string;
let hiddenPicture: string;
let nothing: string;
/** Words that nobody outside may ever read. */
const HIDDEN = ['obsidian', 'basalt', 'gneiss', 'feldspar', 'dolomite', 'quartzite', 'Raj Mehta', 'Ines Prado'];

beforeAll(async () => {
  ines = await found(address);
  raj = await join(address, ines, 'Raj Mehta', 'Asia/Kolkata');
  const made = await ines.post('/api/spaces', { name: 'Guide', slug: 'guide', purpose: 'How to begin' });
  space = String(made.json['id']);
  await ines.post('/api/spaces', { name: 'Board basalt', slug: 'board', access: 'closed' });
  install = await page('# Install\n\nDownloading takes a minute.\n');
  const below = await page('# On Debian\n\nUse apt.\n', { under: install.id });
  const after = await page('# Run & "it"\n\nStart & stop.\n');
  const narrow = await page('# Secret obsidian\n\nObsidian obsidian.\n', { only: [raj.id] });
  const underNarrow = await page('# Below gneiss\n', { under: narrow.id });
  await ines.put(`/api/pages/${underNarrow.id}/readers`, { only: null });
  const old = await page('# Old feldspar\n\nFeldspar.\n');
  await ines.put(`/api/pages/${old.id}/archival`, { reason: 'Over' });
  const gone = await page('# Gone dolomite\n');
  await ines.post(`/api/pages/${gone.id}/deletions`, { reason: 'Over' });
  const elsewhere = await page('# Elsewhere quartzite\n\nQuartzite.\n', { space: null });
  picture = await attach(install.id, 'shot.gif');
  hiddenPicture = await attach(narrow.id, 'obsidian.gif');
  await revise(
    install.id,
    `# Install\n\nDownloading takes a minute. Ask @raj.\n\n[Debian](install/on-debian.md#apt), #${after.number}, [a](#${narrow.number}), [b](#${elsewhere.number}), #${old.number}\n\n#${elsewhere.number}\n\n![shot](/files/${picture}/shot.gif)\n\n![hidden](/files/${hiddenPicture}/obsidian.gif)\n\n<script>alert(1)</script><img src=x onerror=alert(1)>\n\n[js](javascript:alert(1)) [${below.number}](/handbook/${below.number})\n`,
  );
  const none = await stranger.get('/public/guide');
  nothing = none.text;
});

const expectNothing = async (path: string): Promise<void> => {
  const { status, text } = await stranger.get(path);
  expect([status, text === nothing], `${path}: ${text}`).toEqual([404, true]);
};
const publish = (value: boolean, who: Client = ines) => who.put(`/api/spaces/${space}/public`, { public: value });

it('a space is private until a steward of it says otherwise; the stream tells', async () => {
  for (const path of [
    '/public/guide',
    '/public/guide/install',
    '/public/guide/sitemap.xml',
    '/public/guide?q=install',
    '/public/none',
  ])
    await expectNothing(path);
  expect((await publish(true, raj)).json['code']).toBe('not-permitted');
  expect((await publish(true)).status).toBe(200);
  expect((await ines.get(`/api/spaces/${space}`)).json).toMatchObject({ public: true });
  await server.told();
  expect((await raj.get('/api/events')).text).toContain('made the handbook of Guide public');
});

it('shows its tree and its pages with what is around them, to members as to strangers', async () => {
  const start = await stranger.get('/public/guide');
  expect(start.status).toBe(200);
  expect(start.text).toContain('How to begin');
  expect([...start.text.matchAll(/href="(\/public\/guide\/[^"]*)"/g)].map(([, href]) => href)).toEqual([
    '/public/guide/install',
    '/public/guide/install/on-debian',
    '/public/guide/run-it',
  ]);
  const { text, headers, status } = await stranger.get('/public/guide/install/on-debian');
  expect(status).toBe(200);
  expect(text).toContain('aria-current="page">On Debian');
  expect(text).toContain('<a class="before" href="/public/guide/install">');
  expect(text).toContain(
    '<a class="next" href="/public/guide/run-it"><span>Next</span><strong dir="auto">Run &amp; &quot;it&quot;</strong>',
  );
  expect(text).toContain(`<link rel="canonical" href="${address}/public/guide/install/on-debian">`);
  expect(text).not.toContain('noindex');
  expect(headers.get('cache-control')).toBe('public, no-cache');
  expect(headers.get('set-cookie')).toBeNull();
  for (const who of [ines, raj]) expect((await who.get('/public/guide/install/on-debian')).text).toBe(text);
  const known = { 'if-none-match': String(headers.get('etag')) };
  expect((await stranger.call('GET', '/public/guide/install/on-debian', { headers: known })).status).toBe(304);
});

it('links between what is public, and says of the rest only what the text says; nothing in it runs', async () => {
  const { text, headers } = await stranger.get('/public/guide/install');
  expect(text).toContain('<a href="/public/guide/install/on-debian#doc-apt">Debian</a>');
  expect(text).toContain('<a href="/public/guide/run-it">');
  expect(text).toContain('<span class="inside">a<span class="sr-only"> (for members only)</span></span>');
  expect(text).toContain(`<img src="/public/guide/-/${picture}/shot.gif" alt="shot"`);
  expect(text).not.toContain(hiddenPicture);
  expect(text).not.toMatch(/<script|onerror|javascript:|href="\/handbook|href="\/\d/);
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/);
  expect((await stranger.get(`/public/guide/-/${picture}/shot.gif`)).status).toBe(200);
  for (const id of [hiddenPicture, randomUUID(), 'x']) await expectNothing(`/public/guide/-/${id}/shot.gif`);
});

it('tells of nothing hidden, wherever one looks', async () => {
  const paths = [
    '/public/guide',
    '/public/guide/install',
    '/public/guide/run-it',
    '/public/guide/sitemap.xml',
    ...HIDDEN.map((word) => `/public/guide?q=${encodeURIComponent(`${word.slice(0, 6)} zzz`)}`),
    '/public/guide?q=secret',
    '/public/guide?q=kind:page',
  ];
  for (const path of paths) {
    const { text, status } = await stranger.get(path);
    expect(status, path).toBe(200);
    for (const word of HIDDEN) {
      const own = path.includes('?q=') ? text.replaceAll(decodeURIComponent(path.split('?q=')[1] ?? ''), '') : text;
      expect(own.toLowerCase(), `${word} at ${path}`).not.toContain(word.toLowerCase());
    }
  }
  for (const path of [
    'secret-obsidian',
    'secret-obsidian/below-gneiss',
    'below-gneiss',
    'old-feldspar',
    'gone-dolomite',
    'elsewhere-quartzite',
    '..',
    '-',
    'board',
  ])
    await expectNothing(`/public/guide/${path}`);
  await expectNothing('/public/board');
});

it('finds its own pages, by another form of a word and by its beginning, and shows where', async () => {
  const { text } = await stranger.get('/public/guide?q=downloads');
  expect(text).toContain('<a href="/public/guide/install"');
  expect(text).toContain('<mark>Downloading</mark>');
  expect((await stranger.get('/public/guide?q=debi')).text).toContain('/public/guide/install/on-debian');
  expect((await stranger.get(`/public/guide?q=${encodeURIComponent('"><script>alert(1)</script>')}`)).text).not.toContain(
    '<script',
  );
  for (const odd of ["'", '\\', ':*', '& | !', '<->', 'a'.repeat(900)]) {
    const { status } = await stranger.get(`/public/guide?q=${encodeURIComponent(odd)}`);
    expect(status, odd).toBe(200);
  }
});

it('lists every page for search engines, and leads from where a page stood to where it is', async () => {
  const map = await stranger.get('/public/guide/sitemap.xml');
  expect(map.headers.get('content-type')).toBe('application/xml; charset=utf-8');
  expect([...map.text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, loc]) => loc)).toEqual(
    ['', '/install', '/install/on-debian', '/run-it'].map((path) => `${address}/public/guide${path}`),
  );
  await ines.put(`/api/pages/${install.id}/place`, { name: 'set-up' });
  for (const path of ['install', 'install/on-debian', 'Install/', 'install.md']) {
    const moved = await stranger.get(`/public/guide/${path}`);
    expect([moved.status, moved.headers.get('location')], path).toEqual([
      302,
      path.includes('debian') ? '/public/guide/set-up/on-debian' : '/public/guide/set-up',
    ]);
  }
  expect((await stranger.get('/public/guide/set-up')).status).toBe(200);
});

it('shows headings without their marks, apart from what stands around them', async () => {
  await ines.post('/api/pages', { body: '# Docks\n\nSouth side\n\n## Gypsum ramp\n\nIt is wide.\n', space: 'guide' });
  expect((await stranger.get('/public/guide?q=gypsum')).text).toContain('South side · <mark>Gypsum</mark> ramp · It is wide.');
});

it('is gone at once when a page is narrowed, and when the space is closed, archived or made private', async () => {
  const etag = String((await stranger.get('/public/guide/run-it')).headers.get('etag'));
  const { json } = await ines.get('/api/pages/at?space=guide&path=run-it');
  await ines.put(`/api/pages/${String(json['id'])}/readers`, { only: [] });
  expect((await stranger.call('GET', '/public/guide/run-it', { headers: { 'if-none-match': etag } })).status).toBe(404);
  expect((await stranger.get('/public/guide')).text).not.toContain('run-it');
  await publish(false);
  await expectNothing('/public/guide/set-up');
  await expectNothing(`/public/guide/-/${picture}/shot.gif`);
  await publish(true);
  await ines.put(`/api/spaces/${space}/archive`);
  await expectNothing('/public/guide');
  await ines.delete(`/api/spaces/${space}/archive`);
  expect((await stranger.get('/public/guide')).status).toBe(200);
  await ines.put(`/api/spaces/${space}/access`, { access: 'closed' });
  await expectNothing('/public/guide');
});

it('nothing of this was a fault inside', () => {
  expect(faults).toEqual([]);
});
