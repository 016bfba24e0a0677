import { z } from 'zod';
import { explain } from '#kernel/protocol/explain.ts';
import { own } from '#kernel/stream/own.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import { subjectParams } from '#practices/comments';
import { spaceName } from '#practices/spaces';
import { answer, cursorOf, pageOf as paged, paging, inCursor, nth, readCursor, route, uuid } from '#server/route.ts';
import { alivePage, NO_PAGE, pageOf, spaceOf } from './addresses.ts';
import { comparison, presentLines } from './compared-reply.ts';
import { lineageOf } from './lineage.ts';
import { merge } from './merge.ts';
import { backlinks, branch, revisionsNumbered, revisionsOf, standingPage, textAt, trailOf } from './page-queries.ts';
import { nodeReply, pageReply, presentPage, presentRevision, revisionReply } from './page-reply.ts';
import { mayPublish, publishingIn } from './proposals/may-publish.ts';
import { resolve } from './resolving.ts';
import { LONGEST_TEXT } from './text.ts';
import { compareTexts } from './texts-aside.ts';

const base = { tag: 'handbook', who: 'member' } as const;
const space = spaceName.optional().describe('Its id or its slug. Left out: the whole organization');
const revision = z.coerce.number<number | string>().int().min(1).max(1_000_000);
const revisionParams = z.strictObject({ ...subjectParams.shape, revision });

