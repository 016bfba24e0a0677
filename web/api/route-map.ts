import type { Api } from '#server/routes.ts';

/**
 * `METHOD /path` → `{ params, query, body, reply }`, as JSON: the server's own list, types only, so that a route and its callers cannot drift apart.
 */
// An interface, so that errors name it instead of writing out every route.
export interface RouteMap extends Api {}

/** Who reads. */
export type Me = Api['GET /api/me']['reply'];
/** What a search found. */
export type Found = Api['GET /api/search']['reply']['items'][number];

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type PathOf<M extends Method> = keyof RouteMap extends infer K ? (K extends `${M} ${infer P}` ? P : never) : never;
export type ShapeOf<M extends Method, P extends string> = `${M} ${P}` extends keyof RouteMap ? RouteMap[`${M} ${P}`] : never;
export type ReplyOf<M extends Method, P extends string> = ShapeOf<M, P> extends { reply: infer R } ? R : never;

/** The parts of a shape that a call carries; parts that are undefined in the map are left out. */
export type InputOf<S> = {
  readonly [
    K in keyof S as K extends 'reply'
      ? never
      : [S[K]] extends [undefined]
        ? never
        : undefined extends S[K]
          ? never
          : object extends S[K]
            ? never
            : K
  ]: S[K];
} & {
  readonly [
    K in keyof S as K extends 'reply'
      ? never
      : [S[K]] extends [undefined]
        ? never
        : undefined extends S[K]
          ? K
          : object extends S[K]
            ? K
            : never
  ]?: S[K];
};
/** A call without required parts may leave its input out. */
export type InputArgs<S, More = object> = object extends InputOf<S> ? [input?: InputOf<S> & More] : [input: InputOf<S> & More];
