import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import type { Command, Context, Decider, Known } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type ArtifactId, type Instant, type SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal } from '#kernel/stream/refusal.ts';
import { subjectFault, takesPart } from './taking-part.ts';

/** Links that people draw. `supersedes` is a decision's own doing, `mentions` a text's. */
export type Rel = 'implements' | 'blocks' | 'builds-on' | 'answers';
export const RELS = ['implements', 'blocks', 'builds-on', 'answers'] as const satisfies readonly Rel[];

/**
 * A link between two artifacts, hanging on the one from which it goes: `linked ⇄ unlinked`. Its id is made of both ends and the kind
 * (`linkId`), so there is one of each. Whoever sees both ends sees it: the first by the audience, the second by every query.
 */
export interface LinkState {
  readonly status: 'linked' | 'unlinked';
  readonly rel: Rel;
  readonly from: ArtifactId;
  readonly to: ArtifactId;
  readonly by: ActorId;
  readonly at: Instant;
  readonly audience: readonly string[];
  readonly space: SpaceId | null;
}

/** The data of each command to a link. `link` has both ends in `refs`, `unlink` the one from which it goes. */
export const linkCommands = {
  link: z.strictObject({ rel: z.enum(RELS), from: z.uuid(), to: z.uuid() }),
  unlink: z.strictObject({}),
} as const;

type Commands = typeof linkCommands;
export type LinkCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];

export type LinkEvent =
  | {
      readonly type: 'artifacts-linked';
      readonly rel: Rel;
      readonly from: ArtifactId;
      readonly to: ArtifactId;
      readonly audience: readonly string[];
      readonly space: SpaceId | null;
    }
  | { readonly type: 'artifacts-unlinked' };

export const link: Decider<LinkState, LinkCommand, LinkEvent> = {
  kind: 'link',
  numbered: false,
  needs: { link: 'see', unlink: 'decider' },
  decide(state, command, context) {
    switch (command.name) {
      case 'link': {
        const { rel, from, to } = command.data;
        const [source, target] = [context.refs.get(from), context.refs.get(to)];
        const fault = subjectFault(source, '/from') ?? subjectFault(target, '/to');
        if (fault || !source) return fault ?? refuse('not-found', 'There is nothing here that you can see.', { field: '/from' });
        if (from === to) return refuse('links-to-itself', 'Nothing is linked to itself.', { field: '/to' });
        if (state !== null && (state.from !== from || state.to !== to || state.rel !== rel))
          return refuse('not-found', 'There is no such link.');
        if (state?.status === 'linked') return ok([]);
        const { audience, space } = source;
        return takesPart(source, context) ?? ok([{ type: 'artifacts-linked', rel, from, to, audience, space }]);
      }
      case 'unlink': {
        const source = state === null ? undefined : context.refs.get(state.from);
        if (state === null || !source) return refuse('not-found', 'There is no such link that you can see.');
        if (state.status === 'unlinked') return ok([]);
        return unlinkFault(state, source, context) ?? ok([{ type: 'artifacts-unlinked' }]);
      }
      default:
        return command satisfies never;
    }
  },
  evolve(state, { body, at, by }) {
    switch (body.type) {
      case 'artifacts-linked': {
        const { rel, from, to, audience, space } = body;
        return { status: 'linked', rel, from, to, by, at, audience, space };
      }
      case 'artifacts-unlinked':
        if (state === null) throw new Error('unlinked before it was linked');
        return { ...state, status: 'unlinked' };
      default:
        return body satisfies never;
    }
  },
  read: (state) => ({
    title: state.rel,
    status: state.status,
    space: state.space,
    audience: state.audience,
    author: state.by,
    parent: state.from,
    openedAt: state.at,
    nextAt: null,
    summary: { rel: state.rel, to: state.to },
    awaits: [],
    links: state.status === 'linked' ? [{ rel: state.rel, to: state.to }] : [],
  }),
};

/** Whoever drew it, and the stewards of the space. */
const unlinkFault = (state: LinkState, { space }: Known, { by, directory }: Context): Refusal | null => {
  const actor = directory.actors.get(by);
  const room = space === null ? undefined : directory.spaces.get(space);
  if (by === SYSTEM || state.by === by || (actor && room && roleIn(actor, room, directory) === 'steward')) return null;
  return refuse('not-permitted', 'Only who drew this link, or a steward of the space, may take it away.');
};
