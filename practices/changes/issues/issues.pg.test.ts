import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { found, join, type Client } from '#tests/harness/client.ts';
import { localGithub, type Delivery } from '#tests/harness/github.ts';
import { testServer } from '#tests/harness/server.ts';

const HERE = 'northwind/freight';
const TOKEN = 'ghp_northwind';
const server = await testServer({ outgoing: ['127.0.0.1'] });
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');
const closing: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

/** A forge of its own, with one repository whose issues are tasks. */
const forge = async (
  issues: readonly string[] | null = [],
  before?: (github: Awaited<ReturnType<typeof localGithub>>) => void,
) => {
  const github = await localGithub(HERE, TOKEN);
  closing.push(github.close);
  before?.(github);
  const made = await ines.post('/api/forges', { vendor: 'github', called: 'GitHub', api: github.api });
  const [id, secret] = [String(made.json['id']), String(made.json['secret'])];
  await ines.put(`/api/forges/${id}/people`, { people: { 'raj-m': raj.id } });
  await ines.put(`/api/forges/${id}/credentials`, { token: TOKEN });
  const repository = await ines.post('/api/repositories', { name: HERE, forge: id, issues });
  expect(repository.status).toBe(201);
  const deliver = async ({ event, payload }: Delivery): Promise<void> => {
    const body = JSON.stringify(payload);
    const answer = await fetch(`${server.address}/api/forges/${id}/deliveries`, {
      method: 'POST',
      body,
      headers: {
        ...{ 'content-type': 'application/json', 'x-github-event': event, 'x-github-delivery': randomUUID() },
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
    });
    expect([event, answer.status, await answer.text()]).toEqual([event, 200, expect.any(String)]);
  };
  const flush = async (): Promise<void> => {
    for (const one of github.deliveries.splice(0)) await deliver(one);
  };
  return { ...github, repository: String(repository.json['id']), deliver, flush };
};

const eventually = async <T>(ask: () => Promise<T> | T, holds: (value: T) => boolean): Promise<T> => {
  let last: T | undefined;
  for (let tries = 0; tries < 600; tries += 1) {
    last = await ask();
    if (holds(last)) return last;
    await new Promise((resume) => setTimeout(resume, 25));
  }
  throw new Error(`it did not come about: ${JSON.stringify(last)?.slice(0, 2_000)}`);
};

type Json = Record<string, unknown>;
const patch = (who: Client, path: string, body: Json) => who.call('PATCH', path, { body });
const tasks = async (repository: string): Promise<readonly string[]> =>
  (
    await server.pool.query<{ id: string }>(
      `select id from artifacts where kind = 'task' and state->'issue'->>'repository' = $1 order by number`,
      [repository],
    )
  ).rows.map(({ id }) => id);
const look = async (task: string): Promise<Json> => (await ines.get(`/api/tasks/${task}`)).json;
const comments = async (task: string): Promise<readonly Json[]> =>
  (await ines.get(`/api/artifacts/${task}/comments`)).json['items'] as readonly Json[];
const errands = async (): Promise<number> =>
  Number(
    (await server.pool.query<{ n: string }>('select count(*) as n from forge_errands where next_at is not null')).rows[0]?.n,
  );
const written = async (): Promise<number> =>
  Number((await server.pool.query<{ n: string }>('select count(*) as n from events')).rows[0]?.n);

const BODY = 'Tax is rounded twice, see #12.\r\n\r\n## Acceptance criteria\r\n\r\n- [ ] It rounds once';

describe('what opens the API of a forge', () => {
  it('is tried at once, and says in words what is wrong', async () => {
    const github = await localGithub(HERE, TOKEN);
    closing.push(github.close);
    const made = await ines.post('/api/forges', { vendor: 'github', called: 'GitHub', api: github.api });
    const id = String(made.json['id']);
    const tried = async () => (await ines.post(`/api/forges/${id}/trials`, {})).json;
    const give = async (body: Json) => (await ines.put(`/api/forges/${id}/credentials`, body)).json;
    expect(await tried()).toMatchObject({ as: null, why: 'Nobody gave yet what opens it.' });
    expect(await give({ app: '12', key: '-----BEGIN RSA PRIVATE KEY-----\nnone\n-----END RSA PRIVATE KEY-----' })).toMatchObject({
      ...{ code: 'no-private-key', field: '/key' },
    });
    await give({ token: 'ghp_mistyped' });
    expect(await tried()).toMatchObject({ as: null, why: expect.stringContaining('mistyped, revoked, or has run out') });
    await give({ token: TOKEN });
    await ines.post('/api/repositories', { name: HERE, forge: id });
    await ines.post('/api/repositories', { name: 'northwind/secrets', forge: id });
    expect(await tried()).toEqual({
      ...{ as: 'proceed[bot]', why: null },
      repositories: [
        { name: HERE, why: null },
        { name: 'northwind/secrets', why: 'GitHub shows nobody with these credentials northwind/secrets.' },
      ],
    });
    expect((await raj.post(`/api/forges/${id}/trials`, {})).status).toBe(403);
    const own = await ines.post(`/api/forges/${id}/secrets`, { secret: 'a secret of our own' });
    expect(own.json['secret']).toBe('a secret of our own');
    expect((await ines.get('/api/forges')).text).not.toContain(TOKEN);
  });
});

describe('an issue of a forge whose repository says so', () => {
  it('is a task here: what is changed, said, closed and opened again there is so here, and the other way round, without an end of it', async () => {
    const github = await forge();
    github.open('raj-m', { title: 'Round tax once', body: BODY });
    await github.flush();
    const [id = ''] = await eventually(
      () => tasks(github.repository),
      ({ length }) => length === 1,
    );
    expect(await look(id)).toMatchObject({
      ...{ title: 'Round tax once', text: 'Tax is rounded twice, see northwind/freight#12.', criteria: ['It rounds once'] },
      ...{ status: 'ready', author: { name: 'Raj Mehta' } },
      issue: { called: HERE, key: '1', url: 'https://github.example/northwind/freight/issues/1' },
    });

    // A commit that names it by its number there has moved it.
    const commit = { id: 'e'.repeat(40), message: 'Round once\n\nFixes #1, not #2', timestamp: '2026-03-27T12:00:00Z' };
    await github.deliver({
      event: 'push',
      payload: {
        repository: { full_name: HERE },
        ref: 'refs/heads/main',
        commits: [{ ...commit, url: 'https://github.example/e', author: { username: 'raj-m' } }],
      },
    });
    await eventually(
      () => look(id),
      ({ outputs }) => (outputs as Json[]).some(({ what, words }) => what === 'commit' && words === 'Round once'),
    );

    // There, then here, then both at once: the later holds.
    github.edit(1, { title: 'Round tax half up' });
    await github.flush();
    await eventually(
      () => look(id),
      ({ title }) => title === 'Round tax half up',
    );
    expect((await patch(ines, `/api/tasks/${id}`, { criteria: ['It rounds once', 'A test says so, see #1'] })).status).toBe(200);
    await eventually(
      () => github.issue(1).body ?? '',
      (body) => body.includes('- [ ] A test says so, see proceed#1'),
    );
    expect(github.issue(1).body).toContain('see #12');
    github.edit(1, { title: 'Round tax to the even' });
    await github.flush();
    await eventually(
      () => look(id),
      ({ title }) => title === 'Round tax to the even',
    );

    // What people say.
    const there = github.say('raj-m', 1, 'I have seen it, too, in #3.');
    github.say('somebody-else', 1, 'Me too, @ines.');
    await github.flush();
    await eventually(
      () => comments(id),
      ({ length }) => length === 2,
    );
    // [safety] Names there are nobody’s here, and are not drawn as if somebody had been called.
    expect((await comments(id))[1]?.['html']).toBe('<p>Me too, @ines.</p>');
    expect(await comments(id)).toMatchObject([
      {
        author: { name: 'Raj Mehta' },
        body: 'I have seen it, too, in northwind/freight#3.',
        outside: { place: 'northwind/freight#1' },
      },
      { author: { name: 'Proceed' }, outside: { login: 'somebody-else' }, mentions: [] },
    ]);
    const first = String((await comments(id))[0]?.['id']);
    expect((await patch(raj, `/api/comments/${first}`, { body: 'No.' })).json['code']).toBe('said-elsewhere');
    github.sayAgain(there.id, 'I have not.');
    await github.flush();
    await eventually(
      () => comments(id),
      ([one]) => one?.['body'] === 'I have not.',
    );
    const said = await ines.post(`/api/artifacts/${id}/comments`, { body: 'It is in #1, here.' });
    expect(said.status).toBe(201);
    const ours = () => github.on(1).filter(({ user }) => user.login === 'proceed[bot]');
    await eventually(
      ours,
      ([one]) => one?.body.includes('**Ines Prado**') === true && one.body.includes('It is in proceed#1, here.'),
    );
    await patch(ines, `/api/comments/${String(said.json['id'])}`, { body: 'It is there.' });
    await eventually(ours, ([one]) => one?.body.includes('It is there.') === true);
    await github.flush();
    github.sayAgain(there.id, null);
    await github.flush();
    await eventually(
      () => comments(id),
      ([one]) => one?.['status'] === 'deleted',
    );
    await ines.delete(`/api/comments/${String(said.json['id'])}`);
    await eventually(ours, ({ length }) => length === 0);

    // Its end, here and there.
    const { json: claim } = await raj.post(`/api/tasks/${id}/claims`, {});
    const finished = await raj.post(`/api/tasks/${id}/completions`, {
      token: claim['token'],
      met: [0, 1],
      words: 'It rounds half up.',
    });
    expect(finished.status).toBe(200);
    await eventually(
      () => github.issue(1),
      ({ state, state_reason }) => state === 'closed' && state_reason === 'completed',
    );
    await eventually(ours, ([one]) => one?.body.includes('It rounds half up.') === true);
    await github.flush();
    github.edit(1, { state: 'open', state_reason: 'reopened' });
    await github.flush();
    await eventually(
      () => look(id),
      ({ status }) => status === 'ready',
    );
    github.edit(1, { state: 'closed', state_reason: 'not_planned' });
    await github.flush();
    await eventually(
      () => look(id),
      ({ status }) => status === 'dropped',
    );
    await ines.post(`/api/tasks/${id}/reopenings`, { reason: 'It is worth it.' });
    await eventually(
      () => github.issue(1).state,
      (state) => state === 'open',
    );

    // Nothing goes round: what came of it is heard, and says nothing more.
    await github.flush();
    await eventually(errands, (n) => n === 0);
    await github.flush();
    await eventually(errands, (n) => n === 0);
    const [before, questions] = [await written(), github.asked.length];
    for (const event of ['issues', 'issues'])
      await github.deliver({ event, payload: { action: 'edited', repository: { full_name: HERE }, issue: github.issue(1) } });
    expect([await written(), github.asked.length, github.deliveries.length]).toEqual([before, questions, 0]);
    expect((await look(id))['history']).toEqual(
      expect.arrayContaining([expect.objectContaining({ sentence: 'This was closed at northwind/freight#1.' })]),
    );
    expect(server.faults).toEqual([]);
  });

  it('gives the same tasks and comments three times over, shuffled and late, also where the label came last', async () => {
    const script = (github: Awaited<ReturnType<typeof forge>>): readonly Delivery[] => {
      github.open('raj-m', { title: 'One', body: BODY });
      github.edit(1, { labels: [{ name: 'Proceed' }] });
      github.edit(1, { labels: [], title: 'One, without the label' });
      const kept = github.say('raj-m', 1, 'First.');
      const gone = github.say('aroha', 1, 'Gone soon.');
      github.sayAgain(kept.id, 'First, mended.');
      github.sayAgain(gone.id, null);
      github.open('aroha', { title: 'Two', body: 'No criteria.', labels: ['proceed'] });
      github.edit(2, { state: 'closed', state_reason: 'completed' });
      github.edit(2, { state: 'open', state_reason: 'reopened' });
      github.edit(2, { state: 'closed', state_reason: 'not_planned' });
      github.open('aroha', { title: 'Three is nobody’s here', body: '' });
      const repository = { full_name: HERE };
      const commit = { id: 'e'.repeat(40), message: 'Round once\n\nFixes #1, not #3', timestamp: '2026-03-27T12:00:00Z' };
      const pull_request = {
        ...{ number: 9, title: 'Round it', body: 'Of #1.', html_url: 'https://github.example/9', user: { login: 'raj-m' } },
        ...{
          state: 'open',
          head: { sha: 'aaaa' },
          base: { ref: 'main' },
          created_at: commit.timestamp,
          updated_at: commit.timestamp,
        },
      };
      return [
        ...github.deliveries.splice(0),
        {
          event: 'push',
          payload: { repository, ref: 'refs/heads/main', commits: [{ ...commit, author: { username: 'raj-m' } }] },
        },
        { event: 'pull_request', payload: { action: 'opened', repository, pull_request } },
      ];
    };
    const stateOf = async (repository: string): Promise<unknown> =>
      Promise.all(
        (await tasks(repository)).map(async (id) => {
          const { title, text, criteria, status, author, issue, outputs } = await look(id);
          const moved = (outputs as Json[]).map(({ what, words: said }) => `${String(what)} ${String(said)}`);
          const words = (await comments(id)).flatMap((one) =>
            one['status'] === 'deleted' ? [] : [[one['body'], one['writtenAt']]],
          );
          return JSON.stringify([
            title,
            text,
            criteria,
            status,
            author,
            { ...(issue as object), repository: '' },
            words.toSorted(),
            moved.toSorted(),
          ]);
        }),
      ).then((all) => all.toSorted());

    const inOrder = await forge(['proceed']);
    const deliveries = script(inOrder);
    for (const one of deliveries) await inOrder.deliver(one);
    const settled = async ({ repository }: { readonly repository: string }): Promise<unknown> => {
      await eventually(
        () => stateOf(repository),
        (said) =>
          ['First, mended.', 'dropped', 'commit Round once', 'change Round it'].every((one) =>
            JSON.stringify(said).includes(one),
          ),
      );
      await eventually(errands, (n) => n === 0);
      return stateOf(repository);
    };
    const once = await settled(inOrder);
    expect(once).toHaveLength(2);

    let seed = 11;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (const _ of [1, 2]) {
      const other = await forge(['proceed']);
      script(other);
      const thrice = [...deliveries, ...deliveries, ...deliveries]
        .map((one) => ({ one, place: random() }))
        .toSorted((a, b) => a.place - b.place);
      for (let at = 0; at < thrice.length; at += 6)
        await Promise.all(thrice.slice(at, at + 6).map(({ one }) => other.deliver(one)));
      expect(await settled(other)).toEqual(once);
    }
    expect(server.faults).toEqual([]);
  });

  it('is opened there for a task that somebody puts there, once, also where the forge failed or its delivery came first', async () => {
    const github = await forge(null);
    const task = await ines.post('/api/tasks', { title: 'Tell the auditors', text: 'Of #1.', criteria: ['They know'] });
    const id = String(task.json['id']);
    github.fail(1);
    expect((await ines.put(`/api/tasks/${id}/issue`, { repository: randomUUID() })).json['code']).toBe('no-repository');
    expect((await ines.put(`/api/tasks/${id}/issue`, { repository: github.repository })).status).toBe(200);
    expect((await ines.put(`/api/tasks/${id}/issue`, { repository: github.repository })).json['code']).toBe('issue-already');
    await server.pool.query(`update forge_errands set next_at = now() where about = $1 and next_at is not null`, [id]);
    const linked = await eventually(
      async () => {
        await server.pool.query(
          `update forge_errands set next_at = least(next_at, now()) where about = $1 and leased_until is null`,
          [id],
        );
        return look(id);
      },
      ({ issue }) => (issue as Json | null)?.['key'] === '1',
    );
    expect(linked['history']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ sentence: 'Ines Prado opened this as an issue of northwind/freight, too.' }),
      ]),
    );
    await github.flush();
    await eventually(errands, (n) => n === 0);
    expect(github.issue(1)).toMatchObject({
      title: 'Tell the auditors',
      body: expect.stringMatching(/^Of proceed#1\.\n\n## Done when\n\n- \[ \] They know/),
    });
    expect([(await tasks(github.repository)).length, github.asked.filter((line) => line.startsWith('POST')).length]).toEqual([
      1, 1,
    ]);
    // Taken away, both stay as they are, and neither says a word to the other; put there again, it is the same issue.
    const task142 = `/api/tasks/${id}`;
    expect((await raj.delete(`${task142}/issue`)).status).toBe(200);
    expect((await raj.delete(`${task142}/issue`)).json['code']).toBe('no-issue');
    expect(await look(id)).toMatchObject({ issue: null, title: 'Tell the auditors' });
    github.edit(1, { title: 'Tell everybody', state: 'closed', state_reason: 'completed' });
    github.say('raj-m', 1, 'Not heard here.');
    await github.flush();
    await patch(ines, task142, { text: 'Of the other.' });
    await ines.post(`/api/artifacts/${id}/comments`, { body: 'Not heard there.' });
    await eventually(errands, (n) => n === 0);
    expect(await look(id)).toMatchObject({ issue: null, title: 'Tell the auditors', status: 'ready' });
    expect((await comments(id)).map(({ body }) => body)).toEqual(['Not heard there.']);
    expect([github.issue(1).title, github.issue(1).body?.includes('Of proceed#1.'), github.on(1).length]).toEqual([
      'Tell everybody',
      true,
      1,
    ]);
    expect((await ines.put(`${task142}/issue`, { repository: github.repository })).status).toBe(200);
    await eventually(
      () => look(id),
      ({ title, status }) => title === 'Tell everybody' && status === 'done',
    );
    await eventually(
      () => github.issue(1).body ?? '',
      (body) => body.startsWith('Of the other.'),
    );
    await eventually(
      () => github.on(1).length,
      (n) => n === 2,
    );
    await github.flush();
    await eventually(errands, (n) => n === 0);
    expect((await ines.post(`${task142}/reopenings`, { reason: 'It is worth it.' })).status).toBe(200);
    await eventually(
      () => github.issue(1).state,
      (state) => state === 'open',
    );
    await github.flush();
    await eventually(errands, (n) => n === 0);

    // [safety] A mark that anybody could write says nothing.
    github.open('mallory', { title: 'Mine', body: `<!-- proceed:task ${id} -->` });
    await github.flush();
    await eventually(errands, (n) => n === 0);
    expect(await look(id)).toMatchObject({ title: 'Tell everybody', issue: { key: '1' } });
    expect(server.faults).toEqual([]);
  });

  it('is taken in where it was there before, and whatever it holds', async () => {
    const github = await forge([], ({ open }) => {
      open('raj-m', { title: 'Old\u0007one\u2028here', body: 'x'.repeat(30_000) });
      open('raj-m', { title: '   ', body: '## Done when\n' + '- \n'.repeat(9) });
    });
    const ids = await eventually(
      () => tasks(github.repository),
      ({ length }) => length === 2,
    );
    const all = await Promise.all(ids.map(look));
    expect(all.map(({ title }) => title).toSorted()).toEqual(['#2', 'Old one here']);
    const long = all.find(({ title }) => title !== '#2');
    expect(String(long?.['text'])).toHaveLength(20_000);
    // What is not known whole is not written over.
    await patch(ines, `/api/tasks/${String(long?.['id'])}`, { title: 'Old and long', text: 'Short.' });
    await eventually(
      () => github.issue(1).title,
      (title) => title === 'Old and long',
    );
    expect(github.issue(1).body).toHaveLength(30_000);
    expect(server.faults).toEqual([]);
  });
});
