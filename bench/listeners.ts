import { connect } from 'node:net';
import { quantiles } from './load.ts';

/** What the listeners of the live bench heard between `begin` and `end`. Latencies in ms, from an event's moment to its arrival. */
export interface Heard {
  /** How many frames each listener got. */
  readonly frames: readonly number[];
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** From the bench to this process, and back. */
export type Asked =
  | { readonly listen: { readonly port: number; readonly tokens: readonly string[] } }
  | { readonly begin: true }
  | { readonly report: true };
export type Told = { readonly listening: number } | { readonly begun: true } | { readonly heard: Heard };

/** A process of its own: whoever writes in the bench does not wait for a thousand readers. */
const counts: number[] = [];
let latencies: number[] = [];
let counting = false;

const AT = Buffer.from('"at":"');
const END = Buffer.from('\n\n');
const ISO = 24;

/** Counts frames; of those that begin in this chunk it takes the moment at which the event was decided. */
const hear = (listener: number, chunk: Buffer, now: number): void => {
  for (let from = chunk.indexOf(AT); from >= 0; from = chunk.indexOf(AT, from + ISO)) {
    if (!counting) continue;
    counts[listener] = (counts[listener] ?? 0) + 1;
    const at = Date.parse(chunk.toString('latin1', from + AT.length, from + AT.length + ISO));
    if (at > 0) latencies.push(now - at);
  }
};

const listen = (port: number, token: string, listener: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    // A frame that two chunks share is counted once: what has not ended waits for the rest.
    let rest: Buffer = Buffer.alloc(0);
    counts[listener] = 0;
    socket.once('error', reject);
    socket.once('data', () => resolve());
    socket.on('data', (chunk: Buffer) => {
      const now = performance.timeOrigin + performance.now();
      const whole = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const end = whole.lastIndexOf(END);
      rest = end < 0 ? whole : whole.subarray(end + END.length);
      if (end >= 0) hear(listener, whole.subarray(0, end), now);
    });
    socket.on('close', () => {
      counts[listener] = -1;
    });
    socket.write(`GET /api/stream HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ${token}\r\naccept: text/event-stream\r\n\r\n`);
  });

const tell = (told: Told): void => {
  process.send?.(told);
};

process.on('message', (asked: Asked) => {
  if ('listen' in asked) {
    const { port, tokens } = asked.listen;
    void Promise.all(tokens.map((token, listener) => listen(port, token, listener))).then(() =>
      tell({ listening: tokens.length }),
    );
  } else if ('begin' in asked) {
    counts.fill(0);
    latencies = [];
    counting = true;
    tell({ begun: true });
  } else tell({ heard: { frames: counts, ...quantiles(latencies) } });
});
process.on('disconnect', () => process.exit(0));
