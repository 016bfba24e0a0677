import { actorKey, roleIn } from '#kernel/actors/access.ts';
import type { Context, Known } from '#kernel/stream/decider.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { refuse, type Refusal } from '#kernel/stream/refusal.ts';

/** Comments, links and readers hang on whatever has a number. */
export const subjectFault = (subject: Known | undefined, field: string): Refusal | null => {
  if (!subject) return refuse('not-found', 'There is nothing here that you can see.', { field });
  return subject.number > 0 ? null : refuse('not-a-subject', 'This takes no comments, links or readers of its own.', { field });
};

/** Nothing is added to what an archived space holds, and nothing of it is changed, until it is restored. */
export const archivedFault = ({ space }: Pick<Known, 'space'>, { by, directory }: Context): Refusal | null => {
  const room = space === null ? undefined : directory.spaces.get(space);
  return by !== SYSTEM && room?.archived ? refuse('archived', `${room.name} is archived. Restore it first.`) : null;
};

/**
 * Whoever may contribute to its space takes part, and whoever was named to see it, by themself or with a team; nobody while the space is
 * archived.
 */
export const takesPart = (subject: Pick<Known, 'space' | 'audience'>, context: Context): Refusal | null => {
  const { space, audience } = subject;
  const { by, directory } = context;
  const fault = archivedFault(subject, context);
  if (fault) return fault;
  const actor = directory.actors.get(by);
  const room = space === null ? undefined : directory.spaces.get(space);
  if (by === SYSTEM || !actor || !room || roleIn(actor, room, directory) !== 'reader') return null;
  const teams = [...directory.actors.values()].filter(({ members }) => members?.includes(by)).map(({ id }) => id);
  if ([by, ...teams].some((id) => audience.includes(actorKey(id)))) return null;
  return refuse('not-permitted', 'You may read in this space; contributors may do this.');
};
