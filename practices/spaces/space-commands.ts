import { z } from 'zod';
import { atLeast, roleIn } from '#kernel/actors/access.ts';
import type { Actor, Directory, Space, SpaceRole } from '#kernel/actors/directory.ts';
import { freeSlug, handleOf, lineOf, nameOf } from '#kernel/actors/names.ts';
import { isBuiltInRole } from '#kernel/protocol/built-in-roles.ts';
import type { Command, Context, Decider } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { same } from '#kernel/stream/same.ts';
import type { Weekday } from '#kernel/time/calendar.ts';
import { WEEKDAYS } from '#kernel/time/wall-clock.ts';
import { evolveSpace, readSpace, toSpace, type LiveSpace, type SpaceEvent, type SpaceState } from './space.ts';

const role = z.enum(['reader', 'contributor', 'steward']);
const LONGEST_PURPOSE = 500;

const weekdays = z.array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])).max(7);

/** On which days its people hold no meetings; `short`: whether that is lifted in weeks that holidays made short. Dates are local, both included. */
export const meetingDays = z.strictObject({
  free: weekdays,
  short: z.enum(['keep', 'lift']),
  demanding: z.array(z.strictObject({ from: z.iso.date(), to: z.iso.date(), free: weekdays })).max(50),
});

/** The data of each command to a space. */
export const spaceCommands = {
  open: z.strictObject({
    name: z.string(),
    slug: z.string().exactOptional(),
    purpose: z.string().exactOptional(),
    parent: z.uuid().nullable().exactOptional(),
    access: z.enum(['open', 'closed']).exactOptional(),
  }),
  describe: z.strictObject({
    name: z.string().exactOptional(),
    slug: z.string().exactOptional(),
    purpose: z.string().exactOptional(),
  }),
  move: z.strictObject({ parent: z.uuid().nullable() }),
  'open-up': z.strictObject({}),
  close: z.strictObject({}),
  'make-public': z.strictObject({}),
  'make-private': z.strictObject({}),
  'add-member': z.strictObject({ member: z.uuid(), role }),
  'change-role': z.strictObject({ member: z.uuid(), role }),
  'remove-member': z.strictObject({ member: z.uuid() }),
  'assign-role': z.strictObject({ role: z.string(), actors: z.array(z.uuid()).max(200) }),
  'set-meeting-days': meetingDays,
  release: z.strictObject({ actor: z.uuid() }),
  archive: z.strictObject({}),
  restore: z.strictObject({}),
} as const;

type Commands = typeof spaceCommands;
export type SpaceCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];
type Data<N extends keyof Commands> = z.output<Commands[N]>;
type Events = Result<readonly SpaceEvent[]>;

