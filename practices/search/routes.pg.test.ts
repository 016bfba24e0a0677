import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { commandPath } from '#kernel/stream/commands.ts';
import type { Decider } from '#kernel/stream/decider.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import { page } from '#tests/small-organization.ts';

const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
await join(server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
const org = ((await ines.get('/api/me')).json['organization'] as { id: string }).id;
const pages = commandPath(server.wired.stream, new Map([['page', page as Decider<unknown>]]));
const board = String((await ines.post('/api/spaces', { name: 'Board', access: 'closed' })).json['id']);
const numbers = new Map<string, number>();
for (const [title, space] of [
  ['Keep one PostgreSQL'],
  ['Move to PostgreSQL 18'],
  ['100% remote_work'],
  ['Ärger mit Öl'],
  ['王小明的计划'],
  ['PostgreSQL of the board', board],
] as const) {
  const sent = await pages.send({
    id: randomUUID(),
    org,
    by: SYSTEM,
    kind: 'page',
    artifact: randomUUID(),
    name: 'write',
    data: { title, ...(space && { space }) },
  });
  if (!sent.refused) numbers.set(title, sent.ok.number);
}

const find = async (who: Client, typed: string): Promise<readonly string[]> =>
  ((await who.get(`/api/search?q=${encodeURIComponent(typed)}`)).json['items'] as { title: string }[]).map(({ title }) => title);

it('finds by the beginning, a part, or the beginnings of words', async () => {
  expect(await find(raj, 'keep')).toEqual(['Keep one PostgreSQL']);
  expect(await find(raj, 'gresql 18')).toEqual(['Move to PostgreSQL 18', 'Keep one PostgreSQL']);
  expect((await find(raj, 'postgresql')).toSorted()).toEqual(['Keep one PostgreSQL', 'Move to PostgreSQL 18']);
  expect(await find(raj, 'ke')).toEqual(['Keep one PostgreSQL']);
});

it('finds what was mistyped', async () => {
  expect((await find(raj, 'postgrseql')).length).toBeGreaterThan(0);
});

it('finds by number, with or without its sign', async () => {
  const number = numbers.get('Keep one PostgreSQL');
  expect((await find(raj, `#${number}`))[0]).toBe('Keep one PostgreSQL');
  expect((await find(raj, `${number}`))[0]).toBe('Keep one PostgreSQL');
});

it('finds people without their accents or by their handle, and spaces by their name', async () => {
  expect(await find(raj, 'tomas')).toEqual(['Tomás Lima']);
  expect(await find(raj, '@raj')).toEqual(['Raj Mehta']);
  expect(await find(ines, 'boa')).toEqual(['Board', 'PostgreSQL of the board']);
});

it('finds nothing that the asker may not see', async () => {
  expect(await find(ines, 'of the board')).toEqual(['PostgreSQL of the board']);
  expect(await find(raj, 'of the board')).toEqual([]);
  expect(await find(raj, 'board')).toEqual([]);
  expect(await find(raj, `#${numbers.get('PostgreSQL of the board')}`)).toEqual([]);
});

it('takes signs for what they are, and any script', async () => {
  expect(await find(raj, '100% remote_')).toEqual(['100% remote_work']);
  expect(await find(raj, '100_ remote%')).not.toContain('nothing');
  expect(await find(raj, 'ärger')).toEqual(['Ärger mit Öl']);
  expect(await find(raj, '小明的')).toEqual(['王小明的计划']);
  for (const typed of ['%', '\\', "'", '_', '*', '@', '#', '   ', '%%%', '"; drop'])
    expect((await raj.get(`/api/search?q=${encodeURIComponent(typed)}`)).status).toBe(200);
});

it('refuses what nobody types', async () => {
  expect((await raj.get(`/api/search?q=${'x'.repeat(201)}`)).json).toMatchObject({ status: 400, field: '/query/q' });
  expect((await raj.get('/api/search')).json).toMatchObject({ status: 400, field: '/query/q' });
  expect((await raj.get('/api/search?q=a&limit=0')).json).toMatchObject({ status: 400, field: '/query/limit' });
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
