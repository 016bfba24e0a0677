import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SYSTEM } from '#kernel/stream/event.ts';
import { rebuild } from '#store/rebuild.ts';
import { deciders, directorySource } from '#server/practices.ts';
import { client, found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer();
const second = await testServer({ beside: server });
await server.clock.set('2026-03-27T09:00:00Z');
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const tomas = await join(server.address, ines, 'Tomás Lima', 'America/Sao_Paulo');
const aroha = await join(server.address, ines, 'Aroha Ngata', 'Pacific/Auckland');
const org = String(((await ines.get('/api/me')).json['organization'] as { id: string }).id);
await ines.post('/api/spaces', { name: 'Platform', slug: 'platform' });
const board = String((await ines.post('/api/spaces', { name: 'Board', slug: 'board', access: 'closed' })).json['id']);

const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await holds()) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error('it did not come about');
};
const draft = async (more: object = {}, who: Client = ines): Promise<number> => {
  const reply = await who.post('/api/tasks', {
    title: 'Split the importer',
    text: 'It reads **and** writes.',
    criteria: ['Reading has a test'],
    depth: 'deep',
    minutes: 240,
    ...more,
  });
  if (reply.status !== 201) throw new Error(reply.text);
  return Number(reply.json['number']);
};
const look = async (number: number, who: Client = ines): Promise<Record<string, unknown>> => {
  const reply = await who.get(`/api/tasks/${number}`);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.json;
};
const items = async (who: Client, path: string): Promise<readonly Record<string, unknown>[]> => {
  const reply = await who.get(path);
  if (reply.status !== 200) throw new Error(reply.text);
  return reply.json['items'] as readonly Record<string, unknown>[];
};
const numbers = async (who: Client, path: string): Promise<readonly number[]> =>
  (await items(who, path)).map(({ number }) => Number(number));

