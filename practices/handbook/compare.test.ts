import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blame } from './blame.ts';
import { compare, type Line } from './compare.ts';

const BEFORE = '# On call\n\nOne of us is on call each week.\nThe rota is in the calendar.\n';

it('shows words that changed within a line, and lines that came and went', () => {
  const after = '# On call\n\nOne of us is on call each fortnight.\nAsk the deputy.\nThe rota is in the calendar.\n';
  expect(compare(BEFORE, after)).toEqual({
    apart: false,
    lines: [
      { kind: 'same', text: '# On call' },
      { kind: 'same', text: '' },
      {
        kind: 'changed',
        before: [
          { text: 'One of us is on call each ', changed: false },
          { text: 'week', changed: true },
          { text: '.', changed: false },
        ],
        after: [
          { text: 'One of us is on call each ', changed: false },
          { text: 'fortnight', changed: true },
          { text: '.', changed: false },
        ],
      },
      { kind: 'added', text: 'Ask the deputy.' },
      { kind: 'same', text: 'The rota is in the calendar.' },
    ],
  });
});

it('takes lines that share little for two lines, and other line ends for nothing', () => {
  expect(compare('Call Ines.', 'Everything is different now, by and large.').lines.map(({ kind }) => kind)).toEqual([
    'removed',
    'added',
  ]);
  expect(compare('a\r\nb\r\n', 'a\nb').lines.map(({ kind }) => kind)).toEqual(['same', 'same']);
});

const side = (lines: readonly Line[], which: 'before' | 'after'): string =>
  lines
    .flatMap((line) => {
      if (line.kind === 'changed') return [line[which].map(({ text }) => text).join('')];
      return line.kind === 'same' || line.kind === (which === 'before' ? 'removed' : 'added') ? [line.text] : [];
    })
    .join('\n');

it('shows both texts whole', () => {
  const text = fc
    .array(fc.constantFrom('a', 'b c', 'One line of words', '漢字', ''), { minLength: 1 })
    .map((all) => all.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { lines } = compare(before, after);
      expect(side(lines, 'before')).toBe(before.replace(/\n$/, ''));
      expect(side(lines, 'after')).toBe(after.replace(/\n$/, ''));
    }),
  );
});

it('names for each paragraph the revision that last changed it', () => {
  const second = BEFORE.replace('The rota', 'The list');
  const third = `${second}\nCall the deputy.\n\n\`\`\`\na\n\nb\n\`\`\`\n`;
  expect(blame([BEFORE, second, third].map((body, index) => ({ revision: index + 1, body })))).toEqual([
    { from: 1, to: 1, revision: 1 },
    { from: 3, to: 4, revision: 2 },
    { from: 6, to: 6, revision: 3 },
    { from: 8, to: 12, revision: 3 },
  ]);
});
