import { describe, expect, it } from 'vitest';
import type { Calendar, CalendarVersion } from './calendar.ts';
import { workingTimeline } from './compile.ts';
import { HOUR, MINUTE, parseDuration, type Duration } from './duration.ts';
import {
  add,
  advance,
  between,
  isWorking,
  nextWorking,
  previousWorking,
  spans,
  subtract,
  workdays,
  workdaysBetween,
  workingTime,
} from './working-time.ts';

const duration = (text: string): Duration => {
  const read = parseDuration(text);
  if (read.refused) throw new Error(read.message);
  return read.ok;
};

const days = (hours: readonly string[]): Calendar['week'] => ({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours });

/** Times of the tests are written as the clock of the calendar shows them. */
const clock = (zone: string) => ({
  at: (text: string): number => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds,
  show: (at: number): string =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }),
});

const of = (calendar: Calendar) => {
  const time = workingTime([{ from: 0, calendar }]);
  const { at, show } = clock(calendar.zone);
  return {
    time,
    at,
    show,
    after: (from: string, length: string) => show(add(time, at(from), duration(length))),
    before: (from: string, length: string) => show(subtract(time, at(from), duration(length))),
    hours: (from: string, to: string) => between(time, at(from), at(to)) / HOUR,
  };
};

const berlin: Calendar = { zone: 'Europe/Berlin', week: days(['09:00-12:00', '13:00-17:00']), holidays: ['DE-BE'] };
const nights: Calendar = { zone: 'Europe/Berlin', week: days(['22:00-06:00']) };

describe('hours of a week', () => {
  it('[T1] are any number of intervals a day, and free days between', () => {
    const { hours, time, at } = of(berlin);
    expect(hours('2026-03-16T00:00', '2026-03-17T00:00')).toBe(7);
    expect(hours('2026-03-16T00:00', '2026-03-23T00:00')).toBe(35);
    expect(isWorking(time, at('2026-03-16T12:30'))).toBe(false);
    expect(isWorking(time, at('2026-03-16T09:00'))).toBe(true);
    expect(isWorking(time, at('2026-03-16T17:00'))).toBe(false);
  });

  it('[T1] may cross midnight, and belong to the day on which they begin', () => {
    const { time, at, hours } = of(nights);
    expect(hours('2026-03-20T00:00', '2026-03-22T00:00')).toBe(6 + 2 + 6);
    expect(spans(time, at('2026-03-20T12:00'), at('2026-03-23T12:00')).map(({ date }) => date)).toEqual(['2026-03-20']);
  });

  it('[T1] that overlap count once', () => {
    const { hours } = of({ zone: 'UTC', week: { mon: ['09:00-13:00', '12:00-17:00', '22:00-08:00'], tue: ['06:00-10:00'] } });
    expect(hours('2026-03-16T00:00', '2026-03-17T00:00')).toBe(10);
    expect(hours('2026-03-17T00:00', '2026-03-18T00:00')).toBe(10);
  });
});

