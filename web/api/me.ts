import { useSyncExternalStore } from 'react';
import { setClock } from '../ui/clock.ts';
import { setReaderZone } from '../ui/reader.ts';
import { api } from './client.ts';
import { forgetReading } from './reading.ts';
import { Problem } from './problem.ts';
import type { Me } from './route-map.ts';

/*
 * Who reads. Remembered on this device, so that the app opens at once and offline, and asked again at each start.
 *
 *     unknown ─┬─► Me           signed in; may be remembered and not yet confirmed
 *              ├─► 'nobody'     signed out
 *              └─► 'fresh'      an installation without an organization
 */
export type Reader = Me | 'nobody' | 'fresh' | null;

const KEY = 'proceed:me';
const listeners = new Set<() => void>();

const remembered = (): Me | null => {
  try {
    const me: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isMe(me) ? me : null;
  } catch {
    return null;
  }
};

const isMe = (value: unknown): value is Me => typeof value === 'object' && value !== null && 'actor' in value && 'organization' in value && 'spaces' in value && 'zone' in value;

let reader: Reader = remembered();
if (reader !== null) setReaderZone(reader.zone);

export const currentReader = (): Reader => reader;
/** The reader's actor, or null when nobody is known. What is kept on this device is kept under it. */
export const currentActor = (): string | null => (typeof reader === 'object' && reader !== null ? reader.actor.id : null);

const become = (to: Reader): void => {
  reader = to;
  if (typeof to === 'object' && to !== null) {
    localStorage.setItem(KEY, JSON.stringify(to));
    setReaderZone(to.zone);
    setClock(to.now);
  } else localStorage.removeItem(KEY);
  for (const listener of listeners) listener();
};

/** Asks the server who reads. Offline, whoever was remembered stays. Somebody else than before: nothing of before is kept in sight. */
export const askWhoReads = async (): Promise<Reader> => {
  const before = currentActor();
  try {
    const me = await api.get('/api/me');
    if (before !== null && before !== me.actor.id) await forgetReading();
    become(me);
  } catch (error) {
    if (!(error instanceof Problem) || error.offline || error.status >= 500) return reader;
    if (error.status === 401) await nobody();
  }
  return reader;
};

/** To be called after signing out: what was read is forgotten; drafts and what is not yet sent stay, under their writer's name. */
export const nobody = async (): Promise<void> => {
  await forgetReading();
  const setup = await api.get('/api/setup').catch(() => ({ needed: false }));
  become(setup.needed ? 'fresh' : 'nobody');
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
