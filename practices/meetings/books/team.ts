import type { Actor, MeetingDays } from '#kernel/actors/directory.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import { formatDate } from '#kernel/time/wall-clock.ts';
import { freeDay, workedBy } from '../days/meeting-days.ts';
import type { Book } from './book.ts';

type Kept = Pick<Book, 'days'> & { readonly heat: Book['report']['heat'] };

const WEEKS = 4;
/** Whoever invited to a meeting on a day without meetings knows of it for so many days before the team's figure does. */
const FIRST_FOR_THE_ORGANIZER = 7;

/** [rule 6] The mean of five people and more; the caller counts them. */
export const teamOf = (kept: readonly Kept[], people: readonly Actor[], rules: MeetingDays | null, now: Instant) => {
  const hoursIn = ({ heat }: Kept): number =>
    heat.days.reduce((sum, { hours }) => sum + hours.reduce((all, one) => all + one, 0), 0);
  const mean = (of: (one: Kept) => number): number => rounded(kept.reduce((sum, one) => sum + of(one), 0) / kept.length);
  const [first] = kept;
  return {
    calendars: kept.length,
    hoursPerWeek: mean(hoursIn),
    heat: {
      zone: 'everybody’s own',
      people: kept.length,
      days: (first?.heat.days ?? []).map(({ day, hours }, n) => ({
        day,
        hours: hours.map((_, hour) => mean((one) => one.heat.days[n]?.hours[hour] ?? 0)),
      })),
    },
    freeDays: rules === null ? null : freeDaysOf(kept, people, rules, now),
  };
};

const freeDaysOf = (kept: readonly Kept[], people: readonly Actor[], rules: MeetingDays, now: Instant) => {
  const last = Math.floor(now / DAY) - FIRST_FOR_THE_ORGANIZER;
  const byDate = kept.map(({ days }) => new Map(days));
  const found = { days: 0, broken: 0, hours: 0 };
  for (let day = last - WEEKS * 7 + 1; day <= last; day += 1) {
    if (freeDay(rules, day, workedBy(people, day)) === null) continue;
    const hours = byDate.map((days) => days.get(formatDate(day)) ?? 0);
    found.days += kept.length;
    found.broken += hours.filter((one) => one > 0).length;
    found.hours += hours.reduce((sum, one) => sum + one, 0);
  }
  return { ...found, hours: rounded(found.hours) };
};

const rounded = (value: number): number => Math.round(value * 100) / 100;
