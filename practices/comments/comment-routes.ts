import { z } from 'zod';
import type { Order, Principal, Services, Written } from '#server/route.ts';
import { answer, created, cursorOf, iso, pageOf, paging, inCursor, readCursor, route, uuid } from '#server/route.ts';
import { refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Receipt } from '#kernel/stream/commands.ts';
import { REACTIONS } from './comment.ts';
import { commentReply, presentComment } from './present.ts';
import { namedIn } from './addressing.ts';
import { commentOf, commentsOn, seesSubject, wordsOf } from './queries.ts';

const tag = 'comments';
const changes = 'comment';
const id = z.strictObject({ id: uuid });
const changed = z.object({ version: z.number() });
/** How long is said by the decider, in characters and with a code of its own (`too-long`). */
const body = z.string().describe('Markdown, at most 100,000 characters. @handles call people, #numbers link artifacts.');

const NO_COMMENT = refuse('not-found', 'There is no such comment that you can see.');
const NO_SUBJECT = refuse('not-found', 'There is nothing here that you can see.');

/** Sends a command to a comment together with what it is about. */
const change = async (
  principal: Principal,
  { db, send }: Pick<Services, 'db' | 'send'>,
  comment: string,
  order: Pick<Order, 'name' | 'data' | 'refs'>,
): Promise<Result<Receipt>> => {
  const found = await commentOf(db, principal, comment);
  if (!found) return NO_COMMENT;
  return send({ kind: 'comment', artifact: comment, ...order, refs: [found.state.on, ...(order.refs ?? [])] });
};

export const commentRoutes = [
  route({
    method: 'GET',
    path: '/api/artifacts/:id/comments',
    name: 'comments.list',
    summary: 'Read the comments on anything, oldest first',
    tag,
    who: 'member',
    params: id,
    query: z.strictObject(paging),
    reply: pageOf(commentReply),
    async act({ params, query, principal }, { db, directory, markdown }) {
      const html = (text: string, written: Written) => markdown(principal, text, written);
      const start = readCursor(query.after, z.tuple([inCursor.ms, uuid]));
      if (start.refused) return start;
      if (!(await seesSubject(db, principal, params.id))) return NO_SUBJECT;
      const [rows, organization] = await Promise.all([
        commentsOn(db, principal, params.id, start.ok, query.limit + 1),
        directory(principal.org),
      ]);
      const page = rows.slice(0, query.limit);
      const last = page.at(-1);
      return answer({
        items: await Promise.all(page.map((row) => presentComment(row, organization, html))),
        next: last && rows.length > page.length ? cursorOf([last.at, last.id]) : null,
      });
    },
  }),
  route({
    method: 'POST',
    path: '/api/artifacts/:id/comments',
    name: 'comments.write',
    summary: 'Comment on anything, or reply to a comment',
    tag,
    who: 'member',
    changes,
    params: id,
    body: z.strictObject({ body, replyTo: uuid.optional() }),
    reply: z.object({ id: uuid, version: z.number() }),
    status: 201,
    async act({ params, body: { body: words, replyTo }, principal, fresh }, services) {
      const data = { on: params.id, body: words, ...(replyTo === undefined ? {} : { replyTo }) };
      const refs = [params.id, ...(replyTo === undefined ? [] : [replyTo]), ...(await namedIn([words], principal, services))];
      const sent = await services.send({ kind: 'comment', artifact: fresh, name: 'write', data, refs });
      return sent.refused ? sent : created({ id: fresh, version: sent.ok.version }, `/api/comments/${fresh}`);
    },
  }),
  route({
    method: 'GET',
    path: '/api/comments/:id',
    name: 'comments.one',
    summary: 'Read one comment',
    tag,
    who: 'member',
    params: id,
    reply: commentReply,
    async act({ params, principal }, { db, directory, markdown }) {
      const html = (text: string, written: Written) => markdown(principal, text, written);
      const [found, organization] = await Promise.all([commentOf(db, principal, params.id), directory(principal.org)]);
      return found ? answer(await presentComment(found, organization, html), found.version) : NO_COMMENT;
    },
  }),
  route({
    method: 'GET',
    path: '/api/comments/:id/versions',
    name: 'comments.history',
    summary: 'Read what a comment said before it was edited',
    description: 'Newest first. Of a deleted comment nothing is left to read.',
    tag,
    who: 'member',
    params: id,
    reply: z.object({ items: z.array(z.object({ at: z.string(), body: z.string() })) }),
    async act({ params, principal }, { db }) {
      const words = await wordsOf(db, principal, params.id);
      if (words.length === 0) return NO_COMMENT;
      return answer({ items: words.map(({ at, body: said }) => ({ at: iso(at), body: said })).toReversed() });
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/comments/:id',
    name: 'comments.edit',
    summary: 'Change the words of your own comment; what it said before stays readable',
    tag,
    who: 'member',
    changes,
    params: id,
    body: z.strictObject({ body }),
    reply: changed,
    async act({ params, body: { body: words }, principal }, services) {
      const refs = await namedIn([words], principal, services);
      const sent = await change(principal, services, params.id, { name: 'edit', data: { body: words }, refs });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/comments/:id',
    name: 'comments.delete',
    summary: 'Delete a comment; that there was one stays visible',
    tag,
    who: 'member',
    changes,
    params: id,
    reply: changed,
    async act({ params, principal }, services) {
      const sent = await change(principal, services, params.id, { name: 'delete', data: {} });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/comments/:id/reactions/:reaction',
    name: 'comments.react',
    summary: 'React to a comment',
    description:
      '`+1`: I have read this and agree. `thanks`: this helped me. `unclear`: please say it in other words. Any of them counts as having read.',
    tag,
    who: 'member',
    changes,
    params: z.strictObject({ id: uuid, reaction: z.enum(REACTIONS) }),
    reply: changed,
    async act({ params, principal }, services) {
      const sent = await change(principal, services, params.id, { name: 'react', data: { reaction: params.reaction } });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/comments/:id/reactions/:reaction',
    name: 'comments.take-back-reaction',
    summary: 'Take a reaction back',
    tag,
    who: 'member',
    changes,
    params: z.strictObject({ id: uuid, reaction: z.enum(REACTIONS) }),
    reply: changed,
    async act({ params, principal }, services) {
      const sent = await change(principal, services, params.id, { name: 'take-back', data: { reaction: params.reaction } });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/comments/:id/resolution',
    name: 'comments.resolve',
    summary: 'Resolve a thread, at the comment that begins it',
    tag,
    who: 'member',
    changes,
    params: id,
    reply: changed,
    async act({ params, principal }, services) {
      const sent = await change(principal, services, params.id, { name: 'resolve', data: {} });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/comments/:id/resolution',
    name: 'comments.reopen',
    summary: 'Open a resolved thread again',
    tag,
    who: 'member',
    changes,
    params: id,
    reply: changed,
    async act({ params, principal }, services) {
      const sent = await change(principal, services, params.id, { name: 'reopen', data: {} });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
] as const;
