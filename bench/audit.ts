import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCalendar } from '#connectors/calendar/ics-calendar.ts';
import { mutated, seeded } from '#connectors/calendar/mutations.ts';
import { median, type Measured } from './table.ts';

const ROOT = join(import.meta.dirname, '..');
const YEAR = ['--since', '2025-01-01', '--until', '2025-12-31'];

/** `npm run bench audit`: `proceed audit` as it is started by hand, from the process' beginning to its end. */
export const benchAudit = async (): Promise<readonly Measured[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'proceed-bench-'));
  try {
    const one = join(folder, 'one.ics');
    await writeFile(one, calendar(0, 1_900, 0));
    const many = join(folder, 'many.ics');
    await writeFile(many, calendar(0, 10_000, 0));
    const company = join(folder, 'company');
    await writeCompany(company);
    return [
      ...(await measured('1 MB, one person', [one], 2_000)),
      ...(await measured('10,000 entries', [many], null)),
      ...(await measured('200 people, a year, 400,000 times', [company, ...YEAR], 20_000, 500)),
      expansion(),
      slowest(),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
};

const PEOPLE = 200;

/** A meeting of some people; `n` makes it another. */
const event = (uid: string, n: number, rule: string, organizer: number, size: number): string => {
  const start = new Date(Date.UTC(2025, 0, 6 + (n % 5)) + (n % 300) * (rule === '' ? 86_400_000 : 0));
  const date = start.toISOString().slice(0, 10).replaceAll('-', '');
  const who = Array.from({ length: size }, (_, i) => (organizer + i * 7) % PEOPLE);
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `SUMMARY:${['Status', 'Planning', 'Review of numbers', 'Decision', 'Ideas'][n % 5]} ${n}`,
    `DTSTART;TZID=Europe/Berlin:${date}T${String(9 + (n % 8)).padStart(2, '0')}${n % 2 ? '00' : '30'}00`,
    'DURATION:PT30M',
    ...(rule === '' ? [] : [`RRULE:${rule}`]),
    'DESCRIPTION:What is open\\, and what is next. https://docs.northwind.example/page',
    `ORGANIZER:mailto:p${organizer}@northwind.example`,
    ...who.map((person) => `ATTENDEE;PARTSTAT=${person % 9 === 0 ? 'DECLINED' : 'ACCEPTED'}:mailto:p${person}@northwind.example`),
    'END:VEVENT',
    '',
  ].join('\r\n');
};

