/** Saturation and length, as BM25 has them. */
const K1 = 1.2;
const B = 0.6;
/** Words of a usual text; it is a constant, so that what is indexed stays right whatever else is written. */
const USUAL = 300;
/** Past so many words longer makes no difference. */
const LONG = 3000;
/** From how much on a word is salient in steps; what is below the first is merely there. */
const STEPS = [0.56, 0.68, 0.78, 0.85, 0.9] as const;

export const LEVELS = [1, 2, 3, 4, 5] as const;

/** The amount at which a word of a text of this size weighs half of what it can. */
const halfOf = (size: number): number => K1 * (1 - B + (B * Math.min(size, LONG)) / USUAL);

/** How much a text of some size is about a word that is there in this amount (fields weighed), from 0 to 1: BM25F without the rarity. */
const salience = (amount: number, size: number): number => amount / (amount + halfOf(size));

/** The same in steps, 0 to 5, by which the index finds it. */
export const levelOf = (amount: number, size: number): number => {
  const by = salience(amount, size);
  let level = 0;
  while (level < STEPS.length && by >= (STEPS[level] ?? 1)) level += 1;
  return level;
};

/** What a level stands for, in the middle. */
export const SALIENCE_AT = [0.44, 0.62, 0.73, 0.815, 0.875, 0.93] as const;

/** How the index names a stem at a level. Stems hold no spaces. */
export const atLevel = (stem: string, level: number): string => `${stem} ${level}`;
