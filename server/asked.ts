import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { BYTES, GIT_BYTES, readJson, unstorable, USUAL_LIMIT } from './body.ts';
import { commandIdOf, derivedId } from './idempotency.ts';
import { collected } from './incoming.ts';
import { refusalOfIssues } from './issues.ts';
import type { Asked, Principal, Route } from './route.ts';

/**
 * What a request says, held to the schemas of its route. Bytes are taken in only now that it is known who sends them, and that this address
 * takes any. `fileLimit`: bytes of one file at most.
 */
export const askedOf = async (
  route: Route,
  request: FastifyRequest,
  principal: Principal | null,
  fileLimit: number | undefined,
): Promise<Result<Asked<unknown, unknown, unknown, Principal | null>>> => {
  const most = (route.limit === 'file' ? fileLimit : route.limit) ?? USUAL_LIMIT;
  const params = parse('params', route.params, request.params);
  if (params.refused) return params;
  const query = parse('query', route.query, request.query);
  if (query.refused) return query;
  const sent = await bodyOf(route, request, most);
  if (sent === null) return tooLarge(most);
  const isBytes = !route.signed && Buffer.isBuffer(sent) && carriesBytes(route, request.headers['content-type'] ?? '');
  if (isBytes !== (route.takesBytes ?? false)) return route.takesBytes ? WANTS_BYTES : WANTS_JSON;
  const body = isBytes || route.signed ? NOTHING : parseBody(route, sent);
  if (body.refused) return body;
  const command = commandOf(route, request, principal, sent);
  if (command.refused) return command;
  const ifVersion = versionOf(request.headers['if-match']);
  if (ifVersion.refused) return ifVersion;
  return ok({
    params: params.ok,
    query: query.ok,
    body: body.ok,
    bytes: isBytes && Buffer.isBuffer(sent) ? sent : NO_BYTES,
    principal,
    command: command.ok,
    get fresh() {
      return derivedId(command.ok, 'artifact');
    },
    ifVersion: ifVersion.ok,
    from: {
      address: request.ip,
      userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300),
      lastEventId: lastEventIdOf(request),
      wants: wantsOf(request),
      ...(route.git ? { git: gitOf(request) } : {}),
      ...(route.signed ? { sent: { headers: request.headers, body: () => collected(request.raw, most) } } : {}),
    },
  });
};

/** Null: too many. */
const bodyOf = (route: Route, { body, raw }: FastifyRequest, most: number): unknown =>
  route.signed ? NO_BYTES : body !== raw ? body : route.takesBytes ? collected(raw, most) : NO_BYTES;

const NOTHING = ok<unknown>({});
const NO_BYTES = Buffer.alloc(0);
const tooLarge = (limit: number): Refusal => {
  const most = `at most ${limit.toLocaleString('en')} bytes`;
  return refuse('body-too-large', `The body is larger than this address takes (${most}). Nothing was written.`, {
    field: '',
    accepted: most,
  });
};
const carriesBytes = (route: Route, type: string): boolean =>
  (route.git ? GIT_BYTES : [BYTES]).some((one) => type.startsWith(one));
export const WANTS_BYTES = refuse('wrong-content-type', 'This address takes bytes. Nothing was written.', {
  field: '/header/content-type',
  accepted: BYTES,
});
const WANTS_JSON = refuse('wrong-content-type', 'This address takes JSON. Nothing was written.', {
  field: '/header/content-type',
  accepted: 'application/json',
});

const parse = (part: 'params' | 'query', schema: z.ZodType | undefined, value: unknown): Result<unknown> => {
  if (!schema)
    return part === 'query' && typeof value === 'object' && value !== null && Object.keys(value).length > 0
      ? unknownQuery(value)
      : NOTHING;
  const unfit = unstorable(value, `/${part}`);
  if (unfit) return unfit;
  const parsed = schema.safeParse(value);
  return parsed.success ? ok(parsed.data) : refusalOfIssues(part, parsed.error.issues, schema);
};

const unknownQuery = (value: object): Refusal =>
  refuse('invalid-request', 'This address takes no query.', { field: `/query/${Object.keys(value)[0]}`, accepted: 'no query' });

const parseBody = (route: Route, bytes: unknown): Result<unknown> => {
  const sent = Buffer.isBuffer(bytes) && bytes.length > 0 ? readJson(bytes) : NOTHING;
  if (sent.refused) return sent;
  if (!route.body) {
    const empty = typeof sent.ok === 'object' && sent.ok !== null && Object.keys(sent.ok).length === 0;
    return empty
      ? NOTHING
      : refuse('invalid-request', 'This address takes no body. Nothing was written.', { field: '', accepted: 'no body' });
  }
  const parsed = route.body.safeParse(sent.ok);
  return parsed.success ? ok(parsed.data) : refusalOfIssues('body', parsed.error.issues, route.body);
};

/** Strangers' writes (sign-in) have no command; a key that they send is theirs alone by their address. */
const commandOf = (route: Route, request: FastifyRequest, principal: Principal | null, sent: unknown): Result<string> => {
  if (route.method === 'GET' || route.signed) return ok('');
  // The same push is the same command.
  if (route.git) return ok(uuidOfBytes(`${principal?.org} ${principal?.actor}`, sent));
  const key = request.headers['idempotency-key'];
  return commandIdOf(principal ? `${principal.org} ${principal.actor}` : `stranger ${request.ip}`, key);
};

const uuidOfBytes = (who: string, body: unknown): string =>
  derivedId(who, Buffer.isBuffer(body) ? hash('sha256', body, 'hex') : '');

const versionOf = (header: string | undefined): Result<number | null> => {
  if (header === undefined || header === '*') return ok(null);
  const version = /^(?:W\/)?"(\d{1,9})(?:-[\w-]+)?"$/.exec(header.trim())?.[1];
  return version === undefined
    ? refuse('invalid-header', 'This If-Match is no ETag of ours.', { field: '/header/if-match', accepted: '"7"' })
    : ok(Number(version));
};

const gitOf = ({ headers }: FastifyRequest) => ({
  protocol: /^version=[0-2]$/.exec(String(headers['git-protocol'] ?? ''))?.[0] ?? null,
  gzipped: /^(?:x-)?gzip$/.test(headers['content-encoding'] ?? ''),
});

const wantsOf = ({ headers }: FastifyRequest) => ({
  range: headers.range ?? null,
  ifRange: typeof headers['if-range'] === 'string' ? headers['if-range'] : null,
  ifNoneMatch: headers['if-none-match'] ?? null,
});

const lastEventIdOf = ({ headers }: FastifyRequest): string | null => {
  const id = headers['last-event-id'];
  return typeof id === 'string' && id !== '' ? id : null;
};
