import type { ActorId, Instant } from '../stream/event.ts';
import { ok, type Result } from '../stream/refusal.ts';
import { MINUTE, parseDuration, ZERO, type Duration } from '../time/duration.ts';
import { elapsed, parseWindow } from '../awaits/window-form.ts';
import type { Remind, Window } from '../awaits/window.ts';
import { compile, type Asked, type Condition, type ConditionType, type Verdict } from './condition.ts';
import type { Step } from './document.ts';
import { evolveRun } from './evolve.ts';
import type { RunEvent } from './run-event.ts';
import type { RunState, StepRun } from './run-state.ts';
import { stepOf } from './sequence.ts';
import { countOf, tallyOf, tieBreaker, type Tally } from './tally.ts';
import { list } from './wording.ts';
import type { Facts, Period, Subject, World, WorldActor } from './world.ts';

/** A run while one thing is decided: what has happened so far, and the world around it. Lives no longer than that decision. */
export interface Course {
  readonly world: World;
  readonly events: readonly RunEvent[];
  state(): RunState;
  emit(event: RunEvent): void;
}

/** What an action gives: nothing but the events that it emitted, or a refusal. */
export type Done = Result<void>;
export const done: Done = ok(undefined);

export const courseFrom = (state: RunState | null, world: World): Course => {
  const events: RunEvent[] = [];
  let now = state;
  return {
    world,
    events,
    state: () => {
      if (now === null) throw new Error('The run has not opened.');
      return now;
    },
    emit: (event) => {
      events.push(event);
      now = evolveRun(now, event);
    },
  };
};

export const nameOf = (world: World, actor: ActorId): string => world.actor(actor)?.name ?? 'somebody';

/** A condition of a checked protocol; that it compiles was proved when it was read. */
export const conditionOf = (source: string, type: ConditionType = 'bool'): Condition => {
  const compiled = compile(source, type);
  if (compiled.refused) throw new Error(`${source}: ${compiled.message}`);
  return compiled.ok;
};

/** What every condition of a run is asked with. */
export const askedAt = (state: RunState, at: Instant, more: { readonly t?: Tally; readonly a?: Facts } = {}): Asked => ({
  p: factsFor(state),
  age: at - state.subject.proposedAt,
  now: at,
  ...(more.t ? { t: { ...more.t } } : {}),
  ...(more.a ? { a: more.a } : {}),
  calendar: Object.fromEntries(Object.entries(state.periods).map(([name, periods]) => [name, during(periods, at)])),
});

/** [R12] Said beside the figures: how ballots were counted, and where a casting vote made the difference. */
export const tieWords = (course: Course, run: StepRun): string => {
  const count = countOf(course.state(), run);
  if (count && run.ballot) {
    const tie = count.cast
      ? '; a casting vote tells apart what was tied'
      : count.tied.length > 1
        ? `; ${list(count.tied)} are tied, and a tie keeps the status quo`
        : '';
    return `; by ${run.ballot.method.method}: ${count.figures}${tie} (R12)`;
  }
  const caster = tieBreaker(course.state(), run);
  return caster === null ? '' : `; it was a tie, which the casting vote of ${nameOf(course.world, caster)} decides (R12)`;
};

const merged = new WeakMap<Facts, { readonly subject: Subject; readonly all: Facts }>();

/** [P2] The facts that every artifact has, then its own. */
const factsFor = (state: RunState): Facts => {
  const known = merged.get(state.facts);
  if (known?.subject === state.subject) return known.all;
  const { author, irreversible } = state.subject;
  const all = { author, irreversible, reversible: !irreversible, ...state.facts };
  merged.set(state.facts, { subject: state.subject, all });
  return all;
};

const during = (periods: readonly Period[], at: Instant): boolean =>
  periods.some((period) => period.from <= at && at < period.to);

export const ask = (source: string, state: RunState, run: StepRun | null, at: Instant): Verdict =>
  conditionOf(source).holds(askedAt(state, at, run ? { t: tallyOf(state, run) } : {}));

export const durationIn = (text: string): Duration => {
  const parsed = parseDuration(text);
  if (parsed.refused) throw new Error(parsed.message);
  return parsed.ok;
};

/** A step's window in ms and forms; what an expression gives is read when the step opens. Null where it gives no window. */
export const windowOf = (state: RunState, step: Step, at: Instant): Window | null => {
  const text =
    step.window.form === 'expression'
      ? conditionOf(step.window.cel, 'text').value(askedAt(state, at))
      : step.window.max === null
        ? step.window.min
        : `${step.window.min}..${step.window.max}`;
  const parsed = typeof text === 'string' ? parseWindow(text) : null;
  if (!parsed || parsed.refused) return null;
  return { form: parsed.ok, each: step.each === undefined ? null : durationIn(step.each), longest: state.longestWindow };
};

/** [A6] Whoever decides in the step's place decides at once or within the same time, at most the organization's longest window. */
export const windowToDecide = (state: RunState, step: Step, at: Instant): Window | null => {
  const window = windowOf(state, step, at);
  if (!window) return null;
  const { min, max } = window.form;
  const last = max ?? (window.each === null ? min : null);
  const long = last === null || (elapsed(last) ?? 0) > window.longest;
  return {
    ...window,
    each: null,
    form: {
      min: { end: 'after', duration: ZERO },
      max: long ? { end: 'after', duration: { amount: window.longest / MINUTE, unit: 'm' } } : last,
    },
  };
};

/** The window of a step as it was opened: by those whom it asks, or by another role in their place. */
export const windowFor = (state: RunState, run: StepRun, at: Instant): Window | null =>
  (run.escalated === null ? windowOf : windowToDecide)(state, currentStep(state, run), at);

export const remindOf = (step: Step): Remind | null => {
  if (step.remind === undefined) return null;
  return step.remind.endsWith('%') ? { fraction: Number(step.remind.slice(0, -1)) / 100 } : { after: durationIn(step.remind) };
};

export const currentStep = (state: RunState, run: StepRun): Step => stepOf(state.protocol, run.step);

export const activeActor = (world: World, id: ActorId): WorldActor | undefined => {
  const actor = world.actor(id);
  return actor?.active ? actor : undefined;
};
