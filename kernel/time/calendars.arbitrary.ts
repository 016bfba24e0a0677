import fc from 'fast-check';
import type { Calendar, CalendarVersion, WallInterval } from './calendar.ts';
import { DAY, HOUR } from './duration.ts';
import { formatDate, WEEKDAYS } from './wall-clock.ts';

/** Random calendars for tests of laws: every zone, midnight crossed, exceptions, leave, holidays, several versions, from 1970 to 2100. */

export const YEARS = { from: Date.UTC(1970, 0, 1), to: Date.UTC(2100, 0, 1) } as const;

/** Zones within a day of each other, so that a move between two of them cannot skip a working day. */
const zones = Intl.supportedValuesOf('timeZone').filter((zone) => {
  const offset = Temporal.Instant.fromEpochMilliseconds(Date.UTC(2020, 0, 1)).toZonedDateTimeISO(zone).offsetNanoseconds / 3.6e12;
  return offset >= -9 && offset <= 12;
});

export const anyZone: fc.Arbitrary<string> = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));

const clock = fc.tuple(fc.nat(23), fc.constantFrom(0, 15, 30, 45)).map(([hour, minute]) => `${pad(hour)}:${pad(minute)}`);
const pad = (number: number): string => String(number).padStart(2, '0');

const interval: fc.Arbitrary<WallInterval> = fc
  .tuple(clock, fc.oneof({ weight: 4, arbitrary: clock }, { weight: 1, arbitrary: fc.constant('24:00') }))
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => `${from}-${to}`);

const usual: fc.Arbitrary<readonly WallInterval[]> = fc.constantFrom(
  ['09:00-17:00'],
  ['08:30-12:00', '13:00-17:15'],
  ['22:00-06:00'],
  ['00:00-24:00'],
  ['00:00-02:00', '21:00-24:00'],
);
const hours = fc.oneof(usual, fc.array(interval, { maxLength: 3 }));

const week: fc.Arbitrary<Calendar['week']> = fc
  .tuple(fc.subarray([...WEEKDAYS], { minLength: 1 }), fc.array(hours, { minLength: 7, maxLength: 7 }))
  .map(([days, lists]) => Object.fromEntries(days.map((day, i) => [day, lists[i] ?? []])))
  .filter((made) => Object.values(made).some((list) => list.length > 0));

export const instantIn = (from: number, to: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: from, max: to }),
    // Whole quarters of an hour, where hours begin and end.
    fc.integer({ min: Math.ceil(from / (HOUR / 4)), max: Math.floor(to / (HOUR / 4)) }).map((quarter) => quarter * (HOUR / 4)),
  );

/** Calendars whose exceptions and leave lie around an instant, so that they matter there. */
const calendarAround = (at: number, zone: fc.Arbitrary<string> = fc.constantFrom(...zones)): fc.Arbitrary<Calendar> =>
  fc.record({
    zone,
    week,
    holidays: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.subarray(['DE-BE', 'NZ', 'IN', 'IS'], { maxLength: 2 }) },
    ),
    exceptions: fc
      .array(fc.tuple(fc.integer({ min: -5, max: 15 }), hours), { maxLength: 4 })
      .map((list) => Object.fromEntries(list.map(([day, given]) => [formatDate(Math.floor(at / DAY) + day), given]))),
    leave: fc.array(
      fc
        .tuple(instantIn(at - 5 * DAY, at + 15 * DAY), fc.integer({ min: 1, max: 10 * DAY }))
        .map(([from, length]) => ({ from, to: from + length })),
      { maxLength: 3 },
    ),
  });

const versionsAround = (at: number): fc.Arbitrary<readonly CalendarVersion[]> =>
  fc
    .array(fc.tuple(instantIn(at - 8 * DAY, at + 12 * DAY), calendarAround(at)), { minLength: 1, maxLength: 3 })
    .map((list) => list.map(([from, calendar]) => ({ from, calendar })).toSorted((a, b) => a.from - b.from));

export interface Situation {
  readonly at: number;
  readonly versions: readonly CalendarVersion[];
}

const anyMoment = instantIn(YEARS.from, YEARS.to);

/** A moment near a change of the clocks, and the zone where they change. */
const changeOfClocks: fc.Arbitrary<{ readonly at: number; readonly zone: string }> = fc
  .tuple(anyZone, anyMoment, fc.integer({ min: -30 * 4, max: 12 * 4 }))
  .map(([zone, moment, quarters]) => {
    const change = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
    const at = change && change.epochMilliseconds < YEARS.to ? change.epochMilliseconds : moment;
    return { at: at + (quarters * HOUR) / 4, zone };
  });

/** A moment of those years and the calendars of somebody around it. */
export const situation: fc.Arbitrary<Situation> = fc.oneof(
  anyMoment.chain((at) => versionsAround(at).map((versions) => ({ at, versions }))),
  changeOfClocks.chain(({ at, zone }) =>
    calendarAround(at, fc.constant(zone)).map((calendar) => ({ at, versions: [{ from: 0, calendar }] })),
  ),
);

/** The same, of somebody whose calendar never changes. */
export const situationOfOne: fc.Arbitrary<{ readonly at: number; readonly calendar: Calendar }> = fc.oneof(
  anyMoment.chain((at) => calendarAround(at, anyZone).map((calendar) => ({ at, calendar }))),
  changeOfClocks.chain(({ at, zone }) => calendarAround(at, fc.constant(zone)).map((calendar) => ({ at, calendar }))),
);
