import type { Clock } from '#kernel/awaits/window.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';

/** What a plan says. */
export interface PlanBody {
  readonly title: string;
  /** Markdown: what matters in this period, and why. */
  readonly text: string;
  readonly goals: readonly ArtifactId[];
  /** The period that is planned. */
  readonly from: Instant;
  readonly to: Instant;
  /** People and teams who plan, and whose calendars say how much there is room for. */
  readonly people: readonly ActorId[];
  /** Percent of their working time that is planned with. */
  readonly share: number;
}

/** A story that is proposed; a task, once the plan holds. */
export interface StoryBody {
  readonly title: string;
  readonly text: string;
  readonly criteria: readonly string[];
  readonly depth: 'deep' | 'shallow';
  readonly minutes: number;
  readonly needs: readonly string[];
  readonly context: string;
  readonly goal: ArtifactId | null;
}

/** What somebody would have answered before a story is taken on. */
export interface Concern {
  readonly by: ActorId;
  readonly text: string;
  readonly at: Instant;
  readonly settled: { readonly by: ActorId; readonly words: string; readonly at: Instant } | null;
}

export interface Story extends StoryBody {
  /** Of this plan: 1 for the first. */
  readonly id: number;
  readonly by: ActorId;
  readonly concerns: readonly Concern[];
  /** Left out of this plan. */
  readonly left: boolean;
}

/** One who is asked to read it and say what is open. */
export interface Seat {
  readonly actor: ActorId;
  readonly clock: Clock;
  readonly status: 'open' | 'read' | 'away' | 'lapsed';
}

/**
 * Planning as a cadence.
 *
 *     draft ──open──► commenting ──window over──┬─ nothing open ─────────────────► planned
 *       │                 │                     └─ something open ─► settling ──► planned
 *       └───withdraw──────┴──────────────────────────────────────────────┴─────► withdrawn
 */
export type Stage =
  | { readonly status: 'draft' }
  | { readonly status: 'commenting'; readonly openedAt: Instant; readonly seats: readonly Seat[] }
  | { readonly status: 'settling'; readonly openedAt: Instant; readonly since: Instant; readonly seats: readonly Seat[] }
  | ({ readonly status: 'planned'; readonly openedAt: Instant; readonly at: Instant; readonly met: boolean } & Asked)
  | ({ readonly status: 'withdrawn'; readonly at: Instant; readonly by: ActorId; readonly reason: string } & Asked);

/** [A3] Who was asked while it was being made, also when it is over. `since`: since when something was to be settled; null: nothing was. */
interface Asked {
  readonly seats: readonly Seat[];
  readonly since: Instant | null;
}

export interface PlanState extends PlanBody {
  readonly author: ActorId;
  readonly space: SpaceId | null;
  readonly draftedAt: Instant;
  readonly stories: readonly Story[];
  readonly mentions: readonly ArtifactId[];
  readonly stage: Stage;
}

export const isOpenStory = (story: Story): boolean => !story.left && story.concerns.some(({ settled }) => settled === null);

/** [planning] Only what is open is talked about: five minutes each, half an hour at most. */
export const meetingMinutes = (state: PlanState): number => Math.min(30, 5 * state.stories.filter(isOpenStory).length);
