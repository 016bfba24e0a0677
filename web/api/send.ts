import { useRef, useState } from 'react';
import { request } from './client.ts';
import { newId } from './id.ts';
import { askWhoReads } from './me.ts';
import { Problem } from './problem.ts';
import { queryClient } from './reading.ts';
import type { InputOf, Method, PathOf, ReplyOf, ShapeOf } from './route-map.ts';
import { currentActor } from './who.ts';

type Write = Exclude<Method, 'GET'>;
type Extra = { readonly ifVersion?: number };
type SendArgs<M extends Write, P extends string> =
  object extends InputOf<ShapeOf<M, P>> ? [input?: InputOf<ShapeOf<M, P>> & Extra] : [input: InputOf<ShapeOf<M, P>> & Extra];

export interface Sending<M extends Write, P extends string> {
  /** Resolves to the reply, or to null when it was refused or never arrived: then `problem` says why. */
  readonly send: (...input: SendArgs<M, P>) => Promise<ReplyOf<M, P> | null>;
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly reply: ReplyOf<M, P> | null;
  readonly reset: () => void;
}

/**
 * One write of a form. Sent again unchanged after a failure it carries the same Idempotency-Key, so it takes effect once; changed, a new
 * one. Everything in sight is asked again afterwards. A second press while it is on its way does nothing.
 */
export const useSend = <M extends Write, P extends PathOf<M>>(
  method: M,
  path: P,
  on: { readonly onSent?: (reply: ReplyOf<M, P>) => void } = {},
): Sending<M, P> => {
  const [state, setState] = useState<{
    readonly busy: boolean;
    readonly problem: Problem | null;
    readonly reply: ReplyOf<M, P> | null;
  }>({ busy: false, problem: null, reply: null });
  const last = useRef<{ readonly input: string; readonly key: string } | null>(null);
  const running = useRef(false);
  const send = async (...[input]: SendArgs<M, P>): Promise<ReplyOf<M, P> | null> => {
    if (running.current) return null;
    running.current = true;
    setState({ busy: true, problem: null, reply: null });
    const text = JSON.stringify(input ?? {});
    last.current = last.current?.input === text ? last.current : { input: text, key: newId() };
    try {
      const reply = await request<ReplyOf<M, P>>(method, path, { ...input, idempotencyKey: last.current.key });
      last.current = null;
      setState({ busy: false, problem: null, reply });
      void queryClient.invalidateQueries();
      on.onSent?.(reply);
      return reply;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      // A refusal is final for its key; only what may not have arrived keeps it.
      if (!error.offline && error.status < 500) last.current = null;
      setState({ busy: false, problem: error, reply: null });
      // The session may have ended meanwhile: then the shell says so and leads back here, where the draft waits.
      if (error.status === 401 && currentActor() !== null) await askWhoReads();
      return null;
    } finally {
      running.current = false;
    }
  };
  return { send, ...state, reset: () => setState({ busy: false, problem: null, reply: null }) };
};
