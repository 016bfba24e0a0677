import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Command, Warrant } from '#kernel/stream/decider.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Send } from '#kernel/stream/commands.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { BYTES, GIT_BYTES, readJson, unstorable, USUAL_LIMIT } from './body.ts';
import { cookieName, credentialsOf, credentialsOfGit, type Credentials } from './credentials.ts';
import { refusalOfError, type RequestRefusal } from './errors.ts';
import { commandIdOf, derivedId } from './idempotency.ts';
import { refusalOfIssues } from './issues.ts';
import { limiter, type Allowance } from './limits.ts';
import { checkOrigin } from './origin.ts';
import { hotPages } from './hot.ts';
import { collected } from './incoming.ts';
import { pageOf, presentOpen, presentPage, presentRefusal } from './present.ts';
import { Ready, type Answer, type Order, type Principal, type Route, type Services } from './route.ts';
import { reaches, scopeOf, scopeOfKind } from './scopes.ts';

/** What every request shares. */
export interface Surroundings {
  /** Who shows these credentials now; null: nobody. */
  resolve(credentials: Credentials): Promise<Principal | null>;
  /** Who showed them last, for a write that does nothing but send commands and read; null: it has to be asked. */
  presume?(credentials: Credentials, route: Route): Presumed | null;
  readonly send: Send;
  readonly services: Omit<Services, 'send' | 'directory'>;
  /** Without a version, as the database has it now. */
  directory(org: string, version?: number): Promise<Directory>;
  /** Addresses of the web app, where the Host header cannot tell: `https://proceed.example.org`. */
  readonly origins: ReadonlySet<string>;
  /** Whether people reach it by HTTPS. */
  readonly secure: boolean;
  readonly limits: { readonly actor: Allowance; readonly stranger: Allowance };
  readonly log: { error(about: object, line: string): void };
  /** Bytes of one file at most. */
  readonly fileLimit?: number;
  /** Tests hold every answer to its schema. */
  readonly checkReplies?: boolean;
}

export interface Presumed {
  readonly principal: Principal;
  readonly warrant: Warrant;
}

/** What an act that runs on a presumed principal is held to. */
interface Hold {
  readonly warrant: Warrant;
  /** Asks who it is, unless that was confirmed. Throws `NoLonger`. */
  confirm(): Promise<void>;
  /** A statement that looked at the warrant found it good. */
  confirmed(): void;
}

class NoLonger extends Error {
  override readonly name = 'NoLonger';
}

