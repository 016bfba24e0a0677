import type { Clock } from '#kernel/awaits/window.ts';
import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import type { Carried } from '../leaving/taken.ts';

/** Something that the meeting is to settle. Settled beforehand, it needs no meeting. */
export interface Question {
  readonly id: number;
  readonly text: string;
  readonly settled: Settled | null;
}

interface Settled {
  /** Null: by the document, when it was decided. */
  readonly by: ActorId | null;
  readonly words: string;
  readonly at: Instant;
}

/** Where the meeting stands in a calendar. */
export interface Source {
  readonly uid: string;
  readonly planned: Instant;
}

/** A question of a decision week, and the meeting from which it comes. */
export interface Gathered {
  readonly question: number;
  readonly meeting: ArtifactId;
  /** Its number there. */
  readonly of: number;
}

export type How = 'held' | 'shortened' | 'overran' | 'cancelled';

/** What is read beforehand: an artifact here, or an address elsewhere. */
export type Document = { readonly artifact: ArtifactId } | { readonly address: string };

export interface Prepared {
  readonly purpose: string;
  readonly document: Document | null;
  readonly questions: readonly Question[];
}

export type MeetingPracticeEvent =
  | ({
      readonly type: 'meeting-requested';
      readonly title: string;
      readonly space: SpaceId | null;
      /** Those who are asked to come and have an account here, without who asks. */
      readonly people: readonly ActorId[];
      /** How many others come whom nobody here knows. */
      readonly others: number;
      readonly from: Instant;
      readonly minutes: number;
      readonly source: Source | null;
      readonly gathers: readonly Gathered[];
    } & Prepared)
  /** Under which version of which protocol its gate stands [P3]. A further one: it was prepared after the gate had closed. */
  | {
      readonly type: 'gate-opened';
      readonly protocol: { readonly artifact: ArtifactId; readonly version: number; readonly id: string };
    }
  | { readonly type: 'names-noted'; readonly names: Readonly<Record<ActorId, string>> }
  | ({ readonly type: 'meeting-prepared' } & Prepared)
  | { readonly type: 'meeting-moved'; readonly from: Instant; readonly minutes: number }
  | {
      readonly type: 'question-settled';
      readonly question: number;
      readonly words: string;
      readonly byDocument: boolean;
      /** Whoever settled it in a decision week, or in the meeting from which it was gathered. */
      readonly elsewhere?: ActorId;
    }
  | { readonly type: 'question-raised-again'; readonly question: number }
  | {
      readonly type: 'meeting-cancelled';
      /** `settled`: all of its questions were answered in writing beforehand. */
      readonly why: 'settled' | 'person';
      readonly reason: string | null;
    }
  /** What became of it in the calendar from which it came. */
  | ({ readonly type: 'calendar-told' } & Carried)
  /** It should be over: who asked for it is asked how it went. */
  | { readonly type: 'outcome-asked'; readonly clock: Clock }
  | { readonly type: 'outcome-moved'; readonly clock: Clock }
  | { readonly type: 'outcome-lapsed' }
  | {
      readonly type: 'meeting-ended';
      readonly how: How;
      /** That it took; 0 where it was cancelled. */
      readonly minutes: number;
      readonly people: number;
      readonly decisions: readonly ArtifactId[];
      readonly words: string | null;
    };

/** A meeting's stream holds what people did to it and what its gates made of that, side by side. */
export type MeetingEvent = MeetingPracticeEvent | RunEvent;
