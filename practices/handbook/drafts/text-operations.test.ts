import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { processorTime } from '#tests/processor-time.ts';
import { operated, operations } from './text-operations.ts';

describe('what makes one text into another', () => {
  it('is the words that changed, and nothing around them', () => {
    expect(operations('One of us each week.\nRest.\n', 'Two of us each week.\nRest.\n')).toEqual([
      { at: 0, remove: 3, insert: 'Two' },
    ]);
    expect(operations('a\nb\nc\n', 'a\nc\n')).toEqual([{ at: 2, remove: 2, insert: '' }]);
    expect(operations('same', 'same')).toEqual([]);
    expect(operations('', 'all')).toEqual([{ at: 0, remove: 0, insert: 'all' }]);
  });
  it('leaves what stands between two changes alone', () => {
    const before = 'One of us.\nIn between.\nCall the deputy.\n';
    const after = 'Two of us.\nIn between.\nCall a deputy.\n';
    expect(operations(before, after).every(({ at, remove }) => at + remove <= 10 || at >= 23)).toBe(true);
    expect(operated(before, operations(before, after))).toBe(after);
  });
  it('never cuts a character in two', () => {
    expect(operations('🙂', '🙃')).toEqual([{ at: 0, remove: 2, insert: '🙃' }]);
    expect(operations('a🙂b', 'a🙃b')).toEqual([{ at: 1, remove: 2, insert: '🙃' }]);
  });
  it('gives the other text, whatever the two are', () => {
    const text = fc.array(fc.constantFrom('a', 'b ', '\n', 'day', '🙂', ' ', '.', '\r\n', 'é')).map((parts) => parts.join(''));
    fc.assert(fc.property(text, text, (before, after) => operated(before, operations(before, after)) === after));
  });
  it('takes no long time over texts that have nothing in common', () => {
    const of = (word: string) => Array.from({ length: 20_000 }, (_, n) => `${word} ${n * 7}\n`).join('');
    const began = processorTime();
    const [before, after] = [of('left'), of('right')];
    expect(operated(before, operations(before, after))).toBe(after);
    expect(processorTime() - began).toBeLessThan(3_000);
  });
});
