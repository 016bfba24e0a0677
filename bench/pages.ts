import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordsOf } from '#kernel/text/words.ts';

export interface WrittenPage {
  readonly title: string;
  readonly text: string;
}

const WORDS = 300;
const VOCABULARY = 40_000;

/**
 * Pages of 300 words, each about some words, with words as often as people use them: as a handbook does, where there is a folder of one, else
 * by Zipf's law over made-up words. The same pages each time.
 */
export const pagesOfZipf = (handbook?: string): (() => WrittenPage) => {
  const random = numbers(42);
  const vocabulary = handbook === undefined ? madeUp(random) : wordsIn(handbook);
  const sums: number[] = [];
  let sum = 0;
  for (const [, count] of vocabulary) sums.push((sum += count));
  const draw = (): string => {
    const wanted = random() * sum;
    let [low, high] = [0, sums.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return vocabulary[low]?.[0] ?? '';
  };
  const many = (count: number, next: () => string): string => Array.from({ length: count }, next).join(' ');
  return () => {
    const about = Array.from({ length: 30 }, draw).filter((word) => word.length > 3);
    const ofIt = (): string => about[Math.floor(random() * about.length)] ?? draw();
    const word = (): string => (random() < 0.35 ? ofIt() : draw());
    const lines: string[] = [];
    for (let written = 0; written < WORDS;) {
      if (random() < 0.15) lines.push(`## ${many(3, word)}`, '');
      const length = 30 + Math.floor(random() * 40);
      lines.push(`${many(length, word)}.`, '');
      written += length;
    }
    return { title: many(2 + Math.floor(random() * 4), ofIt), text: lines.join('\n') };
  };
};

const wordsIn = (folder: string): readonly (readonly [string, number])[] => {
  const counts = new Map<string, number>();
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    if (path.endsWith('.md'))
      for (const { word } of wordsOf(readFileSync(join(folder, path), 'utf8')))
        if (/^[a-z]{1,20}$/u.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].toSorted(([, a], [, b]) => b - a);
};

const SYLLABLES = ['ba', 'ke', 'li', 'mo', 'nu', 'ra', 'se', 'ti', 'vo', 'za', 'pel', 'dor', 'gan', 'fir', 'sto', 'ent'] as const;

const madeUp = (random: () => number): readonly (readonly [string, number])[] => {
  const words = new Set<string>();
  while (words.size < VOCABULARY) {
    const length = 1 + Math.floor(Math.log2(2 + words.size / 8) / 2 + random() * 2);
    words.add(Array.from({ length }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)]).join(''));
  }
  return [...words].map((word, index) => [word, 1e6 / (index + 2.7) ** 1.05] as const);
};

/** mulberry32 */
const numbers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
