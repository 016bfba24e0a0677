import type { Instant } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import { parseDate } from '#kernel/time/wall-clock.ts';

/** The beginning of a record's date (`YYYY-MM-DD`) in UTC: a file says no zone. */
export const momentOfDate = (date: string | null): Instant | null => {
  const day = date === null ? null : parseDate(date);
  return day === null ? null : day * DAY;
};
