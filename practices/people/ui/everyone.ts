import { useEffect } from 'react';
import { usePages } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { placeOf } from '#web/ui/time.ts';
import type { ComboOption } from '#web/ui/matching.ts';

/** A line of the directory. */
export type ActorLine = ReplyOf<'GET', '/api/people'>['items'][number];

const EVERY = { query: { limit: 200 } } as const;
const LIVE = { live: { kinds: ['person', 'team', 'agent'] } } as const;

/** The whole directory, page after page: finding and choosing people happens as fast as one types. */
export const useEveryone = () => {
  const pages = usePages('/api/people', EVERY, LIVE);
  const { hasMore, busy, more } = pages;
  useEffect(() => {
    if (hasMore && !busy) more();
  }, [hasMore, busy, more]);
  return pages;
};

/** People to choose from, found by name, handle, place or skill. */
export const optionsOf = (lines: readonly ActorLine[]): readonly ComboOption[] =>
  lines.map((line) => ({
    value: line.id,
    label: line.name,
    words: [line.handle, line.zone, ...line.skills].filter(Boolean).join(' '),
    ...(line.zone === null ? {} : { side: placeOf(line.zone) }),
  }));
