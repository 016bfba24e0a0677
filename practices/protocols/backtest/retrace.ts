import { timeOf } from '#kernel/awaits/window.ts';
import { decideRun, evolveRun, nextMoment } from '#kernel/protocol/run.ts';
import type { RunAction } from '#kernel/protocol/run-action.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { World } from '#kernel/protocol/world.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { advance, between } from '#kernel/time/working-time.ts';
import type { Heard } from './past.ts';
import { SAID, type Did } from './recorded.ts';
import { countTriggers, withoutCount } from './triggers.ts';

/**
 * What nobody can know, and was assumed. A person's reaction to being asked is theirs of was, after as much of their working time as it
 * took then.
 */
export interface Assumed {
  /** Reactions at another moment than was, because what they answer came at another moment. */
  readonly moved: number;
  /** People who were never asked then and are with it: nobody knows what they would say, so they say nothing. */
  readonly silent: number;
  /** People who are asked more often than was: they say again what they said last. */
  readonly repeated: number;
  /** People who are not asked with it and may speak all the same: they do, at their moment. */
  readonly unasked: number;
  /** Reasons or alternatives that it wants and then nobody gave: they are taken as given. */
  readonly filled: number;
  /** What people did then and could not do with it. */
  readonly unheard: number;
}

const NOTHING_ASSUMED: Assumed = { moved: 0, silent: 0, repeated: 0, unasked: 0, filled: 0, unheard: 0 };

export interface Retraced {
  /** Up to its outcome, or as far as it comes until the end. */
  readonly events: readonly RunEvent[];
  readonly state: RunState;
  readonly assumed: Assumed;
}

/** What a run is told with. */
export interface Telling {
  /** As it opens, or as it stands. */
  readonly begun: readonly RunEvent[];
  /** The run before `begun`; null: it opens with it. */
  readonly before: RunState | null;
  readonly did: readonly Did[];
  /** What had happened then. */
  readonly was: readonly RunEvent[];
  readonly worldAt: (at: Instant) => World;
  readonly heard: (from: Instant, to: Instant) => readonly Heard[];
  readonly until: Instant;
}

interface Queued {
  readonly at: Instant;
  readonly did: Did;
  /** It is said only if its trigger has not come by then. */
  readonly unless: string | null;
}

/** Tells a run, each thing at its own moment, until its outcome. Pure; the same telling gives the same events. */
export const retrace = ({ begun, before, did, was, worldAt, heard, until }: Telling): Retraced => {
  const events: RunEvent[] = [];
  const assumed = { ...NOTHING_ASSUMED };
  const count = countTriggers();
  const fired = new Set<string>();
  const silent = new Set<ActorId>();
  const upon = Map.groupBy(did, (one) => one.upon?.trigger ?? '');
  const heardOf = new Set([
    ...did.map(({ by }) => by),
    ...was.flatMap((event) => (event.type === 'asked' && !event.question ? [event.actor] : [])),
  ]);
  const counted = countTriggers();
  const heardThen = new Set(was.map((event) => counted(event)));
  let state = before;
  let queue: Queued[] = did
    .filter(({ action, upon: on }) => on === null || STANCES.has(action.type))
    .map((one) => ({ at: one.at, did: one, unless: one.upon?.trigger ?? null }))
    .toSorted((a, b) => a.at - b.at);

  const put = (at: Instant, one: Did): void => {
    const place = queue.findIndex((other) => other.at > at);
    queue.splice(place < 0 ? queue.length : place, 0, { at, did: one, unless: null });
  };
  const react = (one: Did, at: Instant): void => {
    if (one.upon?.at === at) return put(one.at, one);
    assumed.moved += 1;
    put(afterAsLong(one, at, worldAt(at)), one);
  };
  const hear = (event: RunEvent): void => {
    events.push(event);
    state = evolveRun(state, event);
    const trigger = count(event);
    if (trigger === null) return;
    fired.add(trigger);
    const reactions = upon.get(trigger);
    if (reactions) {
      for (const one of reactions) react(one, event.at);
      return;
    }
    if (event.type === 'objection') {
      // Raised once more than then: what was done about the last one is done about this.
      const known = did.findLast((one) => one.upon?.trigger.startsWith(withoutCount(trigger)))?.upon?.trigger;
      for (const one of (known !== undefined && upon.get(known)) || []) react(one, event.at);
    }
    // Who was asked as often then and did not answer, does not answer.
    if (event.type !== 'asked' || event.question || heardThen.has(trigger)) return;
    const again = did.findLast(
      (one) => one.by === event.actor && one.upon?.trigger.startsWith('ask:') && STANCES.has(one.action.type),
    );
    if (again && !trigger.endsWith('#1')) {
      assumed.repeated += 1;
      put(afterAsLong(again, event.at, worldAt(event.at)), again);
    } else if (!heardOf.has(event.actor)) silent.add(event.actor);
  };

  for (const event of begun) hear(event);
  let now = begun.at(-1)?.at ?? state?.at ?? until;
  while (state !== null && state.outcome === null) {
    const moment = nextMoment(state) ?? Infinity;
    const [first] = queue;
    const change = heard(now, Math.min(moment, first?.at ?? Infinity, until)).find(({ actor }) => concerns(state, actor));
    const at = change?.at ?? Math.min(moment, first?.at ?? Infinity);
    if (at > until || at === Infinity) break;
    now = at;
    if (change) {
      const { type, actor } = change;
      for (const event of told(state, { type, actor }, worldAt, at, assumed)) hear(event);
    } else if (first && first.at === at) {
      queue = queue.slice(1);
      if (first.unless !== null && !speaksAllTheSame(first, fired, state)) continue;
      if (first.unless !== null) assumed.unasked += 1;
      for (const event of told(state, first.did.action, worldAt, at, assumed)) hear(event);
    } else for (const event of told(state, { type: 'tick' }, worldAt, at, assumed)) hear(event);
  }
  if (state === null) throw new Error('a run that never opened');
  return { events, state, assumed: { ...assumed, silent: silent.size } };
};

