import { z } from 'zod';
import type { Actor, Directory } from '#kernel/actors/directory.ts';
import { SYSTEM, type ActorId, type Instant } from '#kernel/stream/event.ts';
import { iso, uuid } from '#server/route.ts';
import { standingOf } from './standing.ts';

/** Somebody, as far as a line about something else needs them. */
export const actorRef = z.object({ id: uuid, kind: z.enum(['person', 'agent', 'team']), name: z.string(), handle: z.string() });
export type ActorRef = z.output<typeof actorRef>;

export const refOf = (id: ActorId, directory: Directory): ActorRef => {
  const actor = directory.actors.get(id);
  if (actor) return { id, kind: actor.kind, name: actor.name, handle: actor.handle };
  return { id, kind: 'agent', name: id === SYSTEM ? 'Proceed' : 'somebody', handle: '' };
};

const instantOrNull = z.string().nullable();
const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at));

/** A line of the directory. */
export const actorRow = actorRef.extend({
  role: z.enum(['member', 'steward']),
  status: z.enum(['invited', 'active', 'left']),
  title: z.string(),
  skills: z.array(z.string()),
  zone: z.string().nullable().describe('IANA zone of their hours now; null for teams, agents and whoever has not joined'),
  localTime: z.string().nullable().describe('On their clocks: 2026-03-27T22:00'),
  workingNow: z.boolean().describe('By their calendar; nobody is watched'),
  worksUntil: instantOrNull,
  nextWorking: instantOrNull,
  onLeaveUntil: instantOrNull,
  accountable: actorRef.nullable().describe('The person accountable for an agent'),
  members: z.number().nullable().describe('How many a team has'),
});

export const rowOf = (actor: Actor, directory: Directory, at: Instant, title: string): z.output<typeof actorRow> => {
  const standing = actor.kind === 'person' && actor.status === 'active' ? standingOf(actor, at) : null;
  return {
    ...refOf(actor.id, directory),
    role: actor.role,
    status: actor.status,
    title,
    skills: [...actor.skills],
    zone: standing?.zone ?? null,
    localTime: standing?.localTime ?? null,
    workingNow: standing?.workingNow ?? (actor.kind === 'agent' && actor.status === 'active'),
    worksUntil: isoOrNull(standing?.worksUntil ?? null),
    nextWorking: isoOrNull(standing?.nextWorking ?? null),
    onLeaveUntil: isoOrNull(standing?.onLeaveUntil ?? null),
    accountable: actor.accountable === undefined ? null : refOf(actor.accountable, directory),
    members: actor.kind === 'team' ? (actor.members?.length ?? 0) : null,
  };
};
