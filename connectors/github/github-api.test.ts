import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ForgeTrouble } from '#practices/changes';
import { githubApi } from './github-api.ts';

/** What GitHub answers, by `METHOD /path`: https://docs.github.com/en/rest */
const said: { answers: Record<string, (request: IncomingMessage, body: string) => readonly [number, unknown]> } = { answers: {} };
const asked: { readonly line: string; readonly body: unknown; readonly authorization: string }[] = [];
const github = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (piece: string) => (body += piece));
  request.on('end', () => {
    const url = new URL(request.url ?? '', 'http://github');
    const line = `${request.method} ${url.pathname}`;
    asked.push({ line, body: body === '' ? null : JSON.parse(body), authorization: request.headers.authorization ?? '' });
    const [status, answer] = said.answers[`${line}${url.search}`]?.(request, body) ??
      said.answers[line]?.(request, body) ?? [404, { message: 'Not Found' }];
    const raw = typeof answer === 'string';
    response.writeHead(status, {
      'content-type': raw ? 'application/vnd.github.raw+json; charset=utf-8' : 'application/json; charset=utf-8',
    });
    response.end(raw ? answer : JSON.stringify(answer));
  });
});
await new Promise<void>((ready) => github.listen(0, '127.0.0.1', ready));
afterAll(() => new Promise((closed) => github.close(closed)));
const address = `http://127.0.0.1:${(github.address() as AddressInfo).port}`;
const api = githubApi(address, { token: 'ghp_northwind' }, fetch);

beforeEach(() => {
  asked.length = 0;
  said.answers = {};
});

const file = (filename: string, more: object = {}) => ({
  ...{ sha: 'bbcd538', filename, status: 'modified', additions: 1, deletions: 2, changes: 3, patch: '@@ -1,2 +1 @@\n-a\n-b\n+c' },
  ...more,
});

