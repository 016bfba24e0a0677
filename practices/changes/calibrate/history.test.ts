import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openRepository } from '../repository/repository.ts';
import { readHistory, removedIn } from './history.ts';

const folder = mkdtempSync(join(tmpdir(), 'proceed calibrate '));
afterAll(() => rmSync(folder, { recursive: true }));

/** A history in which every fourth change is wrong, and is mended ten changes later. */
const CHANGES = 60;
const files = new Map<string, string[]>();
const script: string[] = [];
const wrong: boolean[] = [];
const commit = (message: string, at: number, changed: readonly string[]): void => {
  script.push('commit refs/heads/main', `committer Ines Prado <ines@northwind.example> ${1_700_000_000 + at * 60} +0000`);
  script.push(`data ${Buffer.byteLength(message)}`, message);
  for (const path of changed) {
    const text = `${(files.get(path) ?? []).join('\n')}\n`;
    script.push(`M 100644 inline ${path}`, `data ${Buffer.byteLength(text)}`, text);
  }
};
let at = 0;
for (let n = 0; n < CHANGES; n += 1) {
  const path = `src/part ${n % 5}.ts`;
  const isWrong = n % 4 === 0;
  const lines = files.get(path) ?? [];
  lines.push(`const a${n} = ${n};`, isWrong ? `total${n} = wrong;` : `total${n} = right;`, '');
  files.set(path, lines);
  commit(`Add total ${n}`, (at += 1), [path]);
  wrong.push(isWrong);
  const before = n - 10;
  if (before < 0 || before % 4 !== 0) continue;
  const mended = `src/part ${before % 5}.ts`;
  files.set(
    mended,
    (files.get(mended) ?? []).map((line) => (line === `total${before} = wrong;` ? `total${before} = right;` : line)),
  );
  commit(`Fix the wrong total of ${before}`, (at += 1), [mended]);
  wrong.push(false);
}
execFileSync('git', ['init', '-q', '-b', 'main', folder]);
execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: folder, input: `${script.join('\n')}\n` });
// Whatever whoever asks has set for themselves, and wherever they stand.
for (const [setting, value] of [
  ['diff.noprefix', 'true'],
  ['diff.relative', 'true'],
  ['diff.interHunkContext', '9'],
  ['log.showSignature', 'true'],
] as const)
  execFileSync('git', ['config', setting, value], { cwd: folder });
execFileSync('git', ['reset', '-q', '--hard'], { cwd: folder });

it('[C4] finds the changes that later had to be mended, by the lines that were', async () => {
  const { history, commits, mending, followed, tooNew } = await readHistory(await openRepository(join(folder, 'src')), 'main');
  expect({ commits, mending, followed, tooNew }).toEqual({ commits: 73, mending: 13, followed: 13, tooNew: 7 });
  const mended = wrong.slice(0, 66).map((is, index) => is && index <= 60);
  expect(history.map(({ faulty }) => faulty).slice(0, 50)).toEqual(mended.slice(0, 50));
  expect(history.every(({ score }) => score > 0)).toBe(true);
  // What git cannot do is said, and not taken for a history without faults.
  execFileSync('git', ['config', 'blame.ignoreRevsFile', 'none'], { cwd: folder });
  await expect(readHistory(await openRepository(folder), 'main')).rejects.toThrow('could not open object name list');
});

it('reads which lines a diff takes away, by the path before', () => {
  const diff = [
    'diff --git a/old name.ts b/new.ts',
    '--- a/old name.ts\t',
    '+++ b/new.ts\t',
    '@@ -3 +3 @@ f',
    '--- a line that begins so',
    '+x',
    '@@ -7,2 +7,0 @@',
    '-a',
    '-b',
    'diff --git a/new b/new',
    '--- /dev/null',
    '+++ b/new',
    '@@ -0,0 +1 @@',
    '+n',
  ].join('\n');
  expect([...removedIn(diff)]).toEqual([
    [
      'old name.ts',
      [
        [3, 1],
        [7, 2],
      ],
    ],
  ]);
});
