import { z } from 'zod';
import { ORG_KEY, roleIn } from '#kernel/actors/access.ts';
import type { Actor, AgentLimits } from '#kernel/actors/directory.ts';
import { freeHandle, handleOf, lineOf, nameOf } from '#kernel/actors/names.ts';
import type { Command, Context, Decider } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { same } from '#kernel/stream/same.ts';
import { ALWAYS, type CalendarVersion } from '#kernel/time/calendar.ts';
import { askedOf, close, ended, open, orphan, orphanedBy, type Orphaned, type SuccessionEvent } from './agent-succession.ts';

/**
 * An agent: software that acts under its own name, with a person accountable for it.
 *
 *     active ⇄ suspended
 *
 * When the person leaves, it has stopped (it holds no keys and no seat), and their deputies, or else the stewards of the organization,
 * are asked who answers for it from now on.
 */
export interface AgentState {
  readonly status: 'active' | 'suspended';
  readonly name: string;
  readonly handle: string;
  readonly purpose: string;
  readonly accountable: ActorId;
  readonly limits: AgentLimits;
  readonly registeredAt: Instant;
  readonly suspendedAt: Instant | null;
  /** Who answered for it has left: it has stopped, and these are asked who does from now on. */
  readonly orphaned: Orphaned | null;
}

const NO_LIMITS: AgentLimits = { perDay: null, spaces: null, scopes: null };

/** The data of each command to an agent. */
export const agentCommands = {
  register: z.strictObject({
    name: z.string(),
    handle: z.string().exactOptional(),
    purpose: z.string().exactOptional(),
    accountable: z.uuid(),
  }),
  describe: z.strictObject({ name: z.string().exactOptional(), purpose: z.string().exactOptional() }),
  'make-accountable': z.strictObject({ accountable: z.uuid() }),
  limit: z.strictObject({
    perDay: z.int().min(1).max(1_000_000).nullable().describe('Changes in 24 hours; null: no limit'),
    spaces: z.array(z.uuid()).max(100).nullable().describe('Where it may change something, and below; null: wherever it sees'),
    scopes: z
      .array(z.string().regex(/^[a-z]+(-[a-z]+)*$/))
      .max(40)
      .nullable()
      .describe('The kinds of artifact that it may change: `comment`, `task`; none: it reads; null: all'),
  }),
  suspend: z.strictObject({}),
  resume: z.strictObject({}),
  /** Who answered for it has left. */
  orphan: z.strictObject({ from: z.uuid() }),
  'calendar-changed': z.strictObject({ actor: z.uuid() }),
  'actor-left': z.strictObject({ actor: z.uuid() }),
  tick: z.strictObject({}),
} as const;

type Commands = typeof agentCommands;
export type AgentCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];

export type AgentEvent =
  | {
      readonly type: 'agent-registered';
      readonly name: string;
      readonly handle: string;
      readonly purpose: string;
      readonly accountable: ActorId;
    }
  | { readonly type: 'agent-described'; readonly name: string; readonly purpose: string }
  | { readonly type: 'agent-handed-over'; readonly accountable: ActorId }
  | { readonly type: 'agent-limited'; readonly limits: AgentLimits }
  | SuccessionEvent
  | { readonly type: 'agent-suspended' }
  | { readonly type: 'agent-resumed' };

