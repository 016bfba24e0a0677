import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { look, verdictOf } from '../verdict.ts';
import { openRepository } from './repository.ts';
import { parseProtocol } from '#kernel/protocol/document.ts';

const root = mkdtempSync(join(tmpdir(), 'proceed check '));
afterAll(() => rmSync(root, { recursive: true }));

const WHO = ['-c', 'user.name=Ines Prado', '-c', 'user.email=ines@northwind.example', '-c', 'protocol.file.allow=always'];
const gitIn =
  (folder: string) =>
  (...args: readonly string[]): string =>
    execFileSync('git', [...WHO, ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
const begin = (name: string) => {
  const folder = join(root, name);
  mkdirSync(folder);
  const git = gitIn(folder);
  git('init', '-q', '-b', 'main');
  const write = (path: string, text: string | Buffer): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const commit = (message: string): string => {
    git('add', '-A');
    git('commit', '-q', '--allow-empty', '-m', message);
    return git('rev-parse', 'HEAD');
  };
  return { folder, git, write, commit };
};
const lines = (many: number, word = 'line'): string => Array.from({ length: many }, (_, n) => `${word} ${n}\n`).join('');

const one = begin('one');
one.write('.gitattributes', 'api/*.ts linguist-generated\nvendor/ours/** -linguist-vendored\n');
one.write('src/a.ts', lines(40));
one.write('CODEOWNERS', '*  @northwind/all\n/src/ @raj\n');
const first = one.commit('Begin');
one.git('checkout', '-q', '-b', 'feature');
one.write('src/a.ts', `${lines(40)}one more\n`);
one.write('api/client.ts', lines(900, 'generated'));
one.write('vendor/zlib/z.c', lines(900, 'vendored'));
one.write('vendor/ours/x.c', lines(3, 'ours'));
one.write('logo.png', Buffer.from([0x89, 0x50, 0, 1, 2, 3]));
one.write('CODEOWNERS', '*  @northwind/all\n/src/ @ines\n');
one.commit('Add a client');
one.write('name with\nnewline and 名前.md', lines(20, 'word'));
one.commit('Add a page');
one.git('mv', 'name with\nnewline and 名前.md', 'docs ü.md');
const renamed = one.commit('Rename it');

describe('a repository', () => {
  it('compares a range since the two parted, with what is generated and vendored as its attributes say', async () => {
    const { files, base } = await (await openRepository(one.folder)).range('main...feature');
    expect(base).toBe(first);
    expect(Object.fromEntries(files.map(({ path, light, binary, added }) => [path, { light, binary, added }]))).toEqual({
      'src/a.ts': { light: null, binary: false, added: 1 },
      'api/client.ts': { light: 'generated', binary: false, added: 900 },
      'vendor/zlib/z.c': { light: 'vendored', binary: false, added: 900 },
      'vendor/ours/x.c': { light: null, binary: false, added: 3 },
      'logo.png': { light: null, binary: true, added: 0 },
      CODEOWNERS: { light: null, binary: false, added: 1 },
      'docs ü.md': { light: null, binary: false, added: 20 },
    });
  });

  it('knows a rename with any name', async () => {
    expect((await (await openRepository(one.folder)).range(renamed)).files).toMatchObject([
      { path: 'docs ü.md', from: 'name with\nnewline and 名前.md', how: 'renamed', added: 0, deleted: 0 },
    ]);
  });

  it('[C3] asks the owners of before the change, not those whom it makes itself', async () => {
    const repository = await openRepository(one.folder);
    const { files, base } = await repository.range('main...feature');
    const looked = look(files, await repository.owners(base));
    expect(looked.owners).toEqual([
      { owner: '@northwind/all', because: 'CODEOWNERS:1', files: 6 },
      { owner: '@raj', because: 'CODEOWNERS:2', files: 1 },
    ]);
    expect(looked.guards).toEqual([{ guard: 'permissions', path: 'CODEOWNERS' }]);
    const { protocol } = parseProtocol(
      `{id: ship/small, on: change.opened, steps: [{step: review, skip_if: "p.ci == 'green' && p.score < 20.0 && p.guards.size() == 0", of: owners_of_paths, exclude: author, window: 0..1wd, pass: t.agree >= 1, else: lapse}]}`,
    );
    if (!protocol) throw new Error('no protocol');
    expect(verdictOf(looked, protocol, 'green', 0)).toMatchObject({ ok: { ships: false, asks: ['@northwind/all', '@raj'] } });
    const small = look(
      [{ path: 'src/a.ts', from: null, how: 'modified', added: 1, deleted: 0, binary: false, submodule: false, light: null }],
      [],
    );
    expect(verdictOf(small, protocol, 'green', 0)).toMatchObject({ ok: { ships: true, asks: [] } });
    expect(verdictOf(small, protocol, 'red', 0)).toMatchObject({ ok: { ships: false } });
  });

  it('is the same from any folder of it, and for whoever has settings of their own', async () => {
    const { files } = await (await openRepository(one.folder)).range('main...feature');
    one.git('config', 'diff.relative', 'true');
    one.git('config', 'diff.noprefix', 'true');
    const within = await openRepository(join(one.folder, 'src'));
    expect((await within.range('main...feature')).files).toEqual(files);
    expect(
      (await Array.fromAsync(within.commits('feature'))).flatMap((commit) => commit.files).map(({ light }) => light),
    ).toContain('generated');
  });

  it('compares the first commit, what is staged, and the last commit where nothing is named', async () => {
    const two = begin('two');
    const repository = await openRepository(two.folder);
    await expect(repository.range(null)).rejects.toThrow('Nothing is committed here yet');
    two.write('a.txt', 'a\n');
    two.git('add', '-A');
    expect((await repository.range('staged')).files).toMatchObject([{ path: 'a.txt', how: 'added', added: 1 }]);
    two.commit('Begin');
    expect((await repository.range(null)).files).toMatchObject([{ path: 'a.txt', how: 'added', added: 1 }]);
    two.git('rm', '-q', 'a.txt');
    expect((await repository.range('staged')).files).toMatchObject([{ path: 'a.txt', how: 'deleted', deleted: 1 }]);
  });

  it('takes merges of two and of many against their first parent, and leaves them out of single commits', async () => {
    const three = begin('three');
    three.write('a.txt', 'a\n');
    three.commit('Begin');
    for (const branch of ['b', 'c', 'd']) {
      three.git('checkout', '-q', '-b', branch, 'main');
      three.write(`${branch}.txt`, `${branch}\n`);
      three.commit(`Add ${branch}`);
    }
    three.git('checkout', '-q', 'main');
    three.write('e.txt', 'e\n');
    three.commit('Add e');
    three.git('merge', '-q', '-m', 'All', 'b', 'c', 'd');
    const repository = await openRepository(three.folder);
    expect((await repository.range('HEAD')).files.map(({ path }) => path)).toEqual(['b.txt', 'c.txt', 'd.txt']);
    const commits = await Array.fromAsync(repository.commits('HEAD'));
    expect(commits.map(({ files }) => files.map(({ path }) => path)).toSorted()).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.txt`]),
    );
  });

  it('sees that another commit of a submodule is meant', async () => {
    const four = begin('four');
    four.git('submodule', '--quiet', 'add', one.folder, 'lib');
    four.commit('Add a library');
    expect((await (await openRepository(four.folder)).range('HEAD')).files).toMatchObject([
      { path: '.gitmodules' },
      { path: 'lib', submodule: true },
    ]);
  });

  it('says what a shallow clone lacks, and how to get it', async () => {
    const shallow = join(root, 'shallow');
    execFileSync('git', ['clone', '-q', '--depth=1', `file://${one.folder}`, shallow], { stdio: 'ignore' });
    const repository = await openRepository(shallow);
    await expect(repository.range('HEAD')).rejects.toThrow('shallow: git fetch --deepen=1 brings it');
    await expect(repository.range('main...HEAD')).rejects.toThrow('There is no commit called main here. The clone is shallow');
  });

  it('runs nothing that the repository names', async () => {
    const five = begin('five');
    five.write('a.txt', 'a\n');
    five.write('.gitattributes', '*.txt diff=evil\n');
    five.commit('Begin');
    const witness = join(root, 'witness');
    for (const setting of ['core.fsmonitor', 'diff.external', 'diff.evil.textconv', 'diff.evil.command'])
      five.git('config', setting, `touch "${witness}"; cat`);
    five.write('a.txt', 'b\n');
    five.git('add', '-A', '--', '.');
    rmSync(witness, { force: true });
    const repository = await openRepository(five.folder);
    await repository.range('staged');
    await repository.range('HEAD');
    await Array.fromAsync(repository.commits('HEAD'));
    expect(() => rmSync(witness)).toThrow('ENOENT');
  });

  it('says what stands in the way of looking at what is staged', async () => {
    const six = begin('six');
    for (const branch of ['a', 'b']) {
      six.write('a.txt', `${branch}\n`);
      six.commit(`Write ${branch}`);
      six.git('checkout', '-q', '-b', branch);
    }
    six.write('a.txt', 'c\n');
    six.commit('Write c');
    six.git('checkout', '-q', '-b', 'd', 'main');
    six.write('a.txt', 'd\n');
    six.commit('Write d');
    expect(() => six.git('merge', '-q', 'b')).toThrow('merge');
    await expect((await openRepository(six.folder)).range('staged')).rejects.toThrow('A merge is under way here');
    const bare = join(root, 'bare');
    execFileSync('git', ['clone', '-q', '--bare', six.folder, bare]);
    const repository = await openRepository(bare);
    expect((await repository.range('main..b')).files).toMatchObject([{ path: 'a.txt' }]);
    await expect(repository.range('staged')).rejects.toThrow('Nothing is ever staged in a bare repository');
  });

  it('is not taken for one where there is none, nor an option for a revision', async () => {
    await expect(openRepository(join(root, 'nowhere'))).rejects.toThrow('There is no folder');
    await expect(openRepository(root)).rejects.toThrow('is in no git repository');
    await expect((await openRepository(one.folder)).range('--output=/dev/null')).rejects.toThrow('There is no commit called');
  });
});
