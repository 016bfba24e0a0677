import { expect, it } from 'vitest';
import { parseWho, parseWhoWithFallback, rolesIn, writeWho } from './who.ts';

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

it.each([
  ['owners of paths', 'owners_of_paths'],
  ['owners of owner_files', 'owners_of_owner_files'],
  ['(experts pick 2) + author', '(experts pick 2) + author'],
  ['members - (observers + guests)', 'members - (observers + guests)'],
  [
    '(a where a.load < (2 + 1)) + (b pick 1 weight a.weight) minus author',
    '(a where a.load < (2 + 1)) + (b pick 1 weight a.weight) - author',
  ],
  ['jury pick 12 where a.available', '(jury pick 12) where a.available'],
  ['everyone except author', 'everyone - author'],
])('[R2] reads %s as %s', (text, written) => {
  expect(writeWho(read(text))).toBe(written);
  expect(read(written)).toEqual(read(text));
});

it('[R2] takes a fallback where a step is asked, and nowhere else', () => {
  expect(parseWhoWithFallback('owners of paths where a.available fallback last_resort')).toMatchObject({
    ok: { who: { who: 'choose', where: 'a.available' }, fallback: { who: 'role', name: 'last_resort' } },
  });
  expect(parseWho('a fallback b')).toMatchObject({ refused: true });
});

it.each([
  ['(a + b', 1, /never closed/],
  ['a + b)', 6, /never opened/],
  ['a, b', 2, /\+ \(both\)/],
  ['2 maintainers', 1, /maintainers pick 2/],
  ['one of maintainers', 5, /pick 2/],
  ['a + ', 5, /missing/],
  ['pmc pick many', 10, /whole number/],
  ['pmc where a.x >', 16, /./],
  ['a if b', 3, /where/],
])('says where "%s" is wrong: column %i', (text, column, message) => {
  const refused = parseWho(text);
  expect(refused).toMatchObject({ refused: true, column });
  expect(refused.refused && refused.message).toMatch(message);
});
