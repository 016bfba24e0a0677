import { z } from 'zod';
import { changedBy, changedReply, subjectParams } from '#practices/comments';
import { spaceId, spaceName } from '#practices/spaces';
import { created, route, uuid } from '#server/route.ts';
import { bodyGiven, bodyInput, change, reason, words } from './addresses.ts';

const audience = z.array(uuid).max(100).nullable();
const base = { tag: 'decisions', who: 'member', changes: 'decision', params: subjectParams, reply: changedReply } as const;

/** From a draft to the end of its window: what its author does. */
export const writeRoutes = [
  route({
    method: 'POST',
    path: '/api/decisions',
    name: 'decisions.draft',
    summary: 'Draft a decision, or open one at once',
    description:
      'A draft is seen by its author alone. With `open` it is opened under the space’s protocol; a refusal of that leaves the draft.',
    tag: 'decisions',
    who: 'member',
    changes: 'decision',
    body: z.strictObject({
      ...bodyInput,
      title: bodyInput.title.unwrap(),
      space: spaceName.nullable().default(null),
      audience: audience.optional(),
      open: z.boolean().optional(),
    }),
    reply: changedReply,
    status: 201,
    async act({ body, principal, fresh }, services) {
      const { space: name, audience: named, open, ...fields } = body;
      const space = spaceId(name, principal.actor, await services.directory(principal.org));
      if (space.refused) return space;
      const given = await bodyGiven(fields, principal, services);
      if (given.refused) return given;
      const data = {
        ...given.ok.data,
        title: fields.title,
        space: space.ok,
        ...(named === undefined ? {} : { audience: named }),
      };
      const drafted = await services.send({ kind: 'decision', artifact: fresh, name: 'draft', data, refs: given.ok.refs });
      if (drafted.refused) return drafted;
      const done =
        open === true
          ? await services.send({ kind: 'decision', artifact: fresh, name: 'open', data: {}, part: 'open' })
          : drafted;
      if (done.refused) return { ...done, message: `${done.message} The draft #${drafted.ok.number} was kept.` };
      return created(changedBy({ ...done.ok, number: drafted.ok.number }), `/api/decisions/${drafted.ok.number}`);
    },
  }),
  route({
    ...base,
    method: 'PATCH',
    path: '/api/decisions/:id',
    name: 'decisions.revise',
    summary: 'Revise a draft; what is left out stays',
    body: z.strictObject(bodyInput),
    async act(asked, services) {
      const given = await bodyGiven(asked.body, asked.principal, services);
      return given.refused ? given : change(asked, services, 'revise', given.ok.data, given.ok.refs);
    },
  }),
  route({
    ...base,
    method: 'PUT',
    path: '/api/decisions/:id/readers',
    name: 'decisions.share-draft',
    summary: 'Share a draft with some',
    body: z.strictObject({ with: z.array(uuid).max(100) }),
    act: (asked, services) => change(asked, services, 'share-draft', asked.body),
  }),
  route({
    ...base,
    method: 'DELETE',
    path: '/api/decisions/:id/quotes',
    name: 'decisions.drop-quotes',
    summary: 'Take the attached conversation out of a draft',
    act: (asked, services) => change(asked, services, 'drop-quotes', {}),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/decisions/:id/openings',
    name: 'decisions.open',
    summary: 'Open a draft: those whom the protocol names are asked, and it proceeds unless it is blocked',
    description: 'Refused with `incomplete`, `no-protocol`, `nobody-to-ask`, `affected-shut-out`.',
    act: (asked, services) => change(asked, services, 'open', {}),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/decisions/:id/amendments',
    name: 'decisions.amend',
    summary: 'Amend an open decision, with a reason',
    description:
      'Material: agreements are asked again and the whole window runs anew; objections stay. Anybody who takes part may challenge the label.',
    body: z.strictObject({ label: z.enum(['editorial', 'material']), reason, ...bodyInput }),
    async act(asked, services) {
      const { label, reason: why, ...fields } = asked.body;
      const given = await bodyGiven(fields, asked.principal, services);
      return given.refused ? given : change(asked, services, 'amend', { ...given.ok.data, label, reason: why }, given.ok.refs);
    },
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/decisions/:id/challenges',
    name: 'decisions.challenge',
    summary: 'Say that the latest amendment is more than editorial',
    body: z.strictObject({ reason: words.exactOptional() }),
    act: (asked, services) => change(asked, services, 'challenge-amendment', asked.body),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/decisions/:id/withdrawals',
    name: 'decisions.withdraw',
    summary: 'Withdraw a decision or discard a draft',
    body: z.strictObject({ reason: words.exactOptional() }),
    act: (asked, services) => change(asked, services, 'withdraw', asked.body),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/decisions/:id/reopenings',
    name: 'decisions.reopen',
    summary: 'Reopen what was decided',
    body: z.strictObject({ reason }),
    act: (asked, services) => change(asked, services, 'reopen', asked.body),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/decisions/:id/closings',
    name: 'decisions.keep-closed',
    summary: 'Keep a decision closed that somebody asked to reopen',
    body: z.strictObject({ reason }),
    act: (asked, services) => change(asked, services, 'keep-closed', asked.body),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/decisions/:id/deprecations',
    name: 'decisions.deprecate',
    summary: 'Say that a decision no longer holds',
    body: z.strictObject({ reason }),
    act: (asked, services) => change(asked, services, 'deprecate', asked.body),
  }),
  route({
    ...base,
    method: 'PUT',
    path: '/api/decisions/:id/audience',
    name: 'decisions.name-audience',
    summary: 'Name who sees it instead of its space; null: its space',
    body: z.strictObject({ audience }),
    act: (asked, services) => change(asked, services, 'name-audience', asked.body),
  }),
  route({
    ...base,
    method: 'PUT',
    path: '/api/decisions/:id/space',
    name: 'decisions.move',
    summary: 'Move a decision to another space',
    body: z.strictObject({ space: spaceName.nullable() }),
    async act(asked, services) {
      const space = spaceId(asked.body.space, asked.principal.actor, await services.directory(asked.principal.org));
      return space.refused ? space : change(asked, services, 'move', { space: space.ok });
    },
  }),
  route({
    ...base,
    method: 'PUT',
    path: '/api/decisions/:id/review-date',
    name: 'decisions.set-review-date',
    summary: 'Set when those affected are asked whether they would decide the same again',
    body: z.strictObject({ on: z.iso.date().nullable() }),
    act: (asked, services) => change(asked, services, 'set-review-date', asked.body),
  }),
  route({
    ...base,
    method: 'POST',
    path: '/api/decisions/:id/review-answers',
    name: 'decisions.answer-review',
    summary: 'Say whether you would decide the same again',
    body: z.strictObject({ answer: z.enum(['yes', 'partly', 'no']), words: words.exactOptional() }),
    act: (asked, services) => change(asked, services, 'answer-review', asked.body),
  }),
] as const;
