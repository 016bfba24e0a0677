import { timeOf } from '#kernel/awaits/window.ts';
import { parseProtocol, type Problem } from '#kernel/protocol/document.ts';
import { evolveRun } from '#kernel/protocol/evolve.ts';
import { linesOf, type Line } from '#kernel/protocol/lines.ts';
import { proofOf, type Proof, type SeatProof } from '#kernel/protocol/proof.ts';
import { replay, type Replay, type Resolver } from '#kernel/protocol/replay.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import { parseScenario, type Scenario } from '#kernel/protocol/scenario.ts';
import { outlineOf, type Outline } from '#kernel/protocol/outline.ts';
import { calendarAt, type CalendarVersion } from '#kernel/time/calendar.ts';
import { spans } from '#kernel/time/working-time.ts';
import { freeDays, type Stretch } from './free-days.ts';

/** A story as it is told: what happened in order. */
export interface Told {
  readonly lines: readonly Line[];
  readonly problems: readonly Problem[];
  /** What differs from what the story expects; null where it expects nothing. */
  readonly differs: readonly string[] | null;
  readonly outline: Outline | null;
  readonly people: readonly string[];
}

/** How things stood when one of the lines had happened. Instants are ms. */
export interface Frame {
  readonly lanes: readonly Lane[];
  /** People who are not shown: there are too many. */
  readonly hidden: number;
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly endsAt: number | null;
  /** Where it ended before this happened, if it moved. */
  readonly wasAt: number | null;
  /** "Proceeds unless blocked" */
  readonly ending: string | null;
  readonly condition: string | null;
  readonly step: string | null;
  readonly objections: readonly { readonly by: string; readonly reason: string }[];
}

export interface Lane {
  readonly name: string;
  readonly zone: string;
  readonly stretches: readonly Stretch[];
  readonly hadMs: number;
  readonly needMs: number;
  /** `passed:mere`, `excused`, `agree`, …; null: they are asked and have not answered. */
  readonly state: string | null;
  readonly asked: boolean;
  readonly marks: readonly { readonly line: number; readonly at: number; readonly kind: string }[];
}

export interface Telling {
  readonly told: Told;
  frame(line: number): Frame | null;
}

interface Moment {
  readonly line: Line;
  /** How many of the run's events had happened. */
  readonly upTo: number;
}

const DAY = 86_400_000;
const LONGEST = 21 * DAY;
const MOST_LANES = 12;
const MOST_MARKS = 60;
const EVERY = 200;

/** Tells a story and remembers it, so that any moment of it can be looked at. Holidays must be loaded. */
export const tell = (text: string, resolve: Resolver): Telling => {
  const { scenario } = parseScenario(text);
  const replayed = replay(text, resolve);
  const moments = momentsOf(replayed);
  const told: Told = {
    lines: moments.map(({ line }) => line),
    problems: replayed.problems,
    differs: scenario?.expect ? replayed.differs : null,
    outline: scenario ? outlineIn(scenario, resolve) : null,
    people: Object.keys(scenario?.actors ?? {}),
  };
  const stateAt = statesOf(replayed);
  return { told, frame: (line) => (scenario && moments[line] ? frameOf(scenario, replayed, moments, line, stateAt) : null) };
};

const outlineIn = ({ protocol }: Scenario, resolve: Resolver): Outline | null => {
  const found = typeof protocol === 'string' ? parseProtocol(resolve(protocol) ?? '').protocol : protocol;
  return found ? outlineOf(found) : null;
};

/** In the order in which it happened, which a file of lines ends with the outcome. */
const momentsOf = ({ run, lines }: Replay): readonly Moment[] =>
  run
    ? run.events.flatMap((event, index) => linesOf([event]).map((line) => ({ line, upTo: index + 1 })))
    : lines.map((line) => ({ line, upTo: 0 }));

/** The run's state after so many events, with a state kept every so often to go on from. */
const statesOf = ({ run }: Replay): ((upTo: number) => RunState | null) => {
  const kept: (RunState | null)[] = [null];
  return (upTo) => {
    if (!run) return null;
    while (kept.length <= Math.floor(upTo / EVERY)) {
      const from = (kept.length - 1) * EVERY;
      kept.push(run.events.slice(from, from + EVERY).reduce<RunState | null>(evolveRun, kept.at(-1) ?? null));
    }
    const near = Math.floor(upTo / EVERY);
    return run.events.slice(near * EVERY, upTo).reduce<RunState | null>(evolveRun, kept[near] ?? null);
  };
};

