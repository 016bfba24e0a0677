import { z } from 'zod';
import { ok } from '#kernel/stream/refusal.ts';
import { route } from '#server/route.ts';
import { serve } from '../file-serving.ts';
import { filesOf, openedBy, shownOf, sourceOf } from './opened.ts';
import { article, dayOf, escape, headersOf, HTML, nothingHere, plainPage, SECRET, SHEET } from './plain-page.ts';
import type { ShareServices } from './shares.ts';

const base = { tag: 'handbook', who: 'anyone', method: 'GET', reply: z.string() } as const;
const token = z.string().max(300);

/** What a link shows to people outside: one page, its pictures, and nothing of what else there is. */
export const openRoutes = [
  route({
    ...base,
    path: '/s/:token',
    name: 'handbook.open-share',
    summary: 'Read the page to which a link leads',
    description:
      'A plain page in HTML. A link that has ended, was taken back or never was, and one whose page is archived, deleted or not its sharer’s to share any more: all of them answer 404 in the same words.',
    type: HTML,
    params: z.strictObject({ token }),
    async act({ params }, services: ShareServices) {
      const opened = await openedBy(params.token, services);
      if (!opened) return nothingHere(SECRET);
      const { org, share, link, state } = opened;
      const [files, directory] = await Promise.all([
        filesOf(opened, services),
        services.directory(org),
        services.shares.opened(org, share),
      ]);
      const shown = shownOf(
        files,
        ({ id, name }) => `/s/${params.token}/files/${id}/${encodeURIComponent(name)}`,
        (to) => ('id' in to && to.id === opened.page ? `/s/${params.token}` : null),
      );
      const document = await services.outside(org, sourceOf(state), shown);
      const body = plainPage({
        title: state.title,
        language: state.language,
        hidden: true,
        main: article(state.title, document),
        foot: `<p>A page of ${escape(directory.name)}, shown by this link until ${dayOf(link.until)}.</p>`,
      });
      return ok({ body, headers: headersOf(body, SECRET) });
    },
  }),
  route({
    ...base,
    path: '/s/:token/files/:id/:name',
    name: 'handbook.open-share-file',
    summary: 'Get a file that such a page names',
    type: 'application/octet-stream',
    params: z.strictObject({ token, id: z.string().max(100), name: z.string().max(1_000) }),
    async act({ params, from }, services: ShareServices) {
      const opened = await openedBy(params.token, services);
      const [file] = opened ? await filesOf(opened, services, params.id.toLowerCase()) : [];
      return opened && file
        ? ok(serve(opened.org, file, services.files, from.wants, SECRET['cache-control']))
        : nothingHere(SECRET);
    },
  }),
  route({
    ...base,
    path: '/public/plain.css',
    name: 'handbook.plain-sheet',
    summary: 'Get the sheet of the plain pages',
    type: 'text/css; charset=utf-8',
    query: z.strictObject({ v: z.string().max(100).optional() }),
    async act() {
      return ok({ body: SHEET, headers: { 'cache-control': 'public, max-age=31536000, immutable' } });
    },
  }),
] as const;
