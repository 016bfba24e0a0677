import { currentActor } from '#web/api/who.ts';
import type { Look } from './sitting.ts';

const keyOf = (): string => `proceed:looked:${currentActor() ?? 'nobody'}`;

export const lastLook = (): Look | null => {
  try {
    const look: unknown = JSON.parse(localStorage.getItem(keyOf()) ?? 'null');
    return isLook(look) ? look : null;
  } catch {
    return null;
  }
};

export const rememberLook = (look: Look): void => {
  try {
    localStorage.setItem(keyOf(), JSON.stringify(look));
  } catch {
    // A full device forgets; nothing else depends on it.
  }
};

const isLook = (value: unknown): value is Look =>
  typeof value === 'object' &&
  value !== null &&
  'mark' in value &&
  'since' in value &&
  'newest' in value &&
  typeof value.newest === 'number' &&
  'at' in value &&
  typeof value.at === 'number' &&
  [value.mark, value.since].every((one) => one === null || typeof one === 'number');
