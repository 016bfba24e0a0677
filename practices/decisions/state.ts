import type { Clock } from '#kernel/awaits/window.ts';
import { unlessHeld } from '#kernel/protocol/outcome.ts';
import type { RunOutcome, RunState } from '#kernel/protocol/run-state.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import type { DecisionBody } from './body.ts';
import { same } from '#kernel/stream/same.ts';
import type { KeptQuote, RecordFacts, ReviewAnswer } from './events.ts';
import { partsSaid } from './records/parts.ts';

interface Known {
  readonly author: ActorId;
  readonly title: string;
  readonly body: DecisionBody;
  readonly space: SpaceId | null;
  /** People and teams who see it instead of its space; null: its space, or the whole organization. */
  readonly audience: readonly ActorId[] | null;
  readonly quotes: readonly KeptQuote[];
  readonly draftedAt: Instant;
  /** What it was as a record made elsewhere; left out: it was written here. */
  readonly record?: RecordFacts;
  /** As sentences call them. */
  readonly names: Readonly<Record<ActorId, string>>;
}

/** Whether a decision that was made still holds. */
export type Standing =
  | { readonly is: 'holds' }
  | { readonly is: 'superseded'; readonly by: ArtifactId; readonly at: Instant }
  | { readonly is: 'deprecated'; readonly by: ActorId; readonly reason: string; readonly at: Instant }
  /** Of a record alone, which was a proposal: what is decided here is reopened. */
  | { readonly is: 'withdrawn'; readonly by: ActorId; readonly reason: string | null; readonly at: Instant };

/** [A3] What the practice itself asks of one actor. */
export interface OwnAwait {
  readonly clock: Clock;
  readonly status: 'open' | 'answered' | 'lapsed' | 'moot';
  readonly closedAt: Instant | null;
}

export interface ReplyOwed extends OwnAwait {
  readonly objection: number;
}

/**
 * [R11] After the review date those affected are asked whether they would decide the same again.
 *
 *     (no date) ⇄ set ──at──► asked ──► each answered, lapsed, or moot when the decision no longer holds
 */
export interface Review {
  readonly at: Instant;
  readonly asked: Readonly<Record<ActorId, OwnAwait>> | null;
  readonly answers: Readonly<
    Record<ActorId, { readonly answer: ReviewAnswer; readonly words: string | null; readonly at: Instant }>
  >;
}

/** What was said about an objection (its number), or to clarify (null). */
export interface Said {
  readonly about: number | null;
  readonly by: ActorId;
  readonly to: ActorId | null;
  readonly text: string;
  readonly at: Instant;
}

/**
 * What becomes of a proposed text when the decision is accepted.
 *
 *     (nothing yet) ──► published
 *              └──────► held ──► its author proposes it anew, lets it be, or does not answer
 */
export type TextFate =
  | {
      readonly is: 'published';
      readonly page: ArtifactId;
      readonly revision: number;
      readonly merged: boolean;
      readonly at: Instant;
    }
  | {
      readonly is: 'held';
      readonly code: string;
      readonly message: string;
      readonly at: Instant;
      readonly ask: OwnAwait;
      /** The proposal in its place. */
      readonly by: ArtifactId | null;
    };

export interface Amendment {
  readonly by: ActorId;
  readonly at: Instant;
  readonly label: 'editorial' | 'material';
  readonly reason: string;
}

/** A decision that has been opened: its run decides, and once it has, the text is the record. */
export interface Opened extends Known {
  readonly status: 'opened';
  readonly protocol: { readonly artifact: ArtifactId; readonly version: number; readonly id: string };
  readonly run: RunState;
  readonly openedAt: Instant;
  readonly amendments: readonly Amendment[];
  readonly said: readonly Said[];
  readonly owed: readonly ReplyOwed[];
  readonly standing: Standing;
  readonly review: Review | null;
  /** What became of the text that it proposed; null: nothing yet. */
  readonly text: TextFate | null;
  readonly withdrawn: string | null;
  readonly reopened: readonly { readonly by: ActorId; readonly at: Instant; readonly reason: string }[];
}

/** A record that was made elsewhere. */
export interface Imported extends Known {
  readonly status: 'imported';
  readonly record: RecordFacts;
  readonly decidedAt: Instant | null;
  readonly standing: Standing;
  readonly review: Review | null;
}

