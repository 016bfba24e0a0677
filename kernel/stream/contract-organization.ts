import type { Directory } from '../actors/directory.ts';
import { actorKey, ORG_KEY } from '../actors/access.ts';
import type { Command, Decider } from './decider.ts';
import type { EventBody, OrgId } from './event.ts';
import { ok, refuse } from './refusal.ts';

/** The smallest organization on which a stream can be tried: members, and lanterns that they light and that go out by themselves. */

interface Member {
  readonly name: string;
}
interface Lantern {
  readonly lit: number;
  readonly outAt: number | null;
  readonly wentOut: number;
  readonly of: string | null;
  readonly owner: string;
}

type Joined = EventBody & { type: 'joined'; name: string };
type LanternEvent =
  | { type: 'lit'; outAt: number | null; of: string | null; only: boolean; owner: string }
  | { type: 'went-out'; at: number };

const member: Decider<Member, Command, Joined> = {
  kind: 'member',
  numbered: false,
  directory: true,
  needs: { join: 'system' },
  decide: (state, command) =>
    state ? refuse('already-joined', 'Has joined already.') : ok([{ type: 'joined', name: String(command.data) }]),
  evolve: (_, event) => ({ name: event.body.name }),
  read: (state, { id }) => ({
    title: state.name,
    status: 'active',
    space: null,
    audience: [ORG_KEY],
    author: id,
    nextAt: null,
    summary: {},
    awaits: [],
    links: [],
  }),
};

const lantern: Decider<Lantern, Command, LanternEvent> = {
  kind: 'lantern',
  numbered: true,
  needs: { light: 'see' },
  decide: (state, command, { now, refs }) => {
    if (command.name === 'tick')
      return ok(state?.outAt != null && state.outAt <= now ? [{ type: 'went-out', at: state.outAt }] : []);
    const { outAt = null, of = null, only = false } = (command.data ?? {}) as { outAt?: number; of?: string; only?: boolean };
    if (of !== null && !refs.has(of)) return refuse('not-found', 'There is no such lantern that you can see.', { field: '/of' });
    return ok([{ type: 'lit', outAt, of, only, owner: only ? command.by : '' }]);
  },
  evolve: (state, { body }) =>
    body.type === 'lit'
      ? { lit: (state?.lit ?? 0) + 1, outAt: body.outAt, wentOut: state?.wentOut ?? 0, of: body.of, owner: body.owner }
      : {
          lit: state?.lit ?? 0,
          of: state?.of ?? null,
          owner: state?.owner ?? '',
          outAt: null,
          wentOut: (state?.wentOut ?? 0) + 1,
        },
  read: (state) => ({
    title: `Lantern lit ${state.lit} times`,
    status: state.outAt === null ? 'dark' : 'lit',
    space: null,
    audience: [state.owner === '' ? ORG_KEY : actorKey(state.owner)],
    author: null,
    dueAt: state.outAt,
    nextAt: state.outAt,
    summary: { lit: state.lit },
    awaits: [],
    links: state.of === null ? [] : [{ rel: 'builds-on', to: state.of }],
  }),
};

export const contractDeciders: ReadonlyMap<string, Decider<unknown>> = new Map<string, Decider<unknown>>([
  ['member', member],
  ['lantern', lantern],
]);

export const contractDirectory = {
  kinds: ['member'],
  build: (org: OrgId, version: number, parts: readonly { readonly id: string; readonly state: unknown }[]): Directory => ({
    org,
    version,
    name: 'Northwind',
    longestWindow: 14 * 86_400_000,
    actors: new Map(
      parts.map(({ id, state }) => [
        id,
        {
          id,
          kind: 'person' as const,
          name: (state as Member).name,
          handle: (state as Member).name.toLowerCase(),
          calendars: [],
          deputies: [],
          role: 'member' as const,
          status: 'active' as const,
          skills: [],
        },
      ]),
    ),
    spaces: new Map(),
    protocols: [],
  }),
};
