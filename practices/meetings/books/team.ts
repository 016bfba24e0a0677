import type { Actor, MeetingDays } from '#kernel/actors/directory.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import { formatDate, WEEKDAYS } from '#kernel/time/wall-clock.ts';
import { iso } from '#server/route.ts';
import { freeDay, workedBy } from '../days/meeting-days.ts';
import type { ShownTeam } from './books.ts';

const WEEKS = 4;
/** Whoever invited to a meeting on a day without meetings knows of it for so many days before the team's figure does. */
const FIRST_FOR_THE_ORGANIZER = 7;

/** The days without meetings of the four weeks until a week ago. */
export const freeDates = (people: readonly Actor[], rules: MeetingDays | null, now: Instant): readonly string[] => {
  if (rules === null) return [];
  const last = Math.floor(now / DAY) - FIRST_FOR_THE_ORGANIZER;
  const days = Array.from({ length: WEEKS * 7 }, (_, n) => last - n);
  return days.filter((day) => freeDay(rules, day, workedBy(people, day)) !== null).map(formatDate);
};

/** [rule 6] The mean of five people and more. */
export const teamOf = ({ people, heat, days, dates, at }: ShownTeam, now: Instant) => ({
  at: iso(at),
  current: at === now,
  calendars: people,
  hoursPerWeek: rounded(heat.reduce((sum, one) => sum + one, 0)),
  heat: {
    zone: 'everybody’s own',
    people,
    days: WEEKDAYS.map((day, n) => ({ day, hours: heat.slice(n * 24, n * 24 + 24) })),
  },
  freeDays:
    dates.length > 0
      ? {
          days: dates.length * people,
          broken: Object.values(days).reduce((sum, one) => sum + one.people, 0),
          hours: rounded(Object.values(days).reduce((sum, one) => sum + one.hours, 0)),
        }
      : null,
});

const rounded = (value: number): number => Math.round(value * 100) / 100;
