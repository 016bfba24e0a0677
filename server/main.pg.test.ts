import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { build, server } from '#scripts/build.mjs';
import { testDatabase } from '#tests/database.ts';
import { client, found, HOURS } from '#tests/harness/client.ts';
import { ROOT } from './config.ts';

await build();

const { url } = await testDatabase();
const data = await mkdtemp(join(tmpdir(), 'proceed-main-'));
const started: ChildProcessWithoutNullStreams[] = [];
afterAll(async () => {
  for (const one of started) one.kill('SIGKILL');
  await rm(data, { recursive: true, force: true });
});

const start = (settings: Readonly<Record<string, string>>, program: readonly string[] = [server]) => {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^PROCEED_|^DATABASE_URL$/.test(key)));
  const child = spawn(process.execPath, [...program], {
    cwd: ROOT,
    env: { ...environment, DATABASE_URL: url, PROCEED_DATA: data, PROCEED_PORT: '0', ...settings },
  });
  started.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const address = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const found = /Proceed is at (\S+)\n/.exec(said)?.[1];
      if (found) resolve(found);
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
  address.catch(() => undefined);
  return { child, ended, address, said: () => said };
};

it('two servers on one database start at once, serve, and end when they are told to', async () => {
  const both = [start({}), start({})];
  for (const { address } of both) expect((await client(await address).get('/api/setup')).json).toEqual({ needed: true });
  for (const [index, { child, ended, said }] of both.entries()) {
    child.kill(index === 0 ? 'SIGTERM' : 'SIGINT');
    expect(await ended, said()).toBe(0);
    expect(said()).toMatch(/^Proceed is at http:\/\/localhost:\d+\n$/);
  }
});

it('runs from its sources, too', async () => {
  const { child, ended, address } = start({}, ['server/main.ts']);
  expect((await client(await address).get('/api/setup')).json).toEqual({ needed: true });
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

it('finds as it was built what lies beside its sources: threads, packages, texts, migrations', async () => {
  const own = await testDatabase();
  const { child, ended, address } = start({ DATABASE_URL: own.url });
  const ines = await found(await address);
  // In a thread of its own the sample tells a year.
  expect((await ines.post('/api/samples', {})).status).toBe(201);
  await expect
    .poll(async () => ((await ines.get('/api/samples')).json['latest'] as { state: string }).state, { timeout: 100_000 })
    .toBe('done');
  // Formulas, the names of languages and the holidays of the world are packages that wait until they are asked for.
  const page = await ines.post('/api/pages', { body: `# Rota\n\n$a^2$\n\n\`\`\`ts\nconst a = 1;\n\`\`\`\n\n${LONG}` });
  const { text } = await ines.get(`/api/pages/${String(page.json['id'])}`);
  for (const part of ['<math', 'hljs-keyword', 'The last word.']) expect(text).toContain(part);
  const me = `/api/people/${String(((await ines.get('/api/me')).json['actor'] as { id: string }).id)}`;
  expect((await ines.put(`${me}/hours`, { hours: { ...HOURS, holidays: 'DE-BE' } })).status).toBe(200);
  expect((await ines.get(me)).text).toContain('Weihnachtstag');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

/** Longer than what is drawn beside everything else: a thread draws it. */
const LONG = `${'A line of a long page, with **bold** words.\n\n'.repeat(6_000)}The last word.\n`;

/** As `npm start` does where Node cannot hand its process over. */
const LAUNCHER = [
  '--input-type=module',
  '-e',
  `import { launch } from './scripts/launch.mjs'; launch(['dist/server/main.mjs'], { inPlace: false });`,
];

/** The PostgreSQL of a data folder; 0: there is none. */
const postmaster = async (folder: string): Promise<number> => {
  const pid = Number.parseInt(await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => ''), 10);
  try {
    return pid > 0 && process.kill(pid, 0) ? pid : 0;
  } catch {
    return 0;
  }
};

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s to whatever started it stops the server and its PostgreSQL',
  async (signal) => {
    const folder = await mkdtemp(join(tmpdir(), 'proceed-signal-'));
    const { child, ended, address, said } = start({ DATABASE_URL: '', PROCEED_DATA: folder }, LAUNCHER);
    const at = await address;
    expect(await postmaster(folder)).toBeGreaterThan(0);
    child.kill(signal);
    expect(await ended, said()).toBe(0);
    expect(await postmaster(folder)).toBe(0);
    await expect(fetch(`${at}/api/health`)).rejects.toThrow('fetch failed');
    await rm(folder, { recursive: true, force: true });
  },
);

it('stopped while it still starts, it leaves no PostgreSQL behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'proceed-signal-'));
  const { child, ended, said } = start({ DATABASE_URL: '', PROCEED_DATA: folder });
  await expect.poll(() => postmaster(folder), { interval: 5 }).toBeGreaterThan(0);
  child.kill('SIGTERM');
  expect(await ended, said()).toBe(0);
  expect(await postmaster(folder)).toBe(0);
  expect(said()).not.toContain('could not start');
  await rm(folder, { recursive: true, force: true });
});

it('says in a sentence what is wrong with a setting', async () => {
  const { ended, said } = start({ PROCEED_PORT: 'many' });
  expect(await ended).toBe(2);
  expect(said()).toMatch(/^Proceed could not start\. PROCEED_PORT cannot be used as it is\. Accepted: /);
  expect(said()).not.toMatch(/\bat \w+ \(/);
});

it('says in a sentence that its place is taken', async () => {
  const squatter = createServer();
  await new Promise<void>((ready) => squatter.listen(0, '127.0.0.1', ready));
  const bound = squatter.address();
  const { ended, said } = start({ PROCEED_PORT: String(typeof bound === 'object' && bound ? bound.port : 0) });
  expect(await ended).toBe(1);
  expect(said()).toMatch(/^Proceed could not start\. Port \d+ is taken .* listens there; choose another PROCEED_PORT\.\n/);
  squatter.close();
});

it.each([
  [{ PROCEED_HOST: 'no-such-host.invalid' }, 'no-such-host.invalid is no address of this machine. Correct PROCEED_HOST', 1],
  [{ PROCEED_HOST: '192.0.2.1', PROCEED_PORT: '4180' }, '192.0.2.1 is no address of this machine. Correct PROCEED_HOST', 1],
  [{ DATABASE_URL: url.replace(/@\/[^?]*/, '@/no_such_database') }, '"no_such_database" does not exist. Make it', 3],
  [{ DATABASE_URL: url.replace('//proceed@', '//nobody_at_all@') }, 'Correct the user in DATABASE_URL', 3],
  [{ PROCEED_DATA: '/dev/null/data' }, 'PROCEED_DATA: /dev/null is no folder. Let PROCEED_DATA name a folder.', 2],
])('says in a sentence what is wrong with %o', async (settings, sentence, code) => {
  const { ended, said } = start(settings);
  expect(await ended).toBe(code);
  expect(said()).toContain(sentence);
  expect(said()).toMatch(/^Proceed could not start\. .*\n`bin\/proceed doctor` says more\.\n$/);
});
