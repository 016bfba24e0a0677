import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { sees } from '#kernel/actors/access.ts';
import type { Cursor } from '#kernel/stream/event.ts';
import type { Page, Stream, StreamEvent } from '#kernel/stream/stream.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Queryable } from '#store/connection.ts';
import { PRIVATE } from './headers.ts';
import { inCursor } from './paging.ts';
import type { Principal } from './route.ts';

/** What is sent of an event: where to look again, never what it says. */
const frameOf = ({ cursor, artifact, kind, number, version, body, at, by, parent }: StreamEvent): Buffer => {
  const data = {
    cursor,
    artifact,
    kind,
    number: number === 0 ? null : number,
    version,
    type: body.type,
    at: new Date(at).toISOString(),
    by,
    parent,
  };
  return Buffer.from(`id: ${cursor}\ndata: ${JSON.stringify(data)}\n\n`);
};

/*
 * One reader of the stream for all who listen in this process. A listener:
 *
 *     catching up ──► live ──► closed      by its reader, by the end of its session, or because it reads too slowly
 *
 * Whoever comes back with a Last-Event-ID reads what they missed for themselves while the live events wait for them.
 */
interface Listener {
  readonly principal: Principal;
  readonly raw: ServerResponse;
  /** Written to directly once the headers are out: the body ends with the connection, so there is nothing to frame. */
  readonly socket: Writable;
  keys: ReadonlySet<string>;
  /** While catching up: live events that wait. */
  waiting: StreamEvent[] | null;
  /** Sent while catching up, ahead of the live reader. */
  ahead: Set<Cursor>;
}

export interface Live {
  /** Null after: from now on. */
  listen(principal: Principal, after: Cursor | null): Result<(raw: ServerResponse) => void>;
  /** Closes what these sessions or keys opened; null: looks which of them are still valid. */
  ended(ids: readonly string[] | null): void;
  readonly listeners: () => number;
  close(): Promise<void>;
}

interface LiveOptions {
  readonly stream: Pick<Stream, 'read' | 'subscribe' | 'head'>;
  readonly db: Queryable;
  /** Kinds whose events may change who sees what. */
  readonly directoryKinds: ReadonlySet<string>;
  readonly log: { readonly error: (about: object, line: string) => void };
}

const HEARTBEAT = Buffer.from(':\n\n');
const HEARTBEAT_EVERY = 20_000;
/** How long the end of a session in another process may go unnoticed here, ms. */
const CHECK_EVERY = 5_000;
const MOST_UNREAD_BYTES = 1024 * 1024;
const MOST_FOR_ONE = 50;
const MOST_MISSED = 10_000;
const PAGE = 500;

