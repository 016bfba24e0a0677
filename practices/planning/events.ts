import type { Clock } from '#kernel/awaits/window.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import type { PlanBody, StoryBody } from './state.ts';

export type PlanEvent =
  | {
      readonly type: 'plan-drafted';
      readonly body: PlanBody;
      readonly space: SpaceId | null;
      readonly mentions: readonly ArtifactId[];
    }
  | { readonly type: 'plan-revised'; readonly body: Partial<PlanBody> }
  | { readonly type: 'story-proposed'; readonly story: number; readonly body: StoryBody }
  | { readonly type: 'story-revised'; readonly story: number; readonly body: Partial<StoryBody> }
  | { readonly type: 'story-left-out'; readonly story: number }
  | { readonly type: 'story-taken-in'; readonly story: number }
  | { readonly type: 'plan-opened' }
  /** Somebody is asked to read it. `away`: leave takes the whole window. */
  | { readonly type: 'reader-asked'; readonly actor: ActorId; readonly clock: Clock; readonly away: boolean }
  | { readonly type: 'reader-moved'; readonly actor: ActorId; readonly clock: Clock }
  | { readonly type: 'plan-read'; readonly actor: ActorId }
  | { readonly type: 'reader-lapsed'; readonly actor: ActorId; readonly at: Instant }
  | { readonly type: 'concern-raised'; readonly story: number; readonly text: string }
  /** `of`: whose. */
  | { readonly type: 'concern-settled'; readonly story: number; readonly of: ActorId; readonly words: string }
  | { readonly type: 'settling-began'; readonly open: readonly number[]; readonly at: Instant }
  /** `met`: something had to be talked about. */
  | { readonly type: 'plan-held'; readonly stories: readonly number[]; readonly met: boolean; readonly at: Instant }
  | { readonly type: 'plan-withdrawn'; readonly reason: string };
