import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import { client, found, join, type Client } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';
import { filesIn } from './export-folder.ts';

const ROOT = path(import.meta.dirname, '..');
const server = await testServer();
const ines = await found(server.address);
const raj = await join(server.address, ines, 'Raj Mehta', 'Asia/Kolkata');

/** Raj runs a closed space that nobody else is in. */
const board = String((await raj.post('/api/spaces', { name: 'Board', access: 'closed' })).json['id']);
const page = async (who: Client, name: string, body: string, space: string | null = null) => {
  const made = await who.post('/api/pages', { name, body, ...(space && { space }) });
  if (made.status !== 201) throw new Error(made.text);
  return made.json as { id: string; version: number };
};
const hiring = await page(ines, 'hiring', '# Hiring\n\nEverybody writes.\n');
await page(raj, 'salaries', '# Salaries\n\nRaj alone reads this.\n', board);
const decided = (
  await ines.post('/api/decisions', {
    title: 'Keep one PostgreSQL',
    problem: 'Two are twice the work.',
    recommendation: 'Keep one.',
    open: true,
  })
).json;
const asked = (await ines.post('/api/requests', { title: 'Who reads the backups?', question: 'And how often?', to: raj.id }))
  .json;
const met = (
  await ines.post('/api/meetings', {
    ...{ title: 'Which port?', from: '2099-03-30T10:00:00Z', minutes: 60, people: [raj.id], purpose: 'Choose a port.' },
    ...{ questions: ['Rotterdam or Santos?'], document: 'https://docs.northwind.example/ports' },
  })
).json;
const figures = { minutes: 30, perWeek: 5, hoursPerWeek: 10, savedPerWeek: 9 };
await ines.post('/api/meetings/conversions', {
  ...{ form: 'decision-document', title: 'How we tell each other', text: 'Too many listen.', people: [raj.id] },
  series: { title: 'Standup | all', uid: null, ...figures },
});
const attached = await ines.call('POST', `/api/artifacts/${String(decided['id'])}/files?name=plan.txt`, {
  body: 'One, and its backups.',
  headers: { 'content-type': 'application/octet-stream' },
});
const said = await raj.post(`/api/artifacts/${String(decided['id'])}/comments`, { body: 'Nobody restores two.' });
const regretted = await raj.post(`/api/artifacts/${String(decided['id'])}/comments`, { body: 'Words that were taken back.' });
await raj.delete(`/api/comments/${String(regretted.json['id'])}`);

const folder = await mkdtemp(path(tmpdir(), 'proceed export-'));
afterAll(() => rm(folder, { recursive: true }));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const proceed = (...words: readonly string[]): Promise<Ended> => running('export', ...words);
const running = (...words: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(path(ROOT, 'bin', 'proceed'), words, {
      cwd: folder,
      env: { ...process.env, PROCEED_URL: server.address, PROCEED_DATA: server.data, DATABASE_URL: server.url },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.once('close', (status) => resolve({ status, out, err }));
  });

const git = (where: string, ...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: path(folder, where), encoding: 'utf8' }).trim();
const read = (...at: readonly string[]): Promise<string> => readFile(path(folder, ...at), 'utf8');
const numbered = (of: Record<string, unknown>): string => String(of['number']).padStart(4, '0');

it('writes what its reader may see as Markdown in a git repository, with the history of the handbook', async () => {
  expect([decided['number'], asked['number'], said.status]).toEqual([expect.any(Number), expect.any(Number), 201]);
  const { status, out, err } = await proceed('mine');
  expect([status, err]).toEqual([0, '']);
  expect(out).toMatch(/^\d+ files in .+mine, commit [0-9a-f]{10}\.\n$/);
  expect(await read('mine', 'handbook', 'hiring.md')).toBe('# Hiring\n\nEverybody writes.\n');
  expect(await read('mine', 'decisions', `${numbered(decided)}-keep-one-postgresql.md`)).toContain('Two are twice the work.');
  expect(await read('mine', 'requests', `${numbered(asked)}-who-reads-the-backups.md`)).toMatch(
    /^# Who reads the backups\?\n\nAsked by Ines Prado[\s\S]+And how often\?/,
  );
  expect(await read('mine', 'meetings', `${numbered(met)}-which-port.md`)).toMatch(
    /^# Which port\?\n\nAsked for by Ines Prado, .+ with Raj Mehta\. Takes place\.\n\nChoose a port\.\n\nRead beforehand: <https:\/\/docs\.northwind\.example\/ports>\n\n## To be settled\n\n- Rotterdam or Santos\?\n$/,
  );
  expect(await read('mine', 'meetings', 'replaced.md')).toMatch(
    /\| Standup \\\| all \| Ines Prado \| .+ \| #\d+ \| 2 \| 10 \| 9 \|\n$/,
  );
  const discussion = await read('mine', 'discussions', `${numbered(decided)}-keep-one-postgresql.md`);
  expect(discussion).toContain('Raj Mehta');
  expect(discussion).toContain('Nobody restores two.');
  expect(discussion).not.toContain('taken back');
  const lines = (await read('mine', 'artifacts', '000001.jsonl'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; title: string });
  expect(lines.map(({ title }) => title)).toEqual(expect.arrayContaining(['Hiring', 'Keep one PostgreSQL', 'Raj Mehta']));
  expect(attached.status).toBe(201);
  expect(await read('mine', 'attachments', `${numbered(decided)}-keep-one-postgresql`, 'plan.txt')).toBe('One, and its backups.');
  // Raj's closed space is not hers to take away.
  expect(JSON.stringify(lines)).not.toContain('Salaries');
  expect(await readdir(path(folder, 'mine', 'handbook'))).not.toContain('spaces');
  expect(git('mine', 'log', '--format=%an: %s', 'handbook-history', '--', 'hiring.md')).toMatch(/^Ines Prado: /);
});

