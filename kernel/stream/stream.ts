import type { Directory } from '../actors/directory.ts';
import type { AwaitReading } from '../awaits/await.ts';
import type { Known, LinkReading, Reading, Warrant } from './decider.ts';
import type { ActorId, ArtifactId, CommandId, Cursor, EventBody, Instant, OrgId, RecordedEvent } from './event.ts';

/**
 * The port behind which an organization's events are kept. Two implementations, memory and PostgreSQL, pass `stream.contract.ts`.
 *
 * A command costs one `load` and one `append`, each one round trip for a whole batch of commands; the `append` alone, where what it
 * needs can be recalled. Order is per artifact (version) and causal (`causedBy`); the cursor orders all events for readers, so that
 * none skips an event that commits late.
 */
export interface Stream {
  load(wanted: readonly Wanted[]): Promise<Loaded>;
  /** What `load` would answer, from memory: perhaps no longer so. Null: something of it is not there. */
  recall(wanted: readonly Wanted[]): Recalled | null;
  /**
   * Each entry by itself: appended whole, with its readings, or not at all. With a basis: none of them, unless all of that holds in the
   * statement that appends.
   */
  append(entries: readonly Entry[], basis?: Basis): Promise<readonly Outcome[]>;
  /** The organization's directory as it stands, or at least as it stood at `version`. */
  directory(org: OrgId, version?: number): Promise<Directory>;
  /**
   * Runs `work` while nobody else changes the directory of `org`; what it appends takes effect together with the directory, the
   * keys of every actor included, or not at all.
   */
  exclusively<T>(org: OrgId, work: (stream: Pick<Stream, 'load' | 'append' | 'directory'>) => Promise<T>): Promise<T>;
  /**
   * Takes up to `limit` artifacts whose `nextAt` has come, holds them against other takers, and appends what `act` makes of
   * them in the same transaction. Returns how many were taken, and when the next is due.
   */
  takeDue(limit: number, act: (due: readonly Due[], now: Instant) => Promise<readonly Entry[]>): Promise<Taken>;
  /** Events after `after` (null: from the beginning), oldest first, with the cursor to go on from. */
  read(after: Cursor | null, limit: number): Promise<Page>;
  /** The cursor behind the newest event that readers can see. */
  head(): Promise<Cursor | null>;
  /** Calls `listener` with every page of events after `after`, in order, one at a time; returns how to stop. */
  subscribe(after: Cursor | null, listener: (page: Page) => void | Promise<void>): () => Promise<void>;
}

export interface Wanted {
  readonly org: OrgId;
  readonly by: ActorId;
  readonly artifact: ArtifactId;
  readonly command: CommandId;
  readonly refs: readonly ArtifactId[];
  /** What its sender is let in by. */
  readonly warrant?: Warrant;
}

export interface Loaded {
  readonly now: Instant;
  /** In the order in which they were wanted. */
  readonly items: readonly LoadedItem[];
}

export interface Recalled extends Loaded {
  readonly basis: Basis;
}

/** What was recalled rather than read. */
export interface Basis {
  /** The store's clock, about. */
  readonly now: Instant;
  readonly directories: ReadonlyMap<OrgId, number>;
  /** The artifacts and their versions: of what stands as it stood, all that was said of it is so. */
  readonly artifacts: readonly { readonly org: OrgId; readonly id: ArtifactId; readonly version: number }[];
  /** Tokens of warrants, each once. */
  readonly tokens: readonly string[];
}

export interface LoadedItem {
  /** -1: there is no such organization yet. */
  readonly directoryVersion: number;
  /** [safety] Whether its warrant, if it has one, still lets its sender in. */
  readonly warranted: boolean;
  /** As the actor may see it; null when there is none, or none for them. */
  readonly subject: Stored | null;
  readonly refs: ReadonlyMap<ArtifactId, Stored>;
  /** What this very command did when it came before. */
  readonly prior: Prior | null;
}

export interface Stored extends Known {
  readonly version: number;
  readonly author: ActorId | null;
  /** What it hangs on. */
  readonly parent: ArtifactId | null;
}

export interface Prior {
  readonly artifact: ArtifactId;
  readonly number: number;
  readonly version: number;
  readonly digest: string;
}

export interface Entry {
  readonly org: OrgId;
  readonly artifact: ArtifactId;
  readonly kind: string;
  /** The version it was decided at; 0 begins the artifact. */
  readonly expected: number;
  readonly numbered: boolean;
  readonly state: unknown;
  readonly reading: Reading;
  /** When its last event happened, where that is not among `events`. */
  readonly at?: Instant;
  /** Whoever sees what hangs on it (comments) changes with it. */
  readonly audienceChanged: boolean;
  readonly awaits: Changes<AwaitReading>;
  readonly links: Changes<LinkReading>;
  /** What it is found by, where that changed; null: it is no longer to be found. Left out: as before. */
  readonly text?: EntryText | null;
  /** The directory is another after it: written by `exclusively` alone. */
  readonly directory: boolean;
  /** Versions `expected + 1` and on. */
  readonly events: readonly RecordedEvent<EventBody>[];
  /** What the command said, hashed, so that a reused id with other words is noticed. One per event. */
  readonly digests: readonly string[];
}

export interface EntryText {
  readonly title: string;
  readonly text: string;
  readonly language: string | null;
  /** When it came to say so. */
  readonly at: Instant;
}

export interface Changes<T> {
  readonly put: readonly T[];
  readonly drop: readonly T[];
}

export type Outcome =
  | { readonly appended: true; readonly number: number }
  /** Somebody else wrote first, or the command has been here before: load again. */
  | { readonly appended: false };

export interface Due {
  readonly org: OrgId;
  readonly directoryVersion: number;
  readonly stored: Stored;
}

export interface Taken {
  readonly taken: number;
  /** Milliseconds until the next artifact is due; null: none is. */
  readonly nextIn: number | null;
}

/** An event with what readers need of its artifact as it stands now. */
export interface StreamEvent extends RecordedEvent {
  readonly cursor: Cursor;
  readonly number: number;
  readonly title: string;
  readonly audience: readonly string[];
  readonly parent: ArtifactId | null;
}

export interface Page {
  readonly events: readonly StreamEvent[];
  readonly cursor: Cursor | null;
}

/** The store could not be reached, or went away in the middle. What was acknowledged is kept; sending the same command again is safe. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
