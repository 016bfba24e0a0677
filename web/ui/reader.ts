import { useSyncExternalStore } from 'react';

let zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const listeners = new Set<() => void>();

/** The IANA zone that this device believes to be in. */
export const detectedZone = (): string => modern(Intl.DateTimeFormat().resolvedOptions().timeZone);

/** All times are shown in the reader's zone; the shell sets it from their calendar. */
export const setReaderZone = (to: string): void => {
  if (to === zone) return;
  zone = to;
  for (const listener of listeners) listener();
};

export const readerZone = (): string => zone;

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useReaderZone = (): string => useSyncExternalStore(subscribe, readerZone);

/* Browsers still answer with names that the zone database has left behind. */
const RENAMED: Readonly<Record<string, string>> = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Africa/Asmera': 'Africa/Asmara',
  'Pacific/Truk': 'Pacific/Chuuk',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Enderbury': 'Pacific/Kanton',
};

export const modern = (name: string): string => RENAMED[name] ?? name;
