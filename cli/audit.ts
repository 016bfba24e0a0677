import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { Command } from 'commander';
import { icsFile } from '#connectors/calendar/ics-file.ts';
import { icsReader, type IcsReader } from '#connectors/calendar/read-ics.ts';
import {
  audit,
  dayAfter,
  dayBegins,
  htmlPage,
  lastWeeks,
  markdown,
  trimmed,
  whereItIs,
  within,
  type AuditReport,
  type CalendarReading,
  type Given,
  type Window,
} from '#practices/meetings';
import {
  address,
  date,
  hours,
  NO_RULES,
  OFFICE,
  rate,
  regions,
  rulesIn,
  weekdays,
  zone,
  type AuditOptions,
} from './audit-options.ts';
import { EXIT } from './failure.ts';
import { json, shown } from './words.ts';

const AFTER = `
Examples:
  proceed audit calendar.ics
  proceed audit team/ --since 2026-01-01 --until 2026-03-31 --rate "80 EUR"
  proceed audit ines.ics raj.ics --me ines@northwind.example --html report.html
  proceed audit calendar.ics --hours "mon-thu 09:00-17:00; fri 09:00-13:00" --zone Europe/Berlin --holidays DE-BE
  proceed audit calendar.ics --meeting-free wed --rules rules.yaml --json

Nothing leaves this machine: no server, no database and no account have a part in it. Of a folder its .ics files are taken, in every folder below.
Without --since and --until it looks at the twelve whole weeks before this one, or at those in which the calendars have something.
The page that --html writes shows individual figures of nobody but --me, unless there is one calendar only or --names is given.
docs/audit.md tells how everything is counted, and what a file of rules may say.

Exit codes: 0 every file was read, 1 a file is no calendar or cannot be read (the others are counted), 2 wrong usage.
`;

/** `proceed audit`. */
export const auditCommand = (): Command =>
  new Command('audit')
    .description('say what the meetings in calendars cost, and which of them could go; without a server')
    .argument('<file...>', 'iCalendar files (.ics), or folders of them')
    .option('--since <date>', 'the first day', date)
    .option('--until <date>', 'the last day', date)
    .option('--me <mail>', 'your address: these are your own figures', address)
    .option('--rate <cost>', 'what an hour of one person costs: 80, or "80 EUR"', rate)
    .option('--hours <hours>', 'working hours, where nothing else is known: 09:00-17:00', hours)
    .option('--holidays <regions>', 'whose public holidays are free: DE-BE, or NZ,IN', regions)
    .option('--zone <zone>', 'your time zone; otherwise the calendar’s', zone)
    .option('--meeting-free <days>', 'days that should have no meetings: wed,fri', weekdays)
    .option('--rules <file>', 'weights, words and people’s zones, in YAML', rulesIn)
    .option('--html <file>', 'write a page that stands alone, too')
    .option('--names', 'with --html: individual figures of everybody whose calendar was given')
    .option('--json', 'one JSON document')
    .addHelpText('after', AFTER)
    .action(async (files: readonly string[], options: AuditOptions, command: Command) => {
      if (options.since !== undefined && options.until !== undefined && options.since > options.until)
        command.error('error: --since is after --until.', { exitCode: EXIT['wrong usage'] });
      const own = options.zone ?? Temporal.Now.timeZoneId();
      const reader = icsReader(own);
      try {
        const { report, failed } = await auditFiles(files.flatMap(filesIn), options, own, reader);
        if (report !== null) tell(report, options);
        if (failed > 0 || report === null) process.exitCode = EXIT['no, or something is wrong'];
      } finally {
        await reader.close();
      }
    });

const filesIn = (path: string): readonly string[] => {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
  const files = readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ics|ical|icalendar)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  if (files.length === 0) complain(`${path}: no .ics file is in this folder.`);
  return files;
};

const complain = (line: string): void => void process.stderr.write(`${shown(line)}\n`);

interface Audited {
  readonly report: AuditReport | null;
  readonly failed: number;
}

