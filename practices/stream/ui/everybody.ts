import { useEffect } from 'react';
import { usePages } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';

/** Undefined until all are there. */
export type Everybody = ReplyOf<'GET', '/api/people'>['items'] | undefined;

/** All who do something here, to choose one from by typing. */
export const useEverybody = (): Everybody => {
  const { items, hasMore, busy, more } = usePages(
    '/api/people',
    { query: { limit: 200 } },
    { live: { kinds: ['person', 'agent'] } },
  );
  useEffect(() => {
    if (hasMore && !busy) more();
  }, [hasMore, busy, more]);
  return hasMore ? undefined : items?.filter(({ kind }) => kind !== 'team');
};
