import { expect, it } from 'vitest';
import { idOf } from '#tests/organization.ts';
import { placeKey } from '../page.ts';
import type { PublicRow } from './public-queries.ts';
import { aboveOf, publicTree } from './public-tree.ts';

const SPACE = idOf('b1');
const row = (short: string, name: string, under: string | null = null, formerly: readonly string[] | null = null): PublicRow => ({
  id: idOf(short),
  number: Number(short),
  title: name,
  name,
  under: under === null ? null : idOf(under),
  revisedAt: 0,
  formerly,
});
const tree = (...rows: readonly PublicRow[]) => publicTree('guide', SPACE, rows);

it('reads each page before what stands below it, and knows what is above', () => {
  const { all, byId } = tree(row('1', 'start'), row('2', 'end'), row('3', 'first', '1'), row('4', 'deep', '3'));
  expect(all.map(({ path }) => path)).toEqual(['start', 'start/first', 'start/first/deep', 'end']);
  const deep = byId.get(idOf('4'));
  expect(deep && aboveOf(deep).map(({ title }) => title)).toEqual(['start', 'first']);
});

it('leaves out what stands below a page that is not shown', () => {
  expect(tree(row('1', 'start'), row('2', 'below', '9')).all.map(({ path }) => path)).toEqual(['start']);
});

it('finds a page in whatever capitals and by its file, and writes its address so that it stays one', () => {
  const { find, byNumber } = tree(row('1', 'On Call'), row('2', 'a?b#c%', '1'));
  expect(byNumber.get(2)?.address).toBe('/public/guide/On%20Call/a%3Fb%23c%25');
  expect(find('on call/A?B#C%')?.number).toBe(2);
  expect(find('On Call.md')?.number).toBe(1);
  for (const none of ['', '/', 'nothing', 'On Call/nothing', 'a?b#c%']) expect(find(none), none).toBeNull();
});

it('gives two pages of one name different addresses', () => {
  const { all, find } = tree(row('1', 'same'), row('2', 'Same'), row('3', 'below', '2'));
  expect(all.map(({ path }) => path)).toEqual(['same', 'Same-2', 'Same-2/below']);
  expect(find('same')?.number).toBe(1);
});

it('leads from where a page stood, below what was renamed too, unless another stands there now', () => {
  const was = (name: string, under: string | null = null): string =>
    placeKey({ space: SPACE, under: under === null ? null : idOf(under), name });
  const { find } = tree(
    row('1', 'new', null, [was('old'), was('taken'), was('handbook/brought/along')]),
    row('2', 'taken'),
    row('3', 'pager', '1', [was('beeper', '1')]),
  );
  expect(find('old')?.number).toBe(1);
  expect(find('taken')?.number).toBe(2);
  expect(find('old/beeper')?.number).toBe(3);
  expect(find('handbook/brought/along')?.number).toBe(1);
});
