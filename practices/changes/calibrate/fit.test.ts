import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitThreshold, type Past } from './fit.ts';
import { mends } from './fixes.ts';

/** Changes that are the more often faulty the more they weigh, as a given chance says. */
const history = (many: number, chance: (score: number) => number): readonly Past[] => {
  let seed = 7;
  const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: many }, () => {
    const score = random() * 100;
    return { score, faulty: random() < chance(score) };
  });
};

describe('[C4] a threshold of a repository’s own', () => {
  it('lies where changes begin to be faulty, and holds in the half that had no say', () => {
    const fit = fitThreshold(history(4_000, (score) => (score < 40 ? 0.05 : 0.4)));
    if (!fit.fits) throw new Error(fit.why);
    expect(fit.threshold).toBeGreaterThan(35);
    expect(fit.threshold).toBeLessThan(55);
    expect(fit.seen.risk).toBeLessThan(0.5);
    expect(fit.newer.auc).toBeGreaterThan(0.65);
    expect(fit.seen.between[0]).toBeLessThanOrEqual(fit.seen.risk);
    expect(fit.seen.between[1]).toBeGreaterThanOrEqual(fit.seen.risk);
  });

  it('is refused where there is too little, saying how much is enough', () => {
    const fit = fitThreshold(history(300, () => 0.2));
    expect(fit).toMatchObject({ fits: false, why: expect.stringContaining('250 changes in each half, 50 of them mended later') });
  });

  it('is refused where the score tells nothing', () => {
    expect(fitThreshold(history(4_000, () => 0.3))).toMatchObject({ fits: false, why: expect.stringContaining('does not tell') });
  });

  it('is refused where the half that had no say shows something else', () => {
    const older = history(2_000, (score) => (score < 40 ? 0.05 : 0.4));
    const newer = history(2_000, () => 0.25);
    expect(fitThreshold([...older, ...newer])).toMatchObject({
      fits: false,
      why: expect.stringContaining('does not hold in the newer'),
    });
  });

  it('shares of a curve never fall, and lie between 0 and 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000, max: 2_000 }), (many) => {
        const fit = fitThreshold(history(many, (score) => score / 100));
        if (!fit.fits) return;
        const shares = fit.curve.map(({ share }) => share);
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
        expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a commit mends a defect', () => {
  it.each(['Fix crash when the list is empty', 'auth: fixes race in refresh', 'Revert "Add cache"', 'Closes #123: wrong total'])(
    '%s',
    (subject) => {
      expect(mends(subject)).toBe(true);
    },
  );
  it.each(['Fix typo in README', 'Add prefix to names', 'Fix lint', 'Fixture for dates', 'Fix flaky test', 'Add a cache'])(
    '%s does not',
    (subject) => {
      expect(mends(subject)).toBe(false);
    },
  );
});
