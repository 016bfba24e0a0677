import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import type { Actor, Directory, Space } from '#kernel/actors/directory.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import { actorRef, refOf, type ActorRef } from '#practices/people';
import { answer, created, iso, route, uuid } from '#server/route.ts';
import { spaceOf } from './queries.ts';
import { meetingDays, spaceCommands } from './space-commands.ts';
import { toSpace } from './space.ts';

const tag = 'spaces';
const changes = 'space';
const id = z.strictObject({ id: uuid });
const changed = z.object({ version: z.number() });
const role = z.enum(['reader', 'contributor', 'steward']);

const spaceRow = z.object({
  id: uuid,
  slug: z.string(),
  name: z.string(),
  purpose: z.string(),
  parent: uuid.nullable().describe('Null also when the space around it is closed to you'),
  access: z.enum(['open', 'closed']),
  archived: z.boolean(),
  public: z.boolean().describe('Whether its pages are shown to everybody, at `/public/SLUG`'),
  role: role.nullable().describe('Yours; null for stewards of the organization who are not inside'),
  members: z.number().describe('People and teams that were given a role of their own'),
});

const rowOf = (space: Space, asker: Actor, directory: Directory): z.output<typeof spaceRow> => ({
  id: space.id,
  slug: space.slug,
  name: space.name,
  purpose: space.purpose,
  parent: space.parent !== null && sees(asker, directory.spaces.get(space.parent), directory) ? space.parent : null,
  access: space.access,
  archived: space.archived,
  public: space.public === true,
  role: roleIn(asker, space, directory),
  members: Object.keys(space.members).length,
});

/** The same as the audience of a space says: who has a role in it, and who runs the organization. */
const sees = (asker: Actor, space: Space | undefined, directory: Directory): boolean =>
  space !== undefined && (asker.role === 'steward' || roleIn(asker, space, directory) !== null);

const ORDER = ['steward', 'contributor', 'reader'] as const;
type Member = { readonly actor: ActorRef; readonly role: z.output<typeof role> };

const stewardsFirst = (one: Member, other: Member): number =>
  ORDER.indexOf(one.role) - ORDER.indexOf(other.role) || one.actor.name.localeCompare(other.actor.name, 'en');

const NONE = refuse('not-found', 'There is no such space that you can see.');

