import type { Ballot, BallotBox } from './ballot.ts';

/** [R12] What ballots come to. */
export interface Count {
  /** Those that win, the best first; empty: the status quo stands. */
  readonly winners: readonly string[];
  /** Options that nothing but a casting vote could have told apart. */
  readonly tied: readonly string[];
  /** The casting ballot told them apart. */
  readonly cast: boolean;
  /** Ballots that put the first winner above the status quo (without one: that name it at all), and the other way round. */
  readonly above: number;
  readonly below: number;
  /** Why: `b over c 5 : 2, over a 4 : 3`. */
  readonly figures: string;
  /** All options, those that are liked best first; equals together. Empty: nobody has voted. */
  readonly order: Tiers;
  /** What is counted to get there; null: nobody has voted. */
  readonly table: CountTable | null;
}

/** Figures in the order of the ballot's options: who is put above whom by how many; first places round by round; sums of points. */
export type CountTable =
  | { readonly of: 'pairs'; readonly over: readonly (readonly number[])[] }
  | { readonly of: 'rounds'; readonly rounds: readonly (readonly (number | null)[])[] }
  | { readonly of: 'sums'; readonly sums: readonly number[] };

type Tiers = readonly (readonly string[])[];

/**
 * The first `elect` options in the method's order that stand above the status quo. What is tied where the places end, or with the status
 * quo, is told apart by `casting`, or it does not win.
 */
export const countBallots = (box: BallotBox, ballots: readonly Ballot[], casting?: Ballot): Count => {
  const { tiers, figures, table } =
    ballots.length === 0 ? { tiers: [], figures: 'nobody has voted', table: null } : ordered(box, ballots);
  const winners: string[] = [];
  let tied: readonly string[] = [];
  let cast = false;
  for (const tier of tiers) {
    const room = box.elect - winners.length;
    if (room <= 0) break;
    const quo = box.statusQuo !== null && tier.includes(box.statusQuo);
    if (tier.length === 1 || (tier.length <= room && !quo)) {
      if (quo) break;
      winners.push(...tier);
      continue;
    }
    const told = casting === undefined ? [tier] : byRank(tier, casting);
    cast = told.length > 1;
    for (const [i, part] of told.entries()) {
      const stands = box.statusQuo !== null && part.includes(box.statusQuo);
      if (stands || part.length > box.elect - winners.length) {
        if (part.length > 1 || i === 0) tied = part.length > 1 ? part : tier;
        break;
      }
      winners.push(...part);
    }
    break;
  }
  const first = winners[0];
  const prefers = (ballot: Ballot, one: string, other: string): boolean => worth(ballot, one) > worth(ballot, other);
  const quo = box.statusQuo;
  return {
    winners,
    tied,
    cast,
    above:
      first === undefined
        ? 0
        : ballots.filter((ballot) => (quo === null ? worth(ballot, first) > worth(ballot, null) : prefers(ballot, first, quo)))
            .length,
    below:
      first === undefined
        ? 0
        : ballots.filter((ballot) => (quo === null ? worth(ballot, first) === worth(ballot, null) : prefers(ballot, quo, first)))
            .length,
    figures,
    order: tiers,
    table,
  };
};

/** Higher is liked better; null stands for what a ballot does not name. */
const worth = (ballot: Ballot, option: string | null): number => {
  if ('points' in ballot) return option === null ? 0 : (ballot.points[option] ?? 0);
  const rank = option === null ? -1 : ballot.ranks.findIndex((tier) => tier.includes(option));
  return rank < 0 ? -ballot.ranks.length : -rank;
};

const byRank = (options: readonly string[], ballot: Ballot): Tiers => {
  const levels = [...new Set(options.map((option) => worth(ballot, option)))].toSorted((a, b) => b - a);
  return levels.map((level) => options.filter((option) => worth(ballot, option) === level));
};

interface Ordered {
  readonly tiers: Tiers;
  readonly figures: string;
  readonly table: CountTable;
}

const ordered = (box: BallotBox, ballots: readonly Ballot[]): Ordered => {
  switch (box.method.method) {
    case 'condorcet':
      return schulze(box.options, ballots);
    case 'ranked':
      return runoff(box.options, ballots);
    case 'score':
    case 'dot':
      return points(box.options, ballots);
    default:
      return box.method satisfies never;
  }
};

