import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCalendar } from '#connectors/calendar/ics-calendar.ts';
import { adjusted, RULES } from '../advisor/rules.ts';
import type { Window } from '../calendar.ts';
import { markdown } from '../report/markdown.ts';
import { tierOf } from '../tiers.ts';
import { audit } from './audit.ts';
import { lastWeeks, trimmed, whereItIs } from './period.ts';
import { preparationOf } from './preparation.ts';
import type { AuditSettings } from './settings.ts';

/** Two weeks from Monday, in Berlin. */
const WINDOW: Window = { from: Date.parse('2026-03-01T23:00:00Z'), to: Date.parse('2026-03-15T23:00:00Z') };
const DAY = ['09:00-17:00'];
const SETTINGS: AuditSettings = {
  window: WINDOW,
  zone: 'Europe/Berlin',
  week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY },
  me: null,
  rate: null,
  noMeetingDays: [],
  holidays: [],
  people: {},
};

const read = (text: string | Buffer, window = WINDOW) => readCalendar([Buffer.from(text)], { window, zone: 'Europe/Berlin' });

const mail = (name: string): string => `mailto:${name}@northwind.example`;
/** `raj`, `raj:DECLINED` */
const asked = (who: string): string => `ATTENDEE;PARTSTAT=${who.split(':')[1] ?? 'ACCEPTED'}:${mail(who.split(':')[0] ?? '')}`;

