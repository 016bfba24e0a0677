import { createHmac, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { examples, type Example } from '#connectors/github/github-payloads.ts';
import { found, join } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const server = await testServer({ outgoing: ['127.0.0.1'] });
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');

interface Door {
  readonly id: string;
  readonly secret: string;
}

const connect = async (called: string, api?: string): Promise<Door> => {
  const { status, json } = await ines.post('/api/forges', { vendor: 'github', called, ...(api === undefined ? {} : { api }) });
  expect(status).toBe(201);
  return { id: String(json['id']), secret: String(json['secret']) };
};

interface Sending {
  readonly secret?: string;
  readonly id?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const deliver = async (door: Door, event: string, payload: unknown, { secret = door.secret, id, headers }: Sending = {}) => {
  const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
  const answer = await fetch(`${server.address}/api/forges/${door.id}/deliveries`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-github-event': event,
      'x-github-delivery': id ?? randomUUID(),
      'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      ...headers,
    },
  });
  const json = (await answer.json()) as Record<string, unknown>;
  return { status: answer.status, code: json['code'], told: json['told'] };
};

const repositoriesIn = (all: readonly Example[]): readonly string[] => [
  ...new Set(
    all.flatMap(({ payload: { repository } }) =>
      typeof repository === 'object' && repository !== null && 'full_name' in repository ? [String(repository.full_name)] : [],
    ),
  ),
];

const connectAll = async (door: Door): Promise<void> => {
  for (const name of repositoriesIn(examples)) {
    const made = await ines.post('/api/repositories', { name, forge: door.id, issues: [], withoutChecks: true });
    expect([name, made.status]).toEqual([name, 201]);
  }
};

const pullRequest = z.object({ number: z.int(), updated_at: z.string(), head: z.object({ sha: z.string() }) });
const ofPull = z.object({ repository: z.object({ full_name: z.string() }), pull_request: pullRequest });

/** GitHub, as it stands when all of it has happened: the newest of each pull request, which is large. */
const githubAfterwards = async (): Promise<string> => {
  const heads = new Map<string, z.output<typeof pullRequest>>();
  for (const { payload } of examples) {
    const read = ofPull.safeParse(payload);
    if (!read.success) continue;
    const { repository, pull_request: one } = read.data;
    const path = `/repos/${repository.full_name}/pulls/${one.number}`;
    if (Date.parse(heads.get(path)?.updated_at ?? '1970-01-01') < Date.parse(one.updated_at)) heads.set(path, one);
  }
  const server_ = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://github');
    const known = heads.get(pathname.replace(/\/files$/, ''));
    const said =
      request.method === 'POST' ? {} : known && (pathname.endsWith('/files') ? [file('billing/tax.ts', 4_000)] : known);
    response.writeHead(said ? 200 : 404, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify(said ?? { message: 'Not Found' }));
  });
  await new Promise<void>((ready) => server_.listen(0, '127.0.0.1', ready));
  afterAll(() => server_.close());
  return `http://127.0.0.1:${(server_.address() as AddressInfo).port}`;
};

/** Nothing is to be asked of the forge any more, and what is open there was looked at. */
const isSettled = async (door: Door): Promise<boolean> => {
  const { rows } = await server.pool.query('select from forge_errands where next_at is not null limit 1');
  const isOpen = (one: string): boolean => /^change .* open /.test(one) && one.includes('not looked at');
  return rows.length === 0 && !(await stateOf(door)).some(isOpen);
};

/** What is known of a forge's repositories in the end, without ids, numbers, and moments of ours; and who is asked about what. */
const stateOf = async (door: Door): Promise<readonly string[]> => {
  const { rows } = await server.pool.query<{ said: string }>(
    `select a.kind || ' ' || r.title || ' ' || a.title || ' ' || a.status || ' ' || coalesce(a.opened_at::text, '') || ' ' || coalesce(a.closed_at::text, '') || ' ' ||
       case a.kind when 'change' then ((a.state - array['repository', 'rounds', 'looks', 'names', 'knownSince', 'sample', 'reverted'])::text)
                     || case when a.status = 'closed' then '' else coalesce(a.state->'looks'->>'score', 'not looked at') end || ' ' || coalesce(a.state->'reverted'->>'at', '')
                     || ' asks ' || (select count(*)::text || ' ' || coalesce(string_agg(distinct w.asked::text || w.kind, ' '), 'nobody')
                                     from awaits w where w.org = a.org and w.artifact = a.id and w.status = 'open' and w.key not like 'review:sample%')
                   else ((a.state - array['repository', 'task'])::text) end as said
     from artifacts a join artifacts r on r.org = a.org and r.id::text = a.summary->>'repository'
     where a.kind in ('change', 'operation', 'issue') and r.summary->>'forge' = $1`,
    [door.id],
  );
  return rows.map(({ said }) => said).toSorted();
};

