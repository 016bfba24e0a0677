import type { ActorId } from '#kernel/stream/event.ts';
import { TEAM } from '../audit/settings.ts';

/**
 * [rule 6] Whether two groups may both have their figures shown: whoever is in one of them alone must be nobody, or five at least. Otherwise the difference of the
 * figures would be a figure of these few.
 */
export const areApart = (one: readonly ActorId[], other: readonly ActorId[]): boolean => {
  const [these, those] = [new Set(one), new Set(other)];
  const alone = [...these].filter((id) => !those.has(id)).length + [...those].filter((id) => !these.has(id)).length;
  return alone === 0 || alone >= TEAM;
};
