import { describe, expect, it } from 'vitest';
import { levelled, placed, stepped, without } from './ranking.ts';

describe('an order of preference', () => {
  const ABC = [['a'], ['b'], ['c']];

  it('puts an option where it is dropped: first, between others, last', () => {
    expect(placed(ABC, 'c', 0)).toEqual([['c'], ['a'], ['b']]);
    expect(placed(ABC, 'a', 2)).toEqual([['b'], ['a'], ['c']]);
    expect(placed(ABC, 'a', 3)).toEqual([['b'], ['c'], ['a']]);
    expect(placed([], 'a', 0)).toEqual([['a']]);
    expect(placed([['a', 'b'], ['c']], 'c', 0)).toEqual([['c'], ['a', 'b']]);
  });

  it('moves by steps, and stays at both ends', () => {
    expect(stepped(ABC, 'b', -1)).toEqual([['b'], ['a'], ['c']]);
    expect(stepped(ABC, 'b', 1)).toEqual([['a'], ['c'], ['b']]);
    expect(stepped(ABC, 'a', -1)).toEqual(ABC);
    expect(stepped(ABC, 'c', 1)).toEqual(ABC);
    expect(stepped([['a', 'b'], ['c']], 'b', -1)).toEqual([['b'], ['a'], ['c']]);
    expect(stepped([['a', 'b'], ['c']], 'b', 1)).toEqual([['a'], ['b'], ['c']]);
  });

  it('makes equals, and parts them again', () => {
    expect(levelled(ABC, 'b')).toEqual([['a', 'b'], ['c']]);
    expect(levelled(ABC, 'a')).toEqual(ABC);
    expect(levelled([['a', 'b'], ['c']], 'b')).toEqual(ABC);
  });

  it('leaves out what is taken out', () => {
    expect(without([['a', 'b'], ['c']], 'c')).toEqual([['a', 'b']]);
  });
});
