import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'proceed protocol '));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
};

const proceed = (...words: readonly string[]) => proceedWith('', ...words);

const proceedWith = (input: string, ...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'bin', 'proceed'), ['protocol', ...words], {
    cwd: folder,
    encoding: 'utf8',
    input,
  });
  return { status, stdout, stderr };
};

const good = '{id: team/x, on: decision.opened, steps: [{step: a, of: team, window: 24h, pass: t.open == 0, else: lapse}]}';
const scenario = (protocol: string, expected = 'accepted'): string =>
  `protocol: ${protocol}\nstart: 2026-05-04T08:00:00Z\nactors: { ines: { zone: Europe/Berlin, week: {mon-fri: "09:00-17:00"}, roles: [team, committers] } }\nartifact: { kind: decision, author: ines }\nexpect: { outcome: ${expected} }\n`;

describe('proceed protocol check', () => {
  it('ends with 0 for what is well, with warnings for names that a file alone cannot know', () => {
    const { status, stdout, stderr } = proceed('check', file('good.yaml', good), 'asf/lazy');
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('good.yaml:1:57: warning:');
    expect(stdout).toMatch(/good\.yaml: team\/x is well, with 1 warning\.\n/);
    expect(stdout).toContain('asf/lazy: asf/lazy is well');
  });

  it('ends with 1 and names file, line and column on stderr for what is broken', () => {
    const { status, stderr } = proceed('check', file('bad.yaml', good.replace('window', 'windw')), file('good.yaml', good));
    expect(status).toBe(1);
    expect(stderr).toMatch(/bad\.yaml:1:\d+: error: A step has no "windw"; did you mean "window"\? \(unknown-key\)/);
    expect(proceed('check', 'nowhere.yaml')).toMatchObject({ status: 1, stderr: expect.stringContaining('no such file') });
  });

  it('takes the files of a folder and of those below, and goes on after one that is broken', () => {
    file('many/a.yaml', good.replace('window', 'windw'));
    file('many/below/b.yml', good);
    file('many/notes.txt', 'no protocol');
    const { status, stdout, stderr } = proceed('check', 'many', 'asf/lazy');
    expect(status).toBe(1);
    expect(stderr).toContain('many/a.yaml:1:');
    expect(stdout).toContain('many/below/b.yml: team/x is well');
    expect(stdout).toContain('asf/lazy: asf/lazy is well');
    mkdirSync(join(folder, 'empty'));
    expect(proceed('check', 'empty')).toMatchObject({ status: 1, stderr: expect.stringContaining('no .yaml or .yml file') });
    expect(proceed('replay', 'many')).toMatchObject({ status: 1, stderr: 'many: this is a folder; name a file in it.\n' });
  });

  it('reads stdin for a dash', () => {
    expect(proceedWith(good, 'check', '-')).toMatchObject({ status: 0, stdout: expect.stringContaining('-: team/x is well') });
    expect(proceedWith(good, 'explain', '-').stdout).toContain('Everyone in *team* has 24 hours.');
    expect(proceedWith(scenario('asf/lazy'), 'replay', '-').status).toBe(0);
  });

  it('shows signs that would move the cursor instead of sending them to the terminal', () => {
    const { stderr } = proceed('check', file('signs.yaml', 'id: "a\\e[2Jb"\non: a.b\nsteps: []\n'));
    expect(stderr).toContain('"a\\u{1b}[2Jb" is no id');
  });

  it('gives JSON and nothing else with --json', () => {
    const { stdout } = proceed('check', '--json', file('bad.yaml', good.replace('window', 'windw')));
    for (const line of stdout.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ severity: 'error', line: 1 });
  });
});

it('proceed protocol explain reads a Markdown page aloud', () => {
  const page = file('page.md', `# How\n\nWhy.\n\n\`\`\`yaml\n${good}\n\`\`\`\n`);
  expect(proceed('explain', page)).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Everyone in *team* has 24 hours.'),
  });
  expect(proceed('explain', file('bad.yaml', 'a: 1'))).toMatchObject({ status: 1, stdout: '' });
});

