/** A commit of the past: what it weighed, and whether something in it had to be mended later. */
export interface Past {
  readonly score: number;
  readonly faulty: boolean;
}

/** What would have happened with a threshold: of the changes, how many ship at once, and how often those were faulty. */
export interface Point {
  readonly threshold: number;
  readonly shipped: number;
  readonly share: number;
  /** Their share of faulty changes over that of all. */
  readonly risk: number;
  /** 90 % of it, by Wilson's interval of the share of faulty changes. */
  readonly between: readonly [number, number];
}

export interface Half {
  readonly changes: number;
  readonly faulty: number;
  /** How often a faulty change weighs more than one that is not; 0.5 is chance. */
  readonly auc: number;
}

export type Fit =
  | {
      readonly fits: true;
      readonly threshold: number;
      readonly older: Half;
      readonly newer: Half;
      readonly seen: Point;
      readonly curve: readonly Point[];
      readonly usual: Point;
    }
  | { readonly fits: false; readonly why: string; readonly older: Half; readonly newer: Half };

/** [C4] Below, a share of faulty changes says nothing: with 50 its interval is about a quarter of it to either side. */
export const ENOUGH = { changes: 250, faulty: 50 } as const;
/** [C2] A threshold lets changes through that are faulty this much as often as all are. */
export const RISK = 0.42;
/** Where the design's threshold lies; drawn beside. */
const USUAL = 20;
const HIGHEST = 120;

/**
 * [C4] The threshold of a repository's own: the highest at which, in the older half of the history, changes that ship at once were faulty at most
 * `risk` times as often as all. It is held against the newer half, which had no say, and refused where it does not hold there. Oldest first.
 */
export const fitThreshold = (history: readonly Past[], risk: number = RISK): Fit => {
  const middle = Math.floor(history.length / 2);
  const [first, second] = [history.slice(0, middle), history.slice(middle)];
  const [older, newer] = [halfOf(first), halfOf(second)];
  const lacks = lacking(older, newer);
  if (lacks !== null) return { fits: false, why: lacks, older, newer };
  let threshold = 0;
  for (let at = 1; at <= HIGHEST; at += 0.5) {
    const point = pointAt(first, at);
    // Few changes say little: their interval, not their luck, has to be below.
    if (point.shipped > 0 && point.risk <= risk && point.between[1] <= 2 * risk) threshold = at;
  }
  if (threshold === 0)
    return {
      fits: false,
      why: `In the older half no threshold lets changes through that are faulty at most ${risk} times as often as all. Here the score does not tell which changes are harmless; leave them to people, or name what is risky by --protect.`,
      older,
      newer,
    };
  const seen = pointAt(second, threshold);
  if (seen.between[0] > risk)
    return {
      fits: false,
      why: `A threshold of ${threshold} would do for the older half, and does not hold in the newer: what is below was faulty ${seen.risk.toFixed(2)} times as often as all there (90 %: ${seen.between[0].toFixed(2)} to ${seen.between[1].toFixed(2)}), and not ${risk}. The repository is another than it was; try a range that begins later.`,
      older,
      newer,
    };
  const curve = Array.from({ length: HIGHEST / 2 }, (_, n) => pointAt(second, (n + 1) * 2));
  return { fits: true, threshold, older, newer, seen, usual: pointAt(second, USUAL), curve };
};

const lacking = (...halves: readonly Half[]): string | null => {
  const few = halves.some(({ changes, faulty }) => changes < ENOUGH.changes || faulty < ENOUGH.faulty);
  if (!few) return null;
  const [older, newer] = halves.map(
    ({ changes, faulty }) => `${changes} ${changes === 1 ? 'change' : 'changes'}, ${faulty} of them faulty`,
  );
  return `There is too little history: it takes ${ENOUGH.changes} changes in each half, ${ENOUGH.faulty} of them mended later. The older half has ${older}; the newer ${newer}.`;
};

const halfOf = (history: readonly Past[]): Half => ({
  changes: history.length,
  faulty: history.filter(({ faulty }) => faulty).length,
  auc: aucOf(history),
});

/** Wilson, 1927; 90 %. */
const Z = 1.645;
const interval = (hits: number, of: number): readonly [number, number] => {
  if (of === 0) return [0, 1];
  const p = hits / of;
  const middle = (p + (Z * Z) / (2 * of)) / (1 + (Z * Z) / of);
  const half = (Z * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of))) / (1 + (Z * Z) / of);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
};

const pointAt = (history: readonly Past[], threshold: number): Point => {
  const shipped = history.filter(({ score }) => score < threshold);
  const faulty = shipped.filter((one) => one.faulty).length;
  const base = history.filter((one) => one.faulty).length / Math.max(1, history.length);
  const [low, high] = interval(faulty, shipped.length);
  const over = (share: number): number => (base === 0 ? 0 : share / base);
  return {
    threshold,
    shipped: shipped.length,
    share: shipped.length / Math.max(1, history.length),
    risk: over(shipped.length === 0 ? 0 : faulty / shipped.length),
    between: [over(low), over(high)],
  };
};

/** Mann and Whitney's U over the number of pairs; ties count half. */
const aucOf = (history: readonly Past[]): number => {
  const sorted = history.toSorted((a, b) => a.score - b.score);
  let ranks = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]?.score === sorted[from]?.score) to += 1;
    const rank = (from + to + 1) / 2;
    for (let at = from; at < to; at += 1) if (sorted[at]?.faulty) ranks += rank;
    from = to;
  }
  const faulty = sorted.filter((one) => one.faulty).length;
  const fine = sorted.length - faulty;
  return faulty === 0 || fine === 0 ? 0.5 : (ranks - (faulty * (faulty + 1)) / 2) / (faulty * fine);
};