describe('a task by its addresses', () => {
  it('is drafted, listed, found, claimed, moved, handed on and finished, with what happened to it', async () => {
    const goal = (await ines.post('/api/goals', { title: 'Imports never lose a page', outcome: 'A year without a report' })).json;
    const dueAt = '2026-05-01T09:00:00.000Z';
    const number = await draft({ space: 'platform', goal: goal['number'], needs: ['SQL'], context: 'imports', dueAt });
    expect(await look(number)).toMatchObject({
      status: 'ready',
      html: expect.stringContaining('<strong>and</strong>'),
      goal: { title: 'Imports never lose a page' },
      needs: ['sql'],
      dueAt,
    });
    expect((await ines.call('PATCH', `/api/tasks/${number}`, { body: { dueAt: null } })).status).toBe(200);
    expect((await ines.call('PATCH', `/api/tasks/${number}`, { body: { dueAt, minutes: 120 } })).status).toBe(200);
    const claimed = await raj.post(`/api/tasks/${number}/claims`);
    expect(claimed).toMatchObject({ status: 200, json: { token: 1, until: expect.stringMatching(/^2026-04-03/) } });
    const late = await tomas.post(`/api/tasks/${number}/claims`);
    expect([late.status, late.json['code'], late.json['detail']]).toEqual([
      409,
      'claimed-already',
      'Raj Mehta has claimed this.',
    ]);
    expect((await items(ines, '/api/tasks?status=claimed'))[0]).toMatchObject({ holder: { name: 'Raj Mehta' }, inGrace: false });
    expect(await numbers(raj, '/api/tasks?whose=held')).toEqual([number]);
    expect(
      await numbers(
        ines,
        `/api/tasks?goal=${String(goal['number'])}&status=open&depth=deep&q=split&context=imports&space=platform`,
      ),
    ).toEqual([number]);
    await raj.post(`/api/tasks/${number}/activities`, {
      what: 'commit',
      words: 'Read in one pass',
      address: 'https://git.northwind.example/1',
    });
    await tomas
      .post(`/api/tasks/${number}/offers`, { token: 1, to: 'aroha' })
      .then(({ json }) => expect(json['code']).toBe('not-the-holder'));
    const next = await raj.get(`/api/tasks/${number}/successors`);
    expect(next.json).toMatchObject({ endsAt: '2026-03-27T11:30:00.000Z' });
    expect((next.json['items'] as { name: string }[]).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Tomás Lima', 'Ines Prado']),
    );
    expect((await raj.post(`/api/tasks/${number}/offers`, { token: 1, to: '@tomas', note: 'The reader is done.' })).status).toBe(
      200,
    );
    expect((await tomas.post(`/api/tasks/${number}/claims`)).json['token']).toBe(2);
    expect((await raj.post(`/api/tasks/${number}/completions`, { token: 1, met: [0] })).json['code']).toBe('not-the-holder');
    const done = await tomas.post(`/api/tasks/${number}/completions`, { token: 2, met: [0], words: 'In two halves.' });
    expect(done.status).toBe(200);
    const seen = await look(number);
    expect(seen).toMatchObject({
      status: 'done',
      done: { by: { name: 'Tomás Lima' } },
      outputs: [{ what: 'commit', words: 'Read in one pass' }],
    });
    expect((seen['history'] as { sentence: string }[]).map(({ sentence }) => sentence)).toEqual([
      'Ines Prado drafted this.',
      'Ines Prado changed this.',
      'Ines Prado changed this.',
      'Raj Mehta claimed this.',
      'Raj Mehta moved this on: Read in one pass',
      'Raj Mehta offered this to Tomás Lima.',
      'Tomás Lima took over this.',
      'Tomás Lima finished this.',
    ]);
    expect((await items(ines, '/api/goals'))[0]).toMatchObject({
      title: 'Imports never lose a page',
      tasks: { done: 1, claimed: 0 },
    });
    expect((await raj.post(`/api/tasks/${number}/claims`)).json['code']).toBe('task-closed');
  });

  it('is nobody’s business whose space it is not', async () => {
    const number = await draft({ space: 'board', title: 'Choose an auditor' });
    for (const path of [`/api/tasks/${number}`, `/api/tasks/${number}/successors`])
      expect((await raj.get(path)).status).toBe(404);
    expect((await raj.post(`/api/tasks/${number}/claims`)).status).toBe(404);
    expect(JSON.stringify(await items(raj, '/api/tasks/fitting'))).not.toContain('auditor');
    expect((await raj.post('/api/tasks', { title: 'x', from: number })).status).toBe(404);
    await ines.put(`/api/spaces/${board}/members/${aroha.id}`, { role: 'reader' });
    const refused = await aroha.post(`/api/tasks/${number}/claims`);
    expect([refused.status, refused.json['code']]).toEqual([409, 'not-eligible']);
  });

  it('[L1] a hundred claims at once, at two servers, give one holder', async () => {
    const number = await draft();
    const key = String((await ines.post('/api/keys', { name: 'load', scope: 'write' })).json['token']);
    const doors = [server.address, second.address];
    const people = [raj, tomas, aroha].map((who) => who.cookie());
    const askers = Array.from({ length: 100 }, (_, index) =>
      index % 4 === 3
        ? client(doors[index % 2] ?? '', { key })
        : client(doors[index % 2] ?? '', { cookie: people[index % 3] ?? '' }),
    );
    const replies = await Promise.all(askers.map((one) => one.post(`/api/tasks/${number}/claims`)));
    const holder = (await look(number))['claim'] as { holder: { id: string }; token: number };
    expect(holder.token).toBe(1);
    const codes = replies.map(({ status, json }) => (status === 200 ? 'held' : String(json['code'])));
    expect(new Set(codes)).toEqual(new Set(['held', 'claimed-already']));
    const { rows } = await server.pool.query(
      `select count(*)::int as claims from events where body->>'type' = 'task-claimed' and artifact = $1`,
      [(await look(number))['id']],
    );
    expect(rows).toEqual([{ claims: 1 }]);
    // Nobody is told that they hold it but who does.
    const founder = String(((await ines.get('/api/me')).json['actor'] as { id: string }).id);
    const whose = (index: number): string => (index % 4 === 3 ? founder : ([raj, tomas, aroha][index % 3]?.id ?? ''));
    const told = replies.flatMap(({ status }, index) => (status === 200 ? [whose(index)] : []));
    expect(new Set(told)).toEqual(new Set([holder.holder.id]));
    // Whoever held it already is told so again, by the same token; nobody else is.
    expect(new Set(replies.filter(({ status }) => status === 200).map(({ json }) => json['token']))).toEqual(new Set([1]));
    const who = [raj, tomas, aroha].find(({ id }) => id === holder.holder.id) ?? ines;
    await who.post(`/api/tasks/${number}/releases`, { token: 1, note: 'It was a race.' });
    expect(await look(number)).toMatchObject({ status: 'ready', notes: [{ note: 'It was a race.', byItself: false }] });
  });
});

