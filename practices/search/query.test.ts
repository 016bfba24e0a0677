import { expect, it } from 'vitest';
import { ask } from './ask.ts';
import { atomsOf, tiersOf } from './query.ts';
import type { Sought } from './words.ts';

/** Each word with the share of all texts that hold it. */
const tiers = (typed: string, shares: Readonly<Record<string, number>>): readonly string[] => {
  const sought = new Map<string, Sought>(
    Object.entries(shares).map(([word, share]) => [
      word,
      {
        stems: [{ stem: word, weight: 1 }],
        rarity: Math.log(1 + (1 - share) / share),
        texts: share * 100_000,
        small: false,
        known: true,
      },
    ]),
  );
  return tiersOf(atomsOf(ask(typed), sought), null, 300).map(({ query }) => query);
};

it('What half of all texts hold is not looked for beside two that are rarer', () => {
  const asked = tiers('team expense report', { team: 0.6, expense: 0.02, report: 0.1 });
  expect(asked.some((query) => query.includes("'expense'") && query.includes("'report'"))).toBe(true);
  expect(asked.filter((query) => query.includes('team'))).toEqual([]);
});

it('Where there is nothing rarer, or it is quoted, it is looked for all the same', () => {
  expect(tiers('team expense', { team: 0.6, expense: 0.02 }).some((query) => query.includes('team'))).toBe(true);
  expect(tiers('team company', { team: 0.6, company: 0.7 }).some((query) => /team.*company|company.*team/.test(query))).toBe(
    true,
  );
  const quoted = tiers('"team" expense report', { team: 0.6, expense: 0.02, report: 0.1 });
  expect(quoted.some((query) => query.includes('team'))).toBe(true);
});
