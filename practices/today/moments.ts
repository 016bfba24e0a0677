import { timeOf } from '#kernel/awaits/window.ts';
import type { Instant } from '#kernel/stream/event.ts';
import type { CalendarVersion } from '#kernel/time/calendar.ts';
import { DAY } from '#kernel/time/duration.ts';
import { nextEdge, nextReachable } from '#kernel/time/focus.ts';
import type { Pace } from '#practices/notices';
import { previousWorking, spans } from '#kernel/time/working-time.ts';

/**
 * When the working day before this one ended: what was decided since then was decided while somebody was away. After work, the end of
 * this day; a lunch break is no absence. Two weeks back for who has not worked that long.
 */
export const awaySince = (calendars: readonly CalendarVersion[], now: Instant): Instant => {
  const longest = now - 14 * DAY;
  if (calendars.length === 0) return now - DAY;
  const time = timeOf(calendars);
  const worked = spans(time, longest, now + 1);
  const last = worked.at(-1);
  if (!last) return Math.max(previousWorking(time, now), longest);
  if (last.to <= now) return last.to;
  return worked.findLast(({ date }) => date !== last.date)?.to ?? longest;
};

/**
 * Before this moment nothing reaches somebody but what is urgent or due before then; null: at any moment something may, as they wish, or
 * nothing ever does.
 */
export const quietUntil = (calendars: readonly CalendarVersion[], pace: Pace, now: Instant): Instant | null => {
  if (pace === 'off' || calendars.length === 0) return null;
  const time = timeOf(calendars);
  const next = pace === 'digest' ? nextEdge(time, now) : nextReachable(time, now);
  return next === now || !Number.isFinite(next) ? null : next;
};
