import type { InfiniteData } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { queryClient } from '#web/api/reading.ts';
import type { RouteMap } from '#web/api/route-map.ts';
import type { Place } from './moved.ts';

/** The page that was moved last, in any tree of this window, and where it stood before. */
interface Move {
  readonly page: string;
  readonly from: Place;
}

let last: Move | null = null;
const listeners = new Set<() => void>();
const become = (move: Move | null): void => {
  last = move;
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Of several steps of one page, where it stood before the first. */
export const remember = (page: string, from: Place | null): void => {
  if (last?.page !== page) become(from && { page, from });
};
export const forget = (): void => become(null);

/** Where a page stood, if it is the one that was moved last. */
export const useMovedFrom = (page: string): Place | null =>
  useSyncExternalStore(subscribe, () => (last?.page === page ? last.from : null));

type Branches = InfiniteData<RouteMap['GET /api/pages']['reply']>;

/** Where a page stands, as far as it was read: by the list that came last. */
export const standing = (page: string): Place | null => {
  const age = (key: readonly unknown[]): number => queryClient.getQueryState(key)?.dataUpdatedAt ?? 0;
  const lists = queryClient
    .getQueriesData<Branches>({ queryKey: ['/api/pages'] })
    .toSorted(([one], [other]) => age(other) - age(one));
  for (const [key, list] of lists) {
    const items = list?.pages.flatMap(({ items: some }) => some) ?? [];
    const at = items.findIndex(({ id }) => id === page);
    if (at >= 0) return { ...branchOf(key[1]), after: items[at - 1]?.id ?? null };
  }
  return null;
};

/** What was asked for, as it stands in the key of a list. */
const branchOf = (input: unknown): { readonly space: string | null; readonly under: string | null } => {
  const query = partOf(input, 'query');
  const [space, under] = [partOf(query, 'space'), partOf(query, 'under')];
  return { space: typeof space === 'string' ? space : null, under: typeof under === 'string' ? under : null };
};
const partOf = (whole: unknown, part: string): unknown =>
  typeof whole === 'object' && whole !== null && part in whole ? Reflect.get(whole, part) : undefined;