type Answered = { readonly refused?: false; readonly ok: Answer<unknown> } | RequestRefusal;

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** who → schema → access → act → present, for one route. */
export const pipeline = (surroundings: Surroundings) => {
  const { resolve, presume, services, origins, log } = surroundings;
  const cookie = cookieName(surroundings.secure);
  const waitOfActor = limiter(surroundings.limits.actor);
  const waitOfStranger = limiter(surroundings.limits.stranger);
  const waitOfSender = limiter(surroundings.limits.actor);

  const whoAsks = async (
    route: Route,
    request: FastifyRequest,
    find: (credentials: Credentials) => Promise<Principal | null> | Principal | null,
  ): Promise<{ readonly refused?: false; readonly ok: Principal | null } | RequestRefusal> => {
    const { headers } = request;
    const credentials = route.signed ? null : route.git ? credentialsOfGit(headers) : credentialsOf(headers, cookie);
    if (route.method !== 'GET' && !route.git && !route.signed && credentials?.via !== 'key') {
      const wrong = checkOrigin(headers, origins);
      if (wrong) return wrong;
    }
    const principal = credentials === null || credentials.token === '' ? null : await find(credentials);
    // A forge sends from few addresses, and what it is not let send is lost.
    const wait = principal ? waitOfActor(principal.actor) : route.signed ? waitOfSender(request.ip) : waitOfStranger(request.ip);
    if (wait > 0) return { ...TOO_MANY, retryAfter: wait };
    if (route.who === 'anyone') return ok(principal);
    if (!principal) return { ...(credentials ? ENDED : NOT_SIGNED_IN), ...(route.git ? GIT_ASKS : {}) };
    if (route.who === 'steward' && principal.role !== 'steward') return STEWARDS_ONLY;
    if (principal.via === 'key' && !reaches(principal.scopes, scopeOf(route))) return scopeTooSmall(scopeOf(route));
    return ok(principal);
  };

  const limitOf = ({ limit }: Route): number => (limit === 'file' ? surroundings.fileLimit : limit) ?? USUAL_LIMIT;

  /** Bytes are taken in only now that it is known who sends them, and that this address takes any. Null: too many. */
  const bodyOf = (route: Route, { body, raw }: FastifyRequest): unknown =>
    route.signed ? NO_BYTES : body !== raw ? body : route.takesBytes ? collected(raw, limitOf(route)) : NO_BYTES;

  const answerOf = async (
    route: Route,
    request: FastifyRequest,
    principal: Principal | null,
    hold: Hold | null,
  ): Promise<Answered> => {
    const params = parse('params', route.params, request.params);
    if (params.refused) return params;
    const query = parse('query', route.query, request.query);
    if (query.refused) return query;
    const sent = await bodyOf(route, request);
    if (sent === null) return tooLarge(limitOf(route));
    const isBytes = !route.signed && Buffer.isBuffer(sent) && carriesBytes(route, request.headers['content-type'] ?? '');
    if (isBytes !== (route.takesBytes ?? false)) return route.takesBytes ? WANTS_BYTES : WANTS_JSON;
    const body = isBytes || route.signed ? NOTHING : parseBody(route, sent);
    if (body.refused) return body;
    const command = commandOf(route, request, principal);
    if (command.refused) return command;
    const ifVersion = versionOf(request.headers['if-match']);
    if (ifVersion.refused) return ifVersion;
    const asked = {
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
        ...(route.signed ? { sent: { headers: request.headers, body: () => collected(request.raw, limitOf(route)) } } : {}),
      },
    };
    let changed = false;
    const send = sendAs(surroundings.send, principal, command.ok, ifVersion.ok, hold);
    return route.act(asked, {
      ...(hold ? held(services, hold) : services),
      send: (order) => {
        changed = true;
        return send(order);
      },
      directory: (org) =>
        surroundings.directory(org, principal?.org === org && !changed ? principal.directoryVersion : undefined),
    });
  };

  /**
   * [safety] A write begins as whoever its credentials stood for last (docs/adr/0012): the statement that reads or writes for its command
   * looks whether they still do. Before anything else is read or answered on that, it is asked. Null: it is not so, or not known,
   * and nothing was written.
   */
  const answerPresumed = async (route: Route, request: FastifyRequest): Promise<Answered | null> => {
    const credentials = route.git || route.signed ? null : credentialsOf(request.headers, cookie);
    const presumed = credentials && presume?.(credentials, route);
    if (!presumed) return null;
    const { principal, warrant } = presumed;
    const asker = await whoAsks(route, request, () => principal);
    if (asker.refused) return null;
    let confirmed = false;
    const hold: Hold = {
      warrant,
      confirm: async () => {
        if (!confirmed && !stillSame(principal, await resolve(credentials))) throw new NoLonger();
        confirmed = true;
      },
      confirmed: () => {
        confirmed = true;
      },
    };
    try {
      const answer = await answerOf(route, request, principal, hold);
      await hold.confirm();
      return answer;
    } catch (error) {
      if (error instanceof NoLonger) return null;
      throw error;
    }
  };

  const pages = hotPages();
  let underWay = 0;
  let closing = false;
  let drained: () => void = () => undefined;

  const handle =
    (route: Route): Handler =>
    async (request, reply) => {
      if (closing) return presentRefusal(reply, SHUTTING_DOWN);
      underWay += 1;
      try {
        const presumed = await answerPresumed(route, request);
        if (presumed) return present(route, reply, presumed);
        const asker = await whoAsks(route, request, resolve);
        if (asker.refused) return presentRefusal(reply, asker);
        const reader = route.hot ? asker.ok : null;
        const { url = '', headers, method } = request.raw;
        const kept = reader && headers['cache-control'] !== 'no-cache' ? pages.find(reader, url) : null;
        if (kept) return presentPage(reply, kept, headers['if-none-match']);
        const answer = await answerOf(route, request, asker.ok, null);
        if (answer.refused) return presentRefusal(reply, answer);
        if (surroundings.checkReplies) check(route, answer.ok);
        if (answer.ok.open && method !== 'HEAD') return presentOpen(reply, answer.ok.open);
        const page = pageOf(answer.ok, route);
        if (reader) pages.keep(reader, url, page, answer.ok.until ?? Infinity);
        presentPage(reply, page, headers['if-none-match']);
      } catch (error) {
        const refusal = refusalOfError(error);
        if (refusal.code === 'server-error') log.error({ err: error, route: route.name }, 'a request failed');
        presentRefusal(reply, refusal);
      } finally {
        underWay -= 1;
        if (underWay === 0) drained();
      }
    };

  const present = (route: Route, reply: FastifyReply, answer: Answered): void => {
    if (answer.refused) return presentRefusal(reply, answer);
    if (surroundings.checkReplies) check(route, answer.ok);
    presentPage(reply, pageOf(answer.ok, route), undefined);
  };

  /** Resolves when whatever came before is answered; what comes now is sent away. */
  const drain = (): Promise<void> =>
    new Promise((resolve) => {
      closing = true;
      drained = resolve;
      if (underWay === 0) resolve();
    });

  return { handle, drain };
};

