import type { Context } from '#kernel/stream/decider.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { hosting, type RunAct } from '#practices/protocols';
import { courseFrom, hostOf, tell } from './course.ts';
import type { ChangeEvent } from './events.ts';
import { follow, waitsUntil } from './following.ts';
import { leaveSample, moveSample, tickSample } from './sampling.ts';
import { authorOf, currentRun, lastRun, statusOf, type ChangeState, type Status } from './state.ts';

type Events = Result<readonly ChangeEvent[]>;

const NOT_ASKED: Partial<Record<Status, Refusal>> = {
  draft: refuse('not-open', 'This is a draft; nobody is asked about it yet.'),
  shipped: refuse('change-closed', 'This has shipped. Say in a comment what has to be mended.'),
  reverted: refuse('change-closed', 'This was reverted.'),
  closed: refuse('change-closed', 'This was closed and is not merged.'),
  open: refuse('not-open', 'Nobody is asked yet: it has not been looked at, or its checks are under way.'),
};

const BY_ITSELF: ReadonlySet<RunAct['name']> = new Set(['tick', 'calendar-changed', 'actor-left'] as const);

/** What people do to the run of a change, and what happens to it by itself. */
export const actOn = (state: ChangeState, command: RunAct, context: Context): Events => {
  if (BY_ITSELF.has(command.name)) return byItself(state, command, context);
  const fault = NOT_ASKED[statusOf(state)];
  if (fault) return fault;
  if (command.name === 'take-stance' && context.by === authorOf(state))
    return refuse('own-change', 'This is your own change. Say more in a comment, or take it back where you proposed it.');
  const { by, now } = context;
  if (command.name === 'take-stance' && command.data.stance === 'object' && currentRun(state)?.outcome) {
    const { reason = '' } = command.data;
    if (reason.trim() === '') return refuse('reason-required', 'An objection needs a reason.', { field: '/reason' });
    // It is ready, and not merged: an objection now is in time, so it is asked about after all.
    const course = courseFrom(state, context);
    const login = `here ${by}`;
    const said = { id: login, login, at: now, saidAt: now, head: null, verdict: 'object', text: reason, url: null } as const;
    course.emit({ type: 'people-known', people: { [login]: by } }, { type: 'change-said', said });
    follow(course);
    return ok(course.events);
  }
  return onRun(state, command, context);
};

const onRun = (state: ChangeState, command: RunAct, context: Context): Events => {
  const { names, spoken } = state;
  return hosting.act({ run: lastRun(state), names, said: spoken }, command, hostOf(state), context);
};

const byItself = (state: ChangeState, command: RunAct, context: Context): Events => {
  const course = courseFrom(state, context);
  const done = onRun(state, command, context);
  if (done.refused) return done;
  tell(course, done.ok);
  if (command.name === 'tick') {
    course.emit(...tickSample(course.state(), context));
    const until = waitsUntil(course.state());
    if (until !== null && until <= context.now) follow(course);
  } else if (command.name === 'calendar-changed') course.emit(...moveSample(course.state(), command.data.actor, context));
  else if (command.name === 'actor-left') course.emit(...leaveSample(course.state(), command.data.actor, context));
  return ok(course.events);
};
