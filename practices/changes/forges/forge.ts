import { z } from 'zod';
import { ORG_KEY } from '#kernel/actors/access.ts';
import { nameOf } from '#kernel/actors/names.ts';
import type { Command, Context, Decider } from '#kernel/stream/decider.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { own } from '#kernel/stream/own.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { canonical } from '../canonical.ts';

export const VENDORS = ['github', 'forgejo', 'gitlab'] as const;
export type Vendor = (typeof VENDORS)[number];

/** Where an organization's code lies: what it is called, and who is who there. Its secrets are in a table of their own. */
export interface ForgeState {
  readonly vendor: Vendor;
  readonly called: string;
  /** Of its API, without a slash behind. */
  readonly api: string;
  /** Whom a name of the forge, in small letters, stands for here. */
  readonly people: Readonly<Record<string, ActorId>>;
  readonly status: 'connected' | 'ended';
  readonly connectedAt: Instant;
  readonly by: ActorId;
}

export type ForgeEvent =
  | { readonly type: 'forge-connected'; readonly vendor: Vendor; readonly called: string; readonly api: string }
  | { readonly type: 'forge-people-named'; readonly people: Readonly<Record<string, ActorId>> }
  | { readonly type: 'forge-ended' };

const id = z.uuid();
const forgeCommands = {
  connect: z.strictObject({ vendor: z.enum(VENDORS), called: z.string(), api: z.string() }),
  'name-people': z.strictObject({ people: z.record(z.string(), id) }),
  end: z.strictObject({}),
} as const;
type Commands = typeof forgeCommands;
type ForgeCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];

const LOGIN = /^[\p{L}\p{N}][\p{L}\p{N}._[\]-]{0,99}$/u;
const MOST_PEOPLE = 5_000;

/** [safety] Whose word on the forge counts here is a steward's to say: anybody may call themselves anything there. */
export const forge: Decider<ForgeState, ForgeCommand, ForgeEvent> = {
  kind: 'forge',
  numbered: false,
  needs: { connect: 'organization-steward', 'name-people': 'organization-steward', end: 'organization-steward' },
  decide(state, command, context) {
    if (command.name === 'connect') {
      if (state !== null) return refuse('connected-already', 'This is connected already.');
      const called = nameOf(command.data.called, '/called');
      if (called.refused) return called;
      return ok([{ type: 'forge-connected', ...command.data, called: called.ok }]);
    }
    if (state === null || state.status === 'ended') return refuse('not-found', 'There is no such forge here.');
    switch (command.name) {
      case 'name-people':
        return namePeople(state, command.data.people, context);
      case 'end':
        return ok([{ type: 'forge-ended' }]);
      default:
        return command satisfies never;
    }
  },
  evolve(state, { body, at, by }) {
    if (body.type === 'forge-connected') {
      const { vendor, called, api } = body;
      return { vendor, called, api, people: {}, status: 'connected', connectedAt: at, by };
    }
    if (state === null) throw new Error(`${body.type} before it was connected`);
    return body.type === 'forge-people-named' ? { ...state, people: body.people } : { ...state, status: 'ended' };
  },
  read: ({ called, vendor, status, by, connectedAt }) => ({
    ...{ title: called, status, space: null, audience: [ORG_KEY], author: by, openedAt: connectedAt },
    ...{ nextAt: null, summary: { vendor }, awaits: [], links: [] },
  }),
};

const namePeople = (
  state: ForgeState,
  given: Readonly<Record<string, ActorId>>,
  { directory }: Context,
): Result<readonly ForgeEvent[]> => {
  const people: Record<string, ActorId> = {};
  for (const [name, actor] of Object.entries(given)) {
    const login = name.normalize('NFC').trim().replace(/^@/, '').toLowerCase();
    if (!LOGIN.test(login))
      return refuse('no-login', `“${name.slice(0, 60)}” is no name of an account.`, { field: '/people', accepted: 'ines-prado' });
    const known = directory.actors.get(actor);
    if (!known || known.kind === 'team' || known.status === 'left')
      return refuse('not-found', `There is nobody here for ${login}.`, { field: '/people' });
    if ((own(people, login) ?? actor) !== actor) return refuse('named-twice', `${login} is named twice.`, { field: '/people' });
    people[login] = actor;
  }
  if (Object.keys(people).length > MOST_PEOPLE)
    return refuse('too-many', 'These are more than 5,000 people.', { field: '/people' });
  return canonical(people) === canonical(state.people) ? ok([]) : ok([{ type: 'forge-people-named', people }]);
};
