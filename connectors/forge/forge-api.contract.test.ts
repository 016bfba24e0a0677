import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import type { ForgeApi } from '#practices/changes';
import { githubApi } from '../github/github-api.ts';
import { gitlabApi } from '../gitlab/gitlab-api.ts';

const [NAME, TOKEN, HEAD] = ['northwind/freight', 'a-token', 'ec26c3e57ca3a959ca5aad62de7213c562f8c821'] as const;
const WHEN = '2026-03-27T10:00:00+01:00';

interface Kept {
  readonly key: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
}
interface Word {
  readonly id: number;
  readonly on: number;
  body: string;
  hidden?: boolean;
}

/** What one repository holds, whoever speaks of it. */
const kept = () => ({
  issues: new Map<number, Kept>(
    Array.from({ length: 120 }, (_, n) => [n + 1, { key: n + 1, title: `Issue ${n + 1}`, body: `Text ${n + 1}`, state: 'open' }]),
  ),
  words: new Map<number, Word>([
    [1, { id: 1, on: 1, body: 'First.' }],
    [2, { id: 2, on: 1, body: 'For members only.', hidden: true }],
  ]),
  told: [] as unknown[],
});
type Repository = ReturnType<typeof kept>;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
}
type Answer = readonly [status: number, body?: unknown];
type Speaks = (asked: Asked, of: Repository) => Answer | undefined;

const user = { id: 7, login: 'Raj-M', username: 'raj-m' };
const NOT_THERE: Answer = [404, { message: 'Not Found' }];

/** Nothing is asked for that the forge does not publish: what it does not know, it would leave out without a word. */
const paged = <T>(
  all: readonly T[],
  query: URLSearchParams,
  size: string,
  most: number,
  known: readonly string[] = [],
): Answer => {
  for (const name of query.keys()) if (![size, 'page', ...known].includes(name)) return [400, { message: `unknown ${name}` }];
  const many = Math.min(most, Number(query.get(size) ?? 20));
  const from = (Number(query.get('page') ?? 1) - 1) * many;
  return [200, all.slice(from, from + many)];
};

const PULL: Kept = { key: 900, title: 'A pull request', body: '', state: 'open' };
const MANY = Array.from({ length: 101 }, (_, n) => `src/${n}.ts`);

