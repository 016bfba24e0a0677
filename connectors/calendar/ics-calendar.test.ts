import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#kernel/time/duration.ts';
import { readCalendar } from './ics-calendar.ts';
import { readRule, simpleTimes } from './ics-rule.ts';
import { namedZone } from './windows-zones.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const ALWAYS = { from: Date.parse('1990-01-01T00:00:00Z'), to: Date.parse('2030-01-01T00:00:00Z') };

const read = (bytes: Buffer | string, window = ALWAYS, zone = 'Europe/Berlin') =>
  readCalendar([Buffer.from(bytes)], { window, zone });
const fixture = (name: string, zone?: string) => read(readFileSync(join(FIXTURES, name)), ALWAYS, zone);

const event = (...lines: string[]): string => ['BEGIN:VEVENT', 'UID:e', ...lines, 'END:VEVENT', ''].join('\n');
const calendar = (...parts: string[]): string =>
  `BEGIN:VCALENDAR\n${parts.map((part) => `${part.trim()}\n`).join('')}END:VCALENDAR\n`;

/** When it takes place, as `20260327T0900` in UTC, with what differs. */
const times = (reading: ReturnType<typeof read>): readonly string[] =>
  reading.series.flatMap(({ occurrences }) => occurrences.map(({ from }) => stamp(from)));
const stamp = (at: number): string => new Date(at).toISOString().slice(0, 16).replace(/[-:]/g, '');
const faults = (reading: ReturnType<typeof read>) => reading.faults.map(({ line }) => line);

describe('calendars as they are found', () => {
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ics'));

  it.each(files)('%s is read, and what is wrong in it has a line', (name) => {
    const { faults: found } = fixture(name);
    for (const { line, reason } of found) {
      expect(line).toBeGreaterThan(0);
      expect(reason).toMatch(/\.$/);
    }
  });

  it.each<[string, number, string, string]>([
    // file, how many times, the first and the last
    ['ical.js/recur_instances_finite.ics', 5, '20121002T1700', '20121204T1800'],
    ['ical.js/duration_instead_of_dtend.ics', 1, '20120630T1300', '20120630T1300'],
    ['node-ical/bad_ms_tz.ics', 34, '20200825T1435', '20201217T1535'],
    ['node-ical/windows-quoted-tz-rrule.ics', 10, '20150706T1600', '20150715T1600'],
    ['node-ical/duplicate-rrule-sequence.ics', 5, '20240101T1000', '20240105T1000'],
    ['node-ical/non-utc-until.ics', 53, '20240101T0900', '20241230T0900'],
    ['node-ical/vtimezone-year-0001-dtstart.ics', 1, '20240601T0800', '20240601T0800'],
    ['node-ical/exchange-custom-tz.ics', 1, '20190430T0200', '20190430T0200'],
    ['node-ical/test_with_forward_TZ.ics', 481, stampOf('test_with_forward_TZ', 0), stampOf('test_with_forward_TZ', -1)],
  ])('%s takes place %i times', (name, count, first, last) => {
    const found = times(fixture(name));
    expect([found.length, found[0], found.at(-1)]).toEqual([count, first, last]);
  });

  function stampOf(name: string, at: number): string {
    return times(fixture(`node-ical/${name}.ics`)).at(at) ?? '';
  }

  it('has single times that were moved, by their identity', () => {
    const [series] = fixture('ical.js/recur_instances.ics').series;
    const moved = series?.occurrences.filter(({ details }) => details).map(({ planned, from }) => [stamp(planned), stamp(from)]);
    expect(moved).toEqual([
      ['20121002T1700', '20121002T2200'],
      ['20121105T1800', '20121107T0400'],
    ]);
    const all = series?.occurrences.map(({ from }) => stamp(from)) ?? [];
    const period = series?.occurrences.find(({ from }) => stamp(from) === '20231125T0900');
    expect(((period?.to ?? 0) - (period?.from ?? 0)) / HOUR).toBe(3.5);
    // Said by RDATE, the second of them as a period; taken out by EXDATE; on the first Tuesday of December taken out too.
    expect(all).toEqual(expect.arrayContaining(['20231123T0900', '20231125T0900', '20121110T1800', '20121130T1800']));
    expect(all).not.toContain('20121204T1800');
    expect(all).not.toContain('20130205T1800');
  });

  it('has whole days that Exchange moved by the midnight of another zone', () => {
    const [series] = fixture('node-ical/exchange_whole_day_moved_recurrence_offset_tz.ics').series;
    const days = series?.occurrences.slice(0, 4).map(({ from }) => stamp(from + 2 * HOUR).slice(0, 8));
    expect(days).toEqual(['20260219', '20260224', '20260227', '20260303']);
  });

  it('names the line of what it cannot read, and keeps the rest', () => {
    const { faults: found, series } = fixture('node-ical/large-file-with-late-error.ics');
    expect(found.map(({ line }) => line)).toEqual([360, 366, 738, 1110, 1668, 2040, 2407]);
    expect(series).toHaveLength(395);
  });
});

