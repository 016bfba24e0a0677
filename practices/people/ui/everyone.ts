import { useEffect } from 'react';
import { allPages, usePages } from '#web/api/query.ts';
import type { ReplyOf } from '#web/api/route-map.ts';
import { placeOf } from '#web/ui/time.ts';
import type { ComboOption } from '#web/ui/matching.ts';
import type { Suggestion } from '#web/ui/suggesting/offers.ts';
import { t } from './people-strings.ts';

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

/** Whom a text may call, by the handle that calls them. Who has not joined hears nothing yet. */
export const callable = async (): Promise<readonly Suggestion[]> =>
  (await allPages('/api/people', EVERY, LIVE)).flatMap(({ status, kind, name, handle }) =>
    status === 'active'
      ? [
          {
            insert: `@${handle}`,
            kind,
            label: name,
            side: kind === 'person' ? `@${handle}` : t('calledAs', { kind: t(kind), handle }),
          },
        ]
      : [],
  );

/** People to choose from, found by name, handle, place or skill. */
export const optionsOf = (lines: readonly ActorLine[]): readonly ComboOption[] =>
  lines.map((line) => ({
    value: line.id,
    label: line.name,
    words: [line.handle, line.zone, ...line.skills].filter(Boolean).join(' '),
    ...(line.zone === null ? {} : { side: placeOf(line.zone) }),
  }));
