import type { Directory } from '#kernel/actors/directory.ts';
import type { DirectoryPart } from '#kernel/actors/build.ts';
import type { Decider } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant, OrgId, RecordedEvent } from '#kernel/stream/event.ts';
import { GONE, MOVED } from '../reactions.ts';

/** What a run heard of the directory. */
export interface Heard {
  readonly at: Instant;
  readonly type: 'calendar-changed' | 'actor-left';
  readonly actor: ActorId;
}

/** [T2] The organization as it was known at any moment: people, hours, leave, teams, spaces and protocols. */
export interface Past {
  at(instant: Instant): Directory;
  /** What open runs were told, after `from` and until `to`. */
  heard(from: Instant, to: Instant): readonly Heard[];
}

interface Known extends DirectoryPart {
  /** Its place among all changes. */
  readonly since: number;
}

export type Build = (org: OrgId, version: number, parts: readonly DirectoryPart[]) => Directory;

/** So many directories are kept ready: runs overlap, and ask for the same again. */
const KEPT = 200;

/** `events` of the kinds that make the directory, in the order in which they happened. */
export const pastOf = (
  org: OrgId,
  events: Iterable<RecordedEvent>,
  decider: (kind: string) => Pick<Decider<unknown>, 'evolve'>,
  build: Build,
): Past => {
  const moments: Instant[] = [];
  const heard: Heard[] = [];
  const parts = new Map<ArtifactId, Known[]>();
  for (const event of events) {
    const { artifact: id, kind, version, at, body } = event;
    const known = parts.get(id) ?? [];
    const state = decider(kind).evolve(known.at(-1)?.state ?? null, event);
    known.push({ id, kind, version, state, since: moments.length });
    parts.set(id, known);
    moments.push(at);
    if (MOVED.has(body.type)) heard.push({ at, type: 'calendar-changed', actor: id });
    else if (GONE.has(body.type)) heard.push({ at, type: 'actor-left', actor: id });
  }
  const told = heard.map(({ at }) => at);
  const ready = new Map<number, Directory>();
  return {
    at: (instant) => {
      const place = after(moments, instant);
      const made =
        ready.get(place) ??
        build(
          org,
          place,
          [...parts.values()].flatMap((known) => known.findLast(({ since }) => since < place) ?? []),
        );
      ready.delete(place);
      ready.set(place, made);
      if (ready.size > KEPT) ready.delete(ready.keys().next().value ?? -1);
      return made;
    },
    heard: (from, to) => heard.slice(after(told, from), after(told, to)),
  };
};

/** How many of sorted moments have come by an instant. */
const after = (moments: readonly Instant[], instant: Instant): number => {
  let [low, high] = [0, moments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((moments[middle] ?? 0) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
};
