import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Issue {
  number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  state_reason: string | null;
  labels: { name: string }[];
  user: { login: string };
  html_url: string;
  created_at: string;
  updated_at: string;
  closed_at: string | null;
}

interface Comment {
  id: number;
  body: string;
  user: { login: string };
  html_url: string;
  created_at: string;
  updated_at: string;
}

export interface Delivery {
  readonly event: string;
  readonly payload: object;
}

type Edit = Partial<Pick<Issue, 'title' | 'body' | 'state' | 'state_reason' | 'labels'>>;

/**
 * The issues of one repository as GitHub speaks of them (https://docs.github.com/en/rest/issues): its API on a port of this machine, and the deliveries
 * of everything that happens, whoever did it. Its clock goes a second with each.
 */
export const localGithub = async (name: string, token: string) => {
  const issues = new Map<number, Issue>();
  const comments = new Map<number, Comment & { readonly on: number }>();
  const deliveries: Delivery[] = [];
  const asked: string[] = [];
  const clock = { at: Date.now(), fails: 0 };
  const moment = (): string => {
    clock.at = Math.max(clock.at + 1_000, Date.now());
    return new Date(Math.floor(clock.at / 1_000) * 1_000).toISOString();
  };
  const tell = (event: string, payload: object): void => {
    deliveries.push({ event, payload: structuredClone({ repository: { full_name: name }, ...payload }) });
  };
  const found = (number: number): Issue => {
    const one = issues.get(number);
    if (!one) throw new Error(`there is no issue ${number}`);
    return one;
  };

  const open = (
    login: string,
    { title, body, labels = [] }: { title: string; body: string; labels?: readonly string[] },
  ): Issue => {
    const at = moment();
    const number = issues.size + 1;
    const one: Issue = {
      ...{ number, title, body, state: 'open', state_reason: null, labels: labels.map((label) => ({ name: label })) },
      ...{ user: { login }, html_url: `https://github.example/${name}/issues/${number}` },
      ...{ created_at: at, updated_at: at, closed_at: null },
    };
    issues.set(number, one);
    tell('issues', { action: 'opened', issue: one });
    return one;
  };
  const edit = (number: number, change: Edit): Issue => {
    const one = found(number);
    const at = moment();
    Object.assign(one, change, { updated_at: at });
    if (change.state !== undefined) one.closed_at = change.state === 'closed' ? at : null;
    const action = change.state === undefined ? 'edited' : change.state === 'closed' ? 'closed' : 'reopened';
    tell('issues', { action, issue: one });
    return one;
  };
  const say = (login: string, on: number, body: string): Comment => {
    const at = moment();
    const id = 9_000 + comments.size;
    found(on).updated_at = at;
    const url = `https://github.example/${name}/issues/${on}#issuecomment-${id}`;
    const one = { id, on, body, user: { login }, html_url: url, created_at: at, updated_at: at };
    comments.set(id, one);
    tell('issue_comment', { action: 'created', issue: found(on), comment: one });
    return one;
  };
  const sayAgain = (id: number, body: string | null): Comment => {
    const one = comments.get(id);
    if (!one) throw new Error(`there is no comment ${id}`);
    const at = moment();
    Object.assign(one, body === null ? { updated_at: at } : { body, updated_at: at });
    found(one.on).updated_at = at;
    tell('issue_comment', { action: body === null ? 'deleted' : 'edited', issue: found(one.on), comment: one });
    if (body === null) comments.delete(id);
    return one;
  };
  const on = (number: number): readonly Comment[] => [...comments.values()].filter((one) => one.on === number);

  const app = 'proceed[bot]';
  const at = `/repos/${name}`;
  const answer = (method: string, url: URL, body: Record<string, unknown>): readonly [number, unknown] => {
    const path = url.pathname.slice(at.length);
    const [, issue, comment] = /^\/issues\/(?:(\d+)(?:\/comments)?|comments\/(\d+))$/.exec(path) ?? [];
    const text = String(body['body']);
    if (url.pathname === '/user') return [200, { login: app }];
    if (!url.pathname.startsWith(at)) return [404, { message: 'Not Found' }];
    if (path === '' && method === 'GET') return [200, { full_name: name }];
    if (path === '/issues' && method === 'GET') {
      const page = Number(url.searchParams.get('page') ?? 1);
      const some = [...issues.values()].filter(({ state }) => state === 'open').toReversed();
      return [200, some.slice((page - 1) * 50, page * 50)];
    }
    if (path === '/issues') return [201, open(app, { title: String(body['title']), body: text })];
    if (path.endsWith('/comments') && method === 'GET') return [200, on(Number(issue))];
    if (path.endsWith('/comments')) return [201, say(app, Number(issue), text)];
    if (comment !== undefined && !comments.has(Number(comment))) return [404, { message: 'Not Found' }];
    if (comment !== undefined && method === 'DELETE') return [204, sayAgain(Number(comment), null)];
    if (comment !== undefined) return [200, sayAgain(Number(comment), text)];
    if (issue === undefined || !issues.has(Number(issue))) return [404, { message: 'Not Found' }];
    return [200, method === 'PATCH' ? edit(Number(issue), body) : found(Number(issue))];
  };

  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://github');
      const method = request.method ?? '';
      asked.push(`${method} ${url.pathname}`);
      const isKnown = request.headers.authorization === `token ${token}`;
      const [status, said]: readonly [number, unknown] = !isKnown
        ? [401, { message: 'Bad credentials' }]
        : clock.fails-- > 0
          ? [502, { message: 'Server Error' }]
          : answer(method, url, body === '' ? {} : (JSON.parse(body) as Record<string, unknown>));
      response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
      response.end(status === 204 ? '' : JSON.stringify(said));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));

  return {
    api: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Oldest first; whoever takes them out delivers them. */
    deliveries,
    /** `METHOD /path` */
    asked,
    issue: found,
    on,
    open,
    edit,
    say,
    sayAgain,
    /** Its next answers say that something is wrong with it. */
    fail: (times: number): void => void (clock.fails = times),
    close: () => new Promise((closed) => server.close(closed)),
  };
};