const eventually = async (holds: () => boolean | Promise<boolean>, tell: () => unknown = () => ''): Promise<void> => {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await holds()) return;
    await new Promise((resume) => setTimeout(resume, 25));
  }
  throw new Error(`it did not come about: ${JSON.stringify(tell())}`);
};

/** Said of a pull request before anybody here listened. */
const BEFORE = {
  ...{ id: 40, user: { login: 'mere-n' }, body: '/agree Looks right to me.', html_url: 'https://github.example/7#40' },
  ...{ created_at: '2026-03-27T09:00:30Z', updated_at: '2026-03-27T09:00:30Z' },
};

/** As GitHub lists a file of a pull request. */
const file = (filename: string, additions: number) => ({
  ...{ filename, status: 'modified', additions, deletions: 1, patch: '@@ -1 +1 @@\n-a\n+b' },
});

const written = async (): Promise<number> =>
  Number((await server.pool.query<{ n: string }>('select count(*) as n from events')).rows[0]?.n);

describe('deliveries of GitHub', () => {
  it('are taken in on purpose, every one that GitHub publishes, and give the same state three times over and in any order', async () => {
    const api = await githubAfterwards();
    const door = await connect('GitHub, in order', api);
    await ines.put(`/api/forges/${door.id}/credentials`, { token: 'ghp_northwind' });
    await connectAll(door);
    const outcomes = new Map<string, number>();
    for (const { event, payload } of examples) {
      const { status, code, told } = await deliver(door, event, payload);
      expect([event, status, code]).toEqual([event, 200, undefined]);
      outcomes.set(String(told), (outcomes.get(String(told)) ?? 0) + 1);
    }
    expect(outcomes.size).toBeGreaterThan(20);
    await eventually(() => isSettled(door));
    const inOrder = await stateOf(door);
    expect(inOrder.length).toBeGreaterThan(7);
    expect(inOrder.filter((one) => / asks [1-9]/.test(one))).toHaveLength(1);

    const again = await connect('GitHub, shuffled', api);
    await ines.put(`/api/forges/${again.id}/credentials`, { token: 'ghp_northwind' });
    await connectAll(again);
    let seed = 7;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const thrice = [...examples, ...examples, ...examples]
      .map((one) => ({ one, place: random() }))
      .toSorted((a, b) => a.place - b.place);
    // As a forge sends: several at once.
    for (let at = 0; at < thrice.length; at += 8)
      for (const { status } of await Promise.all(
        thrice.slice(at, at + 8).map(({ one: { event, payload } }) => deliver(again, event, payload)),
      ))
        expect(status).toBe(200);
    await eventually(() => isSettled(again));
    const shuffled = await stateOf(again);
    expect(shuffled).toEqual(inOrder);
    expect(server.faults).toEqual([]);
  });

  it('are taken in from an account with a name to which every object of JavaScript answers', async () => {
    const door = await connect('GitHub, of all names');
    const account = (value: unknown): unknown =>
      typeof value === 'object' && value !== null && 'login' in value ? { ...value, login: 'constructor' } : value;
    const theirs = examples.filter(({ event }) => /^(?:pull_request|issues|push)/.test(event));
    for (const name of repositoriesIn(theirs))
      expect((await ines.post('/api/repositories', { name, forge: door.id, issues: [] })).status).toBe(201);
    for (const { event, payload } of theirs) {
      const said = JSON.stringify(payload, (key, value: unknown) => (key === 'owner' ? value : account(value)));
      expect([event, await deliver(door, event, said)]).toMatchObject([event, { status: 200 }]);
    }
    const named = await ines.put(`/api/forges/${door.id}/people`, { people: { constructor: raj.id } });
    expect(named.text).not.toContain('"code"');
    expect(server.faults).toEqual([]);
  });

  it('[safety] are sent away where they are not signed, of nobody’s repository, malformed or huge, and nothing is written', async () => {
    const door = await connect('GitHub, at the door');
    await ines.post('/api/repositories', { name: 'northwind/freight', forge: door.id });
    const push = { ref: 'refs/heads/main', commits: [], repository: { full_name: 'northwind/freight' } };
    expect((await deliver(door, 'push', push)).status).toBe(200);
    const before = await written();
    const tries: readonly (readonly [number, string, ReturnType<typeof deliver>])[] = [
      [401, 'wrong-signature', deliver(door, 'push', push, { secret: 'guessed' })],
      [401, 'wrong-signature', deliver(door, 'push', push, { headers: { 'x-hub-signature-256': 'sha256=' } })],
      [401, 'wrong-signature', deliver(door, 'push', push, { secret: '' })],
      [400, 'not-a-delivery', deliver(door, 'push', push, { id: '../../etc' })],
      [400, 'delivery-malformed', deliver(door, 'push', '{"ref":')],
      [400, 'delivery-malformed', deliver(door, 'push', '[1]')],
      [400, 'delivery-malformed', deliver(door, 'push', `${'['.repeat(200_000)}${']'.repeat(200_000)}`)],
      [400, 'delivery-malformed', deliver(door, 'pull_request', { ...push, pull_request: { number: 'seven' } })],
      [422, 'delivery-unknown', deliver(door, 'no_such_event', push)],
      [422, 'unknown-repository', deliver(door, 'push', { ...push, repository: { full_name: 'southwind/secrets' } })],
      [404, 'not-found', deliver({ ...door, id: randomUUID() }, 'push', push)],
      [413, 'body-too-large', deliver(door, 'push', `{"a":"${'a'.repeat(26 * 1024 * 1024)}"}`)],
    ];
    for (const [status, code, sent] of tries) expect(await sent).toMatchObject({ status, code });
    expect(await written()).toBe(before);
    const { items } = (await ines.get('/api/forges')).json as { items: readonly Record<string, unknown>[] };
    expect(items.find(({ id }) => id === door.id)).toMatchObject({
      deliveries: 1,
      delivered: { event: 'push' },
      refused: { code: expect.any(String), message: expect.stringContaining('Nothing was written') },
    });
    expect(server.faults).toEqual([]);
  });

  it('[safety] keep their secret sealed, tell it once, and listen to no other after it is renewed', async () => {
    const door = await connect('GitHub, renewed');
    const { rows } = await server.pool.query('select * from forge_doors');
    expect(JSON.stringify(rows)).not.toContain(door.secret);
    expect((await ines.get('/api/forges')).text).not.toContain(door.secret);
    expect((await raj.get('/api/forges')).status).toBe(403);
    const renewed = await ines.post(`/api/forges/${door.id}/secrets`, {});
    const ping = { zen: 'Keep it logically awesome.' };
    expect((await deliver(door, 'ping', ping)).status).toBe(401);
    expect((await deliver(door, 'ping', ping, { secret: String(renewed.json['secret']) })).status).toBe(200);
    expect((await ines.delete(`/api/forges/${door.id}`)).status).toBe(200);
    expect((await deliver(door, 'ping', ping, { secret: String(renewed.json['secret']) })).status).toBe(404);
  });
});

