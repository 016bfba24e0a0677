import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALWAYS, calendarAt, checkCalendar, zoneAt, type Calendar } from './calendar.ts';
import { situation } from './calendars.arbitrary.ts';
import { DAY } from './duration.ts';
import { inFocus } from './focus.ts';
import { add, between, isWorking, NEVER, nextWorking, previousWorking, spans, subtract, workingTime } from './working-time.ts';

const NOW = Date.UTC(2026, 2, 27);
const nine = { zone: 'Europe/Berlin', week: { mon: ['09:00-17:00'] } };

describe('the calendar of a moment', () => {
  const move = Date.UTC(2026, 5, 1);
  const versions = [
    { from: NOW, calendar: nine },
    { from: move, calendar: { ...nine, zone: 'Asia/Kolkata' } },
  ];

  it('[T2] is the one that holds then: a move that is planned changes nothing before its day', () => {
    expect([0, NOW, move - 1, move].map((at) => zoneAt(versions, at))).toEqual([
      'Europe/Berlin',
      'Europe/Berlin',
      'Europe/Berlin',
      'Asia/Kolkata',
    ]);
    expect(calendarAt(versions, move)).toBe(versions[1]?.calendar);
  });

  it('is none, and the clock is UTC’s, for whoever has no hours', () => {
    expect(calendarAt([], NOW)).toBeUndefined();
    expect(zoneAt([], NOW)).toBe('UTC');
  });
});

