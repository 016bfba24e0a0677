import { diff3Merge } from 'node-diff3';

/** A piece that goes together, or one where both say something else than before. */
export type Region =
  | { readonly ok: readonly string[] }
  | {
      readonly ok?: undefined;
      readonly before: readonly string[];
      readonly standing: readonly string[];
      readonly sent: readonly string[];
      /** Where it begins in `standing`. */
      readonly at: number;
    };

/** Pieces on both sides multiplied: above it, a stretch without any landmark is not told apart. */
const MOST_WORK = 4_000_000;

interface Three {
  readonly before: readonly string[];
  readonly standing: readonly string[];
  readonly sent: readonly string[];
}

/**
 * Merges lists of pieces (lines, words). What occurs once in all three, in the same order, are landmarks: between them little is left to
 * compare, whatever the length of the whole, and no text of repeated pieces can take long.
 */
export const threeWay = ({ before, standing, sent }: Three): readonly Region[] => {
  const regions: Region[] = [];
  let [o, a, b] = [0, 0, 0];
  for (const [nextO, nextA, nextB] of [
    ...landmarks({ before, standing, sent }),
    [before.length, standing.length, sent.length] as const,
  ]) {
    regions.push(
      ...between({ before: before.slice(o, nextO), standing: standing.slice(a, nextA), sent: sent.slice(b, nextB) }, a),
    );
    const mark = before[nextO];
    if (mark !== undefined) regions.push({ ok: [mark] });
    [o, a, b] = [nextO + 1, nextA + 1, nextB + 1];
  }
  return regions;
};

const between = ({ before, standing, sent }: Three, at: number): readonly Region[] => {
  if (same(standing, before) || same(standing, sent)) return [{ ok: sent }];
  if (same(sent, before)) return [{ ok: standing }];
  let start = 0;
  const least = Math.min(before.length, standing.length, sent.length);
  while (start < least && before[start] === standing[start] && before[start] === sent[start]) start += 1;
  let end = 0;
  while (end < least - start && before.at(-1 - end) === standing.at(-1 - end) && before.at(-1 - end) === sent.at(-1 - end))
    end += 1;
  const inner = (list: readonly string[]): string[] => list.slice(start, list.length - end);
  const [o, a, b] = [inner(before), inner(standing), inner(sent)];
  const edges = [{ ok: before.slice(0, start) }, { ok: before.slice(before.length - end) }] as const;
  if (o.length * Math.max(a.length, b.length) > MOST_WORK)
    return [edges[0], { before: o, standing: a, sent: b, at: at + start }, edges[1]];
  const told = diff3Merge<string>(a, o, b, { excludeFalseConflicts: true }).map((region): Region => {
    if (region.ok) return { ok: region.ok };
    const { conflict } = region;
    return {
      before: conflict?.o ?? [],
      standing: conflict?.a ?? [],
      sent: conflict?.b ?? [],
      at: at + start + (conflict?.aIndex ?? 0),
    };
  });
  return [edges[0], ...told, edges[1]];
};

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((piece, index) => piece === other[index]);

type Mark = readonly [before: number, standing: number, sent: number];

const landmarks = ({ before, standing, sent }: Three): readonly Mark[] => {
  const [inStanding, inSent] = [onceIn(standing), onceIn(sent)];
  const marks: Mark[] = [];
  for (const [piece, at] of onceIn(before)) {
    const [a, b] = [inStanding.get(piece) ?? -1, inSent.get(piece) ?? -1];
    if (at >= 0 && a >= 0 && b >= 0) marks.push([at, a, b]);
  }
  return rising(
    rising(marks, (mark) => mark[1]),
    (mark) => mark[2],
  );
};

/** Where each piece is that occurs once; -1: more often. In their order. */
const onceIn = (list: readonly string[]): ReadonlyMap<string, number> => {
  const places = new Map<string, number>();
  for (const [at, piece] of list.entries()) places.set(piece, places.has(piece) ? -1 : at);
  return places;
};

/** The longest row of marks in which this rises, by patience sorting. */
const rising = (marks: readonly Mark[], by: (mark: Mark) => number): readonly Mark[] => {
  const piles: number[] = [];
  const under: number[] = [];
  const value = (index: number | undefined): number => {
    const mark = index === undefined ? undefined : marks[index];
    return mark ? by(mark) : -1;
  };
  for (const [index, mark] of marks.entries()) {
    let [low, high] = [0, piles.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value(piles[middle]) < by(mark)) low = middle + 1;
      else high = middle;
    }
    under.push(piles[low - 1] ?? -1);
    piles[low] = index;
  }
  const row: Mark[] = [];
  for (let at = piles.at(-1) ?? -1; at >= 0; at = under[at] ?? -1) {
    const mark = marks[at];
    if (mark) row.push(mark);
  }
  return row.toReversed();
};