/**
 * A decision.
 *
 *     draft ──open──► open ──run──► accepted | rejected | lapsed      accepted ──► superseded | deprecated
 *       │              │ ▲              │
 *       │              │ └───reopen─────┘
 *       └──withdraw────┴──────────────► withdrawn
 *
 *     imported: with the status of its file, and superseded or deprecated like any other; a proposal is withdrawn, or opened:
 *     imported ──open-record──► open, as above
 *
 * Between `decision-opened` and the `run-opened` that follows it in the same command, it is `opening`.
 */
export type DecisionState =
  | (Known & { readonly status: 'draft'; readonly sharedWith: readonly ActorId[] })
  | (Known & {
      readonly status: 'discarded';
      readonly reason: string | null;
      readonly at: Instant;
      readonly sharedWith: readonly ActorId[];
    })
  | (Known & { readonly status: 'opening'; readonly protocol: Opened['protocol']; readonly openedAt: Instant })
  | Opened
  | Imported;

export type Draft = Extract<DecisionState, { status: 'draft' }>;

/**
 * The text of what came as a record, as one; null: it was written here, in parts. Of one that was opened it is what others have as their
 * problem, and says within itself what is recommended; amending it may add the other parts.
 */
export const wholeTextOf = (state: DecisionState): string | null => {
  if (state.status === 'imported') return state.record.markdown;
  return state.record === undefined ? null : state.body.problem;
};

/** Its options and next steps, without those that its text as a whole says itself: nobody reads or is given them twice. */
export const partsBeside = ({ title, body, record }: DecisionState): Pick<DecisionBody, 'options' | 'nextSteps'> => {
  const { options, nextSteps } = body;
  if (record === undefined || options.length + nextSteps.length === 0) return { options, nextSteps };
  const said = partsSaid(body.problem, title);
  return {
    options: same(options, said.options) ? [] : options,
    nextSteps: same(nextSteps, said.nextSteps) ? [] : nextSteps,
  };
};

/** The word that people see. */
export type Status =
  | 'draft'
  | 'open'
  | 'accepted'
  | 'rejected'
  | 'lapsed'
  | 'withdrawn'
  | 'superseded'
  | 'deprecated'
  | 'proposed';

export const statusOf = (state: DecisionState): Status => {
  switch (state.status) {
    case 'draft':
      return 'draft';
    case 'discarded':
      return 'withdrawn';
    case 'opening':
      return 'open';
    case 'opened': {
      const { outcome } = state.run;
      if (outcome === null) return 'open';
      return outcome.outcome === 'accepted' && state.standing.is !== 'holds' ? state.standing.is : outcome.outcome;
    }
    case 'imported':
      return state.standing.is === 'holds' ? state.record.status : state.standing.is;
    default:
      return state satisfies never;
  }
};

export const outcomeOf = (state: DecisionState): RunOutcome | null => (state.status === 'opened' ? state.run.outcome : null);

/** When it ended: by its run, by whoever discarded it, or as its file says. */
export const closedAt = (state: DecisionState): Instant | null => {
  if (state.status === 'imported') {
    if (state.standing.is === 'withdrawn') return state.standing.at;
    return state.record.status === 'proposed' ? null : state.decidedAt;
  }
  return state.status === 'discarded' ? state.at : (outcomeOf(state)?.at ?? null);
};

/** [R9] When what was accepted takes effect, or did, where that is later than its outcome. `unless`: what still prevents it. */
export const effectOf = (state: DecisionState): { readonly at: Instant; readonly unless: string | null } | null => {
  const outcome = outcomeOf(state);
  if (state.status !== 'opened' || outcome?.outcome !== 'accepted') return null;
  const { stay, effects } = state.run;
  if (stay) return state.standing.is === 'holds' ? { at: stay.until, unless: unlessHeld(stay) } : null;
  const last = effects.at(-1);
  return last && last.at > outcome.at ? { at: last.at, unless: null } : null;
};

/** Whether it was accepted and still holds, so that it can be superseded, deprecated or reviewed. */
export const isInForce = (state: DecisionState): state is Opened | Imported => statusOf(state) === 'accepted';
