import type { Instant } from '../stream/event.ts';

/** What is to happen, earliest first; at one instant in the order in which it was written down. A binary heap. */
export interface Agenda<T> {
  add(at: Instant, what: T): void;
  next(): { readonly at: Instant; readonly what: T } | null;
  /** When the next is. */
  peek(): Instant | null;
}

interface Line<T> {
  readonly at: Instant;
  readonly order: number;
  readonly what: T;
}

export const agenda = <T>(): Agenda<T> => {
  const lines: Line<T>[] = [];
  let order = 0;
  const before = (one: number, other: number): boolean => {
    const [a, b] = [lines[one], lines[other]];
    return a !== undefined && b !== undefined && (a.at < b.at || (a.at === b.at && a.order < b.order));
  };
  const swap = (one: number, other: number): void => {
    const [a, b] = [lines[one], lines[other]];
    if (a && b) [lines[one], lines[other]] = [b, a];
  };
  return {
    add: (at, what) => {
      lines.push({ at, order: order++, what });
      for (let place = lines.length - 1; place > 0;) {
        const above = (place - 1) >> 1;
        if (!before(place, above)) return;
        swap(place, above);
        place = above;
      }
    },
    next: () => {
      const [first] = lines;
      if (!first) return null;
      const last = lines.pop();
      if (last && last !== first) {
        lines[0] = last;
        for (let place = 0; ;) {
          const [left, right] = [2 * place + 1, 2 * place + 2];
          const least = before(right, left) ? right : left;
          if (!before(least, place)) break;
          swap(least, place);
          place = least;
        }
      }
      return first;
    },
    peek: () => lines[0]?.at ?? null,
  };
};
