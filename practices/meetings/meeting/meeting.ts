import { nextMoment } from '#kernel/protocol/run.ts';
import type { RunAction } from '#kernel/protocol/run-action.ts';
import type { Context, Decider } from '#kernel/stream/decider.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { MeetingCommand } from './commands.ts';
import { askOutcome, end, moveOutcome } from './ending.ts';
import type { MeetingEvent } from './events.ts';
import { evolveMeeting } from './evolve.ts';
import { cancel, move, prepare, raiseAgain, settle, settleGathered, takeDocument } from './preparing.ts';
import { readMeeting } from './read.ts';
import { request } from './requesting.ts';
import { actOn, withNames } from './run.ts';
import type { MeetingState } from './state.ts';

export const meeting: Decider<MeetingState, MeetingCommand, MeetingEvent> = {
  kind: 'meeting',
  numbered: true,
  needs: {
    request: 'contribute',
    prepare: 'author',
    move: 'author',
    settle: 'see',
    'raise-again': 'see',
    'take-document': 'system',
    'settle-gathered': 'system',
    cancel: 'author',
    end: 'decider',
    'tell-calendar': 'system',
    tick: 'system',
    'calendar-changed': 'system',
    'actor-left': 'system',
  },
  home: (command) => (command.name === 'request' ? command.data.space : null),
  decide(state, command, context) {
    if (command.name === 'request') return request(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is no such meeting that you can see.');
    switch (command.name) {
      case 'prepare':
        return prepare(state, command.data, context);
      case 'move':
        return move(state, command.data, context);
      case 'settle':
        return settle(state, command.data, context);
      case 'raise-again':
        return raiseAgain(state, command.data, context);
      case 'settle-gathered':
        return settleGathered(state, command.data, context);
      case 'take-document':
        return takeDocument(state, command.data, context);
      case 'cancel':
        return cancel(state, command.data, context);
      case 'end':
        return end(state, command.data, context);
      case 'tell-calendar': {
        const { how, reason } = command.data;
        // What was told of moving it is of no concern once it is cancelled.
        const stale = state.status === 'ended' || (state.status === 'cancelled' && how === 'moved');
        return ok(stale ? [] : [{ type: 'calendar-told', how, reason }]);
      }
      case 'tick':
        return tick(state, context);
      case 'calendar-changed': {
        if (state.status !== 'planned') return ok([]);
        const moved = moveOutcome(state, command.data.actor, context);
        const ran = byItself(state, { type: 'calendar-changed', actor: command.data.actor }, context);
        return ran.refused ? ran : ok([...moved, ...ran.ok]);
      }
      case 'actor-left':
        return byItself(state, { type: 'actor-left', actor: command.data.actor }, context);
      default:
        return command satisfies never;
    }
  },
  evolve: evolveMeeting,
  read: readMeeting,
};

const tick = (state: MeetingState, context: Context): Result<readonly MeetingEvent[]> => {
  if (state.status !== 'planned') return ok([]);
  const run = state.gates.at(-1)?.run;
  const due = run ? nextMoment(run) : null;
  const ran = due !== null && due <= context.now ? byItself(state, { type: 'tick' }, context) : ok([]);
  return ran.refused ? ran : ok([...ran.ok, ...askOutcome(state, context)]);
};

/** What nobody does: the moment that has come, and hours that changed. */
const byItself = (state: MeetingState, action: RunAction, context: Context): Result<readonly MeetingEvent[]> => {
  const run = state.status === 'planned' ? state.gates.at(-1)?.run : null;
  if (!run) return ok([]);
  const ran = actOn(state, run, action, context);
  return ran.refused ? ran : ok(ran.ok.length === 0 ? [] : withNames(state, [], ran.ok, context));
};
