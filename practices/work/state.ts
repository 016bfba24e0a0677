import type { AwaitReading } from '#kernel/awaits/await.ts';
import type { Clock } from '#kernel/awaits/window.ts';
import type { Claim } from '#kernel/leases/claim.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';

export const DEPTHS = ['deep', 'shallow'] as const;
/** [L3] Whether it needs an undisturbed head. */
export type Depth = (typeof DEPTHS)[number];

/** What a task says. */
export interface TaskBody {
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  /** [L3] What must be true when it is done. None: it cannot be claimed. */
  readonly criteria: readonly string[];
  readonly depth: Depth;
  /** Its size: about how long it takes. */
  readonly minutes: number;
  /** Skills, as people name theirs. */
  readonly needs: readonly string[];
  /** What one has in one's head while at it, in a word: `billing`. Empty: nothing in particular. */
  readonly context: string;
  readonly dueAt: Instant | null;
  /** The goal that it serves. */
  readonly goal: ArtifactId | null;
}

/** [L2] Left by whoever gave it back, for whoever comes next. */
export interface HandOver {
  readonly by: ActorId;
  readonly at: Instant;
  /** Empty: they left no word. */
  readonly note: string;
  /** It was the clock. */
  readonly byItself: boolean;
}

/** It was offered to somebody who is starting their day; until they take it, it stays where it is. */
export interface Offer {
  readonly count: number;
  readonly to: ActorId;
  readonly by: ActorId;
  readonly note: string;
  readonly clock: Clock;
}

/** Its owner was asked what to do with what nobody claims [L3]. */
export interface Asking {
  readonly count: number;
  readonly owner: ActorId;
  readonly clock: Clock;
}

/** What a task and its issue on a forge say alike. */
export interface IssueBase {
  readonly title: string;
  readonly text: string;
  readonly criteria: readonly string[];
  readonly open: boolean;
  /** Closed as what will not be done. */
  readonly dropped: boolean;
}

/** The issue of a forge that it is, too. */
export interface IssueLink {
  readonly repository: ArtifactId;
  /** `northwind/freight` */
  readonly called: string;
  /** When it was last changed here. */
  readonly touchedAt: Instant;
  /** Null: it is on its way there. */
  readonly there: {
    /** What is known of it. */
    readonly issue: ArtifactId;
    /** Its number there. */
    readonly key: string;
    readonly url: string | null;
    /** What both sides said when the forge was last heard. */
    readonly base: IssueBase;
  } | null;
}

export interface TaskState extends TaskBody {
  /** Its owner. */
  readonly author: ActorId;
  readonly space: SpaceId | null;
  /** People and teams who see it instead of its space; null: its space, or the whole organization. */
  readonly audience: readonly ActorId[] | null;
  /** What it was drafted from: a decision, a request, a meeting. */
  readonly from: ArtifactId | null;
  readonly mentions: readonly ArtifactId[];
  readonly draftedAt: Instant;
  /** [L1] How many claims there have been. */
  readonly claims: number;
  readonly offers: number;
  readonly notes: readonly HandOver[];
  readonly issue: IssueLink | null;
  /** Those that it was before somebody took the link away: nothing of them is heeded. */
  readonly parted: readonly IssueLink[];
  /** [A3] Who was asked about it before, and how that ended; the newest of them. */
  readonly past: readonly AwaitReading[];
  /** As sentences call them. */
  readonly names: Readonly<Record<ActorId, string>>;
  readonly stage: Stage;
}

export interface Ready {
  readonly status: 'ready';
  /** It can be claimed since then; it is no younger when it comes back. */
  readonly since: Instant;
  /** [L3] When its owner is asked what to do with it, unless they are already. */
  readonly staleAt: Instant;
  readonly asking: Asking | null;
  readonly askings: number;
  readonly offer: Offer | null;
}

export interface Claimed {
  readonly status: 'claimed';
  readonly claim: Claim;
  readonly since: Instant;
  readonly offer: Offer | null;
}

/**
 * Where a task stands.
 *
 *     draft ⇄ ready ⇄ claimed ──finish──► done
 *       │       │        │                  │
 *       └───────┴─drop───┴──► dropped       │
 *               ▲                │          │
 *               └─────reopen─────┴──────────┘
 *
 * It is ready as long as it has acceptance criteria and nobody holds it.
 */
export type Stage =
  | { readonly status: 'draft' }
  | Ready
  | Claimed
  /** `words`: what came of it. */
  | { readonly status: 'done'; readonly by: ActorId; readonly at: Instant; readonly words: string; readonly since: Instant }
  | { readonly status: 'dropped'; readonly by: ActorId; readonly at: Instant; readonly reason: string };

export const isClosed = ({ stage }: TaskState): boolean => stage.status === 'done' || stage.status === 'dropped';

export const claimOf = ({ stage }: TaskState): Claim | null => (stage.status === 'claimed' ? stage.claim : null);

export const offerOf = ({ stage }: TaskState): Offer | null =>
  stage.status === 'claimed' || stage.status === 'ready' ? stage.offer : null;

/** After so many times it is dropped; anybody may open it again. */
const MOST_ASKINGS = 3;

/** [L3] Its owner was asked for the last time. */
export const askedInVain = ({ stage }: TaskState): boolean => stage.status === 'ready' && stage.askings >= MOST_ASKINGS;
