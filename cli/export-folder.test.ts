import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { MANIFEST } from '#practices/export';
import { atEnd } from '#tests/at-end.ts';
import { exportFolder } from './export-folder.ts';

const place = await mkdtemp(join(tmpdir(), 'proceed export '));
atEnd(() => rm(place, { recursive: true, force: true }));
afterEach(() => vi.unstubAllEnvs());

const git = (folder: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=Ines Prado', '-c', 'user.email=ines@northwind.example', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: place },
  }).trim();

const handbook = join(place, 'handbook.git');
git(place, 'init', '--quiet', '--bare', handbook);

const exported = async (folder: string, text: string) => {
  const into = await exportFolder(folder);
  async function* files() {
    yield { path: 'decisions/1.md', bytes: Buffer.from(text) };
    yield { path: MANIFEST, bytes: Buffer.from('{}') };
  }
  try {
    return await into.take({ organization: 'Northwind', files: files(), handbook: { from: handbook, env: {} } }, () => undefined);
  } finally {
    await into.leave();
  }
};

it('touches no other repository when a hook of that one exports', async () => {
  const other = join(place, 'other');
  git(place, 'init', '--quiet', other);
  await writeFile(join(other, 'work.txt'), 'half done');
  vi.stubEnv('GIT_DIR', join(other, '.git'));
  vi.stubEnv('GIT_WORK_TREE', other);
  vi.stubEnv('GIT_INDEX_FILE', join(other, '.git', 'index'));
  const folder = join(place, 'from a hook');
  expect(await exported(folder, 'One')).toMatchObject({ folder, files: 2, changed: true });
  expect(git(other, 'status', '--porcelain')).toBe('?? work.txt');
  expect(git(other, 'config', '--local', '--list')).not.toContain('proceed');
});

it('commits what somebody wrote into the folder before it gives way', async () => {
  const folder = join(place, 'annotated');
  await exported(folder, 'One');
  await writeFile(join(folder, 'notes.txt'), 'mine');
  await writeFile(join(folder, 'decisions', '1.md'), 'One, and my remarks');
  await exported(folder, 'Two');
  expect(await readFile(join(folder, 'decisions', '1.md'), 'utf8')).toBe('Two');
  expect(git(folder, 'log', '--format=%s').split('\n')).toEqual([
    'Export of Northwind',
    'What was changed in this folder since the export',
    'Export of Northwind',
  ]);
  expect(git(folder, 'show', 'HEAD~1:notes.txt')).toBe('mine');
  expect(git(folder, 'show', 'HEAD~1:decisions/1.md')).toBe('One, and my remarks');
});
