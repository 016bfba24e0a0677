import { server } from './answers.ts';
import { newId } from './id.ts';
import { Problem, problemFrom } from './problem.ts';
import type { InputArgs, Method, PathOf, ReplyOf, ShapeOf } from './route-map.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** The same key makes a retry the same command. A write without one gets a new one. */
  readonly idempotencyKey?: string;
  /** If-Match: refuse with `version-changed` unless the artifact stands at this version. */
  readonly ifVersion?: number;
  /** Where the address takes bytes instead of JSON. */
  readonly bytes?: Blob;
}

type Call<M extends Method> = <P extends PathOf<M>>(
  path: P,
  ...input: InputArgs<ShapeOf<M, P>, CallOptions>
) => Promise<ReplyOf<M, P>>;

/** The API, typed over `RouteMap`. Every failure is a thrown `Problem`. */
export const api: {
  readonly get: Call<'GET'>;
  readonly post: Call<'POST'>;
  readonly put: Call<'PUT'>;
  readonly patch: Call<'PATCH'>;
  readonly delete: Call<'DELETE'>;
} = {
  get: (path, ...[input]) => request('GET', path, input),
  post: (path, ...[input]) => request('POST', path, input),
  put: (path, ...[input]) => request('PUT', path, input),
  patch: (path, ...[input]) => request('PATCH', path, input),
  delete: (path, ...[input]) => request('DELETE', path, input),
};

interface AnyInput extends CallOptions {
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
}

/** One call whose path is known only at run time: the outbox, live reading. Practices use `api`. */
export const request = async <R>(method: Method, path: string, input: AnyInput = {}): Promise<R> => {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['idempotency-key'] = input.idempotencyKey ?? newId();
  if (input.bytes !== undefined) headers['content-type'] = 'application/octet-stream';
  if (input.body !== undefined) headers['content-type'] = 'application/json';
  if (input.ifVersion !== undefined) headers['if-match'] = `"${input.ifVersion}"`;
  const response = await reach(addressOf(path, input.params, input.query), {
    method,
    headers,
    ...(input.bytes === undefined ? {} : { body: input.bytes }),
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    ...(input.signal ? { signal: input.signal } : {}),
  });
  if (response.ok) return readJson(response);
  throw problemFrom(response.status, await readJson(response).catch(() => null));
};

/** Fills `:name` parts and appends the query; lists repeat their name, absent values are left out. */
export const addressOf = (path: string, params: object = {}, query: object = {}): string => {
  const values = new Map<string, unknown>(Object.entries(params));
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name) ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const tail = search.toString();
  return tail === '' ? filled : `${filled}?${tail}`;
};

const reach = async (address: string, init: RequestInit): Promise<Response> => {
  try {
    const response = await fetch(address, { ...init, credentials: 'same-origin' });
    server.dispatchEvent(new Event('answer'));
    return response;
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem({ code: 'offline', title: 'The network is not there' });
  }
};

const readJson = async <R>(response: Response): Promise<R> => {
  const text = await response.text();
  return JSON.parse(text === '' ? 'null' : text);
};