export const live = ({ stream, db, directoryKinds, log }: LiveOptions): Live => {
  const listeners = new Set<Listener>();
  let reader: Promise<() => Promise<void>> | null = null;
  let closed = false;

  const listen: Live['listen'] = (principal, after) => {
    if (closed) return refuse('shutting-down', 'The server is going away; come back in a moment.');
    if (after !== null && !isPlace(after))
      return refuse('invalid-cursor', 'This is no place in the stream. Begin again without it.', {
        field: '/header/last-event-id',
      });
    const full = (): boolean => [...listeners].filter((one) => one.principal.actor === principal.actor).length >= MOST_FOR_ONE;
    if (full()) return refuse('too-many-requests', 'These are more live connections than one actor may have.');
    return ok((raw) => {
      // Many may have asked at the same moment.
      if (full()) return void raw.destroy();
      const socket = begin(raw);
      const listener: Listener = { principal, raw, socket, keys: new Set(principal.keys), waiting: [], ahead: new Set() };
      listeners.add(listener);
      raw.on('close', () => listeners.delete(listener));
      void startReading()
        .then(() => catchUp(listener, after))
        .catch((error: unknown) => {
          log.error({ err: error }, 'a live connection could not begin');
          drop(listener);
        });
    });
  };

  const startReading = (): Promise<unknown> =>
    (reader ??= stream
      .head()
      .then((head) => stream.subscribe(head, deliver))
      .catch((error: unknown) => {
        reader = null;
        throw error;
      }));

  const catchUp = async (listener: Listener, after: Cursor | null): Promise<void> => {
    let cursor = after;
    for (let missed = 0; cursor !== null;) {
      const page: Page = await stream.read(cursor, PAGE);
      missed += page.events.length;
      if (missed > MOST_MISSED) return drop(listener);
      send(listener, page.events, null);
      for (const event of page.events) listener.ahead.add(event.cursor);
      if (page.events.length < PAGE) break;
      cursor = page.cursor;
    }
    const waiting = listener.waiting ?? [];
    listener.waiting = null;
    send(listener, unsent(listener, waiting), null);
  };

  const deliver = async (page: Page): Promise<void> => {
    if (listeners.size === 0) return;
    if (page.events.some(({ kind }) => directoryKinds.has(kind))) await refreshKeys();
    const whole = page.events.length === 1 ? null : shared(page.events);
    for (const listener of listeners) {
      if (listener.waiting) {
        listener.waiting.push(...page.events);
        if (listener.waiting.length > MOST_MISSED) drop(listener);
      } else if (listener.ahead.size > 0) send(listener, unsent(listener, page.events), null);
      else send(listener, page.events, whole);
    }
  };

  const unsent = (listener: Listener, events: readonly StreamEvent[]): readonly StreamEvent[] => {
    if (listener.ahead.size === 0) return events;
    const fresh = events.filter((event) => !listener.ahead.delete(event.cursor));
    // Behind an event that was not yet sent there is none that was.
    if (fresh.length > 0) listener.ahead.clear();
    return fresh;
  };

  /** [safety] Each event is authorised by itself, for each who listens, by the keys that they hold now. */
  const send = (
    listener: Listener,
    events: readonly StreamEvent[],
    whole: { readonly org: string; readonly bytes: Buffer } | null,
  ): void => {
    const visible = events.filter((event) => event.org === listener.principal.org && sees(listener.keys, event.audience));
    if (visible.length === 0) return;
    if (whole && visible.length === events.length) return write(listener, whole.bytes);
    const [first] = visible;
    write(listener, first && visible.length === 1 ? bytesOf(first) : Buffer.concat(visible.map(bytesOf)));
  };

  const write = (listener: Listener, bytes: Buffer): void => {
    const { socket } = listener;
    socket.write(bytes);
    if (socket.writableLength > MOST_UNREAD_BYTES) drop(listener);
  };

  /** They come back with their Last-Event-ID, and read on where they stood. */
  const drop = (listener: Listener): void => {
    listeners.delete(listener);
    listener.raw.destroy();
  };

  const refreshKeys = async (): Promise<void> => {
    const { rows } = await db.query<{ org: string; id: string; keys: string[] }>({
      name: 'live-keys',
      text: `select org, id, keys from actors where status = 'active' and id = any($1::uuid[])`,
      values: [[...new Set([...listeners].map(({ principal }) => principal.actor))]],
    });
    const keys = new Map(rows.map((row) => [`${row.org} ${row.id}`, new Set(row.keys)]));
    for (const listener of listeners) {
      const held = keys.get(`${listener.principal.org} ${listener.principal.actor}`);
      if (held) listener.keys = held;
      else drop(listener);
    }
  };

  const check = async (): Promise<void> => {
    if (listeners.size === 0) return;
    const { rows } = await db.query<{ id: string }>({
      name: 'live-sessions',
      text: `select s.id from account_sessions s join accounts a on a.id = s.account join actors c on c.org = a.org and c.id = a.actor
             where s.id = any($1::uuid[]) and s.expires_at > proceed_now() and c.status = 'active' and c.role = s.role
             union all select k.id from api_keys k join actors c on c.org = k.org and c.id = k.actor
             where k.id = any($1::uuid[]) and (k.expires_at is null or k.expires_at > proceed_now()) and c.status = 'active'`,
      values: [[...new Set([...listeners].map(({ principal }) => principal.session))]],
    });
    const valid = new Set(rows.map(({ id }) => id));
    for (const listener of listeners) if (!valid.has(listener.principal.session)) drop(listener);
  };

  const every = (milliseconds: number, work: () => void): ReturnType<typeof setInterval> =>
    setInterval(work, milliseconds).unref();
  const timers = [
    every(HEARTBEAT_EVERY, () => {
      for (const listener of listeners) write(listener, HEARTBEAT);
    }),
    // The database may be away for a while; who is still welcome is asked again when it is back.
    every(CHECK_EVERY, () => void check().catch(() => undefined)),
  ];

  return {
    listen,
    ended: (ids) => {
      if (ids === null) return void check().catch(() => undefined);
      for (const listener of listeners) if (ids.includes(listener.principal.session)) drop(listener);
    },
    listeners: () => listeners.size,
    close: async () => {
      closed = true;
      for (const timer of timers) clearInterval(timer);
      for (const { raw } of listeners) raw.end();
      listeners.clear();
      const stop = await reader?.catch(() => undefined);
      await stop?.();
    },
  };
};

const isPlace = (cursor: string): boolean => {
  const [xid, position, ...more] = cursor.split('-');
  return more.length === 0 && inCursor.xid.safeParse(xid).success && inCursor.big.safeParse(position).success;
};

/** An event's bytes are made once, for all who see it. */
const made = new WeakMap<StreamEvent, Buffer>();
const bytesOf = (event: StreamEvent): Buffer => {
  const known = made.get(event);
  if (known) return known;
  const bytes = frameOf(event);
  made.set(event, bytes);
  return bytes;
};

const shared = (events: readonly StreamEvent[]) => ({ org: events[0]?.org ?? '', bytes: Buffer.concat(events.map(bytesOf)) });

/** The body ends with the connection: no chunks, one write a page. */
const begin = (raw: ServerResponse): Writable => {
  raw.useChunkedEncodingByDefault = false;
  raw.shouldKeepAlive = false;
  raw.writeHead(200, { ...PRIVATE, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  raw.socket?.setNoDelay(true);
  raw.socket?.setTimeout(0);
  raw.write('retry: 2000\n:\n\n');
  // An injected request has no socket.
  return raw.socket ?? raw;
};