describe('days that differ', () => {
  it('[T1] a public holiday of the region is free, of another region not', () => {
    expect(of(berlin).hours('2026-04-03T00:00', '2026-04-04T00:00')).toBe(0);
    expect(of({ ...berlin, holidays: ['GB-SCT'] }).hours('2026-04-06T00:00', '2026-04-07T00:00')).toBe(7);
    expect(of({ ...berlin, holidays: ['GB-SCT', 'DE-BE'] }).hours('2026-04-06T00:00', '2026-04-07T00:00')).toBe(0);
  });

  it('[T1] a holiday is its local date from midnight to midnight, also within a night', () => {
    // Ascension Day is a Thursday.
    const { hours } = of({ ...nights, holidays: ['DE-BE'] });
    expect(hours('2026-05-13T12:00', '2026-05-14T12:00')).toBe(2);
    expect(hours('2026-05-14T12:00', '2026-05-15T12:00')).toBe(6);
  });

  it('[T1] a holiday that begins at an hour leaves the morning', () => {
    const { hours } = of({ zone: 'Atlantic/Reykjavik', week: days(['09:00-17:00']), holidays: ['IS'] });
    expect(hours('2026-12-24T00:00', '2026-12-25T00:00')).toBe(4);
  });

  it('[T1] an exception replaces the hours of its day', () => {
    const { hours } = of({
      ...berlin,
      exceptions: { '2026-03-17': ['10:00-11:00'], '2026-03-18': [], '2026-03-21': ['10:00-14:00'] },
    });
    expect(hours('2026-03-17T00:00', '2026-03-18T00:00')).toBe(1);
    expect(hours('2026-03-18T00:00', '2026-03-19T00:00')).toBe(0);
    expect(hours('2026-03-21T00:00', '2026-03-22T00:00')).toBe(4);
  });

  it('[T1] an exception on a holiday stands: what is said of one day beats what is said of all', () => {
    const { hours } = of({ ...berlin, exceptions: { '2026-04-03': ['10:00-14:00'] } });
    expect(hours('2026-04-03T00:00', '2026-04-04T00:00')).toBe(4);
  });

  it('[T5] leave beats everything', () => {
    const { at } = clock('Europe/Berlin');
    const { hours, after } = of({
      ...berlin,
      exceptions: { '2026-03-17': ['08:00-20:00'] },
      leave: [{ from: at('2026-03-16T15:00'), to: at('2026-03-18T10:00') }],
    });
    expect(hours('2026-03-16T00:00', '2026-03-19T00:00')).toBe(5 + 0 + 6);
    expect(after('2026-03-16T14:00', '2wh')).toBe('2026-03-18T11:00');
  });
});

describe('versions', () => {
  const { at } = clock('Europe/Berlin');
  const versions: readonly CalendarVersion[] = [
    { from: at('2026-01-01T00:00'), calendar: berlin },
    { from: at('2026-03-18T11:00'), calendar: { zone: 'Asia/Kolkata', week: days(['12:00-18:00']) } },
  ];
  const time = workingTime(versions);

  it('[T2] the past is answered by the version that held then', () => {
    expect(between(time, at('2026-03-17T00:00'), at('2026-03-18T00:00'))).toBe(7 * HOUR);
    // 11:00 in Berlin is 15:30 in Kolkata: two hours in the morning, then what is left of the new day.
    expect(between(time, at('2026-03-18T00:00'), at('2026-03-19T00:00'))).toBe(2 * HOUR + 2.5 * HOUR);
    expect(between(time, at('2026-03-19T00:00'), at('2026-03-20T00:00'))).toBe(6 * HOUR);
  });

  it('[T2] the first version holds for all time before the second', () => {
    expect(between(time, at('2020-03-17T00:00'), at('2020-03-18T00:00'))).toBe(7 * HOUR);
  });

  it('[T3] a working day is counted on the clock that the person has by then', () => {
    const later = add(time, at('2026-03-17T14:00'), duration('2wd'));
    expect(clock('Asia/Kolkata').show(later)).toBe('2026-03-19T14:00');
  });

  it('[T3] somebody who moves west lives a date twice, and it is one working day', () => {
    const auckland = clock('Pacific/Auckland');
    const moved = workingTime([
      { from: 0, calendar: { zone: 'Pacific/Auckland', week: days(['09:00-17:00']) } },
      // Tuesday noon in Auckland is Monday evening in São Paulo.
      { from: auckland.at('2026-03-17T12:00'), calendar: { zone: 'America/Sao_Paulo', week: days(['09:00-22:00']) } },
    ]);
    const later = (count: number) =>
      clock('America/Sao_Paulo').show(add(moved, auckland.at('2026-03-16T11:00'), { amount: count, unit: 'wd' }));
    expect(clock('Pacific/Auckland').show(add(moved, auckland.at('2026-03-16T11:00'), { amount: 1, unit: 'wd' }))).toBe(
      '2026-03-17T11:00',
    );
    expect([later(2), later(3)]).toEqual(['2026-03-18T11:00', '2026-03-19T11:00']);
  });

  it('say the same in whatever order they come', () => {
    expect(between(workingTime(versions.toReversed()), at('2026-03-17T00:00'), at('2026-03-20T00:00'))).toBe(17.5 * HOUR);
  });
});

