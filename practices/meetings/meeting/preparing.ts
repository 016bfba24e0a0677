import type { Context } from '#kernel/stream/decider.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { same } from '#kernel/stream/same.ts';
import { callOffRun } from '#practices/protocols';
import type { Data } from './commands.ts';
import type { MeetingEvent, MeetingPracticeEvent } from './events.ts';
import { documentFault, whenFault } from './requesting.ts';
import { actOn, openGate, withNames, worldFor } from './run.ts';
import { agendaOf, endOf, type MeetingState, type Planned } from './state.ts';
import { optionalText, preparedFrom } from './words.ts';

type Events = Result<readonly MeetingEvent[]>;

/** Once its time is over there is nothing left to prepare. */
export const overFault = (state: MeetingState, now: number): Refusal | null => {
  if (state.status === 'cancelled') return refuse('meeting-cancelled', 'This meeting was cancelled. Ask for another.');
  return state.status === 'ended' || endOf(state) <= now ? refuse('meeting-over', 'This meeting is over.') : null;
};

export const prepare = (state: MeetingState, data: Data<'prepare'>, context: Context): Events => {
  const over = overFault(state, context.now);
  if (over) return over;
  const made = preparedFrom(data, state.questions);
  if (made.refused) return made;
  const { purpose, document, questions } = state;
  if (same(made.ok, { purpose, document, questions })) return ok([]);
  const fault = same(made.ok.document, document) ? null : documentFault(made.ok.document, context);
  if (fault) return fault;
  const prepared = { type: 'meeting-prepared', ...made.ok } as const;
  return judged({ ...(state as Planned), ...made.ok }, [prepared], context);
};

export const move = (state: MeetingState, data: Data<'move'>, context: Context): Events => {
  const fault = overFault(state, context.now) ?? whenFault(data, context);
  if (fault) return fault;
  if (data.from === state.from && data.minutes === state.minutes) return ok([]);
  return judged({ ...(state as Planned), ...data }, [{ type: 'meeting-moved', ...data }], context, true);
};

/** A change goes before the gate: the one that stands open looks again, and one that has closed opens anew. */
const judged = (changed: Planned, said: readonly MeetingPracticeEvent[], context: Context, anew = false): Events => {
  const run = changed.gates.at(-1)?.run;
  const outcome = run?.outcome?.outcome;
  if (run && outcome === undefined) {
    const ran = actOn(changed, run, { type: 'tick' }, context);
    return ran.refused ? ran : ok(withNames(changed, said, ran.ok, context));
  }
  if (outcome === 'accepted' && !anew) return ok(withNames(changed, said, [], context));
  const gate = openGate(changed, context);
  return gate.refused ? gate : ok([...said, ...gate.ok]);
};

/** Whoever takes part, or sees it, may answer a question; the last answer beforehand makes the meeting needless. */
export const settle = (state: MeetingState, { question, words }: Data<'settle'>, context: Context): Events => {
  const over = overFault(state, context.now);
  if (over) return over;
  const known = state.questions.find(({ id }) => id === question);
  if (!known) return refuse('not-found', 'There is no such question on this meeting.', { field: '/question' });
  const text = optionalText(words, '/words');
  if (text.refused) return text;
  if (text.ok === null)
    return refuse('words-required', 'Say what the answer is, so that nobody has to meet for it.', { field: '/words' });
  const settled = { type: 'question-settled', question, words: text.ok, byDocument: false } as const;
  return afterSettling(state as Planned, [settled], context);
};

/** It was settled where it was gathered, or from where: by whoever settled it there. */
export const settleGathered = (state: MeetingState, data: Data<'settle-gathered'>, context: Context): Events => {
  const known = agendaOf(state).find(({ id }) => id === data.question);
  if (!known || overFault(state, context.now)) return ok([]);
  const settled = {
    type: 'question-settled',
    question: data.question,
    words: data.words,
    byDocument: false,
    elsewhere: data.by,
  } as const;
  return afterSettling(state as Planned, [settled], context);
};

/** The document was decided: what it was to settle is settled. */
export const takeDocument = (state: MeetingState, { words }: Data<'take-document'>, context: Context): Events => {
  if (overFault(state, context.now)) return ok([]);
  const open = agendaOf(state);
  if (open.length === 0) return ok([]);
  const settled = open.map(({ id }) => ({ type: 'question-settled', question: id, words, byDocument: true }) as const);
  return afterSettling(state as Planned, settled, context);
};

const afterSettling = (state: Planned, said: readonly MeetingPracticeEvent[], context: Context): Events => {
  const now = new Set(said.flatMap((one) => (one.type === 'question-settled' ? [one.question] : [])));
  const left = agendaOf(state).filter(({ id }) => !now.has(id));
  if (left.length > 0 || state.from <= context.now) return ok(said);
  return cancelled(state, [...said, { type: 'meeting-cancelled', why: 'settled', reason: null }], context);
};

export const raiseAgain = (state: MeetingState, { question }: Data<'raise-again'>, { now }: Context): Events => {
  const over = overFault(state, now);
  if (over) return over;
  const known = state.questions.find(({ id }) => id === question);
  if (!known) return refuse('not-found', 'There is no such question on this meeting.', { field: '/question' });
  return ok(known.settled === null ? [] : [{ type: 'question-raised-again', question }]);
};

export const cancel = (state: MeetingState, data: Data<'cancel'>, context: Context): Events => {
  if (state.status === 'cancelled') return ok([]);
  const over = overFault(state, context.now);
  if (over) return over;
  const reason = optionalText(data.reason, '/reason');
  if (reason.refused) return reason;
  return cancelled(state as Planned, [{ type: 'meeting-cancelled', why: 'person', reason: reason.ok }], context);
};

const cancelled = (state: Planned, said: readonly MeetingPracticeEvent[], context: Context): Events => {
  const closed = closeGate(state, context);
  return closed.refused ? closed : ok([...closed.ok, ...said]);
};

/** What the gate still asks is not asked any more. */
export const closeGate = (state: Planned, context: Context): Events => {
  const run = state.gates.at(-1)?.run;
  if (!run || run.outcome !== null) return ok([]);
  const ran = callOffRun(run, context.by, null, worldFor(state, context), context);
  return ran.refused ? ran : ok(withNames(state, [], ran.ok, context));
};
