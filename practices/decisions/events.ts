import type { Clock } from '#kernel/awaits/window.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import type { DecisionBody } from './body.ts';
import type { RecordStatus } from './records/document.ts';

/** A passage that somebody wrote elsewhere, kept with the decision that came of it. */
export interface Quote {
  readonly from: ArtifactId;
  readonly by: ActorId;
  readonly name: string;
  readonly at: Instant;
  readonly text: string;
}

/** With who saw it where it was written. */
export interface KeptQuote extends Quote {
  readonly audience: readonly string[];
}

/** What an imported record says beyond the fields of a decision. */
export interface RecordFacts {
  /** Its path in the folder it came from. The same space, project and key are the same decision. */
  readonly key: string;
  /** The project that it came from, where its importer named one. */
  readonly from?: string;
  readonly number: number | null;
  readonly status: RecordStatus;
  /** Where its file says when it was opened, and who proposed it. */
  readonly openedAt?: Instant;
  readonly proposer?: string;
  /** The file's own words. */
  readonly statusText: string;
  /** Local date `YYYY-MM-DD`. */
  readonly date: string | null;
  readonly deciders: readonly string[];
  readonly consulted: readonly string[];
  readonly informed: readonly string[];
  readonly tags: readonly string[];
  /** The Markdown, byte for byte. */
  readonly markdown: string;
  readonly links: readonly RecordReference[];
}

export interface RecordReference {
  readonly rel: 'supersedes' | 'superseded-by' | 'amends' | 'amended-by' | 'implements' | 'builds-on' | 'mentions';
  /** As written. */
  readonly target: string;
  /** The decision that it names, when that came from the same folder. */
  readonly to: ArtifactId | null;
  readonly partial: boolean;
}

export type DecisionPracticeEvent =
  | {
      readonly type: 'decision-drafted';
      readonly title: string;
      readonly body: DecisionBody;
      readonly space: SpaceId | null;
      readonly audience: readonly ActorId[] | null;
      readonly quotes: readonly KeptQuote[];
    }
  | { readonly type: 'decision-revised'; readonly title: string; readonly body: DecisionBody }
  /** Who reads the draft beside its author. */
  | { readonly type: 'draft-shared'; readonly with: readonly ActorId[] }
  | { readonly type: 'quotes-dropped' }
  | { readonly type: 'draft-discarded'; readonly reason: string | null }
  /** Names of who takes part, as sentences of its awaits call them. */
  | { readonly type: 'names-noted'; readonly names: Readonly<Record<ActorId, string>> }
  /** A proposal that was imported is opened here: its text is what is proposed. */
  | { readonly type: 'record-opened'; readonly body: DecisionBody }
  | {
      readonly type: 'decision-opened';
      readonly protocol: { readonly artifact: ArtifactId; readonly version: number; readonly id: string };
    }
  | {
      readonly type: 'decision-amended';
      readonly title: string;
      readonly body: DecisionBody;
      readonly label: 'editorial' | 'material';
      readonly reason: string;
    }
  /** A reply to an objection, or its author's answer. `objection`: its number in the run. */
  | { readonly type: 'objection-discussed'; readonly objection: number; readonly text: string }
  /** A clarifying question of one who is asked (`to` null), or the answer to one. */
  | { readonly type: 'clarification-said'; readonly to: ActorId | null; readonly text: string }
  /** [R4] Its author owes an answer to an objection. */
  | { readonly type: 'reply-owed'; readonly objection: number; readonly clock: Clock }
  | { readonly type: 'reply-moved'; readonly objection: number; readonly clock: Clock }
  | { readonly type: 'reply-lapsed'; readonly objections: readonly number[]; readonly at: Instant }
  /** What it proposed is published. */
  | { readonly type: 'text-published'; readonly page: ArtifactId; readonly revision: number; readonly merged: boolean }
  /** It was accepted and could not be published: its author is asked what shall be. */
  | { readonly type: 'text-held'; readonly code: string; readonly message: string; readonly clock: Clock }
  /** Its author proposes it anew (`by`), or lets it be. */
  | { readonly type: 'text-let-go'; readonly by: ArtifactId | null }
  | { readonly type: 'text-moved'; readonly clock: Clock }
  | { readonly type: 'text-lapsed'; readonly at: Instant }
  /** It is seen by whoever sees the page. */
  | { readonly type: 'page-followed'; readonly space: SpaceId | null; readonly audience: readonly ActorId[] | null }
  | { readonly type: 'decision-withdrawn'; readonly reason: string | null }
  | { readonly type: 'decision-reopened'; readonly reason: string }
  | { readonly type: 'decision-kept-closed'; readonly reason: string }
  | { readonly type: 'decision-superseded'; readonly by: ArtifactId }
  /** What had superseded it was reopened. */
  | { readonly type: 'decision-restored'; readonly from: ArtifactId }
  | { readonly type: 'decision-deprecated'; readonly reason: string }
  | { readonly type: 'audience-named'; readonly audience: readonly ActorId[] | null }
  | { readonly type: 'decision-moved'; readonly space: SpaceId | null }
  | { readonly type: 'review-set'; readonly on: string | null; readonly at: Instant | null }
  | { readonly type: 'review-asked'; readonly asked: Readonly<Record<ActorId, Clock>>; readonly at: Instant }
  | { readonly type: 'review-answered'; readonly answer: ReviewAnswer; readonly words: string | null }
  | { readonly type: 'review-moved'; readonly actor: ActorId; readonly clock: Clock }
  | { readonly type: 'review-lapsed'; readonly actors: readonly ActorId[]; readonly at: Instant }
  | {
      readonly type: 'decision-imported';
      readonly title: string;
      readonly body: DecisionBody;
      readonly space: SpaceId | null;
      readonly record: RecordFacts;
      readonly name: string;
      readonly decidedAt: Instant | null;
    }
  | {
      readonly type: 'record-changed';
      readonly title: string;
      readonly body: DecisionBody;
      readonly record: RecordFacts;
      readonly decidedAt: Instant | null;
    };

/** [M1] "Would you decide the same again?" 1, a half, 0. */
export type ReviewAnswer = 'yes' | 'partly' | 'no';

/** A decision's stream holds what people did to it and what its run made of that, side by side. */
export type DecisionEvent = DecisionPracticeEvent | RunEvent;
