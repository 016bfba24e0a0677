import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { cpuOf } from './load.ts';
import { pagesOfZipf } from './pages.ts';
import { found, post, type Stage } from './stage.ts';
import type { Measured } from './table.ts';

const WRITERS = 50;
const KEYS_A_SECOND = 4;
const SECONDS = 10;
const FIRST_SIGN = 0x4e00;
const TEXT = 1;
const HAS = 2;
const KEPT = 3;

/** Fifty who write on one page, each four keys a second: until another sees a key, until it is on disk, and what the server needs for it. */
export const benchWriters = async (stage: Stage): Promise<readonly Measured[]> => {
  const url = await stage.database('writers');
  const server = await stage.process('server.ts', url);
  const { authorization } = await found(server.port);
  const write = pagesOfZipf();
  const body = Array.from({ length: 5 }, () => write().text).join('\n\n');
  const page = await post(server.port, '/api/pages', authorization, { body: `# One page\n\n${body}\n` });
  const cookie = await signedIn(server.port);
  const pressed = new Map<string, number>();
  const [seen, kept]: [number[], number[]] = [[], []];
  const idle = await memoryOf(server.pid);
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => enter(server.port, Number(page['number']), cookie)));
  writers[0]?.onWords((words) => {
    for (const sign of words) {
      const at = pressed.get(sign);
      if (at !== undefined) seen.push(performance.now() - at);
      pressed.delete(sign);
    }
  });
  const before = cpuOf(server.pid);
  const began = performance.now();
  let next = FIRST_SIGN;
  const typing = writers.slice(1).map(
    (writer, index) =>
      new Promise<void>((resolve) => {
        let left = SECONDS * KEYS_A_SECOND;
        const press = (): void => {
          const sign = String.fromCharCode(next);
          next += 1;
          pressed.set(sign, performance.now());
          writer.type(sign, (took) => kept.push(took));
          left -= 1;
          if (left === 0) resolve();
          else setTimeout(press, (0.6 + 0.8 * Math.random()) * (1000 / KEYS_A_SECOND));
        };
        setTimeout(press, index * 5);
      }),
  );
  await Promise.all(typing);
  const took = performance.now() - began;
  while (kept.length < (WRITERS - 1) * SECONDS * KEYS_A_SECOND) await new Promise((resume) => setTimeout(resume, 20));
  const cpu = ((cpuOf(server.pid) - before) * 100_000) / took;
  const grown = (await memoryOf(server.pid)) - idle;
  for (const writer of writers) writer.leave();
  await server.stop();
  const bench = 'writers';
  return [
    { bench, what: `p50 until another of ${WRITERS} sees a key`, value: at(seen, 0.5), unit: 'ms' },
    { bench, what: 'p95 of that', value: at(seen, 0.95), unit: 'ms' },
    { bench, what: 'p95 until a key is on disk', value: at(kept, 0.95), unit: 'ms' },
    { bench, what: `server CPU at ${(WRITERS - 1) * KEYS_A_SECOND} keys/s`, value: cpu, unit: '% of a core' },
    { bench, what: 'server memory more', value: grown, unit: 'MB' },
  ];
};

const at = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * part)] ?? Number.POSITIVE_INFINITY;

/** MB. */
const memoryOf = async (pid: number): Promise<number> =>
  Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8').catch(() => ''))?.[1] ?? 0) / 1024;

const signedIn = async (port: number): Promise<string> => {
  const response = await fetch(`http://127.0.0.1:${port}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), origin: 'http://127.0.0.1' },
    body: JSON.stringify({ mail: 'ines@northwind.example', password: 'three quiet mornings' }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
};

/** One who writes: what the browser's end says, without the browser. */
const enter = async (port: number, page: number, cookie: string) => {
  const doc = new Y.Doc();
  const text = doc.getText('text');
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/drafts/${page}`, { headers: { cookie, origin: 'http://127.0.0.1' } });
  const waiting = new Map<number, (took: number) => void>();
  let [n, ready, looks] = [0, false, false];
  let joined = (): void => undefined;
  const here = new Promise<void>((resolve, reject) => {
    joined = resolve;
    socket.on('error', reject);
    socket.on('close', (code) => reject(new Error(`closed with ${code}`)));
  });
  socket.on('open', () => {
    socket.send(JSON.stringify({ say: 'hello', draft: null }));
    socket.send(framed(HAS, 0));
  });
  socket.on('message', (data: Buffer, binary) => {
    if (!binary) return;
    // Only who looks takes in what others type: fifty browsers have fifty machines, and the bench has one.
    if (data[0] === TEXT && (!ready || looks)) Y.applyUpdate(doc, data.subarray(5), socket);
    else if (data[0] === HAS) joined();
    else if (data[0] === KEPT) waiting.get(data.readUInt32BE(1))?.(performance.now());
  });
  await here;
  ready = true;
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== socket) socket.send(framed(TEXT, n, update));
  });
  return {
    onWords: (hear: (words: string) => void): void => {
      looks = true;
      text.observe((event) => {
        for (const { insert } of event.delta) if (typeof insert === 'string') hear(insert);
      });
    },
    type: (sign: string, done: (took: number) => void): void => {
      n += 1;
      const began = performance.now();
      waiting.set(n, (ended) => done(ended - began));
      text.insert(Math.floor(Math.random() * text.length), sign);
    },
    leave: (): void => socket.terminate(),
  };
};

const framed = (kind: number, n: number, bytes: Uint8Array = new Uint8Array()): Buffer => {
  const head = Buffer.alloc(5);
  head[0] = kind;
  head.writeUInt32BE(n, 1);
  return Buffer.concat([head, bytes]);
};