const STANCES: ReadonlySet<RunAction['type']> = new Set(['stance', 'answer']);

/** Whoever has not been asked with it speaks where anybody may, and objects where their objection binds. */
const speaksAllTheSame = ({ unless, did }: Queued, fired: ReadonlySet<string>, state: RunState): boolean => {
  if (unless === null || fired.has(unless)) return false;
  const open = state.steps.at(-1);
  const objects = did.action.type === 'stance' && did.action.stance === 'object';
  return open?.voluntary === true || (objects && open?.binding?.includes(did.by) === true);
};

/** After as much of their working time as it took then; who answered outside of it, after as long. */
const afterAsLong = ({ upon, at, by }: Did, asked: Instant, world: World): Instant => {
  if (upon === null) return at;
  const time = timeOf(world.actor(by)?.calendars ?? []);
  const took = between(time, upon.at, at);
  return took > 0 ? advance(time, asked, took) : asked + (at - upon.at);
};

const concerns = (state: RunState | null, actor: ActorId): boolean =>
  state !== null &&
  (state.steps.at(-1)?.seats.some((seat) => seat.actor === actor && seat.status === 'open') === true ||
    state.questions.some(({ asked, status }) => asked === actor && status === 'open') ||
    state.objections.some(({ holder, status }) => holder === actor && status === 'open'));

/** What comes of something that is done; nothing, where it cannot be done. */
const told = (
  state: RunState,
  action: RunAction,
  worldAt: Telling['worldAt'],
  at: Instant,
  assumed: { filled: number; unheard: number },
): readonly RunEvent[] => {
  const world = worldAt(at);
  const done = decideRun(state, action, world, at);
  if (!done.refused) return done.ok;
  const instead = insteadOf(action, done.code);
  const again = instead && decideRun(state, instead, world, at);
  if (again && !again.refused) {
    assumed.filled += 1;
    return again.ok;
  }
  if (done.code !== 'run-ended') assumed.unheard += 1;
  const ticked = decideRun(state, { type: 'tick' }, world, at);
  return ticked.refused ? [] : ticked.ok;
};

/** A person who is told what is missing gives it; who answered where a stance is asked agrees. */
const insteadOf = (action: RunAction, code: string): RunAction | null => {
  if (action.type === 'answer') return code === 'stance-asked' ? { type: 'stance', by: action.by, stance: 'agree' } : null;
  if (action.type === 'stance' && code === 'stance-asked') {
    const { ballot: _, ...plain } = action;
    return plain;
  }
  // Which of the options they would have chosen, nobody knows.
  if (action.type === 'stance' && code === 'ballot-asked') return { type: 'stance', by: action.by, stance: 'abstain' };
  if (action.type !== 'stance' || !/^(reason|alternative)-required$/.test(code)) return null;
  return {
    ...action,
    reason: action.reason ?? SAID,
    ...(action.stance === 'object' ? { alternative: action.alternative ?? SAID } : {}),
  };
};
