import { useEffect, useSyncExternalStore } from 'react';
import type { Query } from '@tanstack/react-query';
import { server } from './answers.ts';
import { concerns } from './concerns.ts';
import type { LiveEvent } from './concerns.ts';
import { askWhoReads } from './me.ts';
import { currentReader } from './who.ts';
import type { Live } from './query.ts';
import { queryClient } from './reading.ts';
import { sseParser } from './sse.ts';

/*
 *     closed ──► opening ─┬─► open ──► waiting (cut; backs off 1 s … 30 s, at once when the network or the server is back) ──► opening
 *        ▲                └─► waiting
 *        └── hidden for a minute, or signed out
 */
type State = 'closed' | 'opening' | 'open' | 'waiting';

const HIDDEN_FOR = 60_000;
/** A browser has six connections to a server without TLS: its windows that nobody looks at leave theirs to the one that opens. */
const WINDOWS = 'proceed live';
/** Away for longer: asking for everything in sight again is cheaper than hearing all that happened. */
const TOO_LONG = 10 * 60_000;
const SILENT_FOR = 90_000;
const TOGETHER = 120;
/** Kinds that change who the reader is here: their name, their hours, the spaces they see. */
const MINE = new Set(['organization', 'space', 'person', 'team']);
/** After the first picture, so that it does not wait for this. */
const SETTLED = 1500;

let state: State = 'closed';
let cursor: string | null = null;
let lostAt = 0;
let failures = 0;
const listeners = new Set<() => void>();
const become = (to: State): void => {
  state = to;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether the server has been out of reach for some seconds: what is shown may be old. */
export const useIsCut = (): boolean => useSyncExternalStore(subscribe, () => failures > 1 && state !== 'open');

/** Keeps every query in sight up to date. The shell calls it once. */
export const useLive = (): void => {
  useEffect(() => {
    const connection = new AbortController();
    void keepOpen(connection.signal);
    return () => connection.abort();
  }, []);
};

const keepOpen = async (signal: AbortSignal): Promise<void> => {
  failures = 0;
  const windows = new BroadcastChannel(WINDOWS);
  while (!signal.aborted) {
    await untilVisible(signal);
    windows.postMessage('listening');
    const heard = await listen(windows, signal);
    if (heard === 'refused' && (await askWhoReads()) !== null && typeof currentReader() === 'string') break;
    failures = heard === 'something' ? 0 : failures + 1;
    if (signal.aborted) break;
    become('waiting');
    const wait = Math.min(30_000, 1000 * 2 ** Math.min(failures, 5)) * (0.75 + Math.random() / 2);
    await pause(wait, heard === 'unreached', signal);
  }
  windows.close();
  become('closed');
};

/** `unreached`: not even an answer came back. */
type Heard = 'something' | 'nothing' | 'unreached' | 'refused';

const listen = async (windows: BroadcastChannel, signal: AbortSignal): Promise<Heard> => {
  become('opening');
  const cut = new AbortController();
  const over = AbortSignal.any([signal, cut.signal]);
  const unseen = hiddenFor(HIDDEN_FOR, windows, over);
  const stop = AbortSignal.any([over, unseen]);
  if (lostAt > 0 && Date.now() - lostAt > TOO_LONG) cursor = null;
  let heard: Heard = 'unreached';
  try {
    const response = await fetch('/api/stream', {
      headers: { accept: 'text/event-stream', ...(cursor === null ? {} : { 'last-event-id': cursor }) },
      signal: stop,
      cache: 'no-store',
    });
    heard = 'nothing';
    if (response.status === 410 || response.status === 400) cursor = null;
    if (!response.ok || !response.body) return response.status === 401 || response.status === 403 ? 'refused' : 'nothing';
    become('open');
    // What was asked before the stream was open may have changed in between.
    if (cursor === null) setTimeout(() => void queryClient.invalidateQueries(), SETTLED);
    const parser = sseParser();
    let silence = setTimeout(() => cut.abort(), SILENT_FOR);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      clearTimeout(silence);
      silence = setTimeout(() => cut.abort(), SILENT_FOR);
      heard = 'something';
      for (const message of parser.feed(piece.value)) take(message.id, message.data);
    }
    clearTimeout(silence);
  } catch {
    // Cut, hidden or aborted: the loop goes on from the cursor.
  } finally {
    cut.abort();
  }
  lostAt = Date.now();
  return unseen.aborted ? 'something' : heard;
};

let batch: LiveEvent[] = [];

const take = (id: string | null, data: string): void => {
  const event = eventOf(data);
  cursor = id ?? event?.cursor ?? cursor;
  if (!event) return;
  if (batch.length === 0) setTimeout(tell, TOGETHER);
  batch.push(event);
};

const eventOf = (data: string): LiveEvent | null => {
  try {
    const event = JSON.parse(data);
    return typeof event === 'object' && event !== null && typeof event.kind === 'string' && typeof event.artifact === 'string'
      ? event
      : null;
  } catch {
    return null;
  }
};

const tell = (): void => {
  const events = batch;
  batch = [];
  if (events.some((event) => MINE.has(event.kind))) void askWhoReads();
  void queryClient.invalidateQueries({ predicate: (query) => concerns(liveOf(query), events) });
};

const liveOf = (query: Query): Live => {
  const live = query.meta?.['live'];
  return typeof live === 'object' && live !== null ? live : {};
};

const untilVisible = async (signal: AbortSignal): Promise<void> => {
  while (document.visibilityState === 'hidden' && !signal.aborted) await once(document, 'visibilitychange', signal);
};

/** Aborts when the page has been out of sight for so long, or at once when another window of this browser listens. */
const hiddenFor = (duration: number, windows: BroadcastChannel, signal: AbortSignal): AbortSignal => {
  const hidden = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') timer = setTimeout(() => hidden.abort(), duration);
  };
  const over = AbortSignal.any([signal, hidden.signal]);
  document.addEventListener('visibilitychange', look, { signal: over });
  windows.addEventListener('message', () => document.visibilityState === 'hidden' && hidden.abort(), { signal: over });
  over.addEventListener('abort', () => clearTimeout(timer), { once: true });
  look();
  return hidden.signal;
};

const once = (target: EventTarget, name: string, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    target.addEventListener(name, () => resolve(), { once: true, signal });
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Waits; shorter when the network comes back or somebody looks again, and where the server was not there, once it answers anything else. */
const pause = async (duration: number, unreached: boolean, signal: AbortSignal): Promise<void> => {
  const done = new AbortController();
  const either = AbortSignal.any([signal, done.signal]);
  await Promise.race([
    new Promise((resolve) => setTimeout(resolve, duration)),
    once(window, 'online', either),
    once(document, 'visibilitychange', either),
    ...(unreached ? [once(server, 'answer', either)] : []),
  ]);
  done.abort();
};
