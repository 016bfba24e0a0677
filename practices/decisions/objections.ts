import { moveClock } from '#kernel/awaits/window.ts';
import { askedAbout, objectionOf } from '#kernel/protocol/objections.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import { refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Data } from './commands.ts';
import type { DecisionEvent, DecisionPracticeEvent } from './events.ts';
import { act } from './run.ts';
import type { Opened } from './state.ts';
import { optionalWords, reasonOf, wordsOf } from './words.ts';

type Events = Result<readonly DecisionEvent[]>;

export const takeStance = (state: Opened, data: Data<'take-stance'>, context: Context): Events => {
  const { stance } = data;
  if (stance === 'object' && state.standing.is !== 'holds' && state.standing.at < context.receivedAt)
    return state.standing.is === 'superseded'
      ? refuse('superseded', 'Another decision stands in its place. Object to that one.')
      : refuse('not-in-force', 'It holds no longer, so there is nothing to object to.');
  const reason = optionalWords(data.reason, '/reason');
  if (reason.refused) return reason;
  const alternative = optionalWords(data.alternative, '/alternative');
  if (alternative.refused) return alternative;
  const news = optionalWords(data.newInformation, '/newInformation');
  if (news.refused) return news;
  if (stance !== 'object' && (alternative.ok !== null || news.ok !== null))
    return refuse('only-for-objections', 'An alternative and new information belong to an objection.', {
      field: '/stance',
      accepted: 'object',
    });
  return act(
    state,
    {
      ...{ type: 'stance', by: context.by, stance },
      ...(reason.ok === null ? {} : { reason: reason.ok }),
      ...(alternative.ok === null ? {} : { alternative: alternative.ok }),
      ...(news.ok === null ? {} : { newInformation: news.ok }),
      ...(data.ballot === undefined ? {} : { ballot: data.ballot }),
    },
    context,
  );
};

/** [R4] The ways in which an objection ends by what somebody does. */
export const withdrawObjection = (state: Opened, data: Data<'withdraw-objection'>, context: Context): Events => {
  const reason = optionalWords(data.reason, '/reason');
  if (reason.refused) return reason;
  return act(
    state,
    { type: 'withdraw-objection', by: context.by, ...(reason.ok === null ? {} : { reason: reason.ok }) },
    context,
  );
};

export const resolveObjection = (state: Opened, { whose, ...data }: Data<'resolve-objection'>, context: Context): Events => {
  const reason = optionalWords(data.reason, '/reason');
  if (reason.refused) return reason;
  return act(state, { type: 'resolve', by: context.by, whose, ...(reason.ok === null ? {} : { reason: reason.ok }) }, context);
};

export const ruleOut = (
  state: Opened,
  type: 'rule-invalid' | 'overrule',
  { whose, reason: why }: Data<'overrule-objection'>,
  context: Context,
): Events => {
  const reason = reasonOf(why);
  return reason.refused ? reason : act(state, { type, by: context.by, whose, reason: reason.ok }, context);
};

/** [R4] A reply asks the objector, who owes an answer; the words stay with the objection. */
export const replyToObjection = (state: Opened, { whose, text }: Data<'reply-to-objection'>, context: Context): Events => {
  const words = wordsOf(text, '/text');
  if (words.refused) return words;
  const objection = objectionOf(state.run, whose)?.id ?? openObjection(state, whose);
  if (objection === null) return refuse('no-objection', 'They have no open objection here.', { field: '/whose' });
  return act(state, { type: 'reply-to-objection', by: context.by, whose, text: words.ok }, context, [
    { type: 'objection-discussed', objection, text: words.ok },
  ]);
};

export const answerReply = (state: Opened, { text }: Data<'answer-reply'>, context: Context): Events => {
  const words = wordsOf(text, '/text');
  if (words.refused) return words;
  const objection = askedAbout(state.run, context.by) ?? openObjection(state, context.by);
  if (objection === null) return refuse('no-objection', 'You have no open objection here.');
  return act(state, { type: 'answer-reply', by: context.by, text: words.ok }, context, [
    { type: 'objection-discussed', objection, text: words.ok },
  ]);
};

const openObjection = (state: Opened, whose: ActorId): number | null =>
  state.run.objections.findLast(
    ({ by, holder, status }) => (by === whose || holder === whose) && (status === 'open' || status === 'late'),
  )?.id ?? null;

export const askClarification = (state: Opened, { text }: Data<'ask-clarification'>, context: Context): Events => {
  const words = wordsOf(text, '/text');
  if (words.refused) return words;
  return act(state, { type: 'ask-clarification', by: context.by, text: words.ok }, context, [
    { type: 'clarification-said', to: null, text: words.ok },
  ]);
};

export const answerClarification = (state: Opened, { to, text }: Data<'answer-clarification'>, context: Context): Events => {
  const words = wordsOf(text, '/text');
  if (words.refused) return words;
  return act(state, { type: 'answer-clarification', by: context.by, to, text: words.ok }, context, [
    { type: 'clarification-said', to, text: words.ok },
  ]);
};

/** Answers that the author owes, and that were due by now: the objection stands. */
export const tickReplies = (state: Opened, { now }: Context): readonly DecisionPracticeEvent[] => {
  const due = state.owed.filter(({ status, clock }) => status === 'open' && clock.dueAt <= now);
  const moments = [...new Set(due.map(({ clock }) => clock.dueAt))].toSorted((a, b) => a - b);
  return moments.map((at) => ({
    type: 'reply-lapsed',
    objections: due.filter(({ clock }) => clock.dueAt === at).map(({ objection }) => objection),
    at,
  }));
};

/** An author who left, or was shut out, answers nothing any more: the objections stand. */
export const leaveReplies = (state: Opened, actor: ActorId, { now }: Context): readonly DecisionPracticeEvent[] => {
  if (actor !== state.author) return [];
  const objections = state.owed.filter(({ status }) => status === 'open').map(({ objection }) => objection);
  return objections.length === 0 ? [] : [{ type: 'reply-lapsed', objections, at: now }];
};

/** [A4] */
export const moveReplies = (state: Opened, actor: ActorId, { directory, now }: Context): readonly DecisionPracticeEvent[] => {
  if (actor !== state.author) return [];
  return state.owed.flatMap((one) => {
    if (one.status !== 'open') return [];
    const clock = moveClock(one.clock, directory.actors.get(actor)?.calendars ?? [], now);
    return clock.dueAt === one.clock.dueAt ? [] : [{ type: 'reply-moved', objection: one.objection, clock } as const];
  });
};
