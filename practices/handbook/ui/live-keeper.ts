import { createStore, delMany, entries, set, update } from 'idb-keyval';
import type { UseStore } from 'idb-keyval';
import type { Keeper, Kept } from '../drafts/provider.ts';

interface Stored extends Kept {
  /** Milliseconds; of one window strictly growing. */
  readonly at: number;
}

let opened: UseStore | undefined;
const store = (): UseStore => (opened ??= createStore('proceed-drafts', 'drafts'));

/**
 * What this device keeps of a page's draft. Each window has a record of its own, and takes over those of others: they may be gone, and what two
 * windows of one device wrote goes together as what two people wrote does.
 */
export const draftKeeper = (actor: string, page: string): Keeper => {
  const all = `${actor} ${page} `;
  const own = `${all}${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
  let last = 0;
  let read: readonly (readonly [string, Stored])[] = [];
  return {
    read: async () => {
      const found = await entries<string, Stored | null>(store());
      read = found
        .flatMap(([key, kept]) => (kept !== null && key.startsWith(all) ? [[key, kept] as const] : []))
        .toSorted(([, a], [, b]) => b.at - a.at);
      return read.map(([, kept]) => kept);
    },
    write: (kept) => {
      last = Math.max(last + 1, Date.now());
      return set(own, { ...kept, at: last } satisfies Stored, store());
    },
    taken: async () => {
      const some = read;
      read = [];
      // A window that is still open may have written more since.
      for (const [key, { at }] of some) await update<Stored | null>(key, (now) => (now && now.at > at ? now : null), store());
      const gone = (await entries<string, Stored | null>(store())).flatMap(([key, one]) => (one === null ? [key] : []));
      await delMany(gone, store());
    },
    clear: () => delMany([own], store()),
  };
};
