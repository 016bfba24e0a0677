import { z } from 'zod';
import { refuse } from '#kernel/stream/refusal.ts';
import { subjectParams } from '#practices/comments';
import { answer, created, iso, route, text, uuid, type Services } from '#server/route.ts';
import { alivePage, mayWrite, NO_PAGE } from '../addresses.ts';
import { actorReply, proposalReply, who } from '../page-reply.ts';
import { pageOf } from '../addresses.ts';
import { draftsOf } from './draft-store.ts';
import type { Drafts } from './drafts.ts';
import { comparisonRoute, previewRoute } from './preview-route.ts';

interface DraftServices extends Services {
  readonly drafts: Drafts;
}

const base = { tag: 'handbook', who: 'member', params: subjectParams } as const;

const NOT_YOURS = refuse('not-permitted', 'You may read this page, and not write it. Its contributors may.');
const NONE = refuse('draft-ended', 'This draft was published or discarded meanwhile. Nothing was done.', { field: '/draft' });

export const draftRoutes = [
  previewRoute,
  comparisonRoute,
  route({
    method: 'GET',
    path: '/api/drafts',
    name: 'handbook.drafts',
    summary: 'List the pages in whose drafts you have words that are not published, the latest first',
    tag: 'handbook',
    who: 'member',
    query: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20) }),
    reply: z.object({ items: z.array(z.object({ id: uuid, number: z.number(), title: z.string(), updatedAt: z.string() })) }),
    async act({ query, principal }, { db }) {
      const rows = await draftsOf(db, principal, query.limit);
      return answer({ items: rows.map(({ updatedAt, ...row }) => ({ ...row, updatedAt: iso(updatedAt) })) });
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/:id/draft',
    name: 'handbook.draft',
    summary: 'See whether a page has words that are not published, and whose',
    description: 'Written over the socket `/api/drafts/:id`, by several people at once.',
    reply: z.object({
      draft: z
        .object({ id: uuid, base: z.number(), writers: z.array(actorReply), updatedAt: z.string() })
        .nullable()
        .describe('null: there are none, or you may not write this page'),
    }),
    async act({ params, principal }, services) {
      const row = await pageOf(params.id, principal, services);
      if (row.refused) return row;
      const directory = await services.directory(principal.org);
      const { state } = row.ok;
      if (state.status === 'deleted' || !mayWrite(state.space, principal.actor, directory)) return answer({ draft: null });
      const { drafts } = services as DraftServices;
      const told = await drafts.told(principal.org, row.ok.id);
      if (!told) return answer({ draft: null });
      const { id, base: revision, writers, updatedAt } = told;
      return answer({
        draft: { id, base: revision, writers: writers.map((one) => who(one, directory)), updatedAt: iso(updatedAt) },
      });
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/pages/:id/draft/publications',
    name: 'handbook.publish-draft',
    summary: 'Publish a page’s draft as one revision, with its reason',
    description:
      'It credits everybody who wrote in it. Refused with `places-open` while somebody’s published words and the draft’s stand against each other.',
    changes: 'draft',
    body: z.strictObject({
      draft: uuid,
      reason: text(2_000).describe('Why it changes: it stands beside the change from now on'),
      material: z.boolean().default(false).describe('It changes what people acknowledged: they are asked again'),
      propose: z.boolean().default(false).describe('Others look first: a decision proposes the text, and the draft ends'),
    }),
    reply: z.object({
      id: uuid,
      number: z.number(),
      version: z.number(),
      revision: z.number(),
      merged: z.boolean(),
      changed: z.boolean(),
      proposal: proposalReply
        .nullable()
        .describe('A protocol asks for it: this decision proposes the text, and the draft has ended'),
    }),
    status: 201,
    async act({ params, body, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      if (!mayWrite(row.ok.state.space, principal.actor, await services.directory(principal.org))) return NOT_YOURS;
      const { drafts } = services as DraftServices;
      const done = await drafts.publish(services, principal, row.ok, body);
      return done.refused
        ? done
        : created(
            done.ok,
            done.ok.proposal
              ? `/api/decisions/${done.ok.proposal.number}`
              : `/api/pages/${done.ok.number}/revisions/${done.ok.revision}`,
          );
    },
  }),
  route({
    ...base,
    method: 'DELETE',
    path: '/api/pages/:id/draft',
    name: 'handbook.discard-draft',
    summary: 'Throw a page’s draft away; the page stays as it is',
    changes: 'draft',
    query: z.strictObject({ draft: uuid }),
    reply: z.object({ discarded: z.literal(true) }),
    async act({ params, query, principal }, services) {
      const row = await pageOf(params.id, principal, services);
      if (row.refused) return NO_PAGE;
      if (!mayWrite(row.ok.state.space, principal.actor, await services.directory(principal.org))) return NOT_YOURS;
      const { drafts } = services as DraftServices;
      return (await drafts.discard(principal, row.ok, query.draft)) ? answer({ discarded: true as const }) : NONE;
    },
  }),
] as const;
