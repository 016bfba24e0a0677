import { leaveTakesAll, moveClock, openClock, type Clock } from '#kernel/awaits/window.ts';
import type { WindowForm } from '#kernel/awaits/window-form.ts';
import { textOf } from '#kernel/actors/names.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { CalendarVersion } from '#kernel/time/calendar.ts';
import { WEEK } from '#kernel/time/duration.ts';
import { maySee } from '#practices/protocols';
import { audienceOf, contributes, LONGEST_TEXT, wordsOf } from '#practices/work';
import type { Data } from './commands.ts';
import type { PlanEvent } from './events.ts';
import { evolvePlan } from './evolve.ts';
import { isOpenStory, type PlanState, type Seat } from './state.ts';
import { NO_STORY, stands, storyOf } from './writing.ts';

type Events = Result<readonly PlanEvent[]>;

const days = (amount: number) => ({ end: 'after', duration: { amount, unit: 'wd' } }) as const;
/** Two of their working days to read it, whatever holidays and short weeks there are; three at most, where hours change meanwhile. */
const TWO_DAYS: WindowForm = { min: days(2), max: days(3) };

const calendarsOf = (id: ActorId, { directory }: Pick<Context, 'directory'>): readonly CalendarVersion[] =>
  directory.actors.get(id)?.calendars ?? [];

export const audienceFor = ({ space, author }: Pick<PlanState, 'space' | 'author'>): readonly string[] =>
  audienceOf({ audience: null, space, author });

/** Everybody whom its people and teams name, who is here and sees it. */
export const readersOf = (state: PlanState, { directory }: Pick<Context, 'directory'>): readonly ActorId[] => {
  const named = state.people.flatMap((id) => directory.actors.get(id)?.members ?? [id]);
  const audience = audienceFor(state);
  return [...new Set(named)].filter((id) => directory.actors.get(id)?.kind === 'person' && maySee(id, audience, directory));
};

export const open = (state: PlanState, context: Context): Events => {
  if (state.stage.status !== 'draft') return stands(state) ?? refuse('plan-open', 'This plan is being read already.');
  if (!state.stories.some(({ left }) => !left))
    return refuse('stories-required', 'There is nothing to plan yet. Propose a story first.', { field: '/stories' });
  const readers = readersOf(state, context).filter((id) => id !== state.author);
  const asked = readers.map((actor): PlanEvent => {
    const calendars = calendarsOf(actor, context);
    const clock = openClock({ form: TWO_DAYS, each: null, longest: context.directory.longestWindow }, calendars, context.now);
    return { type: 'reader-asked', actor, clock, away: leaveTakesAll(clock, calendars, context.now) };
  });
  return ok(settled(state, [{ type: 'plan-opened' }, ...asked], context));
};

/** Read, with nothing to say against it, or nothing more. */
export const read = (state: PlanState, context: Context): Events => {
  const seat = seatOf(state, context.by);
  if (!seat) return refuse('not-asked', 'Nobody has asked you to read this plan. Comment on it, or raise what is open.');
  if (seat.status === 'read') return ok([]);
  return ok(settled(state, [{ type: 'plan-read', actor: context.by }], context));
};

export const raise = (state: PlanState, { story: id, text }: Data<'raise'>, context: Context): Events => {
  const { status } = state.stage;
  if (status !== 'commenting' && status !== 'settling')
    return (
      stands(state) ?? refuse('not-open', 'This plan is a draft still. Comment on it; when it is opened, raise what is open.')
    );
  if (!contributes({ space: state.space, audience: null }, context.by, context.directory))
    return refuse('not-permitted', 'You may read here; contributors may do this.');
  const story = storyOf(state, id);
  if (!story || story.left) return NO_STORY;
  if (story.concerns.some(({ by, settled: done }) => by === context.by && done === null))
    return refuse('raised-already', 'You have raised something about this story already. Comment to add to it.');
  const said = textOf(text, '/text', LONGEST_TEXT);
  return said.refused ? said : ok([{ type: 'concern-raised', story: id, text: said.ok }]);
};

/** By who raised it, at any time; by who began the plan with words, so that nobody blocks by vanishing. */
export const settle = (state: PlanState, { story: id, of, words }: Data<'settle'>, context: Context): Events => {
  const fault = stands(state);
  if (fault) return fault;
  const story = storyOf(state, id);
  if (!story?.concerns.some(({ by, settled: done }) => by === of && done === null)) return NO_STORY;
  const refused = maySettle(state, of, words, context.by);
  if (refused) return refused;
  const said = wordsOf(words, '/words');
  if (said.refused) return said;
  return ok(settled(state, [{ type: 'concern-settled', story: id, of, words: said.ok }], context));
};

