import { seenBy } from '#kernel/actors/access.ts';
import type { SpaceId } from '#kernel/stream/event.ts';

/** Whoever sees the repository's space; without one, the whole organization. */
export const audienceOf = ({ space }: { readonly space: SpaceId | null }): readonly string[] => seenBy(space, null);
