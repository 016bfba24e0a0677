import { describe, expect, it } from 'vitest';
import { together } from './together.ts';

describe('Questions that are asked together', () => {
  it('go to the database as one, and each gets its own rows and no others', async () => {
    const asked: string[][] = [];
    const ask = together(async ({ values: [list] }) => {
      const all = JSON.parse(String(list)) as string[];
      asked.push(all);
      return all.flatMap((one, index) => Array.from(one, (letter) => ({ n: index + 1, letter })));
    });
    const spell = async (word: string) =>
      (await ask({ name: 'spell', text: 'select', values: [JSON.stringify([word])] }))
        .map((row) => ('letter' in row ? row.letter : ''))
        .join('');
    const words = ['stone', '', 'oak', 'of [1,2] "steel"'];
    expect(await Promise.all(words.map(spell))).toEqual(words);
    expect(asked).toEqual([words]);
    expect(await spell('wood')).toBe('wood');
  });
});