describe('durations', () => {
  it('[T3] elapsed ones ignore the calendar, and a day is 24 hours when the clocks change too', () => {
    const { after } = of(berlin);
    expect(after('2026-03-28T12:00', '30m')).toBe('2026-03-28T12:30');
    expect(after('2026-03-28T12:00', '1d')).toBe('2026-03-29T13:00');
    expect(after('2026-03-28T12:00', '1w')).toBe('2026-04-04T13:00');
  });

  it('[T3] working hours go around breaks, nights, weekends and holidays', () => {
    const { after, before } = of(berlin);
    expect(after('2026-03-16T11:00', '2wh')).toBe('2026-03-16T14:00');
    expect(after('2026-03-16T16:00', '6wh')).toBe('2026-03-17T15:00');
    expect(after('2026-04-02T16:00', '2wh')).toBe('2026-04-07T10:00');
    expect(before('2026-04-07T10:00', '2wh')).toBe('2026-04-02T16:00');
  });

  it('[T3] work that ends at closing time ends there, and nothing more to do begins at the next opening', () => {
    const { after, before } = of(berlin);
    expect(after('2026-03-16T09:00', '7wh')).toBe('2026-03-16T17:00');
    expect(after('2026-03-16T09:00', '3wh')).toBe('2026-03-16T12:00');
    expect(before('2026-03-16T17:00', '7wh')).toBe('2026-03-16T09:00');
    expect(after('2026-03-16T17:00', '0')).toBe('2026-03-16T17:00');
    expect(after('2026-03-16T18:00', '0.5wh')).toBe('2026-03-17T09:30');
    expect(of(berlin).show(nextWorking(of(berlin).time, of(berlin).at('2026-03-16T17:00')))).toBe('2026-03-17T09:00');
    expect(of(berlin).show(previousWorking(of(berlin).time, of(berlin).at('2026-03-16T18:00')))).toBe('2026-03-16T17:00');
  });
});

