import { describe, expect, it } from 'vitest';
import { suggestionFor, withThreshold } from './threshold.ts';

/** Changes that weigh 1 to 60, those above `safe` faulty every other time. */
const history = (many: number, safe: number) =>
  Array.from({ length: many }, (_, n) => {
    const score = 1 + ((n * 37) % 60);
    return { score, faulty: score > safe ? n % 2 === 0 : n % 40 === 0 };
  });

describe('[C4] another threshold', () => {
  it('is not suggested where too little is known, and it is said how much is enough', () => {
    const { suggested, why } = suggestionFor(20, history(100, 30));
    expect([suggested, why]).toEqual([null, expect.stringContaining('it takes 250 changes in each half')]);
  });

  it('is suggested where what was found out since speaks for it, with the reason', () => {
    const { suggested, why } = suggestionFor(20, history(2_000, 30));
    expect(suggested).toBeGreaterThan(25);
    expect(why).toContain('would have shipped at once');
    expect(suggestionFor(suggested ?? 0, history(2_000, 30)).suggested).toBeNull();
  });

  it('changes the one number in the protocol’s text, and nothing where it is not the only one', () => {
    const text = "skip_if: p.ci == 'green' && p.score < 20.0 && p.guards.size() == 0";
    expect(withThreshold(text, 20, 26.5)).toBe("skip_if: p.ci == 'green' && p.score < 26.5 && p.guards.size() == 0");
    expect(withThreshold(text, 2, 26.5)).toBeNull();
    expect(withThreshold(`${text}\n${text}`, 20, 26.5)).toBeNull();
  });
});