export const spaceRoutes = [
  route({
    method: 'GET',
    path: '/api/spaces',
    name: 'spaces.list',
    summary: 'List the spaces that you see',
    tag,
    who: 'member',
    query: z.strictObject({
      slug: z.string().max(100).optional(),
      archived: z.enum(['true', 'false']).default('false').describe('The archived ones instead'),
    }),
    reply: z.object({ items: z.array(spaceRow) }),
    async act({ query, principal }, { directory }) {
      const organization = await directory(principal.org);
      const asker = organization.actors.get(principal.actor);
      if (!asker) return answer({ items: [] });
      const items = [...organization.spaces.values()]
        .filter((space) => sees(asker, space, organization))
        .filter((space) =>
          query.slug === undefined ? space.archived === (query.archived === 'true') : space.slug === query.slug.toLowerCase(),
        )
        .toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
      return answer({ items: items.map((space) => rowOf(space, asker, organization)) });
    },
  }),
  route({
    method: 'POST',
    path: '/api/spaces',
    name: 'spaces.open',
    summary: 'Open a space, by itself or inside another',
    description: 'Whoever opens it is its steward.',
    tag,
    who: 'member',
    changes,
    body: spaceCommands.open,
    reply: z.object({ id: uuid, slug: z.string(), version: z.number() }),
    status: 201,
    async act({ body, fresh, principal }, { send, directory }) {
      const sent = await send({ kind: 'space', artifact: fresh, name: 'open', data: body });
      if (sent.refused) return sent;
      const slug = (await directory(principal.org)).spaces.get(fresh)?.slug ?? '';
      return created({ id: fresh, slug, version: sent.ok.version }, `/api/spaces/${fresh}`);
    },
  }),
  route({
    method: 'GET',
    path: '/api/spaces/:id',
    name: 'spaces.one',
    summary: 'Look at a space: who is in it, and who has which role',
    tag,
    who: 'member',
    params: id,
    reply: spaceRow.extend({
      people: z.array(z.object({ actor: actorRef, role })),
      roles: z.array(z.object({ role: z.string(), actors: z.array(actorRef) })).describe('Named roles that protocols ask'),
      meetingDays: meetingDays.nullable().describe('On which days its people hold no meetings; null: it says nothing of it'),
      inside: z.array(spaceRow).describe('The spaces in it that you see'),
      mayRun: z.boolean().describe('Whether you may change who is in it, its access and the rest'),
      openedAt: z.string(),
      version: z.number(),
    }),
    async act({ params, principal }, { db, directory }) {
      const [found, organization] = await Promise.all([spaceOf(db, principal, params.id), directory(principal.org)]);
      const asker = organization.actors.get(principal.actor);
      if (!found || !asker) return NONE;
      const space = toSpace(params.id, found.state);
      const row = rowOf(space, asker, organization);
      const inside = [...organization.spaces.values()].filter(
        (other) => other.parent === space.id && !other.archived && sees(asker, other, organization),
      );
      return answer(
        {
          ...row,
          people: Object.entries(space.members)
            .map(([member, own]) => ({ actor: refOf(member, organization), role: own }))
            .toSorted(stewardsFirst),
          roles: Object.entries(space.roles)
            .map(([name, actors]) => ({
              role: name,
              actors: actors.map((one) => refOf(one, organization)),
            }))
            .toSorted((one, other) => one.role.localeCompare(other.role, 'en')),
          meetingDays: meetingDays.nullable().parse(space.meetingDays ?? null),
          inside: inside.map((other) => rowOf(other, asker, organization)),
          mayRun: asker.role === 'steward' || row.role === 'steward',
          openedAt: iso(found.state.openedAt),
          version: found.version,
        },
        found.version,
      );
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/spaces/:id',
    name: 'spaces.describe',
    summary: 'Change the name, the address or the purpose of a space',
    tag,
    who: 'member',
    changes,
    params: id,
    body: spaceCommands.describe,
    reply: changed,
    async act({ params, body }, { send }) {
      const sent = await send({ kind: 'space', artifact: params.id, name: 'describe', data: body });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/spaces/:id/parent',
    name: 'spaces.move',
    summary: 'Move a space into another, or to the outermost level',
    description: 'Moving shows it to nobody but its members: out of closed surroundings it becomes closed itself.',
    tag,
    who: 'member',
    changes,
    params: id,
    body: spaceCommands.move,
    reply: changed,
    async act({ params, body }, { send }) {
      const sent = await send({ kind: 'space', artifact: params.id, name: 'move', data: body });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/spaces/:id/access',
    name: 'spaces.set-access',
    summary: 'Open a space to the whole organization, or close it to all but its members',
    tag,
    who: 'member',
    changes,
    params: id,
    body: z.strictObject({ access: z.enum(['open', 'closed']) }),
    reply: changed,
    async act({ params, body }, { send }) {
      const sent = await send({
        kind: 'space',
        artifact: params.id,
        name: body.access === 'open' ? 'open-up' : 'close',
        data: {},
      });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/spaces/:id/public',
    name: 'spaces.set-public',
    summary: 'Show a space’s handbook to everybody, or no longer',
    description:
      'At `/public/SLUG`, without signing in: its pages that everybody in the space sees, their pictures, nothing else. Closing a space ends it.',
    tag,
    who: 'member',
    changes,
    params: id,
    body: z.strictObject({ public: z.boolean() }),
    reply: changed,
    async act({ params, body }, { send }) {
      const name = body.public ? 'make-public' : 'make-private';
      const sent = await send({ kind: 'space', artifact: params.id, name, data: {} });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/spaces/:id/meeting-days',
    name: 'spaces.set-meeting-days',
    summary: 'Say on which days a space’s people hold no meetings',
    description:
      'All of it as it shall be; it holds in the spaces inside, too, which say nothing of their own. A meeting that is asked for on such a day does not pass its gate.',
    tag,
    who: 'member',
    changes,
    params: id,
    body: meetingDays,
    reply: changed,
    async act({ params, body }, { send }) {
      const sent = await send({ kind: 'space', artifact: params.id, name: 'set-meeting-days', data: body });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/spaces/:id/members/:member',
    name: 'spaces.give-role',
    summary: 'Let somebody into a space, or change their role in it',
    tag,
    who: 'member',
    changes,
    params: z.strictObject({ id: uuid, member: uuid }),
    body: z.strictObject({ role }),
    reply: changed,
    async act({ params, body }, { send }) {
      const data = { member: params.member, role: body.role };
      const sent = await send({ kind: 'space', artifact: params.id, name: 'add-member', data });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/spaces/:id/members/:member',
    name: 'spaces.remove-member',
    summary: 'Leave a space, or take somebody out of it',
    description: '`last-steward` for the only steward of it.',
    tag,
    who: 'member',
    changes,
    params: z.strictObject({ id: uuid, member: uuid }),
    reply: changed,
    async act({ params }, { send }) {
      const sent = await send({ kind: 'space', artifact: params.id, name: 'remove-member', data: { member: params.member } });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/spaces/:id/roles/:role',
    name: 'spaces.assign-role',
    summary: 'Say who has a named role (pmc, facilitator); nobody ends it',
    tag,
    who: 'member',
    changes,
    params: z.strictObject({ id: uuid, role: z.string().max(100) }),
    body: z.strictObject({ actors: z.array(uuid).max(200) }),
    reply: changed,
    async act({ params, body }, { send }) {
      const data = { role: params.role, actors: body.actors };
      const sent = await send({ kind: 'space', artifact: params.id, name: 'assign-role', data });
      if (sent.refused) return sent.field === '/role' ? { ...sent, field: '/params/role' } : sent;
      return answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/spaces/:id/archive',
    name: 'spaces.archive',
    summary: 'Archive a space: it stays readable, and nothing about it changes',
    tag,
    who: 'member',
    changes,
    params: id,
    reply: changed,
    async act({ params }, { send }) {
      const sent = await send({ kind: 'space', artifact: params.id, name: 'archive', data: {} });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/spaces/:id/archive',
    name: 'spaces.restore',
    summary: 'Restore an archived space',
    tag,
    who: 'member',
    changes,
    params: id,
    reply: changed,
    async act({ params }, { send }) {
      const sent = await send({ kind: 'space', artifact: params.id, name: 'restore', data: {} });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
] as const;
