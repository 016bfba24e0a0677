import type { Directory } from '#kernel/actors/directory.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import { NEVER, nextWorking, spans } from '#kernel/time/working-time.ts';
import { maySee } from '#practices/protocols';
import { audienceOf } from './audience.ts';
import type { TaskState } from './state.ts';
import { contributes } from './terms.ts';

/** Somebody who could carry it on. */
export interface Successor {
  readonly id: ActorId;
  readonly name: string;
  readonly worksAt: Instant;
  readonly working: boolean;
  readonly overlapMs: number;
  readonly lacks: readonly string[];
  readonly full: boolean;
}

/** Who starts later than this is no help tonight. */
const WITHIN = DAY;
const MOST = 12;

/** The end of the stretch in which somebody works, or works next; null: they do not within a day. */
const dayEnd = (id: ActorId, directory: Directory, now: Instant): Instant | null => {
  const time = timeOf(directory.actors.get(id)?.calendars ?? []);
  const stretches = spans(time, now, now + WITHIN);
  const [first] = stretches;
  if (!first) return null;
  // Lunch is no end of a day.
  return stretches.reduce((end, span) => (span.from - end < 3 * 3_600_000 ? Math.max(end, span.to) : end), first.to);
};

/**
 * Follow-the-sun: of those who may work on it, who is at work when the holder's day ends, or soonest after; whoever knows what it needs and has room
 * first. By calendars, never by presence.
 */
export const successorsOf = (
  state: TaskState,
  holder: ActorId,
  full: ReadonlySet<ActorId>,
  directory: Directory,
  now: Instant,
): { readonly endsAt: Instant | null; readonly people: readonly Successor[] } => {
  const endsAt = dayEnd(holder, directory, now);
  const from = endsAt ?? now;
  const audience = audienceOf(state);
  const people = [...directory.actors.values()].flatMap((actor): readonly Successor[] => {
    const { id, name, calendars, skills } = actor;
    if (id === holder || actor.kind !== 'person' || actor.status !== 'active') return [];
    if (!maySee(id, audience, directory) || !contributes(state, id, directory)) return [];
    const time = timeOf(calendars);
    const worksAt = nextWorking(time, from);
    if (worksAt === NEVER || worksAt - from > WITHIN) return [];
    const known = new Set(skills.map((skill) => skill.toLocaleLowerCase('en')));
    const overlapMs = spans(time, now, from).reduce((sum, one) => sum + one.to - one.from, 0);
    const lacks = state.needs.filter((need) => !known.has(need));
    return [{ id, name, worksAt, working: worksAt <= from, overlapMs, lacks, full: full.has(id) }];
  });
  return {
    endsAt,
    people: people
      .toSorted(
        (a, b) =>
          a.lacks.length - b.lacks.length ||
          Number(a.full) - Number(b.full) ||
          a.worksAt - b.worksAt ||
          (a.name < b.name ? -1 : 1),
      )
      .slice(0, MOST),
  };
};
