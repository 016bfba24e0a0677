import fc from 'fast-check';
import { expect, it } from 'vitest';
import { merge } from './merge.ts';

const BASE = '# On call\n\nOne of us is on call each week.\nThe rota is in the calendar.\n\nCall the deputy if you are ill.\n';

it('merges changes of different lines, and of different words of one line', () => {
  const mine = BASE.replace('each week', 'each fortnight').replace('if you are ill', 'when you are ill');
  const yours = BASE.replace('One of us', 'One engineer').replace('The rota', 'The list');
  expect(merge(BASE, mine, yours)).toEqual({
    text: '# On call\n\nOne engineer is on call each fortnight.\nThe list is in the calendar.\n\nCall the deputy when you are ill.\n',
    conflicts: [],
  });
});

it('shows what both changed differently, keeps what stands, and merges the rest', () => {
  const mine = BASE.replace('each week', 'each month');
  const yours = BASE.replace('each week', 'each day').replace('The rota', 'The list');
  const { text, conflicts } = merge(BASE, mine, yours);
  expect(text).toContain('each month');
  expect(conflicts).toMatchObject([
    { line: 3, standing: expect.stringContaining('each month'), sent: expect.stringContaining('each day') },
  ]);
});

it('takes the same change made twice once', () => {
  const both = BASE.replace('each week', 'each month');
  expect(merge(BASE, both, both)).toEqual({ text: both, conflicts: [] });
});

it('keeps the line ends that the page has', () => {
  const crlf = BASE.replaceAll('\n', '\r\n');
  const yours = BASE.replace('The rota', 'The list');
  expect(merge(crlf, crlf, yours).text).toBe(crlf.replace('The rota', 'The list'));
  expect(merge(BASE, BASE, yours.replaceAll('\n', '\r\n')).text).toBe(yours);
});

it('merges a megabyte', () => {
  const lines = Array.from({ length: 20_000 }, (_, at) => `Line ${at} says what line ${at} says, and that is that.`);
  const edit = (every: number, from: number, word: string) =>
    lines.map((line, at) => (at % every === from ? line.replace('says', word) : line)).join('\n');
  const { text, conflicts } = merge(lines.join('\n'), edit(500, 3, 'tells'), edit(700, 5, 'claims'));
  expect(conflicts).toEqual([]);
  expect(text.split('tells').length + text.split('claims').length).toBe(40 + 29 + 2);
});

const text = fc
  .array(fc.constantFrom('a', 'b', 'c', ' ', '\n', 'word', '. ', '漢'), { maxLength: 30 })
  .map((all) => all.join(''));

it('gives what one made where the other made nothing', () => {
  fc.assert(
    fc.property(text, text, (base, one) => {
      expect(merge(base, base, one)).toEqual({ text: one, conflicts: [] });
      expect(merge(base, one, base)).toEqual({ text: one, conflicts: [] });
    }),
  );
});

it('loses no word that either wrote: it is in the text or in a conflict', () => {
  const numbered = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(8)), { maxLength: 12 });
  fc.assert(
    fc.property(numbered, (edits) => {
      const base = Array.from({ length: 9 }, (_, at) => [`line ${at}`]);
      const write = (who: string) =>
        base
          .flatMap((line, at) => [
            ...line,
            ...edits.flatMap(([by, place], n) => (by === who && place === at ? [`${who}${n} new`] : [])),
          ])
          .join('\n');
      const { text: merged, conflicts } = merge(base.flat().join('\n'), write('a'), write('b'));
      const all = merged + conflicts.map(({ sent }) => sent).join('');
      for (const [n, [who]] of edits.entries()) expect(all).toContain(`${who}${n} new`);
    }),
  );
});
