import type { Stance } from '#kernel/protocol/run-state.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import type { Opened } from './state.ts';

/** [R1] The latest stance of everybody who was asked or spoke, over all steps: a step that was gone back to comes after those behind it. */
export const latestStances = ({ run }: Pick<Opened, 'run'>): ReadonlyMap<ActorId, Stance> => {
  const stances = new Map<ActorId, Stance>();
  for (const step of Object.values(run.stances))
    for (const [actor, one] of Object.entries(step)) if ((stances.get(actor)?.at ?? -Infinity) <= one.at) stances.set(actor, one);
  return stances;
};
