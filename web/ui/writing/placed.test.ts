import { expect, it } from 'vitest';
import { placed } from './placed.ts';

it('words of one paragraph go into the line in which they are pasted', () => {
  expect(placed('two words\n', 'One ', ' more')).toBe('two words');
});
it('a heading, a list or a table begins a block of its own, wherever it is pasted', () => {
  expect(placed('- a\n- b\n', 'One', '')).toBe('\n\n- a\n- b\n\n');
  expect(placed('| a |\n| - |\n', 'One\n', '')).toBe('\n| a |\n| - |\n\n');
  expect(placed('# A\n', 'One\n\n', '')).toBe('# A\n\n');
  expect(placed('# A\n', '', '')).toBe('# A\n\n');
});
it('what stands behind, and what is typed next, does not run into the last block', () => {
  expect(placed('a\n\nb\n', 'One ', ' more')).toBe('a\n\nb\n\n');
  expect(placed('a\n\nb\n', '', '\nmore')).toBe('a\n\nb\n');
  expect(placed('a\n\nb\n', '', '\n\nmore')).toBe('a\n\nb');
});