export const space: Decider<SpaceState, SpaceCommand, SpaceEvent> = {
  kind: 'space',
  numbered: false,
  directory: true,
  home: (command) => (command.name === 'open' ? (command.data.parent ?? null) : null),
  // Who runs a space are its stewards, those of the spaces around it, and those of the organization, who may not be inside: the
  // table's `steward` asks for somebody inside, so the decider itself says (`runs`).
  needs: {
    open: 'contribute',
    describe: 'decider',
    move: 'decider',
    'open-up': 'decider',
    close: 'decider',
    'make-public': 'decider',
    'make-private': 'decider',
    'add-member': 'decider',
    'change-role': 'decider',
    'remove-member': 'decider',
    'assign-role': 'decider',
    'set-meeting-days': 'decider',
    release: 'system',
    archive: 'decider',
    restore: 'decider',
  },
  decide(state, command, context) {
    if (command.name === 'open') return open(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is no such space that you can see.');
    if (command.name === 'release') return ok(release(state, command.data.actor));
    const leaves = command.name === 'remove-member' && command.data.member === context.by;
    if (!leaves && !runs(state, context)) return refuse('not-permitted', 'Only a steward of this space may do this.');
    if (state.status === 'archived') return archived(state, command, context);
    switch (command.name) {
      case 'describe':
        return describe(state, command.data, context);
      case 'move':
        return move(state, command.data.parent, context);
      case 'open-up':
        return ok(state.access === 'open' ? [] : [{ type: 'space-opened-up' }]);
      case 'close':
        return ok(state.access === 'closed' ? [] : [{ type: 'space-closed' }, ...ended(state)]);
      case 'make-public':
        return makePublic(state, context);
      case 'make-private':
        return ok(ended(state));
      case 'add-member':
        return addMember(state, command.data, context);
      case 'change-role':
        return changeRole(state, command.data, context);
      case 'remove-member':
        return removeMember(state, command.data.member, context);
      case 'assign-role':
        return assignRole(state, command.data, context);
      case 'set-meeting-days':
        return setMeetingDays(state, command.data);
      case 'archive':
        return ok([{ type: 'space-archived' }]);
      case 'restore':
        return ok([]);
      default:
        return command satisfies never;
    }
  },
  evolve: evolveSpace,
  read: readSpace,
};

/** Whoever runs the space: its stewards, those of the spaces around it, those of the organization. */
const runs = (state: SpaceState, { by, directory, self }: Context): boolean => {
  if (by === SYSTEM) return true;
  const doer = directory.actors.get(by);
  return doer?.status === 'active' && (doer.role === 'steward' || roleIn(doer, toSpace(self.id, state), directory) === 'steward');
};

/** [safety] What leaves the organization is a person's responsibility, whatever an agent may do inside. */
const makePublic = (state: LiveSpace, { by, directory }: Context): Events => {
  if (by !== SYSTEM && directory.actors.get(by)?.kind !== 'person')
    return refuse('not-permitted', 'Only a person may show a space to everybody.');
  return ok(state.public === true ? [] : [{ type: 'space-made-public' }]);
};

/** Whoever closes a space does not mean it to be read by everybody; they may say so afterwards. */
const ended = (state: LiveSpace): readonly SpaceEvent[] => (state.public === true ? [{ type: 'space-made-private' }] : []);

/** In an archived space members may still go; anything else waits until it is restored. */
const archived = (state: Extract<SpaceState, { status: 'archived' }>, command: SpaceCommand, context: Context): Events => {
  if (command.name === 'restore') return ok([{ type: 'space-restored' }]);
  if (command.name === 'archive') return ok([]);
  if (command.name === 'remove-member') return removeMember(state, command.data.member, context);
  return refuse('archived', `${state.name} is archived. Restore it first.`);
};

const open = (state: SpaceState | null, data: Data<'open'>, context: Context): Events => {
  if (state !== null) return refuse('already-opened', 'This space exists already.');
  const name = nameOf(data.name, '/name');
  if (name.refused) return name;
  const purpose = lineOf(data.purpose ?? '', '/purpose', LONGEST_PURPOSE);
  if (purpose.refused) return purpose;
  const slug = slugFor(data.slug, name.ok, context);
  if (slug.refused) return slug;
  const parent = data.parent ?? null;
  const fault = parent === null ? null : outerFault(parent, context);
  if (fault) return fault;
  const members: Record<ActorId, SpaceRole> = context.by === SYSTEM ? {} : { [context.by]: 'steward' };
  return ok([
    { type: 'space-opened', slug: slug.ok, name: name.ok, purpose: purpose.ok, parent, access: data.access ?? 'open', members },
  ]);
};

/** A space goes under one that the actor sees, may contribute to, and that is not archived. */
const outerFault = (parent: SpaceId, { by, directory }: Context): Refusal | null => {
  const room = directory.spaces.get(parent);
  const doer = directory.actors.get(by);
  const own = room && doer ? roleIn(doer, room, directory) : null;
  if (!room || (by !== SYSTEM && own === null))
    return refuse('not-found', 'There is no such space that you can see.', { field: '/parent' });
  if (by !== SYSTEM && !atLeast(own, 'contributor'))
    return refuse('not-permitted', `You may read in ${room.name}; its contributors may put spaces into it.`, {
      field: '/parent',
    });
  return room.archived ? refuse('archived', `${room.name} is archived. Restore it first.`, { field: '/parent' }) : null;
};

const slugFor = (wish: string | undefined, name: string, { directory, self }: Context): Result<string> => {
  const taken = (slug: string): boolean =>
    [...directory.spaces.values()].some((room) => room.slug === slug && room.id !== self.id);
  if (wish === undefined) return ok(freeSlug(name, 'space', taken));
  const slug = handleOf(wish, '/slug');
  if (slug.refused) return slug;
  return taken(slug.ok) ? refuse('slug-taken', `"${slug.ok}" is the address of another space.`, { field: '/slug' }) : slug;
};

/** The address stays when the name changes, unless a new one is given: links live longer than names. */
const describe = (state: LiveSpace, data: Data<'describe'>, context: Context): Events => {
  const name = nameOf(data.name ?? state.name, '/name');
  if (name.refused) return name;
  const slug = data.slug === undefined ? ok(state.slug) : slugFor(data.slug, name.ok, context);
  if (slug.refused) return slug;
  const purpose = lineOf(data.purpose ?? state.purpose, '/purpose', LONGEST_PURPOSE);
  if (purpose.refused) return purpose;
  const events: SpaceEvent[] = [];
  if (name.ok !== state.name || slug.ok !== state.slug) events.push({ type: 'space-renamed', name: name.ok, slug: slug.ok });
  if (purpose.ok !== state.purpose) events.push({ type: 'space-purpose-changed', purpose: purpose.ok });
  return ok(events);
};

/**
 * [safety] Moving a space shows it to nobody but its own members: one that leaves closed surroundings is closed itself from then
 * on, until a steward opens it up. Taking it out of a space needs that space's steward as well.
 */
const move = (state: LiveSpace, parent: SpaceId | null, context: Context): Events => {
  if (parent === state.parent) return ok([]);
  const { directory, self } = context;
  const from = state.parent === null ? undefined : directory.spaces.get(state.parent);
  if (from && !stewards(from, context))
    return refuse('not-permitted', `Only a steward of ${from.name} may take a space out of it.`);
  const chain = chainFrom(parent, directory);
  if (parent !== null) {
    const fault = outerFault(parent, context);
    if (fault) return fault;
    if (chain.some(({ id }) => id === self.id))
      return refuse('circle', 'A space cannot lie within itself.', { field: '/parent' });
  }
  const around = chainFrom(state.parent, directory).find(({ access }) => access === 'closed');
  const leaves = around !== undefined && !chain.some(({ id }) => id === around.id);
  return ok([{ type: 'space-moved', parent }, ...(leaves && state.access === 'open' ? [{ type: 'space-closed' } as const] : [])]);
};

const stewards = (room: Space, { by, directory }: Context): boolean => {
  if (by === SYSTEM) return true;
  const doer = directory.actors.get(by);
  return doer !== undefined && (doer.role === 'steward' || roleIn(doer, room, directory) === 'steward');
};

/** The space itself and those around it, innermost first. */
const chainFrom = (start: SpaceId | null, directory: Directory): readonly Space[] => {
  const chain: Space[] = [];
  for (let room = start === null ? undefined : directory.spaces.get(start); room && !chain.includes(room);) {
    chain.push(room);
    room = room.parent === null ? undefined : directory.spaces.get(room.parent);
  }
  return chain;
};

const addMember = (state: LiveSpace, { member, role: wanted }: Data<'add-member'>, context: Context): Events => {
  if (state.members[member] !== undefined) return changeRole(state, { member, role: wanted }, context);
  const actor = context.directory.actors.get(member);
  return present(actor, '/member') ?? ok([{ type: 'space-member-added', member, role: wanted }]);
};

const present = (actor: Actor | undefined, field: string): Refusal | null => {
  if (!actor) return refuse('not-found', 'There is nobody with this id.', { field });
  return actor.status === 'left' ? refuse('not-active', `${actor.name} is no longer here.`, { field }) : null;
};

const changeRole = (state: LiveSpace, { member, role: wanted }: Data<'change-role'>, context: Context): Events => {
  const own = state.members[member];
  if (own === undefined) return refuse('not-a-member', 'They are no member of this space.', { field: '/member' });
  if (own === wanted) return ok([]);
  const fault = own === 'steward' ? lastSteward(state, member, context) : null;
  return fault ?? ok([{ type: 'space-role-changed', member, role: wanted }]);
};

const removeMember = (state: SpaceState, member: ActorId, context: Context): Events => {
  const own = state.members[member];
  if (own === undefined) return ok([]);
  const fault = own === 'steward' ? lastSteward(state, member, context) : null;
  return fault ?? ok([{ type: 'space-member-removed', member }]);
};

/** [safety] The last steward cannot go. Who left the organization is released all the same; its stewards, and those around, then look after it. */
const lastSteward = (state: SpaceState, member: ActorId, { directory }: Context): Refusal | null => {
  const others = Object.entries(state.members).some(([id, own]) => {
    const actor = directory.actors.get(id);
    const present = actor?.status === 'active' && (actor.kind !== 'team' || (actor.members?.length ?? 0) > 0);
    return id !== member && own === 'steward' && present;
  });
  return others
    ? null
    : refuse('last-steward', 'This is the only steward of the space. Make somebody else a steward first.', { field: '/member' });
};

/** Out of the members and of every named role, in an archived space too. */
const release = (state: SpaceState, actor: ActorId): readonly SpaceEvent[] => [
  ...(Object.hasOwn(state.members, actor) ? [{ type: 'space-member-removed', member: actor } as const] : []),
  ...Object.entries(state.roles)
    .filter(([, actors]) => actors.includes(actor))
    .map(([name, actors]) => ({ type: 'named-role-assigned', role: name, actors: actors.filter((id) => id !== actor) }) as const),
];

const setMeetingDays = (state: LiveSpace, { free, short, demanding }: Data<'set-meeting-days'>): Events => {
  const backwards = demanding.findIndex(({ from, to }) => to < from);
  if (backwards >= 0) return refuse('period-empty', 'It ends before it begins.', { field: `/demanding/${backwards}/to` });
  const days = {
    free: inOrder(free),
    short,
    demanding: demanding.map((one) => ({ ...one, free: inOrder(one.free) })).toSorted((a, b) => (a.from < b.from ? -1 : 1)),
  };
  return ok(same(days, state.meetingDays ?? null) ? [] : [{ type: 'meeting-days-set', days }]);
};

const inOrder = (days: readonly Weekday[]): readonly Weekday[] => WEEKDAYS.filter((day) => days.includes(day));

const ROLE_NAME = /^[\p{L}][\p{L}\p{M}\p{N}_-]*$/u;

/** The whole list of who has a named role; an empty list ends it. */
const assignRole = (state: LiveSpace, data: Data<'assign-role'>, { directory }: Context): Events => {
  const name = data.role.normalize('NFC').trim().toLowerCase();
  const accepted = 'letters, digits, - and _: pmc, release-manager';
  if (!ROLE_NAME.test(name) || name.length > 40)
    return refuse('invalid-role', 'This cannot be the name of a role.', { field: '/role', accepted });
  // One that was named so before may be ended.
  const ends = data.actors.length === 0 && Object.hasOwn(state.roles, name);
  if (!ends && (RESERVED.has(name) || isBuiltInRole(name)))
    return refuse('invalid-role', `Where protocols say whom they ask, "${name}" means something else. Choose another name.`, {
      field: '/role',
      accepted,
    });
  for (const [index, id] of data.actors.entries()) {
    const fault = present(directory.actors.get(id), `/actors/${index}`);
    if (fault) return fault;
    if (data.actors.indexOf(id) !== index)
      return refuse('named-twice', 'Somebody is named twice.', { field: `/actors/${index}` });
  }
  const old = state.roles[name] ?? [];
  const same = old.length === data.actors.length && old.every((id, index) => id === data.actors[index]);
  return ok(same ? [] : [{ type: 'named-role-assigned', role: name, actors: data.actors }]);
};

/** Beside the roles that are built in: the roles of a space's members, `anyone`, and the word that every JavaScript object knows. */
const RESERVED: ReadonlySet<string> = new Set(['reader', 'contributor', 'steward', 'anyone', 'constructor']);
