import { useEffect, useSyncExternalStore } from 'react';
import { request } from './client.ts';
import { newId } from './id.ts';
import { askWhoReads } from './me.ts';
import { dropUnsent, keepUnsent, unsentOf } from './outbox-store.ts';
import type { Unsent } from './outbox-store.ts';
import { Problem } from './problem.ts';
import { queryClient } from './reading.ts';
import { currentActor } from './who.ts';

/*
 * What may be written offline goes through here: it is kept first, then sent; in order, once each, by one tab at a time.
 *
 *     waiting ─┬─► (gone)    the server took it
 *              ├─► waiting   no network, or the server is not well: tried again
 *              └─► refused   shown with its text until its writer mends, copies or discards it
 */
export type Outcome =
  | { readonly status: 'sent'; readonly reply: unknown }
  | { readonly status: 'waiting' }
  | { readonly status: 'refused'; readonly problem: Problem };

export type Letter = Pick<Unsent, 'path' | 'body' | 'label' | 'href'> & {
  readonly method?: Unsent['method'];
  readonly textIn?: string | null;
};

/* A send that hangs is as good as none; a form does not wait for it. */
const GIVE_UP = 20_000;
const FORM_WAITS = 5000;

/* Until it has been read from this device. */
const UNREAD: readonly Unsent[] = [];
let shown = UNREAD;
const listeners = new Set<() => void>();
const outcomes = new Map<string, Outcome>();
const tabs = new BroadcastChannel('proceed-outbox');

const refresh = async (): Promise<void> => {
  const actor = currentActor();
  shown = actor === null ? [] : await unsentOf(actor);
  for (const listener of listeners) listener();
};

const changed = async (): Promise<void> => {
  tabs.postMessage('changed');
  await refresh();
};

let lastAt = 0;
const nextAt = (): number => (lastAt = Math.max(Date.now(), lastAt + 1, (shown.at(-1)?.at ?? 0) + 1));

/** Keeps it, and sends it if the network is there. Refused while its form is open, it leaves the outbox: the form has the text. */
const submit = async ({ method = 'POST', textIn = null, ...letter }: Letter): Promise<Outcome> => {
  const actor = currentActor();
  if (actor === null) return { status: 'refused', problem: new Problem({ code: 'not-signed-in', status: 401 }) };
  const entry: Unsent = { ...letter, method, textIn, id: newId(), actor, at: nextAt(), state: 'waiting' };
  await keepUnsent(entry);
  await changed();
  await Promise.race([flush(), new Promise((resolve) => setTimeout(resolve, FORM_WAITS))]);
  const outcome = outcomes.get(entry.id);
  if (outcome?.status === 'refused') await discard(entry.id);
  if (outcome) return outcome;
  return (await unsentOf(actor)).some((one) => one.id === entry.id) ? { status: 'waiting' } : { status: 'sent', reply: null };
};

const find = (id: string): Unsent | undefined => shown.find((entry) => entry.id === id);

/** Its writer gives it up. */
const discard = async (id: string): Promise<void> => {
  await refresh();
  const entry = find(id);
  if (entry) await dropUnsent(entry);
  await changed();
};

/** Sends a refused one again, with another text if its writer mended it. A changed text is another command. */
const sendAgain = async (id: string, text?: string): Promise<void> => {
  const entry = find(id);
  if (!entry) return;
  const { problem: _, ...rest } = entry;
  const mended =
    text !== undefined && entry.textIn !== null
      ? { id: newId(), body: { ...entry.body, [entry.textIn]: text } }
      : { id: newId() };
  await keepUnsent({ ...rest, ...mended, state: 'waiting' });
  await dropUnsent(entry);
  await changed();
  await flush();
};

let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Sends what waits, oldest first, unless another tab is at it. Stops at the first that does not get through. */
const flush = async (): Promise<void> => {
  const actor = currentActor();
  if (actor === null) return;
  clearTimeout(timer);
  const got = await oneTabAtATime(async () => {
    for (const entry of await unsentOf(actor)) {
      // Somebody else has signed in meanwhile: under their name it would be theirs.
      if (currentActor() !== actor) return true;
      if (entry.state === 'waiting' && !(await deliver(entry))) return false;
    }
    return true;
  });
  failures = got ? 0 : failures + 1;
  if (!got) timer = setTimeout(() => void flush(), Math.min(60_000, 2000 * 2 ** Math.min(failures, 5)));
};

const deliver = async (entry: Unsent): Promise<boolean> => {
  try {
    const reply = await request<unknown>(entry.method, entry.path, {
      body: entry.body,
      idempotencyKey: entry.id,
      signal: AbortSignal.timeout(GIVE_UP),
    });
    outcomes.set(entry.id, { status: 'sent', reply });
    await dropUnsent(entry);
    void queryClient.invalidateQueries();
  } catch (error) {
    const problem = error instanceof Problem ? error : new Problem({ code: 'offline' });
    if (problem.status === 401) await askWhoReads();
    if (passing(problem)) return false;
    outcomes.set(entry.id, { status: 'refused', problem });
    const { status, code, title, detail } = problem;
    await keepUnsent({ ...entry, state: 'refused', problem: { status, code, title, detail } });
  }
  await changed();
  return true;
};

/** It may go through later as it is. */
const passing = ({ status }: Problem): boolean =>
  status === 0 || status === 401 || status === 408 || status === 425 || status === 429 || status >= 500;

/** Without Web Locks (no secure context) tabs may send twice; the keys make it one effect all the same. */
const oneTabAtATime = (work: () => Promise<boolean>): Promise<boolean> =>
  'locks' in navigator ? navigator.locks.request('proceed-outbox', work) : work();

/** Sends what was left from before, and whatever waits as soon as the network is back. The shell calls it once. */
export const useOutboxSending = (): void => {
  useEffect(() => {
    const wake = (): void => void flush();
    const look = (): void => (document.visibilityState === 'visible' && shown.length > 0 ? void flush() : undefined);
    const heard = (): void => void refresh();
    addEventListener('online', wake);
    document.addEventListener('visibilitychange', look);
    tabs.addEventListener('message', heard);
    void refresh().then(flush);
    return () => {
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', look);
      tabs.removeEventListener('message', heard);
    };
  }, []);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export interface Outbox {
  /** Oldest first. */
  readonly entries: readonly Unsent[];
  /** False for the moment in which it is not yet known what waits. */
  readonly known: boolean;
  readonly submit: (letter: Letter) => Promise<Outcome>;
  readonly discard: (id: string) => Promise<void>;
  readonly sendAgain: (id: string, text?: string) => Promise<void>;
}

/** Comments, stances and answers go out through here, also offline. */
export const useOutbox = (): Outbox => {
  const entries = useSyncExternalStore(subscribe, () => shown);
  return { entries, known: entries !== UNREAD, submit, discard, sendAgain };
};
