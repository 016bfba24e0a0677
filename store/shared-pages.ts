import type { Cursor } from '#kernel/stream/event.ts';
import type { Page } from '#kernel/stream/stream.ts';

type Read = (after: Cursor | null, limit: number) => Promise<Page>;

/** How long a page is kept for readers that come to its place a little later, ms. */
const KEEP = 100;

/**
 * Readers that stand at one place share one page: live screens and every reaction follow the same stream. What comes after a place
 * never changes, there is only more of it, so a page that was read for another is good, and the rest comes with the next.
 */
export const sharedPages = (read: Read): Read => {
  const pages = new Map<string, Promise<Page>>();
  return (after, limit) => {
    const place = `${after ?? ''} ${limit}`;
    const known = pages.get(place);
    if (known) return known;
    const asked = read(after, limit);
    pages.set(place, asked);
    const forget = () => pages.delete(place);
    asked.then((page) => (page.events.length === 0 ? forget() : setTimeout(forget, KEEP).unref()), forget);
    return asked;
  };
};
