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
const org = ((await ines.get('/api/me')).json['organization'] as { id: string }).id;
const pages = commandPath(server.wired.stream, new Map([['sheet', page as Decider<unknown>]]));
const write = async (title: string, space?: string): Promise<{ id: string; number: number }> => {
  const id = randomUUID();
  const sent = await pages.send({
    id: randomUUID(),
    org,
    by: SYSTEM,
    kind: 'sheet',
    artifact: id,
    name: 'write',
    data: { title, ...(space && { space }) },
  });
  if (sent.refused) throw new Error(sent.message);
  return { id, number: sent.ok.number };
};

interface Happening {
  readonly id: string;
  readonly sentence: string;
  readonly subject: {
    readonly id: string;
    readonly title: string;
    readonly number: number | null;
    readonly handle: string | null;
  };
  readonly space: { readonly name: string } | null;
}
const told = async (who: Client, query = ''): Promise<readonly Happening[]> => {
  await server.told();
  return (await who.get(`/api/events${query}`)).json['items'] as Happening[];
};
const sentences = async (who: Client, query = ''): Promise<readonly string[]> =>
  (await told(who, query)).map(({ sentence }) => sentence);

const engineering = String((await ines.post('/api/spaces', { name: 'Engineering' })).json['id']);
const board = String((await ines.post('/api/spaces', { name: 'Board', access: 'closed' })).json['id']);
const plan = await write('Plan', engineering);
const salaries = await write('Salaries', board);

it('tells what happened in sentences, newest first', async () => {
  await raj.post(`/api/artifacts/${plan.id}/comments`, { body: 'Fine' });
  await raj.put(`/api/people/${raj.id}/skills`, { skills: ['Rust'] });
  expect((await sentences(raj)).slice(0, 3)).toEqual([
    'Raj Mehta changed their skills.',
    'Raj Mehta commented on “Plan”.',
    'Ines Prado opened the space Engineering.',
  ]);
  const [, comment] = await told(raj);
  expect(comment?.subject).toMatchObject({ id: plan.id, title: 'Plan', number: plan.number, handle: null });
  expect(comment?.space).toMatchObject({ name: 'Engineering' });
  const [skills, , opened] = await told(raj);
  expect([skills?.subject.handle, opened?.subject.handle]).toEqual(['raj', 'engineering']);
});

it('tells nobody of what they may not see, not even its name', async () => {
  await ines.post(`/api/artifacts/${salaries.id}/comments`, { body: 'Raise them' });
  await ines.post(`/api/artifacts/${plan.id}/links`, { rel: 'blocks', to: salaries.id });
  expect((await sentences(ines)).slice(0, 2)).toEqual([
    'Ines Prado noted that “Plan” blocks “Salaries”.',
    'Ines Prado commented on “Salaries”.',
  ]);
  expect((await sentences(raj))[0]).toBe('Ines Prado noted that “Plan” blocks something else.');
  const { text } = await raj.get('/api/events?limit=200');
  for (const secret of ['Salaries', 'Board', salaries.id, board]) expect(text).not.toContain(secret);
});

it('tells of one space, one kind of thing, or one person', async () => {
  expect(await sentences(ines, `?space=${board}`)).toEqual([
    'Ines Prado commented on “Salaries”.',
    'Ines Prado opened the space Board.',
  ]);
  expect(await sentences(raj, `?space=${board}`)).toEqual([]);
  expect(await sentences(ines, '?kind=organization')).toEqual(['Northwind was founded.']);
  expect(await sentences(ines, `?by=${raj.id}&limit=2`)).toEqual([
    'Raj Mehta changed their skills.',
    'Raj Mehta commented on “Plan”.',
  ]);
  expect(await sentences(ines, `?by=${randomUUID()}`)).toEqual([]);
  expect(await sentences(raj, '?watched=yes')).toEqual([]);
  await raj.put(`/api/artifacts/${plan.id}/watch`, { watching: true });
  expect(await sentences(raj, '?watched=yes&kind=comment')).toEqual(['Raj Mehta commented on “Plan”.']);
  expect(await sentences(ines, '?watched=yes')).toEqual([]);
  expect((await ines.get('/api/events?by=raj')).json).toMatchObject({ status: 400, field: '/query/by' });
  expect((await ines.get('/api/events?kind=mark')).json).toMatchObject({ status: 400, field: '/query/kind' });
});

