import type { Context, Decider } from '#kernel/stream/decider.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { wordsOf } from '#practices/work';
import { leftBehind, movedHours, open, passTo, raise, read, settle } from './commenting.ts';
import type { Data, PlanCommand } from './commands.ts';
import type { PlanEvent } from './events.ts';
import { evolvePlan } from './evolve.ts';
import { readPlan } from './read.ts';
import type { PlanState } from './state.ts';
import { draft, leaveOut, propose, revise, reviseStory, stands, takeIn } from './writing.ts';

type Events = Result<readonly PlanEvent[]>;

export const plan: Decider<PlanState, PlanCommand, PlanEvent> = {
  kind: 'plan',
  numbered: true,
  needs: {
    draft: 'contribute',
    revise: 'author',
    propose: 'contribute',
    'revise-story': 'contribute',
    'leave-out': 'contribute',
    'take-in': 'author',
    open: 'author',
    read: 'see',
    raise: 'see',
    settle: 'see',
    withdraw: 'author',
    tick: 'system',
    'calendar-changed': 'system',
    'actor-left': 'system',
  },
  home: (command) => (command.name === 'draft' ? command.data.space : null),
  decide(state, command, context) {
    if (command.name === 'draft') return draft(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is no such plan that you can see.');
    if (command.name === 'tick') return ok(passTo(state, context.now, context));
    // [A8] What was due before this came in happens first.
    const before = passTo(state, context.receivedAt - 1, context);
    const then = before.length === 0 ? state : foldAll(state, before, context);
    const done = act(then, command, context);
    return done.refused || before.length === 0 ? done : ok([...before, ...done.ok]);
  },
  evolve: evolvePlan,
  read: readPlan,
};

const foldAll = (state: PlanState, events: readonly PlanEvent[], { by, now, self }: Context): PlanState => {
  const about = { org: '', artifact: self.id, kind: 'plan', version: 0, at: now, by, command: '', causedBy: null } as const;
  return events.reduce((before, body) => evolvePlan(before, { ...about, body }), state);
};

const act = (state: PlanState, command: Exclude<PlanCommand, { name: 'draft' | 'tick' }>, context: Context): Events => {
  switch (command.name) {
    case 'revise':
      return revise(state, command.data, context);
    case 'propose':
      return propose(state, command.data, context);
    case 'revise-story':
      return reviseStory(state, command.data, context);
    case 'leave-out':
      return leaveOut(state, command.data.story, context);
    case 'take-in':
      return takeIn(state, command.data.story);
    case 'open':
      return open(state, context);
    case 'read':
      return read(state, context);
    case 'raise':
      return raise(state, command.data, context);
    case 'settle':
      return settle(state, command.data, context);
    case 'withdraw':
      return withdraw(state, command.data);
    case 'calendar-changed':
      return ok(movedHours(state, command.data.actor, context));
    case 'actor-left':
      return ok(leftBehind(state, command.data.actor, context));
    default:
      return command satisfies never;
  }
};

const withdraw = (state: PlanState, data: Data<'withdraw'>): Events => {
  const fault = stands(state);
  if (fault) return fault;
  const reason = wordsOf(data.reason, '/reason');
  return reason.refused ? reason : ok([{ type: 'plan-withdrawn', reason: reason.ok }]);
};
