import type { Directory } from '#kernel/actors/directory.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { Step } from '#kernel/protocol/document.ts';
import type { Instant } from '#kernel/stream/event.ts';
import type { StreamEvent } from '#kernel/stream/stream.ts';
import { lengthOf, parseDuration } from '#kernel/time/duration.ts';
import { between } from '#kernel/time/working-time.ts';

/*
 * What must hold, told from the events alone: it shares with the product the arithmetic of working time, which has laws of its own, and knows nothing
 * of clocks, seats and windows as the engine keeps them.
 */

interface Seat {
  readonly round: number;
  away: boolean;
  /** From here on they have their time. */
  since: Instant;
  readonly worked: (from: Instant, to: Instant) => number;
  /** As if they took no leave: leave does not stretch a window, it finds a deputy [A2]. */
  readonly planned: (from: Instant, to: Instant) => number;
  pausedAt: Instant | null;
  pausedMs: number;
  pausedWork: number;
  pausedPlan: number;
  spoke: boolean;
}

interface Window {
  readonly step: Step;
  readonly escalated: boolean;
  readonly longest: number;
  /** The least time runs from here. */
  from: Instant;
  readonly seats: Map<string, Seat>;
  /** [A5] Whose place is with whom: whoever is back speaks for it again. */
  readonly handed: Map<string, string>;
}

/** Sentences about whatever closed early or happened twice in one artifact. */
export const judge = (events: readonly StreamEvent[], directory: Directory): readonly string[] => {
  const amiss: string[] = [];
  const seen = new Set<string>();
  let protocol: Extract<RunEvent, { type: 'run-opened' }> | null = null;
  let window: Window | null = null;
  let opening = '';
  for (const recorded of events) {
    const event = recorded.body as RunEvent;
    const where = `${recorded.kind} ${recorded.artifact} at version ${recorded.version}`;
    const once = (what: string): void => {
      if (seen.has(what)) amiss.push(`twice: ${what} of ${where}`);
      seen.add(what);
    };
    if ('because' in event && event.at > recorded.at)
      amiss.push(`early: ${event.type} of ${where} takes effect ${event.at - recorded.at} ms after it was written`);
    switch (event.type) {
      case 'run-opened':
        protocol = event;
        opening = `${recorded.version}`;
        break;
      case 'step-opened': {
        const step = protocol?.protocol.steps.find((one) => one.step === event.step);
        if (!protocol || !step) break;
        opening = `${recorded.version}`;
        window = {
          step,
          escalated: event.opened.escalated !== null,
          longest: protocol.longestWindow,
          from: event.at,
          seats: new Map(),
          handed: new Map(),
        };
        break;
      }
      case 'asked': {
        if (!event.seat || !window) break;
        const before = window.seats.get(event.actor);
        // [A5] Who went away or came back is told anew of the same asking; their time goes on.
        if (before && !before.spoke && before.round === event.seat.round && (before.away || event.seat.away)) {
          before.away = event.seat.away;
          break;
        }
        once(`asking ${event.actor} in ${opening}, round ${event.seat.round}`);
        window.seats.set(event.actor, seatOf(event, directory));
        break;
      }
      case 'reminded':
        once(`reminding ${event.actor} in ${opening} of ${told(window?.seats.get(event.actor))}`);
        break;
      case 'passed-on':
        window?.handed.set(event.actor, event.to);
        window?.seats.delete(event.actor);
        break;
      case 'excused':
        window?.seats.delete(event.actor);
        break;
      case 'stance': {
        const seat = window?.seats.get(event.actor) ?? window?.seats.get(window.handed.get(event.actor) ?? '');
        if (seat) seat.spoke = true;
        break;
      }
      case 'amended':
        if (!window || event.label !== 'material') break;
        window.from = event.at;
        for (const seat of window.seats.values())
          Object.assign(seat, { since: event.at, pausedMs: 0, pausedWork: 0, pausedPlan: 0 });
        break;
      case 'paused':
        for (const seat of paused(window, event.actor)) seat.pausedAt ??= event.at;
        break;
      case 'resumed':
        for (const seat of paused(window, event.actor)) {
          if (seat.pausedAt === null) continue;
          seat.pausedMs += event.at - seat.pausedAt;
          seat.pausedWork += seat.worked(seat.pausedAt, event.at);
          seat.pausedPlan += seat.planned(seat.pausedAt, event.at);
          seat.pausedAt = null;
        }
        // [A8] Its end is undone, and may come again.
        if (event.undone) for (const what of seen) if (what.startsWith(END)) seen.delete(what);
        break;
      case 'rerouted': {
        const seat = window?.seats.get(event.actor);
        if (window && seat && !seat.spoke)
          amiss.push(...early(window, seat, event.at).map((why) => `early: rerouting ${event.actor} of ${where}: ${why}`));
        window?.seats.delete(event.actor);
        break;
      }
      case 'step-passed':
        once(`${END} passing ${opening}`);
        if (window && !window.escalated && event.byTime)
          for (const seat of silent(window)) amiss.push(...early(window, seat, event.at).map((why) => `early: ${where}: ${why}`));
        break;
      case 'escalated':
        if (window)
          for (const seat of silent(window))
            amiss.push(...early(window, seat, event.at).map((why) => `early: escalating ${where}: ${why}`));
        break;
      case 'outcome':
        once(`${END} outcome of ${opening}`);
        break;
      default:
        break;
    }
  }
  return amiss;
};

