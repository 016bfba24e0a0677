import { z } from 'zod';
import { ORG_KEY } from '#kernel/actors/access.ts';
import { DEFAULT_LONGEST_WINDOW } from '#kernel/actors/build.ts';
import { nameOf } from '#kernel/actors/names.ts';
import type { Command, Decider } from '#kernel/stream/decider.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal } from '#kernel/stream/refusal.ts';

/** The organization itself. Its artifact's id is the organization's id. */
export interface OrganizationState {
  readonly name: string;
  /** [A2] In ms. */
  readonly longestWindow: number;
  readonly foundedAt: Instant;
}

const HOUR = 60 * 60 * 1000;
const SHORTEST = HOUR;
const LONGEST = 366 * 24 * HOUR;

/** The data of each command to the organization. Windows are ms. */
export const organizationCommands = {
  found: z.strictObject({ name: z.string(), longestWindow: z.int().exactOptional() }),
  rename: z.strictObject({ name: z.string() }),
  'change-settings': z.strictObject({ name: z.string().exactOptional(), longestWindow: z.int().exactOptional() }),
} as const;

type Commands = typeof organizationCommands;
export type OrganizationCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];

export type OrganizationEvent =
  | { readonly type: 'organization-founded'; readonly name: string; readonly longestWindow: number }
  | { readonly type: 'organization-renamed'; readonly name: string }
  | { readonly type: 'settings-changed'; readonly longestWindow: number };

export const organization: Decider<OrganizationState, OrganizationCommand, OrganizationEvent> = {
  kind: 'organization',
  numbered: false,
  directory: true,
  needs: { found: 'system', rename: 'organization-steward', 'change-settings': 'organization-steward' },
  decide(state, command, context) {
    if (command.name === 'found') {
      if (state !== null) return refuse('already-founded', `${state.name} exists already.`);
      if (context.self.id !== command.org)
        return refuse('not-permitted', 'An organization has the id under which it is founded.');
      const name = nameOf(command.data.name, '/name');
      if (name.refused) return name;
      const longestWindow = command.data.longestWindow ?? DEFAULT_LONGEST_WINDOW;
      return windowFault(longestWindow) ?? ok([{ type: 'organization-founded', name: name.ok, longestWindow }]);
    }
    if (state === null) return refuse('not-found', 'There is no such organization.');
    switch (command.name) {
      case 'rename':
      case 'change-settings': {
        const name = nameOf(command.data.name ?? state.name, '/name');
        if (name.refused) return name;
        const longestWindow = ('longestWindow' in command.data ? command.data.longestWindow : undefined) ?? state.longestWindow;
        const events: OrganizationEvent[] = [];
        if (name.ok !== state.name) events.push({ type: 'organization-renamed', name: name.ok });
        if (longestWindow !== state.longestWindow) events.push({ type: 'settings-changed', longestWindow });
        return windowFault(longestWindow) ?? ok(events);
      }
      default:
        return command satisfies never;
    }
  },
  evolve(state, { body, at }) {
    if (body.type === 'organization-founded') return { name: body.name, longestWindow: body.longestWindow, foundedAt: at };
    if (state === null) throw new Error(`${body.type} before the organization was founded`);
    switch (body.type) {
      case 'organization-renamed':
        return { ...state, name: body.name };
      case 'settings-changed':
        return { ...state, longestWindow: body.longestWindow };
      default:
        return body satisfies never;
    }
  },
  read: (state) => ({
    title: state.name,
    status: 'founded',
    space: null,
    audience: [ORG_KEY],
    author: null,
    openedAt: state.foundedAt,
    nextAt: null,
    summary: { longestWindow: state.longestWindow },
    awaits: [],
    links: [],
  }),
};

const windowFault = (longestWindow: number): Refusal | null =>
  longestWindow >= SHORTEST && longestWindow <= LONGEST
    ? null
    : refuse('window-out-of-range', 'The longest window is between an hour and a year.', {
        field: '/longestWindow',
        accepted: '1h to 366d',
      });
