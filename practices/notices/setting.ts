import { z } from 'zod';
import { actorKey } from '#kernel/actors/access.ts';
import type { Command, Decider } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { nameId } from '#practices/protocols';

/** `off`: none. `each`: as it happens, while they can be reached. `digest`: together, when they can be reached again. */
export type Pace = 'off' | 'each' | 'digest';
export const PACES = ['off', 'each', 'digest'] as const satisfies readonly Pace[];

/** The ways by which somebody is told. Each has a pace of its own. */
export const CHANNELS = ['mail', 'push'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Of whoever has not chosen. */
const USUAL: Pace = 'digest';

/** How somebody wants to be told. Their own business: nobody else sees it. */
export interface SettingState {
  readonly owner: ActorId;
  readonly mail: Pace;
  readonly push: Pace;
}

/** What it leaves out stays as it was. */
export type SettingEvent = { readonly type: 'notices-chosen' } & Partial<Readonly<Record<Channel, Pace>>>;

const pace = z.enum(PACES).optional();
export const settingCommands = { choose: z.strictObject({ mail: pace, push: pace }) } as const;
export type SettingCommand = Command<'choose', z.output<typeof settingCommands.choose>>;

/** The one setting of an actor. */
export const settingId = (actor: ActorId): ArtifactId => nameId('notices', actor);

export const noticeSetting: Decider<SettingState, SettingCommand, SettingEvent> = {
  kind: 'notice-setting',
  numbered: false,
  needs: { choose: 'decider' },
  decide: (state, { by, data }, { self }) => {
    if (self.id !== settingId(by)) return refuse('not-permitted', 'Everybody chooses for themself how they are told.');
    const changed = CHANNELS.filter((channel) => data[channel] !== undefined && data[channel] !== paceOf(state, channel));
    // The first choice is noted, although it be the usual.
    if (state !== null && changed.length === 0) return ok([]);
    return ok([{ type: 'notices-chosen', ...Object.fromEntries(changed.map((channel) => [channel, data[channel]])) }]);
  },
  evolve: (state, { body, by }) => ({
    owner: by,
    mail: body.mail ?? paceOf(state, 'mail'),
    push: body.push ?? paceOf(state, 'push'),
  }),
  read: ({ owner, mail }) => ({
    title: 'How I am told',
    status: mail,
    space: null,
    audience: [actorKey(owner)],
    author: owner,
    nextAt: null,
    summary: {},
    awaits: [],
    links: [],
  }),
};

/** What the state of a setting says; somebody without one has the usual. */
export const paceOf = (state: unknown, channel: Channel): Pace => {
  const chosen =
    typeof state === 'object' && state !== null ? Object.entries(state).find(([name]) => name === channel)?.[1] : null;
  return PACES.find((pace) => pace === chosen) ?? USUAL;
};
