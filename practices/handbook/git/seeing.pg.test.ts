import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { found, join as joins } from '#tests/harness/client.ts';
import { gitPeople } from '#tests/harness/git.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await joins(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const { git, run, folder, keyOf, urlOf, listed } = await gitPeople(server);
const url = urlOf(await keyOf(raj, 'write'));
const repositories = join(server.data, 'cache/handbook');
const inesId = String(((await ines.get('/api/me')).json['actor'] as { id: string }).id);

const clone = async (name: string): Promise<string> => {
  await git(['clone', '-q', url, name]);
  return listed(name);
};
const head = (name: string): Promise<string> => git(['rev-parse', 'HEAD'], `${folder}/${name}`);
const log = (name: string): Promise<string> => git(['log', '--all', '--format=%B', '-p'], `${folder}/${name}`);

it('gives a page again that was closed for a while, with the same commits as if it had never been', async () => {
  const page = String((await ines.post('/api/pages', { body: '# Salaries\n' })).json['id']);
  expect(await clone('first')).toBe('salaries.md');
  const before = await head('first');
  expect(await ines.put(`/api/pages/${page}/readers`, { only: [inesId] })).toMatchObject({ status: 200 });
  expect(await clone('closed')).toBe('');
  expect(await log('closed')).not.toContain('Salaries');
  await ines.put(`/api/pages/${page}/readers`, { only: null });
  expect(await clone('open')).toBe('salaries.md');
  expect(await head('open')).toBe(before);
});

it('gives a page that came out of a closed space, and keeps giving it', async () => {
  await ines.post('/api/spaces', { name: 'Board', access: 'closed' });
  const page = String((await ines.post('/api/pages', { body: '# Budget\n', space: 'board' })).json['id']);
  expect(await clone('without')).not.toContain('budget');
  expect(await ines.put(`/api/pages/${page}/place`, { space: null })).toMatchObject({ status: 200 });
  expect(await clone('moved')).toContain('budget.md');
  await ines.put(`/api/pages/${page}/place`, { space: 'board' });
  expect(await clone('back')).not.toContain('budget');
  await ines.put(`/api/pages/${page}/place`, { space: null });
  expect(await clone('again')).toContain('budget.md');
  const before = await head('again');
  await ines.post('/api/pages', { body: '# News\n' });
  expect(await clone('later')).toContain('news.md');
  expect(await git(['rev-parse', 'HEAD^'], `${folder}/later`)).toBe(before);
});

it('gives a page for which many are named to them, and to nobody else', async () => {
  const names = [
    'Tomás Lima',
    'Aroha Ngata',
    'Mere Parata',
    'Jonas Brandt',
    'Leyla Aksoy',
    'Nina Hoffmann',
    'Emeka Obi',
    'Zofia Wrona',
    'Rui Caldeira',
  ];
  const named = await Promise.all(names.map((name) => joins(server.address, ines, name, 'Europe/Lisbon')));
  const ids = await Promise.all(named.map(async (one) => ((await one.get('/api/me')).json['actor'] as { id: string }).id));
  const page = String((await ines.post('/api/pages', { body: '# Merger\n' })).json['id']);
  expect(await ines.put(`/api/pages/${page}/readers`, { only: [inesId, ...ids] })).toMatchObject({ status: 200 });
  expect(await clone('unnamed')).not.toContain('merger');
  const [last] = named.slice(-1);
  if (!last) throw new Error('nobody joined');
  await git(['clone', '-q', urlOf(await keyOf(last, 'read')), 'named']);
  expect(await listed('named')).toContain('merger.md');
  expect(await clone('still-unnamed')).not.toContain('merger');
});

it('gives by no name what a process told that was killed, and that was closed before another went on', async () => {
  await clone('before');
  // Until what was told so far is kept for another process.
  await vi.waitFor(
    async () => expect(await readdir(repositories, { recursive: true })).not.toContainEqual(expect.stringContaining('ahead')),
    10_000,
  );
  const page = String((await ines.post('/api/pages', { body: '# Layoffs\n' })).json['id']);
  await clone('told');
  const blob = await git(['rev-parse', 'HEAD:layoffs.md'], `${folder}/told`);
  const other = await testServer({ beside: server });
  await cp(repositories, join(other.data, 'cache/handbook'), { recursive: true });
  await ines.put(`/api/pages/${page}/readers`, { only: [inesId] });
  const from = url.replace(server.address.slice(7), other.address.slice(7));
  await git(['clone', '-q', from, 'after']);
  expect(await listed('after')).not.toContain('layoffs');
  expect(await run(['fetch', from, blob], `${folder}/after`)).toMatchObject({ ok: false, text: expect.stringContaining(blob) });
}, 30_000);

it('says in a word that there is nothing of a name', async () => {
  await clone('named-nothing');
  for (const protocol of ['2', '0']) {
    const asked = ['-c', `protocol.version=${protocol}`, 'fetch', 'origin', '1'.repeat(40)];
    const { ok, text } = await run(asked, `${folder}/named-nothing`);
    expect({ ok, text }).toMatchObject({ ok: false, text: expect.stringMatching(/not our ref|does not allow request/) });
    expect(text).not.toContain('RPC failed');
  }
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