/**
 * Schulze's method by winning votes (M. Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
 * single-winner election method, 2011): an option stands above another where its strongest path to it is stronger than the way back.
 */
const schulze = (options: readonly string[], ballots: readonly Ballot[]): Ordered => {
  const over = options.map((one) =>
    options.map((other) => ballots.filter((ballot) => worth(ballot, one) > worth(ballot, other)).length),
  );
  const at = (table: readonly (readonly number[])[], i: number, j: number): number => table[i]?.[j] ?? 0;
  const path = options.map((_, i) => options.map((__, j) => (at(over, i, j) > at(over, j, i) ? at(over, i, j) : 0)));
  for (let via = 0; via < options.length; via++)
    for (let i = 0; i < options.length; i++)
      for (let j = 0; j < options.length; j++) {
        const row = path[i];
        if (row && i !== j) row[j] = Math.max(at(path, i, j), Math.min(at(path, i, via), at(path, via, j)));
      }
  const tiers: string[][] = [];
  let left = options.map((_, i) => i);
  while (left.length > 0) {
    const best = left.filter((i) => left.every((j) => at(path, j, i) <= at(path, i, j)));
    tiers.push(best.map((i) => options[i] ?? ''));
    left = left.filter((i) => !best.includes(i));
  }
  const first = options.indexOf(tiers[0]?.[0] ?? '');
  const duels = options.flatMap((other, j) =>
    j === first ? [] : [`over ${other} ${at(over, first, j)} : ${at(over, j, first)}`],
  );
  return { tiers, figures: `${options[first] ?? ''} ${duels.join(', ')}`, table: { of: 'pairs', over } };
};

/**
 * Instant run-off: the one with the fewest first places goes, and its ballots count for whom they name next, until one is left. Of several
 * with as few, the one that had fewer a round before goes; where no round tells them apart, all of them. Who has more than half never goes.
 */
const runoff = (options: readonly string[], ballots: readonly Ballot[]): Ordered => {
  const gone: string[][] = [];
  const rounds: ReadonlyMap<string, number>[] = [];
  let left: readonly string[] = options;
  const told: string[] = [];
  for (;;) {
    const standing = left;
    const firsts = new Map(standing.map((option) => [option, 0]));
    for (const ballot of ballots) {
      const first = 'ranks' in ballot ? ballot.ranks.flat().find((option) => standing.includes(option)) : undefined;
      if (first !== undefined) firsts.set(first, (firsts.get(first) ?? 0) + 1);
    }
    rounds.push(firsts);
    told.push(standing.map((option) => `${option} ${firsts.get(option) ?? 0}`).join(', '));
    const most = Math.max(...firsts.values());
    const fewest = Math.min(...firsts.values());
    if (most === fewest) {
      gone.push([...standing]);
      break;
    }
    const last = lastOf(standing, rounds);
    gone.push([...last]);
    left = standing.filter((option) => !last.includes(option));
    if (left.length === 1) {
      gone.push([...left]);
      break;
    }
  }
  return {
    tiers: gone.toReversed(),
    figures: told.map((round, i) => `round ${i + 1}: ${round}`).join('; '),
    table: { of: 'rounds', rounds: rounds.map((round) => options.map((option) => round.get(option) ?? null)) },
  };
};

const lastOf = (options: readonly string[], rounds: readonly ReadonlyMap<string, number>[]): readonly string[] => {
  let last = options;
  for (const round of rounds.toReversed()) {
    const fewest = Math.min(...last.map((option) => round.get(option) ?? 0));
    last = last.filter((option) => (round.get(option) ?? 0) === fewest);
    if (last.length === 1) break;
  }
  return last;
};

const points = (options: readonly string[], ballots: readonly Ballot[]): Ordered => {
  const sums = new Map(
    options.map((option) => [option, ballots.reduce((sum, ballot) => sum + Math.max(0, worth(ballot, option)), 0)]),
  );
  const levels = [...new Set(sums.values())].toSorted((a, b) => b - a);
  const tiers = levels.map((level) => options.filter((option) => sums.get(option) === level));
  return {
    tiers,
    figures: tiers
      .flat()
      .map((option) => `${option} ${sums.get(option)}`)
      .join(', '),
    table: { of: 'sums', sums: options.map((option) => sums.get(option) ?? 0) },
  };
};
