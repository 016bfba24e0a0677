import { rankBetween } from '../../place.ts';

export interface Sibling {
  readonly key: string;
  /** Where it stands among these siblings now; null: it comes to them. */
  readonly rank: string | null;
}

/**
 * Ranks for siblings in the order of the source. Those that stand there keep theirs, unless the source has put them in another order
 * (`reordered`): then as many as can keep theirs. `after`: the last rank of others, behind which a first import begins.
 */
export const rankSiblings = (
  siblings: readonly Sibling[],
  reordered: boolean,
  after: string | null,
): ReadonlyMap<string, string> => {
  const standing = siblings.filter((one): one is Sibling & { readonly rank: string } => one.rank !== null);
  const keep = reordered ? rising(standing) : new Set(standing.map(({ key }) => key));
  const fixed = standing
    .filter(({ key }) => keep.has(key))
    .map(({ rank }) => rank)
    .toSorted((a, b) => (a < b ? -1 : 1));
  const ranks = new Map<string, string>();
  let last: string | null = fixed.length === 0 ? after : null;
  for (const { key, rank } of siblings) {
    const kept = rank !== null && keep.has(key);
    const before: string | null = last;
    const next = before === null ? 0 : behind(fixed, before);
    const mine: string = kept ? rank : rankBetween(before, fixed[next] ?? null);
    if (!kept) fixed.splice(next, 0, mine);
    ranks.set(key, mine);
    last = mine;
  }
  return ranks;
};

/** The place of the first that is greater, in a sorted list. */
const behind = (sorted: readonly string[], rank: string): number => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') <= rank) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The longest run of siblings whose ranks rise. */
const rising = (siblings: readonly (Sibling & { readonly rank: string })[]): ReadonlySet<string> => {
  const ends: number[] = [];
  const before: number[] = [];
  for (const [index, { rank }] of siblings.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((siblings[ends[middle] ?? 0]?.rank ?? '') < rank) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = index;
  }
  const kept = new Set<string>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) kept.add(siblings[at]?.key ?? '');
  return kept;
};
