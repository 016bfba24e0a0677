import { randomUUID } from 'node:crypto';
import { DEFAULT_PROTOCOLS } from '#kernel/protocol/defaults.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of a JSON answer; {} otherwise. */
  readonly json: Record<string, unknown>;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody at a browser (a cookie) or a program (a key): `await ines.post('/api/keys', { name: 'ci' })`. */
export interface Client {
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
  get(path: string): Promise<Reply>;
  post(path: string, body?: unknown): Promise<Reply>;
  put(path: string, body?: unknown): Promise<Reply>;
  delete(path: string): Promise<Reply>;
  /** `name=token`, or empty. */
  cookie(): string;
}

/** `key`: an API key; else a browser that keeps the cookie that it is given. */
export const client = (
  address: string,
  { key, cookie: given = '' }: { readonly key?: string; readonly cookie?: string } = {},
): Client => {
  let cookie = given;
  const call: Client['call'] = async (method, path, options = {}) => {
    const response = await fetch(address + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(key === undefined ? (cookie === '' ? {} : { cookie }) : { authorization: `Bearer ${key}` }),
        ...(method === 'GET' ? {} : { 'idempotency-key': options.key ?? randomUUID() }),
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...options.headers,
      },
      ...(options.body === undefined
        ? {}
        : { body: typeof options.body === 'string' ? options.body : JSON.stringify(options.body) }),
    });
    const set = response.headers.get('set-cookie');
    if (set !== null) cookie = /max-age=0/i.test(set) ? '' : (set.split(';')[0] ?? '');
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : {},
    };
  };
  return {
    call,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, { body }),
    put: (path, body) => call('PUT', path, { body }),
    delete: (path) => call('DELETE', path),
    cookie: () => cookie,
  };
};

export const HOURS = { zone: 'Europe/Berlin', week: { 'mon-fri': '09:00-17:00' } } as const;
export const PASSWORD = 'three quiet mornings';

/** Ines founds Northwind, and its first protocols are there. */
export const found = async (address: string): Promise<Client> => {
  const ines = await founding(address);
  await hasProtocols(ines);
  return ines;
};

/** Ines founds Northwind; its first protocols may still be on their way. */
export const founding = async (address: string): Promise<Client> => {
  const ines = client(address);
  const founded = await ines.post('/api/setup', {
    organization: 'Northwind',
    name: 'Ines Prado',
    mail: 'ines@northwind.example',
    password: PASSWORD,
    hours: HOURS,
  });
  if (founded.status !== 201) throw new Error(`Northwind could not be founded: ${founded.text}`);
  return ines;
};

/** An organization's first protocols are published by a reaction, a moment after it was founded. */
export const hasProtocols = async (somebody: Client): Promise<void> => {
  for (const until = performance.now() + 60_000; performance.now() < until;) {
    const { json } = await somebody.get('/api/protocols');
    if (Array.isArray(json['items']) && json['items'].length >= DEFAULT_PROTOCOLS.length) return;
    await new Promise((resume) => setTimeout(resume, 50));
  }
  throw new Error('the organization has no protocols');
};

/** Somebody is invited by a client's person, and joins with hours in their zone. */
export const join = async (
  address: string,
  host: Client,
  name: string,
  zone: string,
): Promise<Client & { readonly id: string }> => {
  const mail = `${(name.split(' ')[0] ?? name).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')}@northwind.example`;
  const invited = await host.post('/api/invitations', { name, mail });
  if (invited.status !== 201) throw new Error(`${name} could not be invited: ${invited.text}`);
  const guest = client(address);
  const token = String(invited.json['link']).split('#')[1];
  const joined = await guest.post('/api/invitations/acceptances', { token, password: PASSWORD, hours: { ...HOURS, zone } });
  if (joined.status !== 201) throw new Error(`${name} could not join: ${joined.text}`);
  return { ...guest, id: String(invited.json['person']) };
};
