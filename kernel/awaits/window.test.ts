import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Calendar, CalendarVersion } from '../time/calendar.ts';
import { parseDuration } from '../time/duration.ts';
import { situation, situationOfOne } from '../time/calendars.arbitrary.ts';
import { between, isWorking, workingTime } from '../time/working-time.ts';
import { parseWindow } from './window-form.ts';
import {
  hadMs,
  inheritClock,
  leaveTakesAll,
  moveClock,
  openClock,
  openPatientClock,
  pauseClock,
  readyAt,
  remindAt,
  resumeClock,
  type Clock,
  type Window,
} from './window.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (text: string): number => Date.parse(`2026-05-${text}:00Z`);
const iso = (moment: number | null): string => (moment === null ? 'never' : new Date(moment).toISOString().slice(5, 16));

const berlin: Calendar = {
  zone: 'Europe/Berlin',
  week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['09:00-17:00']])),
};
const since = (calendar: Calendar, from = 0): CalendarVersion[] => [{ from, calendar }];
const leave = (from: string, to: string): Calendar => ({ ...berlin, leave: [{ from: at(from), to: at(to) }] });

const windowOf = (form: string, each?: string): Window => {
  const parsed = parseWindow(form);
  const duration = each === undefined ? null : parseDuration(each);
  if (parsed.refused || duration?.refused) throw new Error(form);
  return { form: parsed.ok, each: duration?.ok ?? null, longest: 14 * DAY };
};

/** Monday 4 May, 14:00 in Berlin. */
const MONDAY = at('04T12:00');
const shown = (clock: Clock): string => `${iso(clock.minAt)} ${iso(clock.dueAt)} ${iso(clock.maxAt)}`;

describe('[A2] a window', () => {
  it.each([
    ['72h', undefined, '05-07T12:00 05-07T12:00 05-07T12:00'],
    ['48h..180d', undefined, '05-06T12:00 05-06T12:00 10-31T12:00'],
    ['24h', '4wh', '05-05T12:00 05-05T12:00 05-18T12:00'],
    ['24h', '12wh', '05-05T12:00 05-06T08:00 05-18T12:00'],
    ['0..2wd', undefined, '05-04T12:00 05-06T12:00 05-06T12:00'],
    ['2wd', undefined, '05-06T12:00 05-06T12:00 05-06T12:00'],
    ['0..4wh', undefined, '05-04T12:00 05-05T08:00 05-05T08:00'],
    ['0..Wed 18:00', undefined, '05-04T12:00 05-06T16:00 05-06T16:00'],
    ['0..13:59', undefined, '05-04T12:00 05-05T11:59 05-05T11:59'],
    ['1h..20h', '8wh', '05-04T13:00 05-05T08:00 05-05T08:00'],
  ])('%s with each %s is due when min has elapsed and each was had, never later than max', (form, each, expected) => {
    expect(shown(openClock(windowOf(form, each), since(berlin), MONDAY))).toBe(expected);
  });

  it('counts only time in which the asked works: a weekend gives nobody four hours', () => {
    const friday = at('08T15:00');
    expect(iso(openClock(windowOf('24h', '4wh'), since(berlin), friday).dueAt)).toBe('05-11T11:00');
  });

  it('always has a last moment, whatever the calendar', () => {
    const forms = fc.constantFrom('72h', '0..2wd', '2wd', '0..4wh', '48h..180d', '0..Wed 18:00', '24h');
    fc.assert(
      fc.property(situation, forms, fc.option(fc.constantFrom('4wh', '1wd', '16wh')), ({ at: moment, versions }, form, each) => {
        const clock = openClock(windowOf(form, each ?? undefined), versions, moment);
        expect(Number.isFinite(clock.maxAt)).toBe(true);
        expect(clock.dueAt).toBeLessThanOrEqual(clock.maxAt);
        expect(clock.minAt).toBeLessThanOrEqual(clock.maxAt);
        expect(clock.dueAt).toBeGreaterThanOrEqual(clock.minAt);
      }),
      { numRuns: 150 },
    );
  });

  it('gives an agent without hours of its own every hour', () => {
    expect(iso(openClock(windowOf('0..4wh'), [], MONDAY).dueAt)).toBe('05-04T16:00');
  });
});