const SHUTTING_DOWN: RequestRefusal = {
  ...refuse('shutting-down', 'The server is going away. Nothing was written; send it again in a moment.'),
  retryAfter: 1,
};

const NOT_SIGNED_IN = refuse('not-signed-in', 'Sign in, or send a key. Nothing was written.', {
  field: '/header/authorization',
  accepted: 'Bearer KEY, or the cookie of a session',
});
const ENDED = refuse('not-signed-in', 'This session or key has ended, or never was. Sign in again; nothing was written.', {
  field: '/header/authorization',
  accepted: 'Bearer KEY, or the cookie of a session',
});
/** Git asks the person for a name and a password when it is told so. */
const GIT_ASKS = {
  message: 'Give a key of yours as the password, with any name. You make keys in the settings.',
  challenge: 'Basic',
} as const;
const STEWARDS_ONLY = refuse('not-permitted', 'Only a steward of the organization may do this.');
const TOO_MANY = refuse(
  'too-many-requests',
  'These are more requests than one sender may send. Nothing was written; wait a moment.',
);
const scopeTooSmall = (needed: string): Refusal =>
  needed === 'session'
    ? refuse('scope-too-small', 'No key reaches this; sign in with mail and password.', { field: '/header/authorization' })
    : refuse('scope-too-small', `This key may not do this; it needs the scope "${needed}".`, {
        field: '/header/authorization',
        accepted: `a key with the scope ${needed}`,
      });

/** Whether somebody who was presumed is who was found: the directory's version says the same of their role and keys. */
const stillSame = (presumed: Principal, found: Principal | null): boolean =>
  found?.session === presumed.session && found.actor === presumed.actor && found.directoryVersion === presumed.directoryVersion;

/** What an act may use before it is known for whom. */
const held = (
  { db, now, address, markdown, cache, document, named, outside, warm, files, ...others }: Surroundings['services'],
  hold: Hold,
): Surroundings['services'] => ({
  // What practices say of themselves is no data of anybody's.
  ...('governed' in others && { governed: others.governed }),
  now,
  address,
  cache,
  markdown,
  warm,
  document: async (reader, source) => {
    await hold.confirm();
    return document(reader, source);
  },
  named: async (org, source) => {
    await hold.confirm();
    return named(org, source);
  },
  outside: async (org, source, shown) => {
    await hold.confirm();
    return outside(org, source, shown);
  },
  files: {
    most: files.most,
    keep: async (org, bytes) => {
      await hold.confirm();
      return files.keep(org, bytes);
    },
    read: async (org, hash, from, length) => {
      await hold.confirm();
      return files.read(org, hash, from, length);
    },
  },
  db: {
    rows: async (question) => {
      await hold.confirm();
      return db.rows(question);
    },
  },
});

/** The one way for a route to send: as who asks, within what their key reaches. */
const sendAs = (
  send: Send,
  principal: Principal | null,
  id: string,
  ifVersion: number | null,
  hold: Hold | null,
): Services['send'] => {
  return async ({ part, kind, artifact, name, data, refs, causedBy }: Order) => {
    if (!principal) return NOT_SIGNED_IN;
    const needed = scopeOfKind(kind);
    if (principal.via === 'key' && !reaches(principal.scopes, needed)) return scopeTooSmall(needed);
    const command: Command = {
      id: part === undefined ? id : derivedId(id, part),
      org: principal.org,
      by: principal.actor,
      kind,
      artifact,
      name,
      data,
      ...(refs ? { refs } : {}),
      ...(causedBy ? { causedBy } : {}),
      ...(ifVersion !== null && part === undefined ? { ifVersion } : {}),
      ...(hold ? { warrant: hold.warrant } : {}),
    };
    const sent = await send(command);
    if (sent.refused && sent.code === 'unwarranted') throw new NoLonger();
    hold?.confirmed();
    return sent;
  };
};

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
const WANTS_BYTES = refuse('wrong-content-type', 'This address takes bytes. Nothing was written.', {
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
const commandOf = (route: Route, request: FastifyRequest, principal: Principal | null): Result<string> => {
  if (route.method === 'GET' || route.signed) return ok('');
  // The same push is the same command.
  if (route.git) return ok(uuidOfBytes(`${principal?.org} ${principal?.actor}`, request.body));
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

const check = (route: Route, { body, open }: Answer<unknown>): void => {
  if (open) return;
  const wire: unknown =
    body instanceof Ready
      ? JSON.parse(body.json)
      : route.type === undefined && body !== undefined
        ? JSON.parse(JSON.stringify(body))
        : body;
  const parsed = route.reply.safeParse(wire);
  if (!parsed.success) throw new Error(`the answer of ${route.name} is not as its schema says: ${parsed.error.message}`);
};
