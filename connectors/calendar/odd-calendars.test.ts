import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readCalendar } from './ics-calendar.ts';

const WINDOW = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2027-01-01T00:00:00Z') };
const read = (bytes: string | Buffer) => readCalendar([Buffer.from(bytes)], { window: WINDOW, zone: 'Europe/Berlin' });

const calendar = (...events: readonly string[]): string =>
  `BEGIN:VCALENDAR\n${events.map((lines, n) => `BEGIN:VEVENT\nUID:${n}\n${lines}\nEND:VEVENT\n`).join('')}END:VCALENDAR\n`;

/** When the entries of a calendar take place, as `2026-01-05T10:00`. */
const times = (text: string | Buffer): readonly string[] =>
  read(text).series.flatMap(({ occurrences }) => occurrences.map(({ from }) => new Date(from).toISOString().slice(0, 16)));

const DAYS = (...days: readonly string[]): readonly string[] => days.map((day) => `2026-${day}T10:00`);

describe('what is no calendar', () => {
  it.each<readonly [string, string | Buffer, string]>([
    ['compressed', gzipSync('BEGIN:VCALENDAR\nEND:VCALENDAR\n'), 'This is compressed (gzip). Unpack it'],
    ['an archive', Buffer.from('PK\u0003\u0004\u0014\0\0\0'), 'This is a zip archive. Unpack it'],
    ['a page to sign in at', '<!DOCTYPE html>\n<html><body>Sign in: BEGIN:VCALENDAR</body></html>', 'This is a web page'],
    ['contacts', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ines Prado\r\nEND:VCARD\r\n', 'These are contacts (vCard)'],
    ['jCal', '["vcalendar",[],[]]', 'This is JSON.'],
    ['xCal', '<?xml version="1.0"?>\n<icalendar/>', 'This is XML.'],
    ['a PDF', '%PDF-1.7\n', 'This is a PDF.'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, ...[...'BEGIN'].flatMap((sign) => [sign.charCodeAt(0), 0, 0, 0])]), 'UTF-32'],
    ['empty', '', 'no line says BEGIN:VCALENDAR'],
    ['blank', ' \r\n\r\n\t\r\n', 'no line says BEGIN:VCALENDAR'],
    ['zeros', Buffer.alloc(100_000), 'This is no property'],
  ])('is said to be %s, at its first line', (_, bytes, reason) => {
    const { faults, series, calendars } = read(bytes);
    expect(faults[0]).toEqual({ line: 1, reason: expect.stringContaining(reason) });
    expect([series, calendars]).toEqual([[], 0]);
  });
});

