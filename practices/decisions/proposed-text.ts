import type { AwaitReading } from '#kernel/awaits/await.ts';
import { moveClock, openPatientClock } from '#kernel/awaits/window.ts';
import type { WindowForm } from '#kernel/awaits/window-form.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Duration } from '#kernel/time/duration.ts';
import type { Data } from './commands.ts';
import type { DecisionEvent, DecisionPracticeEvent } from './events.ts';
import type { Opened } from './state.ts';

type Events = Result<readonly DecisionEvent[]>;

/** A week, and a working day within it, to say what shall become of a text that no longer fits its page. */
const WEEK: WindowForm = { min: { end: 'after', duration: { amount: 1, unit: 'w' } }, max: null };
const A_DAYS_WORK: Duration = { amount: 8, unit: 'wh' };

/** [R11] */
export const noteText = (state: Opened, { page, revision, merged }: Data<'note-text'>): Events =>
  ok(
    state.text?.is === 'published' && state.text.revision === revision
      ? []
      : [{ type: 'text-published', page, revision, merged }],
  );

/** Nothing is lost: the text stays in the decision, and its author is asked. */
export const holdText = (state: Opened, { code, message }: Data<'hold-text'>, { now, directory }: Context): Events => {
  if (state.text?.is === 'held' && state.text.ask.status === 'open') return ok([]);
  const calendars = directory.actors.get(state.author)?.calendars ?? [];
  const clock = openPatientClock(WEEK, A_DAYS_WORK, directory.longestWindow, calendars, now);
  return ok([{ type: 'text-held', code, message, clock }]);
};

export const letGo = (state: Opened, { by }: Data<'let-go'>): Events => {
  if (state.text?.is !== 'held') return refuse('nothing-held', 'Nothing that this proposed waits to be published.');
  return ok(state.text.ask.status === 'answered' && state.text.by === by ? [] : [{ type: 'text-let-go', by }]);
};

const openAsk = (state: Opened) => (state.text?.is === 'held' && state.text.ask.status === 'open' ? state.text.ask : null);

export const tickText = (state: Opened, { now }: Context): readonly DecisionPracticeEvent[] => {
  const ask = openAsk(state);
  return ask && ask.clock.dueAt <= now ? [{ type: 'text-lapsed', at: ask.clock.dueAt }] : [];
};

/** [A4] */
export const moveText = (state: Opened, actor: ActorId, { directory, now }: Context): readonly DecisionPracticeEvent[] => {
  const ask = openAsk(state);
  if (!ask || actor !== state.author) return [];
  const clock = moveClock(ask.clock, directory.actors.get(actor)?.calendars ?? [], now);
  return clock.dueAt === ask.clock.dueAt ? [] : [{ type: 'text-moved', clock }];
};

export const leaveText = (state: Opened, actor: ActorId, { now }: Context): readonly DecisionPracticeEvent[] =>
  openAsk(state) && actor === state.author ? [{ type: 'text-lapsed', at: now }] : [];

export const nextOfText = (state: Opened): Instant | null => openAsk(state)?.clock.dueAt ?? null;

export const textAwaits = (state: Opened): readonly AwaitReading[] => {
  if (state.text?.is !== 'held') return [];
  const { clock, status, closedAt } = state.text.ask;
  return [
    {
      key: `text:${clock.openedAt}`,
      kind: 'contribute',
      status,
      asker: null,
      asked: state.author,
      why: `“${state.title}” was accepted, and its text was not published: ${state.text.message}`,
      openedAt: clock.openedAt,
      dueAt: clock.dueAt,
      maxAt: clock.maxAt,
      closedAt,
      otherwise: 'the text stays with the decision, unpublished',
      minutes: 15,
      each: { needMs: clock.eachMs, usedMs: clock.usedMs, since: clock.since },
    },
  ];
};
