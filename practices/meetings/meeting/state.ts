import type { Clock } from '#kernel/awaits/window.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { ActorId, ArtifactId, Instant, SpaceId } from '#kernel/stream/event.ts';
import { MINUTE } from '#kernel/time/duration.ts';
import type { Carried } from '../leaving/taken.ts';
import type { Gathered, How, Prepared, Source } from './events.ts';

/** One time that the gate stood open for preparing, and what came of it. */
export interface Gate {
  readonly protocol: { readonly artifact: ArtifactId; readonly version: number; readonly id: string };
  /** Null between `gate-opened` and the `run-opened` that follows in the same command. */
  readonly run: RunState | null;
}

interface Known extends Prepared {
  /** Who asks for it. */
  readonly author: ActorId;
  readonly title: string;
  readonly space: SpaceId | null;
  readonly people: readonly ActorId[];
  readonly others: number;
  readonly from: Instant;
  readonly minutes: number;
  readonly source: Source | null;
  /** Not empty: it is the half hour of a decision week. */
  readonly gathers: readonly Gathered[];
  readonly requestedAt: Instant;
  readonly names: Readonly<Record<ActorId, string>>;
  readonly gates: readonly Gate[];
  /** How often it was moved. */
  readonly moves: number;
  /** What became of it in the calendar from which it came, since it was moved or cancelled; null: nothing was to be done, or it is being done. */
  readonly taken: Carried | null;
}

/**
 * A meeting.
 *
 *     preparing ──gate passes──► ready ──its time──► over: how did it go?
 *        │  ▲                      │                   │ told, or nobody says
 *        │  └──prepared again──┐   │                   ▼
 *        ├──gate closes──► not prepared              ended
 *        └──all questions settled, or called off──► cancelled      (from anywhere before its end)
 *
 * Preparing, ready and not prepared are what its last gate says (`wordOf`).
 */
export type MeetingState =
  | (Known & { readonly status: 'planned'; readonly asked: Asked | null })
  | (Known & {
      readonly status: 'cancelled';
      readonly why: 'settled' | 'person';
      readonly by: ActorId;
      readonly reason: string | null;
      readonly at: Instant;
    })
  | (Known & {
      readonly status: 'ended';
      readonly asked: Asked | null;
      readonly how: How;
      readonly took: number;
      readonly came: number;
      readonly decisions: readonly ArtifactId[];
      readonly words: string | null;
      readonly by: ActorId;
      readonly at: Instant;
    });

export type Planned = Extract<MeetingState, { status: 'planned' }>;

/** How it went is asked of whoever asked for the meeting. */
export interface Asked {
  readonly clock: Clock;
  readonly status: 'open' | 'answered' | 'lapsed';
  readonly closedAt: Instant | null;
}

/** The word that people see. */
export type Status = 'preparing' | 'unprepared' | 'ready' | 'over' | 'cancelled' | 'ended';

export const wordOf = (state: MeetingState): Status => {
  if (state.status !== 'planned') return state.status;
  if (state.asked !== null) return 'over';
  const run = state.gates.at(-1)?.run;
  if (!run || run.outcome === null) return 'preparing';
  return run.outcome.outcome === 'accepted' ? 'ready' : 'unprepared';
};

export const endOf = ({ from, minutes }: Pick<Known, 'from' | 'minutes'>): Instant => from + minutes * MINUTE;

/** Everybody who takes part, whoever asks for it included. */
export const sizeOf = ({ people, others }: Pick<Known, 'people' | 'others'>): number => people.length + others + 1;

/** Person-hours that it takes; of one that is over, that it took. */
export const personHoursOf = (state: MeetingState): number => {
  if (state.status === 'cancelled') return 0;
  if (state.status === 'ended') return (state.took * state.came) / 60;
  return (state.minutes * sizeOf(state)) / 60;
};

/** Person-hours that were given back: what the document settled, and what was shorter than planned. */
export const savedHoursOf = (state: MeetingState): number => {
  if (state.status === 'cancelled') return state.why === 'settled' ? (state.minutes * sizeOf(state)) / 60 : 0;
  if (state.status !== 'ended' || (state.how !== 'shortened' && state.how !== 'cancelled')) return 0;
  return Math.max(0, ((state.minutes - state.took) * sizeOf(state)) / 60);
};

/** What is still to be talked about: its agenda. */
export const agendaOf = ({ questions }: Prepared): Prepared['questions'] => questions.filter(({ settled }) => settled === null);
