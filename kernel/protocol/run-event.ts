import type { AwaitKind } from '../awaits/await.ts';
import type { Clock } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import type { Ballot } from './ballot.ts';
import type { Protocol } from './document.ts';
import type { Objection, OutcomeKind, Question, Staying, StepRun } from './run-state.ts';
import type { Facts, Period, SaidOfItself, Subject } from './world.ts';

/** `at` is when it takes effect, which may be before it was recorded; `because` cites the rules. */
interface Happened {
  readonly at: Instant;
  readonly because: string;
}

/**
 * What happens in a run. The types are the kinds that `replay` prints, and three that it does not: `run-opened`, `facts` and `foreseen`.
 * An artifact's decider keeps them as its own events (their names do not collide with a practice's) and folds them with `evolveRun`.
 */
export type RunEvent =
  | RunOpened
  | FactsChanged
  | Foreseen
  | StepOpened
  | StepSkipped
  | Asked
  | PassedOn
  | Excused
  | Reminded
  | StanceTaken
  | ObjectionChanged
  | Amended
  | Paused
  | Resumed
  | DeadlineMoved
  | StepPassed
  | StepStopped
  | Rerouted
  | Escalated
  | EffectDue
  | OutcomeReached;

export interface RunOpened extends Happened {
  readonly type: 'run-opened';
  readonly protocol: Protocol;
  readonly subject: Subject;
  readonly facts: Facts;
  readonly periods: Readonly<Record<string, readonly Period[]>>;
  readonly longestWindow: number;
}

export interface FactsChanged extends Happened {
  readonly type: 'facts';
  readonly facts: Facts;
  readonly periods: Readonly<Record<string, readonly Period[]>>;
}

/** [A6] Whether there is nobody to whom the open step could go when its window ends, though its `else` says so. */
export interface Foreseen extends Happened {
  readonly type: 'foreseen';
  readonly nobodyElse: boolean;
}

/** The clocks that an event leaves behind. `actor` null: the step's own. */
export interface ClockSet {
  readonly actor: ActorId | null;
  readonly clock: Clock;
  readonly remindAt: Instant | null;
}

export interface StepOpened extends Happened {
  readonly type: 'step-opened';
  readonly step: string;
  readonly opened: Pick<
    StepRun,
    'opening' | 'kind' | 'escalated' | 'voluntary' | 'clock' | 'binding' | 'requires' | 'casting' | 'ballot'
  >;
  /** Seats whose stance stands already, or is implied: nobody needs to ask them. */
  readonly standing: readonly { readonly actor: ActorId; readonly clock: Clock; readonly group: string | null }[];
  /** When the window ends if nobody answers. */
  readonly due: Instant;
  /** It follows from the end of another step's window. */
  readonly byTime: boolean;
  /** [R9] The run had ended; agreements given in this step are asked again. */
  readonly reopens?: boolean;
}

/** [R7] Never an approval. */
export interface StepSkipped extends Happened {
  readonly type: 'step-skipped';
  readonly step: string;
  /** It follows from the end of another step's window. */
  readonly byTime?: boolean;
}

/** An await opens, or opens again with `round` + 1. */
export interface Asked extends Happened {
  readonly type: 'asked';
  readonly step: string;
  readonly actor: ActorId;
  readonly kind: AwaitKind;
  readonly clock: Clock;
  /** A place on the roster, or a question beside it. */
  readonly seat?: {
    readonly round: number;
    readonly deputyOf: ActorId | null;
    readonly remindAt: Instant | null;
    readonly away: boolean;
    readonly group: string | null;
  };
  readonly question?: Pick<Question, 'id' | 'about' | 'asker' | 'text' | 'objection' | 'within'>;
}

/** [A3, A5] The seat is another's now. */
export interface PassedOn extends Happened {
  readonly type: 'passed-on';
  readonly step: string;
  readonly actor: ActorId;
  readonly to: ActorId;
}

/** Out of the denominator. */
export interface Excused extends Happened {
  readonly type: 'excused';
  readonly step: string;
  readonly actor: ActorId;
  readonly reason: 'away' | 'left' | 'recused';
}

export interface Reminded extends Happened {
  readonly type: 'reminded';
  readonly step: string;
  readonly actor: ActorId;
}

