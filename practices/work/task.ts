import type { Context, Decider } from '#kernel/stream/decider.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { leftBehind, movedHours, passTo } from './by-itself.ts';
import { activity, claim, endOffer, extend, finish, offer, release } from './claiming.ts';
import type { Data, TaskCommand } from './commands.ts';
import { closed, draft, naming, revise, STALE } from './drafting.ts';
import type { TaskEvent } from './events.ts';
import { evolveTask } from './evolve.ts';
import { heed, partFromIssue, putThere } from './heeding.ts';
import { readTask } from './read.ts';
import { isClosed, type TaskState } from './state.ts';
import { contributes } from './terms.ts';
import { sentenceOf, wordsOf } from './words.ts';

type Events = Result<readonly TaskEvent[]>;

export const task: Decider<TaskState, TaskCommand, TaskEvent> = {
  kind: 'task',
  numbered: true,
  // `see`: the lease says who may claim, the token who may change what is claimed.
  needs: {
    draft: 'contribute',
    revise: 'see',
    claim: 'see',
    activity: 'see',
    extend: 'see',
    release: 'see',
    offer: 'see',
    'end-offer': 'see',
    finish: 'see',
    keep: 'author',
    drop: 'author',
    reopen: 'see',
    'put-there': 'see',
    'part-from-issue': 'see',
    heed: 'system',
    tick: 'system',
    'calendar-changed': 'system',
    'actor-left': 'system',
  },
  home: (command) => (command.name === 'draft' || command.name === 'heed' ? command.data.space : null),
  decide(state, command, context) {
    if (command.name === 'draft') return draft(state, command.data, context);
    if (command.name === 'heed') return heed(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is no such task that you can see.');
    if (command.name === 'tick') return ok(passTo(state, context.now, context).events);
    // [A8] What was due before this came in happens first.
    const before = passTo(state, context.receivedAt - 1, context);
    const done = act(before.state, command, context);
    return done.refused || before.events.length === 0 ? done : ok([...before.events, ...done.ok]);
  },
  evolve: evolveTask,
  read: readTask,
};

const act = (state: TaskState, command: Exclude<TaskCommand, { name: 'draft' | 'heed' | 'tick' }>, context: Context): Events => {
  switch (command.name) {
    case 'revise':
      return mayContribute(state, context) ?? revise(state, command.data, context);
    case 'claim':
      return claim(state, context);
    case 'activity':
      return activity(state, command.data, context);
    case 'extend':
      return extend(state, command.data, context);
    case 'release':
      return release(state, command.data, context);
    case 'offer':
      return offer(state, command.data, context);
    case 'end-offer':
      return endOffer(state, context);
    case 'finish':
      return finish(state, command.data, context);
    case 'keep':
      return keep(state, command.data, context);
    case 'drop':
      return drop(state, command.data);
    case 'reopen':
      return mayContribute(state, context) ?? reopen(state, command.data, context);
    case 'put-there':
      return mayContribute(state, context) ?? putThere(state, command.data, context);
    case 'part-from-issue':
      return mayContribute(state, context) ?? partFromIssue(state);
    case 'calendar-changed':
      return ok(movedHours(state, command.data.actor, context));
    case 'actor-left':
      return ok(leftBehind(state, command.data.actor, context));
    default:
      return command satisfies never;
  }
};

const mayContribute = (state: TaskState, { by, directory }: Context): Events | null =>
  by === SYSTEM || contributes(state, by, directory)
    ? null
    : refuse('not-permitted', 'You may read here; contributors may do this.');

/** [L3] Its owner says why it is still worth doing. */
const keep = (state: TaskState, data: Data<'keep'>, { now }: Context): Events => {
  if (state.stage.status !== 'ready') return refuse('not-asked', 'Nobody has asked what becomes of this.');
  const words = wordsOf(data.words, '/words');
  if (words.refused) return words;
  return ok([{ type: 'owner-answered', words: words.ok, lapsed: false, at: now, staleAt: now + STALE }]);
};

const drop = (state: TaskState, data: Data<'drop'>): Events => {
  if (isClosed(state)) return closed(state);
  const reason = wordsOf(data.reason, '/reason');
  return reason.refused ? reason : ok([{ type: 'task-dropped', reason: reason.ok }]);
};

const reopen = (state: TaskState, data: Data<'reopen'>, context: Context): Events => {
  if (!isClosed(state)) return refuse('still-open', 'This is open: there is nothing to reopen.');
  const reason = sentenceOf(data.reason, '/reason');
  if (reason.refused) return reason;
  return ok([
    ...naming(state, [context.by], context),
    { type: 'task-reopened', reason: reason.ok, staleAt: context.now + STALE },
  ]);
};
