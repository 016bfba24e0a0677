import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { readConfig, type Config } from '#server/config.ts';
import type { Api } from '#server/routes.ts';

export interface Connection {
  /** `http://localhost:4180` */
  readonly url: string;
  /**
   * One call of the API: `call('POST /api/imports/decisions', { body })`. A write that may have been lost on its way is sent again,
   * and takes effect once. Throws a Refused, or an error whose cause says why no server was reached.
   */
  call<Name extends keyof Api>(name: Name, ...input: Input<Api[Name]>): Promise<Api[Name]['reply']>;
  /** What an address answers, as it comes: `take('/api/export')`. */
  take(path: string): Promise<Response>;
  /** What lets git in, as a header. */
  readonly gitHeader: string;
  /** The zone of whoever asks, in which times are told to them. */
  zone(): Promise<string>;
}

type Asked = { readonly params: unknown; readonly query: unknown; readonly body: unknown };
type Given<A extends Asked> = { readonly [Part in Exclude<keyof A & keyof Asked, Absent<A>>]: A[Part] };
type Absent<A extends Asked> = { [Part in keyof Asked]: A[Part] extends undefined ? Part : never }[keyof Asked];
type Input<A extends Asked> = Record<never, never> extends Given<A> ? [input?: Given<A> & Options] : [input: Given<A> & Options];

interface Options {
  readonly signal?: AbortSignal;
  /** Where the address takes bytes instead of JSON. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** What the server answered with a problem: its words, and what can be done about it. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: string;
  readonly status: number;
  /** The pointer of the field at fault. */
  readonly field: string | undefined;

  constructor(status: number, { code, detail, field, accepted, errors = [] }: Problem) {
    const first = detail ?? `The server answered ${status}.`;
    const of = (pointer: string): string => `  ${pointer.slice(1).replaceAll('/', ' › ')}`;
    // One fault is told by the sentence already; of several it has the first.
    const one = field !== undefined && field !== '' && accepted !== undefined ? [`${of(field)} takes ${accepted}`] : [];
    const several = errors.map(
      (error) => `${of(error.pointer)}: ${error.detail}${error.accepted === undefined ? '' : ` (${error.accepted})`}`,
    );
    super([first, ...(errors.length > 1 ? several : one), ...(HELP[code ?? ''] ?? [])].join('\n'));
    this.status = status;
    this.code = code ?? 'unreadable';
    this.field = field;
  }
}

const HELP: Readonly<Record<string, readonly string[]>> = {
  'not-signed-in': ['PROCEED_TOKEN must be an API key that is still valid; make one in your settings.'],
  'scope-too-small': ['Make an API key of a larger scope in your settings, and put it into PROCEED_TOKEN.'],
};

/** Nothing answered, or nothing that is Proceed. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

const problem = z.object({
  code: z.string(),
  detail: z.string().optional(),
  field: z.string().optional(),
  accepted: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string(), accepted: z.string().optional() })).optional(),
});
type Problem = Partial<z.infer<typeof problem>>;

/**
 * The server of PROCEED_URL, with the API key in PROCEED_TOKEN; on the server's own machine, where neither is needed, with the key that
 * the first run kept in the data folder. Throws where there is no key.
 */
