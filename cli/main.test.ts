import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

const proceed = (words: readonly string[], { program = join(ROOT, 'bin', 'proceed'), environment = {} } = {}) =>
  spawnSync(program, words, { cwd: tmpdir(), encoding: 'utf8', env: { ...process.env, ...environment } });

it('lists its commands with examples and exit codes', () => {
  const { status, stdout, stderr } = proceed(['--help']);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('doctor');
  expect(stdout).toContain('Examples:');
  expect(stdout).toContain('Exit codes: 0 fine, 1 no, or something is wrong, 2 wrong usage, 3 no server or database.');
});

it('shows examples in the help of each command', () => {
  for (const command of ['serve', 'doctor', 'protocol']) expect(proceed([command, '--help']).stdout).toContain('Examples:');
});

it.each([[['doctr']], [['doctr', '--help']], [['help', 'doctr']], [['doctor', '--jsn']], [['doctor', 'twice']]])(
  'ends with 2 and a hint on stderr when it is used wrongly: %j',
  (words) => {
    const { status, stdout, stderr } = proceed(words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('--help');
    expect(stderr).toMatch(/^error: /);
    if (words[0] === 'doctor') expect(stderr).toContain('`proceed doctor --help` says how it is used.');
  },
);

it('says how a command is used that is below another', () => {
  const { status, stdout } = proceed(['help', 'protocol', 'check']);
  expect([status, stdout.split('\n')[0]]).toEqual([0, 'Usage: proceed protocol check [options] <file...>']);
});

it.each([
  [['claim', '0'], '"0" is no number'],
  [['answer', '142', 'It is slow.', '--object', '--reason', 'There is no way back.'], 'the reason twice'],
])('sends nothing of what would be half heard: %j', (words, said) => {
  const { status, stdout, stderr } = proceed(words, {
    environment: { PROCEED_URL: 'http://127.0.0.1:9', PROCEED_TOKEN: 'a-key' },
  });
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(said);
});

it('refuses a port that is none before it does anything', () => {
  const { status, stdout, stderr } = proceed(['serve', '--port', 'many']);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('It takes a number from 0 to 65535');
});

it('says once what a setting takes', () => {
  const { status, stderr } = proceed(['today'], { environment: { PROCEED_URL: 'nonsense' } });
  expect(status).toBe(2);
  expect(stderr.match(/PROCEED_URL cannot be used/g)).toHaveLength(1);
});

it('ends without a word when whoever reads has seen enough', () => {
  const many = Array.from({ length: 40 }, () => 'asf/lazy');
  const script = '"$0" protocol check "$@" | head -1';
  const { stdout, stderr } = spawnSync('sh', ['-c', script, join(ROOT, 'bin', 'proceed'), ...many], { encoding: 'utf8' });
  expect(stdout).not.toBe('');
  expect(stderr).toBe('');
});

it.runIf(existsSync('/dev/full'))('says in a line that what it says has no room', () => {
  const script = '"$0" protocol explain asf/lazy > /dev/full';
  const { status, stderr } = spawnSync('sh', ['-c', script, join(ROOT, 'bin', 'proceed')], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, 'Not all of it could be written: the disk is full.\n']);
});

it('works from any folder and through a link', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proceed a link '));
  const program = join(folder, 'proceed');
  symlinkSync(join(ROOT, 'bin', 'proceed'), program);
  expect(proceed(['--version'], { program }).status).toBe(0);
  rmSync(folder, { recursive: true });
});

it('doctor names the setting that cannot be used', () => {
  const { status, stdout } = proceed(['doctor', '--json'], { environment: { PROCEED_PORT: 'many' } });
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    well: false,
    findings: [
      { check: 'Node', state: 'well' },
      { check: 'Configuration', state: 'wrong', found: expect.stringContaining('PROCEED_PORT') },
    ],
  });
});

it('steers no terminal by words that others wrote', () => {
  const { status, stderr } = proceed(['today'], {
    environment: { PROCEED_DATA: '/nonexistent/\u001B]0;mine\u0007', PROCEED_TOKEN: '', PROCEED_URL: 'http://127.0.0.1:9' },
  });
  expect(status).not.toBe(0);
  expect(stderr).toContain('\\u{1b}]0;mine\\u{7}');
  expect(stderr).not.toContain('\u001B');
});
