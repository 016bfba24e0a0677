import { describe, expect, it } from 'vitest';
import type { Change } from '#practices/meetings';
import { readCalendar } from './ics-calendar.ts';
import { changed } from './ics-change.ts';

const at = (iso: string): number => Date.parse(iso);
/** Wednesday, 28 January 2026, 09:00 in Berlin. */
const NOW = at('2026-01-28T08:00:00Z');
const WINDOW = { from: at('2025-01-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z') };

const calendar = (lines: string, more = ''): string =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:status', 'SUMMARY:Status', ...lines.split('\n'), 'DURATION:PT1H', 'SEQUENCE:3']
    .concat(['X-NORTHWIND:kept', 'END:VEVENT', ...(more === '' ? [] : more.split('\n')), 'END:VCALENDAR', ''])
    .join('\r\n');

const left = (text: string, me = 'ines@northwind.example', planned: number | null = null) => {
  const change: Change = { uid: 'status', planned, wanted: { kind: 'leave', from: NOW }, reason: 'It is a page now.', me };
  const done = changed(text, change);
  if ('reason' in done) throw new Error(done.reason);
  const { series, faults } = readCalendar([Buffer.from(done.text)], { window: WINDOW, zone: 'Europe/Berlin' });
  expect(faults).toEqual([]);
  const times = series.flatMap(({ details: own, occurrences }) =>
    occurrences.flatMap(({ from, details = own }) => (details.status === 'cancelled' ? [] : [new Date(from).toISOString()])),
  );
  return { ...done, times };
};
const MINE = 'ORGANIZER:mailto:ines@northwind.example\nATTENDEE:mailto:raj@northwind.example\n';
const BERLIN = `${MINE}DTSTART;TZID=Europe/Berlin:20260105T100000\n`;

describe('a series that takes place no more', () => {
  it.each([
    ['for ever', 'RRULE:FREQ=WEEKLY', 'RRULE:FREQ=WEEKLY;UNTIL=20260128T075959Z'],
    [
      'until a day to come',
      'RRULE:FREQ=WEEKLY;UNTIL=20260401T000000Z;BYDAY=MO',
      'RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20260128T075959Z',
    ],
    ['for so many times', 'RRULE:FREQ=WEEKLY;COUNT=20', 'RRULE:FREQ=WEEKLY;COUNT=4'],
  ])('is ended by whoever invites, where it went on %s, and what took place stays', (_, rule, ended) => {
    const { text, did, times } = left(calendar(`${BERLIN}${rule}`));
    expect([did, times.length, times.at(-1)]).toEqual(['ended', 4, '2026-01-26T09:00:00.000Z']);
    expect(text).toContain(`${ended}\r\n`);
    expect(text).toContain('SEQUENCE:4\r\nCOMMENT:It is a page now.\r\n');
    expect(text).toContain('X-NORTHWIND:kept');
  });

  it('keeps its single times that are over, and loses those to come, moved ones and added ones too', () => {
    const other = (planned: string, start: string): string =>
      `BEGIN:VEVENT\nUID:status\nSUMMARY:Status\n${MINE}RECURRENCE-ID;TZID=Europe/Berlin:${planned}\nDTSTART;TZID=Europe/Berlin:${start}\nDURATION:PT2H\nEND:VEVENT`;
    const { did, times } = left(
      calendar(
        `${BERLIN}RRULE:FREQ=WEEKLY\nRDATE;TZID=Europe/Berlin:20260107T100000,20260311T100000\nEXDATE;TZID=Europe/Berlin:20260112T100000`,
        [
          other('20260119T100000', '20260120T100000'),
          other('20260126T100000', '20260205T100000'),
          other('20260209T100000', '20260210T100000'),
        ].join('\n'),
      ),
    );
    expect([did, times.toSorted()]).toEqual([
      'ended',
      ['2026-01-05T09:00:00.000Z', '2026-01-07T09:00:00.000Z', '2026-01-20T09:00:00.000Z'],
    ]);
  });

  it('is ended on clocks that only its calendar knows, on floating ones, and in UTC', () => {
    for (const start of ['DTSTART;TZID=Ours:20260105T100000', 'DTSTART:20260105T100000', 'DTSTART:20260105T090000Z']) {
      const done = changed(calendar(`${MINE}${start}\nRRULE:FREQ=DAILY`), {
        ...{ uid: 'status', planned: null, wanted: { kind: 'leave', from: NOW }, reason: '' },
        me: 'ines@northwind.example',
      });
      expect(done).toMatchObject({ did: 'ended', text: expect.stringMatching(/UNTIL=20260128T07/) });
    }
  });

  it('is cancelled where it has not begun, and left alone where it is over', () => {
    expect(left(calendar(`${MINE}DTSTART:20260302T090000Z\nRRULE:FREQ=WEEKLY`))).toMatchObject({ did: 'cancelled', times: [] });
    expect(left(calendar(`${MINE}DTSTART:20260302T090000Z`))).toMatchObject({ did: 'cancelled', times: [] });
    for (const over of [
      'RRULE:FREQ=WEEKLY;COUNT=2',
      'RRULE:FREQ=WEEKLY;UNTIL=20260112T235959Z',
      'RDATE;TZID=Europe/Berlin:20260112T100000',
    ]) {
      const { did, times } = left(calendar(`${BERLIN}${over}`));
      expect([over, did, times.length]).toEqual([over, 'nothing', 2]);
    }
    expect(left(calendar(BERLIN.trim()))).toMatchObject({ did: 'nothing' });
  });

  it('is declined by whoever is asked to it, and one time of it is cancelled or declined alone', () => {
    const text = calendar(`${BERLIN}RRULE:FREQ=WEEKLY;COUNT=8`);
    const declined = left(text, 'raj@northwind.example');
    expect([declined.did, declined.times.length]).toEqual(['declined', 8]);
    expect(declined.text).toContain('ATTENDEE;PARTSTAT=DECLINED:mailto:raj@northwind.example');
    expect(left(text, 'ines@northwind.example', at('2026-02-02T09:00:00Z'))).toMatchObject({ did: 'cancelled' });
    expect(left(text, 'ines@northwind.example', at('2026-02-02T09:00:00Z')).times).not.toContain('2026-02-02T09:00:00.000Z');
    expect(left(text, 'raj@northwind.example', at('2026-02-02T09:00:00Z')).text.match(/DECLINED/g)).toHaveLength(1);
  });
});
