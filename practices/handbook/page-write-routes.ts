import { z } from 'zod';
import { refuse, type Result } from '#kernel/stream/refusal.ts';
import { subjectParams } from '#practices/comments';
import { spaceName } from '#practices/spaces';
import { answer, created, nth, route, text, uuid, type Answer, type Principal, type Services } from '#server/route.ts';
import { alivePage, type Alive } from './addresses.ts';
import { pageAudience } from './audience.ts';
import type { Data, pageCommands } from './page-commands.ts';
import { textAt } from './page-queries.ts';
import { comesBack, eachBelow, goes, mayTakeAlong } from './page-below.ts';
import { move } from './page-placing.ts';
import { publishNew } from './publishing-new.ts';
import { changedReply, proposalReply } from './page-reply.ts';
import { publish, type Published } from './publishing.ts';
import { LONGEST_TEXT } from './text.ts';

const base = { tag: 'handbook', who: 'member', changes: 'page', params: subjectParams } as const;
const reason = text(2_000).describe('Why it changes: it stands beside the change from now on');
const body = text(LONGEST_TEXT).describe('Markdown, kept to the byte. Its title is its front matter’s, else its first heading');
const propose = z.boolean().default(false).describe('Others look first, though you might publish it');
const actors = z.array(uuid).max(200);
/** A text of the longest kind, escaped. */
const LIMIT = 12 * 1024 * 1024;

const proposal = proposalReply
  .nullable()
  .describe(
    'Not published: this decision proposes it, because you may read here and not write, or because a protocol asks for it',
  );
const publishedReply = z.object({
  ...changedReply.shape,
  proposal,
  revision: z.number(),
  merged: z.boolean().describe('What others published meanwhile was merged with it'),
  changed: z.boolean().describe('False: it says what the page says already'),
});

/** What one command made of a page. */
const sendTo = async <N extends keyof typeof pageCommands>(
  { params, principal }: { readonly params: z.output<typeof subjectParams>; readonly principal: Principal },
  services: Services,
  name: N,
  data: Data<N>,
): Promise<Result<Answer<z.output<typeof changedReply>>>> => {
  const row = await alivePage(params.id, principal, services);
  if (row.refused) return row;
  const sent = await services.send({ kind: 'page', artifact: row.ok.id, name, data });
  return sent.refused
    ? sent
    : answer({ id: sent.ok.artifact, number: sent.ok.number, version: sent.ok.version }, sent.ok.version);
};

