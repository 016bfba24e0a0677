import type { Actor, Directory } from '#kernel/actors/directory.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import { calendarAt, zoneAt } from '#kernel/time/calendar.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import { placeOf } from '#kernel/time/place.ts';
import { isWorking, nextWorking, spans } from '#kernel/time/working-time.ts';
import { localTime } from '#practices/protocols';

/** A place, by the calendars of those who are there alone: nobody's presence is watched. */
export interface Around {
  /** Who is at work there, or will be first. */
  readonly actor: ActorId;
  readonly name: string;
  readonly zone: string;
  /** `São Paulo` */
  readonly place: string;
  /** `09:12` */
  readonly localTime: string;
  readonly working: boolean;
  /** When the work of the last of them ends, or the first of them begins again. Null: not within what is known. */
  readonly until: Instant | null;
}

const HANDFUL = 6;

/** The reader's own place, then those of whom they wait for or who wait for them, then where most people are. */
export const aroundTheClock = (
  reader: ActorId,
  involved: readonly ActorId[],
  directory: Directory,
  now: Instant,
): readonly Around[] => {
  const people = peopleByZone(directory, now);
  const chosen = new Set<string>();
  const add = (zone: string | undefined): void => {
    if (zone !== undefined && chosen.size < HANDFUL) chosen.add(zone);
  };
  for (const id of [reader, ...involved]) {
    const actor = directory.actors.get(id);
    if (actor?.kind === 'person' && actor.status === 'active') add(calendarAt(actor.calendars, now)?.zone);
  }
  for (const zone of people.keys()) add(zone);
  return [...chosen].flatMap((zone) => {
    const [first, ...others] = (people.get(zone) ?? []).slice(0, MOST).map((actor) => standing(actor, now));
    if (!first) return [];
    const { actor, working, until } = others.reduce(sooner, first);
    return [{ actor: actor.id, name: actor.name, zone, place: placeOf(zone), localTime: localTime(zone, now), working, until }];
  });
};

/** So many people of a place are looked at: more have the hours of one of those. */
const MOST = 60;

interface Standing extends Pick<Around, 'working' | 'until'> {
  readonly actor: Actor;
}

const standing = (actor: Actor, now: Instant): Standing => {
  const time = timeOf(actor.calendars);
  const working = isWorking(time, now);
  const until = working ? (spans(time, now, now + 2 * DAY)[0]?.to ?? null) : nextWorking(time, now);
  return { actor, working, until: until !== null && Number.isFinite(until) ? until : null };
};

/** Who works rather than who does not; of those who do, whoever works longest; of the others, whoever begins first. */
const sooner = (one: Standing, other: Standing): Standing => {
  if (one.working !== other.working) return one.working ? one : other;
  const [a, b] = [one.until ?? Infinity, other.until ?? Infinity];
  return (one.working ? b > a : b < a) ? other : one;
};

const zones = new WeakMap<Directory, { readonly at: Instant; readonly byZone: ReadonlyMap<string, readonly Actor[]> }>();

/** The zones with most people first, in one order however the directory was read. Somebody may move; an hour late is soon enough here. */
const peopleByZone = (directory: Directory, now: Instant): ReadonlyMap<string, readonly Actor[]> => {
  const known = zones.get(directory);
  if (known && Math.abs(now - known.at) < DAY / 24) return known.byZone;
  const people = [...directory.actors.values()]
    .filter(({ kind, status, calendars }) => kind === 'person' && status === 'active' && calendars.length > 0)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const byZone = new Map(
    [...Map.groupBy(people, ({ calendars }) => zoneAt(calendars, now))].toSorted(
      ([one, a], [other, b]) => b.length - a.length || (one < other ? -1 : 1),
    ),
  );
  zones.set(directory, { at: now, byZone });
  return byZone;
};
