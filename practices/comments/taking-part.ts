import { actorKey, roleIn } from '#kernel/actors/access.ts';
import type { Context, Known } from '#kernel/stream/decider.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { refuse, type Refusal } from '#kernel/stream/refusal.ts';

/** Comments, links and readers hang on whatever has a number. */
export const subjectFault = (subject: Known | undefined, field: string): Refusal | null => {
  if (!subject) return refuse('not-found', 'There is nothing here that you can see.', { field });
  return subject.number > 0 ? null : refuse('not-a-subject', 'This takes no comments, links or readers of its own.', { field });
};

/** Whoever may contribute to its space takes part, and whoever was named to see it, by themself or with a team. */
export const takesPart = ({ space, audience }: Pick<Known, 'space' | 'audience'>, { by, directory }: Context): Refusal | null => {
  const actor = directory.actors.get(by);
  const room = space === null ? undefined : directory.spaces.get(space);
  if (by === SYSTEM || !actor || !room || roleIn(actor, room, directory) !== 'reader') return null;
  const teams = [...directory.actors.values()].filter(({ members }) => members?.includes(by)).map(({ id }) => id);
  if ([by, ...teams].some((id) => audience.includes(actorKey(id)))) return null;
  return refuse('not-permitted', 'You may read in this space; contributors may do this.');
};