const END = 'the end:';

/** One asking, before or after they were away. */
const told = (seat: Seat | undefined): string => `${seat?.round ?? 0} ${seat?.since ?? 0} ${seat?.away ?? false}`;

const seatOf = ({ actor, at, seat }: Extract<RunEvent, { type: 'asked' }>, directory: Directory): Seat => {
  const calendars = directory.actors.get(actor)?.calendars ?? [];
  const [time, without] = [
    timeOf(calendars),
    timeOf(calendars.map(({ from, calendar }) => ({ from, calendar: { ...calendar, leave: [] } }))),
  ];
  return {
    ...{ round: seat?.round ?? 1, away: seat?.away ?? false, since: at },
    worked: (from, to) => between(time, from, to),
    planned: (from, to) => between(without, from, to),
    ...{ pausedAt: null, pausedMs: 0, pausedWork: 0, pausedPlan: 0, spoke: false },
  };
};

const silent = ({ seats }: Window): readonly Seat[] => [...seats.values()].filter(({ spoke }) => !spoke);

const paused = (window: Window | null, actor: string | undefined): readonly Seat[] => {
  if (!window) return [];
  const seat = actor === undefined ? undefined : window.seats.get(actor);
  return actor === undefined ? [...window.seats.values()] : seat ? [seat] : [];
};

/** [A2] What is missing for a window to end for a silent seat; nothing where its longest time has passed. */
const early = ({ step, from, longest }: Window, seat: Seat, at: Instant): readonly string[] => {
  if (step.window.form !== 'range' || at - seat.since - seat.pausedMs >= longest) return [];
  const { min, max } = step.window;
  const had = seat.worked(seat.since, at) - seat.pausedWork;
  const missing: string[] = [];
  for (const [name, text] of [
    ['least', min],
    ['longest', max],
    ['working', step.each ?? null],
  ] as const) {
    const parsed = text === null ? null : parseDuration(text);
    if (!parsed || parsed.refused) continue;
    const needs = lengthOf(parsed.ok) ?? 0;
    const worked = name === 'working' ? had : seat.planned(seat.since, at) - seat.pausedPlan;
    const has = parsed.ok.unit === 'wh' ? worked : at - from;
    if (has < needs) missing.push(`its ${name} time of ${text} lacks ${needs - has} ms`);
  }
  return missing;
};
