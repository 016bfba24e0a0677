import type { ActorId, Instant } from '../stream/event.ts';
import type { Stance } from './run-state.ts';

/** Why a window ends when it ends: what the window strip draws and the run's panel says. */
export interface Proof {
  readonly step: string;
  readonly opening: number;
  readonly window: {
    readonly openedAt: Instant;
    readonly minAt: Instant;
    readonly maxAt: Instant;
    /** When it will end as things stand; null while its clock stands still. */
    readonly effectiveAt: Instant | null;
    readonly paused: boolean;
  };
  readonly seats: readonly SeatProof[];
  /** What happens at `effectiveAt` if nothing is done: `Proceeds unless blocked`, `Mere is asked`. */
  readonly ending: string;
  /** The condition with the figures of this moment: `t.agree >= 2 (1)`. */
  readonly condition: string;
  readonly holds: boolean;
}

export interface SeatProof {
  readonly actor: ActorId;
  readonly deputyOf?: ActorId;
  readonly passedTo?: ActorId;
  /** Working time in ms that they must have (0: none), and have had. */
  readonly needMs: number;
  readonly hadMs: number;
  readonly dueAt: Instant | null;
  readonly status: 'open' | 'paused' | 'answered' | 'passed' | 'lapsed' | 'excused' | 'withdrawn' | 'moot';
  readonly excused?: string;
  readonly stance?: Stance['stance'];
  readonly stale?: boolean;
}
