import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { currentActor } from './who.ts';

const PREFIX = 'proceed:draft:';
const keyOf = (key: string): string => `${PREFIX}${currentActor() ?? 'nobody'}:${key}`;

export interface Draft<T> {
  readonly value: T;
  readonly set: (value: T) => void;
  /** After sending: back to the beginning, and nothing is kept. */
  readonly clear: () => void;
  /** Whether it was there when the screen opened. */
  readonly restored: boolean;
  /** False when it is too large for this device to keep. */
  readonly kept: boolean;
}

/** A text or a form's values, kept on this device as they are typed, until `clear`. JSON; the same `key` in two tabs: the later one wins. */
export const useDraft = <T>(key: string, initial: T): Draft<T> => {
  const [{ value, restored }, setState] = useState(() => read(key, initial));
  const [kept, setKept] = useState(true);
  const pending = useRef<{ readonly key: string; readonly value: T } | null>(null);
  const write = useEffectEvent(() => {
    if (pending.current) setKept(keep(pending.current.key, pending.current.value));
    pending.current = null;
  });
  useEffect(() => {
    const flush = (): void => write();
    addEventListener('pagehide', flush);
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => write(), 250);
    return () => clearTimeout(timer);
  }, [value]);
  const set = (to: T): void => {
    pending.current = { key: keyOf(key), value: to };
    setState({ value: to, restored });
  };
  const clear = (): void => {
    pending.current = null;
    localStorage.removeItem(keyOf(key));
    setState({ value: initial, restored: false });
  };
  return { value, set, clear, restored, kept };
};

/**
 * What somebody changes of something that is there. Untouched it is as that is `now`; once they type, nothing that others do takes it from
 * under their hands: neither on this page nor when it is opened again. `from`: what it began with, to be compared with how it is now.
 */
export const useRevision = <T>(key: string, now: T): Draft<T> & { readonly from: T } => {
  const draft = useDraft<{ readonly from: T; readonly to: T } | null>(key, null);
  const from = draft.value?.from ?? now;
  return { ...draft, value: draft.value?.to ?? now, from, set: (to) => draft.set({ from, to }) };
};

const read = <T>(key: string, initial: T): { readonly value: T; readonly restored: boolean } => {
  try {
    const text = localStorage.getItem(keyOf(key));
    return text === null ? { value: initial, restored: false } : { value: JSON.parse(text), restored: true };
  } catch {
    return { value: initial, restored: false };
  }
};

const keep = (key: string, value: unknown): boolean => {
  try {
    if (value === '') localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
};
