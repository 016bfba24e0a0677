import type { Directory } from '../actors/directory.ts';
import { calendarAt } from '../time/calendar.ts';
import type { Instant, SpaceId } from '../stream/event.ts';
import { worldOf } from './world.ts';

/**
 * The zone on whose clock a space's schedules go where they name none: that of most of its members, and of several as frequent the first by name. `space` null: the
 * whole organization.
 */
export const zoneOfSpace = (directory: Directory, space: SpaceId | null, now: Instant): string => {
  const counts = new Map<string, number>();
  for (const id of worldOf(directory, space, {}).role('members') ?? []) {
    const actor = directory.actors.get(id);
    const zone = actor?.kind === 'person' && actor.status === 'active' ? calendarAt(actor.calendars, now)?.zone : undefined;
    if (zone !== undefined) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return most?.[0] ?? 'UTC';
};
