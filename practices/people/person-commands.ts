import { z } from 'zod';
import { freeHandle, handleOf, LONGEST_NAME, lineOf, nameOf, textOf } from '#kernel/actors/names.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Command, Context, Decider } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { cancel, plan, type Absence } from './absence.ts';
import { absenceFault, hoursSchema, readHours, type Hours } from './hours.ts';
import { evolvePerson, readPerson, type ActivePerson, type PersonEvent, type PersonState } from './person.ts';

const role = z.enum(['member', 'steward']);
const moment = z.int();

/** The data of each command to a person. Instants are ms; ids UUIDs; names are checked by the decider, in characters. */
export const personCommands = {
  invite: z.strictObject({ name: z.string(), handle: z.string().exactOptional(), mail: z.string(), role: role.exactOptional() }),
  join: z.strictObject({ hours: hoursSchema, name: z.string().exactOptional(), handle: z.string().exactOptional() }),
  'change-profile': z.strictObject({
    name: z.string().exactOptional(),
    handle: z.string().exactOptional(),
    title: z.string().exactOptional(),
    about: z.string().exactOptional(),
  }),
  'change-mail': z.strictObject({ mail: z.string() }),
  'set-hours': z.strictObject({ hours: hoursSchema, from: moment.exactOptional() }),
  'plan-leave': z.strictObject({ leave: z.uuid(), from: moment, to: moment }),
  'change-leave': z.strictObject({ leave: z.uuid(), from: moment, to: moment }),
  'cancel-leave': z.strictObject({ leave: z.uuid() }),
  'name-deputies': z.strictObject({ deputies: z.array(z.uuid()).max(10) }),
  'set-skills': z.strictObject({ skills: z.array(z.string()).max(50) }),
  'grant-role': z.strictObject({ role: z.literal('steward') }),
  'revoke-role': z.strictObject({ role: z.literal('steward') }),
  depart: z.strictObject({}),
} as const;

type Commands = typeof personCommands;
export type PersonCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];
type Data<N extends keyof Commands> = z.output<Commands[N]>;
type Events = Result<readonly PersonEvent[]>;