describe('[A3] a clock that stands still', () => {
  const calendars = since(berlin);

  it('keeps the time that was used, and goes on with the rest', () => {
    const clock = openClock(windowOf('0..4wh'), calendars, MONDAY);
    const paused = pauseClock(clock, calendars, at('04T14:00'));
    expect(hadMs(paused, calendars, at('05T14:00'))).toBe(2 * HOUR);
    const resumed = resumeClock(paused, calendars, at('05T12:00'));
    expect(iso(resumed.dueAt)).toBe('05-05T14:00');
    expect(hadMs(resumed, calendars, at('05T13:00'))).toBe(3 * HOUR);
  });

  it('moves elapsed ends by as long as it stood, and a time on the wall not at all', () => {
    const stand = (form: string): string =>
      shown(
        resumeClock(
          pauseClock(openClock(windowOf(form), calendars, MONDAY), calendars, at('04T13:00')),
          calendars,
          at('04T18:00'),
        ),
      );
    expect(stand('72h')).toBe('05-07T17:00 05-07T17:00 05-07T17:00');
    expect(stand('0..Wed 18:00')).toBe('05-04T12:00 05-06T16:00 05-06T16:00');
  });

  it('leaves a least time that had elapsed already where it was', () => {
    const paused = pauseClock(openClock(windowOf('1h..10h'), calendars, MONDAY), calendars, at('04T15:00'));
    expect(shown(resumeClock(paused, calendars, at('04T16:00')))).toBe('05-04T13:00 05-04T13:00 05-04T23:00');
  });
});

describe('[A4] a calendar that changes', () => {
  const before = since(berlin);
  const clock = openClock(windowOf('24h', '12wh'), before, MONDAY);

  it('keeps the time used and counts only the rest again', () => {
    const half: Calendar = {
      ...berlin,
      week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['09:00-13:00']])),
    };
    const moved = moveClock(clock, [...before, { from: at('05T06:00'), calendar: half }], at('05T06:00'));
    expect(iso(clock.dueAt)).toBe('05-06T08:00');
    // Three hours were had on Monday; nine are left at four a day from Tuesday.
    expect(iso(moved.dueAt)).toBe('05-07T08:00');
    expect(moved.usedMs).toBe(3 * HOUR);
  });

  it('never brings a due time that was shown earlier', () => {
    const long: Calendar = {
      ...berlin,
      week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, ['06:00-22:00']])),
    };
    expect(iso(moveClock(clock, [...before, { from: at('05T06:00'), calendar: long }], at('05T06:00')).dueAt)).toBe(
      '05-06T08:00',
    );
  });

  it('moves it later up to max and no further', () => {
    const short = openClock(windowOf('24h..3d', '12wh'), before, MONDAY);
    const moved = moveClock(
      short,
      [...before, { from: at('05T06:00'), calendar: leave('05T06:00', '20T00:00') }],
      at('05T06:00'),
    );
    expect(iso(moved.dueAt)).toBe(iso(short.maxAt));
  });

  it('never moves it earlier, whatever changes into whatever', () => {
    fc.assert(
      fc.property(situationOfOne, situationOfOne, fc.integer({ min: 1, max: 20 * DAY }), (one, other, later) => {
        // It held when the window opened, also in a century before ours.
        const first = since(one.calendar, Math.min(0, one.at));
        const opened = openClock(windowOf('24h', '12wh'), first, one.at);
        const moved = moveClock(opened, [...first, { from: one.at + later, calendar: other.calendar }], one.at + later);
        expect(moved.dueAt).toBeGreaterThanOrEqual(opened.dueAt);
        expect(moved.dueAt).toBeLessThanOrEqual(moved.maxAt);
        expect(moved.usedMs).toBe(between(workingTime(first), one.at, one.at + later));
      }),
      { numRuns: 150 },
    );
  });
});