describe('rules', () => {
  const rule = (text: string, start = 'DTSTART:20260105T090000Z', ...more: string[]) =>
    times(read(calendar(event(start, `RRULE:${text}`, ...more)), { from: 0, to: Date.parse('2027-01-01T00:00:00Z') }));

  it.each([
    ['FREQ=WEEKLY;COUNT=3', ['20260105T0900', '20260112T0900', '20260119T0900']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=4', ['20260105T0900', '20260107T0900', '20260119T0900', '20260121T0900']],
    [
      'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=6',
      ['20260105T0900', '20260106T0900', '20260107T0900', '20260108T0900', '20260109T0900', '20260112T0900'],
    ],
    ['FREQ=MONTHLY;BYDAY=-1FR;COUNT=3', ['20260105T0900', '20260130T0900', '20260227T0900']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20260301', ['20260105T0900', '20260130T0900', '20260227T0900']],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', ['20260105T0900']],
    ['FREQ=WEEKLY;UNTIL=20260112', ['20260105T0900', '20260112T0900']],
    ['FREQ=WEEKLY;UNTIL=20260112T085959Z', ['20260105T0900']],
    ['FREQ=DAILY;COUNT=2;BYHOUR=9,14', ['20260105T0900', '20260105T1400']],
  ])('%s', (text, expected) => {
    expect(rule(text)).toEqual(expected);
  });

  it('take out what EXDATE says, by time or by day, and add what RDATE says', () => {
    expect(
      rule(
        'FREQ=DAILY;COUNT=4',
        'DTSTART:20260105T090000Z',
        'EXDATE:20260106T090000Z',
        'EXDATE;VALUE=DATE:20260107',
        'RDATE:20260201T100000Z',
      ),
    ).toEqual(['20260105T0900', '20260108T0900', '20260201T1000']);
  });

  it('keep the wall clock over a change of the clocks, and move what falls into the gap', () => {
    const berlin = rule('FREQ=DAILY;COUNT=3', 'DTSTART;TZID=Europe/Berlin:20260328T023000');
    expect(berlin).toEqual(['20260328T0130', '20260329T0130', '20260330T0030']);
  });

  it('change from one time on (THISANDFUTURE): title, clock and length', () => {
    const { series } = read(
      calendar(
        event('SUMMARY:Status', 'DTSTART:20260105T090000Z', 'DTEND:20260105T093000Z', 'RRULE:FREQ=WEEKLY;COUNT=4'),
        event(
          'SUMMARY:Longer',
          'RECURRENCE-ID;RANGE=THISANDFUTURE:20260119T090000Z',
          'DTSTART:20260119T100000Z',
          'DTEND:20260119T110000Z',
        ),
      ),
    );
    expect(
      series[0]?.occurrences.map(({ from, to, details }) => [stamp(from), (to - from) / 60_000, details?.title ?? 'Status']),
    ).toEqual([
      ['20260105T0900', 30, 'Status'],
      ['20260112T0900', 30, 'Status'],
      ['20260119T1000', 60, 'Longer'],
      ['20260126T1000', 60, 'Longer'],
    ]);
  });

  it.each([
    ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY is a list of weekdays such as MO or 2TU'],
    ['FREQ=SECONDLY', 'SECONDLY is more often than hourly, which is no meeting'],
    ['WEEKLY', '“WEEKLY” is no NAME=VALUE'],
    ['COUNT=3', 'FREQ is missing'],
    ['FREQ=DAILY;COUNT=0', 'COUNT is a whole number from 1'],
    ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL is a whole number from 1'],
  ])('%s cannot be used: %s', (text, why) => {
    expect(readRule(text)).toBe(why);
    expect(rule(text)).toEqual(['20260105T0900']);
  });

  it('hourly, daily and weekly ones are laid out as the library lays them out', () => {
    const start = fc.integer({ min: Date.UTC(2020, 0, 1) / HOUR, max: Date.UTC(2021, 0, 1) / HOUR }).map((hour) => hour * HOUR);
    const days = fc.subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 });
    const text = fc.record({
      freq: fc.constantFrom('HOURLY', 'DAILY', 'WEEKLY'),
      interval: fc.integer({ min: 1, max: 5 }),
      count: fc.option(fc.integer({ min: 1, max: 60 })),
      until: fc.option(fc.integer({ min: 0, max: 400 })),
      days: fc.option(days),
      weekStart: fc.constantFrom('MO', 'SU'),
    });
    fc.assert(
      fc.property(start, text, fc.integer({ min: -30, max: 500 }), fc.integer({ min: 1, max: 200 }), (at, said, after, long) => {
        const weekly = said.days !== null && said.freq === 'WEEKLY';
        // The library counts from the first time that the rule names, we from the start: give both the same.
        const first = weekly && said.days ? nextOf(at, said.days) : at;
        const end = said.until === null ? null : first + said.until * DAY;
        const words = [`FREQ=${said.freq}`, `INTERVAL=${said.interval}`, `WKST=${said.weekStart}`];
        if (said.count !== null && end === null) words.push(`COUNT=${said.count}`);
        if (end !== null) words.push(`UNTIL=${iso(end)}`);
        if (weekly && said.days) words.push(`BYDAY=${said.days.join(',')}`);
        const rule_ = readRule(words.join(';'));
        if (typeof rule_ === 'string') throw new Error(rule_);
        const [from, to] = [first + after * DAY, first + (after + long) * DAY];
        const expected = new RRuleTemporal({ rruleString: `DTSTART:${iso(first)}\nRRULE:${words.join(';')}`, tzid: 'UTC' })
          .between(new Date(from), new Date(to - 1), true)
          .map(({ epochMilliseconds }) => epochMilliseconds);
        expect(simpleTimes(rule_, first, end ?? Infinity, from, to, 10_000)).toEqual(expected);
      }),
      { numRuns: 400, seed: 5 },
    );
  });

  const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const nextOf = (at: number, days: readonly string[]): number => {
    const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
    let first = at;
    while (!days.includes(names[new Date(first).getUTCDay()] ?? '')) first += DAY;
    return first;
  };
});

