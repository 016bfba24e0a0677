import { router } from './router.tsx';
import { SERVED } from './served.ts';

/** An address of this app that a click on `target` would go to, or null. */
const addressAt = (target: EventTarget | null): URL | null => {
  const link = target instanceof Element ? target.closest('a') : null;
  if (!link || link.href === '' || link.target !== '' || link.hasAttribute('download')) return null;
  const url = new URL(link.href);
  return url.origin === location.origin && !SERVED.test(url.pathname) ? url : null;
};

/** Plain links, in screens and in documents alike, go through the router; what is pointed at is loaded ahead. */
export const followLinks = (): (() => void) => {
  const stop = new AbortController();
  document.addEventListener(
    'click',
    (event) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
        return;
      const url = addressAt(event.target);
      if (!url || (url.hash !== '' && url.pathname === location.pathname && url.search === location.search)) return;
      event.preventDefault();
      router.history.push(url.pathname + url.search + url.hash);
    },
    { signal: stop.signal },
  );
  const ahead = (event: Event): void => {
    const url = addressAt(event.target);
    if (url) preload(url.pathname);
  };
  document.addEventListener('pointerover', ahead, { signal: stop.signal, passive: true });
  document.addEventListener('focusin', ahead, { signal: stop.signal });
  return () => stop.abort();
};

const preload = (pathname: string): void => {
  for (const route of router.getMatchedRoutes(pathname)[0]) {
    const { component } = route.options;
    if (component && 'preload' in component) void component.preload?.();
  }
};
