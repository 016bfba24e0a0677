import { z } from 'zod';
import { textOf } from '#kernel/actors/names.ts';
import type { Command, Context, Decider, Known } from '#kernel/stream/decider.ts';
import { SYSTEM, type ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { evolveComment, reacted, readComment, REACTIONS, type CommentEvent, type CommentState } from './comment.ts';
import { mentionsIn, numbersAnywhere } from './mentions.ts';
import { archivedFault, subjectFault, takesPart } from './taking-part.ts';

/** The longest comment, in characters. */
export const LONGEST_COMMENT = 100_000;

const reaction = z.enum(REACTIONS);

/**
 * The data of each command to a comment. Each names its subject in `refs`; `write` also what it replies to, and the artifacts whose
 * numbers stand in the text, so that they become links (`numbersIn`).
 */
export const commentCommands = {
  write: z.strictObject({ on: z.uuid(), replyTo: z.uuid().exactOptional(), body: z.string() }),
  edit: z.strictObject({ body: z.string() }),
  /** What was said of its subject elsewhere, as it stands at `at`. `author`: who that is here. */
  hear: z.strictObject({
    on: z.uuid(),
    author: z.uuid().nullable(),
    login: z.string(),
    place: z.string(),
    url: z.string().nullable(),
    saidAt: z.number(),
    at: z.number(),
    /** Null: it is gone. */
    body: z.string().nullable(),
  }),
  delete: z.strictObject({}),
  react: z.strictObject({ reaction }),
  'take-back': z.strictObject({ reaction }),
  resolve: z.strictObject({}),
  reopen: z.strictObject({}),
} as const;

type Commands = typeof commentCommands;
export type CommentCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];
type Events = Result<readonly CommentEvent[]>;