describe('[A5] leave', () => {
  it('takes all when what is needed does not fit before max any more', () => {
    const away = since(leave('04T00:00', '30T00:00'));
    expect(leaveTakesAll(openClock(windowOf('24h', '4wh'), away, MONDAY), away, MONDAY)).toBe(true);
    const back = since(leave('04T00:00', '08T00:00'));
    expect(leaveTakesAll(openClock(windowOf('24h', '4wh'), back, MONDAY), back, MONDAY)).toBe(false);
  });

  it('does not stretch a window of working time: a deputy is found instead', () => {
    const away = since(leave('04T00:00', '30T00:00'));
    const clock = openClock(windowOf('0..4wh'), away, MONDAY);
    expect(iso(clock.maxAt)).toBe('05-05T08:00');
    expect(leaveTakesAll(clock, away, MONDAY)).toBe(true);
  });

  it('is not blamed for what a weekend took', () => {
    const saturday = at('09T08:00');
    const clock = openClock(windowOf('0..20h'), since(berlin), saturday);
    expect(leaveTakesAll(clock, since(berlin), saturday)).toBe(false);
  });

  it('makes what one owes by office wait, up to the longest window', () => {
    const away = since(leave('04T00:00', '12T00:00'));
    const form = windowOf('2wd').form;
    expect(iso(openPatientClock(form, null, 14 * DAY, away, MONDAY).dueAt)).toBe('05-14T07:00');
    expect(iso(openPatientClock(form, null, 5 * DAY, away, MONDAY).dueAt)).toBe('05-09T12:00');
  });
});

it('[A3] whoever takes over a seat has the working time anew, in the same window where it fits', () => {
  const window = windowOf('24h', '8wh');
  const clock = openClock(window, since(berlin), MONDAY);
  const given = inheritClock(clock, window, since(berlin), at('06T07:00'));
  expect([iso(given.dueAt), iso(given.maxAt)]).toEqual(['05-06T15:00', iso(clock.maxAt)]);
  const late = inheritClock(clock, window, since(berlin), at('18T11:00'));
  expect(iso(late.maxAt)).toBe('06-01T11:00');
});

it('[A2] a seat with working time holds its step up until that was had', () => {
  expect(iso(readyAt(openClock(windowOf('24h', '12wh'), since(berlin), MONDAY)))).toBe('05-06T08:00');
  expect(iso(readyAt(openClock(windowOf('0..2wd'), since(berlin), MONDAY)))).toBe('05-04T12:00');
});

describe('[A7] a reminder', () => {
  it('comes at a fraction of the working time, inside working hours', () => {
    const clock = openClock(windowOf('0..4wh'), since(berlin), MONDAY);
    expect(iso(remindAt({ fraction: 0.5 }, clock, since(berlin)))).toBe('05-04T14:00');
    expect(iso(remindAt({ fraction: 0.8 }, clock, since(berlin)))).toBe('05-05T07:12');
  });

  it('waits for the morning when the fraction falls into the night', () => {
    const clock = openClock(windowOf('24h'), since(berlin), MONDAY);
    expect(iso(remindAt({ fraction: 0.5 }, clock, since(berlin)))).toBe('05-05T07:00');
  });

  it('comes before the weekend when nobody works between then and the end', () => {
    const clock = openClock(windowOf('60h'), since(berlin), at('08T12:00'));
    expect(iso(remindAt({ fraction: 0.8 }, clock, since(berlin)))).toBe('05-08T14:00');
  });

  it('does not come at all where there is no working time before the end', () => {
    const clock = openClock(windowOf('20h'), since(berlin), at('09T08:00'));
    expect(remindAt({ fraction: 0.5 }, clock, since(berlin))).toBeNull();
  });

  it('always falls into working hours, before it is due', () => {
    fc.assert(
      fc.property(situation, fc.integer({ min: 1, max: 99 }), ({ at: moment, versions }, percent) => {
        const clock = openClock(windowOf('72h', '6wh'), versions, moment);
        const reminder = remindAt({ fraction: percent / 100 }, clock, versions);
        if (reminder === null) return;
        expect(reminder).toBeLessThan(clock.dueAt);
        expect(reminder).toBeGreaterThanOrEqual(clock.openedAt);
        expect(isWorking(workingTime(versions), reminder)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
