import { z } from 'zod';
import { atLeast, roleIn, seenBy } from '#kernel/actors/access.ts';
import type { Command, Context, Decider } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type ArtifactId, type Instant, type SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal } from '#kernel/stream/refusal.ts';
import { canonical } from '../canonical.ts';
import { pathPattern } from '../owners/pattern.ts';

/** How a repository is watched. */
export interface RepositorySettings {
  readonly space: SpaceId | null;
  /** [C3] Paths that are always looked at, as CODEOWNERS writes them. */
  readonly protect: readonly string[];
  /** It reports no checks: nothing waits for them. */
  readonly withoutChecks: boolean;
  /** Environments that count as production. */
  readonly production: readonly string[];
  /** Issues that bear one of these count as incidents. */
  readonly incidents: readonly string[];
  /** Issues that bear one of these become tasks here; none named: all of them. Null: none does. */
  readonly issues: readonly string[] | null;
}

export interface RepositoryState extends RepositorySettings {
  /** Null: its changes come from builds alone. */
  readonly forge: ArtifactId | null;
  /** `northwind/freight` */
  readonly name: string;
  readonly status: 'connected' | 'ended';
  readonly connectedAt: Instant;
  readonly by: ActorId;
}

export type RepositoryEvent =
  | ({ readonly type: 'repository-connected'; readonly forge: ArtifactId | null; readonly name: string } & RepositorySettings)
  | ({ readonly type: 'repository-settled' } & RepositorySettings)
  | { readonly type: 'repository-ended' };

const settings = {
  space: z.uuid().nullable(),
  protect: z.array(z.string().min(1).max(300)).max(200),
  withoutChecks: z.boolean(),
  production: z.array(z.string().min(1).max(100)).max(20),
  incidents: z.array(z.string().min(1).max(100)).max(20),
  issues: z.array(z.string().min(1).max(100)).max(20).nullable(),
};
const repositoryCommands = {
  connect: z.strictObject({ forge: z.uuid().nullable(), name: z.string(), ...settings }),
  settle: z.strictObject(settings),
  end: z.strictObject({}),
} as const;
type Commands = typeof repositoryCommands;
type RepositoryCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];

const NAME = /^[\p{L}\p{N}._-]{1,100}(?:\/[\p{L}\p{N}._-]{1,100}){0,8}$/u;

/** A repository whose changes are known here. Whoever looks after a space connects repositories to it. */
export const repository: Decider<RepositoryState, RepositoryCommand, RepositoryEvent> = {
  kind: 'repository',
  numbered: false,
  needs: { connect: 'steward', settle: 'decider', end: 'decider' },
  home: (command) => (command.name === 'connect' ? command.data.space : null),
  decide(state, command, context) {
    if (command.name === 'connect') {
      const { data } = command;
      if (state?.status === 'connected')
        return refuse('connected-already', `${state.name} is connected already.`, { field: '/name' });
      if (!NAME.test(data.name))
        return refuse('no-repository', 'This is no name of a repository.', { field: '/name', accepted: 'northwind/freight' });
      const fault = settingsFault(data, context);
      if (fault) return fault;
      if (data.forge !== null && context.refs.get(data.forge)?.kind !== 'forge')
        return refuse('not-found', 'There is no such forge here.', { field: '/forge' });
      return ok([{ type: 'repository-connected', ...data }]);
    }
    if (state === null || state.status === 'ended') return refuse('not-found', 'There is no such repository that you can see.');
    const may = mayRun(state.space, context);
    if (may) return may;
    switch (command.name) {
      case 'settle': {
        const fault = settingsFault(command.data, context);
        if (fault) return fault;
        const { space, protect, withoutChecks, production, incidents, issues } = state;
        const same = canonical({ space, protect, withoutChecks, production, incidents, issues }) === canonical(command.data);
        return same ? ok([]) : ok([{ type: 'repository-settled', ...command.data }]);
      }
      case 'end':
        return ok([{ type: 'repository-ended' }]);
      default:
        return command satisfies never;
    }
  },
  evolve(state, { body, at, by }) {
    switch (body.type) {
      case 'repository-connected': {
        const { type: _, ...about } = body;
        return { ...about, status: 'connected', connectedAt: at, by };
      }
      case 'repository-settled': {
        const { type: _, ...about } = body;
        return { ...known(state, body), ...about };
      }
      case 'repository-ended':
        return { ...known(state, body), status: 'ended' };
      default:
        return body satisfies never;
    }
  },
  read: ({ name, status, space, by, connectedAt, forge }) => ({
    ...{ title: name, status, space, audience: seenBy(space, null), author: by, openedAt: connectedAt },
    ...{ nextAt: null, summary: { forge, name: name.toLowerCase() }, awaits: [], links: [] },
  }),
};

const known = (state: RepositoryState | null, { type }: RepositoryEvent): RepositoryState => {
  if (state === null) throw new Error(`${type} before it was connected`);
  return state;
};

const mayRun = (space: SpaceId | null, { by, directory }: Context): Refusal | null => {
  const [actor, room] = [directory.actors.get(by), space === null ? undefined : directory.spaces.get(space)];
  if (by === SYSTEM || actor?.role === 'steward') return null;
  if (actor && room && atLeast(roleIn(actor, room, directory), 'steward')) return null;
  return refuse('not-permitted', 'Whoever looks after its space says how a repository is watched.');
};

const settingsFault = ({ space, protect }: RepositorySettings, { by, directory }: Context): Refusal | null => {
  const actor = directory.actors.get(by);
  const room = space === null ? undefined : directory.spaces.get(space);
  const role = actor && room ? roleIn(actor, room, directory) : null;
  if (space !== null && by !== SYSTEM && (!room || (role === null && actor?.role !== 'steward')))
    return refuse('not-found', 'There is no such space that you can see.', { field: '/space' });
  if (space !== null && by !== SYSTEM && actor?.role !== 'steward' && !atLeast(role, 'steward'))
    return refuse('not-permitted', 'Whoever looks after a space connects repositories to it.', { field: '/space' });
  for (const [index, pattern] of protect.entries()) {
    try {
      pathPattern(pattern)('a');
    } catch {
      return refuse('no-pattern', 'This is no path as CODEOWNERS writes them.', {
        field: `/protect/${index}`,
        accepted: 'billing/**',
      });
    }
  }
  return null;
};
