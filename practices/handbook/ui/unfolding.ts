import { useSyncExternalStore } from 'react';

/** What was unfolded in which tree, as long as the window is open: whoever comes back finds it as they left it. */
const unfolded = new Set<string>();
const listeners = new Set<() => void>();
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const keyOf = (tree: string, page: string): string => `${tree} ${page}`;

export const unfold = (tree: string, page: string, open: boolean): void => {
  if (open) unfolded.add(keyOf(tree, page));
  else unfolded.delete(keyOf(tree, page));
  for (const listener of listeners) listener();
};

export const useUnfolded = (tree: string, page: string): boolean =>
  useSyncExternalStore(subscribe, () => unfolded.has(keyOf(tree, page)));

/** How long the server may take to say where a page stands now, ms. */
const PATIENCE = 10_000;
let carried: { readonly tree: string; readonly page: string; readonly until: number } | null = null;

/** A page that was moved by keyboard is drawn anew where it stands now: it has the focus there, too. */
export const carryFocus = (tree: string, page: string): void => {
  carried = { tree, page, until: performance.now() + PATIENCE };
  // Whoever points elsewhere meanwhile is left there.
  document.addEventListener('pointerdown', dropFocus, { capture: true, once: true });
};

/** The tree is left: what comes back later has the focus where the window gives it. */
export const dropFocus = (): void => {
  carried = null;
};

/** Whether the focus that a page had was lost on its way. */
export const hasLostFocus = (tree: string, page: string): boolean =>
  carried !== null &&
  carried.tree === tree &&
  carried.page === page &&
  performance.now() < carried.until &&
  (document.activeElement === null || document.activeElement === document.body);
