import { z } from 'zod';
import { actorKey } from '#kernel/actors/access.ts';
import type { Command, Decider } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant } from '#kernel/stream/event.ts';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { subjectFault } from './taking-part.ts';

/**
 * That one person has read one artifact, which version of it they acknowledged, and whether they watch it: are told what becomes of it. A stream of its own (its id is made of the two,
 * `markId`), so that readers never conflict with what they read. [privacy] When somebody reads is their own business: only they see
 * the mark; whoever sees the artifact is told that they have read it, through `links`, and not when.
 */
export interface MarkState {
  readonly on: ArtifactId;
  readonly by: ActorId;
  readonly readAt: Instant;
  readonly acknowledged: { readonly version: number; readonly at: Instant } | null;
  readonly watching: boolean;
}

/** The data of each command to a mark; the artifact is also in `refs`. */
export const markCommands = {
  read: z.strictObject({ on: z.uuid() }),
  acknowledge: z.strictObject({ on: z.uuid(), version: z.int().min(1) }),
  watch: z.strictObject({ on: z.uuid(), watching: z.boolean() }),
} as const;

type Commands = typeof markCommands;
export type MarkCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];

export type MarkEvent =
  | { readonly type: 'artifact-read'; readonly on: ArtifactId }
  | { readonly type: 'artifact-acknowledged'; readonly version: number }
  | { readonly type: 'artifact-watched'; readonly watching: boolean };

export const mark: Decider<MarkState, MarkCommand, MarkEvent> = {
  kind: 'mark',
  numbered: false,
  needs: { read: 'see', acknowledge: 'see', watch: 'see' },
  decide(state, command, context) {
    const fault = subjectFault(context.refs.get(command.data.on), '/on');
    if (fault) return fault;
    if (context.directory.actors.get(context.by)?.kind !== 'person')
      return refuse('not-permitted', 'Only what people read counts as read.');
    if (state !== null && (state.on !== command.data.on || state.by !== context.by))
      return refuse('not-found', 'There is no such mark of yours.');
    const read = state === null ? [{ type: 'artifact-read', on: command.data.on } as const] : [];
    switch (command.name) {
      case 'read':
        return ok(read);
      case 'acknowledge': {
        const { version } = command.data;
        const known = (state?.acknowledged?.version ?? 0) >= version;
        return ok(known ? read : [...read, { type: 'artifact-acknowledged', version }]);
      }
      case 'watch': {
        const { watching } = command.data;
        return ok((state?.watching ?? false) === watching ? [] : [...read, { type: 'artifact-watched', watching }]);
      }
      default:
        return command satisfies never;
    }
  },
  evolve(state, { body, at, by }) {
    if (body.type === 'artifact-read') return { on: body.on, by, readAt: at, acknowledged: null, watching: false };
    if (state === null) throw new Error(`${body.type} before it was read`);
    if (body.type === 'artifact-watched') return { ...state, watching: body.watching };
    return { ...state, acknowledged: { version: body.version, at } };
  },
  read: (state) => ({
    title: '',
    status: state.acknowledged ? 'acknowledged' : 'read',
    space: null,
    audience: [actorKey(state.by)],
    author: state.by,
    closedAt: state.acknowledged?.at ?? null,
    nextAt: null,
    summary: { version: state.acknowledged?.version ?? null, ...(state.watching && { watching: true }) },
    awaits: [],
    links: [{ rel: 'read', to: state.on }],
  }),
};
