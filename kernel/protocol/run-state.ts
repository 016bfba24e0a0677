import type { AwaitKind } from '../awaits/await.ts';
import type { Clock } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import type { Ballot, BallotBox } from './ballot.ts';
import type { Protocol, Who } from './document.ts';
import type { Facts, Period, Subject } from './world.ts';

/**
 * One execution of a protocol on an artifact. JSON; instants in ms. The fold of its events.
 *
 *     step: (skipped) | open (running ⇄ paused) ─┬─ passed   → the next step, or accepted
 *                                                ├─ stopped  → rejected
 *                                                └─ closed   its `else`: another step, another role, or lapsed
 */
export interface RunState {
  /** [P3] The version with which it opened. */
  readonly protocol: Protocol;
  readonly subject: Subject;
  readonly facts: Facts;
  readonly periods: Readonly<Record<string, readonly Period[]>>;
  readonly longestWindow: number;
  readonly openedAt: Instant;
  /** When the latest of its events took effect. */
  readonly at: Instant;
  /** Every opening of every step, oldest first. Only the last can be open. */
  readonly steps: readonly StepRun[];
  /** By `stanceKey`, then by actor: the latest counts [R1], and stands when the step opens again [R2]. */
  readonly stances: Readonly<Record<string, Readonly<Record<ActorId, Stance>>>>;
  readonly objections: readonly Objection[];
  readonly amendments: readonly Amendment[];
  /** Asked beside the steps: clarifications, replies to objections, whether to reopen. */
  readonly questions: readonly Question[];
  readonly effects: readonly EffectDone[];
  readonly outcome: RunOutcome | null;
  /** [R9] Accepted, and not yet in effect. */
  readonly stay: Staying | null;
  /** [A6] The open step's `else` names others, and there are none: it will lapse. */
  readonly nobodyElse?: boolean;
}

/** [R9] `of`: whose late objections hold it; null: everybody's who belongs, but for the author. */
export interface Staying {
  readonly until: Instant;
  readonly sponsors: number;
  readonly of: Who | null;
}

export type OutcomeKind = 'accepted' | 'rejected' | 'lapsed' | 'withdrawn';

export interface RunOutcome {
  readonly outcome: OutcomeKind;
  readonly at: Instant;
  readonly because: string;
}

export interface EffectDone {
  readonly effect: string;
  readonly at: Instant;
}

export interface StepRun {
  readonly step: string;
  /** 1 for its first opening. */
  readonly opening: number;
  readonly status: 'open' | 'passed' | 'stopped' | 'closed' | 'skipped';
  readonly kind: AwaitKind;
  /** Set while another role decides in its place [A6]. */
  readonly escalated: string | null;
  /** Nobody is asked in person: whoever speaks, counts. */
  readonly voluntary: boolean;
  /** The step's own clock: all of it where nobody is asked; else the seats' clocks tell. */
  readonly clock: Clock;
  readonly seats: readonly Seat[];
  /** [R4] Whose objections bind; null: those of the seats. */
  readonly binding: readonly ActorId[] | null;
  /** By role that must agree, who can. */
  readonly requires: Readonly<Record<string, readonly ActorId[]>>;
  readonly casting: readonly ActorId[];
  /** [R12] What is voted on; null where stances are taken. */
  readonly ballot: BallotBox | null;
  readonly reroutes: number;
  /** Elapsed ms for which its condition `pause` has held, before `pausedSince`. */
  readonly pausedMs: number;
  readonly pausedSince: Instant | null;
  readonly closedAt: Instant | null;
  /** It closed because a moment came, not because somebody acted [A8]. */
  readonly closedByTime: boolean;
}

/** [R3] One place on a step's roster. */
export interface Seat {
  readonly actor: ActorId;
  /** How often the actor has been asked in this opening; 0: their stance stood already, or they were never asked. */
  readonly round: number;
  /** Awaits of earlier rounds: answered, then asked again [R6], or lapsed and asked again [A6]. */
  readonly earlier: readonly EarlierAsk[];
  /** `lapsed`: due and unanswered. `excused`: out of the denominator. `passed`: to `passedTo`. */
  readonly status: 'open' | 'answered' | 'passed' | 'lapsed' | 'excused' | 'withdrawn' | 'moot';
  readonly clock: Clock;
  readonly remindAt: Instant | null;
  readonly deputyOf: ActorId | null;
  readonly passedTo: ActorId | null;
  /** [A5] Away without a deputy, on an irreversible subject: their silence is not agreement. */
  readonly away: boolean;
  /** [R2] `one_per`: seats of one group count as one. */
  readonly group: string | null;
  readonly excused: string | null;
  readonly closedAt: Instant | null;
}

export interface EarlierAsk {
  readonly round: number;
  readonly status: 'answered' | 'lapsed';
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly maxAt: Instant;
  readonly closedAt: Instant;
}

export interface Stance {
  readonly stance: 'agree' | 'abstain' | 'object' | 'answer';
  readonly at: Instant;
  readonly reason: string | null;
  /** [R12] With `agree`, where the step is voted on. */
  readonly ballot?: Ballot;
  /** Taken as read (`implicit`), not spoken. */
  readonly implicit: boolean;
  /** [R6] An agreement with what has been materially amended since. */
  readonly stale: boolean;
  /** [R10] False: an agent's, where the protocol lists no agents. Whether its actor has a seat is the roster's to say [R3]. */
  readonly counts: boolean;
}

/** [R4] */
export interface Objection {
  readonly id: number;
  readonly by: ActorId;
  /** Who answers for it: its author, or their deputy when they have left [R8]. */
  readonly holder: ActorId;
  readonly step: string;
  readonly at: Instant;
  readonly reason: string | null;
  readonly alternative: string | null;
  /** [R9] What was new since the outcome. */
  readonly newInformation?: string;
  readonly effect: 'block' | 'count' | 'record' | 'back';
  /** `open` with an effect of `count` or `record` blocks nothing. `late`: after the outcome [R9]. */
  readonly status: 'open' | 'resolved' | 'withdrawn' | 'invalid' | 'stale' | 'overruled' | 'late';
  /** [R8] When it goes stale by itself. */
  readonly staleAt: Instant | null;
  readonly closedAt: Instant | null;
}

export interface Amendment {
  readonly by: ActorId;
  readonly at: Instant;
  readonly label: 'editorial' | 'material';
  readonly challengedBy: ActorId | null;
}

export interface Question {
  readonly id: number;
  /** `clarification` holds a seat's clock; `reply` asks an objector; `reopen` asks the author. */
  readonly about: 'clarification' | 'reply' | 'reopen';
  readonly step: string;
  readonly asker: ActorId;
  readonly asked: ActorId;
  readonly text: string;
  /** Of the objection, for `reply` and `reopen`. */
  readonly objection: number | null;
  /** Of a `reply`: how long they have, as the protocol writes it. */
  readonly within?: string;
  readonly clock: Clock;
  readonly status: 'open' | 'answered' | 'lapsed' | 'moot';
  readonly closedAt: Instant | null;
}
