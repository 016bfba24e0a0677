import type { Directory, ProtocolInForce } from '#kernel/actors/directory.ts';
import type { Protocol } from '#kernel/protocol/document.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import { startRun } from '#kernel/protocol/run.ts';
import type { World } from '#kernel/protocol/world.ts';
import type { Decider } from '#kernel/stream/decider.ts';
import type { ActorId, Instant, RecordedEvent, SpaceId } from '#kernel/stream/event.ts';
import { openUnder } from '../choose.ts';
import { figuresOf } from './figures.ts';
import type { Around, Governed } from './governed.ts';
import type { Past } from './past.ts';
import { runsOf, type RecordedRun } from './recorded.ts';
import type { BacktestReport } from './report.ts';
import { retrace } from './retrace.ts';
import { occasionsOf, scheduleIn } from './scheduled.ts';
import { summing } from './summing.ts';

export interface Asked {
  readonly protocol: Protocol;
  /** Where it would hold; null: the whole organization. */
  readonly space: SpaceId | null;
  readonly asker: ActorId;
  /** Runs that opened from here on. */
  readonly from: Instant;
  readonly to: Instant;
}

export interface Known {
  readonly past: Past;
  readonly governed: readonly Governed[];
  decider(kind: string): Pick<Decider<unknown>, 'evolve'>;
}

export interface Backtesting {
  /** The kinds that it may govern. */
  readonly kinds: readonly string[];
  /** All events of one artifact. */
  take(events: readonly RecordedEvent[]): void;
  report(leftOut: number): BacktestReport;
}

const DAY = 24 * 60 * 60 * 1000;
/** Under which the candidate stands in the organization of then. */
const CANDIDATE = 'candidate';
/** [safety] Team figures need at least so many people. */
const FEWEST = 5;

/** Tells what happened again, as if a protocol had been in force, and adds up how that compares. Pure; in bounded memory. */
export const backtesting = (asked: Asked, { past, governed, decider }: Known): Backtesting => {
  const { protocol, from, to } = asked;
  const schedule = scheduleIn(protocol);
  const kinds = governed.filter(({ triggers, scheduled }) =>
    schedule === null ? triggers.includes(protocol.on) : scheduled !== undefined,
  );
  const sums = summing();
  const held: { readonly run: RecordedRun; readonly around: (at: Instant) => Around }[] = [];
  let elsewhere = 0;
  const take = (events: readonly RecordedEvent[]): void => {
    const kind = kinds.find((one) => one.kind === events[0]?.kind);
    if (!kind) return;
    for (const run of runsOf(events, kind, decider(kind.kind)).toReversed()) {
      if (run.opened.at < from || run.opened.at > to) continue;
      const around = surroundings(run, kind, past);
      if (schedule !== null) {
        if (isOf(run, around(run.opened.at), asked)) held.push({ run, around });
        continue;
      }
      const begun = beginning(run, kind, asked, past.at(run.opened.at), around);
      if (begun === null) {
        elsewhere += 1;
        continue;
      }
      tell(run, around, begun);
    }
  };
  const tell = (run: RecordedRun, around: (at: Instant) => Around, begun: readonly RunEvent[]): void => {
    const worldAt = (at: Instant): World => around(at).world;
    const is = retrace({ begun, before: null, did: run.did, was: run.events, worldAt, heard: past.heard, until: to });
    sums.add(run, figuresOf(run.events, worldAt), figuresOf(is.events, worldAt), is.assumed);
  };
  /** [P2] What the clock begins is told when all of it is known: a version may begin at other times, more often or less. */
  const tellSchedule = (): void => {
    const world = kinds.find(({ scheduled }) => scheduled)?.scheduled;
    if (schedule === null || !world) return;
    const arounds = new Map(held.map(({ run, around }) => [run, around]));
    const worldAt = (run: RecordedRun) => (at: Instant) => (arounds.get(run) ?? nowhere)(at).world;
    const occasions = occasionsOf([...arounds.keys()], (run, at) => worldAt(run)(at), {
      ...{ schedule, protocol, space: asked.space, past, from, to, asker: asked.asker, candidate: CANDIDATE },
      world: (directory) => world(asked.space, directory),
      withCandidate: (directory) => withCandidate(directory, protocol, asked.space),
    });
    for (const { run, begun } of occasions.toReversed()) {
      if (run && begun) tell(run, arounds.get(run) ?? nowhere, begun);
      else if (run) sums.gone(figuresOf(run.events, worldAt(run)));
      else if (begun) sums.untold(figuresOf(begun, (at) => world(asked.space, past.at(at))));
    }
  };
  return {
    kinds: kinds.map(({ kind }) => kind),
    take,
    report: (leftOut) => {
      tellSchedule();
      return {
        protocol: { id: protocol.id, on: protocol.on },
        kinds: kinds.map(({ kind }) => kind),
        ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString(), days: Math.round((to - from) / DAY) },
        // Who sees the space of a schedule sees all of its runs.
        ...{ runs: sums.runs, elsewhere, leftOut: schedule === null ? leftOut : 0, ...sums.sides(), differs: sums.differs },
        ...{ differing: [...sums.differing], atOnceUndone: [...sums.atOnceUndone] },
        teams: teamsOf(past.at(to), sums.asked),
        you: sums.asked.get(asked.asker) ?? { was: 0, would: 0 },
        assumed: { runs: sums.resting, ...sums.assumed },
      };
    },
  };
};

