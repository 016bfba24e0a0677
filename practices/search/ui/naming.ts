import { api } from '#web/api/client.ts';
import { queryClient } from '#web/api/reading.ts';
import type { Suggestion } from '#web/ui/suggesting/offers.ts';
import { stateOf, wordOf } from './found.ts';

/** What has no number of its own is named otherwise, or not at all. */
const NUMBERLESS = ['comment', 'file', 'person', 'team', 'agent', 'space'].map((kind) => `-kind:${kind}`).join(' ');

/** What a text may name by its number, found by some words or by the number itself. */
export const nameable = async (words: string): Promise<readonly Suggestion[]> => {
  const query = { q: `${NUMBERLESS} ${words.replace(/[":]/g, ' ')}`, limit: '20' };
  const { items } = await queryClient.fetchQuery({
    queryKey: ['/api/search', { query }],
    queryFn: ({ signal }) => api.get('/api/search', { query, signal }),
    meta: { live: {} },
  });
  return items.flatMap(({ kind, number, title, status }) =>
    number === null
      ? []
      : [
          {
            insert: `#${number}`,
            kind,
            label: title,
            side: [wordOf(kind), stateOf({ kind, status })].filter(Boolean).join(' · '),
          },
        ],
  );
};