describe('one working day', () => {
  it('[T3] after a moment inside working time is the same time of the next day that has working time', () => {
    const { after } = of(berlin);
    expect(after('2026-03-16T10:30', '1wd')).toBe('2026-03-17T10:30');
    expect(after('2026-03-20T10:30', '1wd')).toBe('2026-03-23T10:30');
    // Maundy Thursday to Tuesday: Good Friday, a weekend and Easter Monday between.
    expect(after('2026-04-02T10:30', '1wd')).toBe('2026-04-07T10:30');
    expect(after('2026-03-16T10:30', '5wd')).toBe('2026-03-23T10:30');
  });

  it('[T3] from outside working time counts from the next working moment', () => {
    const { after } = of(berlin);
    expect(after('2026-03-16T20:00', '1wd')).toBe('2026-03-18T09:00');
    expect(after('2026-03-16T12:15', '1wd')).toBe('2026-03-17T13:00');
    expect(after('2026-03-16T17:00', '1wd')).toBe('2026-03-18T09:00');
    expect(after('2026-03-21T11:00', '1wd')).toBe('2026-03-24T09:00');
  });

  it('[T3] before that day’s hours is their start, after them their end, in a gap the gap’s end', () => {
    const { after } = of({ ...berlin, week: { ...berlin.week, tue: ['10:00-11:00', '14:00-15:00'] } });
    expect(after('2026-03-16T09:30', '1wd')).toBe('2026-03-17T10:00');
    expect(after('2026-03-16T16:00', '1wd')).toBe('2026-03-17T15:00');
    expect(after('2026-03-16T13:30', '1wd')).toBe('2026-03-17T14:00');
    expect(after('2026-03-16T11:00', '1wd')).toBe('2026-03-17T14:00');
    expect(after('2026-03-16T15:00', '1wd')).toBe('2026-03-17T15:00');
    // The day in between does not shorten the one after it.
    expect(after('2026-03-16T16:00', '2wd')).toBe('2026-03-18T16:00');
  });

  it('[T3] before a moment mirrors it: in a gap the gap’s beginning', () => {
    const { before } = of({ ...berlin, week: { ...berlin.week, mon: ['10:00-11:00', '14:00-15:00'] } });
    expect(before('2026-03-17T10:30', '1wd')).toBe('2026-03-16T10:30');
    expect(before('2026-03-17T09:00', '1wd')).toBe('2026-03-16T10:00');
    expect(before('2026-03-17T16:00', '1wd')).toBe('2026-03-16T15:00');
    expect(before('2026-03-17T13:30', '1wd')).toBe('2026-03-16T11:00');
    expect(before('2026-03-21T11:00', '1wd')).toBe('2026-03-19T17:00');
  });

  it('[T5] from a closing on there is one working day less than led back to it', () => {
    const { time, at, before } = of(berlin);
    expect(before('2026-03-17T18:00', '1wd')).toBe('2026-03-16T17:00');
    expect(workdaysBetween(time, at('2026-03-16T17:00'), at('2026-03-17T18:00'))).toBe(0);
    expect(before('2026-03-17T16:00', '1wd')).toBe('2026-03-16T16:00');
    expect(workdaysBetween(time, at('2026-03-16T16:00'), at('2026-03-17T16:00'))).toBe(1);
  });

  it('[T3] of somebody who works through midnight is the day on which the night began', () => {
    const { after } = of(nights);
    expect(after('2026-03-17T02:00', '1wd')).toBe('2026-03-18T02:00');
    expect(after('2026-03-20T23:00', '1wd')).toBe('2026-03-23T23:00');
    expect(after('2026-03-21T02:00', '1wd')).toBe('2026-03-24T02:00');
  });

  it('[T3] skips a day that leave takes whole, and keeps one that it takes in part', () => {
    const { at } = clock('Europe/Berlin');
    const away = (from: string, to: string) => of({ ...berlin, leave: [{ from: at(from), to: at(to) }] });
    expect(away('2026-03-17T00:00', '2026-03-18T00:00').after('2026-03-16T10:30', '1wd')).toBe('2026-03-18T10:30');
    expect(away('2026-03-17T00:00', '2026-03-17T14:00').after('2026-03-16T10:30', '1wd')).toBe('2026-03-17T14:00');
  });

  it('[T5] are counted between two moments', () => {
    const { time, at } = of(berlin);
    expect(workdaysBetween(time, at('2026-04-02T10:30'), at('2026-04-07T10:30'))).toBe(1);
    expect(workdaysBetween(time, at('2026-04-02T10:30'), at('2026-04-07T10:29'))).toBe(0);
    expect(workdaysBetween(time, at('2026-04-07T10:30'), at('2026-04-02T10:30'))).toBe(0);
    expect(workdays(time, at('2026-04-01T00:00'), at('2026-04-09T00:00'))).toEqual([
      '2026-04-01',
      '2026-04-02',
      '2026-04-07',
      '2026-04-08',
    ]);
  });
});

