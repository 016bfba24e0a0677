import type { Command, Warrant } from '#kernel/stream/decider.ts';
import type { Send } from '#kernel/stream/commands.ts';
import { NOT_SIGNED_IN, scopeTooSmall } from './admission.ts';
import { derivedId } from './idempotency.ts';
import type { Order, Principal, Services } from './route.ts';
import { reaches, scopeOfKind } from './scopes.ts';

export interface Presumed {
  readonly principal: Principal;
  readonly warrant: Warrant;
}

/** What an act that runs on a presumed principal is held to. */
export interface Hold {
  readonly warrant: Warrant;
  /** Asks who it is, unless that was confirmed. Throws `NoLonger`. */
  confirm(): Promise<void>;
  /** A statement that looked at the warrant found it good. */
  confirmed(): void;
}

/** Whoever was presumed is not so any more. */
export class NoLonger extends Error {
  override readonly name = 'NoLonger';
}

/** Whether somebody who was presumed is who was found: the directory's version says the same of their role and keys. */
export const stillSame = (presumed: Principal, found: Principal | null): boolean =>
  found?.session === presumed.session && found.actor === presumed.actor && found.directoryVersion === presumed.directoryVersion;

/** What an act may use beside sending and the directory. */
export type Acting = Omit<Services, 'send' | 'directory'>;

/**
 * What an act may use before it is known for whom. It may read: nothing of that is answered or written before it is confirmed, by the
 * statement that writes or by the question at the end. What it keeps for good waits until then.
 */
export const held = (services: Acting, hold: Hold): Acting => {
  const { db, now, address, markdown, cache, document, named, outside, warm, files } = services;
  return {
    // What practices say of themselves is no data of anybody's.
    ...('governed' in services && { governed: services.governed }),
    ...{ db, now, address, cache, markdown, document, named, outside, warm },
    files: {
      most: files.most,
      keep: async (org, bytes) => {
        await hold.confirm();
        return files.keep(org, bytes);
      },
      read: files.read,
    },
  };
};

/** The one way for a route to send: as who asks, within what their key reaches. */
export const sendAs = (
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