describe('an odd calendar', () => {
  const WEEKLY = 'DTSTART:20260105T100000Z\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=4';

  it.each<readonly [string, string | Buffer, readonly string[]]>([
    ['with carriage returns alone', calendar(WEEKLY).replaceAll('\n', '\r'), DAYS('01-05', '01-12', '01-19', '01-26')],
    ['within another, twice', `BEGIN:VCALENDAR\n${calendar(WEEKLY)}END:VCALENDAR\n`, DAYS('01-05', '01-12', '01-19', '01-26')],
    ['in UTF-16 without a mark', Buffer.from(calendar(WEEKLY), 'utf16le'), DAYS('01-05', '01-12', '01-19', '01-26')],
    ['with zeros in a word', calendar(`SUMMARY:Sta\0tus\n${WEEKLY}`), DAYS('01-05', '01-12', '01-19', '01-26')],
    ['whose COUNT counts what EXDATE takes out', calendar(`${WEEKLY}\nEXDATE:20260112T100000Z`), DAYS('01-05', '01-19', '01-26')],
    ['with a date of EXDATE against times', calendar(`${WEEKLY}\nEXDATE;VALUE=DATE:20260112`), DAYS('01-05', '01-19', '01-26')],
    [
      'with a time of EXDATE in another zone',
      calendar(`${WEEKLY}\nEXDATE;TZID=India Standard Time:20260112T153000`),
      DAYS('01-05', '01-19', '01-26'),
    ],
    [
      'with a time of EXDATE in UTC against a start on no clock',
      calendar('DTSTART:20260105T100000\nRRULE:FREQ=WEEKLY;COUNT=2\nEXDATE:20260112T100000Z'),
      ['2026-01-05T09:00'],
    ],
    [
      'with a time moved over zones',
      `${calendar(WEEKLY).replace('END:VCALENDAR\n', '')}BEGIN:VEVENT\nUID:0\nRECURRENCE-ID;TZID=Asia/Kolkata:20260112T153000\nDTSTART;TZID=America/New_York:20260113T050000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n`,
      DAYS('01-05', '01-13', '01-19', '01-26'),
    ],
    [
      'with periods of RDATE',
      calendar('DTSTART:20260105T100000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20260106T100000Z/PT2H'),
      DAYS('01-05', '01-06'),
    ],
    [
      'whose month lacks the day, left out',
      calendar('DTSTART:20260131T100000Z\nRRULE:FREQ=MONTHLY;COUNT=3'),
      DAYS('01-31', '03-31', '05-31'),
    ],
    [
      'whose month lacks the day, and takes the last',
      calendar('DTSTART:20260131T100000Z\nRRULE:RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=BACKWARD;COUNT=3'),
      DAYS('01-31', '02-28', '03-31'),
    ],
    [
      'on the last working day of the month',
      calendar('DTSTART:20260130T100000Z\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3'),
      DAYS('01-30', '02-27', '03-31'),
    ],
    [
      'on days of the year that are Fridays',
      calendar('DTSTART:20260102T100000Z\nRRULE:FREQ=YEARLY;BYYEARDAY=1,2,9,10,-1;BYDAY=FR;COUNT=3'),
      DAYS('01-02', '01-09'),
    ],
    ['with a duration below nothing', calendar('DTSTART:20260105T100000Z\nDURATION:-PT1H'), DAYS('01-05')],
    ['with an end before its beginning', calendar('DTSTART:20260105T100000Z\nDTEND:20260104T100000Z'), DAYS('01-05')],
    [
      'with two rules',
      calendar('DTSTART:20260105T100000Z\nRRULE:FREQ=DAILY;COUNT=2\nRRULE:FREQ=WEEKLY;COUNT=2'),
      DAYS('01-05', '01-06', '01-12'),
    ],
  ])('%s is read', (_, bytes, expected) => {
    expect(times(bytes)).toEqual(expected);
  });

  it.each([
    ['RRULE:FREQ=SECONDLY', 'more often than hourly'],
    ['RRULE:FREQ=DAILY;INTERVAL=0', 'INTERVAL is a whole number from 1'],
    ['RRULE:FREQ=DAILY;COUNT=-1', 'COUNT is a whole number from 1'],
    ['RRULE:RSCALE=HEBREW;FREQ=YEARLY', 'RSCALE=HEBREW is another calendar than ours'],
    ['RRULE:FREQ=DAILY;BYDAY=XX', 'BYDAY is a list of weekdays'],
    ['RRULE:FREQ=DAILY;FREQ=WEEKLY', 'FREQ is said twice'],
    ['RRULE:', 'FREQ is missing'],
    ['RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5', null],
    ['DURATION:soon', 'is no length of time'],
    ['DTEND:20260230T100000Z', 'is a date that no calendar has'],
  ])('%s: the first time counts, and the line is said', (line, reason) => {
    const { faults, series } = read(calendar(`DTSTART:20260105T100000Z\n${line}`));
    expect(series[0]?.occurrences).toHaveLength(1);
    if (reason !== null) expect(faults).toEqual([{ line: 5, reason: expect.stringContaining(reason) }]);
  });
});

describe('[safety] of what is too much', () => {
  const many = (n: number, of: (i: number) => string): string =>
    `BEGIN:VCALENDAR\n${Array.from({ length: n }, (_, i) => `BEGIN:VEVENT\nUID:${i}\n${of(i)}\nEND:VEVENT\n`).join('')}END:VCALENDAR\n`;

  it('the entries in the time that is looked at are counted, and what follows is left out at its line', () => {
    const { series, faults } = read(many(15_500, () => 'DTSTART:20260105T100000Z\nDURATION:PT1H'));
    expect(series).toHaveLength(15_000);
    expect(faults).toEqual([{ line: 74_997, reason: expect.stringContaining('A shorter time has fewer.') }]);
  });

  it('what lies elsewhere in time is read over: twenty years of a calendar leave nothing of this one out', () => {
    const { series, entries, faults } = read(
      many(
        30_000,
        (i) => `DTSTART:${i < 29_990 ? 2004 + (i % 20) : 2026}0105T100000Z\nDURATION:PT1H\nDESCRIPTION:${'x'.repeat(100)}`,
      ),
    );
    expect([series.length, entries, faults]).toEqual([10, 30_000, []]);
  });

  it('times are laid out up to a number, fewer where each has many people', () => {
    const times = (text: string): number => read(text).series.reduce((sum, { occurrences }) => sum + occurrences.length, 0);
    expect(times(many(100, () => 'DTSTART:20260101T000000Z\nRRULE:FREQ=HOURLY'))).toBeLessThanOrEqual(30_000);
    const crowd = Array.from({ length: 1_000 }, (_, i) => `ATTENDEE:mailto:p${i}@northwind.example`).join('\n');
    expect(times(many(50, () => `DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY\n${crowd}`))).toBeLessThan(3_000);
  });

  it('long descriptions are shortened once a calendar has said eight million letters, and their meetings stay', () => {
    const { series } = read(many(3_000, () => `DTSTART:20260105T100000Z\nDESCRIPTION:${'x'.repeat(5_000)}`));
    expect([series.length, series[0]?.details.description.length, series[2_999]?.details.description.length]).toEqual([
      3_000, 4_000, 300,
    ]);
  });
});