export const comment: Decider<CommentState, CommentCommand, CommentEvent> = {
  kind: 'comment',
  numbered: false,
  // Deleting is for its author, or whoever runs the space; words are changed by nobody but who wrote them.
  needs: {
    write: 'see',
    hear: 'system',
    edit: 'decider',
    delete: 'author',
    react: 'see',
    'take-back': 'see',
    resolve: 'see',
    reopen: 'see',
  },
  decide(state, command, context) {
    if (command.name === 'write') return write(state, command.data, context);
    if (command.name === 'hear') return hear(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is no such comment that you can see.');
    const subject = context.refs.get(state.on);
    if (!subject) return refuse('not-found', 'There is no such comment that you can see.');
    const decided = change(state, command, subject, context);
    if (decided.refused || decided.ok.length === 0) return decided;
    return ok([...followed(state, subject), ...decided.ok]);
  },
  evolve: evolveComment,
  read: readComment,
};

const write = (state: CommentState | null, data: z.output<Commands['write']>, context: Context): Events => {
  if (state !== null) return refuse('already-written', 'This comment has been written.');
  const subject = context.refs.get(data.on);
  const fault = subjectFault(subject, '/on');
  if (fault || !subject) return fault ?? refuse('not-found', 'There is nothing here that you can see.', { field: '/on' });
  const outside = takesPart(subject, context);
  if (outside) return outside;
  const thread = threadOf(data.replyTo, data.on, context);
  if (thread.refused) return thread;
  const body = textOf(data.body, '/body', LONGEST_COMMENT);
  if (body.refused) return body;
  const { audience, space } = subject;
  return ok([
    {
      type: 'comment-written',
      on: data.on,
      thread: thread.ok,
      body: body.ok,
      ...named(body.ok, subject, context),
      audience,
      space,
    },
  ]);
};

/** It is changed where it was said: here only what came of that is written. */
const hear = (state: CommentState | null, data: z.output<Commands['hear']>, context: Context): Events => {
  const subject = context.refs.get(data.on);
  const fault = subjectFault(subject, '/on');
  if (fault || !subject) return fault ?? refuse('not-found', 'There is nothing here that you can see.', { field: '/on' });
  const { at, author, login, place, url, saidAt } = data;
  if (state === null) {
    if (data.body === null) return ok([]);
    const body = textOf(data.body, '/body', LONGEST_COMMENT);
    if (body.refused) return body;
    const { audience, space } = subject;
    const outside = { login, place, url, at, saidAt, author: author ?? SYSTEM };
    // [safety] Names there are not handles here: nobody outside calls anybody.
    const written = { on: data.on, thread: null, body: body.ok, mentions: [], links: [], audience, space, outside };
    return ok([{ type: 'comment-written', ...written }]);
  }
  if (state.status === 'deleted') return ok([]);
  if (data.body === null) return ok([{ type: 'comment-deleted' }]);
  if (state.body === data.body || at < (state.outside?.at ?? 0)) return ok([]);
  const body = textOf(data.body, '/body', LONGEST_COMMENT);
  if (body.refused) return body;
  return ok([...followed(state, subject), { type: 'comment-edited', body: body.ok, mentions: [], links: [], heardAt: at }]);
};

/** Threads are one level deep: a reply to a reply belongs to the same thread. */
const threadOf = (replyTo: ArtifactId | undefined, on: ArtifactId, { refs }: Context): Result<ArtifactId | null> => {
  if (replyTo === undefined) return ok(null);
  const known = refs.get(replyTo);
  const other = known?.kind === 'comment' ? (known.state as CommentState) : null;
  if (other?.on !== on) return refuse('not-found', 'There is no such comment to reply to.', { field: '/replyTo' });
  return ok(other.thread ?? replyTo);
};

/** Whom and what the words name: actors by handle, artifacts by those numbers that were looked up through the writer's own view. */
const named = (body: string, subject: Known, { refs, directory }: Context) => {
  const numbers = numbersAnywhere(body);
  const links = [...refs.values()].filter(({ id, number }) => id !== subject.id && numbers.has(number)).map(({ id }) => id);
  return { mentions: mentionsIn(body, subject.audience, directory), links };
};

const change = (
  state: CommentState,
  command: Exclude<CommentCommand, { name: 'write' | 'hear' }>,
  subject: Known,
  context: Context,
): Events => {
  const { by } = context;
  if (state.status === 'deleted') return command.name === 'delete' ? ok([]) : refuse('deleted', 'This comment has been deleted.');
  // What was said may be taken back wherever it stands.
  const archived = command.name === 'delete' || command.name === 'take-back' ? null : archivedFault(subject, context);
  if (archived) return archived;
  switch (command.name) {
    case 'edit': {
      if (state.author !== by) return refuse('not-permitted', 'Only who wrote a comment changes its words.');
      if (state.outside !== null)
        return refuse('said-elsewhere', `This was said at ${state.outside.place}. Change it there, and it changes here.`);
      const body = textOf(command.data.body, '/body', LONGEST_COMMENT);
      if (body.refused) return body;
      return ok(body.ok === state.body ? [] : [{ type: 'comment-edited', body: body.ok, ...named(body.ok, subject, context) }]);
    }
    case 'delete':
      return ok([{ type: 'comment-deleted' }]);
    case 'react': {
      const { reaction: meant } = command.data;
      return ok(reacted(state, meant).includes(by) ? [] : [{ type: 'reaction-added', reaction: meant }]);
    }
    case 'take-back': {
      const { reaction: meant } = command.data;
      return ok(reacted(state, meant).includes(by) ? [{ type: 'reaction-taken-back', reaction: meant }] : []);
    }
    case 'resolve':
    case 'reopen': {
      if (state.thread !== null) return refuse('not-a-thread', 'A thread is resolved at the comment that begins it.');
      const resolves = command.name === 'resolve';
      if (resolves === (state.status === 'resolved')) return ok([]);
      return takesPart(subject, context) ?? ok([{ type: resolves ? 'thread-resolved' : 'thread-reopened' }]);
    }
    default:
      return command satisfies never;
  }
};

/** [safety] A comment is seen by whoever sees its subject, also when that changes. */
const followed = (state: CommentState, { audience, space }: Known): readonly CommentEvent[] => {
  const same =
    state.space === space && state.audience.length === audience.length && state.audience.every((key) => audience.includes(key));
  return same ? [] : [{ type: 'comment-audience-followed', audience, space }];
};
