import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'proceed check-'));
afterAll(() => rmSync(folder, { recursive: true }));
const git = (...args: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=Ines Prado', '-c', 'user.email=ines@northwind.example', ...args], {
    cwd: folder,
    stdio: 'pipe',
  });
git('init', '-q', '-b', 'main');
writeFileSync(join(folder, 'a.ts'), 'one\n');
writeFileSync(join(folder, 'CODEOWNERS'), '*.ts @raj\nwho?\n/x [a]\n');
git('add', '-A');
git('commit', '-q', '-m', 'Begin');

const check = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(join(import.meta.dirname, '..', 'bin', 'proceed'), ['check', ...words], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

it('a small change ships at once, and a hook goes on', () => {
  writeFileSync(join(folder, 'a.ts'), 'one\ntwo\n');
  git('commit', '-q', '-am', 'Add two');
  const { status, stdout, stderr } = check();
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^HEAD: ships at once \(ship\/small\)\n\n {4}7\.5 {2}score of 1 file\n/);
});

it.each([[['--html', 'threshold.html']], [['--each', '--calibrate']]])(
  'takes no option that would change nothing: %j',
  (words) => {
    expect(check(...words)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('--calibrate') });
  },
);

it('[C3] what a guard stands before is asked of whoever looks after it, with the reason', () => {
  mkdirSync(join(folder, 'migrations'));
  writeFileSync(join(folder, 'migrations', '1.ts'), 'create\n');
  git('add', '-A');
  const { status, stdout } = check('staged');
  expect(status).toBe(1);
  expect(stdout).toContain('guard  migration: migrations/1.ts');
  expect(stdout).toContain('asks   @raj, 1 file (CODEOWNERS:1)');
  expect(stdout).toContain('CODEOWNERS or MAINTAINERS, line 3:');
  const told = JSON.parse(check('staged', '--json').stdout) as object;
  expect(told).toMatchObject({
    ships: false,
    score: 7.5,
    asks: ['@raj'],
    guards: [{ guard: 'migration' }],
    protocol: 'ship/small',
  });
});

it('paths that are protected, and checks that are not green, are looked at', () => {
  expect(check('HEAD', '--protect', '*.ts').stdout).toContain('guard  protected path: a.ts');
  expect(check('HEAD', '--checks', 'red').status).toBe(1);
});

it('each commit by itself is a line', () => {
  expect(check('HEAD', '--each').stdout).toMatch(
    /^[0-9a-f]{10} {4}7\.5 {2}ships\n[0-9a-f]{10} .+\n\d of 2 would have shipped at once\.\n$/,
  );
});

it('says what cannot be checked', () => {
  expect(check('nowhere')).toMatchObject({ status: 2, stdout: '', stderr: 'There is no commit called nowhere here.\n' });
  expect(check('--repo', join(folder, 'none'))).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no folder'),
  });
  expect(check('--protocol', 'no/such')).toMatchObject({ status: 2, stderr: expect.stringContaining('no/such') });
  expect(check('--checks', 'blue').status).toBe(2);
});

it('[C2] pieces of one intent within a day are added up, so that nothing ships in slices', () => {
  git('reset', '-q', '--hard');
  git('checkout', '-q', '-b', 'slices');
  for (const name of ['one', 'two', 'three']) {
    writeFileSync(join(folder, `${name}.txt`), 'line\n'.repeat(9));
    git('add', '-A');
    git('commit', '-q', '-m', `Slice ${name}\n\nTask: #142`);
  }
  const { status, stdout } = check('HEAD', '--json');
  const said = JSON.parse(stdout) as {
    score: number;
    pieces: readonly string[];
    terms: readonly { name: string; amount: number }[];
  };
  expect([status, said.pieces.length]).toEqual([1, 2]);
  expect(said.terms.find(({ name }) => name === 'lines added')?.amount).toBe(27);
  expect(check('HEAD').stdout).toContain('with 2 commits of the same intent within a day, which are added up');
});