it('exported again is a commit of what has changed, and none where nothing has', async () => {
  expect((await proceed('mine')).out).toMatch(/^Nothing has changed since the last export\./);
  expect(git('mine', 'rev-list', '--count', 'main')).toBe('1');
  const revised = { body: '# Hiring\n\nEverybody writes, and reads.\n', base: 1, reason: 'Say the rest' };
  expect((await ines.post(`/api/pages/${hiring.id}/revisions`, revised)).status).toBeLessThan(300);
  expect((await proceed('mine')).status).toBe(0);
  expect(git('mine', 'show', '--name-only', '--format=', 'main').split('\n')).toContain('handbook/hiring.md');
  expect(git('mine', 'log', '--format=%s', '-1', 'handbook-history', '--')).toBe('Say the rest');
});

it('takes everything for whoever keeps the installation, the stream included', async () => {
  const { status, out, err } = await proceed('all', '--everything', '--json');
  expect([status, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({ changed: true, folder: path(folder, 'all') });
  expect(await read('all', 'handbook', 'spaces', 'board', 'salaries.md')).toContain('Raj alone reads this.');
  expect(await read('all', 'attachments', `${numbered(decided)}-keep-one-postgresql`, 'plan.txt')).toBe('One, and its backups.');
  const events = (await read('all', 'events', '000001.jsonl'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string });
  const { rows } = await server.pool.query<{ n: string }>('select count(*) as n from events');
  expect(events).toHaveLength(Number(rows[0]?.n));
  expect(git('all', 'ls-tree', '-r', '--name-only', 'handbook-history')).toContain('spaces/board/salaries.md');
});

it('[S3] gives simulations their history where it has the stream, and where it has not they say that they are not calibrated', async () => {
  const simulate = async (history: string) =>
    JSON.parse(
      (await running('protocol', 'simulate', 'asf/lazy', '--worlds', '2', '--days', '7', '--json', '--history', history)).out,
    ) as { calibration: { calibrated: boolean; fitted: number; heldOut: number; why: string } };
  // Raj is asked about the decision and the request, Ines about the meeting; nobody has answered.
  expect((await simulate('all')).calibration).toMatchObject({ calibrated: false, fitted: 2, heldOut: 1 });
  const { calibration } = await simulate('mine');
  expect(calibration).toMatchObject({ calibrated: false, fitted: 0 });
  expect(calibration.why).toContain('proceed export --everything');
});

it('never touches a folder with other files, nor takes half an archive for the whole', async () => {
  const other = await mkdtemp(path(folder, 'other-'));
  await writeFile(path(other, 'thesis.md'), 'Years of work.');
  const refused = await proceed(other);
  expect([refused.status, refused.err]).toEqual([
    1,
    `${other} has other files in it. Name a new folder, or one of an earlier export.\n`,
  ]);
  expect(await readdir(other)).toEqual(['thesis.md']);
  const key = String((await ines.post('/api/keys', { name: 'half', scope: 'read' })).json['token']);
  const whole = Buffer.from(
    await (await fetch(`${server.address}/api/export`, { headers: { authorization: `Bearer ${key}` } })).arrayBuffer(),
  );
  const names: string[] = [];
  for await (const { path: name } of filesIn(Readable.from([whole]))) names.push(name);
  expect([names[0], names.at(-1)]).toEqual(['README.md', 'export.json']);
  const half = filesIn(Readable.from([whole.subarray(0, whole.length / 2)]));
  await expect(Array.fromAsync(half)).rejects.toThrow(/unexpected end/i);
});

it('is for members alone', async () => {
  expect((await client(server.address).get('/api/export')).status).toBe(401);
});