/** Whether the schedule to try is another version of that under which a run was held. */
const isOf = ({ opened }: RecordedRun, { space }: Around, { protocol, space: there }: Asked): boolean =>
  space === there && (opened.protocol.id === protocol.id || opened.protocol.on === protocol.on);

const nowhere = (): never => {
  throw new Error('a run that was not read');
};

/** What was true around a run at each of its moments; asked again, it is not made again. */
export const surroundings = ({ states }: RecordedRun, { around }: Governed, past: Past): ((at: Instant) => Around) => {
  let [place, known]: [number, { readonly directory: Directory; readonly place: number; readonly around: Around } | null] = [
    0,
    null,
  ];
  return (at) => {
    while (place > 0 && (states[place]?.at ?? 0) > at) place -= 1;
    while (place + 1 < states.length && (states[place + 1]?.at ?? Infinity) <= at) place += 1;
    const directory = past.at(at);
    if (known === null || known.directory !== directory || known.place !== place) {
      const found = around(states[place]?.state, directory) ?? known?.around;
      if (!found) throw new Error('a run around which nothing is');
      known = { directory, place, around: found };
    }
    return known.around;
  };
};

/** [P3] [P4] As it would have opened under the candidate; null where it would have opened under another. */
const beginning = (
  run: RecordedRun,
  { triggers }: Governed,
  { protocol, space }: Asked,
  directory: Directory,
  around: (at: Instant) => Around,
): ReturnType<typeof opening> => opening(run, triggers, withCandidate(directory, protocol, space), around(run.opened.at));

const opening = (
  { opened }: RecordedRun,
  triggers: readonly string[],
  directory: Directory,
  { space, urgent, world, triggers: own }: Around,
) => {
  const begun = openUnder(directory, { space, triggers: own ?? triggers, urgent }, (protocol) =>
    startRun(protocol, opened.subject, world, opened.at),
  );
  return begun.refused || begun.ok.chosen.artifact !== CANDIDATE ? null : begun.ok.events;
};

/** In the place of that which has its name there, or which would begin on the same. */
const withCandidate = (directory: Directory, protocol: Protocol, space: SpaceId | null): Directory => {
  const stands = (other: ProtocolInForce): boolean =>
    other.space !== space ||
    (other.protocol.id !== protocol.id &&
      (other.protocol.on !== protocol.on || other.protocol.when !== protocol.when || other.protocol.urgent !== protocol.urgent));
  return {
    ...directory,
    protocols: [...directory.protocols.filter(stands), { artifact: CANDIDATE, version: 1, space, protocol }],
  };
};

const teamsOf = (
  { actors }: Directory,
  asked: ReadonlyMap<ActorId, { readonly was: number; readonly would: number }>,
): BacktestReport['teams'] =>
  [...actors.values()]
    .filter(({ kind, members }) => kind === 'team' && (members?.length ?? 0) >= FEWEST)
    .map(({ id, name, members = [] }) => {
      const known = members.flatMap((member) => asked.get(member) ?? []);
      const sum = (side: 'was' | 'would'): number => known.reduce((all, one) => all + one[side], 0);
      return { id, name, people: members.length, asks: { was: sum('was'), would: sum('would') } };
    })
    .filter(({ asks }) => asks.was + asks.would > 0)
    .toSorted((a, b) => b.asks.was - a.asks.was);
