import type { Context } from '#kernel/stream/decider.ts';
import { refuse, type Result } from '#kernel/stream/refusal.ts';
import { titleOf, withGiven, type DecisionBody } from './body.ts';
import type { Data } from './commands.ts';
import type { DecisionEvent } from './events.ts';
import { partsSaid } from './records/parts.ts';
import { act } from './run.ts';
import { same } from '#kernel/stream/same.ts';
import type { Opened } from './state.ts';
import { optionalWords, reasonOf } from './words.ts';

type Events = Result<readonly DecisionEvent[]>;

/** [R6] A new text with its reason. What was decided is the record and does not change. */
export const amend = (state: Opened, data: Data<'amend'>, context: Context): Events => {
  const { label, reason: why, title: given, ...fields } = data;
  if (state.run.outcome !== null)
    return refuse('decided', 'This has been decided; its text is the record. Reopen it, or write a decision that supersedes it.');
  const reason = reasonOf(why);
  if (reason.refused) return reason;
  const title = titleOf(given ?? state.title);
  if (title.refused) return title;
  const changed = withGiven(state.body, fields, context);
  if (changed.refused) return changed;
  const body = withItsText(state, title.ok, changed.ok);
  if (state.body.proposes !== null && body.recommendation !== state.body.recommendation)
    return refuse('proposes-text', 'What this recommends is the text that it proposes. Amend that.', {
      field: '/recommendation',
    });
  if (same([title.ok, body], [state.title, state.body])) return refuse('nothing-changed', 'The text is the same as before.');
  // What came as a record says within its text what it recommends.
  if (body.problem.trim() === '' || (body.recommendation.trim() === '' && state.record === undefined))
    return refuse('incomplete', 'A decision that others are asked about keeps its problem and its recommendation.', {
      field: '/recommendation',
    });
  if (label === 'editorial' && body.reversible !== state.body.reversible)
    return refuse('not-editorial', 'Whether one can go back is more than a matter of words.', {
      field: '/label',
      accepted: 'material',
    });
  const amended = { type: 'decision-amended', title: title.ok, body: body, label, reason: reason.ok } as const;
  const says = { title: title.ok, irreversible: !body.reversible, urgent: body.urgent };
  return act({ ...state, title: title.ok, body: body }, { type: 'amend', by: context.by, label, says }, context, [amended]);
};

/** Where the text of what came as a record said its options or next steps, and they were left so, the new text says them. */
const withItsText = (state: Opened, title: string, body: DecisionBody): DecisionBody => {
  if (state.record === undefined || same([title, body.problem], [state.title, state.body.problem])) return body;
  const [before, after] = [partsSaid(state.body.problem, state.title), partsSaid(body.problem, title)];
  const left = <T>(now: T, was: T, said: T): boolean => same(now, was) && same(was, said);
  return {
    ...body,
    ...(left(body.options, state.body.options, before.options) && { options: after.options }),
    ...(left(body.nextSteps, state.body.nextSteps, before.nextSteps) && { nextSteps: after.nextSteps }),
  };
};

export const challenge = (state: Opened, data: Data<'challenge-amendment'>, context: Context): Events => {
  const reason = optionalWords(data.reason, '/reason');
  if (reason.refused) return reason;
  return act(state, { type: 'challenge', by: context.by, ...(reason.ok === null ? {} : { reason: reason.ok }) }, context);
};

export const withdraw = (state: Opened, data: Data<'withdraw'>, context: Context): Events => {
  const reason = optionalWords(data.reason, '/reason');
  if (reason.refused) return reason;
  return act(state, { type: 'withdraw', by: context.by, ...(reason.ok === null ? {} : { reason: reason.ok }) }, context, [
    { type: 'decision-withdrawn', reason: reason.ok },
  ]);
};

/** [R9] After the outcome. */
export const reopen = (state: Opened, data: Data<'reopen'>, context: Context): Events => {
  const reason = reasonOf(data.reason);
  if (reason.refused) return reason;
  if (state.standing.is === 'superseded')
    return refuse('superseded', 'Another decision stands in its place. Reopen that one, or write one that supersedes it.');
  return act(state, { type: 'reopen', by: context.by, reason: reason.ok }, context, [
    { type: 'decision-reopened', reason: reason.ok },
  ]);
};

export const keepClosed = (state: Opened, data: Data<'keep-closed'>, context: Context): Events => {
  const reason = reasonOf(data.reason);
  if (reason.refused) return reason;
  return act(state, { type: 'keep-closed', by: context.by, reason: reason.ok }, context, [
    { type: 'decision-kept-closed', reason: reason.ok },
  ]);
};