const maySettle = (state: PlanState, of: ActorId, words: string, by: ActorId): Refusal | null => {
  if (of === by) return null;
  if (state.author !== by) return refuse('not-permitted', 'Whoever raised it, or began this plan, says that it is settled.');
  return words.trim() === '' ? refuse('reason-required', 'Say how it was settled.', { field: '/words' }) : null;
};

export const seatsOf = ({ stage }: PlanState): readonly Seat[] => ('seats' in stage ? stage.seats : []);

const seatOf = (state: PlanState, actor: ActorId): Seat | undefined => seatsOf(state).find((seat) => seat.actor === actor);

const folded = (state: PlanState, events: readonly PlanEvent[], { by, now, self }: Context): PlanState => {
  const at = { org: '', artifact: self.id, kind: 'plan', version: 0, at: now, by, command: '', causedBy: null } as const;
  return events.reduce((before, body) => evolvePlan(before, { ...at, body }), state);
};

/** What follows at once: when nobody is left to wait for it holds, or what is open is settled first. */
const settled = (state: PlanState, events: readonly PlanEvent[], context: Context, at = context.now): readonly PlanEvent[] => {
  const after = folded(state, events, context);
  const { stage } = after;
  const open_ = after.stories.filter(isOpenStory);
  const kept = after.stories.filter(({ left }) => !left).map(({ id }) => id);
  const waits = seatsOf(after).some(({ status }) => status === 'open');
  if (stage.status === 'commenting' && !waits && open_.length > 0)
    return [...events, { type: 'settling-began', open: open_.map(({ id }) => id), at }];
  if ((stage.status === 'commenting' && !waits) || (stage.status === 'settling' && open_.length === 0))
    return [...events, { type: 'plan-held', stories: kept, met: stage.status === 'settling', at }];
  return events;
};

/** What is open is settled within a week, or left for the next plan. */
export const settleBy = (since: Instant): Instant => since + WEEK;

/** When the next of those who read it has had their time, or what is open its own; null: nothing happens by itself. */
export const nextMoment = (state: PlanState): Instant | null => {
  if (state.stage.status === 'settling') return settleBy(state.stage.since);
  if (state.stage.status !== 'commenting') return null;
  const due = state.stage.seats.filter(({ status }) => status === 'open').map(({ clock }) => clock.dueAt);
  return due.length === 0 ? null : Math.min(...due);
};

/** What the clock does up to `until`, each at its own moment. */
export const passTo = (state: PlanState, until: Instant, context: Context): readonly PlanEvent[] => {
  if (state.stage.status === 'settling') return leftOpen(state, until, context);
  if (state.stage.status !== 'commenting') return [];
  const due = state.stage.seats
    .filter(({ status, clock }) => status === 'open' && clock.dueAt <= until)
    .toSorted((a, b) => a.clock.dueAt - b.clock.dueAt);
  const last = due.at(-1);
  if (!last) return [];
  const lapsed = due.map(({ actor, clock }): PlanEvent => ({ type: 'reader-lapsed', actor, at: clock.dueAt }));
  return settled(state, lapsed, context, last.clock.dueAt);
};

const leftOpen = (state: PlanState, until: Instant, context: Context): readonly PlanEvent[] => {
  const at = nextMoment(state);
  if (at === null || at > until) return [];
  const left = state.stories.filter(isOpenStory).map(({ id }): PlanEvent => ({ type: 'story-left-out', story: id }));
  return settled(state, left, context, at);
};

/** [A4] Somebody's hours or leave have changed. */
export const movedHours = (state: PlanState, actor: ActorId, context: Context): readonly PlanEvent[] => {
  const seat = seatOf(state, actor);
  if (seat?.status !== 'open') return [];
  const calendars = calendarsOf(actor, context);
  const clock: Clock = moveClock(seat.clock, calendars, context.now);
  if (leaveTakesAll(clock, calendars, context.now))
    return settled(state, [{ type: 'reader-asked', actor, clock, away: true }], context);
  return clock.dueAt === seat.clock.dueAt ? [] : [{ type: 'reader-moved', actor, clock }];
};

export const leftBehind = (state: PlanState, actor: ActorId, context: Context): readonly PlanEvent[] =>
  seatOf(state, actor)?.status === 'open' ? settled(state, [{ type: 'reader-lapsed', actor, at: context.now }], context) : [];
