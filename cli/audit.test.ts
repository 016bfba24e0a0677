import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const EXAMPLE = join(ROOT, 'practices', 'meetings', 'examples', 'fourteen-meetings.ics');
const QUARTER = ['--since', '2026-01-05', '--until', '2026-03-29'];

const folder = mkdtempSync(join(tmpdir(), 'proceed-audit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const audit = (...words: readonly string[]) =>
  spawnSync(join(ROOT, 'bin', 'proceed'), ['audit', ...words], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TZ: 'Europe/Berlin', FORCE_COLOR: undefined },
  });

it('prints Markdown without colours into a pipe, and JSON when asked', () => {
  const { status, stdout, stderr } = audit(EXAMPLE, ...QUARTER, '--rate', '80 EUR');
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('**11.0 h a week in meetings: healthy. 14 recurring meetings.**');
  expect(stdout).toContain('€85,440');
  expect(stdout).not.toContain('\u001B');

  const plain = audit(EXAMPLE, ...QUARTER, '--json');
  expect(JSON.parse(plain.stdout)).toMatchObject({
    window: { from: '2026-01-05', to: '2026-03-29', weeks: 12 },
    people: [{ hoursPerWeek: 11 }],
  });
});

it('names the file and the line of what it cannot read, counts the rest, and ends with 1 for what is no calendar', () => {
  const broken = join(folder, 'team');
  mkdirSync(broken);
  copyFileSync(EXAMPLE, join(broken, 'ines.ics'));
  writeFileSync(join(broken, 'notes.ics'), 'Dear all,\n');
  writeFileSync(join(broken, 'raj.ics'), 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:soon\nEND:VEVENT\nEND:VCALENDAR\n');
  const { status, stdout, stderr } = audit('team', 'nothing.ics', ...QUARTER, '--json');
  expect(status).toBe(1);
  expect(stderr).toContain('team/notes.ics:1: This is no calendar');
  expect(stderr).toContain('team/raj.ics:4: DTSTART: “soon” is no date or time');
  expect(stderr).toContain('nothing.ics:1: There is no such file.');
  expect(JSON.parse(stdout)).toMatchObject({
    calendars: [{ called: 'ines.ics' }, { called: 'raj.ics' }],
    totals: { meetings: 171 },
  });
});

it('[rule 6] writes a page that stands alone, and shows nobody’s own figures but mine', () => {
  writeFileSync(join(folder, 'raj.ics'), readFileSync(EXAMPLE, 'utf8').replace('X-WR-CALNAME:ines@', 'X-WR-CALNAME:raj@'));
  const page = (...words: readonly string[]) => {
    const { status, stdout } = audit(EXAMPLE, 'raj.ics', ...QUARTER, '--html', 'page.html', ...words);
    expect([status, stdout]).toEqual([0, '']);
    return readFileSync(join(folder, 'page.html'), 'utf8');
  };
  const mine = page('--me', 'ines@northwind.example');
  expect(mine).toContain('11.0 hours of meetings a week');
  expect(mine).not.toContain('raj@northwind.example');
  expect(mine).not.toMatch(/<(script|link|img)|url\(|https?:\/\//);
  const nobodys = page();
  expect(nobodys).not.toMatch(/(ines|raj)@northwind\.example/);
  expect(page('--names')).toContain('raj@northwind.example');
});

it('takes rules of its own, and says which line of theirs cannot be used', () => {
  writeFileSync(
    join(folder, 'rules.yaml'),
    'kinds:\n  status: { share: 0 }\nmeeting-free: [wed]\npeople:\n  raj@northwind.example: { zone: Asia/Kolkata }\n',
  );
  const { stdout } = audit(EXAMPLE, ...QUARTER, '--rules', 'rules.yaml', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    people: [{ breaches: { meetings: 36 } }],
    totals: { outOfHours: { known: expect.any(Number) } },
  });
  writeFileSync(join(folder, 'wrong.yaml'), 'kinds:\n  status: { shares: 0 }\n');
  writeFileSync(join(folder, 'aliases.yaml'), `a: &a [x]\nb: &b [${'*a,'.repeat(20)}]\nc: [${'*b,'.repeat(20)}]\n`);
  expect(audit(EXAMPLE, '--rules', 'aliases.yaml')).toMatchObject({ status: 2, stderr: expect.stringContaining('aliases') });
  const wrong = audit(EXAMPLE, '--rules', 'wrong.yaml');
  expect([wrong.status, wrong.stdout]).toEqual([2, '']);
  expect(wrong.stderr).toContain('kinds.status');
});

it.each([
  [['--since', 'soon'], 'It takes a date such as 2026-03-27.'],
  [['--since', '2026-03-01', '--until', '2026-02-01'], '--since is after --until'],
  [['--rate', 'much'], 'what an hour of one person costs'],
  [['--hours', 'all day'], 'It takes hours such as 09:00-17:00'],
  [['--zone', 'Atlantis'], 'It takes a time zone'],
  [[], "missing required argument 'file'"],
])('ends with 2 when it is used wrongly: %j', (words, why) => {
  const { status, stdout, stderr } = audit(...(words.length > 0 ? [EXAMPLE, ...words] : []));
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain(why);
});
