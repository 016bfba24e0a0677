import { spaceKey, STEWARDS_KEY } from '#kernel/actors/access.ts';
import type { MeetingDays, Space, SpaceRole } from '#kernel/actors/directory.ts';
import type { Reading } from '#kernel/stream/decider.ts';
import type { ActorId, Instant, RecordedEvent, SpaceId } from '#kernel/stream/event.ts';

interface Known {
  readonly slug: string;
  readonly name: string;
  readonly purpose: string;
  readonly parent: SpaceId | null;
  readonly access: 'open' | 'closed';
  readonly members: Readonly<Record<ActorId, SpaceRole>>;
  /** Named roles that protocols ask: `pmc`, `facilitator`. */
  readonly roles: Readonly<Record<string, readonly ActorId[]>>;
  readonly openedAt: Instant;
  /** [safety] Its handbook is shown to everybody, signed in or not. Left out: it is not. */
  readonly public?: boolean;
  readonly meetingDays?: MeetingDays;
}

/**
 * A space.
 *
 *     live ⇄ archived
 *
 * An archived space keeps its members and what it holds, and nothing about it changes until it is restored.
 */
export type SpaceState =
  | (Known & { readonly status: 'live' })
  | (Known & { readonly status: 'archived'; readonly archivedAt: Instant });

export type LiveSpace = Extract<SpaceState, { status: 'live' }>;

export type SpaceEvent =
  | {
      readonly type: 'space-opened';
      readonly slug: string;
      readonly name: string;
      readonly purpose: string;
      readonly parent: SpaceId | null;
      readonly access: 'open' | 'closed';
      readonly members: Readonly<Record<ActorId, SpaceRole>>;
    }
  | { readonly type: 'space-renamed'; readonly name: string; readonly slug: string }
  | { readonly type: 'space-purpose-changed'; readonly purpose: string }
  | { readonly type: 'space-moved'; readonly parent: SpaceId | null }
  | { readonly type: 'space-opened-up' }
  | { readonly type: 'space-closed' }
  | { readonly type: 'space-made-public' }
  | { readonly type: 'space-made-private' }
  | { readonly type: 'space-member-added'; readonly member: ActorId; readonly role: SpaceRole }
  | { readonly type: 'space-role-changed'; readonly member: ActorId; readonly role: SpaceRole }
  | { readonly type: 'space-member-removed'; readonly member: ActorId }
  | { readonly type: 'named-role-assigned'; readonly role: string; readonly actors: readonly ActorId[] }
  | { readonly type: 'meeting-days-set'; readonly days: MeetingDays }
  | { readonly type: 'space-archived' }
  | { readonly type: 'space-restored' };

export const evolveSpace = (state: SpaceState | null, { body, at }: RecordedEvent<SpaceEvent>): SpaceState => {
  if (body.type === 'space-opened') {
    const { slug, name, purpose, parent, access, members } = body;
    return { status: 'live', slug, name, purpose, parent, access, members, roles: {}, openedAt: at };
  }
  if (state === null) throw new Error(`${body.type} on a space that was never opened`);
  switch (body.type) {
    case 'space-renamed':
      return { ...state, name: body.name, slug: body.slug };
    case 'space-purpose-changed':
      return { ...state, purpose: body.purpose };
    case 'space-moved':
      return { ...state, parent: body.parent };
    case 'space-opened-up':
      return { ...state, access: 'open' };
    case 'space-closed':
      return { ...state, access: 'closed' };
    case 'space-made-public':
      return { ...state, public: true };
    case 'space-made-private':
      return { ...state, public: false };
    case 'space-member-added':
    case 'space-role-changed':
      return { ...state, members: { ...state.members, [body.member]: body.role } };
    case 'space-member-removed':
      return { ...state, members: without(state.members, body.member) };
    case 'named-role-assigned':
      return {
        ...state,
        roles: body.actors.length === 0 ? without(state.roles, body.role) : { ...state.roles, [body.role]: body.actors },
      };
    case 'meeting-days-set':
      return { ...state, meetingDays: body.days };
    case 'space-archived':
      return { ...state, status: 'archived', archivedAt: at };
    case 'space-restored':
      return { ...known(state), status: 'live' };
    default:
      return body satisfies never;
  }
};

const known = ({
  slug,
  name,
  purpose,
  parent,
  access,
  members,
  roles,
  openedAt,
  public: isPublic,
  meetingDays,
}: SpaceState): Known => ({
  slug,
  name,
  purpose,
  parent,
  access,
  members,
  roles,
  openedAt,
  ...(isPublic === true && { public: true }),
  ...(meetingDays && { meetingDays }),
});

const without = <T>(all: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(all).filter(([other]) => other !== key));

/**
 * A space is seen by whoever has a role in it. The people who run the organization also see that it exists and who is in it
 * (somebody must be able to let people in when its last steward is gone), and nothing of what it holds.
 */
export const readSpace = (state: SpaceState, self: { readonly id: SpaceId }): Reading => ({
  title: state.name,
  status: state.status === 'archived' ? 'archived' : state.access,
  space: self.id,
  audience: [spaceKey(self.id), STEWARDS_KEY],
  author: null,
  openedAt: state.openedAt,
  closedAt: state.status === 'archived' ? state.archivedAt : null,
  nextAt: null,
  summary: { slug: state.slug, purpose: state.purpose, ...(state.public === true && { public: true }) },
  awaits: [],
  links: [],
});

export const toSpace = (id: SpaceId, state: SpaceState): Space => ({
  id,
  slug: state.slug,
  name: state.name,
  purpose: state.purpose,
  parent: state.parent,
  access: state.access,
  members: state.members,
  roles: state.roles,
  archived: state.status === 'archived',
  public: state.public === true && state.status === 'live',
  ...(state.meetingDays && { meetingDays: state.meetingDays }),
});
