import { z } from 'zod';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { subjectParams } from '#practices/comments';
import { answer, created, iso, MOST_COUNT, nth, route, text, uuid, type Principal, type Services } from '#server/route.ts';
import { alivePage } from '../addresses.ts';
import { merge } from '../merge.ts';
import { standingPage, textAt } from '../page-queries.ts';
import { actorReply, changedReply, proposalReply, who } from '../page-reply.ts';
import { publish } from '../publishing.ts';
import { LONGEST_TEXT, readText } from '../text.ts';
import { compareTexts } from '../texts-aside.ts';
import { comparison, presentLines } from '../compared-reply.ts';
import { decisionAt, openProposals, type DecisionRow } from './queries.ts';

const base = { tag: 'handbook', who: 'member', params: subjectParams } as const;
const reason = text(2_000).describe('Why it should change: it stands beside the change from then on');
const body = text(LONGEST_TEXT).describe('Markdown, kept to the byte');
const LIMIT = 12 * 1024 * 1024;
const MOST = 50;

type Proposing = DecisionRow & { readonly proposes: NonNullable<DecisionRow['state']['body']['proposes']> };

const proposing = async (id: string | number, principal: Principal, { db }: Pick<Services, 'db'>): Promise<Result<Proposing>> => {
  const row = await decisionAt(db, principal, typeof id === 'string' ? id.toLowerCase() : id);
  if (!row) return refuse('not-found', 'There is no such decision that you can see.');
  const { proposes } = row.state.body;
  return proposes ? ok({ ...row, proposes }) : refuse('proposes-nothing', 'This proposes no text of a page.');
};

const conflict = z.object({ line: z.number(), before: z.string(), standing: z.string(), sent: z.string() });

