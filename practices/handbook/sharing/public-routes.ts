import { z } from 'zod';
import { spaceKey } from '#kernel/actors/access.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import { wordsOf } from '#kernel/text/words.ts';
import { route, type Answer } from '#server/route.ts';
import { serve } from '../file-serving.ts';
import { shownOf, sourceOf } from './opened.ts';
import { headersOf, HTML, nothingHere, PUBLIC } from './plain-page.ts';
import { foundPage, siteMap, startPage, textPage, type Shown } from './public-page.ts';
import { findAmong, naming, publicPage, publicPages, publicSpace } from './public-queries.ts';
import { publicTree } from './public-tree.ts';
import { filesOfPage } from './share-queries.ts';
import type { ShareServices } from './shares.ts';

const base = { tag: 'handbook', who: 'anyone', method: 'GET', reply: z.string() } as const;
const space = z.string().max(300);
const MOST_WORDS = 12;

/** [safety] Whoever asks is nobody here: a member sees what a stranger sees, so one answer may be kept for all. */
const shownFor = async (slug: string, services: ShareServices): Promise<Shown | null> => {
  const found = await publicSpace(services.db, slug.normalize('NFC').toLowerCase());
  if (!found) return null;
  const [rows, { name }] = await Promise.all([publicPages(services.db, found), services.directory(found.org)]);
  return { space: found, tree: publicTree(found.slug, found.id, rows), of: name, origin: services.shares.origin };
};

const shownPage = (html: string, version: number): Result<Answer<string>> =>
  ok({ body: html, version, headers: headersOf(html, PUBLIC) });

/** The handbook of a public space, for everybody: its pages that all of the space see, as plain HTML. */
export const publicRoutes = [
  route({
    ...base,
    path: '/public/:space',
    name: 'handbook.public-space',
    summary: 'Read which pages a public space has, or find some by words',
    type: HTML,
    params: z.strictObject({ space }),
    query: z.strictObject({ q: z.string().max(1_000).optional() }),
    async act({ params, query }, services: ShareServices) {
      const shown = await shownFor(params.space, services);
      if (!shown) return nothingHere(PUBLIC);
      const q = (query.q ?? '').trim().slice(0, 200);
      if (q === '') return shownPage(startPage(shown), shown.space.version);
      const words = [...new Set(wordsOf(q).map(({ word }) => word))].slice(0, MOST_WORDS);
      const ids = shown.tree.all.map(({ id }) => id);
      const found = words.length === 0 ? [] : await findAmong(services.db, shown.space.org, ids, words);
      return shownPage(foundPage(shown, q, words, found), shown.space.version);
    },
  }),
  route({
    ...base,
    path: '/public/:space/sitemap.xml',
    name: 'handbook.public-sitemap',
    summary: 'Get the addresses of a public space’s pages, for search engines',
    type: 'application/xml; charset=utf-8',
    params: z.strictObject({ space }),
    async act({ params }, services: ShareServices) {
      const shown = await shownFor(params.space, services);
      return shown ? shownPage(siteMap(shown), shown.space.version) : nothingHere(PUBLIC);
    },
  }),
  route({
    ...base,
    path: '/public/:space/-/:id/:name',
    name: 'handbook.public-file',
    summary: 'Get a file that a page of a public space names',
    type: 'application/octet-stream',
    params: z.strictObject({ space, id: z.string().max(100), name: z.string().max(1_000) }),
    async act({ params, from }, services: ShareServices) {
      const shown = await shownFor(params.space, services);
      const id = params.id.toLowerCase();
      if (!shown || !z.uuid().safeParse(id).success) return nothingHere(PUBLIC);
      const { org } = shown.space;
      const [file] = await filesIn(shown, [id], services);
      const pages = file ? await naming(services.db, org, id, [...shown.tree.byId.keys()]) : [];
      for (const page of pages) {
        const row = await publicPage(services.db, shown.space, page);
        if (row?.state.status !== 'published') continue;
        const { ids } = await services.named(org, sourceOf(row.state));
        if (file && ids.includes(id)) return ok(serve(org, file, services.files, from.wants, 'public, no-cache'));
      }
      return nothingHere(PUBLIC);
    },
  }),
  route({
    ...base,
    path: '/public/:space/*',
    name: 'handbook.public-page',
    summary: 'Read a page of a public space by its path; where it stood once leads there',
    type: HTML,
    params: z.strictObject({ space, '*': z.string().max(3_000) }),
    async act({ params }, services: ShareServices) {
      const shown = await shownFor(params.space, services);
      const node = shown?.tree.find(params['*']);
      if (!shown || !node) return nothingHere(PUBLIC);
      if (node.path !== params['*']) return ok({ body: '', status: 302, headers: { ...PUBLIC, location: node.address } });
      const { org } = shown.space;
      const row = await publicPage(services.db, shown.space, node.id);
      if (row?.state.status !== 'published') return nothingHere(PUBLIC);
      const source = sourceOf(row.state);
      const { ids } = await services.named(org, source);
      const files = await filesIn(shown, ids, services);
      const where = shownOf(
        files,
        ({ id, name }) => `/public/${encodeURIComponent(shown.space.slug)}/-/${id}/${encodeURIComponent(name)}`,
        (to) => ('id' in to ? shown.tree.byId.get(to.id) : shown.tree.byNumber.get(to.number))?.address ?? null,
      );
      const document = await services.outside(org, source, where);
      return shownPage(textPage(shown, node, row.state.language, document), row.version);
    },
  }),
] as const;

/** [safety] Those of some files that are the space's own, or hang on a page that is shown. */
const filesIn = async ({ space: { org, id }, tree }: Shown, ids: readonly string[], { db }: Pick<ShareServices, 'db'>) => {
  const audience = [spaceKey(id)];
  const files = ids.length === 0 ? [] : await filesOfPage(db, org, { audience, keys: [], ids });
  return files.filter(({ on }) => on === null || tree.byId.has(on));
};
