/** Milliseconds since the Unix epoch, UTC. The kernel and the store compute with these; doors show ISO 8601. */
export type Instant = number;

export type OrgId = string;
export type ActorId = string;
export type SpaceId = string;
export type ArtifactId = string;
/** A UUID. A retry carries the same one, so it is the same command. */
export type CommandId = string;

/** The actor of what nobody did: timers, reactions, the first migration. Never on a roster. */
export const SYSTEM: ActorId = '00000000-0000-0000-0000-000000000000';

/** A past-tense fact about one artifact. `type` says which; the other fields are JSON. */
export interface EventBody {
  readonly type: string;
}

/** An event as the stream keeps it: who, what, when, and what caused it. */
export interface RecordedEvent<E extends EventBody = EventBody> {
  readonly org: OrgId;
  readonly artifact: ArtifactId;
  /** The artifact's kind: `decision`, `request`, `person`, … */
  readonly kind: string;
  /** 1 for the first event of an artifact, without gaps. */
  readonly version: number;
  readonly at: Instant;
  readonly by: ActorId;
  readonly command: CommandId;
  /** The event that made a reaction send this command. */
  readonly causedBy: EventRef | null;
  readonly body: E;
}

export interface EventRef {
  readonly artifact: ArtifactId;
  readonly version: number;
}

/** Where a reader of the stream stands. Opaque outside the store; totally ordered inside it. */
export type Cursor = string;
