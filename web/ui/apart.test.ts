import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apart } from './apart.ts';

it('tells of two texts the words in which they differ', () => {
  expect(apart('Answered within four hours.', 'Answered within one working day.')).toEqual([
    [
      { text: 'Answered within ', changed: false },
      { text: 'four hours', changed: true },
      { text: '.', changed: false },
    ],
    [
      { text: 'Answered within ', changed: false },
      { text: 'one working day', changed: true },
      { text: '.', changed: false },
    ],
  ]);
  expect(apart('Monday', 'Monday, Tuesday')).toEqual([
    [{ text: 'Monday', changed: false }],
    [
      { text: 'Monday', changed: false },
      { text: ', Tuesday', changed: true },
    ],
  ]);
  expect(apart('', 'Taken out')).toEqual([[], [{ text: 'Taken out', changed: true }]]);
});

it('loses nothing of either, and calls the same only what is', () => {
  const text = fc.array(fc.constantFrom('a', 'b', ' ', 'é', '👋🏽', '\n', '漢', '.')).map((words) => words.join(''));
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [first, second] = apart(one, other);
      const joined = (parts: typeof first) => parts.map((part) => part.text).join('');
      const kept = (parts: typeof first) => joined(parts.filter(({ changed }) => !changed));
      expect([joined(first), joined(second)]).toEqual([one, other]);
      expect(kept(first)).toBe(kept(second));
      expect(apart(one, one)[0].every(({ changed }) => !changed)).toBe(true);
    }),
  );
});
