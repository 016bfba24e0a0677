import type { Cursor } from '#kernel/stream/event.ts';
import type { Page } from '#kernel/stream/stream.ts';

type Read = (after: Cursor | null, limit: number) => Promise<Page>;

/** How long a page is kept for readers that come to its place a little later, ms. */
const KEEP = 100;

/**
 * Readers that stand at one place share one page: live screens and every reaction follow the same stream. What comes after a place
 * never changes, there is only more of it, so a page that was read for another is good, and the rest comes with the next. A reader
 * that fell behind, and now stands inside a page, gets what is left of it and goes in step with the others again.
 */
export const sharedPages = (read: Read): Read => {
  const asked = new Map<string, Promise<Page>>();
  const kept = new Map<string, Page>();
  const within = (after: Cursor): Page | null => {
    for (const page of kept.values()) {
      const at = page.events.findIndex(({ cursor }) => cursor === after);
      if (at >= 0 && at < page.events.length - 1) return { events: page.events.slice(at + 1), cursor: page.cursor };
    }
    return null;
  };
  return (after, limit) => {
    const place = `${after ?? ''} ${limit}`;
    const known = asked.get(place);
    if (known) return known;
    const left = after === null ? null : within(after);
    if (left) return Promise.resolve(left);
    const page = read(after, limit);
    asked.set(place, page);
    const forget = () => {
      asked.delete(place);
      kept.delete(place);
    };
    page.then((read) => {
      if (read.events.length === 0) return forget();
      kept.set(place, read);
      setTimeout(forget, KEEP).unref();
    }, forget);
    return page;
  };
};