describe('a calendar', () => {
  it('[T1] is accepted as it is kept, whatever it contains', () => {
    fc.assert(
      fc.property(situation, ({ versions }) => {
        for (const { calendar } of versions) {
          const read = checkCalendar({ ...calendar, week: { ...calendar.week, mon: ['09:00-10:00'] } });
          expect(read.refused ? read : checkCalendar(JSON.parse(JSON.stringify(read.ok)))).toEqual(read);
        }
      }),
      { numRuns: 100 },
    );
    expect(checkCalendar(ALWAYS)).toEqual({ ok: ALWAYS });
  });

  it('[T1] may be written short', () => {
    expect(
      checkCalendar({
        zone: 'asia/kolkata',
        week: { 'mon-thu': '10:00-13:00, 14:00-18:30', fri: '10:00-13:00' },
        holidays: 'in',
        leave: [{ from: '2026-03-30T00:00:00+05:30', to: '2026-04-01T00:00:00+05:30' }],
        focus: { 'tue, thu': '10:00-12:00' },
      }),
    ).toEqual({
      ok: {
        zone: 'Asia/Kolkata',
        week: {
          mon: ['10:00-13:00', '14:00-18:30'],
          tue: ['10:00-13:00', '14:00-18:30'],
          wed: ['10:00-13:00', '14:00-18:30'],
          thu: ['10:00-13:00', '14:00-18:30'],
          fri: ['10:00-13:00'],
        },
        holidays: ['IN'],
        leave: [{ from: Date.UTC(2026, 2, 29, 18, 30), to: Date.UTC(2026, 2, 31, 18, 30) }],
        focus: { tue: ['10:00-12:00'], thu: ['10:00-12:00'] },
      },
    });
  });

  it.each([
    [null, 'calendar-malformed', ''],
    [[], 'calendar-malformed', ''],
    ['Europe/Berlin', 'calendar-malformed', ''],
    [{ ...nine, Zone: 'UTC' }, 'field-unknown', '/Zone'],
    [{ ...nine, 'a/b~c': 1 }, 'field-unknown', '/a~1b~0c'],
    [{ week: nine.week }, 'zone-unknown', '/zone'],
    [{ ...nine, zone: 'Mars/Olympus' }, 'zone-unknown', '/zone'],
    [{ ...nine, zone: '+02:00' }, 'zone-unknown', '/zone'],
    [{ ...nine, zone: { toString: 'UTC' } }, 'zone-unknown', '/zone'],
    [{ zone: 'UTC' }, 'hours-malformed', '/week'],
    [{ ...nine, week: ['09:00-17:00'] }, 'hours-malformed', '/week'],
    [{ ...nine, week: { monday: ['09:00-17:00'] } }, 'weekday-unknown', '/week/monday'],
    [{ ...nine, week: JSON.parse('{"__proto__": ["09:00-17:00"]}') }, 'weekday-unknown', '/week/__proto__'],
    [{ ...nine, week: { 'mon-fri': '09:00-17:00', tue: '10:00-11:00' } }, 'hours-malformed', '/week/tue'],
    [{ ...nine, week: { mon: 8 } }, 'hours-malformed', '/week/mon'],
    [{ ...nine, week: { mon: ['09:00-12:00', 13] } }, 'hours-malformed', '/week/mon/1'],
    [{ ...nine, week: { mon: ['9:00-17:00'] } }, 'hours-malformed', '/week/mon/0'],
    [{ ...nine, week: { mon: ['09:00-25:00'] } }, 'hours-malformed', '/week/mon/0'],
    [{ ...nine, week: { mon: ['24:00-06:00'] } }, 'hours-malformed', '/week/mon/0'],
    [{ ...nine, week: { mon: ['09:00-09:00'] } }, 'hours-malformed', '/week/mon/0'],
    [{ ...nine, week: { mon: ['09:00–17:00'] } }, 'hours-malformed', '/week/mon/0'],
    [{ ...nine, week: { mon: ['09:00-17:00\u0000'] } }, 'hours-malformed', '/week/mon/0'],
    [{ ...nine, week: { mon: Array(49).fill('09:00-17:00') } }, 'calendar-too-long', '/week/mon'],
    [{ ...nine, holidays: ['DE-BE', 'XX'] }, 'holiday-region-unknown', '/holidays/1'],
    [{ ...nine, holidays: 'Atlantis' }, 'holiday-region-unknown', '/holidays'],
    [{ ...nine, holidays: { de: true } }, 'holiday-region-unknown', '/holidays'],
    [{ ...nine, exceptions: [] }, 'date-malformed', '/exceptions'],
    [{ ...nine, exceptions: { '2026-02-30': [] } }, 'date-malformed', '/exceptions/2026-02-30'],
    [{ ...nine, exceptions: { '2026-12-24': ['noon'] } }, 'hours-malformed', '/exceptions/2026-12-24/0'],
    [{ ...nine, leave: {} }, 'leave-malformed', '/leave'],
    [{ ...nine, leave: [{ from: 0 }] }, 'leave-malformed', '/leave/0/to'],
    [{ ...nine, leave: [{ from: '2026-03-30', to: '2026-04-01' }] }, 'leave-malformed', '/leave/0/from'],
    [{ ...nine, leave: [{ from: 2, to: 2 }] }, 'leave-malformed', '/leave/0/to'],
    [{ ...nine, leave: [{ from: 0, to: 8.64e15 }] }, 'leave-malformed', '/leave/0/to'],
    [{ ...nine, leave: [{ from: 0, to: Number.NaN }] }, 'leave-malformed', '/leave/0/to'],
    [{ ...nine, leave: [{ from: 0, to: 1, why: 'sick' }] }, 'field-unknown', '/leave/0/why'],
    [{ ...nine, focus: { mon: ['all'] } }, 'hours-malformed', '/focus/mon/0'],
  ])('%j is refused as %s at "%s", with the accepted form', (value, code, field) => {
    const read = checkCalendar(value);
    expect(read).toMatchObject({ refused: true, code, field });
    expect(read.refused && read.accepted).toBeTruthy();
    expect(read.refused && read.message.length).toBeLessThan(200);
  });

  it('[T6] that never works is refused', () => {
    const never = { refused: true, code: 'calendar-never-works' };
    expect(checkCalendar({ zone: 'UTC', week: {} })).toMatchObject({ ...never, field: '/week' });
    expect(checkCalendar({ zone: 'UTC', week: { mon: [], tue: [] } }, NOW)).toMatchObject(never);
    expect(checkCalendar({ ...nine, week: {}, exceptions: { '2026-03-28': [] } }, NOW)).toMatchObject(never);
    // Its only hours are over.
    expect(checkCalendar({ ...nine, week: {}, exceptions: { '2020-03-28': ['09:00-10:00'] } }, NOW)).toMatchObject(never);
    expect(checkCalendar({ ...nine, leave: [{ from: NOW - DAY, to: NOW + 740 * DAY }] }, NOW)).toMatchObject(never);
    expect(checkCalendar({ ...nine, leave: [{ from: NOW, to: NOW + 740 * DAY }] })).toMatchObject({
      ...never,
      field: '/leave/0',
    });
  });

  it('[T6] that works at least once within two years is accepted', () => {
    expect(checkCalendar({ ...nine, week: {}, exceptions: { '2027-03-28': ['09:00-10:00'] } }, NOW).refused).toBeUndefined();
    expect(checkCalendar({ ...nine, leave: [{ from: NOW, to: NOW + 700 * DAY }] }, NOW).refused).toBeUndefined();
    expect(checkCalendar({ ...nine, leave: [{ from: NOW, to: NOW + 700 * DAY }] }).refused).toBeUndefined();
  });

  it('[T6] that never works gives an answer all the same, and at once', () => {
    const empty: Calendar = { zone: 'Asia/Kolkata', week: {}, holidays: ['IN'] };
    for (const time of [workingTime([]), workingTime([{ from: 0, calendar: empty }])]) {
      expect(nextWorking(time, NOW)).toBe(NEVER);
      expect(previousWorking(time, NOW)).toBe(-NEVER);
      expect(add(time, NOW, { amount: 1, unit: 'wh' })).toBe(NEVER);
      expect(add(time, NOW, { amount: 1, unit: 'wd' })).toBe(NEVER);
      expect(add(time, NOW, { amount: 1, unit: 'h' })).toBe(NOW + DAY / 24);
      expect(spans(time, NOW, NOW + 3000 * DAY)).toEqual([]);
    }
  });

  it('[T6] is known from 1900 to 2199; there is no working time beyond, and no search for it', () => {
    const time = workingTime([{ from: 0, calendar: ALWAYS }]);
    for (const at of [Infinity, 8.64e15, Date.UTC(2200, 0, 1)]) {
      expect([isWorking(time, at), inFocus(time, at)]).toEqual([false, false]);
      expect(add(time, at, { amount: 1, unit: 'wh' })).toBe(NEVER);
      expect(add(time, at, { amount: 1, unit: 'wd' })).toBe(NEVER);
      expect(previousWorking(time, at)).toBe(Date.UTC(2200, 0, 1) - 1);
      expect(between(time, Date.UTC(2199, 11, 31), at)).toBe(DAY - 1);
    }
    for (const at of [-Infinity, -8.64e15, Date.UTC(1899, 11, 31)]) {
      expect(isWorking(time, at)).toBe(false);
      expect(subtract(time, at, { amount: 1, unit: 'wh' })).toBe(-NEVER);
      expect(subtract(time, at, { amount: 1, unit: 'wd' })).toBe(-NEVER);
      expect(nextWorking(time, at)).toBe(Date.UTC(1900, 0, 1));
      expect(between(time, at, Date.UTC(1900, 0, 2))).toBe(DAY);
    }
    expect(() => nextWorking(time, Number.NaN)).toThrow(RangeError);
    expect(() => between(time, 0, Number.NaN)).toThrow(RangeError);
  });
});
