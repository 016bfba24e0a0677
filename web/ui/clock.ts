import { useSyncExternalStore } from 'react';

/*
 * The instant that the server says it is. A device's clock may be wrong by minutes, and a shown deadline must not be;
 * in tests the server's clock is moved by hand.
 */
let offset = 0;
const listeners = new Set<() => void>();

export const now = (): number => Date.now() + offset;

/** Takes the server's word for it: milliseconds or ISO 8601. Differences under two seconds are the network's. */
export const setClock = (serverNow: string | number): void => {
  const difference = new Date(serverNow).getTime() - Date.now();
  if (Number.isNaN(difference) || Math.abs(difference - offset) < 2000) return;
  offset = difference;
  for (const listener of listeners) listener();
};

const STEP = 15_000;
const stepped = (): number => Math.floor(now() / STEP) * STEP;

let timer: ReturnType<typeof setInterval> | undefined;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((one) => one()), STEP);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

/** The instant, in milliseconds, at steps of 15 seconds; the component renders again at each. */
export const useNow = (): number => useSyncExternalStore(subscribe, stepped);
