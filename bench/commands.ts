import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newId } from '#web/api/id.ts';
import { httpRequest, load, type Figures } from './load.ts';
import { found, post, type Stage } from './stage.ts';
import { median, type Measured } from './table.ts';

const run = promisify(execFile);
const ROUNDS = 3;
const SECONDS = 3;

/**
 * Durable commands through HTTP against two measures of the same run: `pgbench` inserting single rows, and a bare Fastify server that
 * inserts one row a request. The command is a comment: recalled or loaded, permitted, decided, appended with its readings; its key is one as
 * our own client makes it.
 */
export const benchCommands = async (stage: Stage): Promise<readonly Measured[]> => {
  const url = await stage.database('commands');
  const bareUrl = await stage.database('bare');
  const server = await stage.process('server.ts', url);
  const bare = await stage.process('bare-server.ts', bareUrl);
  const { authorization } = await found(server.port);
  const about = await post(server.port, '/api/decisions', authorization, {
    title: 'Keep one PostgreSQL per region until 2028',
    open: false,
  });
  const path = `/api/artifacts/${String(about['id'])}/comments`;
  const comment = JSON.stringify({ body: 'Monthly rehearsal is not enough with four people.' });
  const ours = () => httpRequest('POST', path, { authorization, 'idempotency-key': newId() }, comment);
  const theirs = () => httpRequest('POST', '/rows', {}, comment);
  const measured: Measured[] = [];
  // V8 compiles what is hot within some seconds.
  await load({ port: server.port, clients: 8, seconds: 6, request: ours });
  for (const clients of [1, 8, 32]) {
    const [product, plain, rows]: [Figures[], Figures[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      rows.push(await pgbench(bareUrl, clients));
      plain.push(await load({ port: bare.port, clients, seconds: SECONDS, request: theirs }));
      product.push(await load({ port: server.port, clients, seconds: SECONDS, request: ours }));
    }
    for (const { failures, firstFailure } of product)
      if (failures > 0) throw new Error(`${failures} commands failed: ${firstFailure}`);
    const bench = `commands, ${clients} client${clients > 1 ? 's' : ''}`;
    const rate = median(product.map((one) => one.rate));
    const ofRows = { what: 'pgbench', value: median(rows) };
    const ofBare = { what: 'bare server', value: median(plain.map((one) => one.rate)) };
    const least = clients === 8 ? 0.5 : clients === 32 ? 0.45 : null;
    measured.push(
      {
        bench,
        what: 'durable commands',
        value: rate,
        unit: '/s',
        against: ofRows,
        ...(least ? { limit: { at: 'least', value: least, of: 'ratio' } } : {}),
      },
      {
        bench,
        what: 'durable commands',
        value: rate,
        unit: '/s',
        against: ofBare,
        ...(clients === 32 ? { limit: { at: 'least', value: 1.25, of: 'ratio' } } : {}),
      },
      { bench, what: 'p50', value: median(product.map((one) => one.p50)), unit: 'ms' },
      {
        bench,
        what: 'p99',
        value: median(product.map((one) => one.p99)),
        unit: 'ms',
        ...(clients > 1 ? { limit: { at: 'most', value: clients === 8 ? 10 : 15, of: 'value' } } : {}),
      },
    );
  }
  await server.stop();
  await bare.stop();
  return measured;
};

/** Single-row inserts a second by PostgreSQL's own load, on the table of the bare server. */
const pgbench = async (url: string, clients: number): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'proceed-pgbench-'));
  try {
    const script = join(folder, 'insert.sql');
    await writeFile(script, `insert into bare (body) values ('Monthly rehearsal is not enough with four people.');\n`);
    return await insertedBy(script, url, clients);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const insertedBy = async (script: string, url: string, clients: number): Promise<number> => {
  const { searchParams, username, pathname } = new URL(url.replace('@/', '@localhost/'));
  const { stdout } = await run('pgbench', [
    '-h',
    searchParams.get('host') ?? '',
    '-p',
    searchParams.get('port') ?? '5432',
    '-U',
    username,
    '-n',
    '-f',
    script,
    '-c',
    String(clients),
    '-j',
    '2',
    '-T',
    String(SECONDS),
    '-M',
    'prepared',
    pathname.slice(1),
  ]).catch((error: Error) => {
    throw new Error(`pgbench is needed beside PostgreSQL (Debian: apt-get install postgresql-contrib). ${error.message}`);
  });
  return Number(/tps = ([\d.]+)/.exec(stdout)?.[1] ?? 0);
};
