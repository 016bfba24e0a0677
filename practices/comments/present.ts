import { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import { actorRef, refOf } from '#practices/people';
import { iso, uuid, type Written } from '#server/route.ts';
import { REACTIONS } from './comment.ts';
import type { CommentRow } from './queries.ts';

export const commentReply = z.object({
  id: uuid,
  on: uuid.describe('The artifact that it is about'),
  thread: uuid.nullable().describe('The comment that begins its thread; null: this one does'),
  author: actorRef,
  outside: z
    .object({ login: z.string(), place: z.string(), url: z.string().nullable() })
    .nullable()
    .describe('Where it was said, and as whom, if not here'),
  status: z.enum(['open', 'resolved', 'deleted']),
  body: z.string().describe('Markdown as it was written; empty when deleted'),
  html: z.string().describe('Sanitized'),
  writtenAt: z.string(),
  editedAt: z.string().nullable(),
  resolvedBy: actorRef.nullable(),
  reactions: z.array(z.object({ reaction: z.enum(REACTIONS), by: z.array(actorRef) })),
  mentions: z.array(actorRef),
  version: z.number(),
});

export const presentComment = async (
  { id, version, state }: CommentRow,
  directory: Directory,
  markdown: (source: string, written: Written) => Promise<string>,
): Promise<z.output<typeof commentReply>> => {
  const written = state.status === 'deleted' ? null : state;
  return {
    id,
    on: state.on,
    thread: state.thread,
    author: refOf(state.author, directory),
    outside: state.outside && { login: state.outside.login, place: state.outside.place, url: state.outside.url },
    status: state.status,
    body: written?.body ?? '',
    html: written ? await markdown(written.body, state.outside === null ? 'here' : 'elsewhere') : '',
    writtenAt: iso(state.writtenAt),
    editedAt: written?.editedAt ? iso(written.editedAt) : null,
    resolvedBy: state.status === 'resolved' ? refOf(state.resolvedBy, directory) : null,
    reactions: REACTIONS.flatMap((reaction) => {
      const by = written?.reactions[reaction] ?? [];
      return by.length === 0 ? [] : [{ reaction, by: by.map((actor) => refOf(actor, directory)) }];
    }),
    mentions: (written?.mentions ?? []).map((actor) => refOf(actor, directory)),
    version,
  };
};
