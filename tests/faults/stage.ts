import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { open, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { build, server } from '#scripts/build.mjs';
import { ROOT } from '#server/config.ts';
import { openPool, type Pool } from '#store/connection.ts';
import { startEmbedded } from '#store/embedded.ts';

export type ServerName = 'A' | 'B';

/** Two real servers on one data folder, whose PostgreSQL they start, share and bring back by themselves. */
export interface Stage {
  address(name: ServerName): string;
  readonly pool: Pool;
  readonly url: string;
  /** kill -9. The server stays away until `start`. */
  kill(name: ServerName): Promise<void>;
  /** Resolves when it says that it serves. */
  start(name: ServerName): Promise<void>;
  /** kill -9 of PostgreSQL's postmaster; returns its process number. */
  killPostgres(): Promise<number>;
  postgres(): Promise<number | null>;
  /** Servers that ended although nobody killed them, with their last words. */
  readonly crashes: readonly string[];
  /** Holds PostgreSQL, ends both servers as an operator does, and leaves the database to whoever examines it. */
  endServers(): Promise<void>;
  close(): Promise<void>;
}

interface Running {
  readonly child: ChildProcess;
  killed: boolean;
}

export const setStage = async (): Promise<Stage> => {
  await build();
  const folder = await mkdtemp(join(tmpdir(), 'proceed-faults-'));
  const data = join(folder, 'data');
  const ports = { A: await freePort(), B: await freePort() } as const;
  const running = new Map<ServerName, Running>();
  const crashes: string[] = [];
  let held: Awaited<ReturnType<typeof startEmbedded>> | null = null;

  const log = (name: ServerName): string => join(folder, `server-${name}.log`);
  const lastWords = async (name: ServerName): Promise<string> =>
    (await readFile(log(name), 'utf8')).trimEnd().split('\n').slice(-5).join('\n');

  const start = async (name: ServerName): Promise<void> => {
    const file = await open(log(name), 'a');
    const environment = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^PROCEED_|^DATABASE_URL$/.test(key)));
    const child = spawn(process.execPath, [server], {
      cwd: ROOT,
      env: { ...environment, PROCEED_DATA: data, PROCEED_PORT: String(ports[name]), PROCEED_LOG: 'warn' },
      stdio: ['ignore', 'pipe', file.fd],
    });
    await file.close();
    const one: Running = { child, killed: false };
    running.set(name, one);
    child.once('exit', (code, signal) => {
      if (!one.killed)
        void lastWords(name).then((words) => crashes.push(`server ${name} ended by itself (${code ?? signal}): ${words}`));
    });
    await new Promise<void>((serves, fails) => {
      let said = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('Proceed is at')) serves();
      });
      child.once('exit', () => {
        void lastWords(name).then((words) => fails(new Error(`server ${name} ended before it served: ${words}`)));
      });
    }).catch((error: unknown) => {
      if (!one.killed) throw error;
    });
  };

  const end = async (name: ServerName, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    const one = running.get(name);
    if (!one) return;
    one.killed = true;
    running.delete(name);
    if (one.child.exitCode !== null || one.child.signalCode !== null) return;
    const ended = once(one.child, 'exit');
    one.child.kill(signal);
    await ended;
  };

  const postgres = async (): Promise<number | null> => {
    const text = await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
    const pid = Number.parseInt(text, 10);
    return pid > 0 ? pid : null;
  };

  const close = async (): Promise<void> => {
    await Promise.all((['A', 'B'] as const).map((name) => end(name, 'SIGKILL')));
    await pool?.end();
    const last = held ?? (await startEmbedded({ folder: join(data, 'postgres') }));
    await last.stop();
    await rm(folder, { recursive: true, force: true });
  };

  let pool: Pool | null = null;
  try {
    await Promise.all([start('A'), start('B')]);
    // Only for the address: while the servers are killed, nobody but they keeps PostgreSQL.
    const looked = await startEmbedded({ folder: join(data, 'postgres') });
    await looked.stop();
    pool = openPool(looked.url, { max: 4, name: 'faults', patience: 20_000 });
    return {
      address: (name) => `http://127.0.0.1:${ports[name]}`,
      pool,
      url: looked.url,
      crashes,
      start,
      postgres,
      close,
      kill: (name) => end(name, 'SIGKILL'),
      killPostgres: async () => {
        for (;;) {
          const pid = await postgres();
          if (pid !== null) {
            process.kill(pid, 'SIGKILL');
            return pid;
          }
          await sleep(5);
        }
      },
      endServers: async () => {
        held = await startEmbedded({ folder: join(data, 'postgres') });
        await Promise.all([end('A', 'SIGTERM'), end('B', 'SIGTERM')]);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      probe.close(() => resolve(typeof bound === 'object' && bound ? bound.port : 0));
    });
  });
