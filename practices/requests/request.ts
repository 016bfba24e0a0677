import type { RunAction } from '#kernel/protocol/run-action.ts';
import { nextMoment } from '#kernel/protocol/run.ts';
import type { Context, Decider } from '#kernel/stream/decider.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { accept, answer, answerClarification, askClarification, passOn, withdraw } from './answering.ts';
import { ask, askAgain } from './asking.ts';
import type { RequestCommand } from './commands.ts';
import type { RequestEvent } from './events.ts';
import { evolveRequest } from './evolve.ts';
import { readRequest } from './read.ts';
import { act } from './run.ts';
import { lastRound, type RequestState } from './state.ts';

export const request: Decider<RequestState, RequestCommand, RequestEvent> = {
  kind: 'request',
  numbered: true,
  // `see`: the run says whose answer settles it, and refuses who may not.
  needs: {
    ask: 'contribute',
    answer: 'see',
    'pass-on': 'see',
    'ask-clarification': 'see',
    'answer-clarification': 'see',
    withdraw: 'author',
    accept: 'author',
    'ask-again': 'author',
    tick: 'system',
    'calendar-changed': 'system',
    'actor-left': 'system',
  },
  home: (command) => (command.name === 'ask' ? command.data.space : null),
  decide(state, command, context) {
    if (command.name === 'ask') return ask(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is no such request that you can see.');
    switch (command.name) {
      case 'answer':
        return answer(state, command.data, context);
      case 'pass-on':
        return passOn(state, command.data, context);
      case 'ask-clarification':
        return askClarification(state, command.data, context);
      case 'answer-clarification':
        return answerClarification(state, command.data, context);
      case 'withdraw':
        return withdraw(state, command.data, context);
      case 'accept':
        return accept(state, command.data, context);
      case 'ask-again':
        return askAgain(state, command.data, context);
      case 'tick':
        return byItself(state, { type: 'tick' }, context);
      case 'calendar-changed':
        return byItself(state, { type: 'calendar-changed', actor: command.data.actor }, context);
      case 'actor-left':
        return byItself(state, { type: 'actor-left', actor: command.data.actor }, context);
      default:
        return command satisfies never;
    }
  },
  evolve: evolveRequest,
  read: readRequest,
};

/** What nobody does: the moment that has come, and hours that changed. */
const byItself = (state: RequestState, action: RunAction, context: Context): Result<readonly RequestEvent[]> => {
  if (state.status !== 'asked') return ok([]);
  const due = nextMoment(lastRound(state).run);
  if (action.type === 'tick' && (due === null || due > context.now)) return ok([]);
  return act(state, action, context);
};
