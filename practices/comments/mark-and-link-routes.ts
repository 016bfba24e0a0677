import { z } from 'zod';
import { refuse } from '#kernel/stream/refusal.ts';
import { actorRef, refOf } from '#practices/people';
import { answer, iso, nth, route, uuid } from '#server/route.ts';
import { linkId, markId } from './ids.ts';
import { RELS } from './link.ts';
import { drawnLink, linksOf, readersOf, seesSubject, watches } from './queries.ts';

const tag = 'comments';
const id = z.strictObject({ id: uuid });
const changed = z.object({ version: z.number() });
const NO_SUBJECT = refuse('not-found', 'There is nothing here that you can see.');

export const markRoutes = [
  route({
    method: 'GET',
    path: '/api/artifacts/:id/readers',
    name: 'readers.list',
    summary: 'See who has read something, and who acknowledged which version',
    description: 'Whoever comments or reacts has read it. When somebody read is shown to nobody.',
    tag,
    who: 'member',
    params: id,
    reply: z.object({
      items: z.array(z.object({ actor: actorRef, acknowledged: z.object({ version: z.number(), at: z.string() }).nullable() })),
    }),
    async act({ params, principal }, { db, directory }) {
      if (!(await seesSubject(db, principal, params.id))) return NO_SUBJECT;
      const [rows, organization] = await Promise.all([readersOf(db, principal, params.id), directory(principal.org)]);
      const items = rows
        .map(({ actor, version, at }) => ({
          actor: refOf(actor, organization),
          acknowledged: version === null || at === null ? null : { version, at: iso(at) },
        }))
        .filter(({ actor }) => actor.kind === 'person')
        .toSorted((one, other) => one.actor.name.localeCompare(other.actor.name, 'en'));
      return answer({ items });
    },
  }),
  route({
    method: 'PUT',
    path: '/api/artifacts/:id/reading',
    name: 'readers.read',
    summary: 'Note that you have read something',
    tag,
    who: 'member',
    changes: 'mark',
    params: id,
    reply: changed,
    async act({ params, principal }, { send }) {
      const sent = await send({
        kind: 'mark',
        artifact: markId(params.id, principal.actor),
        name: 'read',
        data: { on: params.id },
        refs: [params.id],
      });
      return sent.refused ? sent : answer({ version: sent.ok.version });
    },
  }),
  route({
    method: 'PUT',
    path: '/api/artifacts/:id/acknowledgement',
    name: 'readers.acknowledge',
    summary: 'Acknowledge a version of something: that you have read it and go by it',
    tag,
    who: 'member',
    changes: 'mark',
    params: id,
    body: z.strictObject({ version: nth.describe('The version that you saw') }),
    reply: changed,
    async act({ params, body, principal }, { send }) {
      const data = { on: params.id, version: body.version };
      const sent = await send({
        kind: 'mark',
        artifact: markId(params.id, principal.actor),
        name: 'acknowledge',
        data,
        refs: [params.id],
      });
      return sent.refused ? sent : answer({ version: sent.ok.version });
    },
  }),
  route({
    method: 'GET',
    path: '/api/artifacts/:id/watch',
    name: 'readers.watches',
    summary: 'See whether you watch something',
    tag,
    who: 'member',
    params: id,
    reply: z.object({ watching: z.boolean() }),
    async act({ params, principal }, { db }) {
      if (!(await seesSubject(db, principal, params.id))) return NO_SUBJECT;
      return answer({ watching: await watches(db, principal.org, markId(params.id, principal.actor)) });
    },
  }),
  route({
    method: 'PUT',
    path: '/api/artifacts/:id/watch',
    name: 'readers.watch',
    summary: 'Watch something, or stop',
    description:
      'Whoever watches a page, a decision or anything else that has an address is told of its new texts, its comments and what comes of it, as they chose to be told, and finds it in the stream with `watched`. Nobody else sees who watches.',
    tag,
    who: 'member',
    changes: 'mark',
    params: id,
    body: z.strictObject({ watching: z.boolean() }),
    reply: z.object({ watching: z.boolean() }),
    async act({ params, body, principal }, { send }) {
      const data = { on: params.id, watching: body.watching };
      const artifact = markId(params.id, principal.actor);
      const sent = await send({ kind: 'mark', artifact, name: 'watch', data, refs: [params.id] });
      return sent.refused ? sent : answer({ watching: body.watching });
    },
  }),
] as const;

export const linkRoutes = [
  route({
    method: 'GET',
    path: '/api/artifacts/:id/links',
    name: 'links.list',
    summary: 'See what something is linked with, in both directions',
    tag,
    who: 'member',
    params: id,
    reply: z.object({
      items: z.array(
        z.object({
          rel: z.enum([...RELS, 'supersedes', 'mentions']),
          direction: z.enum(['to', 'from']).describe('`to`: this one implements that; `from`: that one implements this'),
          artifact: z.object({ id: uuid, kind: z.string(), number: z.number(), title: z.string(), status: z.string() }),
          link: uuid.nullable().describe('For taking it away, where somebody drew it'),
          by: actorRef.nullable(),
        }),
      ),
    }),
    async act({ params, principal }, { db, directory }) {
      if (!(await seesSubject(db, principal, params.id))) return NO_SUBJECT;
      const [rows, organization] = await Promise.all([linksOf(db, principal, params.id), directory(principal.org)]);
      return answer({
        items: rows.map(({ rel, out, link, by, number, id: other, kind, title, status }) => ({
          rel,
          direction: out ? ('to' as const) : ('from' as const),
          artifact: { id: other, kind, number: Number(number), title, status },
          link,
          by: by === null ? null : refOf(by, organization),
        })),
      });
    },
  }),
  route({
    method: 'POST',
    path: '/api/artifacts/:id/links',
    name: 'links.draw',
    summary: 'Link something to something else',
    tag,
    who: 'member',
    changes: 'link',
    params: id,
    body: z.strictObject({ rel: z.enum(RELS), to: uuid }),
    reply: z.object({ id: uuid, version: z.number() }),
    async act({ params: { id: from }, body: { rel, to } }, { send }) {
      const artifact = linkId(rel, from, to);
      const sent = await send({ kind: 'link', artifact, name: 'link', data: { rel, from, to }, refs: [from, to] });
      return sent.refused ? sent : answer({ id: artifact, version: sent.ok.version });
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/links/:id',
    name: 'links.take-away',
    summary: 'Take a link away that you drew, or in a space that you run',
    tag,
    who: 'member',
    changes: 'link',
    params: id,
    reply: changed,
    async act({ params, principal }, { db, send }) {
      const found = await drawnLink(db, principal, params.id);
      if (!found) return refuse('not-found', 'There is no such link that you can see.');
      const sent = await send({ kind: 'link', artifact: params.id, name: 'unlink', data: {}, refs: [found.from] });
      return sent.refused ? sent : answer({ version: sent.ok.version });
    },
  }),
] as const;
