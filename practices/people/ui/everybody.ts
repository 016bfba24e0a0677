import { useGet } from '#web/api/query.ts';
import type { ComboOption } from '#web/ui/matching.ts';

/** Everybody whom one may name, as options of a field. */
export const usePeople = (): readonly ComboOption[] => {
  const people = useGet('/api/people', { query: { limit: 200 } });
  return (people.data?.items ?? []).map(({ id, name, handle }) => ({ value: id, label: name, words: handle }));
};
