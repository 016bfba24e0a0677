import type { FastifyInstance, FastifyReply } from 'fastify';
import { refuse } from '#kernel/stream/refusal.ts';
import { PRIVATE } from './headers.ts';
import { presentRefusal } from './present.ts';
import type { Method, Route } from './route.ts';

type Known = Pick<Route, 'method' | 'path'>;

/**
 * An address that does not take what it was asked for says what it takes: 405, or 204 to OPTIONS. Looked up only once nothing else has answered:
 * to set up an answer for each of five methods at each address would take a twentieth of the start.
 */
export const refuseOtherMethods = (app: FastifyInstance, routes: readonly Known[]): void => {
  for (const { url, methods, others } of shadowed(routes))
    app.route({
      method: [...others],
      url,
      onRequest: async (_request, reply) => presentRefusal(reply, wrongMethod(methods)),
      handler: () => undefined,
    });
  const takes = methodsAt(routes);
  app.addHook('onRequest', (request, reply, done) => {
    const methods = request.is404 ? takes(request.url) : null;
    if (methods === null) return done();
    if (request.method === 'OPTIONS') tellMethods(reply, methods);
    else presentRefusal(reply, wrongMethod(methods));
  });
};

const wrongMethod = (methods: readonly Method[]) => {
  const allow = methods.join(', ');
  return { ...refuse('wrong-method', `This address takes ${allow}.`, { field: '/method', accepted: allow }), allow };
};

/** What an address takes is no secret: it is on the page of the API. Other sites learn nothing by it. */
const tellMethods = (reply: FastifyReply, methods: readonly Method[]): void => {
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  void reply
    .code(204)
    .headers({ ...PRIVATE, allow })
    .send();
};

/** Addresses that the router would take for another's (`/pages/checks` for `/pages/:id`) when they are asked for what that one takes. */
const shadowed = (routes: readonly Known[]) => {
  const known = Map.groupBy(routes, ({ path }) => path);
  const general = new Map(
    [...known].flatMap(([path, own]) => (/\/:[^/]+$/.test(path) ? [[path.replace(/[^/]+$/, ''), own] as const] : [])),
  );
  return [...known].flatMap(([url, own]) => {
    const methods = own.map(({ method }) => method);
    const others = general
      .get(url.replace(/[^/]+$/, ''))
      ?.map(({ method }) => method)
      .filter((method) => !methods.includes(method));
    return others === undefined || others.length === 0 ? [] : [{ url, methods, others }];
  });
};

interface Step {
  readonly named: Map<string, Step>;
  any: Step | null;
  methods: Method[] | null;
  /** Of `*`: whatever follows. */
  rest: Method[] | null;
}

const step = (): Step => ({ named: new Map(), any: null, methods: null, rest: null });

/** What the address of a request takes; null: there is none such. A part by its name goes before one of any name. */
export const methodsAt = (routes: readonly Known[]): ((url: string) => readonly Method[] | null) => {
  let top: Step | null = null;
  const grown = (): Step => {
    const root = step();
    for (const { method, path } of routes) {
      let at = root;
      for (const part of partsOf(path)) {
        if (part === '*') at.rest = [...(at.rest ?? []), method];
        else if (part.startsWith(':')) at = at.any ??= step();
        else {
          const next = at.named.get(part) ?? step();
          at.named.set(part, next);
          at = next;
        }
      }
      if (!path.endsWith('*')) at.methods = [...(at.methods ?? []), method];
    }
    return root;
  };
  const find = (from: Step, parts: readonly string[]): readonly Method[] | null => {
    const [part, ...rest] = parts;
    if (part === undefined) return from.methods;
    const named = from.named.get(part);
    return (named && find(named, rest)) ?? (from.any && part !== '' ? find(from.any, rest) : null) ?? from.rest;
  };
  return (url) => find((top ??= grown()), partsOf(url.replace(/[?#].*$/s, '')));
};

const partsOf = (path: string): readonly string[] => path.split('/').slice(1);
