import { atLeast, roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { openPatientClock } from '#kernel/awaits/window.ts';
import type { WindowForm } from '#kernel/awaits/window-form.ts';
import type { RunAction } from '#kernel/protocol/run-action.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import { worldOf, type World } from '#kernel/protocol/world.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import { ZERO, type Duration } from '#kernel/time/duration.ts';
import { amongThoseWhoSee, moveRun, namesToNote } from '#practices/protocols';
import { openAudience } from './audience.ts';
import type { DecisionEvent, DecisionPracticeEvent } from './events.ts';
import { factsOf } from './facts.ts';
import { reviewMoment } from './review-moment.ts';
import type { DecisionState, Opened } from './state.ts';

type Subject = Pick<DecisionState, 'space' | 'audience' | 'author' | 'body' | 'names'>;

/**
 * The world around a decision's run: nobody in it who may not see the decision. Where people were named to see it instead of its space,
 * it is theirs to decide, as far as they may in that space.
 */
export const worldFor = (state: Subject, { directory }: Pick<Context, 'directory'>): World => {
  const world = worldOf(directory, state.space, factsOf(state.body));
  const named = state.audience === null ? world : { ...world, role: amongNamed(world, state, directory) };
  return amongThoseWhoSee(named, openAudience(state), directory);
};

const amongNamed = (world: World, { audience, author, space }: Subject, directory: Directory): World['role'] => {
  const room = space === null ? null : directory.spaces.get(space);
  const may = (id: ActorId, needed: 'reader' | 'contributor'): boolean => {
    const actor = directory.actors.get(id);
    if (!actor || actor.kind === 'team' || room === undefined) return false;
    return room === null ? actor.status === 'active' : atLeast(roleIn(actor, room, directory), needed);
  };
  const people = new Set([author, ...(audience ?? [])].flatMap((id) => directory.actors.get(id)?.members ?? [id]));
  return (name) =>
    name === 'members' || name === 'contributors'
      ? [...people].filter((id) => may(id, name === 'members' ? 'reader' : 'contributor'))
      : world.role(name);
};

/** Does something to the run. `before`: what the practice itself says first; `state` has it already. */
export const act = (
  state: Opened,
  action: RunAction,
  context: Context,
  before: readonly DecisionPracticeEvent[] = [],
): Result<readonly DecisionEvent[]> => {
  const done = moveRun(state.run, action, worldFor(state, context), context);
  if (done.refused) return done;
  return ok(withFollowing(state, before, done.ok, context));
};

/** The run's events, and what follows from them for the practice. */
export const withFollowing = (
  state: Subject & { readonly run?: Opened['run'] },
  before: readonly DecisionPracticeEvent[],
  events: readonly RunEvent[],
  context: Context,
): readonly DecisionEvent[] => {
  if (before.length + events.length === 0) return [];
  const names = namesToNote(events, [context.by, state.author], state.names, context.directory);
  return [
    ...(names ? [{ type: 'names-noted', names } as const] : []),
    ...before,
    ...events,
    ...replies(state, events, context),
    ...reviews(state, events, context),
  ];
};

/** An answer to an objection is owed after a working day. */
const REPLY: WindowForm = { min: { end: 'after', duration: ZERO }, max: null };
const A_DAYS_WORK: Duration = { amount: 8, unit: 'wh' };

/** [R4] Each objection that blocks asks the author for an answer. */
const replies = (
  state: Pick<Opened, 'author'> & { readonly run?: Opened['run'] },
  events: readonly RunEvent[],
  { directory }: Context,
): readonly DecisionPracticeEvent[] => {
  const author = directory.actors.get(state.author);
  if (author?.status !== 'active') return [];
  const before = new Set(state.run?.objections.filter(({ status }) => status === 'open').map(({ id }) => id));
  return events.flatMap((event) => {
    if (event.type !== 'objection' || event.objection.status !== 'open') return [];
    const { id, by, effect } = event.objection;
    if (before.has(id) || by === state.author || effect === 'record') return [];
    before.add(id);
    const clock = openPatientClock(REPLY, A_DAYS_WORK, directory.longestWindow, author.calendars, event.at);
    return [{ type: 'reply-owed', objection: id, clock } as const];
  });
};

/** [R11] Acceptance sets the review. */
const reviews = (state: Subject, events: readonly RunEvent[], context: Context): readonly DecisionPracticeEvent[] => {
  const { reviewOn } = state.body;
  const accepted = acceptedAt(events);
  if (accepted === null || reviewOn === null) return [];
  return [{ type: 'review-set', on: reviewOn, at: Math.max(accepted, reviewMoment(reviewOn, state.author, context.directory)) }];
};

const acceptedAt = (events: readonly RunEvent[]): Instant | null => {
  const last = events.findLast(
    (event) =>
      event.type === 'outcome' || (event.type === 'resumed' && event.undone !== undefined) || event.type === 'step-opened',
  );
  return last?.type === 'outcome' && last.outcome === 'accepted' ? last.at : null;
};
