import { describe, expect, it } from 'vitest';
import { MUTATIONS } from './simulation/mutations.ts';
import { simulateSeeds } from './simulation/seeds.ts';
import { simulate } from './simulation/simulate.ts';

const SEEDS = 60;

it('ninety days of forty people in eight zones, whose servers fail all the time, break none of what must hold, for 60 seeds', async () => {
  const all = await simulateSeeds(1, SEEDS, 2);
  expect(all).toHaveLength(SEEDS);
  const failing = all.filter(({ amiss }) => amiss.length > 0);
  expect(failing.map(({ seed, amiss }) => `npm run sim -- --seed ${seed}: ${amiss.slice(0, 3).join('; ')}`)).toEqual([]);
  // They did something.
  expect(Math.min(...all.map(({ commands }) => commands))).toBeGreaterThan(80);
  expect(Math.min(...all.map(({ notices }) => notices))).toBeGreaterThan(80);
  expect(new Set(all.map(({ hash }) => hash)).size).toBe(SEEDS);
}, 600_000);

it('the same seed gives the same state', async () => {
  const [one, again] = [await simulate(7), await simulate(7)];
  expect(again).toEqual(one);
});

describe('it is noticed when', () => {
  it.each(Object.entries(MUTATIONS))('%s', async (_what, { mutation, says }) => {
    const { amiss } = await simulate(1, mutation);
    expect(amiss).toEqual(expect.arrayContaining([expect.stringMatching(says)]));
  });
});