const auditFiles = async (
  files: readonly string[],
  options: AuditOptions,
  zoneOfReader: string,
  reader: IcsReader,
): Promise<Audited> => {
  const now = Date.now();
  const given = options.rules ?? NO_RULES;
  const asked = windowOf(options, zoneOfReader, now);
  const first = await readAll(files, asked ?? lastWeeks(now, zoneOfReader), reader, true);
  const { failed } = first;
  let { calendars } = first;
  if (calendars.length === 0) return { report: null, failed };
  const zoneName = options.zone ?? zoneOfMost(readingsOf(calendars)) ?? zoneOfReader;
  let window = asked && windowOf(options, zoneName, now);
  if (!window) {
    window = trimmed(readingsOf(calendars), lastWeeks(now, zoneName), zoneName);
    if (window === null) {
      const where = whereItIs(readingsOf(calendars), zoneName);
      if (where) calendars = (await readAll(files, where, reader, false)).calendars;
      window = (where && trimmed(readingsOf(calendars), where, zoneName)) ?? where ?? lastWeeks(now, zoneName);
    }
  }
  const chosen = window;
  // What the thread holds is free for the audit.
  await reader.close();
  const settings = {
    window: chosen,
    zone: zoneName,
    week: options.hours ?? OFFICE,
    holidays: options.holidays ?? [],
    me: options.me ?? null,
    rate: options.rate ?? null,
    noMeetingDays: options.meetingFree ?? given.noMeetingDays,
    people: given.people,
  };
  return {
    report: audit(
      calendars.map(({ called, reading }) => ({ called, reading: within(reading, chosen) })),
      settings,
      given.rules,
    ),
    failed,
  };
};

/** That in which most of the calendars are. */
const zoneOfMost = (readings: readonly CalendarReading[]): string | null => {
  const counted = Map.groupBy(readings, ({ zone: where }) => where);
  return [...counted].toSorted((a, b) => b[1].length - a[1].length).find(([where]) => where !== null)?.[0] ?? null;
};

const readingsOf = (calendars: readonly Given[]) => calendars.map(({ reading }) => reading);

/** Null where neither end was given. */
const windowOf = ({ since, until }: AuditOptions, zoneName: string, now: number): Window | null => {
  if (since === undefined && until === undefined) return null;
  const from = since === undefined ? null : dayBegins(since, zoneName);
  const to = until === undefined ? null : dayAfter(until, zoneName);
  const TWELVE_WEEKS = 84 * 86_400_000;
  const recently = lastWeeks(now, zoneName).to;
  if (from !== null) return { from, to: to ?? (recently > from ? recently : from + TWELVE_WEEKS) };
  return { from: (to ?? now) - TWELVE_WEEKS, to: to ?? now };
};

const MOST_FAULTS = 20;

const readAll = async (
  files: readonly string[],
  window: Window,
  reader: IcsReader,
  say: boolean,
): Promise<{ readonly calendars: readonly Given[]; readonly failed: number }> => {
  const calendars: Given[] = [];
  let failed = 0;
  const tellOf = (line: string): void => {
    if (say) complain(line);
  };
  for (const file of files) {
    const source = icsFile(file, reader);
    const { reading, unread } = await source.read(window);
    if (unread) {
      failed += 1;
      tellOf(`${file}:${unread.line}: ${unread.reason}`);
      continue;
    }
    for (const { line, reason } of reading.faults.slice(0, MOST_FAULTS)) tellOf(`${file}:${line}: ${reason}`);
    const more = Math.max(0, reading.faults.length - MOST_FAULTS) + reading.moreFaults;
    if (more > 0) tellOf(`${file}: and ${more} more of this kind; --json lists them.`);
    if (reading.calendars === 0 && reading.entries === 0) failed += 1;
    else calendars.push({ called: source.called, reading });
  }
  return { calendars, failed };
};

const tell = (report: AuditReport, { json: plain, html, names, me }: AuditOptions): void => {
  if (html !== undefined) {
    writeFileSync(html, htmlPage(report, { names: names === true || report.people.length === 1, me: me ?? null }));
    complain(`The report is in ${html}.`);
  }
  if (plain) process.stdout.write(json(report));
  else if (html === undefined) process.stdout.write(coloured(shown(markdown(report))));
};

/** Markdown as it is; in a terminal that shows colours, with some. */
const coloured = (text: string): string => {
  const style = (format: Parameters<typeof styleText>[0], words: string): string =>
    styleText(format, words, { stream: process.stdout, validateStream: true });
  return text
    .split('\n')
    .map((line) => {
      if (line.startsWith('#')) return style(['bold', 'underline'], line);
      if (/^\|[-:|]+\|$/.test(line)) return style('dim', line);
      return line
        .replace(/\*\*(.+?)\*\*/g, (_, words: string) => (process.stdout.isTTY ? style('bold', words) : `**${words}**`))
        .replace(/\b(async-first|healthy)\b/g, (word) => style('green', word))
        .replace(/\bmeeting-captured\b/g, (word) => style('red', word));
    })
    .join('\n');
};
