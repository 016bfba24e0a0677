import { shortMoment, fullMoment } from './time.ts';

/** What a text from the server can only be given in a browser: times in the reader's zone, drawings, the place that was asked for. Answers how to stop. */
export const enliven = (root: HTMLElement, zone: string): (() => void) => {
  for (const time of root.querySelectorAll<HTMLTimeElement>('time[datetime]')) {
    const at = Date.parse(time.dateTime);
    if (Number.isNaN(at)) continue;
    time.textContent = shortMoment(at, zone);
    time.title = fullMoment(at, zone);
  }
  reach(root);
  const stop = new AbortController();
  addEventListener('hashchange', () => reach(root), { signal: stop.signal });
  if (root.querySelector('pre.mermaid') !== null)
    void import('./drawings.ts').then(({ drawAll }) => {
      if (!stop.signal.aborted) stop.signal.addEventListener('abort', drawAll(root), { once: true });
    });
  return () => stop.abort();
};

let reached = '';

/** Scrolls to the heading that the address names, once: a text comes after the page did. Other systems' anchors differ in signs and capitals. */
const reach = (root: HTMLElement): void => {
  const address = location.pathname + location.hash;
  if (location.hash.length < 2 || reached === address) return;
  const wanted = decoded(location.hash.slice(1));
  const place =
    [...root.querySelectorAll<HTMLElement>('[id]')].find(({ id }) => id === wanted || id === `doc-${wanted}`) ??
    [...root.querySelectorAll<HTMLElement>('[id^="doc-"]')].find(
      ({ id }) => loosely(id.slice(4)) === loosely(wanted.replace(/^doc-/, '')),
    );
  if (!place) return;
  reached = address;
  for (let at: Element | null = place; at; at = at.parentElement) if (at instanceof HTMLDetailsElement) at.open = true;
  place.scrollIntoView();
};

const loosely = (anchor: string): string => anchor.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const decoded = (anchor: string): string => {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
};
