import type { Actor } from '#kernel/actors/directory.ts';
import { ORG_KEY } from '#kernel/actors/access.ts';
import type { Reading } from '#kernel/stream/decider.ts';
import type { ActorId, Instant, RecordedEvent } from '#kernel/stream/event.ts';
import type { CalendarVersion } from '#kernel/time/calendar.ts';
import { away, cancel, NO_ABSENCE, plan, type Absence } from './absence.ts';
import type { Hours } from './hours.ts';

/** Hours and the instant from which they hold [T2]. */
export interface HoursVersion {
  readonly from: Instant;
  readonly hours: Hours;
}

interface Known {
  readonly name: string;
  readonly handle: string;
  /** Oldest first. Kept when somebody leaves: questions about the past are answered by them. */
  readonly hours: readonly HoursVersion[];
  readonly absence: Absence;
}

interface Present extends Known {
  readonly mail: string;
  readonly role: 'member' | 'steward';
  /** What they do: `Platform engineer`. */
  readonly title: string;
  readonly about: string;
  readonly deputies: readonly ActorId[];
  readonly skills: readonly string[];
}

/**
 * A person of the organization.
 *
 *     invited ──join──► active ──depart──► left
 *        │                                  ▲ │
 *        └──────────────depart──────────────┘ └──invite──► invited
 *
 * Hours come with joining, so that nothing reaches anybody outside of them. Who left keeps name, handle and hours, because what
 * they did stays theirs; mail, skills and role go.
 */
export type PersonState =
  | (Present & { readonly status: 'invited'; readonly invitedAt: Instant })
  | (Present & { readonly status: 'active'; readonly joinedAt: Instant })
  | (Known & { readonly status: 'left'; readonly leftAt: Instant; readonly deputies: readonly ActorId[] });

export type ActivePerson = Extract<PersonState, { status: 'active' }>;

export type PersonEvent =
  | {
      readonly type: 'person-invited';
      readonly name: string;
      readonly handle: string;
      readonly mail: string;
      readonly role: 'member' | 'steward';
    }
  | { readonly type: 'person-joined'; readonly name: string; readonly handle: string; readonly hours: Hours }
  | {
      readonly type: 'profile-changed';
      readonly name: string;
      readonly handle: string;
      readonly title: string;
      readonly about: string;
    }
  | { readonly type: 'mail-changed'; readonly mail: string }
  | { readonly type: 'hours-set'; readonly from: Instant; readonly hours: Hours }
  | { readonly type: 'leave-planned'; readonly leave: string; readonly from: Instant; readonly to: Instant }
  | { readonly type: 'leave-changed'; readonly leave: string; readonly from: Instant; readonly to: Instant }
  | { readonly type: 'leave-cancelled'; readonly leave: string }
  | { readonly type: 'deputies-named'; readonly deputies: readonly ActorId[] }
  | { readonly type: 'skills-set'; readonly skills: readonly string[] }
  | { readonly type: 'role-granted'; readonly role: 'steward' }
  | { readonly type: 'role-revoked'; readonly role: 'steward' }
  | { readonly type: 'person-left' };

export const evolvePerson = (state: PersonState | null, { body, at }: RecordedEvent<PersonEvent>): PersonState => {
  if (body.type === 'person-invited') return invited(state, body, at);
  if (state === null) throw new Error(`${body.type} before anybody was invited`);
  if (body.type === 'person-left') {
    const { name, handle, hours, absence, deputies } = state;
    return { status: 'left', name, handle, hours, absence, deputies, leftAt: at };
  }
  if (state.status === 'left') throw new Error(`${body.type} after the person left`);
  switch (body.type) {
    case 'person-joined':
      return {
        ...withoutInvitation(state),
        status: 'active',
        joinedAt: at,
        name: body.name,
        handle: body.handle,
        hours: withHours(state.hours, { from: at, hours: body.hours }),
      };
    case 'profile-changed':
      return { ...state, name: body.name, handle: body.handle, title: body.title, about: body.about };
    case 'mail-changed':
      return { ...state, mail: body.mail };
    case 'hours-set':
      return { ...state, hours: withHours(state.hours, { from: body.from, hours: body.hours }) };
    case 'leave-planned':
      return { ...state, absence: plan(state.absence, { id: body.leave, from: body.from, to: body.to, since: at }) };
    case 'leave-changed':
      return {
        ...state,
        absence: plan(cancel(state.absence, body.leave, at), { id: body.leave, from: body.from, to: body.to, since: at }),
      };
    case 'leave-cancelled':
      return { ...state, absence: cancel(state.absence, body.leave, at) };
    case 'deputies-named':
      return { ...state, deputies: body.deputies };
    case 'skills-set':
      return { ...state, skills: body.skills };
    case 'role-granted':
      return { ...state, role: 'steward' };
    case 'role-revoked':
      return { ...state, role: 'member' };
    default:
      return body satisfies never;
  }
};

const invited = (
  state: PersonState | null,
  { name, handle, mail, role }: Extract<PersonEvent, { type: 'person-invited' }>,
  at: Instant,
): PersonState => ({
  status: 'invited',
  invitedAt: at,
  name,
  handle,
  mail,
  role,
  title: '',
  about: '',
  hours: state?.hours ?? [],
  absence: state?.absence ?? NO_ABSENCE,
  deputies: [],
  skills: [],
});

const withoutInvitation = (state: Exclude<PersonState, { status: 'left' }>): Present => {
  const { name, handle, mail, role, title, about, hours, absence, deputies, skills } = state;
  return { name, handle, mail, role, title, about, hours, absence, deputies, skills };
};

const withHours = (hours: readonly HoursVersion[], fresh: HoursVersion): readonly HoursVersion[] =>
  [...hours.filter(({ from }) => from !== fresh.from), fresh].toSorted((a, b) => a.from - b.from);

/** Everybody of the organization sees everybody in the directory. */
export const readPerson = (state: PersonState, self: { readonly id: ActorId }): Reading => ({
  title: state.name,
  status: state.status,
  space: null,
  audience: [ORG_KEY],
  author: self.id,
  openedAt: state.status === 'active' ? state.joinedAt : null,
  closedAt: state.status === 'left' ? state.leftAt : null,
  nextAt: null,
  summary: { handle: state.handle, ...(state.status === 'left' ? {} : { role: state.role, title: state.title }) },
  awaits: [],
  links: [],
});

const calendars = new WeakMap<PersonState, readonly CalendarVersion[]>();

/** [T2] Hours and leave as the calendars that the kernel computes with; the same list for the same state, so that it compiles once. */
export const calendarsOf = (state: PersonState): readonly CalendarVersion[] => {
  const known = calendars.get(state);
  if (known) return known;
  const leave = away(state.absence);
  const made = state.hours.map(({ from, hours }) => ({ from, calendar: leave.length === 0 ? hours : { ...hours, leave } }));
  calendars.set(state, made);
  return made;
};

export const personActor = (id: ActorId, state: PersonState): Actor => ({
  id,
  kind: 'person',
  name: state.name,
  handle: state.handle,
  calendars: calendarsOf(state),
  deputies: state.deputies,
  role: state.status === 'left' ? 'member' : state.role,
  status: state.status,
  skills: state.status === 'left' ? [] : state.skills,
  ...(state.status === 'left' ? { leftAt: state.leftAt } : { mail: state.mail }),
});
