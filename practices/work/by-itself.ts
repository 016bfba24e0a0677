import { moveClock, openPatientClock } from '#kernel/awaits/window.ts';
import type { WindowForm } from '#kernel/awaits/window-form.ts';
import { momentOf, replanned, turnOf } from '#kernel/leases/claim.ts';
import { worldOf } from '#kernel/protocol/world.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type Instant } from '#kernel/stream/event.ts';
import { calendarsOf, released } from './claiming.ts';
import { STALE } from './drafting.ts';
import type { TaskEvent } from './events.ts';
import { evolveTask } from './evolve.ts';
import { askedInVain, claimOf, offerOf, type TaskState } from './state.ts';

/** [L3] Its owner has five working days to say what becomes of what nobody claims. */
const FIVE_DAYS: WindowForm = { min: { end: 'after', duration: { amount: 5, unit: 'wd' } }, max: null };

const IN_VAIN = 'Nobody claimed it, and nobody said three times what becomes of it.';

/** The next moment at which something becomes of it by itself; null: nothing does. */
export const nextMoment = (state: TaskState): Instant | null => {
  const moments = momentsOf(state).map(({ at }) => at);
  return moments.length === 0 ? null : Math.min(...moments);
};

interface Moment {
  readonly at: Instant;
  readonly what: 'claim' | 'offer' | 'stale' | 'asking';
}

const momentsOf = (state: TaskState): readonly Moment[] => {
  const { stage } = state;
  const claim = claimOf(state);
  const offer = offerOf(state);
  return [
    ...(claim ? [{ at: momentOf(claim), what: 'claim' } as const] : []),
    ...(offer ? [{ at: offer.clock.dueAt, what: 'offer' } as const] : []),
    ...(stage.status !== 'ready' ? [] : [staleness(stage.asking, stage.staleAt)]),
  ];
};

const staleness = (asking: { readonly clock: { readonly dueAt: Instant } } | null, staleAt: Instant): Moment =>
  asking ? { at: asking.clock.dueAt, what: 'asking' } : { at: staleAt, what: 'stale' };

export interface Passed {
  readonly state: TaskState;
  readonly events: readonly TaskEvent[];
}

/** What became of it by itself up to `until`, in order, each at its own moment: a timer that comes late does what one in time would have done. */
export const passTo = (state: TaskState, until: Instant, context: Context): Passed => {
  const events: TaskEvent[] = [];
  let now = state;
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    const [next] = momentsOf(now).toSorted((a, b) => a.at - b.at);
    if (!next || next.at > until) break;
    for (const event of happen(now, next, context)) {
      events.push(event);
      now = folded(now, event, context);
    }
  }
  return { state: now, events };
};

/** Weeks at once are few turns; more than these are made at the next tick. */
const MOST_TURNS = 50;

const happen = (state: TaskState, { what, at }: Moment, context: Context): readonly TaskEvent[] => {
  switch (what) {
    case 'claim':
      return turned(state, at, context);
    case 'offer': {
      const offer = offerOf(state);
      return offer ? [{ type: 'offer-ended', how: 'lapsed', to: offer.to, at }] : [];
    }
    case 'stale':
      return [asked(state, at, context)];
    case 'asking':
      return askedInVain(state)
        ? [
            { type: 'owner-answered', words: '', lapsed: true, at, staleAt: at + STALE },
            { type: 'task-dropped', reason: IN_VAIN },
          ]
        : [{ type: 'owner-answered', words: '', lapsed: true, at, staleAt: at + STALE }];
    default:
      return what satisfies never;
  }
};

const asked = (state: TaskState, at: Instant, context: Context): TaskEvent => {
  const owner = ownerOf(state, context);
  const clock = openPatientClock(FIVE_DAYS, null, context.directory.longestWindow, calendarsOf(owner, context), at);
  return { type: 'owner-asked', owner, at, clock };
};

const turned = (state: TaskState, until: Instant, context: Context): readonly TaskEvent[] => {
  const claim = claimOf(state);
  const turn = claim && turnOf(claim, calendarsOf(claim.holder, context), until);
  if (!claim || !turn) return [];
  switch (turn.turn) {
    case 'grace':
      return [{ type: 'claim-in-grace', at: turn.at, claim: turn.claim }];
    case 'nudge':
      return [
        {
          type: 'claim-nudged',
          actor: claim.holder,
          due: turn.claim.graceUntil ?? turn.at,
          at: turn.at,
          claim: turn.claim,
        },
      ];
    case 'over':
      return [released(claim.holder, '', turn.at, true)];
    default:
      return turn satisfies never;
  }
};

/** Who answers for it: its author; where they left, a steward of its space. */
const ownerOf = (state: TaskState, { directory }: Pick<Context, 'directory'>): ActorId => {
  if (directory.actors.get(state.author)?.status === 'active') return state.author;
  return worldOf(directory, state.space, {}).role('stewards')?.[0] ?? state.author;
};

const folded = (state: TaskState, body: TaskEvent, { self, now }: Context): TaskState =>
  evolveTask(state, {
    org: '',
    artifact: self.id,
    kind: 'task',
    version: self.version + 1,
    at: now,
    by: SYSTEM,
    command: '',
    causedBy: null,
    body,
  });

/** [A4] Somebody's hours or leave have changed. */
export const movedHours = (state: TaskState, actor: ActorId, context: Context): readonly TaskEvent[] => {
  const claim = claimOf(state);
  const offer = offerOf(state);
  const events: TaskEvent[] = [];
  if (claim?.holder === actor) {
    const after = replanned(claim, calendarsOf(actor, context));
    if (JSON.stringify(after) !== JSON.stringify(claim)) events.push({ type: 'claim-replanned', claim: after });
  }
  if (offer?.to === actor) {
    const clock = moveClock(offer.clock, calendarsOf(actor, context), context.now);
    if (clock.dueAt !== offer.clock.dueAt) events.push({ type: 'offer-moved', clock });
  }
  return events;
};

/** Somebody left the organization: what they held is free again. */
export const leftBehind = (state: TaskState, actor: ActorId, { now }: Context): readonly TaskEvent[] => {
  const offer = offerOf(state);
  if (claimOf(state)?.holder === actor) return [released(actor, '', now, true)];
  if (offer?.to === actor) return [{ type: 'offer-ended', how: 'lapsed', to: actor, at: now }];
  return [];
};
