import { expect, it } from 'vitest';
import { parseWho, rolesIn, writeWho } from './who.ts';

const read = (text: string) => {
  const parsed = parseWho(text);
  if (parsed.refused) throw new Error(parsed.message);
  return parsed.ok;
};

it.each([
  ['pmc', ['pmc']],
  ['anyone', []],
  ['owners.approvers', ['owners.approvers']],
  ['affected + experts', ['affected', 'experts']],
  ['everyone minus author', ['everyone', 'author']],
  ["experts where a.load < a.limit && a.note != ' pick 3 ' pick 2 weight a.weight", ['experts']],
  ['a + b - c pick 1', ['a', 'b', 'c']],
  ['@ines', ['ines']],
])('[R2] reads %s', (text, roles) => {
  expect(rolesIn(read(text))).toEqual(roles);
  expect(read(writeWho(read(text)))).toEqual(read(text));
});

it('chooses among all that stands before it', () => {
  expect(read('a + b where a.available pick 2 weight a.weight')).toEqual({
    who: 'choose',
    from: { who: 'union', left: { who: 'role', name: 'a' }, right: { who: 'role', name: 'b' } },
    where: 'a.available',
    pick: 2,
    weight: 'a.weight',
  });
});

it.each([
  '',
  '+',
  'a +',
  'a b',
  'a & b',
  'anyone + pmc',
  'anyone pick 1',
  'pmc pick 1.5',
  'pmc weight a.weight',
  'pmc where a. pick 1',
])('refuses "%s"', (text) => {
  expect(parseWho(text)).toMatchObject({ refused: true });
});
