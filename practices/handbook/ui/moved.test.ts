import { describe, expect, it } from 'vitest';
import { asMoved, type Node, type Place } from './moved.ts';

const node = (id: string): Node => ({ id, number: id.length, title: id, name: id, below: false, restricted: false });
const TOP = { space: 'platform', under: null };
const tree = (
  here: { readonly space: string | null; readonly under: string | null },
  nodes: string,
  moves: readonly [string, Place][],
) =>
  asMoved(
    nodes === '' ? [] : nodes.split(' ').map((id) => node(id)),
    here,
    moves.map(([page, place], index) => ({ id: String(index), page, place })),
    (page) => (page === 'unknown' ? null : node(page)),
  )
    .map((one) => one.node.id + (one.waits ? '*' : '') + (one.node.below ? '+' : ''))
    .join(' ');

describe('A branch while moves wait', () => {
  it('has a page behind the one that it follows, first, or last', () => {
    expect(tree(TOP, 'a b c', [['c', { after: 'a' }]])).toBe('a c* b');
    expect(tree(TOP, 'a b c', [['c', { after: null }]])).toBe('c* a b');
    expect(tree(TOP, 'a b c', [['a', { under: null, space: 'platform' }]])).toBe('b c a*');
  });

  it('gives a page to the branch that it comes to, and that one says that something stands below it', () => {
    const moves: readonly [string, Place][] = [['b', { under: 'a' }]];
    expect(tree(TOP, 'a b c', moves)).toBe('a+ c');
    expect(tree({ space: 'platform', under: 'a' }, 'x', moves)).toBe('x b*');
    expect(tree({ space: 'platform', under: 'c' }, 'y', moves)).toBe('y');
  });

  it('takes a page out of what it stands below, beside that', () => {
    const moves: readonly [string, Place][] = [['x', { under: null, after: 'a' }]];
    expect(tree({ space: 'platform', under: 'a' }, 'x y', moves)).toBe('y');
    expect(tree(TOP, 'a b', moves)).toBe('a x* b');
    expect(tree({ space: 'people', under: null }, 'h', moves)).toBe('h');
  });

  it('goes to another space', () => {
    const moves: readonly [string, Place][] = [['a', { space: 'people', under: null }]];
    expect(tree(TOP, 'a b', moves)).toBe('b');
    expect(tree({ space: 'people', under: null }, 'h', moves)).toBe('h a*');
  });

  it('follows several moves, each from where the last one left it', () => {
    expect(
      tree(TOP, 'a b c', [
        ['c', { after: 'a' }],
        ['b', { after: null }],
        ['a', { after: 'c' }],
      ]),
    ).toBe('b* c* a*');
  });

  it('keeps the place of a page that only gets another name, and shows nothing of one that it does not know', () => {
    expect(tree(TOP, 'a b c', [['b', { name: 'rota' }]])).toBe('a b* c');
    expect(tree({ space: 'platform', under: 'a' }, 'x', [['b', { name: 'rota' }]])).toBe('x');
    expect(tree(TOP, 'a b', [['unknown', { under: null, space: 'platform' }]])).toBe('a b');
    expect(tree(TOP, 'a b', [['c', { under: null, space: 'platform', after: 'gone' }]])).toBe('a b c*');
  });
});