describe('zones', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['"Europe/Berlin"', 'Europe/Berlin'],
    ['/mozilla.org/20070129_1/America/Argentina/Salta', 'America/Argentina/Salta'],
    ['/freeassociation.sourceforge.net/Europe/Berlin', 'Europe/Berlin'],
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', 'Europe/Amsterdam'],
    ['(UTC-05:00) Eastern Time (US & Canada)', 'America/New_York'],
    ['Eastern Time (US & Canada)', 'America/New_York'],
    ['India Standard Time', 'Asia/Kolkata'],
    ['UTC+01:00', 'Etc/GMT-1'],
    ['(GMT +01:00)', 'Etc/GMT-1'],
    ['UTC+05:30', 'Asia/Kolkata'],
    ['Customized Time Zone', null],
    ['__proto__', null],
    ['constructor', null],
  ])('%s is %s', (written, zone) => {
    expect(namedZone(written)).toBe(zone);
  });

  const OWN = calendar(
    'BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE',
    event('DTSTART;TZID=Ours:20260105T090000', 'RRULE:FREQ=DAILY;UNTIL=20261231'),
  );

  it('that only the calendar defines keep its rules: as Berlin, all year', () => {
    const window = { from: Date.parse('2026-01-01T00:00:00Z'), to: Date.parse('2027-01-01T00:00:00Z') };
    const berlin = OWN.replace('DTSTART;TZID=Ours', 'DTSTART;TZID=Europe/Berlin');
    expect(times(read(OWN, window))).toEqual(times(read(berlin, window)));
    expect(times(read(OWN, window))).toHaveLength(361);
  });

  it('that nobody knows are said with the line, and read in the calendar’s own', () => {
    const unknown = read(calendar('X-WR-TIMEZONE:Asia/Kolkata', event('DTSTART;TZID=Atlantis:20260105T090000')));
    expect([times(unknown), faults(unknown)]).toEqual([['20260105T0330'], [5]]);
  });

  it('of floating times are the calendar’s, or the reader’s', () => {
    expect(times(read(calendar(event('DTSTART:20260105T090000')), ALWAYS, 'Pacific/Auckland'))).toEqual(['20260104T2000']);
    expect(times(read(calendar('X-WR-TIMEZONE:Asia/Kolkata', event('DTSTART:20260105T090000'))))).toEqual(['20260105T0330']);
  });
});

