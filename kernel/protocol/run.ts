import type { AwaitReading } from '../awaits/await.ts';
import type { Instant } from '../stream/event.ts';
import type { Result } from '../stream/refusal.ts';
import type { Protocol } from './document.ts';
import type { Proof } from './proof.ts';
import type { RunAction } from './run-action.ts';
import type { RunEvent } from './run-event.ts';
import type { RunState } from './run-state.ts';
import type { Subject, World } from './world.ts';

/** The doors of a run: `startRun`, `decideRun`, `evolveRun`, `nextMoment`, `awaitsOf`, `proofOf`. All pure. */
export interface RunDoors {
  /** Opens the first step. Refused with `protocol-does-not-apply` where its `when` does not hold. */
  readonly startRun: (protocol: Protocol, subject: Subject, world: World, now: Instant) => Result<readonly RunEvent[]>;
  /** First everything that was due before the action, in order; then the action; then what follows from it, up to `now`. */
  readonly decideRun: (state: RunState, action: RunAction, world: World, now: Instant) => Result<readonly RunEvent[]>;
  /** Null before `run-opened`. */
  readonly evolveRun: (state: RunState | null, event: RunEvent) => RunState;
  /** When `tick` must come next, or null. */
  readonly nextMoment: (state: RunState) => Instant | null;
  readonly awaitsOf: (state: RunState, names: (actor: string) => string) => readonly AwaitReading[];
  /** Of the open step, or of the last one; null before any opened. */
  readonly proofOf: (state: RunState, world: World, now: Instant) => Proof | null;
}