describe('the night the clocks change', () => {
  it('[T4] leaves 8 hours of a day from nine to five', () => {
    const { hours } = of({ zone: 'Europe/Berlin', week: { sun: ['09:00-17:00'] } });
    expect(hours('2026-03-29T00:00', '2026-03-30T00:00')).toBe(8);
    expect(hours('2026-10-25T00:00', '2026-10-26T00:00')).toBe(8);
  });

  it('[T4] makes a night from ten to six 7 or 9 hours', () => {
    const { hours } = of({ zone: 'Europe/Berlin', week: { sat: ['22:00-06:00'] } });
    expect(hours('2026-03-21T12:00', '2026-03-22T12:00')).toBe(8);
    expect(hours('2026-03-28T12:00', '2026-03-29T12:00')).toBe(7);
    expect(hours('2026-10-24T12:00', '2026-10-25T12:00')).toBe(9);
  });

  it('[T3] keeps the time of day over it', () => {
    const { after } = of({ ...berlin, week: { ...berlin.week, sun: ['00:00-24:00'] } });
    expect(after('2026-03-28T10:30', '1wd')).toBe('2026-03-30T09:00');
    expect(after('2026-03-27T16:30', '1wd')).toBe('2026-03-29T16:30');
    expect(
      of({ zone: 'Europe/Berlin', week: { sat: ['00:00-24:00'], sun: ['00:00-24:00'] } }).after('2026-03-28T02:30', '1wd'),
    ).toBe('2026-03-29T03:30');
  });

  it('[T3] a closing at the very moment of the change is the time before it', () => {
    const { before } = of({ zone: 'Europe/Berlin', week: { sat: ['00:00-06:00'], sun: ['00:00-02:00'] } });
    expect(before('2026-03-29T12:00', '1wd')).toBe('2026-03-28T02:00');
  });

  it('[T4] a date that a zone left out has no hours', () => {
    const { time, at } = of({ zone: 'Pacific/Apia', week: { thu: ['09:00-17:00'], fri: ['09:00-17:00'], mon: ['09:00-17:00'] } });
    expect(workdays(time, at('2011-12-28T00:00'), at('2012-01-03T00:00'))).toEqual(['2011-12-29', '2012-01-02']);
  });
});

describe('what was compiled', () => {
  it('[T7] is compiled once for a list, and for another that says the same', () => {
    const versions = [{ from: 0, calendar: berlin }];
    expect(workingTime(versions)).toBe(workingTime(versions));
    expect(workingTime([{ from: 0, calendar: { ...berlin } }])).toBe(workingTime(versions));
    expect(workingTime([{ from: 0, calendar: nights }])).not.toBe(workingTime(versions));
  });

  it('[T7] gives whole days also where it was laid out no further', () => {
    const calendar: Calendar = { zone: 'Pacific/Auckland', week: days(['06:00-09:00', '14:00-16:00', '22:00-03:00']) };
    const wide = { versions: [], timeline: workingTimeline([{ from: 0, calendar }]) };
    between(wide, Date.UTC(2020, 0, 1), Date.UTC(2032, 0, 1));
    for (let i = 0; i < 48; i++) {
      const at = Date.UTC(2026, 2, 16) + i * HOUR;
      for (let count = 280; count < 292; count++) {
        const fresh = () => ({ versions: [], timeline: workingTimeline([{ from: 0, calendar }]) });
        const length = { amount: count, unit: 'wd' } as const;
        expect(add(fresh(), at, length)).toBe(add(wide, at, length));
        const back = { amount: count - 244, unit: 'wd' } as const;
        expect(subtract(fresh(), at, back)).toBe(subtract(wide, at, back));
      }
    }
  });

  it('[T7] grows to both sides when it is asked for more', () => {
    const { time, at, hours } = of(nights);
    expect(hours('2026-03-16T00:00', '2026-03-17T00:00')).toBe(2);
    expect(hours('1970-01-05T12:00', '1970-01-06T12:00')).toBe(8);
    expect(hours('2069-01-07T12:00', '2069-01-08T12:00')).toBe(8);
    // A thousand weeks of 40 hours, and a minute.
    expect(advance(time, at('2026-03-16T21:00'), 40_000 * HOUR + MINUTE)).toBe(at('2045-05-15T22:01'));
  });
});
