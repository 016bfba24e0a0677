import { hadMs } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { currentStep } from './course.ts';
import { allOf, endingOf } from './ending.ts';
import { openStep, stanceKey } from './step-run.ts';
import { endOf, passes, passSource } from './judge.ts';
import type { RunState, Seat, Stance, StepRun } from './run-state.ts';
import { counts } from './tally.ts';
import type { World } from './world.ts';

/** Why a window ends when it ends: what the window strip draws and the run's panel says. */
export interface Proof {
  readonly step: string;
  readonly opening: number;
  /** [A6] Who decides in the place of those who were asked: `the stewards`. Null while that is nobody else. */
  readonly deciders: string | null;
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
  /** [R2] Taken as said, not spoken. */
  readonly implicit?: boolean;
  /** [R12] It is a ballot. */
  readonly voted?: boolean;
}

/** Of the open step, or of the last one that was; null before any opened. */
export const proofOf = (state: RunState, world: World, now: Instant): Proof | null => {
  const run = openStep(state) ?? state.steps.findLast((other) => other.status !== 'skipped');
  if (!run) return null;
  const at = run.closedAt ?? now;
  const ending = endingOf(state);
  const { holds, because } = passes(state, run, at);
  const seats = run.seats.filter(counts);
  return {
    step: run.step,
    opening: run.opening,
    deciders: run.escalated === null ? null : allOf(run.escalated),
    window: {
      openedAt: run.clock.openedAt,
      minAt: Math.max(...(seats.length > 0 ? seats : [run]).map(({ clock }) => clock.minAt)),
      maxAt: endOf(state, run) ?? run.clock.maxAt,
      effectiveAt: run.closedAt ?? ending.at,
      paused: run.status === 'open' && (run.pausedSince !== null || ending.at === null),
    },
    seats: run.seats.map((seat) => seatProof(state, run, seat, world, at)),
    ending: ending.sentence,
    condition: `${passSource(currentStep(state, run), run)}${because === '' ? '' : ` (${because})`}`,
    holds,
  };
};

const seatProof = (state: RunState, run: StepRun, seat: Seat, world: World, at: Instant): SeatProof => {
  const { clock } = seat;
  const stance = state.stances[stanceKey(run)]?.[seat.actor];
  const paused = seat.status === 'open' && clock.pausedAt !== null;
  const until = Math.min(at, seat.closedAt ?? at);
  return {
    actor: seat.actor,
    ...(seat.deputyOf === null ? {} : { deputyOf: seat.deputyOf }),
    ...(seat.passedTo === null ? {} : { passedTo: seat.passedTo }),
    needMs: clock.eachMs,
    hadMs: hadMs(clock, world.actor(seat.actor)?.calendars ?? [], until),
    dueAt: paused ? null : clock.dueAt,
    status: paused ? 'paused' : seat.status,
    ...(seat.excused === null ? {} : { excused: seat.excused }),
    ...(stance ? { stance: stance.stance, stale: stance.stale } : {}),
    ...(stance?.implicit ? { implicit: true } : {}),
    ...(stance?.ballot ? { voted: true } : {}),
  };
};