export interface StanceTaken extends Happened {
  readonly type: 'stance';
  readonly step: string;
  readonly actor: ActorId;
  readonly stance: 'agree' | 'abstain' | 'object' | 'answer';
  readonly reason: string | null;
  /** [R12] */
  readonly ballot?: Ballot;
  readonly implicit: boolean;
  /** False: heard, and not counted: an agent's [R10]. */
  readonly counts: boolean;
}

/** One is raised, or changes its status. */
export interface ObjectionChanged extends Happened {
  readonly type: 'objection';
  readonly step: string;
  /** Who did it. */
  readonly actor: ActorId;
  readonly objection: Objection;
  /** The question that this answers, or that ended unanswered. */
  readonly question: { readonly id: number; readonly answered: boolean } | null;
}

export interface Amended extends Happened {
  readonly type: 'amended';
  readonly step: string;
  readonly actor: ActorId;
  readonly label: 'editorial' | 'material';
  /** The label of the latest amendment was challenged. */
  readonly challenge: boolean;
  /** Steps whose agreements are stale now: all when it is material, else those with `amend: all`. */
  readonly stale: readonly string[];
  /** What the text says of itself from now on, where that is another than before. */
  readonly says?: SaidOfItself;
}

/** A seat's clock stands still (`actor`), or the step's. */
export interface Paused extends Happened {
  readonly type: 'paused';
  readonly step: string;
  readonly actor?: ActorId;
  readonly clocks: readonly ClockSet[];
}

export interface Resumed extends Happened {
  readonly type: 'resumed';
  readonly step: string;
  readonly actor?: ActorId;
  /** Of the seat, or when the step's window ends now. */
  readonly due?: Instant;
  readonly clocks: readonly ClockSet[];
  /** The clarification that was answered, or ended unanswered. */
  readonly question?: { readonly id: number; readonly answered: boolean };
  /** [A8] The step's end is undone, and what came of it: an answer had been received in time. */
  readonly undone?: { readonly opening: number };
}

/** Of the seat of `actor`, or of the step. */
export interface DeadlineMoved extends Happened {
  readonly type: 'deadline-moved';
  readonly step: string;
  readonly actor?: ActorId;
  readonly due: Instant;
  readonly clocks: readonly ClockSet[];
  readonly question?: { readonly id: number; readonly clock: Clock };
}

export interface StepPassed extends Happened {
  readonly type: 'step-passed';
  readonly step: string;
  readonly byTime: boolean;
  /** [R12] The options that won, the best first, where it was voted on. */
  readonly winners?: readonly string[];
}

export interface StepStopped extends Happened {
  readonly type: 'step-stopped';
  readonly step: string;
}

/** [A6] Due and unanswered: the seat of `actor` is `to`'s now, who is asked next. Where both are one, they are asked again. */
export interface Rerouted extends Happened {
  readonly type: 'rerouted';
  readonly step: string;
  readonly actor: ActorId;
  readonly to: ActorId;
  /** How often the step has been rerouted. */
  readonly round: number;
}

/** [A6] The window ended: the role `to` decides. */
export interface Escalated extends Happened {
  readonly type: 'escalated';
  readonly step: string;
  readonly to: string;
}

/** [R11] To be done once, from the stream. */
export interface EffectDue extends Happened {
  readonly type: 'effect';
  readonly effect: string;
  /** [R9] With it the stay is over. */
  readonly endsStay?: true;
}

export interface OutcomeReached extends Happened {
  readonly type: 'outcome';
  readonly outcome: OutcomeKind;
  readonly byTime: boolean;
  /** [R9] It takes effect later. */
  readonly stay?: Staying;
}

const TYPES = {
  ...({ 'run-opened': true, facts: true, 'step-opened': true, 'step-skipped': true, asked: true, 'passed-on': true } as const),
  ...({ excused: true, reminded: true, stance: true, objection: true, amended: true, paused: true, resumed: true } as const),
  ...({ 'deadline-moved': true, 'step-passed': true, 'step-stopped': true, rerouted: true, escalated: true } as const),
  ...({ effect: true, outcome: true, foreseen: true } as const),
} satisfies Readonly<Record<RunEvent['type'], true>>;

/** Of the events of an artifact, those of its run. */
export const isRunEvent = <E extends { readonly type: string }>(body: E | RunEvent): body is RunEvent =>
  Object.hasOwn(TYPES, body.type);

/** [R9, R11] Whether what was accepted takes effect with this: at once, or when its stay is over. */
export const takesEffect = (body: object): boolean =>
  ('outcome' in body && body.outcome === 'accepted' && !('stay' in body)) || ('endsStay' in body && body.endsStay === true);
