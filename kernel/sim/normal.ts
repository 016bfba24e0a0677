/** The standard normal distribution. */

/** The share below `x`; to 7 digits (Abramowitz and Stegun 7.1.26 is coarser; this is the rational form of Numerical Recipes, 6.2). */
export const normalBelow = (x: number): number => {
  const half = 0.5 * erfc(Math.abs(x) / Math.SQRT2);
  return x > 0 ? 1 - half : half;
};

export const normalDensity = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);

const ERFC = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
] as const;

const erfc = (x: number): number => {
  const t = 1 / (1 + 0.5 * x);
  return t * Math.exp(-x * x + ERFC.reduceRight<number>((sum, factor) => sum * t + factor, 0));
};

/** Where the share below is `share`: the inverse, by Newton from Winitzki’s form. */
export const normalAt = (share: number): number => {
  if (share <= 0) return -Infinity;
  if (share >= 1) return Infinity;
  const y = 2 * share - 1;
  const log = Math.log(1 - y * y);
  const a = 2 / (Math.PI * 0.147) + log / 2;
  let x = Math.sign(y) * Math.SQRT2 * Math.sqrt(Math.sqrt(a * a - log / 0.147) - a);
  for (let turn = 0; turn < 3; turn += 1) {
    const density = normalDensity(x);
    if (density < 1e-12) break;
    x -= (normalBelow(x) - share) / density;
  }
  return x;
};
