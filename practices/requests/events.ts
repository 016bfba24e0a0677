import type { RunEvent } from '#kernel/protocol/run-event.ts';
import type { ActorId, ArtifactId, SpaceId } from '#kernel/stream/event.ts';

/** What one round asks, of whom, under which version of which protocol [P3]. */
export interface Asking {
  /** Markdown. */
  readonly question: string;
  readonly to: ActorId;
  /** A written round: those who are asked beside `to`, so that everybody answers. Left out: nobody. */
  readonly others?: readonly ActorId[];
  readonly urgent: boolean;
  readonly protocol: { readonly artifact: ArtifactId; readonly version: number; readonly id: string };
}

export type RequestPracticeEvent =
  | {
      readonly type: 'request-asked';
      readonly title: string;
      readonly asking: Asking;
      readonly space: SpaceId | null;
      readonly audience: readonly ActorId[] | null;
      readonly blocks: readonly ArtifactId[];
      /** Artifacts that the question names by number. */
      readonly mentions: readonly ArtifactId[];
    }
  /** A further round: the answer did not settle it, or none came. */
  | { readonly type: 'request-asked-again'; readonly asking: Asking; readonly mentions: readonly ArtifactId[] }
  /** Names of who takes part, as sentences of its awaits call them. */
  | { readonly type: 'names-noted'; readonly names: Readonly<Record<ActorId, string>> }
  | { readonly type: 'request-answered'; readonly text: string; readonly mentions: readonly ArtifactId[] }
  /** A clarifying question of one who is asked (`to` null), or the asker's answer to one. */
  | { readonly type: 'clarification-said'; readonly to: ActorId | null; readonly text: string }
  | { readonly type: 'request-passed'; readonly to: ActorId; readonly reason: string | null }
  | { readonly type: 'request-accepted'; readonly words: string | null }
  | { readonly type: 'request-withdrawn'; readonly reason: string | null };

/** A request's stream holds what people did to it and what its runs made of that, side by side. */
export type RequestEvent = RequestPracticeEvent | RunEvent;
