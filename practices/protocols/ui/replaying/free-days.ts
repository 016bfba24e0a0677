import type { Calendar } from '#kernel/time/calendar.ts';
import { listHolidays } from '#kernel/time/holidays.ts';

/** A part of somebody's time in ms; what is none of these is night, or a day without hours. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly kind: 'work' | 'leave' | 'holiday';
  /** A holiday's, in the words of its place. */
  readonly name?: string;
}

const DAY = 86_400_000;

/** The public holidays of a calendar's regions that fall into a stretch, on its own clock. */
export const freeDays = (calendar: Calendar | undefined, from: number, to: number): readonly Stretch[] =>
  (calendar?.holidays ?? []).flatMap((region) =>
    years(from, to).flatMap((year) =>
      listHolidays(region, year).flatMap(({ date, name }): readonly Stretch[] => {
        const start = Temporal.PlainDate.from(date).toZonedDateTime(calendar?.zone ?? 'UTC').epochMilliseconds;
        return start < to && start + DAY > from
          ? [{ from: Math.max(from, start), to: Math.min(to, start + DAY), kind: 'holiday', name }]
          : [];
      }),
    ),
  );

const years = (from: number, to: number): readonly number[] => {
  const [first, last] = [new Date(from - DAY).getUTCFullYear(), new Date(to + DAY).getUTCFullYear()];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
};