/** https://docs.github.com/en/rest/issues; and https://codeberg.org/swagger.v1.json, which says most things so. */
const githubLike = (isForgejo: boolean): Speaks => {
  const size = isForgejo ? 'limit' : 'per_page';
  const most = isForgejo ? 50 : 100;
  const issue = ({ key, title, body, state }: Kept) => ({
    ...{
      id: 1_000 + key,
      number: key,
      title,
      body,
      state,
      user,
      html_url: `https://forge/issues/${key}`,
      labels: [{ name: 'tax' }],
    },
    ...{ created_at: WHEN, updated_at: WHEN, closed_at: state === 'closed' ? WHEN : null, pull_request: null },
    ...(isForgejo ? { original_author: '', is_locked: false } : { state_reason: null }),
  });
  const word = ({ id, body }: Word) => ({
    id,
    body,
    user,
    html_url: `https://forge/c/${id}`,
    created_at: WHEN,
    updated_at: WHEN,
  });
  const file = (filename: string, more: object = {}) => ({
    ...{ filename, status: isForgejo ? 'changed' : 'modified', additions: 1, deletions: 2, changes: 3 },
    ...(isForgejo ? {} : { patch: '@@ -1,2 +1 @@\n-a\n-b\n+c' }),
    ...more,
  });
  const files = [
    ...MANY.map((name) => file(name)),
    file('gone.ts', { status: isForgejo ? 'deleted' : 'removed', additions: 0, deletions: 40 }),
    file('new.ts', { status: 'renamed', previous_filename: 'old.ts', additions: 0, deletions: 0, changes: 0, patch: undefined }),
    file('fresh.ts', { status: 'added' }),
  ];
  return ({ method, path, query, body }, of) => {
    const at = path.replace(isForgejo ? '/api/v1' : '', '');
    const [, repo, rest = ''] = /^\/repos\/(northwind\/freight)(\/.*)?$/.exec(at) ?? [];
    if (at === '/user') return [200, user];
    if (repo === undefined) return undefined;
    if (rest === '') return [200, { full_name: NAME, permissions: { admin: false, push: true, pull: true } }];
    if (rest === '/pulls/7') return [200, { number: 7, head: { sha: HEAD } }];
    if (rest === '/pulls/7/files') return paged(files, query, size, most);
    if (rest === '/pulls/7/reviews') {
      const review = (id: number, state: string, more: object = {}) => ({
        ...{
          id,
          user,
          state,
          body: '',
          commit_id: HEAD,
          html_url: `https://forge/r/${id}`,
          submitted_at: WHEN,
          dismissed: false,
        },
        ...more,
      });
      const given = isForgejo
        ? [
            review(1, 'APPROVED'),
            review(2, 'REQUEST_CHANGES', { dismissed: true }),
            review(3, 'REQUEST_REVIEW'),
            review(4, 'PENDING'),
          ]
        : [review(1, 'APPROVED'), review(2, 'DISMISSED'), review(4, 'PENDING', { submitted_at: undefined })];
      return paged(given, query, size, most);
    }
    if (rest === '/issues/7/comments' && method === 'GET')
      return paged([word({ id: 5, on: 7, body: '/object no rollback' })], query, size, most);
    if (rest === (isForgejo ? '/raw/CODEOWNERS' : '/contents/CODEOWNERS')) return [200, '* @raj\n'];
    if (rest === `/statuses/${HEAD}` && method === 'POST') return (of.told.push(body), [201, {}]);
    if (rest === '/issues' && method === 'GET') {
      const open = [...of.issues.values()].filter(({ state }) => state === 'open').toReversed();
      const all = isForgejo ? open.map(issue) : [{ ...issue(PULL), pull_request: {} }, ...open.map(issue)];
      return paged(all, query, size, most, isForgejo ? ['state', 'type'] : ['state']);
    }
    if (rest === '/issues' && method === 'POST') {
      const made: Kept = { key: of.issues.size + 1, title: String(body['title']), body: String(body['body']), state: 'open' };
      of.issues.set(made.key, made);
      return [201, issue(made)];
    }
    const [, comment] = /^\/issues\/comments\/(\d+)$/.exec(rest) ?? [];
    if (comment !== undefined) {
      const one = of.words.get(Number(comment));
      if (!one) return NOT_THERE;
      if (method === 'DELETE') return (of.words.delete(one.id), [204]);
      one.body = String(body['body']);
      return [200, word(one)];
    }
    const [, key, more = ''] = /^\/issues\/(\d+)(\/comments)?$/.exec(rest) ?? [];
    const one = of.issues.get(Number(key));
    if (!one) return NOT_THERE;
    if (more !== '' && method === 'GET') {
      const said = [...of.words.values()].filter(({ on, hidden }) => on === one.key && hidden !== true).map(word);
      return isForgejo ? [200, said] : paged(said, query, size, most);
    }
    if (more !== '') {
      const said = { id: 50 + of.words.size, on: one.key, body: String(body['body']) };
      of.words.set(said.id, said);
      return [201, word(said)];
    }
    if (method === 'PATCH') {
      if (isForgejo && 'state_reason' in body) return [422, { message: 'unknown state_reason' }];
      Object.assign(one, body);
    }
    return [200, issue(one)];
  };
};

