import type { Directory } from '#kernel/actors/directory.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { World } from '#kernel/protocol/world.ts';
import type { SpaceId } from '#kernel/stream/event.ts';

/** What came of something after it had been accepted, that makes one look twice. */
export type Undone = 'superseded' | 'reopened' | 'reverted' | 'asked-again';

/** A kind of artifact on which protocols run, as far as its past has to be told again under another protocol. */
export interface Governed<S = unknown> {
  readonly kind: string;
  /** What begins a run on it, the closest first. */
  readonly triggers: readonly string[];
  /** What is true around its run, by the practice's own rules: who may be asked, and which facts there are. Null: nothing runs in this state. */
  around(state: S, directory: Directory): Around | null;
  /** Its run, the latest; null: nothing has run yet, or does no more. */
  run(state: S): RunState | null;
  /** Types of its events by which what was accepted turned out not to last. */
  readonly undoneBy: Readonly<Record<string, Undone>>;
  /** Where the clock begins runs on it: who may be asked in a space by one that was never held. */
  readonly scheduled?: (space: SpaceId | null, directory: Directory) => World;
}

export interface Around {
  readonly space: SpaceId | null;
  readonly urgent: boolean;
  readonly world: World;
  /** What begins a run on it as it stands, the closest first; left out: whatever does on its kind. */
  readonly triggers?: readonly string[];
}
