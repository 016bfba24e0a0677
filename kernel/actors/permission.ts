import type { Command, Decider } from '../stream/decider.ts';
import { SYSTEM, type ActorId, type SpaceId } from '../stream/event.ts';
import { refuse, type Refusal } from '../stream/refusal.ts';
import type { Stored } from '../stream/stream.ts';
import { atLeast, roleIn } from './access.ts';
import type { Actor, Directory, Space } from './directory.ts';

/** Whether the sender may send this command, by the decider's row of the one table; null: yes. */
export const permits = (
  decider: Decider<unknown>,
  command: Command,
  stored: Pick<Stored, 'space' | 'author'> | null,
  directory: Directory,
): Refusal | null => {
  if (command.by === SYSTEM) return null;
  const need = decider.needs[command.name];
  const actor = directory.actors.get(command.by);
  if (need === undefined) return refuse('unknown-command', `A ${decider.kind} knows no command called ${command.name}.`);
  if (need === 'system') return refuse('not-permitted', 'Only the system itself does this.');
  if (!actor || actor.status !== 'active') return refuse('not-permitted', 'You do not belong to this organization.');
  if (need === 'see' || need === 'decider') return null;
  if (need === 'organization-steward')
    return actor.role === 'steward' ? null : refuse('not-permitted', 'Only a steward of the organization may do this.');
  const space = stored ? stored.space : (decider.home?.(command) ?? null);
  if (need === 'author')
    return stored === null || isAuthorOrSteward(command.by, stored, directory)
      ? null
      : refuse('not-permitted', 'Only its author or a steward of its space may do this.');
  if (space === null) {
    if (need === 'contribute' || actor.role === 'steward') return null;
    return refuse('not-permitted', 'Only a steward of the organization may do this.');
  }
  const room = directory.spaces.get(space);
  const role = room ? roleIn(actor, room, directory) : null;
  if (role === null) return outside(actor, stored ? undefined : room);
  if (need === 'contribute')
    return atLeast(role, 'contributor') ? null : refuse('not-permitted', 'You may read in this space; contributors may do this.');
  return isSteward(actor, space, directory) ? null : refuse('not-permitted', 'Only a steward of this space may do this.');
};

/** The row `author`: who began it, a steward of its space or of the organization. */
export const isAuthorOrSteward = (
  by: ActorId,
  { author, space }: Pick<Stored, 'space' | 'author'>,
  directory: Directory,
): boolean => {
  const actor = directory.actors.get(by);
  return by === SYSTEM || author === by || (actor !== undefined && isSteward(actor, space, directory));
};

/** To whom a space shows nothing. A steward of the organization knows that it is there, and nothing of what is in it. */
export const outside = (actor: Actor | undefined, room: Space | undefined): Refusal =>
  room && actor?.role === 'steward'
    ? refuse('not-permitted', `${room.name} is closed, and you are no member of it. As a steward you may add yourself.`, {
        field: '/space',
      })
    : refuse('not-found', 'There is no such space that you can see.', { field: '/space' });

const isSteward = (actor: Actor, space: SpaceId | null, directory: Directory): boolean => {
  if (actor.role === 'steward') return true;
  const room = space === null ? undefined : directory.spaces.get(space);
  return room !== undefined && atLeast(roleIn(actor, room, directory), 'steward');
};
