import type { Content } from '../../file.ts';
import type { ActorId, ArtifactId, OrgId, SpaceId } from '#kernel/stream/event.ts';

/**
 * An import.
 *
 *     uploading ──► reading ──► comparing ──► writing ──► done
 *     fetching ──────►│            │             │
 *                     └────────────┴──► cancelled ◄── undoing
 *
 * Each step but the first and the last two is done by whichever server process holds the lease, and taken up by another where that one
 * died. `failed`: it cannot go on, and says why; nothing of it is left.
 */
export type ImportState =
  | 'uploading'
  | 'fetching'
  | 'reading'
  | 'comparing'
  | 'writing'
  | 'undoing'
  | 'done'
  | 'cancelled'
  | 'failed';

export const WORKING = ['fetching', 'reading', 'comparing', 'writing', 'undoing'] as const satisfies readonly ImportState[];

export interface Options {
  /** Archive pages that the source has no more. */
  readonly prune: boolean;
  /** A repository's address, without name and password. */
  readonly address?: string;
  /** It needs a token, which only the process that was told it knows. */
  readonly secret?: boolean;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** The file or page that it is at. */
  readonly at: string;
}

export interface Job {
  readonly org: OrgId;
  readonly id: ArtifactId;
  readonly by: ActorId;
  readonly space: SpaceId | null;
  readonly source: string;
  readonly state: ImportState;
  readonly options: Options;
  readonly cancelled: boolean;
  readonly parts: number | null;
  /** How often it was interrupted by something unforeseen. */
  readonly attempts: number;
}

/** What became of a page or file. */
export type Outcome = 'created' | 'changed' | 'moved' | 'merged' | 'unchanged' | 'kept' | 'archived' | 'vanished' | 'refused';

/** What an item is meant to become; decided before anything is written, and written down, so that whoever goes on does the same. */
export interface Intent {
  readonly text: 'create' | 'revise' | 'links' | 'keep' | 'archive' | 'replace';
  /** Where it is to stand; null: where it stands. */
  readonly place: IntendedPlace | null;
  /** The revision that is changed. */
  readonly base: number | null;
  /** Where it stood, and what a file's bytes were: for taking it back. */
  readonly was: IntendedPlace | null;
  readonly content?: Content;
  readonly outcome: Outcome;
}

export interface IntendedPlace {
  readonly under: ArtifactId | null;
  readonly rank: string;
  readonly name: string;
  readonly file: { readonly name: string; readonly inside: boolean } | null;
}

export interface Done {
  readonly outcome: Outcome;
  readonly number: number;
  /** The revision of the page after it; files: 0. */
  readonly revision: number;
  /** Whether its text and its place were changed by the import. */
  readonly wrote: boolean;
  readonly moved: boolean;
  /** Whether its text now is what the source says. */
  readonly asSource: boolean;
}

/** How a page stands in the source: what is compared when it comes again. */
export interface Planned {
  readonly source: string;
  readonly under: string | null;
  readonly name: string;
  readonly file: { readonly name: string; readonly inside: boolean } | null;
  readonly order: number;
  readonly language: string | null;
  readonly broken: readonly string[];
  readonly formerly: readonly string[];
}

export interface PlannedAttachment {
  readonly source: string;
  readonly name: string;
  readonly under: string | null;
  readonly path: string;
}
