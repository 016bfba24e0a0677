import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileOf, fileTree, type FileTree, type PathChange, type TreeNode } from './tree.ts';

const page = (id: string, over: Partial<TreeNode> = {}): TreeNode => ({
  id,
  number: Number.parseInt(id.replace(/\D/g, ''), 10) || 0,
  under: null,
  space: null,
  name: id,
  file: { name: `${id}.md`, inside: false },
  blob: `text of ${id}`,
  ...over,
});

it('puts a page beside the folder of what is below it, or inside it', () => {
  const tree = fileTree(null);
  tree.put(page('teams', { file: { name: 'README.md', inside: true } }));
  tree.put(page('platform', { under: 'teams' }));
  expect(tree.put(page('on-call', { under: 'platform' }))).toEqual([
    { path: 'teams/platform/on-call.md', blob: 'text of on-call' },
  ]);
  expect(tree.pathOf('teams')).toBe('teams/README.md');
});

it('moves whatever is below a page that is renamed', () => {
  const tree = fileTree(null);
  tree.put(page('teams', { file: null, blob: null }));
  tree.put(page('a1', { under: 'teams' }));
  expect(tree.put(page('teams', { name: 'groups', file: null, blob: null }))).toEqual([
    { path: 'teams/a1.md', blob: null },
    { path: 'groups/a1.md', blob: 'text of a1' },
  ]);
});

it('gives the later of two pages that want one path its number, whatever the capitals', () => {
  const tree = fileTree(null);
  tree.put(page('p1', { name: 'FAQ', file: { name: 'FAQ.md', inside: false } }));
  expect(tree.put(page('p2', { name: 'faq', file: { name: 'faq.md', inside: false } }))).toEqual([
    { path: 'faq-2.md', blob: 'text of p2' },
  ]);
});

it('keeps rooms apart from pages of the organization, and follows a room’s name', () => {
  const tree = fileTree(null);
  tree.call('room', 'platform');
  tree.put(page('p1', { space: 'room' }));
  tree.put(page('p2', { name: 'spaces', file: { name: 'Spaces.md', inside: false } }));
  tree.put(page('p3', { name: 'spaces', file: { name: 'index.md', inside: true } }));
  expect([tree.pathOf('p1'), tree.pathOf('p2'), tree.pathOf('p3')]).toEqual([
    'spaces/platform/p1.md',
    'Spaces.md',
    '_spaces/index.md',
  ]);
  expect(tree.call('room', 'infra')).toEqual([
    { path: 'spaces/platform/p1.md', blob: null },
    { path: 'spaces/infra/p1.md', blob: 'text of p1' },
  ]);
});

it('stands a page whose upper page this reader does not see where the nearest does that they see', () => {
  const tree = fileTree(null);
  tree.put(page('top'));
  tree.put(page('p2', { under: 'hidden' }));
  expect(tree.pathOf('p2')).toBe('p2.md');
  tree.put(page('hidden', { under: 'top' }));
  expect(tree.pathOf('p2')).toBe('top/hidden/p2.md');
});

it('has a file for a folder that began without one, as soon as it has words', () => {
  const tree = fileTree(null);
  expect(tree.put(page('teams', { file: null, blob: EMPTY }))).toEqual([]);
  expect(tree.put(page('teams', { file: null, blob: 'x' }))).toEqual([{ path: 'teams.md', blob: 'x' }]);
  expect(tree.put(page('teams', { file: null, blob: EMPTY }))).toEqual([{ path: 'teams.md', blob: null }]);
});

it('ends where pages stand below one another in a circle', () => {
  const tree = fileTree(null);
  tree.put(page('a', { under: 'b' }));
  tree.put(page('b', { under: 'a' }));
  expect([tree.pathOf('a'), tree.pathOf('b')].every((path) => path?.endsWith('.md'))).toBe(true);
});

/** Of no bytes. */
const EMPTY = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';
const ids = ['p1', 'p2', 'p3', 'p4', 'p5'] as const;
const step = fc.oneof(
  fc.record({
    put: fc.constantFrom(...ids),
    under: fc.option(fc.constantFrom(...ids)),
    name: fc.constantFrom('a', 'A', 'b', 'spaces'),
    file: fc.option(
      fc.constantFrom({ name: 'a.md', inside: false }, { name: 'b.md', inside: false }, { name: 'README.md', inside: true }),
    ),
    blob: fc.option(fc.constantFrom('x', 'y', EMPTY)),
    space: fc.option(fc.constantFrom('r1', 'r2')),
  }),
  fc.record({ take: fc.constantFrom(...ids) }),
  fc.record({ call: fc.constantFrom('r1', 'r2'), slug: fc.constantFrom('one', 'two', 'three') }),
);

it('has, after any history, each text at one path of its own; changes applied one after another give the same files; a kept tree goes on alike', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let tree: FileTree = fileTree(null);
      const files = new Map<string, string>();
      for (const one of steps) {
        let changes: readonly PathChange[];
        if ('put' in one) {
          const { put, ...rest } = one;
          changes = tree.put(page(put, rest));
        } else if ('take' in one) changes = tree.take(one.take);
        else changes = tree.call(one.call, one.slug);
        for (const { path, blob } of changes) {
          if (blob === null) expect(files.delete(path)).toBe(true);
          else files.set(path, blob);
        }
        tree = fileTree(JSON.parse(JSON.stringify(tree.snapshot())) as ReturnType<FileTree['snapshot']>);
      }
      const speaking = [...tree.nodes()].filter((node) => fileOf(node) !== null);
      expect(files).toEqual(new Map(speaking.map(({ id, blob }) => [tree.pathOf(id), blob])));
      expect(new Set([...files.keys()].map((path) => path.toLowerCase())).size).toBe(speaking.length);
    }),
    { numRuns: 500 },
  );
});