it('is read page by page, none twice and none left out, while others write', async () => {
  const whole = (await told(ines, '?limit=200')).map(({ id }) => id);
  const read: string[] = [];
  for (let next = ''; ;) {
    const reply = await ines.get(`/api/events?limit=2${next && `&after=${next}`}`);
    read.push(...(reply.json['items'] as Happening[]).map(({ id }) => id));
    await raj.post(`/api/artifacts/${plan.id}/comments`, { body: 'Meanwhile' });
    if (reply.json['next'] === null) break;
    next = String(reply.json['next']);
  }
  expect(read).toEqual(whole);
});

it('goes on behind a thousand events that the reader may not see', async () => {
  const one = randomUUID();
  const first = await pages.send({
    id: randomUUID(),
    org,
    by: SYSTEM,
    kind: 'sheet',
    artifact: one,
    name: 'write',
    data: { title: 'Long', space: board },
  });
  expect(first.refused).toBeFalsy();
  await server.pool.query(
    `insert into events (org, artifact, version, kind, type, at, by, command, seq, last_version, digest, body)
     select $1, $2, n, 'comment', 'thread-resolved', now(), $3, gen_random_uuid(), 0, n, '', '{"type":"thread-resolved"}' from generate_series(2, 2500) n`,
    [org, one, raj.id],
  );
  expect(await sentences(raj, '?limit=1')).toEqual(['Raj Mehta commented on “Plan”.']);
});

it('a cursor of another list is refused with the field named', async () => {
  for (const after of ['x', Buffer.from('["1"]').toString('base64url'), Buffer.from('["a","b"]').toString('base64url')])
    expect((await raj.get(`/api/events?after=${after}`)).json).toMatchObject({ code: 'invalid-cursor', field: '/query/after' });
});

it('tells the history of one thing, with what was said about it', async () => {
  const other = await write('Other', engineering);
  await raj.post(`/api/artifacts/${other.id}/comments`, { body: 'One' });
  await ines.post(`/api/artifacts/${other.id}/comments`, { body: 'Two' });
  const history = (await raj.get(`/api/artifacts/${other.id}/events`)).json['items'] as Happening[];
  expect(history.map(({ sentence }) => sentence)).toEqual([
    'Ines Prado commented on “Other”.',
    'Raj Mehta commented on “Other”.',
  ]);
  const first = await raj.get(`/api/artifacts/${other.id}/events?limit=1`);
  const second = await raj.get(`/api/artifacts/${other.id}/events?limit=1&after=${String(first.json['next'])}`);
  expect((second.json['items'] as Happening[])[0]?.sentence).toBe('Raj Mehta commented on “Other”.');
  const ofType = async (type: string) => (await raj.get(`/api/artifacts/${other.id}/events?type=${type}`)).json;
  expect(((await ofType('comment-written'))['items'] as Happening[]).length).toBe(2);
  expect(await ofType('page-moved')).toMatchObject({ items: [], next: null });
  expect(await ofType('Page_Moved')).toMatchObject({ status: 400, field: '/query/type' });
});

it('everything is found by its id, and what has a number by its number', async () => {
  expect((await raj.get(`/api/numbers/${plan.number}`)).json).toMatchObject({
    id: plan.id,
    kind: 'sheet',
    title: 'Plan',
    space: { name: 'Engineering' },
    number: plan.number,
  });
  expect((await raj.get(`/api/artifacts/${plan.id}`)).json).toEqual((await raj.get(`/api/numbers/${plan.number}`)).json);
  expect((await raj.get(`/api/artifacts/${raj.id}`)).json).toMatchObject({ kind: 'person', number: null, title: 'Raj Mehta' });
  for (const number of ['0', '-1', '1.5', 'one', '99999999999999999999'])
    expect((await raj.get(`/api/numbers/${number}`)).json).toMatchObject({ status: 400, field: '/params/number' });
});

it('nothing went wrong inside', () => {
  expect(server.faults).toEqual([]);
});
