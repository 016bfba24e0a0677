import { z } from 'zod';
import { created, line, route, uuid } from '#server/route.ts';
import { ok } from '#kernel/stream/refusal.ts';
import { artifactIds, changedBy, changedReply, namedIn, reference, subjectParams } from '#practices/comments';
import { actorId, actorIds, actorName } from '#practices/people';
import { spaceId, spaceName } from '#practices/spaces';
import { change, placeOf, words } from './addresses.ts';
import { conversationOf } from './conversation.ts';
import { commentsOn, type CommentRow } from './queries.ts';
import { loadRequest } from './read-routes.ts';
import type { RequestState } from './state.ts';
import { LONGEST_TITLE, titleFrom } from './words.ts';

const said = words.min(1, 'must say something');
const base = { tag: 'requests', who: 'member', changes: 'request', params: subjectParams, reply: changedReply } as const;

export const writeRoutes = [
  route({
    method: 'POST',
    path: '/api/requests',
    name: 'requests.ask',
    summary: 'Ask a person, a team or an agent; the answer is due in their own working time',
    description:
      'Unanswered, it is passed on by the protocol: nobody has to chase. `blocks` names what waits for the answer; a request that names no space is then at home there. Refused with `nobody-to-ask`, `asked-shut-out`, `asks-oneself`, `no-protocol`.',
    tag: 'requests',
    who: 'member',
    changes: 'request',
    body: z.strictObject({
      to: actorName.describe('A handle or an id'),
      question: said,
      title: line(LONGEST_TITLE).optional().describe('Left out: the first line of the question'),
      others: z.array(actorName).max(100).default([]).describe('Those beside them: a written round, which everybody answers'),
      urgent: z.boolean().default(false),
      space: spaceName.nullable().optional(),
      audience: z
        .array(uuid)
        .max(100)
        .optional()
        .describe('Who sees it instead of its space, beside you and who is asked; [] for the two alone'),
      blocks: z.array(reference).max(20).default([]),
    }),
    reply: changedReply,
    status: 201,
    async act({ body, principal, fresh }, services) {
      const directory = await services.directory(principal.org);
      const to = actorId(body.to, '/to', directory);
      if (to.refused) return to;
      const others = actorIds(body.others, '/others', directory);
      if (others.refused) return others;
      const blocks = await artifactIds(body.blocks, '/blocks', principal, services);
      if (blocks.refused) return blocks;
      const place = await placeOf(body, blocks.ok, directory, principal, services);
      if (place.refused) return place;
      const { question, urgent } = body;
      const data = {
        title: body.title ?? titleFrom(question),
        question,
        to: to.ok,
        ...(others.ok.length > 0 && { others: [...others.ok] }),
        urgent,
        ...place.ok,
        blocks: blocks.ok,
      };
      const refs = [...new Set([...blocks.ok, ...(await namedIn([question], principal, services))])];
      const sent = await services.send({ kind: 'request', artifact: fresh, name: 'ask', data, refs });
      return sent.refused ? sent : created(changedBy(sent.ok), `/api/requests/${sent.ok.number}`);
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/requests/:id/answers',
    name: 'requests.answer',
    summary: 'Answer',
    description:
      'Who was asked settles it by answering. Whoever else sees it may answer too; then the asker accepts it, or waits.',
    body: z.strictObject({ text: said }),
    async act(asked, services) {
      return change(asked, services, 'answer', asked.body, await namedIn([asked.body.text], asked.principal, services));
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/requests/:id/passings',
    name: 'requests.pass-on',
    summary: 'Pass it on to somebody who knows, once',
    body: z.strictObject({ to: actorName, reason: words.exactOptional() }),
    async act(asked, services) {
      const to = actorId(asked.body.to, '/to', await services.directory(asked.principal.org));
      return to.refused ? to : change(asked, services, 'pass-on', { ...asked.body, to: to.ok });
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/requests/:id/clarifications',
    name: 'requests.ask-clarification',
    summary: 'Ask the asker first; your clock stands still until they answer',
    body: z.strictObject({ text: said }),
    act: (asked, services) => change(asked, services, 'ask-clarification', asked.body),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/requests/:id/clarifications/:actor/answers',
    name: 'requests.answer-clarification',
    summary: 'Answer the clarifying question of one who is asked; their clock goes on',
    params: subjectParams.extend({ actor: actorName.describe('Who asked back: a handle or an id') }),
    body: z.strictObject({ text: said }),
    async act(asked, services) {
      const whose = actorId(asked.params.actor, '/params/actor', await services.directory(asked.principal.org));
      return whose.refused ? whose : change(asked, services, 'answer-clarification', { to: whose.ok, text: asked.body.text });
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/requests/:id/withdrawals',
    name: 'requests.withdraw',
    summary: 'Withdraw it: nobody is asked any more',
    body: z.strictObject({ reason: words.exactOptional() }),
    act: (asked, services) => change(asked, services, 'withdraw', asked.body),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/requests/:id/acceptances',
    name: 'requests.accept',
    summary: 'Accept the answer, and close it',
    body: z.strictObject({ words: words.exactOptional() }),
    act: (asked, services) => change(asked, services, 'accept', asked.body),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/requests/:id/rounds',
    name: 'requests.ask-again',
    summary: 'Ask again: the answer did not settle it, or none came',
    description:
      'Under the protocol as it is now, of the same or of somebody else. After three answers without agreement the request suggests a call.',
    body: z.strictObject({ question: said, to: actorName.optional(), urgent: z.boolean().exactOptional() }),
    async act(asked, services) {
      const { to: name, ...rest } = asked.body;
      const to = name === undefined ? null : actorId(name, '/to', await services.directory(asked.principal.org));
      if (to?.refused) return to;
      const refs = await namedIn([rest.question], asked.principal, services);
      return change(asked, services, 'ask-again', { ...rest, ...(to === null ? {} : { to: to.ok }) }, refs);
    },
  }),
  route({
    method: 'POST',
    path: '/api/requests/:id/decisions',
    name: 'requests.draft-decision',
    summary: 'Make a decision of it: a draft with the conversation attached, that builds on the request',
    tag: 'requests',
    who: 'member',
    changes: 'decision',
    params: subjectParams,
    body: z.strictObject({
      title: line(LONGEST_TITLE).optional().describe('Left out: the title of the request'),
      space: spaceName.nullable().optional().describe('Left out: the space of the request'),
    }),
    reply: changedReply,
    status: 201,
    async act({ params, body, principal, fresh }, services) {
      const row = await loadRequest(params.id, principal, services);
      if (row.refused) return row;
      const state = row.ok.state as RequestState;
      const directory = await services.directory(principal.org);
      const space = body.space === undefined ? ok(state.space) : spaceId(body.space, principal.actor, directory);
      if (space.refused) return space;
      const comments = await services.db.rows<CommentRow>(commentsOn(principal, row.ok.id));
      const quotes = conversationOf(row.ok.id, state, comments, directory);
      // [safety] What was said among some stays among them until its author names others.
      const audience =
        state.audience === null
          ? null
          : [state.author, ...state.audience].filter((id) => directory.actors.get(id)?.status !== 'left');
      const data = { title: body.title ?? state.title, space: space.ok, audience, buildsOn: [row.ok.id], quotes };
      const sent = await services.send({ kind: 'decision', artifact: fresh, name: 'draft', data, refs: [row.ok.id] });
      return sent.refused ? sent : created(changedBy(sent.ok), `/api/decisions/${sent.ok.number}`);
    },
  }),
] as const;
