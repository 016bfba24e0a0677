import { describe, expect, it } from 'vitest';
import { calibrate } from './calibration.ts';
import { fitResponses, type Observed } from './fit.ts';
import { random } from './random.ts';
import { drawn, type ResponseTime } from './response.ts';

const HOUR = 3_600_000;
const TRUE: ResponseTime = { mu: Math.log(5 * HOUR), sigma: 1, never: 0.2 };

/** Asks of somebody who is so; whatever takes longer than the window is silent. */
const history = (
  count: number,
  { actor = 'raj', team = 'platform', is = TRUE, window = 12 * HOUR, seed = 1, from = 0 } = {},
): readonly Observed[] => {
  const chance = random(seed).of(actor);
  return Array.from({ length: count }, (_, index) => {
    const took = drawn(is, chance);
    const answered = took !== null && took <= window;
    return { actor, team, kind: 'stance', askedAt: from + index * HOUR, workedMs: answered ? took : window, answered };
  });
};

describe('what a history says of how people answer', () => {
  it('[S2] is found again, although what was not answered in the window is only known to have taken longer', () => {
    const model = fitResponses(history(3_000));
    const at = (hours: number) => model.foretold('raj', 'stance', hours * HOUR);
    expect(at(2)).toBeCloseTo(0.8 * 0.18, 1);
    expect(at(5)).toBeCloseTo(0.4, 1);
    expect(Math.abs(at(40) - 0.785)).toBeLessThan(0.06);
  });

  it('[S2] is drawn to the team where somebody was asked fewer than twenty times', () => {
    const slow: ResponseTime = { mu: Math.log(20 * HOUR), sigma: 0.5, never: 0 };
    const quick: ResponseTime = { mu: Math.log(HOUR), sigma: 0.5, never: 0 };
    const far = { window: 1_000 * HOUR };
    const team = history(400, { actor: 'aroha', is: slow, ...far });
    const halfOf = (asked: number) =>
      fitResponses([...team, ...history(asked, { is: quick, ...far })]).foretold('raj', 'stance', 5 * HOUR);
    expect(halfOf(0)).toBeLessThan(0.05);
    expect(halfOf(10)).toBeGreaterThan(0.3);
    expect(halfOf(10)).toBeLessThan(0.8);
    expect(halfOf(40)).toBeGreaterThan(0.95);
  });

  it('[S2] says nothing of one person: a model shows neither medians nor shares of anybody', () => {
    const model = fitResponses(history(100));
    expect(JSON.parse(JSON.stringify(model))).toEqual({ fitted: true });
  });

  it('[S3] is calibrated where the newer asks go as the older did', () => {
    const { calibration } = calibrate(history(1_000));
    expect(calibration).toMatchObject({ calibrated: true, fitted: 700, heldOut: 300 });
    expect(Math.abs((calibration.coverage ?? 0) - 0.8)).toBeLessThan(0.08);
  });

  it('[S3] is not calibrated where they answer otherwise now, and says so', () => {
    const later: ResponseTime = { mu: Math.log(0.4 * HOUR), sigma: 0.4, never: 0 };
    const { calibration } = calibrate([...history(700), ...history(300, { is: later, from: 700 * HOUR, seed: 2 })]);
    expect(calibration.calibrated).toBe(false);
    expect(calibration.why).toMatch(/^Not calibrated: only \d+ % of 300/);
  });

  it('[S3] is not calibrated where there is little or nothing to hold against it', () => {
    expect(calibrate([]).calibration.why).toMatch(/^Not calibrated: no history/);
    expect(calibrate(history(60)).calibration).toMatchObject({ calibrated: false, coverage: null, heldOut: 18 });
  });
});
