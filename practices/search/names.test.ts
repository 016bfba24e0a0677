import { expect, it } from 'vitest';
import { foldedName, rank } from './names.ts';

const of = (name: string, typed: string) => rank(foldedName(name), foldedName(typed));

it('puts the whole name before its beginning, that before beginnings of words, and those before any other part', () => {
  expect([
    of('Ines', 'ines'),
    of('Ines Prado', 'ine'),
    of('Ines Prado', 'pra'),
    of('Ines Prado', 'rad'),
    of('Ines Prado', 'raj'),
  ]).toEqual([4, 3, 2, 1, 0]);
});

it('finds names without their accents, and words in any order', () => {
  expect(of('Tomás Lima', 'tomas')).toBe(3);
  expect(of('Keep one PostgreSQL', 'post keep')).toBe(2);
});

it('takes signs for what they are: nothing to go by', () => {
  expect(of('Ines', '-')).toBe(0);
  expect(of('王小明', '小')).toBe(1);
});
