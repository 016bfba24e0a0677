import { useEffect } from 'react';

/** Whoever took something away that had the focus may put it somewhere first. */
const THEIRS = 50;
const PRESSED = 'button:not(:disabled), a[href], summary';

/**
 * What was done by key may take its own button away: a form that was sent, an objection that is resolved. The focus is then on what
 * can be pressed beside it, not at the beginning of the page.
 */
export const useKeptFocus = (): void => {
  useEffect(() => {
    let byKey = false;
    let trail: readonly Element[] = [];
    const key = (): void => void (byKey = true);
    const pointer = (): void => void (byKey = false);
    const remember = ({ target }: FocusEvent): void => {
      trail = target instanceof Element ? trailOf(target) : [];
    };
    const observer = new MutationObserver(() => {
      if (!byKey || trail[0]?.isConnected !== false) return;
      const around = trail;
      trail = [];
      setTimeout(() => isLost() && beside(around)?.focus(), THEIRS);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('keydown', key, { capture: true });
    document.addEventListener('pointerdown', pointer, { capture: true });
    document.addEventListener('focusin', remember);
    return () => {
      observer.disconnect();
      document.removeEventListener('keydown', key, { capture: true });
      document.removeEventListener('pointerdown', pointer, { capture: true });
      document.removeEventListener('focusin', remember);
    };
  }, []);
};

/** An element and what it stands in, from the inside. */
const trailOf = (element: Element): readonly Element[] => {
  const trail = [element];
  for (let around = element.parentElement; around; around = around.parentElement) trail.push(around);
  return trail;
};

const isLost = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** In the nearest of what is still there, but no further out than the page. */
const beside = (trail: readonly Element[]): HTMLElement | undefined => {
  for (const around of trail) {
    if (around.id === 'main' && around instanceof HTMLElement) return around;
    if (!around.isConnected) continue;
    const found = [...around.querySelectorAll<HTMLElement>(PRESSED)].find((one) => one.checkVisibility());
    if (found) return found;
  }
  return undefined;
};
