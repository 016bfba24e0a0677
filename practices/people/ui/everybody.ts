import type { ComboOption } from '#web/ui/matching.ts';
import { optionsOf, useEveryone, type ActorLine } from './everyone.ts';

/** Everybody whom one may name, as options of a field. */
export const usePeople = (): readonly ComboOption[] => optionsOf(useEveryone().items ?? []);

/** Those who do something here: people and agents. Undefined until all are there. */
export const useActing = (): readonly ActorLine[] | undefined => {
  const { items, hasMore } = useEveryone();
  return hasMore ? undefined : items?.filter(({ kind }) => kind !== 'team');
};
