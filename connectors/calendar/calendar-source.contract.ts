import { describe, expect, it } from 'vitest';
import type { CalendarSource } from './calendar-source.ts';

const WEEK = { from: Date.parse('2026-03-23T00:00:00Z'), to: Date.parse('2026-03-30T00:00:00Z') };

const CALENDAR = `BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Northwind
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VEVENT
UID:planning
SUMMARY:Planning
DTSTART;TZID=Europe/Berlin:20260105T100000
DTEND;TZID=Europe/Berlin:20260105T110000
RRULE:FREQ=WEEKLY;BYDAY=MO,FR
EXDATE;TZID=Europe/Berlin:20260327T100000
END:VEVENT
BEGIN:VEVENT
UID:review
SUMMARY:Review
DTSTART:20260325T090000Z
DTEND:20260325T093000Z
END:VEVENT
BEGIN:VEVENT
UID:later
SUMMARY:Later
DTSTART:20260425T090000Z
END:VEVENT
BEGIN:VEVENT
UID:never
SUMMARY:Never
DTSTART:soon
END:VEVENT
END:VCALENDAR
`.replaceAll('\n', '\r\n');

/** What every source of calendars keeps. `holding` makes one that has this iCalendar text. */
export const calendarSourceContract = (name: string, holding: (text: string) => Promise<CalendarSource>): void => {
  describe(`a calendar from ${name}`, () => {
    it('tells what takes place in the window, and nothing else', async () => {
      const { reading } = await (await holding(CALENDAR)).read(WEEK);
      expect(reading).toMatchObject({ name: 'Northwind', zone: 'Europe/Berlin' });
      const times = reading?.series.map(({ uid, occurrences }) => [
        uid,
        ...occurrences.map(({ from, to }) => [iso(from), iso(to)]),
      ]);
      expect(times).toEqual([
        ['planning', ['2026-03-23T09:00:00.000Z', '2026-03-23T10:00:00.000Z']],
        ['review', ['2026-03-25T09:00:00.000Z', '2026-03-25T09:30:00.000Z']],
      ]);
    });

    it('keeps what can be read beside what cannot, and says why not', async () => {
      const { reading } = await (await holding(CALENDAR)).read(WEEK);
      expect(reading?.faults).toEqual([
        expect.objectContaining({ reason: expect.stringContaining('“soon” is no date or time') }),
      ]);
    });

    it('says the same again', async () => {
      const source = await holding(CALENDAR);
      expect(await source.read(WEEK)).toEqual(await source.read(WEEK));
    });

    it('finds nothing in an empty window', async () => {
      const { reading } = await (await holding(CALENDAR)).read({ from: WEEK.from, to: WEEK.from });
      expect(reading?.series).toEqual([]);
    });
  });
};

const iso = (at: number): string => new Date(at).toISOString();
