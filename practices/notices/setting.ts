import { z } from 'zod';
import { actorKey } from '#kernel/actors/access.ts';
import type { Command, Decider } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { nameId } from '#practices/protocols';

/** `off`: none. `each`: as it happens, while they can be reached. `digest`: together, when they can be reached again. */
export type Pace = 'off' | 'each' | 'digest';
export const PACES = ['off', 'each', 'digest'] as const satisfies readonly Pace[];

/** Of whoever has not chosen. */
const USUAL: Pace = 'digest';

/** How somebody wants to be told. Their own business: nobody else sees it. */
export interface SettingState {
  readonly owner: ActorId;
  readonly mail: Pace;
}

export type SettingEvent = { readonly type: 'notices-chosen'; readonly mail: Pace };

export const settingCommands = { choose: z.strictObject({ mail: z.enum(PACES) }) } as const;
export type SettingCommand = Command<'choose', z.output<typeof settingCommands.choose>>;

/** The one setting of an actor. */
export const settingId = (actor: ActorId): ArtifactId => nameId('notices', actor);

export const noticeSetting: Decider<SettingState, SettingCommand, SettingEvent> = {
  kind: 'notice-setting',
  numbered: false,
  needs: { choose: 'decider' },
  decide: (state, { by, data }, { self }) => {
    if (self.id !== settingId(by)) return refuse('not-permitted', 'Everybody chooses for themself how they are told.');
    return ok(state?.mail === data.mail ? [] : [{ type: 'notices-chosen', mail: data.mail }]);
  },
  evolve: (_, { body, by }) => ({ owner: by, mail: body.mail }),
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
export const paceOf = (state: unknown): Pace => {
  const chosen = typeof state === 'object' && state !== null && 'mail' in state ? state.mail : null;
  return PACES.find((pace) => pace === chosen) ?? USUAL;
};
