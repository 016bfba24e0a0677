import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { api } from '../api/client.ts';
import { Problem } from '../api/problem.ts';
import { queryClient } from '../api/reading.ts';
import { t } from './strings.ts';
import styles from './reference-title.module.css';

interface Shown {
  readonly link: HTMLAnchorElement;
  readonly text: string;
}

const ID = 'reference-title';
const RESTS = 180;
const LEAVES = 120;

/**
 * What `#142` in a document is, for whoever points at it or comes to it by keyboard. It stays while the pointer is on it, and goes with Escape
 * (WCAG 1.4.13).
 */
export const ReferenceTitle = (): ReactNode => {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => watch(setShown), []);
  useEffect(() => {
    shown?.link.setAttribute('aria-describedby', ID);
    return () => shown?.link.removeAttribute('aria-describedby');
  }, [shown]);
  if (shown === null) return null;
  const { left, top, bottom } = shown.link.getBoundingClientRect();
  // Over the line where there is no room under it. Of the page, not of the window: it goes along when somebody scrolls.
  const place = innerHeight - bottom > 80 ? { top: bottom + scrollY } : { top: top + scrollY, transform: 'translateY(-100%)' };
  return (
    <div
      className={styles.title}
      id={ID}
      role="tooltip"
      dir="auto"
      style={{ left: Math.max(8, Math.min(left, innerWidth - 330)), ...place }}
    >
      {shown.text}
    </div>
  );
};

const referenceAt = (target: EventTarget | null): HTMLAnchorElement | null =>
  target instanceof Element ? target.closest<HTMLAnchorElement>('a.reference') : null;
const isTitle = (target: EventTarget | null): boolean => target instanceof Element && target.closest(`#${ID}`) !== null;

/** Follows the pointer and the focus until it is stopped. */
const watch = (show: (shown: Shown | null) => void): (() => void) => {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted: HTMLAnchorElement | null = null;
  let showing: HTMLAnchorElement | null = null;
  const become = (shown: Shown | null): void => {
    showing = shown?.link ?? null;
    show(shown);
  };
  const want = (link: HTMLAnchorElement | null, after: number): void => {
    if (link === wanted) return;
    wanted = link;
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (link === null) return become(null);
      void sayWhatIs(link).then((text) => {
        if (wanted === link && link.isConnected) become(text === null ? null : { link, text });
      });
    }, after);
  };
  /** The pointer came over to the words themselves: they do not go away under it. */
  const stay = (): void => {
    clearTimeout(timer);
    wanted = showing;
  };
  const over = (event: Event): void => {
    if (isTitle(event.target)) stay();
    else want(referenceAt(event.target), referenceAt(event.target) ? RESTS : LEAVES);
  };
  document.addEventListener('pointerover', over, { signal: stop.signal, passive: true });
  document.addEventListener('focusin', (event) => want(referenceAt(event.target), 0), { signal: stop.signal });
  document.addEventListener('focusout', (event) => referenceAt(event.target) && want(null, 0), { signal: stop.signal });
  document.addEventListener('click', () => want(null, 0), { signal: stop.signal });
  document.addEventListener('keydown', (event) => event.key === 'Escape' && want(null, 0), { signal: stop.signal });
  return () => {
    stop.abort();
    clearTimeout(timer);
  };
};

/** Null: it cannot be known now. */
const sayWhatIs = async (link: HTMLAnchorElement): Promise<string | null> => {
  const number = /^\/([1-9]\d{0,14})$/.exec(new URL(link.href).pathname)?.[1];
  if (number === undefined) return null;
  try {
    const { title, kind, status } = await queryClient.fetchQuery({
      queryKey: ['/api/numbers/:number', { params: { number } }],
      queryFn: ({ signal }) => api.get('/api/numbers/:number', { params: { number }, signal }),
    });
    return t('reference', { title, kind, status: status.replaceAll('-', ' ') });
  } catch (error) {
    return error instanceof Problem && error.code === 'not-found' ? t('noReference', { number: `#${number}` }) : null;
  }
};
