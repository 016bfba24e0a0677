import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Send } from '#kernel/stream/commands.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import { admission } from './admission.ts';
import { askedOf } from './asked.ts';
import { cookieName, credentialsOf, type Credentials } from './credentials.ts';
import { isOurs, refusalOfError, type RequestRefusal } from './errors.ts';
import { held, NoLonger, sendAs, stillSame, type Acting, type Hold, type Presumed } from './holding.ts';
import { hotPages } from './hot.ts';
import type { Allowance } from './limits.ts';
import { pageOf, presentOpen, presentPage, presentRefusal } from './present.ts';
import { Ready, type Answer, type Principal, type Route } from './route.ts';
import { slots } from './slots.ts';

/** What every request shares. */
export interface Surroundings {
  /** Who shows these credentials now; null: nobody. */
  resolve(credentials: Credentials): Promise<Principal | null>;
  /** Who showed them last, for a write that does nothing but send commands and read; null: it has to be asked. */
  presume?(credentials: Credentials, route: Route): Presumed | null;
  readonly send: Send;
  readonly services: Acting;
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

type Answered = { readonly refused?: false; readonly ok: Answer<unknown> } | RequestRefusal;

/** Bodies of bytes, files and pushes of git, that are in memory at a time for one sender. */
const MOST_BODIES = 4;

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** who → schema → access → act → present, for one route. */
export const pipeline = (surroundings: Surroundings) => {
  const { resolve, presume, services, log } = surroundings;
  const cookie = cookieName(surroundings.secure);
  const whoAsks = admission(surroundings, cookie);

  const inSlot = slots(MOST_BODIES);
  /** [safety] However many large bodies somebody sends at once, a few of them are taken in at a time. */
  const withRoom = <T>(route: Route, principal: Principal | null, work: (waited: boolean) => Promise<T>): Promise<T> =>
    route.takesBytes && principal ? inSlot(principal.actor, work) : work(false);

  const answerOf = async (
    route: Route,
    request: FastifyRequest,
    principal: Principal | null,
    hold: Hold | null,
  ): Promise<Answered> => {
    const asked = await askedOf(route, request, principal, surroundings.fileLimit);
    if (asked.refused) return asked;
    const { command, ifVersion } = asked.ok;
    let changed = false;
    const send = sendAs(surroundings.send, principal, command, ifVersion, hold);
    const answered = await route.act(asked.ok, {
      ...(hold ? held(services, hold) : services),
      send: (order) => {
        changed = true;
        return send(order);
      },
      directory: (org) =>
        surroundings.directory(org, principal?.org === org && !changed ? principal.directoryVersion : undefined),
    });
    return answered.refused && answered.code === 'not-found' ? { ...placeOf(route), ...answered } : answered;
  };

  /**
   * [safety] A write begins as whoever its credentials stood for last (docs/adr/0012): the statement that reads or writes for its command
   * looks whether they still do. Before anything is answered that no command confirmed, it is asked. Null: it is not so, or not known,
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
      try {
        return await withRoom(route, principal, () => answerOf(route, request, principal, hold));
      } finally {
        // What went wrong on the way says something of what was read, too.
        await hold.confirm();
      }
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
        const answer = await withRoom(route, asker.ok, async (waited) => {
          // [safety] Whoever waited may have been put out meanwhile.
          const now = waited ? await whoAsks(route, request, resolve) : asker;
          return now.refused ? now : answerOf(route, request, now.ok, null);
        });
        if (answer.refused) return presentRefusal(reply, answer);
        if (surroundings.checkReplies) check(route, answer.ok);
        if (answer.ok.open && method !== 'HEAD') return presentOpen(reply, answer.ok.open);
        const page = pageOf(answer.ok, route);
        if (reader) pages.keep(reader, url, page, answer.ok.until ?? Infinity);
        presentPage(reply, page, headers['if-none-match']);
      } catch (error) {
        const refusal = refusalOfError(error);
        if (isOurs(refusal)) log.error({ err: error, route: route.name }, 'a request failed');
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

  return { handle, drain, isClosing: () => closing };
};

/** Where in a request stands what is not there, unless the practice says otherwise: in its address. */
const placeOf = ({ path }: Route): Pick<RequestRefusal, 'field'> => {
  const names = path.split('/').flatMap((part) => (part.startsWith(':') ? [part.slice(1)] : []));
  if (names.length === 0) return {};
  return { field: names.length === 1 ? `/params/${names[0]}` : '/params' };
};

export const SHUTTING_DOWN: RequestRefusal = {
  ...refuse('shutting-down', 'The server is going away. Nothing was written; send it again in a moment.'),
  retryAfter: 1,
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
