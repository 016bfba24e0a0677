import { z } from 'zod';
import { ORG_KEY } from '#kernel/actors/access.ts';
import type { Actor } from '#kernel/actors/directory.ts';
import { freeHandle, handleOf, lineOf, nameOf } from '#kernel/actors/names.ts';
import type { Command, Context, Decider } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { ALWAYS, type CalendarVersion } from '#kernel/time/calendar.ts';

/**
 * An agent: software that acts under its own name, with a person accountable for it.
 *
 *     active ⇄ suspended
 */
export interface AgentState {
  readonly status: 'active' | 'suspended';
  readonly name: string;
  readonly handle: string;
  readonly purpose: string;
  readonly accountable: ActorId;
  readonly registeredAt: Instant;
  readonly suspendedAt: Instant | null;
}

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
  suspend: z.strictObject({}),
  resume: z.strictObject({}),
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
  | { readonly type: 'agent-suspended' }
  | { readonly type: 'agent-resumed' };

export const agent: Decider<AgentState, AgentCommand, AgentEvent> = {
  kind: 'agent',
  numbered: false,
  directory: true,
  // An agent's author is the person accountable for it, so `author` is that person or a steward of the organization.
  needs: { register: 'decider', describe: 'author', 'make-accountable': 'author', suspend: 'author', resume: 'author' },
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
      case 'make-accountable': {
        const { accountable } = command.data;
        if (accountable === state.accountable) return ok([]);
        return accountablePerson(accountable, context) ?? ok([{ type: 'agent-handed-over', accountable }]);
      }
      case 'suspend':
        return ok(state.status === 'suspended' ? [] : [{ type: 'agent-suspended' }]);
      case 'resume':
        return ok(state.status === 'active' ? [] : [{ type: 'agent-resumed' }]);
      default:
        return command satisfies never;
    }
  },
  evolve(state, { body, at }) {
    if (body.type === 'agent-registered') {
      const { name, handle, purpose, accountable } = body;
      return { status: 'active', name, handle, purpose, accountable, registeredAt: at, suspendedAt: null };
    }
    if (state === null) throw new Error(`${body.type} on an agent that does not exist`);
    switch (body.type) {
      case 'agent-described':
        return { ...state, name: body.name, purpose: body.purpose };
      case 'agent-handed-over':
        return { ...state, accountable: body.accountable };
      case 'agent-suspended':
        return { ...state, status: 'suspended', suspendedAt: at };
      case 'agent-resumed':
        return { ...state, status: 'active', suspendedAt: null };
      default:
        return body satisfies never;
    }
  },
  read: (state) => ({
    title: state.name,
    status: state.status,
    space: null,
    audience: [ORG_KEY],
    author: state.accountable,
    openedAt: state.registeredAt,
    closedAt: state.suspendedAt,
    nextAt: null,
    summary: { handle: state.handle },
    awaits: [],
    links: [],
  }),
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
  skills: [],
  ...(state.suspendedAt === null ? {} : { leftAt: state.suspendedAt }),
});
