import type { AwaitReading } from '#kernel/awaits/await.ts';
import { moveClock, openPatientClock } from '#kernel/awaits/window.ts';
import type { WindowForm } from '#kernel/awaits/window-form.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Duration } from '#kernel/time/duration.ts';
import type { Data } from './commands.ts';
import type { MeetingEvent } from './events.ts';
import { closeGate } from './preparing.ts';
import { endOf, sizeOf, wordOf, type MeetingState, type Planned } from './state.ts';
import { optionalText } from './words.ts';

type Events = Result<readonly MeetingEvent[]>;

/** How it went takes a minute to say: a day, and half a working day within it. */
const A_DAY: WindowForm = { min: { end: 'after', duration: { amount: 1, unit: 'd' } }, max: null };
const HALF_A_DAYS_WORK: Duration = { amount: 4, unit: 'wh' };

/** How it went: by whoever was there. */
export const end = (state: MeetingState, data: Data<'end'>, context: Context): Events => {
  const { by, now, refs } = context;
  if (by !== SYSTEM && by !== state.author && !state.people.includes(by))
    return refuse('not-there', 'Those who take part in it say how it went.');
  if (state.status === 'cancelled') return refuse('meeting-cancelled', 'This meeting was cancelled.');
  if (state.status === 'ended') return refuse('told-already', 'How it went has been said already.');
  if (data.how !== 'cancelled' && state.from > now)
    return refuse('not-yet', 'It has not begun. Cancel it, or say how it went afterwards.');
  const minutes = minutesOf(state, data);
  if (minutes.refused) return minutes;
  const words = optionalText(data.words, '/words');
  if (words.refused) return words;
  const wrong = data.decisions.findIndex((id) => refs.get(id)?.kind !== 'decision');
  if (wrong >= 0) return refuse('not-found', 'There is no such decision that you can see.', { field: `/decisions/${wrong}` });
  const people = data.how === 'cancelled' ? 0 : (data.people ?? sizeOf(state));
  if (people > 10_000) return refuse('no-such-number', 'So many cannot have been there.', { field: '/people' });
  const closed = closeGate(state, context);
  if (closed.refused) return closed;
  const { how, decisions } = data;
  return ok([
    ...closed.ok,
    { type: 'meeting-ended', how, minutes: minutes.ok, people, decisions: [...new Set(decisions)], words: words.ok },
  ]);
};

const minutesOf = ({ minutes }: Planned, { how, minutes: said }: Data<'end'>): Result<number> => {
  const field = '/minutes';
  if (how === 'cancelled') return ok(0);
  if (how === 'held') return ok(minutes);
  if (said === undefined) return refuse('minutes-required', 'Say how many minutes it took.', { field });
  if (said < 1 || said > 24 * 60) return refuse('no-such-length', 'A meeting takes between a minute and a day.', { field });
  if (how === 'shortened' && said >= minutes)
    return refuse('not-shorter', `It was to take ${minutes} minutes. Shorter is less than that.`, { field });
  if (how === 'overran' && said <= minutes)
    return refuse('not-longer', `It was to take ${minutes} minutes. Longer is more than that.`, { field });
  return ok(said);
};

/**
 * Once it should be over, whoever asked for it is asked how it went; who says nothing is not asked twice. What was not prepared did not take place, and nobody is asked about
 * it.
 */
export const askOutcome = (state: Planned, { now, directory }: Context): readonly MeetingEvent[] => {
  if (wordOf(state) === 'unprepared') return [];
  if (state.asked === null) {
    if (endOf(state) > now) return [];
    const calendars = directory.actors.get(state.author)?.calendars ?? [];
    return [{ type: 'outcome-asked', clock: openPatientClock(A_DAY, HALF_A_DAYS_WORK, directory.longestWindow, calendars, now) }];
  }
  return state.asked.status === 'open' && state.asked.clock.dueAt <= now ? [{ type: 'outcome-lapsed' }] : [];
};

/** [A4] */
export const moveOutcome = (state: Planned, actor: ActorId, { now, directory }: Context): readonly MeetingEvent[] => {
  if (actor !== state.author || state.asked?.status !== 'open') return [];
  const clock = moveClock(state.asked.clock, directory.actors.get(actor)?.calendars ?? [], now);
  return clock.dueAt === state.asked.clock.dueAt ? [] : [{ type: 'outcome-moved', clock }];
};

export const outcomeAwait = (state: MeetingState): readonly AwaitReading[] => {
  if (state.status === 'cancelled' || state.asked === null) return [];
  const { clock, status, closedAt } = state.asked;
  return [
    {
      key: `outcome:${state.author}`,
      kind: 'contribute',
      status,
      asker: null,
      asked: state.author,
      why: `say how “${state.title}” went`,
      openedAt: clock.openedAt,
      dueAt: clock.dueAt,
      maxAt: clock.maxAt,
      closedAt,
      otherwise: 'it counts as held as planned',
      minutes: 1,
      each: { needMs: clock.eachMs, usedMs: clock.usedMs, since: clock.since },
    },
  ];
};