export const pageWriteRoutes = [
  route({
    method: 'POST',
    path: '/api/pages',
    name: 'handbook.create',
    summary: 'Publish a new page',
    description:
      'At the end of what stands below `under`, or behind `after`. Without a `name` it is called after its title. Refused with `name-taken` where a sibling is called so.',
    tag: 'handbook',
    who: 'member',
    changes: 'page',
    limit: LIMIT,
    body: z.strictObject({
      body,
      space: spaceName.nullable().default(null),
      under: uuid.nullable().default(null),
      after: uuid.nullable().optional().describe('The sibling that it follows; null: it comes first; left out: it comes last'),
      name: z.string().max(200).optional(),
      only: actors.nullable().default(null),
      owners: actors.default([]),
      reason: reason.default('First version'),
      propose,
    }),
    reply: z.object({ ...changedReply.shape, proposal }),
    status: 201,
    async act({ body: asked, principal, fresh }, services) {
      const done = await publishNew(services, principal, { id: fresh, ...asked });
      if (done.refused) return done;
      const { proposal: proposed, number } = done.ok;
      return created(done.ok, proposed ? `/api/decisions/${proposed.number}` : `/api/pages/${number}`);
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/pages/:id/revisions',
    name: 'handbook.publish',
    summary: 'Publish another text of a page, with its reason',
    description:
      'Written on an older revision (`base`), it is merged with what was published since. Where both changed the same words: `needs-merge`, and nothing is written; `POST …/merges` shows the places.',
    limit: LIMIT,
    body: z.strictObject({
      base: nth,
      body,
      reason,
      material: z.boolean().default(false).describe('It changes what people acknowledged: they are asked again'),
      propose,
    }),
    reply: publishedReply,
    status: 201,
    async act({ params, body: asked, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const { propose: proposes, ...wanted } = asked;
      const done = await publish(services, principal, { page: row.ok.id, ...wanted, proposes });
      return done.refused ? done : created(done.ok, addressOf(done.ok));
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/pages/:id/restorations',
    name: 'handbook.restore',
    summary: 'Publish again what an older revision said',
    body: z.strictObject({ revision: nth, reason: reason.optional() }),
    reply: publishedReply,
    status: 201,
    async act({ params, body: asked, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const { id, state } = row.ok;
      const before = await textAt(services.db, principal, id, asked.revision);
      if (before === null)
        return refuse('no-such-revision', `This page has revisions 1 to ${state.revision}.`, { field: '/revision' });
      const why = asked.reason ?? `Restored revision ${asked.revision}`;
      const done = await publish(services, principal, { page: id, body: before, base: state.revision, reason: why });
      return done.refused ? done : created(done.ok, addressOf(done.ok));
    },
  }),
  route({
    ...base,
    method: 'PUT',
    path: '/api/pages/:id/place',
    name: 'handbook.move',
    summary: 'Move or rename a page, and all that stands below it',
    description: 'What is left out stays. Addresses that led to it go on leading to it.',
    body: z.strictObject({
      space: spaceName.nullable().optional(),
      under: uuid.nullable().optional(),
      after: uuid.nullable().optional().describe('The sibling that it follows; null: it comes first'),
      name: z.string().max(200).optional(),
      reason: reason.optional(),
    }),
    reply: changedReply,
    async act({ params, body: asked, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      return move(row.ok, asked, principal, services);
    },
  }),
  route({
    ...base,
    method: 'PUT',
    path: '/api/pages/:id/readers',
    name: 'handbook.restrict',
    summary: 'Name who alone may read a page (people, teams), or let everybody who sees its space',
    description: 'Its author and its owners always may. With `andBelow` for every page below it, too.',
    body: z.strictObject({ only: actors.nullable(), andBelow: z.boolean().default(false) }),
    reply: changedReply,
    async act({ params, body: asked, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      const fault =
        (asked.only === null ? null : await shutsOut(row.ok.state, asked.only, principal, services)) ??
        (asked.andBelow ? await mayTakeAlong(row.ok.id, 'restrict', principal, services) : null);
      if (fault) return fault;
      return eachBelow(row.ok, asked.andBelow, principal, services, 'restrict', { only: asked.only });
    },
  }),
  route({
    ...base,
    method: 'PUT',
    path: '/api/pages/:id/owners',
    name: 'handbook.own',
    summary: 'Name who looks after a page',
    body: z.strictObject({ owners: actors }),
    reply: changedReply,
    act: (asked, services) => sendTo(asked, services, 'own', asked.body),
  }),
  route({
    ...base,
    method: 'PUT',
    path: '/api/pages/:id/verification',
    name: 'handbook.set-verification',
    summary: 'Say how often its owners are asked whether a page still holds',
    body: z.strictObject({ days: z.int().min(7).max(1_095).nullable() }),
    reply: changedReply,
    act: (asked, services) => sendTo(asked, services, 'set-verification', asked.body),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/pages/:id/verifications',
    name: 'handbook.verify',
    summary: 'Say that a page still holds, or what is wrong with it',
    body: z.strictObject({ holds: z.boolean(), words: text(2_000).optional() }),
    reply: changedReply,
    act: (asked, services) =>
      asked.body.holds
        ? sendTo(asked, services, 'verify', {})
        : sendTo(asked, services, 'find-wanting', { words: asked.body.words ?? '' }),
  }),
  route({
    ...base,
    method: 'PUT',
    path: '/api/pages/:id/archival',
    name: 'handbook.archive',
    summary: 'Put a page away: it stays readable, out of the tree',
    body: z.strictObject({ reason, andBelow: z.boolean().default(false) }),
    reply: changedReply,
    async act({ params, body: asked, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      return goes(row.ok, asked, principal, services, 'archive');
    },
  }),
  route({
    ...base,
    method: 'DELETE',
    path: '/api/pages/:id/archival',
    name: 'handbook.unarchive',
    summary: 'Bring an archived page back',
    query: z.strictObject({ andBelow: z.stringbool().default(false).describe('And all that is archived below it') }),
    reply: changedReply,
    async act({ params, query, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      return row.refused ? row : comesBack(row.ok, query.andBelow, principal, services);
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/pages/:id/deletions',
    name: 'handbook.delete',
    summary: 'Delete a page; that there was one stays visible',
    body: z.strictObject({ reason, andBelow: z.boolean().default(false) }),
    reply: changedReply,
    async act({ params, body: asked, principal }, services) {
      const row = await alivePage(params.id, principal, services);
      if (row.refused) return row;
      return goes(row.ok, asked, principal, services, 'delete');
    },
  }),
] as const;

const addressOf = ({ number, revision, proposal: proposed }: Published): string =>
  proposed ? `/api/decisions/${proposed.number}` : `/api/pages/${number}/revisions/${revision}`;

/** [safety] Nobody shuts themselves out by mistake. */
const shutsOut = async (
  state: Alive,
  only: readonly string[],
  { actor, org }: Principal,
  { directory }: Pick<Services, 'directory'>,
): Promise<Result<never> | null> => {
  const keys = pageAudience({ ...state, only });
  const teams = [...(await directory(org)).actors.values()].filter(({ members }) => members?.includes(actor)).map(({ id }) => id);
  const sees = [actor, ...teams].some((one) => keys.includes(`actor:${one}`));
  return sees ? null : refuse('shuts-you-out', 'You could not see this page any more. Name yourself, too.', { field: '/only' });
};
