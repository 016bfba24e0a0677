import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { httpRequest, load, type Figures } from './load.ts';
import { pagesOfZipf } from './pages.ts';
import { found, post, type Stage } from './stage.ts';
import { median, type Measured } from './table.ts';

const run = promisify(execFile);
const SECONDS = 2;
const ROUNDS = 5;
const PUBLISHING = 3;

/**
 * The handbook through HTTP and git: pages of 300 words published with their revision and their words for search, a page of 100 kB read, the
 * whole cloned, and what an edit costs whoever pulls. Latencies in ms, of a page that is read and of pulls the median of several.
 */
export const benchHandbook = async (stage: Stage): Promise<readonly Measured[]> => {
  const url = await stage.database('handbook');
  const server = await stage.process('server.ts', url);
  const { authorization } = await found(server.port);
  const write = pagesOfZipf();
  const bodies = Array.from({ length: 500 }, write).map(({ title, text }) => `# ${title}\n\n${text}\n`);
  const create = (client: number, index: number) => {
    const body = JSON.stringify({
      body: bodies[(client * 37 + index) % bodies.length],
      name: `page-${client}-${index}-${randomUUID().slice(0, 8)}`,
    });
    return httpRequest('POST', '/api/pages', { authorization, 'idempotency-key': randomUUID() }, body);
  };
  // V8 compiles what is hot within some seconds.
  await load({ port: server.port, clients: 8, seconds: SECONDS, request: create });
  const made: Figures[] = [];
  for (let round = 0; round < PUBLISHING; round += 1)
    made.push(await load({ port: server.port, clients: 8, seconds: SECONDS, pid: server.pid, request: create }));
  for (const { failures, firstFailure } of made)
    if (failures > 0) throw new Error(`${failures} pages were refused: ${firstFailure}`);
  const long = await post(server.port, '/api/pages', authorization, { body: bodies.join('\n').slice(0, 100_000) });
  const read = await reading(server.port, authorization, String(long['id']));
  const git = await cloning(server.port, authorization.replace('Bearer ', ''));
  await server.stop();
  const bench = 'handbook';
  return [
    {
      bench,
      what: 'pages of 300 words published, 8 clients',
      value: median(made.map(({ rate }) => rate)),
      unit: '/s',
      limit: { at: 'least', value: 1_000, of: 'value' },
    },
    {
      bench,
      what: 'p99 of that',
      value: median(made.map(({ p99 }) => p99)),
      unit: 'ms',
      limit: { at: 'most', value: 30, of: 'value' },
    },
    { bench, what: 'server CPU a page', value: median(made.map(({ cpu }) => cpu)), unit: 'ms' },
    { bench, what: 'a page of 100 kB, at first', value: read.first, unit: 'ms' },
    { bench, what: 'a page of 100 kB, again', value: read.again, unit: 'ms', limit: { at: 'most', value: 30, of: 'value' } },
    { bench, what: `git clone of ${git.pages.toLocaleString('en')} pages, at first`, value: git.first, unit: 's' },
    { bench, what: 'git clone, again', value: git.again, unit: 's' },
    { bench, what: 'git fetch after an edit', value: git.edit, unit: 'ms', limit: { at: 'most', value: 200, of: 'value' } },
    { bench, what: 'git push of an edit', value: git.push, unit: 'ms' },
  ];
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const reading = async (port: number, authorization: string, id: string) => {
  const ask = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/api/pages/${id}`, { headers: { authorization } });
    if (!response.ok) throw new Error(await response.text());
    await response.text();
  };
  const first = await timed(ask);
  const again: number[] = [];
  for (let round = 0; round < 4 * ROUNDS; round += 1) again.push(await timed(ask));
  return { first, again: median(again) };
};

const cloning = async (port: number, key: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'proceed-bench-git-'));
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const who = ['-c', 'user.name=Ines Prado', '-c', 'user.email=ines@northwind.example'];
  const git = (args: readonly string[], cwd = folder) => run('git', [...who, ...args], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
  try {
    const from = `http://bench:${key}@127.0.0.1:${port}/handbook.git`;
    const first = await timed(() => git(['clone', '-q', from, 'one']));
    const again = await timed(() => git(['clone', '-q', from, 'two']));
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    const files = (await git(['ls-files'], one)).stdout.trim().split('\n');
    const path = files[0] ?? '';
    const [edits, pushes]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      await git(['reset', '-q', '--hard', 'origin/main'], one);
      await git(['pull', '-q', '--rebase'], one);
      await writeFile(join(one, path), `${await readFile(join(one, path), 'utf8')}\nAnother line, the ${round + 1}th.\n`);
      await git(['commit', '-q', '-am', `Add line ${round + 1}`], one);
      pushes.push(await timed(() => git(['push', '-q', 'origin', 'HEAD:main'], one)));
      edits.push(await timed(() => git(['fetch', '-q'], two)));
    }
    return { pages: files.length, first: first / 1000, again: again / 1000, edit: median(edits), push: median(pushes) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
