import { z } from 'zod';
import type { Actor, Directory } from '#kernel/actors/directory.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import { answer, created, cursorOf, instant, pageOf, paging, inCursor, readCursor, route, uuid } from '#server/route.ts';
import { hoursSchema } from './hours.ts';
import { actorRow, rowOf } from './present.ts';
import { personCommands } from './person-commands.ts';
import type { PersonState } from './person.ts';
import { onePerson, presentPerson } from './person-page.ts';
import { stateOf, titlesOf } from './queries.ts';

const tag = 'people';
const changes = 'person';
const id = z.strictObject({ id: uuid });
const changed = z.object({ version: z.number() });
const NOBODY = refuse('not-found', 'There is nobody here whom you can see.');

const listed = (
  actor: Actor,
  query: {
    kind?: Actor['kind'] | undefined;
    status?: Actor['status'] | undefined;
    handle?: string | undefined;
    team?: string | undefined;
  },
  { actors }: Directory,
): boolean =>
  (query.kind === undefined || actor.kind === query.kind) &&
  (query.status === undefined ? actor.status !== 'left' : actor.status === query.status) &&
  (query.handle === undefined || actor.handle === query.handle.toLowerCase()) &&
  (query.team === undefined || actors.get(query.team)?.members?.includes(actor.id) === true);

const byName = (one: Actor, other: Actor): number => one.name.localeCompare(other.name, 'en') || (one.id < other.id ? -1 : 1);