const calendar = (owner: number, entries: number, from: number): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:p${owner}@northwind.example\r\n${Array.from({ length: entries }, (_, n) =>
    event(`${owner}-${n}`, n + from, n % 50 === 0 ? 'FREQ=WEEKLY' : '', owner, 4),
  ).join('')}END:VCALENDAR\r\n`;

/** Two hundred calendars: a thousand series of five people each, whose calendars all have them. */
const writeCompany = async (folder: string): Promise<void> => {
  await mkdir(folder);
  const held = Array.from({ length: PEOPLE }, (): string[] => []);
  for (let n = 0; n < PEOPLE * 5; n++) {
    const organizer = n % PEOPLE;
    const text = event(
      `series-${n}@northwind.example`,
      n,
      n % 4 === 0 ? 'FREQ=DAILY;BYDAY=MO,WE,FR' : 'FREQ=WEEKLY',
      organizer,
      5,
    );
    for (let i = 0; i < 5; i++) held[(organizer + i * 7) % PEOPLE]?.push(text);
  }
  await Promise.all(
    held.map((events, n) =>
      writeFile(
        join(folder, `p${n}.ics`),
        `BEGIN:VCALENDAR\r\nX-WR-CALNAME:p${n}@northwind.example\r\nX-WR-TIMEZONE:Europe/Berlin\r\n${events.join('')}END:VCALENDAR\r\n`,
      ),
    ),
  );
};

const measured = async (
  what: string,
  words: readonly string[],
  limit: number | null,
  memory?: number,
): Promise<readonly Measured[]> => {
  const runs: Awaited<ReturnType<typeof run>>[] = [];
  for (let n = 0; n < (memory === undefined ? 3 : 1); n++) runs.push(await run(words));
  const ms = median(runs.map((one) => one.ms));
  const mb = Math.max(...runs.map((one) => one.mb));
  return [
    {
      bench: 'audit',
      what,
      value: ms,
      unit: 'ms',
      ...(limit !== null && { limit: { at: 'most', value: limit, of: 'value' } as const }),
    },
    { bench: 'audit', what: `${what}: of the processor`, value: median(runs.map((one) => one.cpu)), unit: 'ms' },
    {
      bench: 'audit',
      what: `${what}: memory`,
      value: mb,
      unit: 'MB',
      ...(memory !== undefined && { limit: { at: 'most', value: memory, of: 'value' } as const }),
    },
  ];
};

/** How long a process takes, how much of the processor, and how much memory it had at most. */
const run = (words: readonly string[]): Promise<{ readonly ms: number; readonly mb: number; readonly cpu: number }> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(
      process.execPath,
      [
        '--import',
        `data:text/javascript,process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write('RSS '+u.maxRSS+' CPU '+(u.userCPUTime+u.systemCPUTime))})`,
        join(ROOT, 'cli', 'main.ts'),
        'audit',
        ...words,
        '--json',
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let said = '';
    child.stdout.resume();
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) reject(new Error(said));
      else
        resolve({
          ms: performance.now() - began,
          mb: Number(/RSS (\d+)/.exec(said)?.[1] ?? 0) / 1024,
          cpu: Number(/CPU (\d+)/.exec(said)?.[1] ?? 0) / 1000,
        });
    });
  });

/** Of the processor, for this thread, ms: others use the machine too. */
const cpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

const expansion = (): Measured => {
  const text = `BEGIN:VCALENDAR\n${Array.from({ length: 800 }, (_, n) => event(`${n}`, n, n % 2 ? 'FREQ=WEEKLY' : 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', 0, 2)).join('')}END:VCALENDAR\n`;
  const window = { from: Date.UTC(2025, 0, 1), to: Date.UTC(2027, 0, 1) };
  readCalendar([Buffer.from(text)], { window, zone: 'Europe/Berlin' });
  const began = cpu();
  const { series } = readCalendar([Buffer.from(text)], { window, zone: 'Europe/Berlin' });
  const times = series.reduce((sum, { occurrences }) => sum + occurrences.length, 0);
  const perSecond = (times / (cpu() - began)) * 1000;
  return {
    bench: 'audit',
    what: 'times laid out, reading included',
    value: perSecond,
    unit: '/s',
    limit: { at: 'least', value: 200_000, of: 'value' },
  };
};

/** Of the files that come with the tests, and of some thousand that are broken. */
const slowest = (): Measured => {
  const fixtures = join(ROOT, 'connectors', 'calendar', 'fixtures');
  const files = readdirSync(fixtures, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ics'))
    .map((name) => readFileSync(join(fixtures, name)));
  const random = seeded(1);
  const window = { from: Date.UTC(2015, 0, 1), to: Date.UTC(2026, 0, 1) };
  let most = 0;
  for (let n = 0; n < 3_000; n++) {
    const bytes = n < files.length ? files[n] : mutated(files[Math.floor(random() * files.length)] ?? Buffer.alloc(0), random);
    if (!bytes) continue;
    const began = cpu();
    readCalendar([bytes], { window, zone: 'Europe/Berlin' });
    most = Math.max(most, cpu() - began);
  }
  return {
    bench: 'audit',
    what: 'slowest of 3,000 files, most of them broken',
    value: most,
    unit: 'ms',
    limit: { at: 'most', value: 2_000, of: 'value' },
  };
};
