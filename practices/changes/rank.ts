import { canonical } from './canonical.ts';
import type { Said } from './observed.ts';

/** When something was so, how far it goes, and its words: of two at one moment the one that goes further; of two that go as far, one and the same. */
export type Rank = readonly [at: number, rank: number, words: string];

/** Whether it is what holds, whichever was heard first. */
export const isNewer = (before: Rank, next: Rank): boolean =>
  next[0] !== before[0] ? next[0] > before[0] : next[1] !== before[1] ? next[1] > before[1] : next[2] > before[2];

// What is gone stays so, whatever is heard late.
export const rankOfSaid = (said: Said): Rank => [said.verdict === 'gone' ? Infinity : said.at, 0, canonical(said)];
