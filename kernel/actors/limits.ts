import type { SpaceId } from '../stream/event.ts';
import { refuse, type Refusal } from '../stream/refusal.ts';
import type { Actor, Directory } from './directory.ts';

/** [R10] Whether an agent changes something that it may not, or where it may not; null: it may. `kind`, `space`: of what it changes. */
export const outsideLimits = (
  actor: Actor | undefined,
  kind: string,
  space: SpaceId | null,
  directory: Directory,
): Refusal | null => {
  if (!actor?.limits) return null;
  const { spaces, scopes } = actor.limits;
  if (scopes !== null && !scopes.includes(kind))
    return refuse(
      'outside-limits',
      scopes.length === 0
        ? `${actor.name} reads, and changes nothing. Who answers for it says what it may change.`
        : `${actor.name} may change no ${kind}. Who answers for it says what it may change.`,
    );
  if (spaces === null) return null;
  const seen = new Set<SpaceId>();
  for (let at = space; at !== null && !seen.has(at); at = directory.spaces.get(at)?.parent ?? null) {
    if (spaces.includes(at)) return null;
    seen.add(at);
  }
  return refuse('outside-limits', `${actor.name} may change nothing here. Who answers for it says in which spaces it may.`);
};
