import type { ArtifactId, EventBody, OrgId } from '#kernel/stream/event.ts';
import type { Db } from '#server/route.ts';
import { bodiesOf } from './queries.ts';

/** Characters of JSON that may be kept, and of one event; a text that was imported is longer than all that a feed tells of it. */
const MOST = 8 * 1024 * 1024;
const MOST_OF_ONE = 16 * 1024;

type Place = { readonly artifact: ArtifactId; readonly version: number };

/**
 * What happened does not change: of the events that were told of late the process keeps what they say, and asks the database for the
 * others alone. [safety] Who may see an event is asked each time, before this.
 */
export const eventBodies = (most = MOST) => {
  // Oldest first.
  const kept = new Map<string, { readonly body: EventBody; readonly size: number }>();
  let size = 0;

  const keep = (place: string, body: EventBody, long: number): void => {
    if (long > MOST_OF_ONE || kept.has(place)) return;
    kept.set(place, { body, size: long });
    size += long;
    for (const [oldest, one] of kept) {
      if (size <= most) break;
      kept.delete(oldest);
      size -= one.size;
    }
  };

  return async <Event extends Place>(
    db: Db,
    org: OrgId,
    events: readonly Event[],
  ): Promise<readonly (Event & { readonly body: EventBody })[]> => {
    const found = new Map<string, EventBody>();
    const unknown: Event[] = [];
    for (const event of events) {
      const place = placeOf(org, event);
      const known = kept.get(place);
      if (known) found.set(place, known.body);
      else unknown.push(event);
    }
    if (unknown.length > 0)
      for (const { artifact, version, text } of await bodiesOf(db, org, unknown)) {
        const place = placeOf(org, { artifact, version });
        const body = JSON.parse(text) as EventBody;
        found.set(place, body);
        keep(place, body, text.length);
      }
    return events.flatMap((event) => {
      const body = found.get(placeOf(org, event));
      return body ? [{ ...event, body }] : [];
    });
  };
};

const placeOf = (org: OrgId, { artifact, version }: Place): string => `${org} ${artifact} ${version}`;
