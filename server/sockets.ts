import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import type { Drafts, Socket } from '#practices/handbook';
import { cookieName, credentialsOf, type Credentials } from './credentials.ts';
import { checkOrigin } from './origin.ts';
import type { Principal } from './route.ts';

interface SocketOptions {
  readonly resolve: (credentials: Credentials) => Promise<Principal | null>;
  readonly origins: ReadonlySet<string>;
  readonly secure: boolean;
  readonly connect: Drafts['connect'];
  readonly log: { readonly error: (about: object, line: string) => void };
}

/** Bytes of one message: a whole draft with its history, written offline. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Connections of which nobody knows yet whose they are. */
const MOST_WAITING = 500;
const PING_EVERY = 20_000;
const SIGN_IN = 4401;

const ADDRESS = /^\/api\/drafts\/(?:(\d{1,9})|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))(?:\?.*)?$/i;

/**
 * WebSockets at `/api/drafts/:page`. [safety] Of this site's own pages alone: a browser says where a connection comes from, and sends its cookie
 * wherever the page is from that opens it. Programs with keys use the API.
 */
export const sockets = (server: Server, { resolve, origins, secure, connect, log }: SocketOptions): (() => void) => {
  const open = new Set<WebSocket>();
  let waiting = 0;
  let loading: Promise<WebSocketServer> | null = null;
  const load = (): Promise<WebSocketServer> =>
    (loading ??= import('ws').then(
      ({ WebSocketServer: Made }) =>
        new Made({ noServer: true, maxPayload: MOST_BYTES, perMessageDeflate: false, clientTracking: false }),
    ));

  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', () => stream.destroy());
    const [whole, number, id] = ADDRESS.exec(request.url ?? '') ?? [];
    if (whole === undefined) return refuse(stream, '404 Not Found', 'There is nothing at this address.');
    if (request.headers.origin === undefined || checkOrigin(request.headers, origins) !== null)
      return refuse(stream, '403 Forbidden', 'This connection was opened by another site.');
    if (waiting >= MOST_WAITING)
      return refuse(stream, '503 Service Unavailable', 'Too many connections begin at once. Come back in a moment.');
    const credentials = credentialsOf(request.headers, cookieName(secure));
    void load().then((made) =>
      made.handleUpgrade(request, stream, head, (socket) => {
        open.add(socket);
        socket.on('close', () => open.delete(socket));
        begin(socket, credentials, number === undefined ? (id ?? '').toLowerCase() : Number(number));
      }),
    );
  };

  const begin = (socket: WebSocket, credentials: Credentials | null, page: string | number): void => {
    const renew = async (): Promise<Principal | null> => (credentials?.via === 'session' ? resolve(credentials) : null);
    const end: Socket = {
      renew,
      send: (data) => socket.send(data),
      unread: () => socket.bufferedAmount,
      close: (code, why) => socket.close(code, why),
    };
    let place: Awaited<ReturnType<Drafts['connect']>> = null;
    // [safety] What somebody sends is read once it is known who they are and that they may: until then it waits in their network.
    socket.pause();
    waiting += 1;
    let gone = false;
    let alive = true;
    const ping = setInterval(() => {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
    }, PING_EVERY);
    socket.on('pong', () => {
      alive = true;
    });
    socket.on('message', (data, binary) => {
      if (socket.readyState !== socket.OPEN) return;
      const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data);
      const heard = binary ? new Uint8Array(bytes) : bytes.toString();
      place?.hear(heard);
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      gone = true;
      clearInterval(ping);
      place?.leave();
    });
    renew()
      .then(async (principal) => {
        if (!principal) return socket.close(SIGN_IN, 'sign in');
        const joined = await connect(end, principal, page);
        if (gone) return joined?.leave();
        place = joined;
      })
      .catch((error: unknown) => {
        log.error({ err: error }, 'a connection to a draft could not begin');
        socket.close(1011, 'come back in a moment');
      })
      .finally(() => {
        waiting -= 1;
        socket.resume();
      });
  };

  server.on('upgrade', upgrade);
  return () => {
    server.off('upgrade', upgrade);
    for (const socket of open) socket.terminate();
  };
};

const refuse = (stream: Duplex, status: string, detail: string): void => {
  const body = JSON.stringify({ title: detail, status: Number(status.slice(0, 3)) });
  stream.end(
    `HTTP/1.1 ${status}\r\ncontent-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
};