describe('GitHub’s API', () => {
  it('says what a change does to which files, over as many pages as there are', async () => {
    const many = Array.from({ length: 100 }, (_, n) => file(`src/${n}.ts`));
    said.answers = {
      'GET /repos/northwind/freight/pulls/7': () => [
        200,
        { number: 7, head: { sha: 'EC26C3E57CA3A959CA5AAD62DE7213C562F8C821' } },
      ],
      'GET /repos/northwind/freight/pulls/7/files?per_page=100&page=1': () => [200, many],
      'GET /repos/northwind/freight/pulls/7/files?per_page=100&page=2': () => [
        200,
        [
          file('new name.ts', {
            status: 'renamed',
            previous_filename: 'old\nname.ts',
            additions: 0,
            deletions: 0,
            patch: undefined,
          }),
          file('logo.png', { additions: 0, deletions: 0, patch: undefined }),
          file('lib/zlib', { additions: 1, deletions: 1, patch: '@@ -1 +1 @@\n-Subproject commit a\n+Subproject commit b' }),
          file('yarn.lock', { additions: 4_000 }),
        ],
      ],
    };
    const { head, files } = await api.files('northwind/freight', '7');
    expect([head, files.length]).toEqual(['ec26c3e57ca3a959ca5aad62de7213c562f8c821', 104]);
    expect(files.slice(100)).toEqual([
      expect.objectContaining({ path: 'new name.ts', from: 'old\nname.ts', how: 'renamed', binary: false }),
      expect.objectContaining({ path: 'logo.png', binary: true }),
      expect.objectContaining({ path: 'lib/zlib', submodule: true }),
      expect.objectContaining({ path: 'yarn.lock', light: 'generated' }),
    ]);
    expect(asked[0]?.authorization).toBe('token ghp_northwind');
  });

  it('gives a file as it stands on a branch, and says when there is none', async () => {
    said.answers = { 'GET /repos/northwind/freight/contents/.github/CODEOWNERS': () => [200, '* @northwind/platform\n'] };
    expect(await api.file('northwind/freight', 'main', '.github/CODEOWNERS')).toBe('* @northwind/platform\n');
    expect(await api.file('northwind/freight', 'main', 'CODEOWNERS')).toBeNull();
  });

  it('sets the status of a commit, and for an app the check run with the explanation', async () => {
    const told = {
      state: 'success',
      line: 'ships at once: score 12.4 of 20',
      explanation: '| what |',
      url: 'https://proceed/changes/1',
    } as const;
    said.answers = {
      'POST /repos/northwind/freight/statuses/ec26': () => [201, {}],
      'POST /repos/northwind/freight/check-runs': () => [201, {}],
      'POST /app/installations/9/access_tokens': () => [
        201,
        { token: 'ghs_installed', expires_at: '2099-01-01T00:00:00Z', permissions: {} },
      ],
    };
    await api.tell('northwind/freight', 'ec26', told);
    expect(asked).toMatchObject([
      {
        line: 'POST /repos/northwind/freight/statuses/ec26',
        body: { state: 'success', context: 'proceed', description: told.line },
      },
    ]);
    const { generateKeyPairSync } = await import('node:crypto');
    const { privateKey: key } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    asked.length = 0;
    await githubApi(address, { app: '12', installation: 9, key }, fetch).tell('northwind/freight', 'ec26', told);
    expect(asked.map(({ line }) => line)).toEqual([
      'POST /app/installations/9/access_tokens',
      'POST /repos/northwind/freight/statuses/ec26',
      'POST /repos/northwind/freight/check-runs',
    ]);
    expect(asked[2]).toMatchObject({
      authorization: 'token ghs_installed',
      body: { name: 'proceed', head_sha: 'ec26', status: 'completed', conclusion: 'success', output: { title: told.line } },
    });
  });

  it('finds by itself where an App is installed, and says as whom it answers', async () => {
    const { generateKeyPairSync } = await import('node:crypto');
    // As GitHub writes them: PKCS#1.
    const { privateKey: key } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    const app = githubApi(address, { app: '12', key }, fetch);
    said.answers = {
      'GET /app': () => [200, { id: 12, slug: 'proceed', name: 'Proceed of Northwind' }],
      'GET /repos/northwind/freight/installation': () => [200, { id: 9 }],
      'GET /repos/northwind/freight': () => [200, { full_name: 'northwind/freight' }],
      'POST /app/installations/9/access_tokens': () => [
        201,
        { token: 'ghs_installed', expires_at: '2099-01-01T00:00:00Z', permissions: {} },
      ],
    };
    expect(await app.self()).toBe('Proceed of Northwind');
    await app.repository('northwind/freight');
    expect(asked.at(-1)).toMatchObject({ line: 'GET /repos/northwind/freight', authorization: 'token ghs_installed' });
    await expect(app.repository('northwind/secrets')).rejects.toThrow('The App is not installed for northwind/secrets');
    said.answers = { 'GET /app': () => [401, { message: 'A JSON web token could not be decoded' }] };
    await expect(app.self()).rejects.toThrow('the number is not of this App');
    said.answers = {
      'GET /user': () => [200, { login: 'ines-prado' }],
      'GET /repos/northwind/freight': () => [200, { permissions: { push: false } }],
    };
    expect(await api.self()).toBe('ines-prado');
    await expect(api.repository('northwind/freight')).rejects.toThrow('may read northwind/freight, and not set');
  });

  it('says in words what went wrong, and whether it makes sense to try again', async () => {
    const troubles: readonly (readonly [number, string, boolean])[] = [
      [401, 'does not know these credentials', false],
      [403, 'may not read or set', false],
      [404, 'shows nobody with these credentials', false],
      [500, 'is tried again', true],
    ];
    for (const [status, words, again] of troubles) {
      said.answers = { 'GET /repos/northwind/freight/pulls/7': () => [status, { message: 'No.' }] };
      const trouble: unknown = await api.files('northwind/freight', '7').catch((error: unknown) => error);
      expect(trouble).toBeInstanceOf(ForgeTrouble);
      expect(trouble).toMatchObject({ message: expect.stringContaining(words), again });
    }
  });
});
