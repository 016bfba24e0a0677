import type { Clock } from '#kernel/awaits/window.ts';
import type { Claim } from '#kernel/leases/claim.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import type { IssueLink, TaskBody } from './state.ts';

/** What was seen of the work, wherever it was seen. */
export interface Seen {
  readonly what: 'comment' | 'draft' | 'page' | 'commit' | 'change' | 'demo' | 'decision' | 'request' | 'note';
  /** The artifact that shows it; null: it is none. */
  readonly of: ArtifactId | null;
  /** A line about it: the subject of a commit. */
  readonly words: string;
  /** Where it is, outside. */
  readonly address: string | null;
  /** Who did it. */
  readonly by: ActorId;
}

/** What happened at `at`, whenever it was written: a timer may come late. */
type Timed = { readonly at: Instant };

export type TaskEvent =
  | {
      readonly type: 'task-drafted';
      readonly body: TaskBody;
      readonly author: ActorId;
      readonly space: SpaceId | null;
      readonly audience: readonly ActorId[] | null;
      readonly from: ArtifactId | null;
      readonly mentions: readonly ArtifactId[];
      /** When it is stale, if it can be claimed at once. */
      readonly staleAt: Instant;
    }
  | {
      readonly type: 'task-revised';
      readonly body: Partial<TaskBody>;
      readonly mentions: readonly ArtifactId[];
      readonly staleAt: Instant;
      /** `northwind/freight#12`: it was changed on the forge. */
      readonly there?: string;
    }
  | { readonly type: 'names-noted'; readonly names: Readonly<Record<ActorId, string>> }
  /** [L1] `taken`: the offer of somebody who held it until now. `protocol`: under which version of which [P3]. */
  | {
      readonly type: 'task-claimed';
      readonly claim: Claim;
      readonly taken: boolean;
      readonly protocol: { readonly artifact: ArtifactId; readonly version: number; readonly id: string } | null;
    }
  /** [L2] `claim`: the lease that it renewed; null: it moved the task, and no lease. */
  | { readonly type: 'task-moved'; readonly seen: Seen; readonly claim: Claim | null }
  | { readonly type: 'claim-extended'; readonly words: string; readonly claim: Claim }
  | ({ readonly type: 'claim-in-grace'; readonly claim: Claim } & Timed)
  | ({ readonly type: 'claim-nudged'; readonly actor: ActorId; readonly due: Instant; readonly claim: Claim } & Timed)
  | { readonly type: 'claim-replanned'; readonly claim: Claim }
  | ({
      readonly type: 'claim-released';
      readonly holder: ActorId;
      readonly note: string;
      readonly byItself: boolean;
      readonly staleAt: Instant;
    } & Timed)
  | { readonly type: 'task-offered'; readonly to: ActorId; readonly note: string; readonly clock: Clock }
  | { readonly type: 'offer-moved'; readonly clock: Clock }
  | ({ readonly type: 'offer-ended'; readonly how: 'declined' | 'lapsed' | 'withdrawn'; readonly to: ActorId } & Timed)
  | ({ readonly type: 'owner-asked'; readonly owner: ActorId; readonly clock: Clock } & Timed)
  | ({ readonly type: 'owner-answered'; readonly words: string; readonly lapsed: boolean; readonly staleAt: Instant } & Timed)
  | { readonly type: 'task-finished'; readonly words: string; readonly token: number }
  | { readonly type: 'task-dropped'; readonly reason: string }
  | { readonly type: 'task-reopened'; readonly reason: string; readonly staleAt: Instant; readonly there?: string }
  /** It is an issue of a forge, too; or what is known of that has changed. */
  | { readonly type: 'issue-linked'; readonly link: IssueLink }
  /** It is no issue any more: both stay as they are. */
  | { readonly type: 'issue-parted'; readonly called: string }
  | { readonly type: 'task-closed-there'; readonly as: 'done' | 'dropped'; readonly there: string };
