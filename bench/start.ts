import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { median, type Measured } from './table.ts';
import { FIRST_PAGE, webSize } from './web-size.ts';

const ROOT = join(import.meta.dirname, '..');
const FIRST_BOOTS = 3;
const RESTARTS = 5;

/**
 * What `npm start` does once all is installed and built: how soon it serves with its database, at its first boot and again, how much
 * the server's process holds when nobody asks anything, and how much a browser loads to show a first page.
 */
export const benchStart = async (): Promise<readonly Measured[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'proceed-bench-start-'));
  try {
    const boots: number[] = [];
    for (let round = 0; round < FIRST_BOOTS; round += 1) {
      const one = await start(join(folder, String(round)));
      boots.push(one.servedAfter);
      await one.stop();
    }
    const used = join(folder, '0');
    const again: number[] = [];
    let idle = 0;
    for (let round = 0; round < RESTARTS; round += 1) {
      const one = await start(used);
      again.push(one.servedAfter);
      if (round === RESTARTS - 1) {
        await sleep(3_000);
        idle = await resident(one.pid);
      }
      await one.stop();
    }
    const bench = 'start';
    const size = webSize(join(ROOT, 'dist', 'web'));
    return [
      { bench, what: 'first boot', value: median(boots) / 1000, unit: 's', limit: { at: 'most', value: 2.5, of: 'value' } },
      { bench, what: 'restart', value: median(again) / 1000, unit: 's', limit: { at: 'most', value: 0.7, of: 'value' } },
      { bench, what: 'idle memory', value: idle, unit: 'MB', limit: { at: 'most', value: 130, of: 'value' } },
      {
        bench,
        what: `first page, with ${size.heaviestScreen}`,
        value: size.firstPage / 1000,
        unit: 'kB gz',
        limit: { at: 'most', value: FIRST_PAGE / 1000, of: 'value' },
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

interface Started {
  /** From the command to the first answer, ms. */
  readonly servedAfter: number;
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/** As `npm start` does it, on a free port. */
export const start = async (folder: string): Promise<Started> => {
  const port = await freePort();
  const from = performance.now();
  const child = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PROCEED_DATA: folder, PROCEED_PORT: String(port), NODE_ENV: 'production' },
  });
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('the server ended before it served');
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null);
    if (answer?.ok) break;
    await sleep(5);
  }
  return { servedAfter: performance.now() - from, pid: child.pid ?? 0, port, stop: () => stopped(child) };
};

const stopped = async (child: ChildProcess): Promise<void> => {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

/** MB of physical memory that a process holds. */
const resident = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
};
