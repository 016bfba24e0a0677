import { atLeast, roleIn } from '#kernel/actors/access.ts';
import type { Directory, ProtocolInForce } from '#kernel/actors/directory.ts';
import type { Terms } from '#kernel/leases/claim.ts';
import { claimFault, termsOf } from '#kernel/protocol/lease.ts';
import type { Lease, Protocol } from '#kernel/protocol/document.ts';
import { conditionOf } from '#kernel/protocol/course.ts';
import { worldOf, type Facts, type World } from '#kernel/protocol/world.ts';
import type { Context } from '#kernel/stream/decider.ts';
import type { ActorId, SpaceId } from '#kernel/stream/event.ts';
import type { Refusal } from '#kernel/stream/refusal.ts';
import type { Duration } from '#kernel/time/duration.ts';
import { declareTriggers } from '#practices/protocols';
import { factsOf } from './facts.ts';
import type { TaskState } from './state.ts';

/** What begins a claim, the closest first. */
const TRIGGERS = declareTriggers(['task.ready', 'task.opened', 'task.created']);

/** [L2] As long as an agent holds what it shows no work on. */
const QUARTER: Duration = { amount: 15, unit: 'm' };
/** [L2] Where no protocol in force says it. */
const DEFAULT: Terms = { ttl: { amount: 7, unit: 'd' }, grace: { amount: 3, unit: 'd' }, renews: true, extensions: 1 };

export interface Under {
  readonly terms: Terms;
  readonly protocol: { readonly artifact: string; readonly version: number; readonly id: string } | null;
  /** Why they may not claim. */
  readonly fault: Refusal | null;
}

/** [L2] [P4] On which terms somebody would claim it: by the lease of the innermost space that has one. `open`: what they hold already. */
export const underWhich = (
  state: TaskState,
  by: ActorId,
  open: number,
  { directory, now }: Pick<Context, 'directory' | 'now'>,
): Under => {
  const world = worldFor(state, by, open, directory);
  const agent = directory.actors.get(by)?.kind === 'agent';
  const found = inForce(state, world, directory, now);
  if (!found) return { terms: agent ? briefly(DEFAULT) : DEFAULT, protocol: null, fault: null };
  const { protocol, lease, artifact, version } = found;
  const terms = termsOf(lease);
  const author = directory.actors.get(state.author)?.handle ?? '';
  const fault = claimFault(protocol, lease, by, { author, proposedAt: state.draftedAt }, world, now);
  return { terms: agent ? briefly(terms) : terms, protocol: { artifact, version, id: protocol.id }, fault };
};

const briefly = (terms: Terms): Terms => ({ ...terms, ttl: QUARTER, grace: QUARTER });

/**
 * Whoever may contribute where the task is at home contributes, whether or not the space lists them; and whoever was named to see it. What
 * somebody feels up to is theirs alone: a claim says that they are.
 */
const worldFor = (state: TaskState, by: ActorId, open: number, directory: Directory): World => {
  const world = worldOf(directory, state.space, factsOf(state), { loads: new Map([[by, open]]) });
  return {
    ...world,
    role: (name) =>
      name === 'contributors' || name === 'members' ? (contributes(state, by, directory) ? [by] : []) : world.role(name),
    actor: (id) => {
      const actor = world.actor(id);
      return actor && { ...actor, limit: 1, facts: { ...actor.facts, energy: ['deep', 'shallow'] } satisfies Facts };
    },
  };
};

export const contributes = (
  { space, audience }: Pick<TaskState, 'space' | 'audience'>,
  by: ActorId,
  directory: Directory,
): boolean => {
  const [actor, room] = [directory.actors.get(by), space === null ? null : directory.spaces.get(space)];
  if (actor?.status !== 'active' || actor.kind === 'team') return false;
  if (audience !== null || room === null) return true;
  return room !== undefined && atLeast(roleIn(actor, room, directory), 'contributor');
};

type WithLease = ProtocolInForce & { readonly lease: Lease };

const inForce = (state: TaskState, world: World, directory: Directory, now: number): WithLease | null => {
  const fitting = directory.protocols.flatMap((one): readonly WithLease[] =>
    one.protocol.lease && triggers(one.protocol) >= 0 ? [{ ...one, lease: one.protocol.lease }] : [],
  );
  for (const level of levels(directory, state.space)) {
    const here = fitting
      .filter(({ space, protocol }) => space === level && applies(protocol, state, world, now))
      .toSorted((a, b) => Number(b.protocol.when !== undefined) - Number(a.protocol.when !== undefined) || order(a, b));
    if (here[0]) return here[0];
  }
  return null;
};

const triggers = ({ on }: Protocol): number => TRIGGERS.findIndex((one) => one === on);
const order = (a: WithLease, b: WithLease): number =>
  triggers(a.protocol) - triggers(b.protocol) || (a.protocol.id < b.protocol.id ? -1 : 1);

const applies = ({ when }: Protocol, { draftedAt }: TaskState, { facts }: World, now: number): boolean =>
  when === undefined || conditionOf(when).holds({ p: facts, age: now - draftedAt, now }).holds;

/** The space, those around it, and the organization (null), innermost first. */
const levels = (directory: Directory, space: SpaceId | null): readonly (SpaceId | null)[] => {
  const found: (SpaceId | null)[] = [];
  for (let at = space; at !== null && !found.includes(at); at = directory.spaces.get(at)?.parent ?? null) found.push(at);
  return [...found, null];
};