export const agent: Decider<AgentState, AgentCommand, AgentEvent> = {
  kind: 'agent',
  numbered: false,
  directory: true,
  // An agent's author is the person accountable for it, so `author` is that person or a steward of the organization.
  needs: {
    register: 'decider',
    describe: 'author',
    'make-accountable': 'decider',
    limit: 'decider',
    suspend: 'author',
    resume: 'author',
    orphan: 'system',
    'calendar-changed': 'system',
    'actor-left': 'system',
    tick: 'system',
  },
  decide(state, command, context) {
    if (command.name === 'register') return register(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is no such agent.');
    switch (command.name) {
      case 'describe': {
        const name = nameOf(command.data.name ?? state.name, '/name');
        if (name.refused) return name;
        const purpose = lineOf(command.data.purpose ?? state.purpose, '/purpose', 500);
        if (purpose.refused) return purpose;
        const same = name.ok === state.name && purpose.ok === state.purpose;
        return ok(same ? [] : [{ type: 'agent-described', name: name.ok, purpose: purpose.ok }]);
      }
      case 'make-accountable':
        return makeAccountable(state, command.data.accountable, context);
      case 'limit':
        return limit(state, command.data, context);
      case 'orphan':
        return orphan(state, command.data.from, context);
      case 'calendar-changed':
        return ok([]);
      case 'actor-left':
        return ok(close(state, [command.data.actor], 'moot'));
      case 'tick': {
        const due = open(state).filter(([, { clock }]) => clock.dueAt <= context.now);
        return ok(
          close(
            state,
            due.map(([id]) => id),
            'lapsed',
          ),
        );
      }
      case 'suspend':
        return ok(state.status === 'suspended' ? [] : [{ type: 'agent-suspended' }]);
      case 'resume':
        return ok(state.status === 'active' ? [] : [{ type: 'agent-resumed' }]);
      default:
        return command satisfies never;
    }
  },
  evolve(state, { body, at, by }) {
    if (body.type === 'agent-registered') {
      const { name, handle, purpose, accountable } = body;
      return {
        ...{ status: 'active', name, handle, purpose, accountable, limits: NO_LIMITS, registeredAt: at },
        ...{ suspendedAt: null, orphaned: null },
      };
    }
    if (state === null) throw new Error(`${body.type} on an agent that does not exist`);
    switch (body.type) {
      case 'agent-described':
        return { ...state, name: body.name, purpose: body.purpose };
      case 'agent-handed-over':
        return { ...state, accountable: body.accountable, orphaned: ended(state.orphaned, by, at) };
      case 'agent-limited':
        return { ...state, limits: body.limits };
      case 'agent-orphaned':
        return { ...state, orphaned: orphanedBy(body, at) };
      case 'agent-question-closed':
        return { ...state, orphaned: ended(state.orphaned, null, at, body) };
      case 'agent-suspended':
        return { ...state, status: 'suspended', suspendedAt: at };
      case 'agent-resumed':
        return { ...state, status: 'active', suspendedAt: null };
      default:
        return body satisfies never;
    }
  },
  read: (state) => {
    const waiting = open(state);
    return {
      title: state.name,
      status: state.status,
      space: null,
      audience: [ORG_KEY],
      author: state.accountable,
      openedAt: state.registeredAt,
      closedAt: state.suspendedAt,
      nextAt: waiting.length === 0 ? null : Math.min(...waiting.map(([, { clock }]) => clock.dueAt)),
      summary: { handle: state.handle },
      awaits: askedOf(state),
      links: [],
    };
  },
};

type Events = Result<readonly AgentEvent[]>;

/** [safety] The person who answers for it, or a steward of the organization; never an agent, which would loosen its own reins. */
const answersFor = ({ accountable }: AgentState, { by, directory }: Context): boolean => {
  const actor = directory.actors.get(by);
  return by === SYSTEM || (actor?.kind === 'person' && (by === accountable || actor.role === 'steward'));
};

const NOT_YOURS = refuse('not-permitted', 'Only who answers for this agent, or a steward of the organization, may do this.');

/** Whoever is asked, because the person before has left, may take it upon themselves. */
const makeAccountable = (state: AgentState, accountable: ActorId, context: Context): Events => {
  const takesIt = accountable === context.by && open(state).some(([id]) => id === context.by);
  if (!takesIt && !answersFor(state, context)) return NOT_YOURS;
  if (accountable === state.accountable) return ok([]);
  return accountablePerson(accountable, context) ?? ok([{ type: 'agent-handed-over', accountable }]);
};

const limit = (state: AgentState, { perDay, spaces, scopes }: AgentLimits, context: Context): Events => {
  if (!answersFor(state, context)) return NOT_YOURS;
  const unknown = spaces?.findIndex((id) => !seesSpace(id, context)) ?? -1;
  if (unknown >= 0) return refuse('not-found', 'There is no such space that you can see.', { field: `/spaces/${unknown}` });
  const once = (ids: readonly string[] | null) => (ids === null ? null : [...new Set(ids)].toSorted());
  const limits = { perDay, spaces: once(spaces), scopes: once(scopes) };
  return ok(same(limits, state.limits) ? [] : [{ type: 'agent-limited', limits }]);
};

const seesSpace = (id: string, { by, directory }: Context): boolean => {
  const [actor, space] = [directory.actors.get(by), directory.spaces.get(id)];
  return space !== undefined && (by === SYSTEM || (actor !== undefined && roleIn(actor, space, directory) !== null));
};

/** People register agents for themselves; a steward of the organization also for somebody else. */
const register = (
  state: AgentState | null,
  data: z.output<Commands['register']>,
  context: Context,
): Result<readonly AgentEvent[]> => {
  if (state !== null) return refuse('already-registered', 'This agent exists already.');
  const doer = context.directory.actors.get(context.by);
  const may = context.by === SYSTEM || doer?.role === 'steward' || (doer?.kind === 'person' && data.accountable === context.by);
  if (!may)
    return refuse('not-permitted', 'You may register agents that you are accountable for yourself.', { field: '/accountable' });
  const fault = accountablePerson(data.accountable, context);
  if (fault) return fault;
  const name = nameOf(data.name, '/name');
  if (name.refused) return name;
  const purpose = lineOf(data.purpose ?? '', '/purpose', 500);
  if (purpose.refused) return purpose;
  const isTaken = (handle: string): boolean => [...context.directory.actors.values()].some((actor) => actor.handle === handle);
  const handle = data.handle === undefined ? ok(freeHandle(name.ok, 'agent', isTaken)) : handleOf(data.handle, '/handle');
  if (handle.refused) return handle;
  if (isTaken(handle.ok)) return refuse('handle-taken', `@${handle.ok} is somebody else's.`, { field: '/handle' });
  return ok([{ type: 'agent-registered', name: name.ok, handle: handle.ok, purpose: purpose.ok, accountable: data.accountable }]);
};

const accountablePerson = (id: ActorId, { directory }: Context): Refusal | null => {
  const actor = directory.actors.get(id);
  if (actor?.kind === 'person' && actor.status === 'active') return null;
  return refuse('not-active', 'The accountable must be an active person of the organization.', { field: '/accountable' });
};

/** Software works at every hour. */
const CALENDARS: readonly CalendarVersion[] = [{ from: 0, calendar: ALWAYS }];

export const agentActor = (id: ActorId, state: AgentState): Actor => ({
  id,
  kind: 'agent',
  name: state.name,
  handle: state.handle,
  calendars: CALENDARS,
  deputies: [],
  role: 'member',
  status: state.status === 'active' ? 'active' : 'left',
  accountable: state.accountable,
  ...(same(state.limits, NO_LIMITS) ? {} : { limits: state.limits }),
  skills: [],
  ...(state.suspendedAt === null ? {} : { leftAt: state.suspendedAt }),
});
