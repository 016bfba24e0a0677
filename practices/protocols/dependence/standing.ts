import type { RunState } from '#kernel/protocol/run-state.ts';
import { stepOf } from '#kernel/protocol/sequence.ts';
import type { World } from '#kernel/protocol/world.ts';
import type { ActorId } from '#kernel/stream/event.ts';

/** Why an open run moves only when one person does something. */
export interface Stuck {
  readonly person: ActorId;
  readonly why: 'objection' | 'must-agree';
}

/** [R2] [R4] The one person without whom a run does not go on as it stands; null: there is none such, or more than one can. */
export const waitsOnOne = (run: RunState, world: World): Stuck | null => {
  const step = run.steps.at(-1);
  if (run.outcome !== null || step?.status !== 'open') return null;
  for (const { status, effect, holder, by, step: where } of run.objections) {
    if (status !== 'open' || (effect !== 'block' && effect !== 'back')) continue;
    const { clear, overrule, valid } = stepOf(run.protocol, where).objection;
    const roles = [...clear, ...[overrule, valid, step.escalated ?? undefined].filter((role) => role !== undefined)];
    const able = new Set(
      roles.flatMap((role) =>
        role === 'objector' ? [holder, by] : role === 'author' ? [run.subject.author] : (world.role(role) ?? []),
      ),
    );
    const people = [...able].filter((id) => world.actor(id)?.active);
    if (people.length === 1 && people[0] !== undefined) return { person: people[0], why: 'objection' };
  }
  for (const able of Object.values(step.requires)) {
    const people = able.filter((id) => world.actor(id)?.active);
    const [one] = people;
    if (one === undefined || people.length > 1) continue;
    if (run.stances[step.step]?.[one]?.stance !== 'agree') return { person: one, why: 'must-agree' };
  }
  return null;
};