/** https://docs.gitlab.com/api/issues/, /notes/ and /merge_requests/ */
const gitlab: Speaks = ({ method, path, query, body }, of) => {
  const at = path.replace('/api/v4', '');
  if (at === '/user') return [200, user];
  const [, rest] = /^\/projects\/northwind%2Ffreight(\/.*)?$/.exec(at) ?? [];
  if (rest === undefined) return at === '/projects/northwind%2Ffreight' ? [200, { path_with_namespace: NAME }] : undefined;
  const issue = ({ key, title, body: description, state }: Kept) => ({
    ...{ id: 1_000 + key, iid: key, title, description, author: user, labels: ['tax'], confidential: false, issue_type: 'issue' },
    ...{ state: state === 'open' ? 'opened' : 'closed', web_url: `https://forge/issues/${key}` },
    ...{ created_at: WHEN, updated_at: WHEN, closed_at: state === 'closed' ? WHEN : null },
  });
  const word = ({ id, body: said, hidden = false }: Word) => ({
    ...{
      id,
      body: said,
      author: user,
      system: false,
      confidential: hidden,
      internal: hidden,
      created_at: WHEN,
      updated_at: WHEN,
    },
  });
  const diff = (name: string, more: object = {}) => ({
    ...{ old_path: name, new_path: name, a_mode: '100644', b_mode: '100644', diff: '@@ -1,2 +1 @@\n-a\n-b\n+c\n' },
    ...{ new_file: false, renamed_file: false, deleted_file: false, generated_file: false, collapsed: false, too_large: false },
    ...more,
  });
  if (rest === '/merge_requests/7/approvals')
    return [200, { iid: 7, updated_at: WHEN, approved_by: [{ user, approved_at: WHEN }] }];
  if (rest === '/merge_requests/7/notes')
    return paged(
      [
        word({ id: 5, on: 7, body: '/object no rollback' }),
        word({ id: 6, on: 7, body: '/object in secret', hidden: true }),
        { ...word({ id: 7, on: 7, body: 'approved this merge request' }), system: true },
      ],
      query,
      'per_page',
      100,
      ['sort', 'order_by'],
    );
  if (rest === '/merge_requests/7') return [200, { iid: 7, sha: HEAD }];
  if (rest === '/merge_requests/7/diffs') {
    const files = [
      ...MANY.map((name) => diff(name)),
      diff('gone.ts', { deleted_file: true, diff: '@@ -1 +0,0 @@\n-a\n' }),
      diff('new.ts', { old_path: 'old.ts', renamed_file: true, diff: '' }),
      diff('fresh.ts', { new_file: true }),
      // Too long to be shown, and so nothing small.
      diff('long.ts', { diff: '', too_large: true }),
      diff('folded.ts', { diff: '', collapsed: true }),
    ];
    return paged(files, query, 'per_page', 100);
  }
  if (rest === '/repository/files/CODEOWNERS/raw') return [200, '* @raj\n'];
  if (rest === `/statuses/${HEAD}` && method === 'POST') return (of.told.push(body), [201, {}]);
  if (rest === '/issues' && method === 'GET') {
    const open = [...of.issues.values()].filter(({ state }) => state === 'open').toReversed();
    return paged(open.map(issue), query, 'per_page', 100, ['state', 'confidential']);
  }
  if (rest === '/issues') {
    const made: Kept = {
      key: of.issues.size + 1,
      title: String(body['title']),
      body: String(body['description']),
      state: 'open',
    };
    of.issues.set(made.key, made);
    return [201, issue(made)];
  }
  const [, key, notes, id] = /^\/issues\/(\d+)(?:\/(notes)(?:\/(\d+))?)?$/.exec(rest) ?? [];
  const one = of.issues.get(Number(key));
  if (!one) return [404, { message: '404 Not found' }];
  if (notes !== undefined && id !== undefined) {
    const said = of.words.get(Number(id));
    if (!said) return [404, { message: '404 Not found' }];
    if (method === 'DELETE') return (of.words.delete(said.id), [204]);
    said.body = String(body['body']);
    return [200, word(said)];
  }
  if (notes !== undefined && method === 'GET') {
    const said = [...of.words.values()].filter(({ on }) => on === one.key);
    return paged([...said.map(word), { ...word({ id: 9, on: 1, body: 'closed' }), system: true }], query, 'per_page', 100, [
      'sort',
      'order_by',
    ]);
  }
  if (notes !== undefined) {
    const said = { id: 50 + of.words.size, on: one.key, body: String(body['body']) };
    of.words.set(said.id, said);
    return [201, word(said)];
  }
  if (method === 'PUT') {
    const { title = one.title, description = one.body, state_event: event } = body;
    Object.assign(one, { title, body: description });
    if (event !== undefined) one.state = event === 'close' ? 'closed' : 'open';
  }
  return [200, issue(one)];
};

const closing: (() => void)[] = [];
afterAll(() => closing.forEach((close) => close()));

