import type { OrgId } from './event.ts';

/** So many are remembered of one organization; one more, and all are asked anew. */
const MOST = 10_000;

/**
 * What a reaction found nothing of, so that what happens to the many who have none is not looked up one by one. It holds where the reaction hears of
 * whatever may change it: events come in their order, and `forget` has all of their organization asked anew.
 */
export const absence = (ask: (org: OrgId, key: string) => Promise<boolean>) => {
  const nothing = new Map<OrgId, Set<string>>();
  return {
    forget: (org: OrgId): void => void nothing.delete(org),
    has: async (org: OrgId, key: string): Promise<boolean> => {
      const known = nothing.get(org);
      if (known?.has(key)) return false;
      if (await ask(org, key)) return true;
      nothing.set(org, known && known.size < MOST ? known.add(key) : new Set([key]));
      return false;
    },
  };
};