describe('what one person holds', () => {
  it('[L4] is one deep task, also where they claim many at once at two servers', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, (_, n) => draft({ title: `One of twelve, ${n}` })));
    const other = client(second.address, { cookie: aroha.cookie() });
    const claims = await Promise.all(
      all.map((number, n) => (n % 2 === 0 ? aroha : other).post(`/api/tasks/${number}/claims`, {})),
    );
    const won = claims.filter(({ status }) => status === 200);
    expect(claims.flatMap(({ status, json }) => (status === 200 ? [] : [json['code']]))).toEqual(Array(11).fill('limit-reached'));
    expect(won).toHaveLength(1);
    expect(await numbers(aroha, '/api/tasks?whose=held')).toHaveLength(1);
    const [held] = await numbers(aroha, '/api/tasks?whose=held');
    await aroha.post(`/api/tasks/${held}/releases`, { token: 1 });
    for (const number of all) await ines.post(`/api/tasks/${number}/drops`, {});
  });
});

describe('what fits now', () => {
  it('[L3] [L4] is asked with minutes and energy, which nothing keeps', async () => {
    await raj.put(`/api/people/${raj.id}/skills`, { skills: ['SQL'] });
    const deep = await draft({ title: 'Rewrite the planner', minutes: 600 });
    const small = await draft({ title: 'Answer the auditor', depth: 'shallow', minutes: 20, needs: ['sql'] });
    const foreign = await draft({ title: 'Draw the logo', depth: 'shallow', minutes: 20, needs: ['drawing'] });
    const fit = (query: string) => numbers(raj, `/api/tasks/fitting?${query}`);
    expect(await fit('minutes=25')).toContain(small);
    for (const none of [deep, foreign]) expect(await fit('minutes=25')).not.toContain(none);
    expect(await fit('energy=deep&minutes=240')).toEqual(expect.arrayContaining([deep, small]));
    expect(await fit('energy=shallow')).not.toContain(deep);
    expect(await fit('energy=off')).toEqual([]);
    const { rows } = await server.pool.query(`select count(*)::int as found from events where body::text ~* 'energy'`);
    expect(rows).toEqual([{ found: 0 }]);
    const token = Number((await raj.post(`/api/tasks/${small}/claims`)).json['token']);
    const held = (await raj.get('/api/tasks/fitting')).json;
    expect(held['held']).toMatchObject([{ number: small }]);
    expect((held['items'] as { depth: string }[]).every(({ depth }) => depth === 'deep')).toBe(true);
    expect((await raj.get('/api/today')).json['owe']).toEqual(
      expect.arrayContaining([expect.objectContaining({ why: 'go on with “Answer the auditor”', minutes: 20 })]),
    );
    await raj.post(`/api/tasks/${small}/releases`, { token });
  });
});

