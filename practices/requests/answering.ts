import type { Context } from '#kernel/stream/decider.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { callOffRun, maySee } from '#practices/protocols';
import { mentionedIn } from './asking.ts';
import { audienceOf } from './audience.ts';
import type { Data } from './commands.ts';
import type { RequestEvent } from './events.ts';
import { act, withNames, worldFor } from './run.ts';
import { lastRound, statusOf, type Asked, type RequestState } from './state.ts';
import { optionalText, textFrom } from './words.ts';

type Events = Result<readonly RequestEvent[]>;

const closed = (state: RequestState): Refusal =>
  refuse(
    'request-closed',
    state.status === 'withdrawn'
      ? 'This was withdrawn. A comment can still say more.'
      : 'This is closed. A comment can still say more.',
  );

/** Whoever sees it may answer. Who was asked settles the run by it; of anybody else the asker may accept it. */
export const answer = (state: RequestState, data: Data<'answer'>, context: Context): Events => {
  if (state.status !== 'asked') return closed(state);
  if (context.by === state.author)
    return refuse('own-question', 'This is your own question. Say more in a comment, or withdraw it if you found the answer.');
  const text = textFrom(data.text, '/text');
  if (text.refused) return text;
  const answered = { type: 'request-answered', text: text.ok, mentions: mentionedIn(text.ok, state.blocks, context) } as const;
  const ran = act(state, { type: 'answer', by: context.by, text: text.ok }, context, [answered]);
  if (!ran.refused || ran.code !== 'run-ended') return ran;
  // Late, or one more: the run is over, the words are still welcome.
  return ok(withNames(state, [answered], [], context));
};

export const passOn = (state: RequestState, data: Data<'pass-on'>, context: Context): Events => {
  if (state.status !== 'asked') return closed(state);
  const reason = optionalText(data.reason, '/reason');
  if (reason.refused) return reason;
  const { to } = data;
  if (!maySee(to, audienceOf(state), context.directory))
    return refuse('cannot-see', 'There is nobody with this id who may see this request.', { field: '/to' });
  const action = { type: 'pass-on', by: context.by, to, ...(reason.ok === null ? {} : { reason: reason.ok }) } as const;
  return act(state, action, context, [{ type: 'request-passed', to, reason: reason.ok }]);
};

/** [A3] */
export const askClarification = (state: RequestState, data: Data<'ask-clarification'>, context: Context): Events => {
  if (state.status !== 'asked') return closed(state);
  const text = textFrom(data.text, '/text');
  if (text.refused) return text;
  return act(state, { type: 'ask-clarification', by: context.by, text: text.ok }, context, [
    { type: 'clarification-said', to: null, text: text.ok },
  ]);
};

export const answerClarification = (
  state: RequestState,
  { to, text: words }: Data<'answer-clarification'>,
  context: Context,
): Events => {
  if (state.status !== 'asked') return closed(state);
  const text = textFrom(words, '/text');
  if (text.refused) return text;
  return act(state, { type: 'answer-clarification', by: context.by, to, text: text.ok }, context, [
    { type: 'clarification-said', to, text: text.ok },
  ]);
};

export const withdraw = (state: RequestState, data: Data<'withdraw'>, context: Context): Events => {
  if (state.status === 'withdrawn') return ok([]);
  if (state.status !== 'asked') return closed(state);
  const reason = optionalText(data.reason, '/reason');
  if (reason.refused) return reason;
  const ended = endRun(state, reason.ok, context);
  return ended.refused ? ended : ok([...ended.ok, { type: 'request-withdrawn', reason: reason.ok }]);
};

/** The asker has what they need: nobody is asked any more. */
export const accept = (state: RequestState, data: Data<'accept'>, context: Context): Events => {
  if (state.status === 'accepted') return ok([]);
  if (state.status !== 'asked') return closed(state);
  if (state.rounds.every(({ answers }) => answers.length === 0))
    return refuse(
      'no-answer',
      statusOf(state) === 'open'
        ? 'Nobody has answered yet. Withdraw it if you no longer need to know.'
        : 'Nobody has answered this. Ask again, or withdraw it.',
    );
  const words = optionalText(data.words, '/words');
  if (words.refused) return words;
  const ended = endRun(state, 'an answer is accepted', context);
  return ended.refused ? ended : ok([...ended.ok, { type: 'request-accepted', words: words.ok }]);
};

const endRun = (state: Asked, reason: string | null, context: Context): Events => {
  const round = lastRound(state);
  if (round.run.outcome !== null) return ok([]);
  const ended = callOffRun(round.run, context.by, reason, worldFor(state, round, state.rounds.length, context), context);
  return ended.refused ? ended : ok(withNames(state, [], ended.ok, context));
};
