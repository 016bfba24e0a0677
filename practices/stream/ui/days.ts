import { dateKey } from '#web/ui/time.ts';

export interface Dated {
  readonly id: string;
  readonly at: string;
}

export interface Day<T extends Dated> {
  /** `2026-11-19` in the reader's zone. */
  readonly date: string;
  readonly at: string;
  /** Newer than the last look. */
  readonly unseen: readonly T[];
  readonly seen: readonly T[];
}

/**
 * By the days of a zone, newest first, as they come. What happened after `mark` was not seen before; null: nobody looked yet, and nothing is news.
 */
export const byDay = <T extends Dated>(items: readonly T[], zone: string, mark: number | null): readonly Day<T>[] => {
  const days = new Map<string, { at: string; unseen: T[]; seen: T[] }>();
  for (const item of items) {
    const date = dateKey(item.at, zone);
    const day = days.get(date) ?? { at: item.at, unseen: [], seen: [] };
    // Once seen, seen: a clock that went back does not split a day twice.
    const isNew = mark !== null && Date.parse(item.at) > mark && day.seen.length === 0;
    (isNew ? day.unseen : day.seen).push(item);
    days.set(date, day);
  }
  return [...days].map(([date, day]) => ({ date, ...day }));
};

/** How many of what the server tells now came since what is shown: all before the first that is known. */
export const freshIn = (newest: readonly Dated[], shown: readonly Dated[]): number => {
  const known = new Set(shown.map(({ id }) => id));
  const at = newest.findIndex(({ id }) => known.has(id));
  return at === -1 ? newest.length : at;
};
