import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { found } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import { importing, type Shown } from './story.ts';

const server = await testServer({ outgoing: ['127.0.0.1'] });
const ines = await found(server.address);
const { ended, space, paths, bodyOf, pageAt } = importing(server, ines);

const folder = mkdtempSync(join(tmpdir(), 'proceed-git-'));
const work = join(folder, 'source');
const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ines', '-c', 'user.email=ines@northwind.example', ...args], { cwd: work });
mkdirSync(join(work, 'people'), { recursive: true });
git('init', '-q');
writeFileSync(join(work, 'README.md'), '# Handbook\n\n[Hiring](people/hiring.md)\n');
writeFileSync(join(work, 'people', 'hiring.md'), '# Hiring\r\n');
symlinkSync('/etc/passwd', join(work, 'passwords.md'));
git('add', '.');
git('commit', '-q', '-m', 'First');
mkdirSync(join(folder, 'empty.git'));
execFileSync('git', ['init', '-q', '--bare', join(folder, 'empty.git')]);

const SECRET = 'a-token-of-somebody';
const asked: string[] = [];
let hang = false;

/** The git program behind HTTP, as any forge has it. */
const forge = createServer((request: IncomingMessage, response: ServerResponse) => {
  const url = new URL(request.url ?? '/', 'http://x');
  asked.push(`${request.method} ${url.pathname} ${request.headers.authorization ?? ''}`);
  if (hang) return;
  if (url.pathname.startsWith('/elsewhere'))
    return void response.writeHead(302, { location: `/open.git${url.pathname.slice(10)}${url.search}` }).end();
  const expected = `Basic ${Buffer.from(`${SECRET}:`).toString('base64')}`;
  if (url.pathname.startsWith('/closed') && request.headers.authorization !== expected)
    return void response.writeHead(401, { 'www-authenticate': 'Basic realm="forge"' }).end();
  const path = url.pathname.replace(/^\/(?:open|closed)\.git/, '/source/.git');
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: path,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  });
  request.pipe(backend.stdin);
  const pieces: Buffer[] = [];
  backend.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  backend.once('close', () => {
    const all = Buffer.concat(pieces);
    const end = all.indexOf('\r\n\r\n');
    const headers = Object.fromEntries(
      all
        .subarray(0, end)
        .toString()
        .split('\r\n')
        .map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string]),
    );
    const status = Number(/^\d+/.exec(headers['Status'] ?? '200')?.[0]);
    delete headers['Status'];
    response.writeHead(status, headers).end(all.subarray(end + 4));
  });
});
await new Promise<void>((resolve) => forge.listen(0, '127.0.0.1', resolve));
const bound = forge.address();
const host = `127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`;
afterAll(() => {
  forge.closeAllConnections();
  forge.close();
  rmSync(folder, { recursive: true, force: true });
});

const fromGit = async (address: string, more: object = {}): Promise<Shown> => {
  const begun = await ines.post('/api/imports/handbook', { from: { kind: 'git', address }, ...more });
  expect(begun.status).toBe(201);
  return ended(ines, String(begun.json['id']));
};

describe('a git address', () => {
  it('gives its newest state, object by object; the same again changes nothing', async () => {
    const at = await space('From git');
    const { state, report } = await fromGit(`http://${host}/open.git`, { space: at });
    expect([state, report.pages['created']]).toEqual(['done', 3]);
    expect(await paths(at)).toEqual(['README', 'people', 'people/hiring']);
    expect(await bodyOf((await pageAt(at, 'people/hiring')).id)).toBe('# Hiring\r\n');
    expect(report.remarks.map(({ code, path }) => `${code} ${path}`)).toEqual(['symbolic-link passwords.md']);
    expect((await fromGit(`http://${host}/open.git`, { space: at })).report.pages).toMatchObject({ unchanged: 3, created: 0 });
  });

  it('may hold a token, which opens the repository and is kept nowhere', async () => {
    const at = await space('With a token');
    expect((await fromGit(`http://${host}/closed.git`, { space: at })).report.failed).toMatchObject({ code: 'not-let-in' });
    asked.length = 0;
    const { state } = await fromGit(`http://${SECRET}@${host}/closed.git`, { space: at });
    expect(state).toBe('done');
    expect(asked.some((line) => line.includes(Buffer.from(`${SECRET}:`).toString('base64')))).toBe(true);
    const { rows } = await server.pool.query(
      `select i::text || coalesce((select string_agg(e.body::text, '') from events e), '') as all from imports i`,
    );
    expect(rows.map((row) => row.all).join('\n')).not.toContain(SECRET);
    expect((await ines.get('/api/imports/handbook')).text).not.toContain(SECRET);
  });

  it.each([
    ['leads on to another', `http://${host}/elsewhere`, 'redirected'],
    ['has no repository', `http://${host}/nothing.git`, 'no-repository'],
    ['has an empty one', `http://${host}/empty.git`, 'empty-repository'],
    ['has nobody who answers', 'http://127.0.0.1:9/x.git', 'unreachable'],
  ])('that %s fails in words', async (_, address, code) => {
    const { state, report } = await fromGit(address);
    expect([state, report.failed?.code]).toEqual(['failed', code]);
    expect(report.failed?.words).not.toMatch(/fatal|undefined/);
  });

  it.each([
    ['file:///etc/x.git', 'invalid-address'],
    ['ssh://git@127.0.0.1/x.git', 'invalid-address'],
    ['ext::sh -c touch% /tmp/x', 'invalid-address'],
    ['--upload-pack=touch', 'address-refused'],
    ['http://169.254.169.254/x.git', 'address-refused'],
    ['http://localhost/x.git', 'address-refused'],
    ['http://[::1]/x.git', 'address-refused'],
    ['http://10.0.0.1/x.git', 'address-refused'],
  ])('%s is not asked', async (address, code) => {
    const before = asked.length;
    const refused = await ines.post('/api/imports/handbook', { from: { kind: 'git', address } });
    expect(refused.json).toMatchObject({ code, field: '/from/address' });
    expect(asked).toHaveLength(before);
  });

  it('that hands over nothing can be given up', async () => {
    hang = true;
    const begun = await ines.post('/api/imports/handbook', { from: { kind: 'git', address: `http://${host}/open.git` } });
    const id = String(begun.json['id']);
    await ines.put(`/api/imports/handbook/${id}/cancellation`);
    expect((await ended(ines, id)).state).toBe('cancelled');
    hang = false;
  });
});
