/** Places in the order of preference, equals together. What stands in none of them is not ranked. */
export type Ranks = readonly (readonly string[])[];

/** An option moved to a place of its own: before the place `to` as they stand now, or behind the last. */
export const placed = (ranks: Ranks, option: string, to: number): Ranks => {
  const before = without(ranks.slice(0, to), option);
  const behind = without(ranks.slice(to), option);
  return [...before, [option], ...behind];
};

/** Taken out of the order. */
export const without = (ranks: Ranks, option: string): Ranks =>
  ranks.map((rank) => rank.filter((one) => one !== option)).filter((rank) => rank.length > 0);

/** A step towards the best or the last. Out of a place with equals it steps first to a place of its own. */
export const stepped = (ranks: Ranks, option: string, by: -1 | 1): Ranks => {
  const at = ranks.findIndex((rank) => rank.includes(option));
  if (at < 0) return by === 1 ? ranks : [...ranks, [option]];
  if ((ranks[at]?.length ?? 0) > 1) return placed(ranks, option, by === -1 ? at : at + 1);
  const to = by === -1 ? at - 1 : at + 2;
  return to < 0 || to > ranks.length ? ranks : placed(ranks, option, to);
};

/** As good as the place above; or, where it has equals, behind them in a place of its own. */
export const levelled = (ranks: Ranks, option: string): Ranks => {
  const at = ranks.findIndex((rank) => rank.includes(option));
  if (at < 0) return ranks;
  if ((ranks[at]?.length ?? 0) > 1) return placed(ranks, option, at + 1);
  const above = ranks[at - 1];
  return above === undefined ? ranks : [...ranks.slice(0, at - 1), [...above, option], ...ranks.slice(at + 1)];
};
