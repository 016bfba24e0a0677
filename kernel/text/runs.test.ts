import fc from 'fast-check';
import { expect, it } from 'vitest';
import { eachRun } from './runs.ts';

const runs = (text: string): readonly string[] => {
  const all: string[] = [];
  eachRun(text, ({ from, to }) => all.push(text.slice(from, to)) > 0);
  return all;
};

const WORD = /[\p{L}\p{N}](?:['’]?[\p{L}\p{M}\p{N}])*/gu;
const TEXTS = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom("'", '’', 'a', 'é', '\u0301', ' ', '-', '東', '𠮷', '\uD800', '\uDFB7', '７', 'Ω'),
    ),
  )
  .map((parts) => parts.join(''));

it('The runs of any text are what begins with a letter or a digit and goes on with letters, marks, digits and apostrophes between', () => {
  fc.assert(
    fc.property(TEXTS, (text) => {
      expect(runs(text)).toEqual(text.match(WORD) ?? []);
    }),
    { numRuns: 1_000 },
  );
});

it('A run says whether it is of ASCII alone, and whether it is of a script that may have no spaces', () => {
  fc.assert(
    fc.property(TEXTS, (text) => {
      eachRun(text, ({ from, to, plain, far }) => {
        const run = text.slice(from, to);
        expect([plain, far], run).toEqual([/^[A-Za-z0-9]+$/.test(run), /[\u0E00-\u2018\u201A-\uFFFF]/.test(run)]);
        return true;
      });
    }),
  );
});

it('Nobody is told of runs beyond the one that was enough', () => {
  const seen: number[] = [];
  eachRun('one two three', ({ from }) => seen.push(from) < 2);
  expect(seen).toEqual([0, 4]);
});
