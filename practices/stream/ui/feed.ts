import { useEffect, useRef, useState } from 'react';
import { api } from '#web/api/client.ts';
import { Problem } from '#web/api/problem.ts';
import { useGet } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { currentActor } from '#web/api/who.ts';
import { freshIn } from './days.ts';

type Page = ReplyOf<'GET', '/api/events'>;
export type Happening = Page['items'][number];

export interface Wanted {
  readonly space?: string;
  readonly kind?: string;
  readonly by?: string;
  readonly watched?: 'yes';
}

export interface Feed {
  /** Undefined until the first page is there. */
  readonly items: readonly Happening[] | undefined;
  /** What came since; `atLeast`: and more than one page holds. */
  readonly fresh: { readonly n: number; readonly atLeast: boolean };
  readonly showFresh: () => void;
  readonly hasMore: boolean;
  readonly more: () => void;
  readonly busy: boolean;
  /** Of the first page, or of the one asked for last. */
  readonly problem: Problem | null;
  readonly retry: () => void;
}

const LIMIT = 50;

/*
 * What one reads stands still. The first page is asked again at every event, for what is new; what is shown of it stays as it was when it
 * came, until somebody asks for what is new. Pages further down hang on that, by their cursors.
 */
interface Kept {
  readonly pages: readonly Page[];
}

export const useFeed = (wanted: Wanted): Feed => {
  const query = { ...wanted, limit: LIMIT };
  const newest = useGet('/api/events', { query }, { live: {} });
  const [place] = useState(() => placeOf(wanted));
  const [kept, keep] = useState<Kept | null>(() => stood.get(place) ?? null);
  const [asked, setAsked] = useState<{ readonly busy: boolean; readonly problem: Problem | null }>({
    busy: false,
    problem: null,
  });
  const running = useRef(false);
  useEffect(() => {
    if (kept) remember(place, kept);
  }, [place, kept]);
  const settled = newest.data !== undefined && !newest.isFetching ? newest.data : null;
  const pages = kept?.pages ?? (newest.data ? [newest.data] : []);
  const items = pages.flatMap((page) => page.items);
  // Nothing is being read yet, so nothing can be moved.
  if (settled && (kept === null || (items.length === 0 && settled.items.length > 0))) keep({ pages: [settled] });
  const last = pages.at(-1);
  const more = async (): Promise<void> => {
    if (running.current || !last?.next) return;
    running.current = true;
    setAsked({ busy: true, problem: null });
    try {
      const page = await api.get('/api/events', { query: { ...query, after: last.next } });
      keep({ pages: [...pages, page] });
      setAsked({ busy: false, problem: null });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setAsked({ busy: false, problem: error });
    } finally {
      running.current = false;
    }
  };
  const n = kept === null || !newest.data ? 0 : freshIn(newest.data.items, items);
  return {
    items: pages.length === 0 ? undefined : items,
    fresh: { n, atLeast: n >= LIMIT && newest.data?.next !== null },
    showFresh: () => newest.data && keep({ pages: [newest.data] }),
    hasMore: typeof last?.next === 'string',
    more: () => void more(),
    busy: asked.busy,
    problem: asked.problem ?? newest.error,
    retry: () => (asked.problem ? void more() : void newest.refetch()),
  };
};

/* Going back finds the list as it was left. */
const stood = new Map<string, Kept>();
const MOST = 5;

const remember = (place: string, kept: Kept): void => {
  stood.delete(place);
  stood.set(place, kept);
  for (const oldest of stood.keys()) if (stood.size > MOST) stood.delete(oldest);
};

/** A visit: an entry of the browser's history, a reader, and what they want to see. */
const placeOf = (wanted: Wanted): string => {
  const state: unknown = history.state;
  const entry = typeof state === 'object' && state !== null && '__TSR_key' in state ? String(state.__TSR_key) : '';
  return JSON.stringify([entry, currentActor(), wanted]);
};
