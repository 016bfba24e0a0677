import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { calendarSourceContract } from './calendar-source.contract.ts';
import { LIMITS } from './calendar-source.ts';
import { icsFile } from './ics-file.ts';
import { icsReader } from './read-ics.ts';

const folder = await mkdtemp(join(tmpdir(), 'proceed-ics-'));
const reader = icsReader('Europe/Berlin');
afterAll(async () => {
  await reader.close();
  await rm(folder, { recursive: true });
});

let files = 0;
const holding = async (text: string | Buffer) => {
  const path = join(folder, `${files++}.ics`);
  await writeFile(path, text);
  return icsFile(path, reader);
};

calendarSourceContract('a file', holding);

const YEAR = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2027-01-01T00:00:00Z') };

describe('a file that is no calendar', () => {
  it('is said to be none, with the first line', async () => {
    const { reading } = await (await holding('Dear all,\nplease find the agenda below.\n')).read(YEAR);
    expect(reading?.faults.map(({ line }) => line)).toContain(1);
    expect(reading?.faults.map(({ reason }) => reason)).toContain('This is no calendar: no line says BEGIN:VCALENDAR.');
  });

  it('is said to be an archive, which calendars are often exported as', async () => {
    const { reading } = await (await holding(Buffer.from('PK\u0003\u0004\u0000\u0000ines.ics\nand more\n'))).read(YEAR);
    expect(reading?.faults).toEqual(
      expect.arrayContaining([{ line: 1, reason: 'This is a zip archive. Unpack it, and give the calendars in it.' }]),
    );
  });

  it('is said to be missing, or a folder', async () => {
    expect((await icsFile(join(folder, 'nothing.ics'), reader).read(YEAR)).unread).toEqual({
      line: 1,
      reason: 'There is no such file.',
    });
    expect((await icsFile(folder, reader).read(YEAR)).unread).toEqual({ line: 1, reason: 'This is a folder.' });
  });
});

const events = (count: number, lines: (n: number) => string): string =>
  `BEGIN:VCALENDAR\n${Array.from({ length: count }, (_, n) => `BEGIN:VEVENT\nUID:${n}\n${lines(n)}\nEND:VEVENT\n`).join('')}END:VCALENDAR\n`;

/** Each is small, and would keep a careless reader busy for hours. */
const BOMBS: Readonly<Record<string, () => string | Buffer>> = {
  'three hundred rules of every second': () =>
    events(300, () => 'DTSTART:20260101T000000Z\nRRULE:FREQ=SECONDLY;COUNT=1000000000'),
  'every second of every day of the year': () =>
    events(300, () => `DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;BYHOUR=${upTo(24)};BYMINUTE=${upTo(60)};BYSECOND=${upTo(60)}`),
  'rules that never come true': () =>
    events(300, (n) => `DTSTART:202601${10 + (n % 20)}T${10 + (n % 10)}0000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30`),
  'positions that nothing has': () =>
    events(
      300,
      (n) =>
        `DTSTART:202601${10 + (n % 20)}T${10 + (n % 10)}0000Z\nRRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=${upTo(24)};BYSETPOS=366,-366`,
    ),
  'hourly for ever, three hundred times': () =>
    events(300, (n) => `DTSTART:1990${10 + (n % 3)}10T${10 + (n % 10)}0000Z\nRRULE:FREQ=HOURLY`),
  'a billion times': () => events(300, () => 'DTSTART:19000101T000000Z\nRRULE:FREQ=DAILY;COUNT=1000000000'),
  'a flood of dates': () =>
    events(1, () => `DTSTART:20260101T000000Z\n${'RDATE:20260102T000000Z,20260103T000000Z\n'.repeat(50_000)}`),
  'the end of time': () =>
    events(100, () => 'DTSTART:99991231T235959Z\nDTEND:00010101T000000Z\nRRULE:FREQ=YEARLY;UNTIL=00000000'),
  'an end before its beginning': () => events(100, () => 'DTSTART:20260101T000000Z\nRRULE:FREQ=WEEKLY;UNTIL=20200101T000000Z'),
  'components without an end': () => `BEGIN:VCALENDAR\n${'BEGIN:VEVENT\nBEGIN:VALARM\nBEGIN:X\n'.repeat(30_000)}`,
  'a line of forty megabytes': () =>
    Buffer.concat([Buffer.from('BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:'), Buffer.alloc(40_000_000, 'x')]),
  'a line folded four hundred thousand times': () => `BEGIN:VCALENDAR\nBEGIN:VEVENT\nDESCRIPTION:${'\r\n x'.repeat(400_000)}`,
  'zones that change every day': () =>
    `BEGIN:VCALENDAR\n${Array.from({ length: 150 }, (_, n) => `BEGIN:VTIMEZONE\nTZID:Z${n}\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=${1 + (n % 9)}\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:${n}\nDTSTART;TZID=Z${n}:20260301T100000\nEND:VEVENT\n`).join('')}END:VCALENDAR`,
  'sixty thousand people': () =>
    events(1, () => `DTSTART:20260101T000000Z\n${'ATTENDEE;PARTSTAT=ACCEPTED:mailto:ines@northwind.example\n'.repeat(60_000)}`),
};

/** Those that have something that cannot be read; the others merely are long. */
const TOLD = new Set([
  'three hundred rules of every second',
  'every second of every day of the year',
  'a flood of dates',
  'the end of time',
  'an end before its beginning',
  'components without an end',
  'a line of forty megabytes',
  'a line folded four hundred thousand times',
]);

const upTo = (n: number): string => Array.from({ length: n }, (_, i) => i).join(',');

describe('[safety] what would never end', () => {
  it.each(Object.keys(BOMBS))(
    '%s: is read or refused within two seconds of the processor, with a line',
    async (name) => {
      const source = await holding(BOMBS[name]?.() ?? '');
      const before = process.cpuUsage();
      const { reading, unread } = await source.read(YEAR);
      const { user, system } = process.cpuUsage(before);
      // With what the test itself takes, on a machine that others use too.
      expect((user + system) / 1000).toBeLessThan(3_000);
      const said = unread ? [unread] : (reading?.faults ?? []);
      if (TOLD.has(name)) expect(said.length).toBeGreaterThan(0);
      for (const { line } of said) expect(line).toBeGreaterThan(0);
    },
    20_000,
  );

  it('is given up at its line when it takes too much, and the next calendar is read all the same', async () => {
    const strict = icsReader('Europe/Berlin', { ...LIMITS, cpu: 1, cpuPerMb: 0 });
    const slow = Buffer.from(events(8_000, (n) => `DTSTART:20260101T000000Z\nSUMMARY:${n}\nRRULE:FREQ=DAILY`));
    const { unread } = await strict.read(slow, YEAR);
    expect(unread?.reason).toContain('takes too long');
    expect(unread?.line).toBeGreaterThan(0);
    await strict.close();

    const small = icsReader('Europe/Berlin', { ...LIMITS, cpu: 60_000, mostCpu: 60_000, memory: 24 });
    const large = Buffer.from(
      events(
        15_000,
        (n) =>
          `DTSTART:20260101T000000Z\nSUMMARY:${n}\nATTENDEE;CN=${String(n).repeat(60)}:mailto:${n}@example.com\nRRULE:FREQ=WEEKLY`,
      ),
    );
    expect((await small.read(large, YEAR)).unread?.reason).toContain('more memory');
    const { reading } = await small.read(Buffer.from(events(1, () => 'DTSTART:20260101T000000Z')), YEAR);
    expect(reading?.series).toHaveLength(1);
    await small.close();
  }, 30_000);
});
