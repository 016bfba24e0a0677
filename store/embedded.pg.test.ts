import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openPool } from './connection.ts';
import { startEmbedded } from './embedded.ts';

const room = await mkdtemp(join(tmpdir(), 'proceed embedded '));
afterAll(() => rm(room, { recursive: true, force: true }));

const ask = async (url: string, text: string): Promise<string | undefined> => {
  const pool = openPool(url, { max: 1 });
  try {
    return (await pool.query<{ answer: string }>(text)).rows[0]?.answer;
  } finally {
    await pool.end();
  }
};

const PROGRAM = `
  const { startEmbedded } = await import(${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)});
  const postgres = await startEmbedded({ folder: process.argv[1] });
  process.once('SIGTERM', async () => { console.log(await postgres.stop()); process.exit(); });
  setInterval(() => undefined, 1000);
  console.log(postgres.pid);
`;

/** A server of its own process, from the moment that its PostgreSQL answers. */
const serve = async (folder: string) => {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', PROGRAM, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = async (): Promise<string> => String((await once(child.stdout, 'data'))[0]).trim();
  const pid = Number(await said());
  return {
    pid,
    kill: async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    stop: async () => {
      const last = said();
      child.kill('SIGTERM');
      return last;
    },
  };
};

it('makes a durable PostgreSQL 18 in a folder with spaces, and finds everything there after a restart', async () => {
  const folder = join(room, 'first boot', 'postgres');
  const first = await startEmbedded({ folder });
  expect(first.adopted).toBe(false);
  expect(await ask(first.url, `select current_setting('server_version_num')::int / 10000 as answer`)).toBe(18);
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums']) {
    expect([setting, await ask(first.url, `select current_setting('${setting}') as answer`)]).toEqual([setting, 'on']);
  }
  expect(await ask(first.url, `select current_setting('listen_addresses') as answer`)).toBe('');
  await ask(first.url, `create table kept as select 'still here' as answer`);
  expect(await first.stop()).toBe('stopped');
  const second = await startEmbedded({ folder });
  expect(await ask(second.url, 'select answer from kept')).toBe('still here');
  expect(await second.stop()).toBe('stopped');
});

it('adopts the PostgreSQL that a killed server left behind', async () => {
  const folder = join(room, 'adopted', 'postgres');
  const killed = await serve(folder);
  await killed.kill();
  const next = await startEmbedded({ folder });
  expect([next.adopted, next.pid]).toEqual([true, killed.pid]);
  expect(await next.stop()).toBe('stopped');
});

it('is made once and shared by servers that start at the same time, and the last to leave stops it', async () => {
  const folder = join(room, 'shared', 'postgres');
  const [here, there] = await Promise.all([startEmbedded({ folder }), serve(folder)]);
  expect(there.pid).toBe(here.pid);
  expect(await there.stop()).toBe('left to others');
  expect(await ask(here.url, `select 'yes' as answer`)).toBe('yes');
  expect(await here.stop()).toBe('stopped');
});

it('starts PostgreSQL again when it is killed, and keeps what was committed', async () => {
  const folder = join(room, 'killed', 'postgres');
  const told: string[] = [];
  const postgres = await startEmbedded({ folder, tell: (sentence) => told.push(sentence) });
  const other = await serve(folder);
  await ask(postgres.url, `create table kept as select 'committed' as answer`);
  const before = postgres.pid;
  process.kill(before, 'SIGKILL');
  expect(await ask(postgres.url, 'select answer from kept')).toBe('committed');
  await expect.poll(() => told.at(-1)).toMatch(/^PostgreSQL is back/);
  expect(postgres.pid).not.toBe(before);
  expect(await other.stop()).toBe('left to others');
  expect(await postgres.stop()).toBe('stopped');
});

it('starts over a pid file whose number another program has by now', async () => {
  const folder = join(room, 'stale', 'postgres');
  await (await startEmbedded({ folder })).stop();
  await writeFile(join(folder, 'postmaster.pid'), `${process.pid}\n${folder}\n1700000000\n5432\n.\n\n 1 1\nready   \n`);
  const postgres = await startEmbedded({ folder });
  expect(postgres.adopted).toBe(false);
  expect(await postgres.stop()).toBe('stopped');
});

it.each(['', 'nonsense\n'])('starts over a pid file that says nothing, as after a power cut: %j', async (text) => {
  const folder = join(room, `blank ${text.length}`, 'postgres');
  await (await startEmbedded({ folder })).stop();
  await writeFile(join(folder, 'postmaster.pid'), text, { mode: 0o600 });
  const postgres = await startEmbedded({ folder });
  expect(await ask(postgres.url, `select 'yes' as answer`)).toBe('yes');
  expect(await postgres.stop()).toBe('stopped');
});

it('works below a path that is longer than a socket may have', async () => {
  const folder = join(room, 'a long way down '.repeat(9), 'postgres');
  const postgres = await startEmbedded({ folder });
  expect(await ask(postgres.url, `select 'yes' as answer`)).toBe('yes');
  expect(await postgres.stop()).toBe('stopped');
});

it('says which version made a folder that it cannot read', async () => {
  const folder = join(room, 'older', 'postgres');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'PG_VERSION'), '15\n');
  await expect(startEmbedded({ folder })).rejects.toThrow('was made by PostgreSQL 15, and this is PostgreSQL 18');
});

// As in a container for one user alone, where root is root in name only.
it.runIf(process.getuid?.() === 0 && spawnSync('unshare', ['--map-root-user', 'true']).status === 0)(
  'says in a sentence that root here cannot be anybody else',
  () => {
    const program = ['--input-type=module-typescript', '-e', PROGRAM, join(room, 'alone')];
    const { status, stderr } = spawnSync('unshare', ['--map-root-user', process.execPath, ...program], { encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toContain(
      'PostgreSQL does not run as root, and this process cannot act as another user. Start Proceed as an ordinary user, or set DATABASE_URL.',
    );
  },
);