export const connect = (environment: NodeJS.ProcessEnv = process.env): Connection => {
  const config = readConfig(environment);
  const local = config.token === null;
  const token = config.token ?? localToken(config);
  // The local key opens everything: it never leaves this machine, wherever people reach the server.
  const url =
    local && !isLoopback(config.url) ? `http://${config.host.includes(':') ? '[::1]' : '127.0.0.1'}:${config.port}` : config.url;
  const call: Connection['call'] = async (name, ...[input]) => {
    const [method = 'GET', path = '/'] = name.split(' ');
    const { params, query, body, bytes, signal }: AnyInput = input ?? {};
    return request(`${url}${addressOf(path, params, query)}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        ...(bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(bytes === undefined ? {} : { body: bytes }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  };
  const take = async (path: string): Promise<Response> => {
    const response = await sent(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } }).catch((error: unknown) => {
      throw unreachable(url, error);
    });
    if (!response.ok) throw refused(response, await response.text());
    return response;
  };
  const gitHeader = `Authorization: Basic ${Buffer.from(`proceed:${token}`).toString('base64')}`;
  return { url, call, take, gitHeader, zone: async () => (await call('GET /api/me')).zone };
};

interface AnyInput extends Options {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

const LOCAL_TOKEN = 'local-token';

const localToken = ({ data, url }: Config): string => {
  const file = join(data, LOCAL_TOKEN);
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new Error(
      missing
        ? `There is no API key. Where nobody has founded the organization yet, do that first, at ${url}: this machine's own is then kept in ${file}. Elsewhere, set PROCEED_TOKEN to one of yours (and PROCEED_URL to the server's address).`
        : `The key of this machine's server, ${file}, cannot be read by this user. Set PROCEED_TOKEN to an API key of yours.`,
    );
  }
};

const isLoopback = (url: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

/** Fills `:name` parts and appends the query; lists repeat their name. */
const addressOf = (path: string, params: unknown, query: unknown): string => {
  const values = new Map(Object.entries(params ?? {}));
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name) ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined && one !== null) search.append(name, String(one));
  return search.size === 0 ? filled : `${filled}?${search}`;
};

const ATTEMPTS = 4;

/** The same request again, key and all, while the server is away, breaks off or asks for patience. */
const request = async <Reply>(url: string, init: RequestInit): Promise<Reply> => {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await answered(url, init).catch((error: unknown) => {
      const final = error instanceof Unreachable || isRefusedConnection(error) || attempt === ATTEMPTS;
      if (final || init.signal?.aborted === true) throw unreachable(url, error);
      return null;
    });
    if (answer?.response.ok === true) return read(answer.response, answer.text);
    const status = answer?.response.status;
    const again = answer === null || ((status === 503 || status === 429) && attempt < ATTEMPTS);
    if (!again) throw refused(answer.response, answer.text);
    await wait(
      Math.min(30, Number(answer?.response.headers.get('retry-after') ?? 0) || attempt / 2) * 1000,
      undefined,
      init.signal ? { signal: init.signal } : {},
    );
  }
};

/** A redirect is not followed: a write would arrive there as a look, and without its key. */
const sent = async (url: string, init: RequestInit): Promise<Response> => {
  const response = await fetch(url, { ...init, redirect: 'manual' });
  const location = response.headers.get('location');
  const to = location === null || response.status < 300 || response.status > 399 ? null : URL.parse(location, url);
  if (to === null) return response;
  await response.body?.cancel();
  throw new Unreachable(`${new URL(url).origin} leads to ${to.origin}. Let PROCEED_URL name the address of the server itself.`);
};

const answered = async (url: string, init: RequestInit): Promise<{ readonly response: Response; readonly text: string }> => {
  const response = await sent(url, init);
  return { response, text: await response.text() };
};

const read = <Reply>(response: Response, text: string): Reply => {
  try {
    return JSON.parse(text) as Reply;
  } catch {
    throw strange(response);
  }
};

const refused = (response: Response, text: string): Error => {
  const { data } = problem.safeParse(read(response, text));
  return data ? new Refused(response.status, data) : strange(response);
};

const strange = ({ url, status }: Response): Error =>
  new Unreachable(`What answers at ${new URL(url).origin} is no Proceed server, or something stands between (status ${status}).`);

const causeOf = (error: unknown): unknown => (error instanceof Error ? (error.cause ?? error) : error);
const isRefusedConnection = (error: unknown): boolean => {
  const cause = causeOf(error);
  return cause instanceof Error && 'code' in cause && (cause.code === 'ECONNREFUSED' || cause.code === 'ENOTFOUND');
};

const unreachable = (url: string, error: unknown): Error => {
  if (error instanceof Unreachable) return error;
  const cause = causeOf(error);
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const why = typeof code === 'string' ? ` (${code})` : '';
  return new Unreachable(
    `No server answers at ${new URL(url).origin}${why}. \`npm start\` starts one; PROCEED_URL names another.`,
    {
      cause,
    },
  );
};
