import { moveClock, openPatientClock, type Clock } from '#kernel/awaits/window.ts';
import type { WindowForm } from '#kernel/awaits/window-form.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Duration } from '#kernel/time/duration.ts';
import { maySee } from '#practices/protocols';
import { openAudience } from './audience.ts';
import type { Data } from './commands.ts';
import type { DecisionEvent, DecisionPracticeEvent } from './events.ts';
import { reviewMoment } from './review-moment.ts';
import { isInForce, type DecisionState, type Imported, type Opened, type Review } from './state.ts';
import { wordsOf } from './words.ts';

type Events = Result<readonly DecisionEvent[]>;

/** A review takes two minutes: a week, and a working day within it. */
const WEEK: WindowForm = { min: { end: 'after', duration: { amount: 1, unit: 'w' } }, max: null };
const A_DAYS_WORK: Duration = { amount: 8, unit: 'wh' };

export const setReviewDate = (state: DecisionState, { on }: Data<'set-review-date'>, context: Context): Events => {
  if (state.status === 'draft') return refuse('not-decided', 'This is a draft: its review date is part of its text.');
  if (!isInForce(state)) return refuse('not-in-force', 'Only a decision that holds is reviewed.');
  if (state.review?.asked && open(state.review).length > 0)
    return refuse('review-open', 'Those affected are being asked already. Wait for their answers.');
  if (on === null) return ok(state.body.reviewOn === null ? [] : [{ type: 'review-set', on: null, at: null }]);
  const at = reviewMoment(on, state.author, context.directory);
  if (at <= context.now)
    return refuse('in-the-past', 'This date has come already.', { field: '/on', accepted: 'a later date, such as 2028-06-01' });
  return ok(state.review?.at === at && state.review.asked === null ? [] : [{ type: 'review-set', on, at }]);
};

export const answerReview = (state: DecisionState, { answer, words }: Data<'answer-review'>, context: Context): Events => {
  const review = 'review' in state ? state.review : null;
  if (review?.asked?.[context.by] === undefined)
    return refuse('not-asked', 'Nobody has asked you whether you would decide this the same again.');
  if (!isInForce(state)) return refuse('not-in-force', 'This decision no longer holds, so there is nothing to review.');
  const said = words === undefined ? ok(null) : wordsOf(words, '/words');
  if (said.refused) return said;
  const before = review.answers[context.by];
  if (before && before.answer === answer && before.words === said.ok) return ok([]);
  return ok([{ type: 'review-answered', answer, words: said.ok }]);
};

/** Those affected; where nobody is named, those who were asked to decide; else whose decision it is. Only who is here and sees it. */
const reviewers = (state: Opened | Imported, { directory }: Context): readonly ActorId[] => {
  const audience = openAudience(state);
  const here = (ids: readonly ActorId[]) =>
    [...new Set(ids)].filter((id) => directory.actors.get(id)?.kind === 'person' && maySee(id, audience, directory));
  const affected = here(state.body.affected.flatMap((id) => directory.actors.get(id)?.members ?? [id]));
  const seated = state.status === 'opened' ? here(state.run.steps.flatMap(({ seats }) => seats.map(({ actor }) => actor))) : [];
  return [affected, seated, here([state.author])].find(({ length }) => length > 0) ?? [];
};

/** What the review does by itself, up to now. */
export const tickReview = (state: Opened | Imported, context: Context): readonly DecisionPracticeEvent[] => {
  const { review } = state;
  if (review === null || !isInForce(state)) return [];
  if (review.asked === null) return review.at <= context.now ? ask(state, review, context) : [];
  const due = open(review).filter(([, { clock }]) => clock.dueAt <= context.now);
  const moments = [...new Set(due.map(([, { clock }]) => clock.dueAt))].toSorted((a, b) => a - b);
  return moments.map((at) => ({
    type: 'review-lapsed',
    actors: due.filter(([, { clock }]) => clock.dueAt === at).map(([id]) => id),
    at,
  }));
};

const ask = (state: Opened | Imported, review: Review, context: Context): readonly DecisionPracticeEvent[] => {
  const { directory, now } = context;
  const clockFor = (id: ActorId): Clock =>
    openPatientClock(WEEK, A_DAYS_WORK, directory.longestWindow, directory.actors.get(id)?.calendars ?? [], now);
  const asked = Object.fromEntries(reviewers(state, context).map((id) => [id, clockFor(id)]));
  const names = Object.fromEntries(Object.keys(asked).map((id) => [id, directory.actors.get(id)?.name ?? '']));
  return [
    { type: 'names-noted', names },
    { type: 'review-asked', asked, at: review.at },
  ];
};

/** [A4] */
export const moveReview = (
  state: Opened | Imported,
  actor: ActorId,
  { directory, now }: Context,
): readonly DecisionPracticeEvent[] => {
  const one = state.review?.asked?.[actor];
  if (one?.status !== 'open') return [];
  const clock = moveClock(one.clock, directory.actors.get(actor)?.calendars ?? [], now);
  return clock.dueAt === one.clock.dueAt ? [] : [{ type: 'review-moved', actor, clock }];
};

export const leaveReview = (state: Opened | Imported, actor: ActorId, { now }: Context): readonly DecisionPracticeEvent[] =>
  state.review?.asked?.[actor]?.status === 'open' ? [{ type: 'review-lapsed', actors: [actor], at: now }] : [];

export const nextOfReview = (state: Opened | Imported): Instant | null => {
  const { review } = state;
  if (review === null || !isInForce(state)) return null;
  if (review.asked === null) return review.at;
  const due = open(review).map(([, { clock }]) => clock.dueAt);
  return due.length === 0 ? null : Math.min(...due);
};

const open = (review: Review) => Object.entries(review.asked ?? {}).filter(([, { status }]) => status === 'open');

const WORTH = { yes: 1, partly: 0.5, no: 0 } as const;

/** [M1] The mean answer and how many gave one; null where nobody has. */
export const reviewResult = (review: Review | null): { readonly mean: number; readonly n: number } | null => {
  const answers = Object.values(review?.answers ?? {});
  return answers.length === 0
    ? null
    : { mean: answers.reduce((sum, { answer }) => sum + WORTH[answer], 0) / answers.length, n: answers.length };
};
