import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreOf, type ChangedFile } from './score.ts';

const file = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  ...{ path, from: null, how: 'modified', added: 0, deleted: 0, binary: false, submodule: false, light: null },
  ...more,
});
const anyFile = fc
  .record({
    path: fc.constantFrom('a.ts', 'src/a.ts', 'src/b.ts', 'docs/x.md', 'vendor/y.c'),
    how: fc.constantFrom('added', 'modified', 'deleted', 'renamed'),
    added: fc.nat(5_000),
    deleted: fc.nat(5_000),
    light: fc.constantFrom(null, 'generated', 'vendored'),
  })
  .map(({ path, ...more }) => file(path, more));

describe('the score of a change', () => {
  it('[C1] is made of lines, files and directories', () => {
    const { score, terms } = scoreOf([file('src/a.ts', { added: 7, deleted: 3 }), file('docs/b.md', { added: 8 })]);
    expect(terms.map(({ name, amount }) => [name, amount])).toEqual([
      ['lines added', 15],
      ['lines deleted', 3],
      ['files', 2],
      ['directories', 2],
    ]);
    expect(score).toBeCloseTo(5 * 4 + 2 + 2.5 * Math.log2(3) + 2.5);
  });

  it('[C1] of nothing is 0, and one line of one file is little', () => {
    expect(scoreOf([]).score).toBe(0);
    expect(scoreOf([file('a.ts', { added: 1 })]).score).toBe(7.5);
  });

  it('[C2] counts what is generated, vendored or wholly deleted as one line each', () => {
    const heavy = { added: 4_000, deleted: 4_000 };
    expect(scoreOf([file('dist/app.js', { ...heavy, light: 'generated' })]).score).toBe(5);
    expect(scoreOf([file('vendor/zlib.c', { ...heavy, light: 'vendored' })]).score).toBe(5);
    expect(scoreOf([file('old.ts', { how: 'deleted', deleted: 4_000 })]).score).toBe(1);
    expect(
      scoreOf(Array.from({ length: 1_000 }, (_, n) => file(`old/${n}.ts`, { how: 'deleted', deleted: 90 }))).score,
    ).toBeLessThan(10);
  });

  it('[C1] never falls when a file, or a line, is added', () => {
    fc.assert(
      fc.property(fc.array(anyFile), anyFile, fc.nat(100), (files, more, lines) => {
        const before = scoreOf(files).score;
        expect(scoreOf([...files, more]).score).toBeGreaterThanOrEqual(before);
        expect(scoreOf([...files, { ...more, added: more.added + lines }]).score).toBeGreaterThanOrEqual(
          scoreOf([...files, more]).score,
        );
      }),
    );
  });
});
