import type { Actor, Directory } from '#kernel/actors/directory.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import { startRun } from '#kernel/protocol/run.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { World } from '#kernel/protocol/world.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { advance, between } from '#kernel/time/working-time.ts';
import { surroundings } from '../backtest/backtesting.ts';
import { figuresOf, type Figures } from '../backtest/figures.ts';
import type { Governed } from '../backtest/governed.ts';
import type { Past } from '../backtest/past.ts';
import type { Did, RecordedRun } from '../backtest/recorded.ts';
import { retrace, type Retraced } from '../backtest/retrace.ts';

/** What becomes of a run in which somebody is away. */
export interface Replayed {
  readonly was: Pick<Figures, 'outcome' | 'at'>;
  readonly would: Figures;
  /** Who is asked in their place. */
  readonly passedTo: readonly ActorId[];
  /** Their seat is taken out of the count, or stays as silence that is no agreement. */
  readonly leftOut: boolean;
  /** Whether their absence changes anything at all. */
  readonly touched: boolean;
}

export interface Leave {
  readonly actor: ActorId;
  readonly from: Instant;
  readonly to: Instant;
}

/** The organization with one leave more, which everybody has known all along. */
const absentIn = (directory: Directory, { actor, from, to }: Leave): Directory => {
  const person = directory.actors.get(actor);
  if (!person) return directory;
  const calendars = person.calendars.map((version) => ({
    ...version,
    calendar: {
      ...version.calendar,
      leave: [...(version.calendar.leave ?? []), { from, to }].toSorted((a, b) => a.from - b.from),
    },
  }));
  const away: Actor = { ...person, calendars };
  return { ...directory, actors: new Map([...directory.actors, [actor, away]]) };
};

const absent = (past: Past, leave: Leave): Past => {
  const known = new WeakMap<Directory, Directory>();
  return {
    at: (instant) => {
      const directory = past.at(instant);
      const made = known.get(directory) ?? absentIn(directory, leave);
      known.set(directory, made);
      return made;
    },
    heard: past.heard,
  };
};

/** So long before it opens the leave has begun. */
const BEFORE = 60 * 60 * 1000;

/** A run of the past, as if somebody had been away from its beginning. What they did then, they do after they are back. */
export const replayPast = (
  run: RecordedRun,
  kind: Governed,
  past: Past,
  actor: ActorId,
  length: number,
  until: Instant,
): Replayed | null => {
  const { at } = run.opened;
  const leave = { actor, from: at - BEFORE, to: at + length };
  const then = surroundings(run, kind, past);
  const away = surroundings(run, kind, absent(past, leave));
  const worldAt = (instant: Instant): World => away(instant).world;
  const begun = startRun(run.opened.protocol, run.opened.subject, worldAt(at), at);
  if (begun.refused) return null;
  const did = run.did.map((one) => (one.by === actor && one.at < leave.to ? afterwards(one, leave, then(at).world) : one));
  const is = retrace({ begun: begun.ok, before: null, did, was: run.events, worldAt, heard: past.heard, until });
  const was = figuresOf(run.events, (instant) => then(instant).world);
  return compared(was, figuresOf(is.events, worldAt), is, actor);
};

const afterwards = (one: Did, { to }: Leave, world: World): Did => {
  const time = timeOf(world.actor(one.by)?.calendars ?? []);
  const took = one.upon === null ? 0 : between(time, one.upon.at, one.at);
  return { ...one, at: advance(time, to, took), upon: null };
};

/** An open run, as it goes on if somebody is away from now on, beside how it goes on if they are not: nobody says anything in either. */
export const replayOpen = (
  state: RunState,
  kind: Governed,
  artifact: unknown,
  directory: Directory,
  actor: ActorId,
  length: number,
  now: Instant,
): Replayed | null => {
  const until = now + length + directory.longestWindow * 4;
  const goOn = (
    around: Directory,
    leaves: boolean,
  ): { readonly retraced: Retraced; readonly worldAt: (at: Instant) => World } | null => {
    const world = kind.around(artifact, around)?.world;
    if (!world) return null;
    const worldAt = (): World => world;
    const heard = leaves ? [{ at: now, type: 'calendar-changed', actor } as const] : [];
    const retraced = retrace({
      ...{ begun: [], before: { ...state, at: Math.max(state.at, now - 1) }, did: [], was: [], worldAt, until },
      heard: (from, to) => heard.filter(({ at }) => at > from && at <= to),
    });
    return { retraced, worldAt };
  };
  const [here, away] = [goOn(directory, false), goOn(absentIn(directory, { actor, from: now, to: now + length }), true)];
  if (!here || !away) return null;
  const opened = openedOf(state);
  const was = figuresOf([opened, ...here.retraced.events], here.worldAt);
  return compared(was, figuresOf([opened, ...away.retraced.events], away.worldAt), away.retraced, actor);
};

const openedOf = ({ protocol, subject, facts, periods, longestWindow, openedAt }: RunState): RunEvent => ({
  ...{ type: 'run-opened', protocol, subject, facts, periods, longestWindow, at: openedAt, because: '' },
});

const compared = (was: Figures, would: Figures, { events }: Retraced, actor: ActorId): Replayed => {
  const passedTo = events.flatMap((event) => {
    if (event.type === 'passed-on' && event.actor === actor) return [event.to];
    return event.type === 'asked' && event.seat?.deputyOf === actor ? [event.actor] : [];
  });
  const leftOut = events.some(
    (event) =>
      (event.type === 'excused' && event.actor === actor) ||
      (event.type === 'asked' && event.actor === actor && event.seat?.away === true),
  );
  return {
    was: { outcome: was.outcome, at: was.at },
    would,
    passedTo: [...new Set(passedTo)],
    leftOut,
    touched: was.outcome !== would.outcome || was.at !== would.at || passedTo.length > 0 || leftOut,
  };
};
