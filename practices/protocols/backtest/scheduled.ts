import type { Directory } from '#kernel/actors/directory.ts';
import type { Protocol } from '#kernel/protocol/document.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import { startRun } from '#kernel/protocol/run.ts';
import { nextOf, parseSchedule, type Schedule } from '#kernel/protocol/schedule.ts';
import { zoneOfSpace } from '#kernel/protocol/space-clock.ts';
import type { Subject, World } from '#kernel/protocol/world.ts';
import type { ActorId, Instant, SpaceId } from '#kernel/stream/event.ts';
import { openUnder } from '../choose.ts';
import type { Past } from './past.ts';
import type { RecordedRun } from './recorded.ts';

/** What begins by the clock, or null: something else begins it. */
export const scheduleIn = ({ on }: Protocol): Schedule | null => {
  if (!on.startsWith('schedule:')) return null;
  const schedule = parseSchedule(on.slice('schedule:'.length));
  return schedule.refused ? null : schedule.ok;
};

/** Every moment at which it would have begun, by the clock of its space as it was then. */
const momentsOf = (
  schedule: Schedule,
  space: SpaceId | null,
  past: Past,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): readonly Instant[] => {
  const moments: Instant[] = [];
  for (let at = from; ;) {
    at = nextOf(schedule, zoneOfSpace(past.at(at), space, at), at);
    if (at > to) return moments;
    moments.push(at);
  }
};

/**
 * Which of the runs that were is which of those that would have been: the nearest, each once, and never further apart than half of the time from one to
 * the next. A moment without one was never held: nobody was asked, so nobody knows what they would have said.
 */
export const matched = <R>(
  moments: readonly Instant[],
  runs: readonly R[],
  openedAt: (run: R) => Instant,
): ReadonlyMap<Instant, R> => {
  const furthest = Math.max(gapOf(moments), gapOf(runs.map(openedAt).toSorted((a, b) => a - b))) / 2;
  const near = runs
    .flatMap((run) => moments.map((moment) => ({ run, moment, apart: Math.abs(openedAt(run) - moment) })))
    .filter(({ apart }) => apart <= furthest)
    .toSorted((a, b) => a.apart - b.apart || a.moment - b.moment);
  const found = new Map<Instant, R>();
  const taken = new Set<R>();
  for (const { run, moment } of near) {
    if (taken.has(run) || found.has(moment)) continue;
    found.set(moment, run);
    taken.add(run);
  }
  return found;
};

const DAY = 24 * 60 * 60 * 1000;

/** The middle one of the times between sorted moments; a day where there are not two. */
const gapOf = (moments: readonly Instant[]): number => {
  const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
  return gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? DAY;
};

/** What has to be known to tell a schedule again. */
export interface Scheduled {
  readonly schedule: Schedule;
  readonly protocol: Protocol;
  readonly space: SpaceId | null;
  readonly past: Past;
  readonly from: Instant;
  readonly to: Instant;
  /** Who would answer for it where it has never run. */
  readonly asker: ActorId;
  /** Who may be asked by a run that was never held. */
  world(directory: Directory): World;
  /** The organization of then, with the candidate in it under the page `candidate`. */
  withCandidate(directory: Directory): Directory;
  readonly candidate: string;
}

/** A run that was held, or null; and as it would have begun, or null: it would not have. */
export interface Occasion {
  readonly run: RecordedRun | null;
  readonly at: Instant;
  readonly begun: readonly RunEvent[] | null;
}

/** Every time at which it ran or would have, in order. `worldOf`: what was true around a run that was held. */
export const occasionsOf = (
  runs: readonly RecordedRun[],
  worldOf: (run: RecordedRun, at: Instant) => World,
  known: Scheduled,
): readonly Occasion[] => {
  const { schedule, space, past, protocol, asker } = known;
  const found = matched(momentsOf(schedule, space, past, known), runs, ({ opened }) => opened.at);
  const author = runs.toSorted((a, b) => b.opened.at - a.opened.at)[0]?.opened.subject.author ?? asker;
  const begin = (at: Instant, run: RecordedRun | null): readonly RunEvent[] | null => {
    const directory = past.at(at);
    const world = run ? worldOf(run, at) : known.world(directory);
    const subject = run ? run.opened.subject : subjectOf(protocol, author, at);
    return begunAt(at, subject, world, known.withCandidate(directory), known);
  };
  const held = new Set(found.values());
  return [
    ...runs.filter((run) => !held.has(run)).map((run) => ({ run, at: run.opened.at, begun: null })),
    ...momentsOf(schedule, space, past, known).map((at) => {
      const run = found.get(at) ?? null;
      // A run that was begun some seconds late, or hours after a server came back, is told from when it was begun.
      const then = run && sameTime(run, protocol) ? run.opened.at : at;
      return { run, at: then, begun: begin(then, run) };
    }),
  ].toSorted((a, b) => a.at - b.at);
};

const sameTime = ({ opened }: RecordedRun, { on }: Protocol): boolean => opened.protocol.on === on;

const begunAt = (
  at: Instant,
  subject: Subject,
  world: World,
  directory: Directory,
  { protocol, space, candidate }: Scheduled,
): readonly RunEvent[] | null => {
  const wanted = { space, triggers: [protocol.on], urgent: false, only: candidate };
  const begun = openUnder(directory, wanted, (one) => startRun(one, { ...subject, proposedAt: at }, world, at));
  // Where nobody can be asked, or it does not apply, nothing begins.
  return begun.refused || begun.ok.events.some(({ type }) => type === 'outcome') ? null : begun.ok.events;
};

/** What a run that was never held would have been about. */
const subjectOf = ({ id }: Protocol, author: ActorId, at: Instant): Subject => ({
  ...{ id: `${id} ${at}`, kind: 'schedule', title: id, author, proposedAt: at, irreversible: false, urgent: false },
});