describe('a change on GitHub', () => {
  it('is looked at, asked about, answered there or here, and shown there', async () => {
    const shas: string[] = [];
    const files = { now: [file('billing/tax.ts', 3)] };
    const github = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
      request.on('end', () => {
        const path = new URL(request.url ?? '', 'http://github').pathname;
        const json = (status: number, value: unknown): void => {
          response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
        };
        if (request.headers.authorization !== 'token ghp_northwind') return json(401, { message: 'Bad credentials' });
        if (path.endsWith('/pulls/7')) return json(200, { head: { sha: shas.at(-1) } });
        if (path.endsWith('/pulls/7/files')) return json(200, files.now);
        if (path.endsWith('/pulls/7/reviews')) return json(200, []);
        if (path.endsWith('/issues/7/comments')) return json(200, [BEFORE]);
        if (path.endsWith('/contents/.github/CODEOWNERS')) {
          response.writeHead(200, { 'content-type': 'application/vnd.github.raw+json' }).end('/billing/ @raj-m\n');
          return undefined;
        }
        if (path.includes('/statuses/')) told.push({ path, ...(JSON.parse(body) as object) });
        return path.includes('/statuses/') ? json(201, {}) : json(404, { message: 'Not Found' });
      });
    });
    const told: Record<string, unknown>[] = [];
    await new Promise<void>((ready) => github.listen(0, '127.0.0.1', ready));
    const api = `http://127.0.0.1:${(github.address() as AddressInfo).port}`;
    const made = await ines.post('/api/forges', { vendor: 'github', called: 'GitHub of Northwind', api });
    const door = { id: String(made.json['id']), secret: String(made.json['secret']) };
    await ines.post('/api/repositories', { name: 'northwind/freight', forge: door.id, withoutChecks: true });
    expect((await ines.put(`/api/forges/${door.id}/people`, { people: { 'Raj-M': raj.id } })).status).toBe(200);
    expect((await ines.put(`/api/forges/${door.id}/credentials`, { token: 'ghp_northwind' })).status).toBe(200);
    expect(JSON.stringify((await server.pool.query('select * from forge_doors')).rows)).not.toContain('ghp_northwind');

    const repository = { full_name: 'northwind/freight' };
    const push = async (sha: string, more: object = {}) => {
      shas.push(sha);
      const pull_request = {
        ...{
          number: 7,
          title: 'Round tax up',
          body: 'Fixes #3, as @raj-mehta said',
          html_url: 'https://github.example/7',
          user: { login: 'ines-p' },
        },
        ...{ state: 'open', draft: false, head: { sha }, base: { ref: 'main' }, labels: [] },
        ...{ created_at: '2026-03-27T09:00:00Z', updated_at: `2026-03-27T09:0${shas.length}:00Z` },
        ...more,
      };
      expect((await deliver(door, 'pull_request', { action: 'synchronize', repository, pull_request })).status).toBe(200);
      return pull_request;
    };
    await push('aaaaaaaaaa');
    await eventually(() => told.some(({ description }) => /^ships at once: score 13\.5 of 20$/.test(String(description))));
    expect(told.at(-1)).toMatchObject({
      state: 'success',
      context: 'proceed',
      path: '/repos/northwind/freight/statuses/aaaaaaaaaa',
    });

    files.now = [file('billing/tax.ts', 4_000), file('db/migrations/1.sql', 1)];
    const pull_request = await push('bbbbbbbbbb');
    await eventually(
      () => told.some(({ description }) => /^asks Raj Mehta: score \S+ of 20, migration$/.test(String(description))),
      () => told,
    );
    expect(told.at(-1)).toMatchObject({ state: 'pending', path: '/repos/northwind/freight/statuses/bbbbbbbbbb' });
    const { items } = (await raj.get('/api/changes?whose=asked')).json as { items: readonly Record<string, unknown>[] };
    expect(items).toMatchObject([
      { title: 'Round tax up', status: 'asked', repository: 'northwind/freight', guards: ['migration'] },
    ]);
    const number = Number(items[0]?.['number']);
    expect((await raj.get('/api/today')).text).toContain('Round tax up');

    const review = {
      ...{
        id: 1,
        user: { login: 'raj-m' },
        body: 'It rounds twice.',
        commit_id: 'bbbbbbbbbb',
        html_url: 'https://github.example/7#1',
      },
      ...{ submitted_at: '2026-03-27T10:00:00Z', state: 'changes_requested' },
    };
    await deliver(door, 'pull_request_review', { action: 'submitted', repository, pull_request, review });
    const look = async () => (await raj.get(`/api/changes/${number}`)).json;
    // A number there is one of there, and no handle there is one of here.
    expect((await look())['html']).toBe('<p>Fixes northwind/freight#3, as @raj-mehta said</p>');
    // What was said before the repository was connected is there, too.
    expect((await look())['said']).toMatchObject([
      { by: { name: 'mere-n' }, verdict: 'agree', text: 'Looks right to me.' },
      { by: { name: 'Raj Mehta' }, verdict: 'object', counts: true },
    ]);
    expect((await raj.post(`/api/runs/${number}/stances`, { stance: 'agree', reason: 'Seen in person.' })).status).toBe(200);
    expect(await look()).toMatchObject({ status: 'ready', verdict: expect.stringMatching(/^may ship: score/) });
    await eventually(() => told.at(-1)?.['state'] === 'success');

    const merged = { ...pull_request, state: 'closed', merged_at: '2026-03-27T11:00:00Z', merge_commit_sha: 'cccccccccc' };
    const closed = { ...merged, closed_at: '2026-03-27T11:00:00Z', updated_at: '2026-03-27T11:00:00Z' };
    await deliver(door, 'pull_request', { action: 'closed', repository, pull_request: closed });
    expect(await look()).toMatchObject({ status: 'shipped', shipped: { alone: false } });
    const undo = {
      ...closed,
      number: 8,
      title: 'Revert "Round tax up"',
      body: 'Reverts northwind/freight#7',
      head: { sha: 'dddddddddd' },
    };
    await deliver(door, 'pull_request', { action: 'closed', repository, pull_request: undo });
    await eventually(async () => (await look())['status'] === 'reverted');
    expect((await look())['reverted']).toMatchObject({ by: { title: 'Revert "Round tax up"' } });
    const task = await ines.post('/api/tasks', { title: 'Mend the tax', criteria: ['It rounds once'] });
    expect([task.status, task.text]).toEqual([201, expect.any(String)]);
    const commit = {
      id: 'eeeeeeeeee',
      message: `Mend the tax\n\nTask: #${String(task.json['number'])}`,
      timestamp: '2026-03-27T12:00:00Z',
    };
    await deliver(door, 'push', {
      repository,
      ref: 'refs/heads/main',
      commits: [{ ...commit, url: 'https://github.example/e' }],
    });
    await eventually(async () =>
      (await ines.get(`/api/tasks/${String(task.json['number'])}`)).text.includes('https://github.example/e'),
    );
    expect((await ines.get('/api/changes/delivery')).json['delivery']).toBeNull();
    await new Promise((done) => github.close(done));
    expect(server.faults).toEqual([]);
  });
});