export const pageReadRoutes = [
  route({
    ...base,
    method: 'GET',
    path: '/api/pages',
    name: 'handbook.branch',
    summary: 'Read what stands below a page, or at the top of a space, in its order',
    hot: true,
    query: z.strictObject({ ...paging, space, under: uuid.optional() }),
    reply: paged(nodeReply),
    async act({ query, principal }, { db, directory }) {
      const organization = await directory(principal.org);
      const start = readCursor(query.after, z.tuple([inCursor.words, inCursor.count]));
      if (start.refused) return start;
      const room = spaceOf(query.space ?? null, principal, organization);
      if (room.refused) return room;
      const above = query.under === undefined ? null : await standingPage(db, principal, query.under);
      if (query.under !== undefined && !above) return NO_PAGE;
      const where = above ? { space: above.state.space, under: above.id } : { space: room.ok, under: null };
      const rows = await branch(db, principal, where, start.ok, query.limit + 1);
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      return answer({
        items: items.map(({ id, number, title, name, below, restricted }) => ({ id, number, title, name, below, restricted })),
        next: last && rows.length > items.length ? cursorOf([last.rank, last.number]) : null,
      });
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/at',
    name: 'handbook.at',
    summary: 'Find the page at a path, or that was there once',
    query: z.strictObject({ space, path: z.string().min(1).max(2_000) }),
    reply: z.object({ id: uuid }),
    async act({ query, principal }, { db, directory }) {
      const organization = await directory(principal.org);
      const room = spaceOf(query.space ?? null, principal, organization);
      if (room.refused) return room;
      const href = query.path.replace(/^\/+/, '') || '/';
      const place = { space: room.ok, under: null, name: '', file: null };
      const at = { directory: organization, place, self: '', known: {}, home: null };
      const { links } = await resolve(db, principal, at, [{ href, line: 1 }]);
      const id = own(links, href);
      return id === undefined ? refuse('not-found', 'There is no page at this path that you can see.') : answer({ id });
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/:id',
    name: 'handbook.page',
    summary: 'Read a page',
    params: subjectParams,
    reply: pageReply,
    async act({ params, principal }, services) {
      const row = await pageOf(params.id, principal, services);
      if (row.refused) return row;
      const { state, id, version } = row.ok;
      const [directory, trail, document, rule] = await Promise.all([
        services.directory(principal.org),
        trailOf(services.db, principal, id),
        state.status === 'deleted' ? null : services.document(principal, { ...state, text: state.body }),
        state.status === 'deleted' || state.protocol === null ? null : services.markdown(principal, explain(state.protocol)),
      ]);
      return answer(presentPage(row.ok, document, trail, principal, directory, rule), version);
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/:id/source',
    name: 'handbook.source',
    summary: 'Read the Markdown of a page, byte for byte',
    params: subjectParams,
    reply: z.object({
      id: uuid,
      revision: z.number(),
      title: z.string(),
      body: z.string(),
      may: mayPublish,
    }),
    async act({ params, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const { revision: at, title, body } = row.ok.state;
      const may = publishingIn(row.ok.state, principal.actor, await services.directory(principal.org));
      return answer({ id: row.ok.id, revision: at, title, body, may }, row.ok.version);
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/:id/revisions',
    name: 'handbook.revisions',
    summary: 'List a page’s revisions with their reasons, newest first',
    params: subjectParams,
    query: z.strictObject(paging),
    reply: paged(revisionReply),
    async act({ params, query, principal }, services) {
      const start = readCursor(query.after, z.tuple([inCursor.count]));
      if (start.refused) return start;
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const [rows, directory] = await Promise.all([
        revisionsOf(services.db, principal, row.ok.id, start.ok?.[0] ?? null, query.limit + 1),
        services.directory(principal.org),
      ]);
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      return answer({
        items: items.map((one) => presentRevision(one, directory)),
        next: last && rows.length > items.length ? cursorOf([last.revision]) : null,
      });
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/:id/revisions/:revision',
    name: 'handbook.revision',
    summary: 'Read one revision of a page',
    params: revisionParams,
    reply: z.object({ ...revisionReply.shape, body: z.string(), html: z.string() }),
    async act({ params, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const { db } = services;
      const [[found], body, directory] = await Promise.all([
        revisionsOf(db, principal, row.ok.id, params.revision + 1, 1),
        textAt(db, principal, row.ok.id, params.revision),
        services.directory(principal.org),
      ]);
      if (!found || found.revision !== params.revision || body === null) return NO_REVISION;
      const { html } = await services.document(principal, { text: body, links: row.ok.state.links });
      return answer({ ...presentRevision(found, directory), body, html });
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/:id/revisions/:revision/changes',
    name: 'handbook.changes',
    summary: 'Compare a revision with another, line by line and word by word',
    params: revisionParams,
    query: z.strictObject({ to: revision.optional().describe('Left out: the page as it stands') }),
    reply: comparison,
    async act({ params, query, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const { state, id } = row.ok;
      const [before, after] = await Promise.all([
        textAt(services.db, principal, id, params.revision),
        query.to === undefined ? state.body : textAt(services.db, principal, id, query.to),
      ]);
      if (before === null || after === null) return NO_REVISION;
      const compared = await compareTexts(before, after);
      return compared.refused ? compared : answer(presentLines(compared.ok));
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/:id/lineage',
    name: 'handbook.lineage',
    summary: 'Read of each paragraph who wrote it, when, and why',
    params: subjectParams,
    reply: z.object({
      revision: z.number(),
      paragraphs: z.array(z.object({ from: z.number(), to: z.number(), text: z.string(), revision: revisionReply })),
    }),
    async act({ params, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const { state, id } = row.ok;
      const found = await lineageOf(services.db, principal, id, state.revision);
      if (found.refused) return found;
      const origins = [...new Set(found.ok.map(({ revision: origin }) => origin))];
      const [rows, directory] = await Promise.all([
        revisionsNumbered(services.db, principal, id, origins),
        services.directory(principal.org),
      ]);
      const lines = state.body.replace(/\r\n?/g, '\n').split('\n');
      const known = new Map(rows.map((one) => [one.revision, presentRevision(one, directory)]));
      const paragraphs = found.ok.flatMap(({ from, to, revision: origin }) => {
        const written = known.get(origin);
        return written ? [{ from, to, text: lines.slice(from - 1, to).join('\n'), revision: written }] : [];
      });
      return answer({ revision: state.revision, paragraphs }, row.ok.version);
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/:id/backlinks',
    name: 'handbook.backlinks',
    summary: 'List what links to a page',
    params: subjectParams,
    query: z.strictObject(paging),
    reply: paged(z.object({ id: uuid, kind: z.string(), number: z.number(), title: z.string(), status: z.string() })),
    async act({ params, query, principal }, services) {
      const start = readCursor(query.after, z.tuple([inCursor.count]));
      if (start.refused) return start;
      const row = await pageOf(params.id, principal, services);
      if (row.refused) return row;
      const rows = await backlinks(services.db, principal, row.ok.id, start.ok?.[0] ?? null, query.limit + 1);
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      return answer({ items: [...items], next: last && rows.length > items.length ? cursorOf([last.number]) : null });
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/pages/:id/merges',
    name: 'handbook.merge',
    summary: 'See a text merged with what was published since its base; nothing is written',
    changes: 'preview',
    params: subjectParams,
    body: z.strictObject({ base: nth, body: z.string().max(LONGEST_TEXT) }),
    reply: z.object({
      revision: z.number(),
      text: z.string().describe('Merged; where there are conflicts, what stands now'),
      standing: z.string(),
      conflicts: z.array(z.object({ line: z.number(), before: z.string(), standing: z.string(), sent: z.string() })),
    }),
    async act({ params, body, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const before = await textAt(services.db, principal, row.ok.id, body.base);
      if (before === null) return NO_REVISION;
      const { text, conflicts } = merge(before, row.ok.state.body, body.body);
      return answer({ revision: row.ok.state.revision, text, standing: row.ok.state.body, conflicts: [...conflicts] });
    },
  }),
] as const;

const NO_REVISION = refuse('no-such-revision', 'This page has no such revision.', { field: '/params/revision' });
