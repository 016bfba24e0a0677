import type { Directory } from '#kernel/actors/directory.ts';
import { zoneAt } from '#kernel/time/calendar.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import { parseDate } from '#kernel/time/wall-clock.ts';
import { zoneOf } from '#kernel/time/zone.ts';

/** The midnight that begins a local date (`YYYY-MM-DD`, checked) where the actor works; in UTC for who has no hours. */
export const reviewMoment = (date: string, actor: ActorId, directory: Directory): Instant => {
  const day = (parseDate(date) ?? 0) * DAY;
  const calendars = directory.actors.get(actor)?.calendars ?? [];
  return zoneOf(zoneAt(calendars, day)).toInstant(day);
};
