import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';

/** What a load of requests took. Latencies in ms. */
export interface Figures {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
  readonly requests: number;
  /** Processor time of the process that answers, ms a request. What else the machine does changes it little. */
  readonly cpu: number;
  readonly failures: number;
  readonly firstFailure: string | null;
}

export interface Load {
  readonly port: number;
  readonly clients: number;
  readonly seconds: number;
  /** Of the process that answers: then `cpu` is known, where the system tells. */
  readonly pid?: number;
  /** The bytes of request `index` of client `client`. */
  request(client: number, index: number): Buffer;
}

/**
 * Closed-loop HTTP/1.1 load: each client keeps one connection and sends its next request when the last was answered. Small on
 * purpose: it shares the machine with what it measures.
 */
export const load = async ({ port, clients, seconds, pid, request }: Load): Promise<Figures> => {
  const latencies: number[] = [];
  const before = pid === undefined ? 0 : cpuOf(pid);
  const failures: string[] = [];
  const started = performance.now();
  const until = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      const connection = await open(port);
      for (let index = 0; performance.now() < until; index += 1) {
        const sent = performance.now();
        const answer = await connection.ask(request(client, index));
        latencies.push(performance.now() - sent);
        if (!answer.status.startsWith('2')) failures.push(`${answer.status} ${answer.body().slice(0, 200)}`);
      }
      connection.close();
    }),
  );
  const elapsed = (performance.now() - started) / 1000;
  return {
    ...quantiles(latencies),
    rate: latencies.length / elapsed,
    requests: latencies.length,
    cpu: pid === undefined ? 0 : ((cpuOf(pid) - before) * 1000) / latencies.length,
    failures: failures.length,
    firstFailure: failures[0] ?? null,
  };
};

/** Seconds of processor time that a process has had, in hundredths; 0 where there is no /proc. */
export const cpuOf = (pid: number): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return 0;
  }
};

export const quantiles = (latencies: number[]): { p50: number; p99: number; max: number } => {
  const sorted = Float64Array.from(latencies).toSorted();
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
};

export interface HttpAnswer {
  readonly status: string;
  /** Read when it is asked for: a load of lists would be a load of reading them. */
  body(): string;
}

/** One keep-alive connection that answers one question at a time. */
export const open = (port: number): Promise<{ ask(bytes: Buffer): Promise<HttpAnswer>; close(): void }> =>
  new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true });
    let waiting: { answer: (answer: HttpAnswer) => void; fail: (error: Error) => void } | null = null;
    let pending: Buffer = Buffer.alloc(0);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      socket.on('error', (error) => waiting?.fail(error));
      socket.on('close', () => waiting?.fail(new Error('the connection was closed')));
      resolve({
        ask: (bytes) =>
          new Promise((answer, fail) => {
            waiting = { answer, fail };
            socket.write(bytes);
          }),
        close: () => socket.destroy(),
      });
    });
    socket.on('data', (chunk: Buffer) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const answer = whole(pending);
      if (!answer) return;
      pending = Buffer.alloc(0);
      const { answer: give } = waiting ?? { answer: () => undefined };
      waiting = null;
      give(answer);
    });
  });

const whole = (bytes: Buffer): HttpAnswer | null => {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = bytes.toString('latin1', 0, end);
  const length = /\r\ncontent-length: (\d+)/i.exec(head);
  const size = Number(length?.[1] ?? 0);
  if (bytes.length < end + 4 + size) return null;
  return { status: head.slice(9, 12), body: () => bytes.toString('utf8', end + 4, end + 4 + size) };
};

/** A request as it goes over the wire. */
export const httpRequest = (method: string, path: string, headers: Readonly<Record<string, string>>, body?: string): Buffer => {
  const lines = Object.entries({ host: '127.0.0.1', ...headers }).map(([name, value]) => `${name}: ${value}`);
  if (body === undefined) return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
  const size = Buffer.byteLength(body);
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\ncontent-type: application/json\r\ncontent-length: ${size}\r\n\r\n${body}`,
  );
};
