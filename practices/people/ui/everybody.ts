import type { ComboOption } from '#web/ui/matching.ts';
import { optionsOf, useEveryone } from './everyone.ts';

/** Everybody whom one may name, as options of a field. */
export const usePeople = (): readonly ComboOption[] => optionsOf(useEveryone().items ?? []);
