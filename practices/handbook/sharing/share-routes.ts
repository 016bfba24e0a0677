import { z } from 'zod';
import type { Directory } from '#kernel/actors/directory.ts';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { subjectParams } from '#practices/comments';
import { answer, iso, route, uuid, type Principal } from '#server/route.ts';
import { alivePage, pageOf } from '../addresses.ts';
import { actorReply, who } from '../page-reply.ts';
import { standingPage } from '../page-queries.ts';
import type { PageState } from '../page.ts';
import { mayRevoke, MOST_DAYS, share as decider, shareFault } from './share-decider.ts';
import { sharesOf, standingShare, type ShareRow } from './share-queries.ts';
import { hashOfToken, type ShareServices } from './shares.ts';

const base = { tag: 'handbook', who: 'member' } as const;
const USUAL_DAYS = 30;

const shareReply = z.object({
  id: uuid,
  status: z.enum(['open', 'over', 'revoked', 'stopped']).describe('`stopped`: who made it may not share the page any more'),
  note: z.string(),
  until: z.string(),
  author: actorReply,
  madeAt: z.string(),
  opened: z.number().describe('How often'),
  lastAt: z.string().nullable().describe('When it was opened last'),
  mayRevoke: z.boolean(),
});

const present = (
  { id, state, over, opened, lastAt }: ShareRow,
  page: PageState,
  { actor }: Pick<Principal, 'actor'>,
  directory: Directory,
): z.output<typeof shareReply> => ({
  id,
  status:
    state.status === 'revoked'
      ? 'revoked'
      : over
        ? 'over'
        : shareFault(page, state.author, directory) === null
          ? 'open'
          : 'stopped',
  note: state.note,
  until: iso(state.until),
  author: who(state.author, directory),
  madeAt: iso(state.madeAt),
  opened,
  lastAt: lastAt === null ? null : iso(lastAt),
  mayRevoke: state.status === 'open' && mayRevoke(state, page, actor, directory),
});

export const shareRoutes = [
  route({
    ...base,
    method: 'POST',
    path: '/api/pages/:id/shares',
    name: 'handbook.share',
    summary: 'Make a link by which people outside read a page, until a day',
    description:
      'For people who write in its space; of a page for some alone, its author and owners. The address is told here alone: only a hash of it is kept. A retry with the same Idempotency-Key tells it again.',
    changes: 'share',
    params: subjectParams,
    body: z.strictObject({
      days: z.int().min(1).max(MOST_DAYS).default(USUAL_DAYS).describe('So long it leads there'),
      note: z.string().max(1_000).default('').describe('For whom it is; shown to colleagues'),
    }),
    reply: z.object({ id: uuid, version: z.number(), address: z.string(), until: z.string() }),
    status: 201,
    async act({ params, body, principal, command, fresh }, services: ShareServices) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const token = services.shares.tokenOf(principal.org, command);
      const data = { page: row.ok.id, hash: hashOfToken(token), ...body };
      const sent = await services.send({ kind: decider.kind, artifact: fresh, name: 'share', data, refs: [row.ok.id] });
      if (sent.refused) return sent;
      const made = await standingShare(services.db, principal, fresh);
      if (!made) return NO_SHARE;
      return ok({
        body: {
          id: fresh,
          version: sent.ok.version,
          address: `${services.shares.origin}/s/${token}`,
          until: iso(made.state.until),
        },
      });
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/:id/shares',
    name: 'handbook.shares',
    summary: 'List the links by which people outside read a page, newest first',
    params: subjectParams,
    reply: z.object({ items: z.array(shareReply), mayShare: z.boolean() }),
    async act({ params, principal }, services) {
      const row = await pageOf(params.id, principal, services);
      if (row.refused) return row;
      const { id, state } = row.ok;
      const [rows, directory] = await Promise.all([sharesOf(services.db, principal, id), services.directory(principal.org)]);
      return answer({
        items: rows.map((one) => present(one, state, principal, directory)),
        mayShare: shareFault(state, principal.actor, directory) === null,
      });
    },
  }),
  route({
    ...base,
    method: 'DELETE',
    path: '/api/shares/:id',
    name: 'handbook.revoke-share',
    summary: 'Take back a link: from now on it leads nowhere',
    changes: 'share',
    params: z.strictObject({ id: uuid }),
    reply: z.object({ version: z.number() }),
    async act({ params, principal }, services) {
      const row = await standingShare(services.db, principal, params.id);
      const page = row && (await standingPage(services.db, principal, row.state.page));
      if (!row || !page) return NO_SHARE;
      const sent = await services.send({ kind: decider.kind, artifact: row.id, name: 'revoke', data: {}, refs: [page.id] });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
] as const;

const NO_SHARE = refuse('not-found', 'There is no such link that you can see.');
