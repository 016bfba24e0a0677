import fc from 'fast-check';
import { expect, it } from 'vitest';
import { processorTime } from '#tests/processor-time.ts';
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

it('does not mind who was first, where they changed different lines', () => {
  const edits = fc.array(fc.tuple(fc.nat(11), fc.constantFrom('changed', 'gone', 'new')), { maxLength: 6 });
  fc.assert(
    fc.property(edits, edits, (ones, others) => {
      const base = Array.from({ length: 24 }, (_, at) => `line ${at} of the page\n`);
      const write = (who: string, half: number, all: typeof ones) =>
        base
          .map((line, at) => {
            // Two lines apart, so that nothing of one touches what the other changed.
            const edit = at % 4 === half ? all.find(([place]) => place === at >> 1) : undefined;
            if (!edit) return line;
            return edit[1] === 'gone' ? '' : edit[1] === 'new' ? `${line}${who} wrote ${at}\n` : `${who} changed ${at}\n`;
          })
          .join('');
      const [one, other] = [write('one', 0, ones), write('other', 2, others)];
      const merged = merge(base.join(''), one, other);
      expect(merged.conflicts).toEqual([]);
      expect(merge(base.join(''), other, one)).toEqual(merged);
    }),
  );
});

it('keeps every line end as it is, in texts of one kind of them', () => {
  fc.assert(
    fc.property(text, text, text, (base, one, other) => {
      const crlf = (words: string): string => words.replaceAll('\n', '\r\n');
      const plain = merge(base, one, other);
      if (!base.includes('\n')) return;
      expect(merge(crlf(base), crlf(one), crlf(other)).text).toBe(crlf(plain.text));
      expect(merge(crlf(base), crlf(one), other).text).toBe(crlf(plain.text));
    }),
  );
});

const WORDS = ['call', 'the', 'deputy', ',', ' ', ' ', '\n', 'when', '\n\n', 'ill', 'ü', '漢'];

it('loses nothing that either wrote, wherever they wrote it', () => {
  const piece = fc.constantFrom(...WORDS);
  const edit = fc.array(fc.tuple(fc.nat(60), fc.nat(4)), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), edit, edit, (base, ones, others) => {
      const write = (who: string, edits: typeof ones) => {
        const pieces = [...base];
        for (const [n, [at, gone]] of edits.entries()) pieces.splice(at % (pieces.length + 1), gone, ` ${who}${n} `);
        return pieces.join('');
      };
      const [one, other] = [write('mine', ones), write('yours', others)];
      const { text: merged, conflicts } = merge(base.join(''), one, other);
      const kept = [merged, ...conflicts.flatMap(({ standing, sent }) => [standing, sent])].join(' ');
      const wrote = (words: string): readonly string[] => words.match(/(?:mine|yours)\d/g) ?? [];
      for (const word of [...wrote(one), ...wrote(other)]) expect(kept).toContain(word);
    }),
    { numRuns: 300 },
  );
});

it.each([
  ['lines of which none is like another', (at: number) => `${at} says what ${at} says\n`],
  ['lines that are all the same', () => 'the same line again\n'],
  ['empty lines', () => '\n'],
  ['one line of many words', (at: number) => `word${at % 50} `],
  ['one line of one word', () => 'x'],
])('merges a megabyte of %s in a moment, or says where it cannot', (_, piece) => {
  const pieces: string[] = [];
  for (let length = 0; length < 1_000_000; length += pieces.at(-1)?.length ?? 1) pieces.push(piece(pieces.length));
  const base = pieces.join('');
  const third = Math.floor(pieces.length / 3);
  const change = (ats: readonly number[], words: string): string => {
    const changed = [...pieces];
    for (const at of ats) changed[at] = words;
    return changed.join('');
  };
  const [one, other] = [change([10, third, third + 50], 'MINE\n'), change([2 * third, 2 * third + 9], 'YOURS\n')];
  const began = processorTime();
  const { text: merged, conflicts } = merge(base, one, other);
  expect(processorTime() - began).toBeLessThan(5_000);
  expect([merged, ...conflicts.map(({ sent }) => sent)].join('').match(/MINE|YOURS/g)?.length).toBeGreaterThanOrEqual(5);
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
