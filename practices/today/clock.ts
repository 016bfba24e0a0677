import type { Actor, Directory } from '#kernel/actors/directory.ts';
import { calendarAt, timeOf } from '#kernel/awaits/window.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import { placeOf } from '#kernel/time/place.ts';
import { isWorking, nextWorking, spans } from '#kernel/time/working-time.ts';
import { localTime } from '#practices/protocols';

/** Somebody at a place, by their calendar alone: nobody's presence is watched. */
export interface Around {
  readonly actor: ActorId;
  readonly name: string;
  readonly zone: string;
  /** `São Paulo` */
  readonly place: string;
  /** `09:12` */
  readonly localTime: string;
  readonly working: boolean;
  /** When their work ends, or begins again. Null: not within what is known. */
  readonly until: Instant | null;
}

const HANDFUL = 6;

/** The reader's own place, then those of whom they wait for or who wait for them, then where most people are: one person for each zone. */
export const aroundTheClock = (
  reader: ActorId,
  involved: readonly ActorId[],
  directory: Directory,
  now: Instant,
): readonly Around[] => {
  const chosen = new Map<string, Actor>();
  const add = (actor: Actor | undefined, zone: string | undefined): void => {
    if (actor && zone !== undefined && chosen.size < HANDFUL && !chosen.has(zone)) chosen.set(zone, actor);
  };
  for (const id of [reader, ...involved]) {
    const actor = directory.actors.get(id);
    if (actor?.kind === 'person' && actor.status === 'active') add(actor, calendarAt(actor.calendars, now)?.zone);
  }
  for (const [zone, people] of peopleByZone(directory, now)) add(people[0], zone);
  return [...chosen].map(([zone, actor]) => standing(actor, zone, now));
};

const standing = (actor: Actor, zone: string, now: Instant): Around => {
  const time = timeOf(actor.calendars);
  const working = isWorking(time, now);
  const until = working ? (spans(time, now, now + 2 * DAY)[0]?.to ?? null) : nextWorking(time, now);
  return {
    actor: actor.id,
    name: actor.name,
    zone,
    place: placeOf(zone),
    localTime: localTime(zone, now),
    working,
    until: until !== null && Number.isFinite(until) ? until : null,
  };
};

const zones = new WeakMap<
  Directory,
  { readonly at: Instant; readonly byZone: readonly (readonly [string, readonly Actor[]])[] }
>();

/** The zones with most people first, in one order however the directory was read. Somebody may move; an hour late is soon enough here. */
const peopleByZone = (directory: Directory, now: Instant): readonly (readonly [string, readonly Actor[]])[] => {
  const known = zones.get(directory);
  if (known && Math.abs(now - known.at) < DAY / 24) return known.byZone;
  const people = [...directory.actors.values()]
    .filter(({ kind, status, calendars }) => kind === 'person' && status === 'active' && calendars.length > 0)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const byZone = [...Map.groupBy(people, ({ calendars }) => calendarAt(calendars, now)?.zone ?? 'UTC')].toSorted(
    ([one, a], [other, b]) => b.length - a.length || (one < other ? -1 : 1),
  );
  zones.set(directory, { at: now, byZone });
  return byZone;
};