const frameOf = (
  scenario: Scenario,
  { run }: Replay,
  moments: readonly Moment[],
  index: number,
  stateAt: (upTo: number) => RunState | null,
): Frame | null => {
  const moment = moments[index];
  if (!moment) return null;
  const at = Date.parse(moment.line.at);
  const state = stateAt(moment.upTo);
  const proof = state && run ? proofOf(state, run.world, at) : null;
  const before = moments[index - 1];
  const was = before && run ? endOf(stateAt(before.upTo), Date.parse(before.line.at), run.world) : null;
  const endsAt = proof?.window.effectiveAt ?? null;
  const [from, to] = rangeOf(scenario.start, moments, at, Math.max(endsAt ?? 0, at));
  const shown = peopleAt(scenario, proof, moments, index);
  const seats = new Map(proof?.seats.map((seat) => [seat.actor, seat]));
  const marks = marksIn(moments, from, to, index);
  return {
    lanes: shown.map((name) => {
      const calendars = run?.world.actor(name)?.calendars ?? calendarsOf(scenario, name);
      return laneOf(name, calendars, seats.get(name), marks.get(name) ?? [], from, to, at);
    }),
    hidden: Object.keys(scenario.actors).length - shown.length,
    ...{ from, to, at, endsAt },
    wasAt: was !== null && endsAt !== null && was !== endsAt ? was : null,
    ending: state?.outcome ? null : (proof?.ending ?? null),
    condition: proof?.condition ?? null,
    step: moment.line.step ?? proof?.step ?? null,
    objections: (state?.objections ?? [])
      .filter(({ status }) => status === 'open')
      .map(({ by, reason }) => ({ by, reason: reason ?? '' })),
  };
};

const endOf = (state: RunState | null, at: number, world: NonNullable<Replay['run']>['world']): number | null =>
  (state && proofOf(state, world, at)?.window.effectiveAt) ?? null;

const calendarsOf = (scenario: Scenario, name: string): readonly CalendarVersion[] => {
  const calendar = scenario.actors[name]?.calendar;
  return calendar ? [{ from: scenario.start, calendar }] : [];
};

/** The whole story where it is three weeks or less; else the three weeks around this moment. */
const rangeOf = (start: number, moments: readonly Moment[], at: number, end: number): readonly [number, number] => {
  const last = moments.reduce((latest, { line }) => Math.max(latest, Date.parse(line.at)), Math.max(end, at));
  const from = start - DAY / 4;
  if (last - from <= LONGEST - DAY / 4) return [from, last + DAY / 4];
  const begin = Math.max(from, Math.min(at - LONGEST / 3, last + DAY / 4 - LONGEST));
  return [begin, begin + LONGEST];
};

/** Those who are asked, the author, and who did something nearest to this moment, in the order of the story. */
const peopleAt = (scenario: Scenario, proof: Proof | null, moments: readonly Moment[], index: number): readonly string[] => {
  const all = Object.keys(scenario.actors);
  if (all.length <= MOST_LANES) return all;
  const chosen = new Set<string>();
  const take = (name: string | undefined): void => {
    if (name !== undefined && chosen.size < MOST_LANES && scenario.actors[name]) chosen.add(name);
  };
  take(moments[index]?.line.actor);
  take(scenario.artifact.author);
  for (let apart = 1; apart < 200; apart += 1) {
    take(moments[index - apart]?.line.actor);
    take(moments[index + apart]?.line.actor);
  }
  for (const { actor } of proof?.seats ?? []) take(actor);
  return all.filter((name) => chosen.has(name));
};

const SPOKEN = new Set([
  'stance',
  'objection',
  'amended',
  'reminded',
  'passed-on',
  'excused',
  'rerouted',
  'escalated',
  'asked',
  'paused',
  'resumed',
]);

const marksIn = (moments: readonly Moment[], from: number, to: number, index: number): ReadonlyMap<string, Lane['marks']> => {
  const marks = new Map<string, Lane['marks'][number][]>();
  moments.forEach(({ line }, i) => {
    if (line.actor === undefined || !SPOKEN.has(line.kind)) return;
    const at = Date.parse(line.at);
    if (at < from || at > to) return;
    const list = marks.get(line.actor) ?? [];
    if (list.length < MOST_MARKS || i === index) list.push({ line: i, at, kind: line.kind });
    marks.set(line.actor, list);
  });
  return marks;
};

const laneOf = (
  name: string,
  calendars: readonly CalendarVersion[],
  seat: SeatProof | undefined,
  marks: Lane['marks'],
  from: number,
  to: number,
  at: number,
): Lane => {
  const calendar = calendarAt(calendars, at);
  const work = spans(timeOf(calendars), from, to).map((span): Stretch => ({ from: span.from, to: span.to, kind: 'work' }));
  const away = (calendar?.leave ?? [])
    .filter((leave) => leave.from < to && leave.to > from)
    .map((leave): Stretch => ({ from: Math.max(from, leave.from), to: Math.min(to, leave.to), kind: 'leave' }));
  return {
    name,
    zone: calendar?.zone ?? 'UTC',
    stretches: [...work, ...away, ...freeDays(calendar, from, to)],
    hadMs: seat?.hadMs ?? 0,
    needMs: seat?.needMs ?? 0,
    state: seat ? stateOf(seat) : null,
    asked: seat !== undefined,
    marks,
  };
};

const stateOf = (seat: SeatProof): string | null => {
  if (seat.passedTo !== undefined) return `passed:${seat.passedTo}`;
  if (seat.excused !== undefined) return 'excused';
  if (seat.stance !== undefined) return seat.stale === true ? 'stale' : seat.stance;
  return seat.status === 'open' ? null : seat.status;
};
