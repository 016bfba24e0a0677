import type { Clock } from '#kernel/awaits/window.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import { own } from '#kernel/stream/own.ts';
import type { Hosting } from '#practices/protocols';
import type { Found } from './events.ts';
import type { CheckState, Said, Snapshot } from './observed.ts';
import type { Hit } from './guards.ts';
import type { Score, Term } from './score.ts';

/** How a head was looked at: its score, what outranks it, and whose paths it touches. */
export interface Looks {
  readonly head: string;
  readonly at: Instant;
  readonly score: number;
  readonly terms: readonly Term[];
  /** [C2] Without the pieces that are added up in it. */
  readonly own: Score;
  readonly guards: readonly Hit[];
  readonly files: number;
  readonly owners: readonly { readonly owner: string; readonly because: string; readonly files: number }[];
  /** Those of the owners who are here. */
  readonly asked: readonly ActorId[];
  /** Nobody who owns the paths is here, so those who look after the space stand in. */
  readonly standIn: boolean;
  readonly unowned: number;
  /** What is wrong with the files that say who owns what. */
  readonly faults: readonly { readonly line: number; readonly words: string }[];
  /** [C2] Other changes of the same intent within a day, whose score is added up in this one. */
  readonly pieces: readonly { readonly artifact: ArtifactId; readonly number: number }[];
  /** The repository reports no checks. */
  readonly withoutChecks: boolean;
}

/** A run, for the head with which it began. */
export interface Round {
  readonly head: string;
  readonly protocol: { readonly artifact: ArtifactId; readonly version: number; readonly id: string };
  readonly run: RunState | null;
  /** By actor: which of what was said on the forge their stance is. */
  readonly brought: Readonly<Record<ActorId, string>>;
}

/** `since`: when it was seen with the head that it has now, the earliest first, and with no other in between; `parted`: when last with another. */
export interface Seen {
  readonly at: Instant;
  readonly since: readonly Instant[];
  readonly parted: Instant | null;
  readonly snapshot: Snapshot;
  /** What it names here. */
  readonly mentions: readonly ArtifactId[];
}

/**
 * A change: what a forge says of it (`seen`, `said`, `checks`: always the newest, whatever came first), how it was looked at, and its runs.
 *
 *     draft ──► open ──looked at──► asked ──► ready ──merged──► shipped ──► reverted
 *                 │                   │ └───► stopped
 *                 └─── ready          └──closed──► closed          a new head: open again
 */
export interface ChangeState {
  readonly repository: ArtifactId;
  readonly repositoryName: string;
  readonly key: string;
  readonly space: SpaceId | null;
  readonly seen: Seen;
  /** By the forge's id. */
  readonly said: Readonly<Record<string, Said>>;
  readonly people: Readonly<Record<string, ActorId | null>>;
  readonly checks: { readonly head: string; readonly state: CheckState | null; readonly at: Instant } | null;
  readonly looks: Looks | null;
  readonly rounds: readonly Round[];
  /** Why no run began for the newest head. */
  readonly failed: { readonly head: string; readonly because: string } | null;
  readonly shipped: { readonly at: Instant; readonly alone: boolean } | null;
  readonly reverted: { readonly by: ArtifactId | null; readonly at: Instant } | null;
  readonly sample: Sample | null;
  /** As sentences call them. */
  readonly names: Readonly<Record<ActorId, string>>;
  /** Replies to objections, and questions asked first. */
  readonly spoken: Hosting['said'];
  readonly knownSince: Instant;
}

export interface Sample {
  readonly asked: ActorId;
  readonly clock: Clock;
  readonly status: 'open' | 'answered' | 'lapsed' | 'moot';
  readonly found: Found | null;
  readonly words: string | null;
  readonly closedAt: Instant | null;
}

export const STATUSES = ['draft', 'open', 'asked', 'ready', 'stopped', 'shipped', 'reverted', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

export const statusOf = (state: ChangeState): Status => {
  const { state: there } = state.seen.snapshot;
  if (there === 'merged') return state.reverted ? 'reverted' : 'shipped';
  if (there === 'closed' || there === 'draft') return there;
  const run = currentRun(state);
  if (run === null) return 'open';
  if (run.outcome === null) return 'asked';
  return run.outcome.outcome === 'accepted' ? 'ready' : 'stopped';
};

/** The run for the head as it is now. */
export const currentRun = (state: ChangeState): RunState | null => {
  const last = state.rounds.at(-1);
  if (last?.head !== state.seen.snapshot.head) return null;
  // Called off: it was closed, or another head stood in its place, for a while.
  return last.run?.outcome?.outcome === 'withdrawn' ? null : last.run;
};

export const lastRun = (state: ChangeState): RunState | null => state.rounds.at(-1)?.run ?? null;

/** Who proposed it, where they are known here. */
export const authorOf = (state: Pick<ChangeState, 'people' | 'seen'>): ActorId | null =>
  own(state.people, state.seen.snapshot.login.toLowerCase()) ?? null;

/** How it was looked at as it is now; null: not yet. */
export const looksOf = (state: ChangeState): Looks | null =>
  state.looks?.head === state.seen.snapshot.head ? state.looks : null;

/** What its checks say; null: none were heard of. */
export const checksOf = (state: ChangeState): CheckState | null =>
  state.checks?.head === state.seen.snapshot.head ? state.checks.state : null;

/** What everybody known here says of it on the forge: the latest that takes a stance, of those that still hold. */
export const standing = ({ said, people, seen }: Pick<ChangeState, 'said' | 'people' | 'seen'>): ReadonlyMap<ActorId, Said> => {
  const latest = new Map<ActorId, Said>();
  for (const one of Object.values(said).toSorted((a, b) => a.saidAt - b.saidAt || (a.id < b.id ? -1 : 1))) {
    const actor = own(people, one.login.toLowerCase());
    if (!actor || one.verdict === 'none' || one.verdict === 'gone') continue;
    // [R6] Nobody agrees with what came later.
    const stale = one.head === null ? one.saidAt < (seen.since[0] ?? seen.at) : one.head !== seen.snapshot.head;
    if (one.verdict === 'agree' && stale) continue;
    latest.set(actor, one);
  }
  return latest;
};

export const objects = (state: ChangeState): boolean =>
  standing(state)
    .entries()
    .some(([actor, { verdict }]) => verdict === 'object' && actor !== authorOf(state));