export const personRoutes = [
  route({
    method: 'GET',
    path: '/api/people',
    name: 'people.directory',
    summary: 'List people, agents and teams, with their local times',
    description: 'By name. Whether somebody works now follows from the hours that they set; nobody is watched.',
    tag,
    who: 'member',
    query: z.strictObject({
      ...paging,
      kind: z.enum(['person', 'agent', 'team']).optional(),
      status: z.enum(['invited', 'active', 'left']).optional().describe('Without it: all who have not left'),
      handle: z.string().max(100).optional(),
      team: uuid.optional(),
    }),
    reply: pageOf(actorRow),
    async act({ query, principal }, { db, directory, now }) {
      const place = readCursor(query.after, z.tuple([inCursor.words, inCursor.words]));
      if (place.refused) return place;
      const [organization, at] = await Promise.all([directory(principal.org), now()]);
      const all = [...organization.actors.values()].filter((actor) => listed(actor, query, organization)).toSorted(byName);
      const [name, after] = place.ok ?? [];
      const start =
        after === undefined
          ? 0
          : all.findIndex((actor) => actor.name.localeCompare(name ?? '', 'en') > 0 || (actor.name === name && actor.id > after));
      const page = start < 0 ? [] : all.slice(start, start + query.limit);
      const titles = await titlesOf(
        db,
        principal,
        page.map((actor) => actor.id),
      );
      const last = page.at(-1);
      const more = last !== undefined && start + page.length < all.length;
      return answer({
        items: page.map((actor) => rowOf(actor, organization, at, titles.get(actor.id) ?? '')),
        next: more ? cursorOf([last.name, last.id]) : null,
      });
    },
  }),
  route({
    method: 'GET',
    path: '/api/people/:id',
    name: 'people.one',
    summary: 'Look at one person: hours, leave, holidays, deputies, skills',
    tag,
    who: 'member',
    params: id,
    reply: onePerson,
    async act({ params, principal }, { db, directory, now }) {
      const [found, organization, at] = await Promise.all([
        stateOf<PersonState>(db, principal, 'person', params.id),
        directory(principal.org),
        now(),
      ]);
      const actor = organization.actors.get(params.id);
      if (!found || !actor) return NOBODY;
      return answer(presentPerson(actor, found.state, found.version, principal, organization, at), found.version);
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/people/:id',
    name: 'people.change-profile',
    summary: 'Change a profile: name, handle, what somebody does, about them',
    tag,
    who: 'member',
    changes,
    params: id,
    body: personCommands['change-profile'],
    reply: changed,
    async act({ params, body }, { send }) {
      const sent = await send({ kind: 'person', artifact: params.id, name: 'change-profile', data: body });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/people/:id/hours',
    name: 'people.set-hours',
    summary: 'Set working hours, from now or from a later moment',
    description: 'Awaits that are open keep the time that was used; only the rest is computed again.',
    tag,
    who: 'member',
    changes,
    params: id,
    body: z.strictObject({ hours: hoursSchema, from: instant.optional() }),
    reply: changed,
    async act({ params, body: { hours, from } }, { send }) {
      const data = { hours, ...(from === undefined ? {} : { from: Date.parse(from) }) };
      const sent = await send({ kind: 'person', artifact: params.id, name: 'set-hours', data });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'POST',
    path: '/api/people/:id/leave',
    name: 'people.plan-leave',
    summary: 'Plan leave',
    tag,
    who: 'member',
    changes,
    params: id,
    body: z.strictObject({ from: instant, to: instant }),
    reply: z.object({ id: uuid, version: z.number() }),
    status: 201,
    async act({ params, body, fresh }, { send }) {
      const data = { leave: fresh, from: Date.parse(body.from), to: Date.parse(body.to) };
      const sent = await send({ kind: 'person', artifact: params.id, name: 'plan-leave', data });
      return sent.refused ? sent : created({ id: fresh, version: sent.ok.version }, `/api/people/${params.id}/leave/${fresh}`);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/people/:id/leave/:leave',
    name: 'people.change-leave',
    summary: 'Move leave, or make it longer or shorter',
    tag,
    who: 'member',
    changes,
    params: z.strictObject({ id: uuid, leave: uuid }),
    body: z.strictObject({ from: instant, to: instant }),
    reply: changed,
    async act({ params: { id: artifact, leave }, body }, { send }) {
      const data = { leave, from: Date.parse(body.from), to: Date.parse(body.to) };
      const sent = await send({ kind: 'person', artifact, name: 'change-leave', data });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/people/:id/leave/:leave',
    name: 'people.cancel-leave',
    summary: 'Cancel leave; what was taken of it stays taken',
    tag,
    who: 'member',
    changes,
    params: z.strictObject({ id: uuid, leave: uuid }),
    reply: changed,
    async act({ params: { id: artifact, leave } }, { send }) {
      const sent = await send({ kind: 'person', artifact, name: 'cancel-leave', data: { leave } });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/people/:id/deputies',
    name: 'people.name-deputies',
    summary: 'Name deputies, in order',
    description: 'The first who is available is asked while somebody is away. Deputies of deputies are not.',
    tag,
    who: 'member',
    changes,
    params: id,
    body: personCommands['name-deputies'],
    reply: changed,
    async act({ params, body }, { send }) {
      const sent = await send({ kind: 'person', artifact: params.id, name: 'name-deputies', data: body });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/people/:id/skills',
    name: 'people.set-skills',
    summary: 'Say what somebody is good at',
    tag,
    who: 'member',
    changes,
    params: id,
    body: personCommands['set-skills'],
    reply: changed,
    async act({ params, body }, { send }) {
      const sent = await send({ kind: 'person', artifact: params.id, name: 'set-skills', data: body });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'PUT',
    path: '/api/people/:id/role',
    name: 'people.give-role',
    summary: 'Make somebody a steward of the organization, or a member',
    description: 'Only stewards do. `last-steward` where nobody else would be left to run it.',
    tag,
    who: 'steward',
    changes,
    params: id,
    body: z.strictObject({ role: z.enum(['member', 'steward']) }),
    reply: changed,
    async act({ params, body }, { send }) {
      const name = body.role === 'steward' ? 'grant-role' : 'revoke-role';
      const sent = await send({ kind: 'person', artifact: params.id, name, data: { role: 'steward' } });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/people/:id',
    name: 'people.depart',
    summary: 'Leave the organization, or record that somebody has left',
    description: 'What they did stays theirs. An invitation that was not taken up is withdrawn in the same way.',
    tag,
    who: 'member',
    changes,
    params: id,
    reply: changed,
    async act({ params }, { send }) {
      const sent = await send({ kind: 'person', artifact: params.id, name: 'depart', data: {} });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
] as const;
