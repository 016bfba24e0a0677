import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openPool } from '#store/connection.ts';
import { startEmbedded } from '#store/embedded.ts';

/** A PostgreSQL of the bench's own, durable, and processes on it; all of it gone at the end. */
export interface Stage {
  /** The URL of a new, empty database. */
  database(name: string): Promise<string>;
  /** Starts a file of `bench/` with the database's URL; answers the port that it prints. */
  process(file: string, url: string): Promise<Running>;
  close(): Promise<void>;
}

export interface Running {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

export const stage = async (): Promise<Stage> => {
  const folder = await mkdtemp(join(tmpdir(), 'proceed-bench-'));
  const postgres = await startEmbedded({ folder: join(folder, 'postgres') });
  const admin = openPool(postgres.url, { max: 1 });
  const running = new Set<Running>();
  return {
    database: async (name) => {
      await admin.query(`create database ${name}`);
      return postgres.url.replace('@/proceed?', `@/${name}?`);
    },
    process: async (file, url) => {
      // What they put aside goes with the rest.
      const env = { ...process.env, TMPDIR: folder };
      const child = spawn(process.execPath, [join(import.meta.dirname, file), url], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env,
      });
      const one: Running = { port: await firstNumber(child), pid: child.pid ?? 0, stop: () => ended(child) };
      running.add(one);
      return one;
    },
    close: async () => {
      await Promise.all([...running].map((one) => one.stop()));
      await admin.end();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const firstNumber = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error('a process of the bench ended before it served')));
    if (child.stdout) createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line)));
  });

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
  });

export interface Founded {
  readonly organization: string;
  /** `Bearer …` of a key of the first steward that may do everything. */
  readonly authorization: string;
  /** Of their browser: `name=token`. */
  readonly cookie: string;
  readonly person: string;
}

/** Founds Northwind on a server of the bench. */
export const found = async (port: number): Promise<Founded> => {
  const address = `http://127.0.0.1:${port}`;
  const write = async (
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ json: Record<string, unknown>; cookie: string }> => {
    const response = await fetch(address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
    return {
      json: JSON.parse(text) as Record<string, unknown>,
      cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    };
  };
  const hours = { zone: 'Europe/Berlin', week: { 'mon-fri': '09:00-17:00' } };
  const { cookie } = await write('/api/setup', {
    organization: 'Northwind',
    name: 'Ines Prado',
    mail: 'ines@northwind.example',
    password: 'three quiet mornings',
    hours,
  });
  const key = await write('/api/keys', { name: 'bench', scope: 'admin' }, { cookie });
  const authorization = `Bearer ${String(key.json['token'] ?? key.json['key'])}`;
  const me = (await (await fetch(`${address}/api/me`, { headers: { authorization } })).json()) as {
    actor: { id: string };
    organization: { id: string };
  };
  return { organization: me.organization.id, person: me.actor.id, authorization, cookie };
};

/** A command through HTTP, for setting a scene. */
export const post = async (
  port: number,
  path: string,
  authorization: string,
  body: unknown,
): Promise<Record<string, unknown>> => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
};
