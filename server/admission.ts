import type { FastifyRequest } from 'fastify';
import { ok, refuse, type Refusal } from '#kernel/stream/refusal.ts';
import { credentialsOf, credentialsOfGit, type Credentials } from './credentials.ts';
import type { RequestRefusal } from './errors.ts';
import { limiter, senderOf, type Allowance } from './limits.ts';
import { checkOrigin } from './origin.ts';
import type { Principal, Route } from './route.ts';
import { reaches, scopeOf } from './scopes.ts';

interface Gate {
  /** Addresses of the web app, where the Host header cannot tell: `https://proceed.example.org`. */
  readonly origins: ReadonlySet<string>;
  readonly limits: { readonly actor: Allowance; readonly stranger: Allowance };
}

/** Who asks, and whether they may ask this now: origin, pace, role, and how far their key reaches. `find`: whom credentials stand for. */
export const admission = ({ origins, limits }: Gate, cookie: string) => {
  const waitOfActor = limiter(limits.actor);
  const waitOfStranger = limiter(limits.stranger);
  const waitOfSender = limiter(limits.actor);
  return async (
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
    const wait = principal
      ? waitOfActor(principal.actor)
      : route.signed
        ? waitOfSender(senderOf(request.ip))
        : waitOfStranger(senderOf(request.ip));
    if (wait > 0) return { ...TOO_MANY, retryAfter: wait };
    if (route.who === 'anyone') return ok(principal);
    if (!principal) return { ...(credentials ? ENDED : NOT_SIGNED_IN), ...(route.git ? GIT_ASKS : {}) };
    if (route.who === 'steward' && principal.role !== 'steward') return STEWARDS_ONLY;
    if (principal.via === 'key' && !reaches(principal.scopes, scopeOf(route))) return scopeTooSmall(scopeOf(route));
    return ok(principal);
  };
};

export const NOT_SIGNED_IN = refuse('not-signed-in', 'Sign in, or send a key. Nothing was written.', {
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
export const scopeTooSmall = (needed: string): Refusal =>
  needed === 'session'
    ? refuse('scope-too-small', 'No key reaches this; sign in with mail and password.', { field: '/header/authorization' })
    : refuse('scope-too-small', `This key may not do this; it needs the scope "${needed}".`, {
        field: '/header/authorization',
        accepted: `a key with the scope ${needed}`,
      });
