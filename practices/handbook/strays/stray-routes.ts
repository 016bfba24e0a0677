import { z } from 'zod';
import { subjectParams } from '#practices/comments';
import { answer, route, text, uuid } from '#server/route.ts';
import { alivePage } from '../addresses.ts';
import { straighten, straysAround } from './strays.ts';

const base = { tag: 'handbook', who: 'member', params: subjectParams } as const;

/** So many pages are listed, and changed by one request. */
const MOST_PAGES = 500;

const page = z.object({ id: uuid, number: z.number(), title: z.string() });

export const strayRoutes = [
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/:id/strays',
    name: 'handbook.strays',
    summary: 'List addresses around a page that lead astray in clones and exports',
    description:
      'Addresses of files (`../teams/on-call.md`) that lead to this page or to what stands below it, and those in their own texts. Here they go on leading there when pages move; in files only the path counts.',
    reply: z.object({
      pages: z
        .array(
          z.object({
            ...page.shape,
            writable: z.boolean().describe('Whether you write where that page stands'),
            addresses: z.array(z.object({ href: z.string(), to: z.string().describe('The path that leads there') })),
          }),
        )
        .describe(`Those in whose texts they stand, ${MOST_PAGES} at most`),
      more: z.boolean(),
    }),
    async act({ params, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const strays = await straysAround(row.ok.id, principal, services);
      const pages = strays.slice(0, MOST_PAGES).map((one) => ({ ...one, addresses: [...one.addresses] }));
      return answer({ pages, more: strays.length > pages.length });
    },
  }),
  route({
    ...base,
    changes: 'page',
    method: 'POST',
    path: '/api/pages/:id/strays',
    name: 'handbook.straighten',
    summary: 'Write those addresses anew, so that they lead in clones and exports, too',
    description:
      'One revision of each page in whose text they stand, by whoever asks. Pages that they do not write, and those that are changed by proposals alone, stay as they are.',
    body: z.strictObject({ reason: text(2_000).optional().describe('Left out: the page that they lead to is named') }),
    reply: z.object({
      addresses: z.number().describe('How many were written anew'),
      pages: z.array(page).describe('Those in whose texts they stand'),
      left: z
        .array(z.object({ ...page.shape, code: z.string(), detail: z.string() }))
        .describe('Those that stay as they are, and why'),
    }),
    async act({ params, body, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const strays = (await straysAround(row.ok.id, principal, services)).filter(({ writable }) => writable);
      const reason = body.reason ?? `Addresses lead to where pages stand now (“${row.ok.state.title}”, #${row.ok.number})`;
      const done = await straighten(strays.slice(0, MOST_PAGES), reason, principal, services);
      return answer({
        addresses: done.reduce((sum, { count, outcome }) => sum + (outcome.refused ? 0 : count), 0),
        pages: done.filter(({ outcome }) => !outcome.refused).map(({ page: { id, number, title } }) => ({ id, number, title })),
        left: done.flatMap(({ page: { id, number, title }, outcome }) =>
          outcome.refused ? [{ id, number, title, code: outcome.code, detail: outcome.message }] : [],
        ),
      });
    },
  }),
] as const;
