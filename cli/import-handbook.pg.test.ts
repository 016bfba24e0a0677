import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { afterAll, expect, it } from 'vitest';
import { found } from '#tests/harness/client.ts';
import { testServer } from '#tests/harness/server.ts';

const ROOT = join(import.meta.dirname, '..');
const server = await testServer();
const ines = await found(server.address);
await ines.post('/api/spaces', { name: 'Company' });

const folder = await mkdtemp(join(tmpdir(), 'proceed handbook-'));
afterAll(() => rm(folder, { recursive: true }));
await mkdir(join(folder, 'people'));
await writeFile(join(folder, 'README.md'), '# Welcome\n\n[Hiring](people/hiring.md) and [nobody](nobody.md)\n');
await writeFile(join(folder, 'people', 'hiring.md'), '# Hiring\n');
await symlink('/etc/passwd', join(folder, 'passwords.md'));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const proceed = (...words: readonly string[]): Promise<Ended> => proceedAt(server.address, words);

const proceedAt = (address: string, words: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const child = spawn(join(ROOT, 'bin', 'proceed'), ['import', 'handbook', ...words], {
      cwd: tmpdir(),
      env: { ...process.env, PROCEED_URL: address, PROCEED_DATA: server.data },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.once('close', (status) => resolve({ status, out, err }));
  });

/** Another address of the server, which can be away for a while. */
const wayTo = async (address: string) => {
  const { port } = new URL(address);
  const open = new Set<Socket>();
  let heard = '';
  const relay = createServer((from) => {
    const to = connect(Number(port), '127.0.0.1');
    from.on('data', (piece) => (heard += piece.toString('latin1')));
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
      one.pipe(other);
    }
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const at = relay.address() as AddressInfo;
  const close = async (): Promise<void> => {
    const closed = once(relay, 'close');
    relay.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  return {
    address: `http://127.0.0.1:${at.port}`,
    asked: async (what: RegExp): Promise<void> => {
      await expect.poll(() => what.test(heard), { interval: 5 }).toBe(true);
    },
    closedFor: async (ms: number): Promise<void> => {
      await close();
      await wait(ms);
      relay.listen(at.port, '127.0.0.1');
      await once(relay, 'listening');
    },
    close,
  };
};

const pages = async (): Promise<readonly string[]> =>
  (
    await server.pool.query<{ title: string }>(
      `select title from artifacts where kind = 'page' and status = 'published' and author <> '00000000-0000-0000-0000-000000000000' order by title`,
    )
  ).rows.map(({ title }) => title);

it('on a dry run says what it would be, and sends nothing', async () => {
  const { status, out, err } = await proceed(folder, '--dry-run');
  expect([status, err]).toEqual([0, '']);
  expect(out).toContain('  README.md:3: The link leads to nothing that was imported: nobody.md');
  expect(out).toContain('  passwords.md: A symbolic link was left out: passwords.md');
  expect(out).toContain('3 pages. Nothing was sent.');
  expect(await pages()).toEqual([]);
});

it('imports a folder, and tells what could not be kept by page and line', async () => {
  const { status, out, err } = await proceed(folder, '--space', 'company');
  expect([status, err]).toEqual([0, '']);
  expect(out).toContain('  README.md:3: The link leads to nothing that was imported: nobody.md');
  expect(out).toContain('Pages: 3 new.');
  expect(await pages()).toEqual(['Hiring', 'People', 'Welcome']);
});

it('imports a zip of the same again, which changes nothing, as one JSON document', async () => {
  const file = join(folder, 'handbook.zip');
  await writeFile(
    file,
    zipSync({
      'README.md': Buffer.from('# Welcome\n\n[Hiring](people/hiring.md) and [nobody](nobody.md)\n'),
      'people/hiring.md': Buffer.from('# Hiring\n'),
    }),
  );
  const { status, out } = await proceed(file, '--space', 'company', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ state: 'done', pages: { created: 0, unchanged: 3 }, counts: { 'broken-link': 1 } });
});

it('waits for a server that goes away meanwhile, and tells what became of it', async () => {
  const way = await wayTo(server.address);
  const many = Object.fromEntries(
    Array.from({ length: 400 }, (_, n) => [`many/page-${n}.md`, Buffer.from(`# Page ${n}\n\nOne of many.\n`)] as const),
  );
  await writeFile(join(folder, 'many.zip'), zipSync(many));
  const running = proceedAt(way.address, [join(folder, 'many.zip'), '--space', 'company']);
  await way.asked(/GET \/api\/imports\/handbook\//);
  await way.closedFor(2_000);
  const { status, out, err } = await running;
  await way.close();
  expect([status, err]).toEqual([0, '']);
  expect(out).toContain('Pages: 401 new.');
});

it('says in words what is wrong with what it was given', async () => {
  expect(await proceed(join(folder, 'nothing'))).toMatchObject({
    status: 1,
    out: '',
    err: expect.stringContaining('There is nothing at'),
  });
  expect(await proceed(folder, '--space', 'nowhere')).toMatchObject({
    status: 1,
    err: expect.stringContaining('There is no such space'),
  });
  expect(await proceed('http://localhost/x.git')).toMatchObject({
    status: 1,
    err: expect.stringContaining('This address is not asked'),
  });
  await writeFile(join(folder, 'none.zip'), 'no archive');
  expect(await proceed(join(folder, 'none.zip'))).toMatchObject({
    status: 1,
    out: '',
    err: expect.stringContaining('This is no zip archive'),
  });
  const empty = await mkdtemp(join(folder, 'empty-'));
  expect(await proceed(empty)).toMatchObject({ status: 1, out: expect.stringMatching(/^Pages: none\.\n/) });
});
