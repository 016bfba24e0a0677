import { z } from 'zod';
import { ORG_KEY } from '#kernel/actors/access.ts';
import type { Actor } from '#kernel/actors/directory.ts';
import { freeHandle, handleOf, lineOf, nameOf } from '#kernel/actors/names.ts';
import type { Command, Context, Decider } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';

export type TeamRole = 'member' | 'steward';

/**
 * A team: people and agents who are asked, mentioned and let in together.
 *
 *     formed ──disband──► disbanded
 */
export type TeamState =
  | {
      readonly status: 'formed';
      readonly name: string;
      readonly handle: string;
      readonly purpose: string;
      readonly members: Readonly<Record<ActorId, TeamRole>>;
      readonly formedAt: Instant;
    }
  | { readonly status: 'disbanded'; readonly name: string; readonly handle: string; readonly disbandedAt: Instant };

type Formed = Extract<TeamState, { status: 'formed' }>;

const role = z.enum(['member', 'steward']);

/** The data of each command to a team. */
export const teamCommands = {
  form: z.strictObject({
    name: z.string(),
    handle: z.string().exactOptional(),
    purpose: z.string().exactOptional(),
    members: z.array(z.uuid()).max(500).exactOptional(),
  }),
  rename: z.strictObject({ name: z.string().exactOptional(), purpose: z.string().exactOptional() }),
  'add-member': z.strictObject({ member: z.uuid(), role: role.exactOptional() }),
  'remove-member': z.strictObject({ member: z.uuid() }),
  disband: z.strictObject({}),
} as const;

type Commands = typeof teamCommands;
export type TeamCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];

export type TeamEvent =
  | {
      readonly type: 'team-formed';
      readonly name: string;
      readonly handle: string;
      readonly purpose: string;
      readonly members: Readonly<Record<ActorId, TeamRole>>;
    }
  | { readonly type: 'team-renamed'; readonly name: string; readonly purpose: string }
  | { readonly type: 'team-member-added'; readonly member: ActorId; readonly role: TeamRole }
  | { readonly type: 'team-member-removed'; readonly member: ActorId }
  | { readonly type: 'team-disbanded' };