describe('what becomes a task, and what moves one', () => {
  it('[R11] the next steps of a decision do when it is accepted, and its proposer owns them', async () => {
    const made = await ines.post('/api/decisions', {
      ...{ title: 'Keep one PostgreSQL', space: 'board', problem: 'p', recommendation: 'r', reversible: true, open: true },
      nextSteps: ['Drop the second cluster', 'Tell the auditors\n\nBy mail.'],
    });
    const decision = Number(made.json['number']);
    await server.clock.set('2026-04-08T09:00:00Z');
    await eventually(async () => (await ines.get(`/api/decisions/${decision}`)).json['status'] === 'accepted');
    await eventually(async () => (await numbers(ines, '/api/tasks?status=draft&whose=mine')).length === 2);
    const drafted = await items(ines, '/api/tasks?status=draft&whose=mine');
    expect(drafted.map(({ title }) => title).toSorted()).toEqual(['Drop the second cluster', 'Tell the auditors']);
    expect((await look(Number(drafted[0]?.['number'])))['links']).toMatchObject([
      { rel: 'builds-on', number: decision, kind: 'decision' },
    ]);
    expect((await raj.get(`/api/tasks/${String(drafted[0]?.['number'])}`)).status).toBe(404);
  });

  it('an open box in an answer is one, of whoever answered', async () => {
    const asked = await ines.post('/api/requests', { to: 'raj', question: 'Who moves the archive?', space: 'platform' });
    const text = 'I do.\n\n- [x] Copy it\n- [ ] Delete the old one';
    await raj.post(`/api/requests/${String(asked.json['number'])}/answers`, { text });
    await eventually(async () => (await numbers(raj, '/api/tasks?whose=mine')).length === 1);
    const [task] = await items(raj, '/api/tasks?whose=mine');
    expect(task).toMatchObject({ title: 'Delete the old one', status: 'draft', author: { name: 'Raj Mehta' } });
  });

  it('[L2] a comment of its holder renews the claim; a page of theirs that carries it out is shown', async () => {
    const number = await draft({ title: 'Write the runbook', space: 'platform', depth: 'shallow' });
    await tomas.post(`/api/tasks/${number}/claims`);
    const { id, claim } = (await look(number)) as { id: string; claim: { until: string } };
    await server.clock.set('2026-04-10T13:00:00Z');
    await tomas.post(`/api/artifacts/${id}/comments`, { body: 'The half of it stands.' });
    await eventually(async () => ((await look(number))['claim'] as { until: string }).until > claim.until);
    const page = await tomas.post('/api/pages', { body: '# Runbook\n\nStep by step.\n', space: 'platform' });
    await tomas.post(`/api/artifacts/${String(page.json['id'])}/links`, { rel: 'implements', to: id });
    expect((await look(number))['outputs']).toMatchObject([{ what: 'page', words: 'Runbook', by: { name: 'Tomás Lima' } }]);
    await raj.post('/api/pages', { body: `# Notes\n\nThe disks belong to #${number}, \`#1\`.\n`, space: 'platform' });
    expect((await look(number))['outputs']).toMatchObject([{ words: 'Notes', by: { name: 'Raj Mehta' } }, { words: 'Runbook' }]);
  });

  it('[L2] a change on a forge that names it renews the claim of who proposed it, and is shown', async () => {
    const number = await draft({ title: 'Rename the disks', space: 'platform' });
    await raj.post(`/api/tasks/${number}/claims`);
    const { id, claim } = (await look(number)) as { id: string; claim: { until: string } };
    await server.clock.set('2026-04-13T09:00:00Z');
    const [repository, artifact] = [randomUUID(), randomUUID()];
    const said = { org, by: SYSTEM } as const;
    const watched = {
      forge: null,
      name: 'northwind/disks',
      space: null,
      protect: [],
      withoutChecks: false,
      production: [],
      incidents: [],
    };
    const snapshot = {
      ...{ title: `Name the disks (#${number})`, text: '', url: null, login: 'rmehta', head: 'a1', base: 'main', merge: null },
      ...{ state: 'open', labels: [], openedAt: Date.parse('2026-04-13T08:00:00Z'), closedAt: null, mergedBy: null },
    };
    const seen = { at: Date.parse('2026-04-13T08:00:00Z'), snapshot, mentions: [id] };
    const noted = { repository, repositoryName: watched.name, space: null, key: '1', people: { rmehta: raj.id }, seen };
    for (const command of [
      { kind: 'repository', artifact: repository, name: 'connect', data: watched },
      { kind: 'change', artifact, name: 'note', data: noted, refs: [repository, id] },
    ]) {
      const sent = await server.wired.send({ ...said, id: randomUUID(), ...command });
      if (sent.refused) throw new Error(sent.message);
    }
    await eventually(async () => ((await look(number))['claim'] as { until: string }).until > claim.until);
    expect((await look(number))['outputs']).toMatchObject([{ what: 'change', by: { name: 'Raj Mehta' } }]);
  });

  it('is split into parts that have what it has, once', async () => {
    const number = await draft({ title: 'Everything', context: 'imports' });
    const body = {
      into: [
        { title: 'Half of it', minutes: 60, criteria: ['It is half'] },
        { title: 'The rest', minutes: 60 },
      ],
    };
    const key = 'a-split-of-everything';
    for (let times = 0; times < 2; times += 1)
      expect((await ines.call('POST', `/api/tasks/${number}/splits`, { body, key })).status).toBe(200);
    const parts = (await items(ines, '/api/tasks?q=half')).concat(await items(ines, '/api/tasks?q=the rest'));
    expect(parts).toMatchObject([
      { status: 'ready', context: 'imports', depth: 'deep' },
      { status: 'draft', context: 'imports' },
    ]);
    expect(await look(number)).toMatchObject({ status: 'dropped', dropped: { reason: expect.stringContaining('Split into #') } });
  });
});

it('stands as its events say, whatever happened', async () => {
  const before = await server.pool.query(
    'select id, version, state, summary, line, next_at from artifacts where kind in ($1, $2) order by id',
    ['task', 'goal'],
  );
  await rebuild(server.pool, org, deciders, directorySource);
  const after = await server.pool.query(
    'select id, version, state, summary, line, next_at from artifacts where kind in ($1, $2) order by id',
    ['task', 'goal'],
  );
  expect(after.rows).toEqual(before.rows);
  expect(server.faults).toEqual([]);
});
