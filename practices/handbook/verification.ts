import { roleIn } from '#kernel/actors/access.ts';
import type { AwaitReading } from '#kernel/awaits/await.ts';
import { moveClock, openPatientClock, type Clock } from '#kernel/awaits/window.ts';
import type { WindowForm } from '#kernel/awaits/window-form.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { DAY, type Duration } from '#kernel/time/duration.ts';
import { maySee } from '#practices/protocols';
import { namesOf, pageAudience, peopleAmong } from './audience.ts';
import type { Data } from './page-commands.ts';
import type { Ask, PageEvent, PageState, Verification } from './page.ts';

/** Looking a page over takes ten minutes: a week, and a working day within it. */
const WEEK: WindowForm = { min: { end: 'after', duration: { amount: 1, unit: 'w' } }, max: null };
const A_DAYS_WORK: Duration = { amount: 8, unit: 'wh' };
const LONGEST_WORDS = 2_000;
/** When nobody answered at all, the page is asked about again so soon. */
const AGAIN = 14 * DAY;

type Alive = Exclude<PageState, { readonly status: 'deleted' }>;
type Events = Result<readonly PageEvent[]>;

/** A page that is to be looked over every so many days, from the day on which it was last published or verified. */
export const setVerification = (state: Alive, { days }: Data<'set-verification'>, { now }: Context): Events => {
  if (days === (state.verification?.days ?? null)) return ok([]);
  if (days === null) return ok([{ type: 'page-verification-set', days, at: null }]);
  const since = Math.max(state.revisedAt, state.verification?.last?.at ?? 0);
  return ok([{ type: 'page-verification-set', days, at: Math.max(now, since + days * DAY) }]);
};

/** Whoever was asked or owns it says so; where it has no owner, whoever may change it. */
const mayAnswer = (state: Alive, { by, directory }: Context): boolean =>
  by === SYSTEM ||
  state.verification?.asked[by] !== undefined ||
  peopleAmong(state.owners.length > 0 ? state.owners : [state.author], directory).includes(by);

const NOT_YOURS = refuse('not-asked', 'Its owners, and who was asked, say whether this page still holds.');
const NEVER_ASKED = refuse('no-verification', 'Nobody has said how often this page is to be verified. Set that first.');

export const verify = (state: Alive, context: Context): Events => {
  if (state.verification === null) return NEVER_ASKED;
  if (!mayAnswer(state, context)) return NOT_YOURS;
  return ok([{ type: 'page-verified', next: context.now + state.verification.days * DAY }]);
};

export const findWanting = (state: Alive, { words }: Data<'find-wanting'>, context: Context): Events => {
  if (state.verification === null) return NEVER_ASKED;
  if (!mayAnswer(state, context)) return NOT_YOURS;
  const said = words.trim();
  if (said === '') return refuse('reason-required', 'Say what is wrong, so that somebody can mend it.', { field: '/words' });
  if (said.length > LONGEST_WORDS)
    return refuse('too-long', 'This is longer than 2,000 characters. Nothing was kept of it; shorten it.', { field: '/words' });
  return ok([{ type: 'page-found-wanting', words: said }]);
};

/** What verification does by itself, up to now: asks the owners, then the stewards of the space, then waits for the next time. */
export const tickVerification = (state: PageState, context: Context): readonly PageEvent[] => {
  if (state.status !== 'published' || state.verification === null) return [];
  const { verification } = state;
  const { now } = context;
  if (open(verification).length === 0) return verification.at <= now ? ask(owners(state, context), true, context) : [];
  const due = open(verification).filter(([, { clock }]) => clock.dueAt <= now);
  if (due.length === 0) return [];
  const actors = due.map(([actor]) => actor);
  if (due.length < open(verification).length) return [{ type: 'page-verification-lapsed', actors, next: null }];
  const left = stewards(state, context).filter((one) => verification.asked[one] === undefined);
  if (left.length > 0) return [{ type: 'page-verification-lapsed', actors, next: null }, ...ask(left, false, context)];
  return [{ type: 'page-verification-lapsed', actors, next: now + AGAIN }];
};

const ask = (ids: readonly ActorId[], anew: boolean, { directory, now }: Context): readonly PageEvent[] => {
  // Nobody is left who could look at it: it waits for somebody to own it.
  if (ids.length === 0) return [{ type: 'page-verification-lapsed', actors: [], next: now + AGAIN }];
  const clockFor = (one: ActorId): Clock =>
    openPatientClock(WEEK, A_DAYS_WORK, directory.longestWindow, directory.actors.get(one)?.calendars ?? [], now);
  return [
    { type: 'page-names-noted', names: namesOf(ids, directory) },
    { type: 'page-verification-asked', asked: Object.fromEntries(ids.map((one) => [one, clockFor(one)])), anew },
  ];
};

const owners = (state: Alive, context: Context): readonly ActorId[] => {
  const named = peopleAmong(state.owners.length > 0 ? state.owners : [state.author], context.directory);
  const seeing = named.filter((one) => maySee(one, pageAudience(state), context.directory));
  return seeing.length > 0 ? seeing : stewards(state, context);
};

const stewards = (state: Alive, { directory }: Context): readonly ActorId[] => {
  const room = state.space === null ? undefined : directory.spaces.get(state.space);
  return [...directory.actors.values()]
    .filter((one) => one.kind === 'person' && one.status === 'active')
    .filter((one) => (room ? roleIn(one, room, directory) === 'steward' : one.role === 'steward'))
    .map(({ id }) => id)
    .filter((id) => maySee(id, pageAudience(state), directory));
};

/** [A4] */
export const moveVerification = (state: PageState, actor: ActorId, { directory, now }: Context): readonly PageEvent[] => {
  const one = state.status === 'deleted' ? undefined : state.verification?.asked[actor];
  if (one?.status !== 'open') return [];
  const clock = moveClock(one.clock, directory.actors.get(actor)?.calendars ?? [], now);
  return clock.dueAt === one.clock.dueAt ? [] : [{ type: 'page-verification-moved', actor, clock }];
};

/** Somebody left: it is not theirs any more to say. */
export const leaveVerification = (state: PageState, actor: ActorId): readonly PageEvent[] =>
  state.status !== 'deleted' && state.verification?.asked[actor]?.status === 'open'
    ? [{ type: 'page-verification-lapsed', actors: [actor], next: null }]
    : [];

export const nextOfVerification = (state: PageState): Instant | null => {
  if (state.status !== 'published' || state.verification === null) return null;
  const due = open(state.verification).map(([, { clock }]) => clock.dueAt);
  return due.length === 0 ? state.verification.at : Math.min(...due);
};

export const verificationAwaits = (state: PageState): readonly AwaitReading[] => {
  if (state.status === 'deleted') return [];
  return Object.entries(state.verification?.asked ?? {}).map(([asked, { clock, status, closedAt }]) => ({
    key: `verify:${asked}`,
    kind: 'verify',
    status: state.status === 'archived' && status === 'open' ? 'moot' : status,
    asker: null,
    asked,
    why: `Does “${state.title}” still hold?`,
    openedAt: clock.openedAt,
    dueAt: clock.dueAt,
    maxAt: clock.maxAt,
    closedAt,
    otherwise: 'the stewards of its space are asked',
    minutes: 10,
    each: { needMs: clock.eachMs, usedMs: clock.usedMs, since: clock.since },
  }));
};

const open = (verification: Verification): readonly (readonly [ActorId, Ask])[] =>
  Object.entries(verification.asked).filter(([, { status }]) => status === 'open');
