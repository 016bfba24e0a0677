import type { Directory } from '../actors/directory.ts';
import type { AwaitReading } from '../awaits/await.ts';
import type { ActorId, ArtifactId, CommandId, EventBody, EventRef, Instant, OrgId, RecordedEvent, SpaceId } from './event.ts';
import type { Result } from './refusal.ts';

/** Something asked of one artifact, imperative. `name` says what; `data` has passed the practice's zod schema. */
export interface Command<N extends string = string, D = unknown> {
  readonly id: CommandId;
  readonly org: OrgId;
  readonly by: ActorId;
  /** Kind of the one artifact that it changes. */
  readonly kind: string;
  /** The one artifact that it changes; a new UUID to begin one. */
  readonly artifact: ArtifactId;
  readonly name: N;
  readonly data: D;
  /** Other artifacts that it names. Each is loaded through the actor's own view; one that the actor may not see is absent. */
  readonly refs?: readonly ArtifactId[];
  readonly causedBy?: EventRef;
  /** Refuse with `version-changed` unless the artifact stands at this version (If-Match). */
  readonly ifVersion?: number;
  /** [safety] What lets its sender in, as the server last knew it. Where it no longer does, the command is refused with `unwarranted`. */
  readonly warrant?: Warrant;
}

/** Something that somebody shows to be let in (a session, a key), and the directory in which it stood for them. */
export interface Warrant {
  /** Known to the store alone. */
  readonly token: string;
  readonly directoryVersion: number;
}

/** What is true around a decision: the instant, the organization, and what the command names. No clock, no I/O. */
export interface Context {
  /** The database's clock. */
  readonly now: Instant;
  readonly by: ActorId;
  /** When the server received it, at or before `now` [A8]. */
  readonly receivedAt: Instant;
  readonly directory: Directory;
  readonly refs: ReadonlyMap<ArtifactId, Known>;
  /** The artifact's own address; `number` is 0 while it is being created. */
  readonly self: { readonly id: ArtifactId; readonly number: number; readonly version: number };
}

/** An artifact that a command names, as the actor may see it. */
export interface Known {
  readonly id: ArtifactId;
  readonly kind: string;
  readonly number: number;
  readonly title: string;
  readonly space: SpaceId | null;
  readonly audience: readonly string[];
  readonly state: unknown;
}

/** One kind of artifact. Pure: the same state, command and context always give the same events. */
export interface Decider<S, C extends Command = Command, E extends EventBody = EventBody> {
  readonly kind: string;
  /** Whether it takes a number of the organization (`#142`). People, spaces and comments do not. */
  readonly numbered: boolean;
  /** [safety] What each command needs, by its name: rows of the one table of permissions. A command without a row is refused. */
  readonly needs: Readonly<Record<string, Need>>;
  /** The space in which a command would begin a new artifact; consulted only while there is no state. */
  home?(command: C): SpaceId | null;
  /** Whether all of its artifacts are part of the directory, which every decision may consult: people, teams, spaces. */
  readonly directory?: boolean;
  /** Where some are (pages that hold a protocol): what of a state the directory takes; null: nothing. The summary of those says `directory`. */
  inDirectory?(state: S): unknown;
  decide(state: S | null, command: C, context: Context): Result<readonly E[]>;
  evolve(state: S | null, event: RecordedEvent<E>): S;
  /** What lists, Today and timers need to know, computed from the state alone, so that it can be rebuilt. */
  read(state: S, self: { readonly id: ArtifactId }): Reading;
}

/**
 * What the sender of a command must be. `see`: whoever sees the artifact (to begin one: whoever belongs). `contribute` and
 * `steward`: that role in its space or more. `author`: who began it, or a steward of its space. `organization-steward`: runs the
 * organization. `system`: timers, reactions and set-up only. `decider`: the decider itself says, by what the state knows (the asked).
 */
export type Need = 'see' | 'contribute' | 'steward' | 'author' | 'organization-steward' | 'system' | 'decider';

/** The columns that every artifact has, its awaits, its links and the next moment at which something happens by itself. */
export interface Reading {
  readonly title: string;
  /** The practice's own word for its state: `draft`, `open`, `accepted`, … */
  readonly status: string;
  readonly space: SpaceId | null;
  /**
   * Keys, one of which an actor must hold to see it: `space:ID`, `actor:ID`, `org` (everyone who belongs).
   * Empty: nobody. See kernel/actors/access.ts.
   */
  readonly audience: readonly string[];
  readonly author: ActorId | null;
  /** The artifact that it hangs on (a comment's subject). It is seen by whoever sees that one. */
  readonly parent?: ArtifactId | null;
  readonly openedAt?: Instant | null;
  readonly closedAt?: Instant | null;
  /** The moment shown to people ("Proceeds Thursday 14:00"). */
  readonly dueAt?: Instant | null;
  /** The next moment at which the timer must send `tick`, or null. */
  readonly nextAt: Instant | null;
  /** What a list shows of it beyond the columns; JSON of at most some hundred bytes. */
  readonly summary: Readonly<Record<string, unknown>>;
  /** What its list shows of it, ready to be sent; the store adds its `number` and `updatedAt`. Left out: its lists put it together. */
  readonly line?: Readonly<Record<string, unknown>>;
  readonly awaits: readonly AwaitReading[];
  readonly links: readonly LinkReading[];
  /** What it says beyond its title, in Markdown or plain words: by both it is found. Left out: it is not to be found by words. */
  readonly text?: string;
  /** BCP 47; null or left out: unknown. */
  readonly language?: string | null;
}

export interface LinkReading {
  /** `superseded-by` is said by the older one, where the newer says nothing: readers turn it round. */
  readonly rel: 'supersedes' | 'superseded-by' | 'implements' | 'blocks' | 'builds-on' | 'mentions' | 'answers' | 'read';
  readonly to: ArtifactId;
  /** Words by which it is called where it is linked, as search takes words apart: they say what it is about. */
  readonly said?: readonly string[];
}
