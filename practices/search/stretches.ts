import { worthOf, type Find, type Place } from './finds.ts';
import type { Atom } from './query.ts';

/*
 * Whether what was asked stands together. All of these answer a sum of what atoms are worth (`worthOf`), so that they can be weighed
 * against each other and against all that was asked.
 */

const FAR = 4;
const FAR_EITHER_WAY = 10;

/** Words that were asked one after the other and stand one after the other; half of it where one stands between them. */
export const nearness = (atoms: readonly Atom[], finds: readonly Find[]): number =>
  ofPairs(
    atoms,
    finds,
    atoms.map((_, index) => index),
    ({ after }) => (after <= FAR ? 1 / after : 0),
  );

/** Words that were asked one after the other, whatever small words stood between them, and stand near each other, in any order. */
export const neighbourhood = (atoms: readonly Atom[], finds: readonly Find[]): number =>
  ofPairs(
    atoms,
    finds,
    atoms.flatMap(({ small }, index) => (small ? [] : [index])),
    ({ either }) => (either <= FAR_EITHER_WAY ? 1 / (1 + either / 2) : 0),
  );

interface Gap {
  /** From the first to the next of the second, in words; Infinity where none comes. */
  readonly after: number;
  /** The same, whichever comes first. */
  readonly either: number;
}

const ofPairs = (
  atoms: readonly Atom[],
  finds: readonly Find[],
  order: readonly number[],
  share: (gap: Gap) => number,
): number => {
  let sum = 0;
  for (const [index, second] of order.entries()) {
    const first = order[index - 1];
    const [one, other] = [first === undefined ? undefined : atoms[first], atoms[second]];
    if (first === undefined || !one || !other || other.term.extra) continue;
    const [before, after] = [finds[first]?.places ?? [], finds[second]?.places ?? []];
    if (before.length > 0 && after.length > 0) sum += Math.min(worthOf(one), worthOf(other)) * share(smallestGap(before, after));
  }
  return sum;
};

/** Both are in order. */
const smallestGap = (starts: readonly number[], ends: readonly number[]): Gap => {
  let [after, either] = [Infinity, Infinity];
  let next = 0;
  for (const place of starts) {
    while (next < ends.length && (ends[next] ?? Infinity) <= place) next += 1;
    const to = (ends[next] ?? Infinity) - place;
    let back = next - 1;
    while (back >= 0 && ends[back] === place) back -= 1;
    after = Math.min(after, to);
    either = Math.min(either, to, back < 0 ? Infinity : place - (ends[back] ?? 0));
  }
  return { after, either };
};

/** Where what was asked stands below the title, in order; small words and other ways to write it do not count. */
export const standing = (atoms: readonly Atom[], finds: readonly Find[]): readonly Standing[] =>
  finds
    .flatMap(({ inText }, atom) =>
      isCounted(atoms[atom]) ? inText.map(({ place, weight, heading }) => ({ place, weight, heading, atom })) : [],
    )
    .toSorted((a, b) => a.place - b.place);

interface Standing extends Place {
  /** Which of those that were asked. */
  readonly atom: number;
}

const isCounted = (atom: Atom | undefined): boolean => atom !== undefined && !atom.small && !atom.term.extra;

interface Stretched {
  /** In words. */
  readonly length: number;
  /** How well each atom is said for the whole text, wherever in it one looks: by its title. */
  readonly given?: readonly number[];
}

/** What the stretch that says most of the question says of it. */
export const together = (atoms: readonly Atom[], all: readonly Standing[], { length, given }: Stretched): number => {
  const worth = atoms.map(worthOf);
  const at = atoms.map((atom, index) => (isCounted(atom) ? (given?.[index] ?? 0) : 0));
  const sumOf = (each: ArrayLike<number>): number => worth.reduce((sum, one, atom) => sum + one * (each[atom] ?? 0), 0);
  const said = Float64Array.from(at);
  for (const { atom, weight } of all) said[atom] = Math.max(said[atom] ?? 0, weight);
  // No stretch can say more than the whole text does.
  const most = sumOf(said) - 1e-9;
  const before = sumOf(at);
  let best = before;
  for (const [index, first] of all.entries()) {
    if (best >= most) break;
    said.set(at);
    let sum = before;
    for (let next = index; next < all.length; next += 1) {
      const one = all[next];
      if (one === undefined || one.place - first.place > length) break;
      const more = one.weight - (said[one.atom] ?? 0);
      if (more <= 0) continue;
      said[one.atom] = one.weight;
      sum += more * (worth[one.atom] ?? 0);
    }
    best = Math.max(best, sum);
  }
  return best;
};
