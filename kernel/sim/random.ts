/** Chance that can be had again: the same numbers for the same seed. */
export interface Random {
  /** From 0 to below 1, of 2^32 steps. */
  next(): number;
  between(least: number, most: number): number;
  /** A whole number from 0 to below `below`. */
  below(below: number): number;
  /** True in that share of all cases. */
  chance(share: number): boolean;
  one<T>(list: readonly [T, ...T[]]): T;
  /** So many of them, each once, in an order of chance. */
  some<T>(list: readonly T[], count: number): readonly T[];
  /** Of the normal distribution, mean 0 and deviation 1. */
  normal(): number;
  /**
   * A stream of its own, made of the seed and these words and of nothing that was drawn: two worlds that ask for the same words draw the same
   * numbers, whatever else they do. So protocols are compared on common random numbers [S3].
   */
  of(...words: readonly (string | number)[]): Random;
}

export const random = (seed: string | number): Random => from(hashed(0x9e3779b9, String(seed)));

/**
 * xoshiro128** of Blackman and Vigna (2018), its state filled by splitmix32.
 */
const from = (seed: number): Random => {
  let spread = seed;
  const fill = (): number => {
    spread = (spread + 0x9e3779b9) | 0;
    let mixed = Math.imul(spread ^ (spread >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
  let [a, b, c, d] = [fill(), fill(), fill(), fill() | 1];
  const next = (): number => {
    const fives = Math.imul(b, 5);
    const drawn = Math.imul((fives << 7) | (fives >>> 25), 9) >>> 0;
    const kept = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= kept;
    d = (d << 11) | (d >>> 21);
    return drawn / 4_294_967_296;
  };
  const below = (most: number): number => Math.floor(next() * most);
  return {
    next,
    below,
    between: (least, most) => least + next() * (most - least),
    chance: (share) => next() < share,
    one: (list) => list[below(list.length)] ?? list[0],
    some: (list, count) => {
      const left = [...list];
      const most = Math.min(count, left.length);
      for (let place = 0; place < most; place += 1) {
        const other = place + below(left.length - place);
        const [here, there] = [left[place], left[other]];
        if (here !== undefined && there !== undefined) [left[place], left[other]] = [there, here];
      }
      return left.slice(0, most);
    },
    // Box and Muller.
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    of: (...words) => from(hashed(seed, words.join('\u0000'))),
  };
};

/** FNV-1a over the words, from a seed. */
const hashed = (seed: number, text: string): number => {
  let hash = seed ^ 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
};
