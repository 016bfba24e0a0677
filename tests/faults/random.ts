/** The same numbers for the same seed. */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  between(least: number, most: number): number;
  one<T>(list: readonly [T, ...T[]]): T;
}

/** A linear congruence of 64 bits, of which the upper half is used: enough to choose by. */
export const random = (seed: number): Random => {
  let state = BigInt.asUintN(64, BigInt(seed) * 0x9e3779b97f4a7c15n + 1n);
  const next = (): number => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 32n) / 2 ** 32;
  };
  return {
    next,
    between: (least, most) => least + next() * (most - least),
    one: ([first, ...rest]) => [first, ...rest][Math.floor(next() * (rest.length + 1))] ?? first,
  };
};
