import { describe, expect, it } from 'vitest';
import { slotsOf, type Offer } from './slots.ts';

const DAY = ['09:00-12:00'];
const berlin = (more: object = {}) => [
  { from: 0, calendar: { zone: 'Europe/Berlin', week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY }, ...more } },
];
/** Friday, 27 March 2026, 10:00 in Berlin; the clocks change on Sunday. */
const now = Date.parse('2026-03-27T09:00:00Z');
const offer: Offer = { minutes: 60, before: 0, after: 0, notice: 0, perDay: 9, weeks: 1 };
const AROUND = { now, calendars: berlin(), busy: [], booked: [], free: () => false };
const at = (found: readonly number[]): readonly string[] => found.map((one) => new Date(one).toISOString().slice(5, 16));

describe('what can be booked', () => {
  it('is within working hours on the clock of the host, also when the clocks change', () => {
    const found = at(slotsOf(offer, AROUND));
    expect(found.slice(0, 8)).toEqual([
      ...['03-27T09:00', '03-27T09:30', '03-27T10:00'],
      ...['03-30T07:00', '03-30T07:30', '03-30T08:00', '03-30T08:30', '03-30T09:00'],
    ]);
  });

  it('is at half hours of the clock that the host has now, also when a move to another zone is planned', () => {
    const week = { mon: DAY };
    const here = { from: 0, calendar: { zone: 'Asia/Kathmandu', week } };
    const there = { from: Date.parse('2026-09-01T00:00:00Z'), calendar: { zone: 'Europe/Berlin', week } };
    const found = at(slotsOf(offer, { ...AROUND, calendars: [here, there] }));
    // Nine o'clock in Kathmandu is 03:15 in UTC.
    expect(found).toEqual(['03-30T03:15', '03-30T03:45', '03-30T04:15', '03-30T04:45', '03-30T05:15']);
  });

  it('keeps its notice, and goes no further than its weeks', () => {
    const found = at(slotsOf({ ...offer, notice: 72 }, AROUND));
    expect([found[0], found.at(-1)]).toEqual(['03-30T09:00', '04-03T08:00']);
  });

  it('leaves out holidays and leave', () => {
    const leave = [{ from: Date.parse('2026-03-30T00:00:00Z'), to: Date.parse('2026-04-02T00:00:00Z') }];
    const days = at(slotsOf({ ...offer, weeks: 2 }, { ...AROUND, calendars: berlin({ holidays: ['DE-BE'], leave }) })).map(
      (one) => one.slice(0, 5),
    );
    // Good Friday and Easter Monday are holidays.
    expect([...new Set(days)]).toEqual(['03-27', '04-02', '04-07', '04-08', '04-09', '04-10']);
  });

  it('leaves the host room before and after what they have', () => {
    const busy = [[Date.parse('2026-03-30T08:00:00Z'), Date.parse('2026-03-30T08:30:00Z')]] as const;
    const monday = (more: object) =>
      at(slotsOf({ ...offer, ...more }, { ...AROUND, busy })).filter((one) => one.startsWith('03-30'));
    expect(monday({})).toEqual(['03-30T07:00', '03-30T08:30', '03-30T09:00']);
    expect(monday({ before: 15 })).toEqual(['03-30T07:00', '03-30T09:00']);
    expect(monday({ after: 15 })).toEqual(['03-30T08:30', '03-30T09:00']);
  });

  it('is no more than the daily limit, and nothing on days without meetings', () => {
    const booked = [{ from: Date.parse('2026-03-30T07:00:00Z'), minutes: 60 }];
    const free = (date: string): boolean => date === '2026-03-31';
    const days = at(slotsOf({ ...offer, perDay: 1 }, { ...AROUND, booked, free })).map((one) => one.slice(0, 5));
    expect([...new Set(days)]).toEqual(['03-27', '04-01', '04-02', '04-03']);
  });
});
