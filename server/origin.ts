import type { IncomingHttpHeaders } from 'node:http';
import { refuse, type Refusal } from '#kernel/stream/refusal.ts';

/**
 * [safety] CSRF: a browser says where a write comes from, and cannot be made to lie about it. Whatever names an origin must name
 * ours; whatever carries a session must not come from another site. Programs with a key name none, and pass.
 */
export const checkOrigin = (headers: IncomingHttpHeaders, ours: ReadonlySet<string>): Refusal | null => {
  const { origin, host } = headers;
  if (origin !== undefined) return ours.has(origin) || (host !== undefined && hostOf(origin) === host) ? null : WRONG_ORIGIN;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none' ? null : WRONG_ORIGIN;
};

const WRONG_ORIGIN = refuse('wrong-origin', 'This request was sent by another site. Nothing was written.', {
  field: '/header/origin',
});

/** `null` (a sandboxed page, a file) has none. */
const hostOf = (origin: string): string | null => /^https?:\/\/([^/]+)$/.exec(origin)?.[1] ?? null;
