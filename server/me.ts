import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import { calendarAt } from '#kernel/time/calendar.ts';
import { answer, iso, route, uuid } from './route.ts';

const spaceRole = z.enum(['reader', 'contributor', 'steward']);

export const meRoutes = [
  route({
    method: 'GET',
    path: '/api/me',
    name: 'me.look',
    summary: 'Look at yourself: who you are here, in which spaces, and what time it is',
    tag: 'people',
    who: 'member',
    reply: z.object({
      actor: z.object({
        id: uuid,
        kind: z.enum(['person', 'agent', 'team']),
        name: z.string(),
        handle: z.string(),
        role: z.enum(['member', 'steward']),
      }),
      organization: z.object({ id: uuid, name: z.string() }),
      spaces: z.array(
        z.object({
          id: uuid,
          slug: z.string(),
          name: z.string(),
          parent: uuid.nullable(),
          access: z.enum(['open', 'closed']),
          role: spaceRole,
          member: z.boolean(),
        }),
      ),
      zone: z.string().describe('IANA zone of your hours'),
      now: z.string().describe('By the clock that decides'),
      via: z.enum(['session', 'key']),
      scopes: z.array(z.enum(['read', 'write', 'admin'])),
    }),
    async act({ principal }, { directory }) {
      const organization = await directory(principal.org);
      const actor = organization.actors.get(principal.actor);
      if (!actor) return refuse('not-found', 'You are no longer here.');
      const spaces = [...organization.spaces.values()]
        .filter((space) => !space.archived)
        .flatMap((space) => {
          const role = roleIn(actor, space, organization);
          const { id, slug, name, parent, access, members } = space;
          return role === null ? [] : [{ id, slug, name, parent, access, role, member: members[actor.id] !== undefined }];
        })
        .toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
      return answer({
        actor: { id: actor.id, kind: actor.kind, name: actor.name, handle: actor.handle, role: actor.role },
        organization: { id: organization.org, name: organization.name },
        spaces,
        zone: calendarAt(actor.calendars, principal.at)?.zone ?? 'Etc/UTC',
        now: iso(principal.at),
        via: principal.via,
        scopes: [...principal.scopes],
      });
    },
  }),
] as const;