export const person: Decider<PersonState, PersonCommand, PersonEvent> = {
  kind: 'person',
  numbered: false,
  directory: true,
  // A person is the author of themself, so `author` is the person or a steward of the organization.
  needs: {
    invite: 'decider',
    join: 'system',
    'change-profile': 'author',
    'change-mail': 'author',
    'set-hours': 'author',
    'plan-leave': 'author',
    'change-leave': 'author',
    'cancel-leave': 'author',
    'name-deputies': 'author',
    'set-skills': 'author',
    'grant-role': 'organization-steward',
    'revoke-role': 'organization-steward',
    depart: 'author',
  },
  decide(state, command, context) {
    if (command.name === 'invite') return invite(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is nobody here whom you can see.');
    if (command.name === 'depart') return depart(state, context);
    if (command.name === 'join') return join(state, command.data, context);
    if (state.status !== 'active')
      return refuse('not-active', `${state.name} ${state.status === 'left' ? 'has left' : 'has not joined yet'}.`);
    switch (command.name) {
      case 'change-profile':
        return changeProfile(state, command.data, context);
      case 'change-mail':
        return changeMail(state, command.data, context);
      case 'set-hours':
        return setHours(state, command.data, context);
      case 'plan-leave':
      case 'change-leave':
        return setLeave(state, command.name, command.data, context);
      case 'cancel-leave':
        return (
          leaveAhead(state.absence, command.data.leave, context) ?? ok([{ type: 'leave-cancelled', leave: command.data.leave }])
        );
      case 'name-deputies':
        return nameDeputies(state, command.data, context);
      case 'set-skills':
        return setSkills(state, command.data);
      case 'grant-role':
        return ok(state.role === 'steward' ? [] : [{ type: 'role-granted', role: 'steward' }]);
      case 'revoke-role':
        if (state.role !== 'steward') return ok([]);
        return lastSteward(context) ?? ok([{ type: 'role-revoked', role: 'steward' }]);
      default:
        return command satisfies never;
    }
  },
  evolve: evolvePerson,
  read: readPerson,
};

/** [safety] Nobody grants above their own role: members invite members, stewards also stewards. Agents invite nobody. */
const invite = (state: PersonState | null, data: Data<'invite'>, context: Context): Events => {
  if (state !== null && state.status !== 'left') return refuse('already-invited', `${state.name} is invited already.`);
  const wanted = data.role ?? 'member';
  const host = context.directory.actors.get(context.by);
  if (context.by !== SYSTEM && host?.kind !== 'person') return refuse('not-permitted', 'Only people invite people.');
  if (context.by !== SYSTEM && wanted === 'steward' && host?.role !== 'steward')
    return refuse('not-permitted', 'Only a steward of the organization may invite another steward.', {
      field: '/role',
      accepted: 'member',
    });
  const name = nameOf(data.name, '/name');
  if (name.refused) return name;
  const mail = mailOf(data.mail, context);
  if (mail.refused) return mail;
  const handle = handleFor(data.handle, state?.handle ?? null, name.ok, context);
  if (handle.refused) return handle;
  return ok([{ type: 'person-invited', name: name.ok, handle: handle.ok, mail: mail.ok, role: wanted }]);
};

const MAIL = /^[^\s\p{C}@"<>(),:;[\]\\]+@[^\s\p{C}@"<>(),:;[\]\\.]+(?:\.[^\s\p{C}@"<>(),:;[\]\\.]+)*$/u;

const mailOf = (text: string, { directory, self }: Context): Result<string> => {
  const mail = text.normalize('NFC').trim().toLowerCase();
  if (!MAIL.test(mail) || mail.length > 254)
    return refuse('invalid-mail', 'This is no mail address.', { field: '/mail', accepted: 'ines@northwind.example' });
  const taken = [...directory.actors.values()].some((actor) => actor.mail === mail && actor.id !== self.id);
  return taken ? refuse('mail-taken', 'Somebody with this mail address is here already.', { field: '/mail' }) : ok(mail);
};

/** Handles are never used twice, not even after their owner left: old texts name people by them. */
const taken =
  (directory: Directory, self: ActorId) =>
  (handle: string): boolean =>
    [...directory.actors.values()].some((actor) => actor.handle === handle && actor.id !== self);

/** The one that was asked for, the one that they have, or a free one made of the name. */
const handleFor = (wish: string | undefined, own: string | null, name: string, { directory, self }: Context): Result<string> => {
  const isTaken = taken(directory, self.id);
  if (wish === undefined) return ok(own ?? freeHandle(name, 'person', isTaken));
  const handle = handleOf(wish, '/handle');
  if (handle.refused) return handle;
  return isTaken(handle.ok) ? refuse('handle-taken', `@${handle.ok} is somebody else's.`, { field: '/handle' }) : handle;
};

const join = (state: PersonState, data: Data<'join'>, context: Context): Events => {
  if (state.status !== 'invited') return refuse('not-invited', 'There is no open invitation for this person.');
  const name = nameOf(data.name ?? state.name, '/name');
  if (name.refused) return name;
  const handle = handleFor(data.handle, state.handle, name.ok, context);
  if (handle.refused) return handle;
  const hours = readHours(data.hours, context.now);
  return hours.refused ? hours : ok([{ type: 'person-joined', name: name.ok, handle: handle.ok, hours: hours.ok }]);
};

const changeProfile = (state: ActivePerson, data: Data<'change-profile'>, context: Context): Events => {
  const name = nameOf(data.name ?? state.name, '/name');
  if (name.refused) return name;
  const handle = handleFor(data.handle, state.handle, name.ok, context);
  if (handle.refused) return handle;
  const title = lineOf(data.title ?? state.title, '/title', LONGEST_NAME);
  if (title.refused) return title;
  const wish = data.about ?? state.about;
  const about = wish.trim() === '' ? ok('') : textOf(wish, '/about', 2000);
  if (about.refused) return about;
  const fresh = { name: name.ok, handle: handle.ok, title: title.ok, about: about.ok };
  const same =
    fresh.name === state.name && fresh.handle === state.handle && fresh.title === state.title && fresh.about === state.about;
  return ok(same ? [] : [{ type: 'profile-changed', ...fresh }]);
};

/** [safety] By themselves alone: whoever holds the mail address gets in. Their password was asked for at the door (server/auth). */
const changeMail = (state: ActivePerson, data: Data<'change-mail'>, context: Context): Events => {
  if (context.by !== context.self.id) return refuse('not-permitted', 'Nobody changes the mail address of somebody else.');
  const mail = mailOf(data.mail, context);
  if (mail.refused) return mail;
  return ok(mail.ok === state.mail ? [] : [{ type: 'mail-changed', mail: mail.ok }]);
};

const setHours = (state: ActivePerson, data: Data<'set-hours'>, { now }: Context): Events => {
  const from = data.from ?? now;
  // [T2] What has passed was answered by the hours that held then.
  if (from < now)
    return refuse('in-the-past', 'Hours can be set from now on; the past keeps the hours that held then.', { field: '/from' });
  const hours = readHours(data.hours, from);
  if (hours.refused) return hours;
  return absenceFault(hours.ok, state.absence, from, '/hours/week') ?? ok([{ type: 'hours-set', from, hours: hours.ok }]);
};

const setLeave = (
  state: ActivePerson,
  name: 'plan-leave' | 'change-leave',
  data: Data<'plan-leave'>,
  context: Context,
): Events => {
  const { now } = context;
  const { leave, from, to } = data;
  if (to <= from) return refuse('ends-before-it-begins', 'Leave must end after it begins.', { field: '/to' });
  if (to <= now) return refuse('in-the-past', 'Leave that is over changes nothing any more.', { field: '/to' });
  if (name === 'plan-leave' && state.absence.planned.some(({ id }) => id === leave))
    return refuse('already-planned', 'This leave is planned already.', { field: '/leave' });
  const missing = name === 'change-leave' ? leaveAhead(state.absence, leave, context) : null;
  if (missing) return missing;
  const absence = plan(cancel(state.absence, leave, now), { id: leave, from, to, since: now });
  const fault = absenceFault(hoursAt(state, now), absence, now, '/to');
  return fault ?? ok([{ type: name === 'plan-leave' ? 'leave-planned' : 'leave-changed', leave, from, to }]);
};

const hoursAt = (state: ActivePerson, at: number): Hours => {
  const version = state.hours.findLast(({ from }) => from <= at) ?? state.hours[0];
  if (!version) throw new Error('somebody joined without hours');
  return version.hours;
};

const leaveAhead = (absence: Absence, leave: string, { now }: Context): Refusal | null => {
  const known = absence.planned.find(({ id }) => id === leave);
  if (!known) return refuse('not-found', 'There is no such leave.', { field: '/leave' });
  return known.to <= now ? refuse('leave-over', 'This leave is over; what was taken stays taken.', { field: '/leave' }) : null;
};

/** [A5] In order of preference; one hop, so a deputy's own deputies are never asked in turn. */
const nameDeputies = (state: ActivePerson, { deputies }: Data<'name-deputies'>, { directory, self }: Context): Events => {
  for (const [index, id] of deputies.entries()) {
    const field = `/deputies/${index}`;
    const deputy = directory.actors.get(id);
    if (id === self.id) return refuse('deputy-is-self', 'Nobody is their own deputy.', { field });
    if (!deputy) return refuse('not-found', 'There is nobody with this id.', { field });
    if (deputy.kind !== 'person' || deputy.status !== 'active')
      return refuse('deputy-not-active', `${deputy.name} is no active person of the organization.`, { field });
    if (deputies.indexOf(id) !== index) return refuse('named-twice', `${deputy.name} is named twice.`, { field });
  }
  return ok(sameList(deputies, state.deputies) ? [] : [{ type: 'deputies-named', deputies }]);
};

const setSkills = (state: ActivePerson, data: Data<'set-skills'>): Events => {
  const skills: string[] = [];
  for (const [index, text] of data.skills.entries()) {
    const skill = nameOf(text, `/skills/${index}`, 60);
    if (skill.refused) return skill;
    if (!skills.some((other) => other.toLowerCase() === skill.ok.toLowerCase())) skills.push(skill.ok);
  }
  return ok(sameList(skills, state.skills) ? [] : [{ type: 'skills-set', skills }]);
};

const sameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);

const depart = (state: PersonState, context: Context): Events => {
  if (state.status === 'left') return ok([]);
  const fault = state.status === 'active' && state.role === 'steward' ? lastSteward(context) : null;
  return fault ?? ok([{ type: 'person-left' }]);
};

/** [safety] An organization always has a steward. */
const lastSteward = ({ directory, self }: Context): Refusal | null => {
  const others = [...directory.actors.values()].some(
    ({ id, kind, role: own, status }) => id !== self.id && kind === 'person' && own === 'steward' && status === 'active',
  );
  return others
    ? null
    : refuse('last-steward', 'This is the only steward of the organization. Make somebody else a steward first.');
};