const serve = async (speaks: Speaks, of: Repository): Promise<string> => {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let text = '';
    request.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    request.on('end', () => {
      const { pathname: path, searchParams: query } = new URL(request.url ?? '', 'http://forge');
      const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      const known = request.headers.authorization === `token ${TOKEN}` || request.headers['private-token'] === TOKEN;
      const [status, answer] = known
        ? (speaks({ method: request.method ?? '', path, query, body }, of) ?? NOT_THERE)
        : [401, { message: 'Bad credentials' }];
      const raw = typeof answer === 'string';
      response.writeHead(status, { 'content-type': raw ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8' });
      response.end(answer === undefined ? '' : raw ? answer : JSON.stringify(answer));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const FORGES: readonly (readonly [string, string, Speaks, (address: string) => ForgeApi])[] = [
  ['GitHub', '', githubLike(false), (address) => githubApi(address, { token: TOKEN }, fetch)],
  ['Forgejo', '/api/v1', githubLike(true), (address) => githubApi(address, { token: TOKEN }, fetch, 'forgejo')],
  ['GitLab', '/api/v4', gitlab, (address) => gitlabApi(address, TOKEN, fetch)],
];

describe.each(FORGES)('the API of %s, as it is published', (_, base, speaks, apiOf) => {
  const of = kept();
  const api = serve(speaks, of).then((address) => apiOf(`${address}${base}`));

  it('says who asks, and gives files, owners and a place for the verdict', async () => {
    const { self, repository, files, file, tell } = await api;
    expect((await self()).toLowerCase()).toBe('raj-m');
    await repository(NAME);
    const { head, files: all } = await files(NAME, '7');
    expect([head, all.slice(0, MANY.length).map(({ path }) => path)]).toEqual([HEAD, MANY]);
    expect(all[0]).toMatchObject({ how: 'modified', added: 1, deleted: 2, binary: false, light: null });
    expect(all.slice(MANY.length, MANY.length + 3)).toMatchObject([
      { path: 'gone.ts', how: 'deleted' },
      { path: 'new.ts', from: 'old.ts', how: 'renamed', binary: false },
      { path: 'fresh.ts', how: 'added' },
    ]);
    for (const long of all.slice(MANY.length + 3)) expect(long).toMatchObject({ added: 1_000, binary: false });
    expect(await file(NAME, 'main', 'CODEOWNERS')).toBe('* @raj\n');
    expect(await file(NAME, 'main', 'MAINTAINERS')).toBeNull();
    await tell(NAME, HEAD, { state: 'failure', line: 'is stopped', explanation: '', url: 'https://proceed/changes/7' });
    expect(of.told).toMatchObject([{ target_url: 'https://proceed/changes/7', description: 'is stopped' }]);
  });

  it('[safety] gives what was said of a change before anybody listened, as far as it counts and everybody may read it', async () => {
    const said = await (await api).said(NAME, '7');
    expect(said.every(({ login, at }) => login === 'raj-m' && at === Date.parse(WHEN))).toBe(true);
    const verdicts = said.map(({ verdict, text }) => `${verdict} ${text}`.trim());
    expect(verdicts.filter((one) => !one.startsWith('gone'))).toEqual(['agree', 'object no rollback']);
  });

  it('[safety] gives issues and what everybody may read of what is said on them, over as many pages as there are', async () => {
    const { issues } = await api;
    const open = await issues.open(NAME, 1_000);
    expect(open.map(({ key }) => Number(key))).toEqual(Array.from({ length: 120 }, (__, n) => 120 - n));
    expect(open.at(-1)).toMatchObject({
      ...{ of: 'issue', key: '1', at: Date.parse(WHEN) },
      issue: { title: 'Issue 1', text: 'Text 1', state: 'open', labels: ['tax'], url: 'https://forge/issues/1' },
    });
    expect((await issues.said(NAME, '1')).map(({ text }) => text)).toEqual(['First.']);
    expect(await issues.look(NAME, '999')).toBeNull();
  });

  it('takes what is said there: a new issue, what it says, its end and its beginning, and words that are changed and taken back', async () => {
    const { issues } = await api;
    const made = await issues.make(NAME, { title: 'New', body: 'Of here.' });
    expect(made).toMatchObject({ key: '121', issue: { title: 'New', text: 'Of here.', state: 'open' } });
    for (const state of ['done', 'dropped'] as const) {
      expect((await issues.change(NAME, '121', { state })).issue.closedAt).toBe(Date.parse(WHEN));
      expect((await issues.change(NAME, '121', { state: 'open' })).issue.state).toBe('open');
    }
    expect(await issues.change(NAME, '121', { title: 'Newer', body: 'Of there.' })).toMatchObject({
      issue: { title: 'Newer', text: 'Of there.' },
    });
    const said = await issues.say(NAME, '121', 'A word.');
    expect(said).toMatchObject({ text: 'A word.', login: 'raj-m', saidAt: Date.parse(WHEN) });
    expect((await issues.sayAgain(NAME, '121', said.id, 'Another.')).text).toBe('Another.');
    await issues.unsay(NAME, '121', said.id);
    await issues.unsay(NAME, '121', said.id);
    expect(await issues.said(NAME, '121')).toEqual([]);
  });
});