it('proceed protocol explain reads several, each under its name', () => {
  const { stdout } = proceed('explain', 'asf/lazy', 'asf/release');
  expect(stdout.match(/^# asf\/\w+$/gm)).toEqual(['# asf/lazy', '# asf/release']);
});

describe('proceed protocol replay', () => {
  it('finds a protocol by its path, beside the scenario by its id, or in the gallery', () => {
    file('rules/good.yaml', good);
    file('protocols/team-x.yaml', good);
    for (const name of ['rules/good.yaml', 'team/x', 'asf/lazy']) {
      const { status, stdout, stderr } = proceed('replay', file('story.yaml', scenario(name)), '--json');
      expect([name, status, stderr]).toEqual([name, 0, '']);
      expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ kind: 'outcome', outcome: 'accepted' });
    }
  });

  it('ends with 1 when the outcome is not the expected one, or the scenario is broken', () => {
    expect(proceed('replay', file('story.yaml', scenario('asf/lazy', 'lapsed')))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('expected the outcome lapsed, got accepted'),
    });
    expect(proceed('replay', file('story.yaml', scenario('no/such')))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('story.yaml:1:11: error: No protocol "no/such"'),
    });
    expect(proceed('replay', 'nowhere.yaml').status).toBe(1);
  });

  it('ends with 2 when it is used wrongly', () => {
    expect(proceed('replay').status).toBe(2);
    expect(proceed('simulate').status).toBe(2);
  });
});

describe('proceed protocol simulate', () => {
  const few = ['--worlds', '2', '--actors', '12', '--days', '30'] as const;
  const slow = good.replace('24h', '96h').replace('team/x', 'team/slow');

  it('compares protocols in the same worlds, says that it is not calibrated, and gives the same for the same seed', () => {
    const files = [file('good.yaml', good), file('slow.yaml', slow)];
    const { status, stdout, stderr } = proceed('simulate', ...files, ...few);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('12 people, 30 days of proposals, 2 worlds of chance, seed 1.');
    expect(stdout).toContain('Not calibrated: no history was given');
    expect(stdout).toMatch(/half end within +96\.0 h \(96\.0 to 96\.0\) +\+72\.0 h/);
    expect(proceed('simulate', ...files, ...few).stdout).toBe(stdout);
  });

  it('writes a page that stands alone, and JSON and nothing else with --json', () => {
    const page = join(folder, 'report.html');
    const { stdout } = proceed('simulate', file('good.yaml', good), 'asf/lazy', ...few, '--json', '--html', page);
    expect(JSON.parse(stdout)).toMatchObject({
      worlds: 2,
      calibration: { calibrated: false },
      compared: [{ protocol: 'team/x' }, {}],
    });
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('Not calibrated');
    expect(html.match(/<svg viewBox="0 0 400/g)).toHaveLength(2);
    expect(html).not.toMatch(/<script|https?:|@import|url\(/);
  });

  it('takes no protocol of the gallery for a history, and says where no page can be written', () => {
    const ours = file('good.yaml', good);
    expect(proceed('simulate', ours, ...few, '--history', 'asf/lazy')).toMatchObject({
      status: 1,
      stderr: 'asf/lazy: no such file.\n',
    });
    const page = join(folder, 'nowhere', 'report.html');
    expect(proceed('simulate', ours, ...few, '--html', page)).toMatchObject({
      status: 1,
      stderr: `${page} cannot be opened: there is no such file or folder.\n`,
    });
  });

  it('learns how people answer from a history, and names the line that is none', () => {
    const asks = Array.from({ length: 300 }, (_, day) => {
      const minutes = 30 * (1 + ((day * 7) % 19));
      const at = new Date(Date.UTC(2026, 0, 1) + day * 3_600_000).toISOString();
      return JSON.stringify({
        actor: `p${day % 9}`,
        team: 'platform',
        kind: 'stance',
        asked: at,
        minutes,
        answered: day % 5 > 0,
      });
    });
    const history = file('asks.jsonl', asks.join('\n'));
    const { stdout } = proceed('simulate', file('good.yaml', good), ...few, '--history', history);
    expect(stdout).toMatch(/Calibrated: \d+ % of 90 held-out asks/);
    const broken = file('broken.jsonl', `${asks[0]}\n{"actor":"raj"}\n`);
    expect(proceed('simulate', file('good.yaml', good), '--history', broken)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('broken.jsonl:2: kind'),
    });
  });
});