export const proposalRoutes = [
  route({
    ...base,
    method: 'GET',
    path: '/api/pages/:id/proposals',
    name: 'handbook.proposals',
    summary: 'List what is proposed for a page and not decided yet',
    reply: z.object({
      items: z.array(
        z.object({
          id: uuid,
          number: z.number(),
          title: z.string(),
          by: actorReply,
          dueAt: z.string().nullable(),
          ending: z.string().nullable().describe('What happens by itself then: `Proceeds unless blocked`'),
        }),
      ),
    }),
    async act({ params, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const [rows, directory] = await Promise.all([
        openProposals(services.db, principal, row.ok.id, MOST),
        services.directory(principal.org),
      ]);
      return answer({
        items: rows.map(({ id, number, title, author, due, ending }) => ({
          ...{ id, number, title, ending },
          by: who(author, directory),
          dueAt: due === null ? null : iso(due),
        })),
      });
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/pages/:id/proposals',
    name: 'handbook.propose',
    summary: 'Propose another text of a page, with a reason',
    description:
      'A decision under the space’s protocol: it is published when that is accepted, merged with what came since. `instead`: the earlier proposal of yours whose text did not fit any more.',
    changes: 'decision',
    limit: LIMIT,
    body: z.strictObject({ base: nth, body, reason, instead: nth.optional() }),
    reply: proposalReply,
    status: 201,
    async act({ params, body: asked, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const { instead, ...wanted } = asked;
      const done = await publish(services, principal, { page: row.ok.id, ...wanted, proposes: true });
      if (done.refused) return done;
      const { proposal } = done.ok;
      if (proposal === null) return refuse('nothing-changed', 'The text says what the page says already.', { field: '/body' });
      const earlier = instead === undefined ? null : await proposing(instead, principal, services);
      if (earlier && !earlier.refused) {
        const data = { by: proposal.id };
        const sent = await services.send({ kind: 'decision', artifact: earlier.ok.id, name: 'let-go', data, part: 'instead' });
        if (sent.refused) return { ...sent, message: `${sent.message} #${proposal.number} was opened all the same.` };
      }
      return created(proposal, `/api/decisions/${proposal.number}`);
    },
  }),
  route({
    ...base,
    method: 'GET',
    path: '/api/decisions/:id/text',
    name: 'handbook.proposed-text',
    summary: 'Read the text of a page that a decision proposes, compared with what it changes',
    reply: z.object({
      page: z
        .object({ id: uuid, number: z.number().nullable(), title: z.string() })
        .describe('`number` null: it is not there yet'),
      base: z.number(),
      revision: z.number().describe('At which the page stands now; 0: it is not there'),
      text: z.string(),
      reason: z.string(),
      comparison,
      conflicts: z.array(conflict).describe('Where others have published other words since'),
      fate: z
        .union([
          z.object({ is: z.literal('published'), revision: z.number(), merged: z.boolean(), at: z.string() }),
          z.object({ is: z.literal('held'), message: z.string(), at: z.string(), open: z.boolean() }),
        ])
        .nullable()
        .describe('What became of it; null: nothing yet'),
    }),
    async act({ params, principal }, services) {
      const row = await proposing(params.id, principal, services);
      if (row.refused) return row;
      const { proposes, state, version } = row.ok;
      const page = await standingPage(services.db, principal, proposes.page);
      const standing = page && page.state.status !== 'deleted' ? page.state : null;
      const before = proposes.base === 0 ? '' : await textAt(services.db, principal, proposes.page, proposes.base);
      const done = state.status === 'opened' ? state.text : null;
      const open = done?.is !== 'published' && standing !== null && before !== null && proposes.base > 0;
      const merged = open ? merge(before, standing.body, proposes.text) : null;
      // While it may still be published, what it would change now; then what it changed.
      const fits = merged !== null && merged.conflicts.length === 0;
      const compared = fits
        ? await compareTexts(standing?.body ?? '', merged.text)
        : await compareTexts(before ?? '', proposes.text);
      if (compared.refused) return compared;
      return answer(
        {
          page: { id: proposes.page, number: page?.number ?? null, title: standing?.title ?? proposes.title },
          ...{ base: proposes.base, revision: standing?.revision ?? 0, text: proposes.text, reason: proposes.reason },
          comparison: presentLines(compared.ok),
          conflicts: [...(merged?.conflicts ?? [])],
          fate:
            done === null
              ? null
              : done.is === 'published'
                ? { is: 'published' as const, revision: done.revision, merged: done.merged, at: iso(done.at) }
                : { is: 'held' as const, message: done.message, at: iso(done.at), open: done.ask.status === 'open' },
        },
        version,
      );
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/decisions/:id/texts',
    name: 'handbook.amend-text',
    summary: 'Amend the text that a decision proposes, with a reason',
    description: 'As any amendment: after a material one agreements are asked again and the window runs anew.',
    changes: 'decision',
    limit: LIMIT,
    body: z.strictObject({
      base: z.int().min(0).max(MOST_COUNT),
      body,
      reason,
      label: z.enum(['editorial', 'material']).default('material'),
    }),
    reply: changedReply,
    async act({ params, body: asked, principal }, services) {
      const row = await proposing(params.id, principal, services);
      if (row.refused) return row;
      const { id, number, proposes } = row.ok;
      const { title } = readText(asked.body, proposes.place?.name ?? proposes.title);
      const data = { label: asked.label, reason: asked.reason, title, base: asked.base, text: asked.body };
      const sent = await services.send({ kind: 'decision', artifact: id, name: 'amend-text', data, refs: [proposes.page] });
      return sent.refused ? sent : answer({ id, number, version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    ...base,
    method: 'DELETE',
    path: '/api/decisions/:id/text',
    name: 'handbook.let-text-go',
    summary: 'Let an accepted text be that does not fit its page any more; it stays readable here',
    changes: 'decision',
    reply: changedReply,
    async act({ params, principal }, services) {
      const row = await proposing(params.id, principal, services);
      if (row.refused) return row;
      const sent = await services.send({ kind: 'decision', artifact: row.ok.id, name: 'let-go', data: { by: null } });
      return sent.refused ? sent : answer({ id: row.ok.id, number: row.ok.number, version: sent.ok.version }, sent.ok.version);
    },
  }),
] as const;
