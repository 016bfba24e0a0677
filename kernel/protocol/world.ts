import type { ActorId, Instant } from '../stream/event.ts';
import type { CalendarVersion } from '../time/calendar.ts';

/** A fact of an artifact, as conditions read it (`p.score`). JSON. */
export type Fact = string | number | boolean | null | readonly Fact[] | { readonly [key: string]: Fact };
export type Facts = { readonly [name: string]: Fact };

/** What is true around a run while one thing is decided: actors, roles, facts. Pure data and look-ups; no clock, no I/O. */
export interface World {
  /** [A2] Where a window names no max, in ms. */
  readonly longestWindow: number;
  actor(id: ActorId): WorldActor | undefined;
  /**
   * Who holds a role for this artifact: a role of its space or of those above, a team's handle, a person's handle, or one of
   * `members contributors stewards everyone affected asked owners_of_paths …`. Null: no such role.
   */
  role(name: string): readonly ActorId[] | null;
  /** The artifact's facts at present. A run notices when they have changed. */
  readonly facts: Facts;
  /** Named periods of the organization: `calendar.merge_window`. */
  readonly periods?: Readonly<Record<string, readonly Period[]>>;
}

/** From–to, end exclusive. */
export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

export interface WorldActor {
  readonly id: ActorId;
  /** As sentences call them. */
  readonly name: string;
  readonly handle: string;
  readonly kind: 'person' | 'agent';
  /** [T2] Oldest first. */
  readonly calendars: readonly CalendarVersion[];
  /** [A5] In order. */
  readonly deputies: readonly ActorId[];
  /** Belongs to the organization and has not left. */
  readonly active: boolean;
  /** Open awaits, and how many they take at most. */
  readonly load: number;
  readonly limit: number;
  readonly weight: number;
  /** [R10] The person accountable for an agent. */
  readonly accountable?: ActorId;
  readonly teams: readonly string[];
  /** Further facts that `a` may be asked: `energy`, `open`. */
  readonly facts?: Facts;
}

/** What a run is about. Fixed when it opens. */
export interface Subject {
  /** Seeds weighted choice, so that the same artifact always gives the same pick. */
  readonly id: string;
  /** `decision`, `request`, `change`, … */
  readonly kind: string;
  readonly title: string;
  readonly author: ActorId;
  /** `p.age` counts from here. */
  readonly proposedAt: Instant;
  readonly irreversible: boolean;
  readonly urgent?: boolean;
}
