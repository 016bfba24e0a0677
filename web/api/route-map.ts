/** How a route is called and what it replies; every part as JSON. */
export interface RouteShape {
  /** The parts of the path after a colon. */
  readonly params?: object;
  readonly query?: object;
  readonly body?: unknown;
  readonly reply: unknown;
}

export interface Me {
  readonly actor: { readonly id: string; readonly name: string; readonly handle: string; readonly role: 'member' | 'steward' };
  readonly organization: { readonly id: string; readonly name: string };
  readonly spaces: readonly { readonly id: string; readonly slug: string; readonly name: string; readonly role: string }[];
  /** The reader's IANA zone. */
  readonly zone: string;
  /** The server's instant, ISO 8601. */
  readonly now: string;
}

export interface Found {
  readonly id: string;
  readonly kind: string;
  readonly number: number | null;
  readonly title: string;
  readonly status?: string;
  readonly space?: string | null;
}

/**
 * `METHOD /path` → its shape. The shell's own routes are here; a practice adds its own beside its screens:
 *
 *     declare module '#web/api/route-map.ts' {
 *       interface RouteMap {
 *         'GET /api/decisions/:number': { params: { number: number }; reply: Decision };
 *       }
 *     }
 */
export interface RouteMap {
  'GET /api/me': { reply: Me };
  'GET /api/setup': { reply: { needed: boolean } };
  'GET /api/search': { query: { q: string }; reply: { items: readonly Found[] } };
}

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
