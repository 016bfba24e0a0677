import type { SpaceId } from '../stream/event.ts';
import { refuse, type Refusal } from '../stream/refusal.ts';
import type { Actor, Directory } from './directory.ts';

/** [R10] Whether an agent changes something where it may not; null: it may. `space`: of what it changes. */
export const outsideLimits = (actor: Actor | undefined, space: SpaceId | null, directory: Directory): Refusal | null => {
  const spaces = actor?.limits?.spaces ?? null;
  if (actor === undefined || spaces === null) return null;
  const seen = new Set<SpaceId>();
  for (let at = space; at !== null && !seen.has(at); at = directory.spaces.get(at)?.parent ?? null) {
    if (spaces.includes(at)) return null;
    seen.add(at);
  }
  return refuse('outside-limits', `${actor.name} may change nothing here. Who answers for it says in which spaces it may.`);
};
