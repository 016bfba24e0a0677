import type { CalendarVersion, Weekday } from '../time/calendar.ts';
import type { ActorId, Instant, OrgId, SpaceId } from '../stream/event.ts';
import type { Protocol } from '../protocol/document.ts';

/** A person, an agent (software with an accountable person) or a team. */
export interface Actor {
  readonly id: ActorId;
  readonly kind: 'person' | 'agent' | 'team';
  readonly name: string;
  /** Short, unique in the organization, for mentions and files: `ines`. */
  readonly handle: string;
  readonly mail?: string;
  /** [T2] Oldest first. Leave and focus blocks are part of each version. A team has none. */
  readonly calendars: readonly CalendarVersion[];
  /** [A5] In order of preference. */
  readonly deputies: readonly ActorId[];
  /** Organization-wide role: a steward runs the organization. */
  readonly role: 'member' | 'steward';
  /** Invited (no account yet), active, or left since `leftAt`. */
  readonly status: 'invited' | 'active' | 'left';
  readonly leftAt?: Instant;
  /** The person accountable for an agent. */
  readonly accountable?: ActorId;
  /** [R10] What an agent may do at most; left out: no more than its keys say. */
  readonly limits?: AgentLimits;
  /** A team's members. */
  readonly members?: readonly ActorId[];
  readonly skills: readonly string[];
}

/** What an agent may do at most, beside what its keys and its roles say. */
export interface AgentLimits {
  /** Changes a day (UTC); null: no limit. */
  readonly perDay: number | null;
  /** Where it may change something, the spaces below included; null: wherever it sees. */
  readonly spaces: readonly SpaceId[] | null;
  /** Its scopes: the kinds of artifact that it may change; none: it reads; null: all. */
  readonly scopes: readonly string[] | null;
}

export type SpaceRole = 'reader' | 'contributor' | 'steward';

export interface Space {
  readonly id: SpaceId;
  readonly slug: string;
  readonly name: string;
  readonly purpose: string;
  readonly parent: SpaceId | null;
  /** `open` to the whole organization (everyone may contribute), or `closed` to its members. */
  readonly access: 'open' | 'closed';
  readonly members: Readonly<Record<ActorId, SpaceRole>>;
  /** Named roles that protocols ask (`pmc`, `tsc`, `facilitator`), inherited by the spaces below. */
  readonly roles: Readonly<Record<string, readonly ActorId[]>>;
  readonly archived: boolean;
  /** Its pages are shown to whoever has the address, without signing in. */
  readonly public?: boolean;
  /** Left out: its people meet on any day. */
  readonly meetingDays?: MeetingDays;
}

/** On which days the people of a space hold no meetings. */
export interface MeetingDays {
  readonly free: readonly Weekday[];
  /** What becomes of these days in a week that holidays made short. */
  readonly short: 'keep' | 'lift';
  /** Weeks that ask for more: from one local date to another, both included, these days are free of meetings. */
  readonly demanding: readonly { readonly from: string; readonly to: string; readonly free: readonly Weekday[] }[];
}

/** A protocol in force in a space (null: the whole organization). */
export interface ProtocolInForce {
  readonly artifact: string;
  readonly version: number;
  readonly space: SpaceId | null;
  readonly protocol: Protocol;
}

/** What every decision may consult about the organization, at one version. Small, cached, checked on each read. */
export interface Directory {
  readonly org: OrgId;
  readonly version: number;
  readonly name: string;
  /** [A2] The organization's longest window for awaits that name no `max`, in ms. Default 14 days. */
  readonly longestWindow: number;
  readonly actors: ReadonlyMap<ActorId, Actor>;
  readonly spaces: ReadonlyMap<SpaceId, Space>;
  readonly protocols: readonly ProtocolInForce[];
}