const event = (uid: string, start: string, minutes: number, who: readonly string[], ...more: string[]): string =>
  [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTART;TZID=Europe/Berlin:${start}`,
    `DURATION:PT${minutes}M`,
    ...who.map(asked),
    ...more,
    'END:VEVENT',
    '',
  ].join('\n');

const given = (owner: string, ...events: string[]) => ({
  called: `${owner}.ics`,
  reading: read(
    `BEGIN:VCALENDAR\nX-WR-CALNAME:${owner}@northwind.example\nX-WR-TIMEZONE:Europe/Berlin\n${events.join('')}END:VCALENDAR\n`,
  ),
});

const of = (calendars: Parameters<typeof audit>[0], settings: Partial<AuditSettings> = {}) =>
  audit(calendars, { ...SETTINGS, ...settings }, RULES);
const ines = (...events: string[]) => of([given('ines', ...events)]);

describe('days on which somebody does not work', () => {
  const off = (title: string, from: string, to: string, ...more: string[]): string =>
    [
      'BEGIN:VEVENT',
      `UID:${title}`,
      `SUMMARY:${title}`,
      `DTSTART;VALUE=DATE:${from}`,
      `DTEND;VALUE=DATE:${to}`,
      ...more,
      'END:VEVENT',
      '',
    ].join('\n');
  const meeting = event('a', '20260303T100000', 120, ['ines', 'raj'], 'SUMMARY:Dock');
  const figures = (...events: string[]) => ines(meeting, ...events).people[0];

  it('[M2] are no part of the week: hours are divided by the weeks worked, focus blocks and free days are those of days worked', () => {
    expect(figures()).toMatchObject({
      hoursPerWeek: 1,
      weeksWorked: 2,
      focus: { possiblePerWeek: 10 },
      daysWithoutMeetings: { of: 10 },
    });
    // A week of leave of two: what was met for was met in one.
    for (const title of ['Urlaub', 'Vacation in Santos', 'OOO', 'férias', 'Holiday: Whitsun'])
      expect([title, figures(off(title, '20260309', '20260314'))]).toEqual([
        title,
        expect.objectContaining({
          hoursPerWeek: 2,
          weeksWorked: 1,
          focus: { blocksPerWeek: 9, possiblePerWeek: 10 },
          daysWithoutMeetings: { days: 4, of: 5 },
        }),
      ]);
    expect(figures(off('In Rio', '20260309', '20260314', 'X-MICROSOFT-CDO-BUSYSTATUS:OOF'))?.weeksWorked).toBe(1);
  });

  it('are not those of others, of parties, or of what was called off', () => {
    for (const other of [
      off('Raj on vacation', '20260309', '20260314'),
      off('Vacationers’ talk', '20260309', '20260314'),
      off('OOO', '20260309', '20260314', 'STATUS:CANCELLED'),
    ])
      expect(figures(other)).toMatchObject({ weeksWorked: 2 });
  });

  it('are public holidays, where it is known which', () => {
    const holiday = { from: Date.parse('2026-04-05T22:00:00Z'), to: Date.parse('2026-04-12T22:00:00Z') };
    const easter = {
      called: 'ines.ics',
      reading: read(
        `BEGIN:VCALENDAR\nX-WR-CALNAME:ines@northwind.example\nX-WR-TIMEZONE:Europe/Berlin\n${event('a', '20260406T100000', 60, ['ines', 'raj'])}END:VCALENDAR\n`,
        holiday,
      ),
    };
    const report = of([easter], { window: holiday, holidays: ['DE-BE'] });
    expect(report.people[0]).toMatchObject({ weeksWorked: 0.8, hoursPerWeek: 1.25, outOfHours: { meetings: 1, hours: 1 } });
    expect(report.counted.join(' ')).toContain('Public holidays are those of DE-BE.');
    expect(of([easter], { window: holiday }).people[0]).toMatchObject({ weeksWorked: 1, outOfHours: { meetings: 0 } });
  });
});

describe('hours of a person', () => {
  it('[M2] are those of the meetings that they did not decline, two at once counted once, and have a tier', () => {
    const { people } = ines(
      event('a', '20260302T100000', 60, ['ines', 'raj']),
      event('b', '20260302T103000', 60, ['ines', 'raj', 'mere']),
      event('c', '20260310T100000', 120, ['ines:NEEDS-ACTION', 'raj']),
      event('d', '20260311T100000', 60, ['ines:DECLINED', 'raj']),
    );
    expect(people).toMatchObject([
      {
        id: 'ines@northwind.example',
        hoursPerWeek: 1.75,
        tier: 'async-first',
        weeks: [
          { from: '2026-03-02', hours: 1.5, days: 7 },
          { from: '2026-03-09', hours: 2, days: 7 },
        ],
      },
    ]);
  });

  it.each([
    [0, 'async-first'],
    [6.4, 'async-first'],
    [6.5, 'healthy'],
    [12.4, 'healthy'],
    [13, 'average'],
    [18.4, 'average'],
    [18.5, 'meeting-captured'],
    [40, 'meeting-captured'],
  ])('[M2] %d a week are %s', (hours, tier) => {
    expect(tierOf(hours)).toBe(tier);
  });

  it('leave out what is no meeting, and say how much of it there is', () => {
    const { totals } = ines(
      event('free', '20260302T100000', 60, ['ines', 'raj'], 'TRANSP:TRANSPARENT'),
      event('off', '20260302T100000', 60, ['ines', 'raj'], 'STATUS:CANCELLED'),
      event('off2', '20260302T100000', 60, ['ines', 'raj'], 'SUMMARY:Abgesagt: Runde'),
      event('alone', '20260302T100000', 60, ['ines']),
      event('room', '20260302T100000', 60, ['ines'], `ATTENDEE;CUTYPE=ROOM:${mail('harbour')}`),
      event('no', '20260302T100000', 60, ['ines:DECLINED', 'raj']),
      event('long', '20260302T000000', 1440, ['ines', 'raj']),
      event('ooo', '20260302T100000', 60, ['ines', 'raj'], 'X-MICROSOFT-CDO-BUSYSTATUS:OOF'),
      event('none', '20260302T100000', 0, ['ines', 'raj']),
      event('one', '20260302T100000', 60, ['ines', 'raj']),
    );
    expect(totals).toMatchObject({
      meetings: 1,
      leftOut: { free: 1, cancelled: 2, alone: 2, declined: 1, 'all-day': 1, away: 1, 'no-length': 1 },
      oneOnOnes: { meetings: 1, personHours: 2 },
    });
  });

  it('of a calendar that names nobody count every busy entry, and say that the others are unknown', () => {
    const report = ines(event('a', '20260302T100000', 60, []), event('b', '20260303T100000', 60, []));
    expect(report.totals).toMatchObject({ meetings: 2, unnamed: 2, personHours: 2 });
    expect(report.counted.join(' ')).toContain('2 meetings are of calendars that name nobody');
  });
});

describe('several calendars', () => {
  const shared = ['SUMMARY:Status', 'RRULE:FREQ=WEEKLY'];

  it('have a meeting once, with everybody’s answer from their own copy', () => {
    const report = of([
      given('ines', event('a', '20260302T100000', 60, ['ines', 'raj:NEEDS-ACTION', 'mere'], ...shared)),
      given('raj', event('a', '20260302T100000', 60, ['ines', 'raj:DECLINED', 'mere'], ...shared)),
    ]);
    expect(report.totals).toMatchObject({
      meetings: 2,
      merged: 2,
      personHours: 4,
      answers: { accepted: 4, declined: 2, tentative: 0, none: 0 },
    });
    expect(report.people.map(({ id, hoursPerWeek }) => [id, hoursPerWeek])).toEqual([
      ['ines@northwind.example', 1],
      ['raj@northwind.example', 0],
    ]);
  });

  it('have a time that was moved once, by its recurrence id', () => {
    const moved = event('a', '20260310T150000', 60, ['ines', 'raj'], 'RECURRENCE-ID;TZID=Europe/Berlin:20260309T100000');
    const report = of([
      given('ines', event('a', '20260302T100000', 60, ['ines', 'raj'], ...shared), moved),
      given('raj', event('a', '20260302T100000', 60, ['ines', 'raj'], ...shared), moved),
    ]);
    expect(report.totals).toMatchObject({ meetings: 2, merged: 2 });
  });

  it('[rule 6] tell of a team from five people on', () => {
    const names = ['ines', 'raj', 'tomas', 'aroha', 'mere'];
    const calendars = names.map((name) => given(name, event('a', '20260302T100000', 60, names)));
    expect(of(calendars.slice(0, 4)).team).toBeNull();
    expect(of(calendars).team).toMatchObject({ people: 5, meanHoursPerWeek: 0.5, tiers: { 'async-first': 5 } });
  });

  it('belong to whom they say, to whom their file is called after, or to whoever is in nearly all of it', () => {
    const events = [1, 2, 3, 4].map((n) => event(`e${n}`, `2026030${n + 1}T100000`, 60, ['mere', n % 2 ? 'raj' : 'tomas']));
    const called = (name: string) => ({ called: name, reading: read(`BEGIN:VCALENDAR\n${events.join('')}END:VCALENDAR\n`) });
    const owner = (name: string, settings: Partial<AuditSettings> = {}) => of([called(name)], settings).people[0]?.id;
    expect(owner('calendar.ics')).toBe('mere@northwind.example');
    expect(owner('raj.ics')).toBe('raj@northwind.example');
    expect(owner('calendar.ics', { me: 'tomas@northwind.example' })).toBe('tomas@northwind.example');
  });
});

describe('a day', () => {
  it('[M3] has the focus blocks that its meetings leave', () => {
    const [person] = ines(
      event('a', '20260302T120000', 60, ['ines', 'raj']),
      event('b', '20260303T100000', 60, ['ines', 'raj']),
    ).people;
    // Of twenty in ten days: Monday keeps 9–12 and 13–17, Tuesday one of 11–17.
    expect(person?.focus).toEqual({ blocksPerWeek: 9.5, possiblePerWeek: 10 });
    expect(person?.daysWithoutMeetings).toEqual({ days: 8, of: 10 });
  });

  it('has chains of three meetings and more with less than five minutes between', () => {
    const at = (time: string, n: number) => event(`c${n}`, `20260302T${time}00`, 30, ['ines', 'raj']);
    const [person] = ines(at('1000', 1), at('1030', 2), at('1104', 3), at('1400', 4), at('1430', 5)).people;
    expect(person?.chains).toEqual({ count: 1, longest: 3, longestHours: 1.57 });
  });

  it('that should have no meetings counts every one of them', () => {
    const calendars = [given('ines', event('a', '20260304T100000', 60, ['ines', 'raj'], 'RRULE:FREQ=WEEKLY'))];
    expect(of(calendars, { noMeetingDays: ['wed'] }).people[0]?.breaches).toEqual({ meetings: 2, hours: 2 });
    expect(of(calendars).counted.join(' ')).toContain('No day was named');
  });

  it('is judged by each attendee’s own hours, and not at all where their zone is unknown', () => {
    const people = {
      'aroha@northwind.example': { zone: 'Pacific/Auckland' },
      'raj@northwind.example': { zone: 'Asia/Kolkata', week: { mon: ['10:00-18:30'] } },
    };
    const { totals } = of([given('ines', event('a', '20260302T100000', 60, ['ines', 'raj', 'aroha', 'mere']))], { people });
    expect(totals.outOfHours).toEqual({ known: 3, outside: 1, hours: 1, unknown: 1 });
  });
});

describe('preparation', () => {
  const details = {
    title: '',
    location: '',
    organizer: null,
    attendees: [],
    links: [],
    status: 'confirmed',
    free: false,
    away: false,
    allDay: false,
    sequence: 0,
  } as const;

  it.each([
    ['', false, false],
    ['Join Zoom Meeting\nhttps://northwind.zoom.us/j/123?pwd=4\nMeeting ID: 123 456\nPasscode: 77', false, false],
    [
      '________________\nMicrosoft Teams-Besprechung\nhttps://teams.microsoft.com/l/meetup-join/19\nBesprechungs-ID: 22 33',
      false,
      false,
    ],
    ['1. Open questions of the quarter\n2. Next steps', true, false],
    ['https://docs.northwind.example/plan', false, true],
    ['Please read the plan before: https://docs.google.com/document/d/1', true, true],
  ])('%j', (description, agenda, document) => {
    expect(preparationOf({ ...details, description })).toEqual({ agenda, document });
  });

  it('is asked of meetings over fifteen minutes that are no one-on-ones', () => {
    const { totals } = ines(
      event('short', '20260302T100000', 15, ['ines', 'raj', 'mere']),
      event('pair', '20260302T110000', 60, ['ines', 'raj']),
      event('bare', '20260302T120000', 60, ['ines', 'raj', 'mere']),
      event('read', '20260302T140000', 60, ['ines', 'raj', 'mere'], 'ATTACH:https://docs.northwind.example/plan'),
    );
    expect(totals.preparation).toEqual({ expected: 2, agenda: 0, document: 1, neither: 1 });
  });
});

describe('the case of fourteen meetings, eleven hours a week', () => {
  const window = { from: Date.parse('2026-01-04T23:00:00Z'), to: Date.parse('2026-03-29T22:00:00Z') };
  const file = readFileSync(join(import.meta.dirname, '..', 'examples', 'fourteen-meetings.ics'));
  const calendars = [{ called: 'fourteen-meetings.ics', reading: read(file, window) }];
  const report = of(calendars, { window, rate: { amount: 80, currency: 'EUR' } });

  it('is counted to the hour', () => {
    expect(report.series).toHaveLength(14);
    expect(report.people[0]).toMatchObject({ hoursPerWeek: 11, tier: 'healthy' });
    expect(report.calendars[0]?.faults).toEqual([]);
  });

  it('begins with the informational meetings of many people', () => {
    const first = report.advice.items.slice(0, 4).map(({ title, kind }) => [title, kind]);
    expect(first).toEqual([
      ['Department status', 'status'],
      ['Project status round', 'status'],
      ['Cross-team sync', 'status'],
      ['Daily standup', 'status'],
    ]);
    expect(report.advice.items[0]).toMatchObject({
      savedPersonHoursPerWeek: 11.7,
      savedHoursPerWeek: 0.9,
      form: 'written-round',
      weekAfter: 10.1,
    });
  });

  it('keeps one-on-ones and conflict talks, and says why', () => {
    expect(report.advice.kept.map(({ title, kind }) => [title, kind])).toEqual([
      ['Conflict talk: storefront and platform', 'conflict'],
      ['Ines / Mere', 'one-on-one'],
      ['Ines / Raj', 'one-on-one'],
    ]);
  });

  it('says what the week would be, in hours, person-hours and money', () => {
    expect(report.advice.week).toMatchObject({
      before: 11,
      after: 4.5,
      tierAfter: 'async-first',
      savedPersonHoursPerWeek: 64.25,
    });
    expect(report.advice.week.savedCostPerWeek).toBe(5140);
    const text = markdown(report);
    expect(text).toContain('the week would be 4.5 h instead of 11.0 h (async-first instead of healthy)');
    expect(text).toContain('1. **Department status** (status → written round): saves 11.7 person-hours a week');
  });

  it('follows other rules where they are given', () => {
    const { advice } = audit(
      calendars,
      { ...SETTINGS, window },
      adjusted({ kinds: { status: { share: 0 }, broadcast: { words: ['department'] } } }),
    );
    expect(advice.items[0]).toMatchObject({ title: 'Department status', kind: 'broadcast' });
    expect(advice.kept.map(({ title }) => title)).toContain('Cross-team sync');
    expect(advice.rules.kinds.find(({ kind }) => kind === 'status')).toMatchObject({ share: 0 });
  });
});

it('what others wrote becomes no markup and no column', () => {
  const text = markdown(
    ines(event('a', '20260302T100000', 60, ['ines', 'raj', 'mere'], 'SUMMARY:# **Sync** | <b>[x](y)</b>', 'RRULE:FREQ=WEEKLY')),
  );
  expect(text).toContain('\\# \\*\\*Sync\\*\\* \\| \\<b\\>\\[x\\](y)\\</b\\>');
});

it('a report without a meeting says so, and what was left out', () => {
  expect(markdown(ines(event('a', '20260302T100000', 60, ['ines'])))).toContain('No meeting takes place in this time');
});

describe('without dates an audit looks', () => {
  const now = Date.parse('2026-03-18T10:00:00Z');
  const iso = (window: Window | null) => window && [window.from, window.to].map((at) => new Date(at).toISOString().slice(0, 13));
  const reading = (start: string, ...more: string[]) => [
    read(`BEGIN:VCALENDAR\n${event('a', start, 60, ['ines', 'raj'], ...more)}END:VCALENDAR`, { from: 0, to: 4e12 }),
  ];

  it('at the twelve whole weeks before this one', () => {
    expect(iso(lastWeeks(now, 'Europe/Berlin'))).toEqual(['2025-12-21T23', '2026-03-15T23']);
  });

  it('at those of them from the first meeting to the last', () => {
    expect(
      iso(trimmed(reading('20260210T100000', 'RRULE:FREQ=WEEKLY;COUNT=2'), lastWeeks(now, 'Europe/Berlin'), 'Europe/Berlin')),
    ).toEqual(['2026-02-08T23', '2026-02-22T23']);
  });

  it('at the last weeks of an old calendar, and at the first of one that is to come', () => {
    const late = (...more: string[]) => [
      read(
        `BEGIN:VCALENDAR\n${event('a', '20120704T100000', 60, ['ines', 'raj'], ...more)}END:VCALENDAR`,
        lastWeeks(now, 'Europe/Berlin'),
      ),
    ];
    expect(iso(whereItIs(late(), 'Europe/Berlin'))).toEqual(['2012-04-15T22', '2012-07-08T22']);
    expect(iso(whereItIs(late('RRULE:FREQ=WEEKLY;COUNT=10'), 'Europe/Berlin'))).toEqual(['2012-06-17T22', '2012-09-09T22']);
    const coming = [
      read(
        `BEGIN:VCALENDAR\n${event('a', '20260401T100000', 60, ['ines', 'raj'])}END:VCALENDAR`,
        lastWeeks(now, 'Europe/Berlin'),
      ),
    ];
    expect(iso(whereItIs(coming, 'Europe/Berlin'))).toEqual(['2026-03-29T22', '2026-06-21T22']);
  });
});
