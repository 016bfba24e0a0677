import { useSyncExternalStore } from 'react';
import { setClock } from '../ui/clock.ts';
import { setReaderZone } from '../ui/reader.ts';
import type { Me } from './route-map.ts';

/*
 * Who reads. Remembered on this device, so that the app opens at once and offline; api/me.ts asks again at each start.
 *
 *     null ─┬─► Me           signed in; may be remembered and not yet confirmed
 *           ├─► 'nobody'     signed out
 *           └─► 'fresh'      an installation without an organization
 */
export type Reader = Me | 'nobody' | 'fresh' | null;

const KEY = 'proceed:me';
const listeners = new Set<() => void>();

const isMe = (value: unknown): value is Me =>
  typeof value === 'object' &&
  value !== null &&
  'actor' in value &&
  'organization' in value &&
  'spaces' in value &&
  'zone' in value;

const remembered = (): Me | null => {
  try {
    const me: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isMe(me) ? me : null;
  } catch {
    return null;
  }
};

let reader: Reader = remembered();
if (reader !== null && typeof reader === 'object') setReaderZone(reader.zone);

export const currentReader = (): Reader => reader;
/** The reader's actor, or null when nobody is known. What is kept on this device is kept under it. */
export const currentActor = (): string | null => (typeof reader === 'object' && reader !== null ? reader.actor.id : null);

let ended = false;
/** Whether somebody read here until the server no longer knew the session. */
export const hasSessionEnded = (): boolean => ended;

export const become = (to: Reader, byServer = false): void => {
  reader = to;
  ended = byServer;
  if (typeof to === 'object' && to !== null) {
    localStorage.setItem(KEY, JSON.stringify(to));
    setReaderZone(to.zone);
    setClock(to.now);
  } else localStorage.removeItem(KEY);
  for (const listener of listeners) listener();
};

/** Hears when another window of this browser has signed in as somebody else, or signed out: the session is the same for all of them. Returns what stops it. */
export const onOtherReader = (hear: () => void): (() => void) => {
  const heard = ({ key }: StorageEvent): void => {
    if ((key === null || key === KEY) && (remembered()?.actor.id ?? null) !== currentActor()) hear();
  };
  addEventListener('storage', heard);
  return () => removeEventListener('storage', heard);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useReader = (): Reader => useSyncExternalStore(subscribe, currentReader);

/** Who reads, inside the shell, where somebody always does. */
export const useMe = (): Me => {
  const me = useReader();
  if (typeof me !== 'object' || me === null) throw new Error('useMe outside the shell');
  return me;
};
