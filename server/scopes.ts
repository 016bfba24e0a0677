import type { Method } from './route.ts';

/** What an API key may do: read; change artifacts; change the organization, its people, spaces and protocols. */
export type Scope = 'read' | 'write' | 'admin';

export const SCOPES = ['read', 'write', 'admin'] as const satisfies readonly Scope[];

/** `session`: no key reaches it, only somebody who signed in. */
type Needed = Scope | 'session';

/** [safety] The one table: the scope that a change needs, by the kind of artifact. A kind that is not here is `write`. */
const BY_KIND: Readonly<Record<string, Needed>> = {
  organization: 'admin',
  space: 'admin',
  person: 'admin',
  team: 'admin',
  agent: 'admin',
  sample: 'admin',
  protocol: 'admin',
  invitation: 'admin',
  account: 'session',
  // It changes nothing; a text is too long for an address.
  preview: 'read',
  backtest: 'read',
  simulation: 'read',
  absence: 'read',
};

export const scopeOfKind = (kind: string): Needed => BY_KIND[kind] ?? 'write';

interface Reach {
  readonly method: Method;
  readonly changes?: string | undefined;
  readonly shows?: string | undefined;
}

/** [safety] Whoever reads what opens an account could act as its owner. */
export const scopeOf = ({ method, changes, shows }: Reach): Needed =>
  method !== 'GET' ? scopeOfKind(changes ?? 'account') : shows === undefined ? 'read' : scopeOfKind(shows);

/** Each scope reaches the ones before it. */
export const reaches = (scopes: readonly Scope[], needed: Needed): boolean =>
  needed !== 'session' && scopes.some((scope) => SCOPES.indexOf(scope) >= SCOPES.indexOf(needed));
