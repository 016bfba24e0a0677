import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rankBetween, ranksAfter, renamedFile, segmentFrom, segmentOf } from './place.ts';

it('always finds room between two neighbours, wherever people drop a page', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 300 }), (drops) => {
      const ranks: string[] = [];
      for (const drop of drops) {
        const at = drop % (ranks.length + 1);
        ranks.splice(at, 0, rankBetween(ranks[at - 1] ?? null, ranks[at] ?? null));
      }
      expect(ranks.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))).toEqual(ranks);
      expect(new Set(ranks).size).toBe(ranks.length);
    }),
    { numRuns: 500, examples: [[[0, 289366429, 0, 119845761, 0, 845384235, 397222984, 492134373, 0, 1191619027]]] },
  );
});

it('keeps ranks short where a list grows at its end, and bearable where it always grows at its beginning', () => {
  const many = ranksAfter(null, 10_000);
  expect(Math.max(...many.map(({ length }) => length))).toBe(4);
  expect(many).toEqual(many.toSorted((a, b) => (a < b ? -1 : 1)));
  let first = rankBetween(null, null);
  for (let times = 0; times < 300; times += 1) first = rankBetween(null, first);
  expect(first.length).toBeLessThan(80);
});

it('makes a file’s name of a title in any script', () => {
  expect(['On call & escalation', 'Überblick: Büro', '小明的计划', '???', '🎉', 'a'.repeat(500)].map(segmentFrom)).toEqual([
    'on-call-escalation',
    'überblick-büro',
    '小明的计划',
    'page',
    'page',
    'page',
  ]);
});

it.each([
  '',
  '.',
  '..',
  'a/b',
  'a\\b',
  'CON',
  'con.md',
  '.git',
  '.g\u200cit',
  '.git\u200d',
  '\ufeff.GIT',
  'a:b',
  'dot.',
  'nul.txt',
  'a\u0000b',
  'x'.repeat(121),
  '字'.repeat(80),
])('refuses %j for a file’s name, on whatever system', (name) => {
  expect(segmentOf(name, '/name')).toMatchObject({ refused: true, code: 'invalid-name', field: '/name' });
});

it('renames the file with its page, and leaves a README what it is', () => {
  expect(renamedFile({ name: 'on-call.md', inside: false }, 'on-call', 'duty')).toEqual({ name: 'duty.md', inside: false });
  expect(renamedFile({ name: 'README.md', inside: true }, 'README', 'x')).toEqual({ name: 'README.md', inside: true });
  expect(renamedFile(null, 'a', 'b')).toBeNull();
});