describe('entries', () => {
  it('say who is asked and what they answered', () => {
    const { series } = read(
      calendar(
        event(
          'DTSTART:20260105T090000Z',
          'ORGANIZER;CN="Prado, Ines":mailto:Ines@Northwind.example',
          'ATTENDEE;PARTSTAT=ACCEPTED;CN=Raj Mehta:MAILTO:raj@northwind.example',
          'ATTENDEE;PARTSTAT=DECLINED;ROLE=OPT-PARTICIPANT:mailto:mere@northwind.example',
          'ATTENDEE;CUTYPE=ROOM;CN=Harbour:mailto:harbour@northwind.example',
          'TRANSP:TRANSPARENT',
          'STATUS:CANCELLED',
        ),
      ),
    );
    expect(series[0]?.details).toMatchObject({
      organizer: { mail: 'ines@northwind.example', name: 'Prado, Ines' },
      attendees: [
        { mail: 'raj@northwind.example', name: 'Raj Mehta', answer: 'accepted', is: 'person', optional: false },
        { mail: 'mere@northwind.example', answer: 'declined', optional: true },
        { name: 'Harbour', is: 'thing', answer: 'none' },
      ],
      free: true,
      status: 'cancelled',
    });
  });

  it('are whole days where they say a date, or last a day or longer', () => {
    const { series } = read(
      calendar(
        event('DTSTART;VALUE=DATE:20260105'),
        event('DTSTART:20260106T090000Z', 'DURATION:P1D').replace('UID:e', 'UID:f'),
        event('DTSTART:20260106T090000Z', 'DURATION:PT23H').replace('UID:e', 'UID:g'),
      ),
    );
    expect(series.map(({ details }) => details.allDay)).toEqual([true, true, false]);
  });

  it('last a day of 23 hours where the clocks change', () => {
    const { series } = read(calendar(event('DTSTART;VALUE=DATE:20260329')));
    const [only] = series[0]?.occurrences ?? [];
    expect(((only?.to ?? 0) - (only?.from ?? 0)) / HOUR).toBe(23);
  });

  it('that are open at the end of the file are read as far as it goes', () => {
    const cut = read('BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260105T090000Z\nSUMMARY:Cut');
    expect([times(cut), faults(cut)]).toEqual([['20260105T0900'], [2]]);
  });

  it('that stand in no calendar are read all the same', () => {
    const bare = read(event('DTSTART:20260105T090000Z'));
    expect([times(bare), faults(bare)]).toEqual([['20260105T0900'], [1, 1]]);
  });
});