export const team: Decider<TeamState, TeamCommand, TeamEvent> = {
  kind: 'team',
  numbered: false,
  directory: true,
  // A team may open closed spaces to its members, so who is in it is its stewards' business, and only theirs.
  needs: { form: 'see', rename: 'decider', 'add-member': 'decider', 'remove-member': 'decider', disband: 'decider' },
  decide(state, command, context) {
    if (command.name === 'form') return form(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is no such team.');
    if (state.status === 'disbanded')
      return command.name === 'disband' ? ok([]) : refuse('disbanded', `${state.name} has been disbanded.`);
    const leaves = command.name === 'remove-member' && command.data.member === context.by;
    if (!leaves && !runs(state, context))
      return refuse('not-permitted', 'Only a steward of this team or of the organization may do this.');
    switch (command.name) {
      case 'rename':
        return rename(state, command.data);
      case 'add-member':
        return addMember(state, command.data.member, command.data.role ?? 'member', context);
      case 'remove-member':
        return removeMember(state, command.data.member, context);
      case 'disband':
        return ok([{ type: 'team-disbanded' }]);
      default:
        return command satisfies never;
    }
  },
  evolve(state, { body, at }) {
    if (body.type === 'team-formed') {
      const { name, handle, purpose, members } = body;
      return { status: 'formed', name, handle, purpose, members, formedAt: at };
    }
    if (state?.status !== 'formed') throw new Error(`${body.type} on a team that does not exist`);
    switch (body.type) {
      case 'team-renamed':
        return { ...state, name: body.name, purpose: body.purpose };
      case 'team-member-added':
        return { ...state, members: { ...state.members, [body.member]: body.role } };
      case 'team-member-removed':
        return { ...state, members: without(state.members, body.member) };
      case 'team-disbanded':
        return { status: 'disbanded', name: state.name, handle: state.handle, disbandedAt: at };
      default:
        return body satisfies never;
    }
  },
  read: (state) => ({
    title: state.name,
    status: state.status,
    space: null,
    audience: [ORG_KEY],
    author: null,
    openedAt: state.status === 'formed' ? state.formedAt : null,
    closedAt: state.status === 'disbanded' ? state.disbandedAt : null,
    nextAt: null,
    summary: { handle: state.handle },
    awaits: [],
    links: [],
  }),
};

const form = (state: TeamState | null, data: z.output<Commands['form']>, context: Context): Result<readonly TeamEvent[]> => {
  if (state !== null) return refuse('already-formed', 'This team exists already.');
  const name = nameOf(data.name, '/name');
  if (name.refused) return name;
  const purpose = lineOf(data.purpose ?? '', '/purpose', 500);
  if (purpose.refused) return purpose;
  const isTaken = (handle: string): boolean => [...context.directory.actors.values()].some((actor) => actor.handle === handle);
  const handle = data.handle === undefined ? ok(freeHandle(name.ok, 'team', isTaken)) : handleOf(data.handle, '/handle');
  if (handle.refused) return handle;
  if (isTaken(handle.ok)) return refuse('handle-taken', `@${handle.ok} is somebody else's.`, { field: '/handle' });
  const members: Record<ActorId, TeamRole> = context.by === SYSTEM ? {} : { [context.by]: 'steward' };
  for (const [index, member] of (data.members ?? []).entries()) {
    const fault = joinable(member, `/members/${index}`, context);
    if (fault) return fault;
    members[member] ??= 'member';
  }
  return ok([{ type: 'team-formed', name: name.ok, handle: handle.ok, purpose: purpose.ok, members }]);
};

const rename = (state: Formed, data: z.output<Commands['rename']>): Result<readonly TeamEvent[]> => {
  const name = nameOf(data.name ?? state.name, '/name');
  if (name.refused) return name;
  const purpose = lineOf(data.purpose ?? state.purpose, '/purpose', 500);
  if (purpose.refused) return purpose;
  const same = name.ok === state.name && purpose.ok === state.purpose;
  return ok(same ? [] : [{ type: 'team-renamed', name: name.ok, purpose: purpose.ok }]);
};

const addMember = (state: Formed, member: ActorId, wanted: TeamRole, context: Context): Result<readonly TeamEvent[]> => {
  const fault = joinable(member, '/member', context);
  if (fault) return fault;
  if (state.members[member] === wanted) return ok([]);
  const demoted = state.members[member] === 'steward' ? lastSteward(state, member) : null;
  return demoted ?? ok([{ type: 'team-member-added', member, role: wanted }]);
};

/** The organization's own hand (somebody left it) may take the last steward; its stewards then look after the team. */
const removeMember = (state: Formed, member: ActorId, { by }: Context): Result<readonly TeamEvent[]> => {
  if (state.members[member] === undefined) return ok([]);
  const fault = state.members[member] === 'steward' && by !== SYSTEM ? lastSteward(state, member) : null;
  return fault ?? ok([{ type: 'team-member-removed', member }]);
};

const joinable = (id: ActorId, field: string, { directory }: Context): Refusal | null => {
  const actor = directory.actors.get(id);
  if (!actor || actor.kind === 'team') return refuse('not-found', 'There is no such person or agent.', { field });
  return actor.status === 'left' ? refuse('not-active', `${actor.name} has left the organization.`, { field }) : null;
};

const runs = (state: Formed, { by, directory }: Context): boolean =>
  by === SYSTEM || state.members[by] === 'steward' || directory.actors.get(by)?.role === 'steward';

const lastSteward = (state: Formed, member: ActorId): Refusal | null =>
  Object.entries(state.members).some(([id, own]) => id !== member && own === 'steward')
    ? null
    : refuse('last-steward', 'This is the only steward of the team. Make somebody else a steward first, or disband it.', {
        field: '/member',
      });

const without = <T>(members: Readonly<Record<ActorId, T>>, member: ActorId): Readonly<Record<ActorId, T>> =>
  Object.fromEntries(Object.entries(members).filter(([id]) => id !== member));

export const teamActor = (id: ActorId, state: TeamState): Actor => ({
  id,
  kind: 'team',
  name: state.name,
  handle: state.handle,
  calendars: [],
  deputies: [],
  role: 'member',
  status: state.status === 'formed' ? 'active' : 'left',
  members: state.status === 'formed' ? Object.keys(state.members) : [],
  skills: [],
  ...(state.status === 'disbanded' ? { leftAt: state.disbandedAt } : {}),
});
