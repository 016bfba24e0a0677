import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';

/** Which link was followed from each address, so that Back gives the focus back to it. */
const followed = new Map<string, string>();
const PATIENCE = 1500;

/** After a change of screen the focus stands at its beginning; after Back, on the link from which one left. */
export const useArrival = (): void => {
  const router = useRouter();
  useEffect(() => {
    let back = false;
    const leave = (event: MouseEvent): void => {
      const link = event.target instanceof Element ? event.target.closest('main a[href]') : null;
      if (link) followed.set(location.pathname + location.search, link.getAttribute('href') ?? '');
    };
    document.addEventListener('click', leave, { capture: true });
    const unlisten = router.history.subscribe(({ action }) => {
      back = action.type === 'BACK' || action.type === 'GO';
    });
    const unsubscribe = router.subscribe('onResolved', ({ pathChanged }) => {
      if (!pathChanged || document.querySelector('dialog[open]')) return;
      const main = document.getElementById('main');
      if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
      const href = back ? followed.get(location.pathname + location.search) : undefined;
      if (href !== undefined) void focusWhenThere(href, location.href);
    });
    return () => {
      document.removeEventListener('click', leave, { capture: true });
      unlisten();
      unsubscribe();
    };
  }, [router]);
};

const focusWhenThere = async (href: string, at: string): Promise<void> => {
  for (const until = performance.now() + PATIENCE; performance.now() < until && location.href === at;) {
    const link = document.querySelector<HTMLElement>(`main a[href="${CSS.escape(href)}"]`);
    if (link) return link.focus();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Tells those who hear the page which screen they came to, once it has its name. */
export const ArrivalNews = (): ReactNode => {
  const [title, setTitle] = useState('');
  useEffect(() => {
    const element = document.querySelector('title');
    if (!element) return;
    const observer = new MutationObserver(() => setTitle(document.title));
    observer.observe(element, { childList: true });
    return () => observer.disconnect();
  }, []);
  return (
    <div className="visually-hidden" aria-live="polite">
      {title}
    </div>
  );
};
