import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifyHttpOptions } from 'fastify';
import { refuse } from '#kernel/stream/refusal.ts';
import { BYTES, GIT_BYTES, STRANGERS_LIMIT, USUAL_LIMIT } from './body.ts';
import { WANTS_BYTES } from './asked.ts';
import { isOurs, PACKED, refusalOfError, type RequestRefusal } from './errors.ts';
import { refuseOtherMethods } from './other-methods.ts';
import { pipeline, SHUTTING_DOWN, type Surroundings } from './pipeline.ts';
import { presentRefusal } from './present.ts';
import type { Route } from './route.ts';

export interface FrameOptions {
  readonly routes: readonly Route[];
  /** Proxies in front whose X-Forwarded-For is believed: their addresses (`10.0.0.0/8, 127.0.0.1`), or all of them. */
  readonly trustProxy?: string | boolean;
  /** Bytes of one file at most. */
  readonly fileLimit?: number;
}

/** What answers at the addresses. */
export interface Filling extends Surroundings {
  /** Answers what is no address of the API, when it knows it. */
  readonly web?: (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>;
}

export type AppOptions = FrameOptions & Filling;

/** A server with its addresses and nothing behind them. */
export interface Frame {
  readonly app: FastifyInstance;
  /** Once, before it listens. */
  fill(filling: Filling): void;
}

/** Builds the server; it does not listen. */
export const buildApp = (options: AppOptions): FastifyInstance => {
  const { app, fill } = frame(options);
  fill(options);
  return app;
};

/** Sets up the addresses: the longest part of what is done for a start, and needs no database. */
export const frame = ({ routes, trustProxy = false, fileLimit }: FrameOptions): Frame => {
  const settings: FastifyHttpOptions<Server> = {
    logger: false,
    trustProxy,
    bodyLimit: USUAL_LIMIT,
    requestTimeout: 30_000,
    keepAliveTimeout: 75_000,
    forceCloseConnections: true,
    // Who comes while it goes away is told in the form of every refusal, not in Fastify's.
    return503OnClosing: false,
    // What else a program offers to speak (HTTP/2 without encryption) it need not be spoken to in: it gets its answer.
    http: { shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket' },
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: false },
    // Routes have schemas of their own: what compiles Fastify's, some megabytes of it, is not even loaded.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    frameworkErrors: (error, _request, reply) => presentRefusal(reply, refusalOfError(error)),
    clientErrorHandler: answerBrokenRequest,
  };
  const app = fastify(settings);
  let filled: Filled | null = null;
  const behind = (): Filled => {
    if (filled === null) throw new Error('Nothing is behind the addresses yet.');
    return filled;
  };
  const answer = (route: Route): Handler => {
    let known: Handler | null = null;
    return (request, reply) => (known ??= behind().handle(route))(request, reply);
  };
  readBodiesAsBytes(app);
  app.addHook('preClose', async () => filled?.drain());
  for (const route of routes.filter(({ signed }) => signed)) takeAnyBody(app, route, answer(route));
  for (const route of routes.filter(({ signed }) => !signed))
    app.route({
      method: route.method,
      url: route.path,
      bodyLimit: jsonLimit(route, fileLimit),
      handler: answer(route),
    });
  refuseOtherMethods(app, routes);
  app.setNotFoundHandler(async (request, reply) => {
    if (filled?.isClosing()) presentRefusal(reply, SHUTTING_DOWN);
    else if (!(await behind().web?.(request, reply))) presentRefusal(reply, NOTHING_HERE);
  });
  const onlyBytes = new Set(routes.filter(({ takesBytes }) => takesBytes).map(({ method, path }) => `${method} ${path}`));
  app.setErrorHandler((error, request, reply) => {
    const refused = refusalOfError(error);
    const { url = '', bodyLimit } = request.routeOptions;
    const isJson = refused.code === 'body-too-large' && onlyBytes.has(`${request.method} ${url}`);
    const refusal = isJson ? WANTS_BYTES : withLimit(refused, bodyLimit);
    if (isOurs(refusal)) behind().log.error({ err: error, route: request.routeOptions.url }, 'a request failed');
    presentRefusal(reply, refusal);
  });
  return {
    app,
    fill: ({ web, ...surroundings }) => {
      filled = { ...pipeline(surroundings), web, log: surroundings.log };
    },
  };
};

/** [safety] JSON is taken in before it is known who sends it: little of it where nobody is to send any. Bytes are counted when they are taken in. */
const jsonLimit = ({ takesBytes = false, limit, who }: Route, fileLimit: number | undefined): number =>
  takesBytes ? STRANGERS_LIMIT : ((limit === 'file' ? fileLimit : limit) ?? (who === 'anyone' ? STRANGERS_LIMIT : USUAL_LIMIT));

type Handler = ReturnType<ReturnType<typeof pipeline>['handle']>;
type Filled = ReturnType<typeof pipeline> & Pick<Surroundings, 'log'> & { readonly web: Filling['web'] | undefined };

const noCompiler = (): never => {
  throw new Error('A route has a schema of Fastify; they have schemas of ours.');
};

const NOTHING_HERE = refuse('unknown-route', 'There is nothing at this address.', {
  field: '/path',
  accepted: 'the addresses listed at /api',
});

/** The pipeline reads JSON itself, after it knows who asks. */
const readBodiesAsBytes = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, ({ headers }, body, done) => {
    const packed = (headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity';
    return packed ? done(Object.assign(new Error('a packed body'), { code: PACKED })) : done(null, body);
  });
  // [safety] What may be large is not even taken in before.
  for (const type of [BYTES, ...GIT_BYTES]) app.addContentTypeParser(type, (_request, body, done) => done(null, body));
};

/** Whatever its type, nothing of a signed body is taken in before its route asks. */
const takeAnyBody = (app: FastifyInstance, { method, path: url }: Route, handler: Handler): void => {
  void app.register(async (inner) => {
    inner.removeAllContentTypeParsers();
    inner.addContentTypeParser('*', (_request, body, done) => done(null, body));
    inner.route({ method, url, handler });
  });
};

const withLimit = (refusal: RequestRefusal, limit: number): RequestRefusal => {
  if (refusal.code !== 'body-too-large') return refusal;
  const most = `at most ${limit.toLocaleString('en')} bytes`;
  return { ...refusal, message: `The body is larger than this address takes (${most}). Nothing was written.`, accepted: most };
};

/** What Node could not even read as HTTP gets a problem all the same, and the connection ends. */
function answerBrokenRequest(this: FastifyInstance, error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, reason, code, detail] =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? ['431', 'Request Header Fields Too Large', 'headers-too-large', 'The headers are longer than 16 kB.']
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? ['408', 'Request Timeout', 'request-timeout', 'The request did not arrive whole in time.']
        : ['400', 'Bad Request', 'malformed-request', 'This is not HTTP.'];
  const body = JSON.stringify({ type: `/api#${code}`, title: reason, status: Number(status), code, detail });
  socket.end(
    `HTTP/1.1 ${status} ${reason}\r\ncontent-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
