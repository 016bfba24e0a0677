import { z } from 'zod';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { DAY, formatDuration, HOUR, lengthOf, parseDuration } from '#kernel/time/duration.ts';
import { actorRef, refOf } from '#practices/people';
import { answer, route, uuid } from '#server/route.ts';
import { organizationOf } from './queries.ts';

export const organizationRoutes = [
  route({
    method: 'GET',
    path: '/api/organization',
    name: 'organization.look',
    summary: 'Look at the organization: its name, its longest window, who runs it',
    tag: 'spaces',
    who: 'member',
    reply: z.object({
      id: uuid,
      name: z.string(),
      longestWindow: z.string().describe('The longest that anything asked stays open without a limit of its own: 14d'),
      stewards: z.array(actorRef),
      version: z.number(),
    }),
    async act({ principal }, { db, directory }) {
      const [found, organization] = await Promise.all([organizationOf(db, principal), directory(principal.org)]);
      if (!found) return refuse('not-found', 'There is no such organization.');
      const { name, longestWindow } = found.state;
      const stewards = [...organization.actors.values()].filter(
        ({ kind, role, status }) => kind === 'person' && role === 'steward' && status === 'active',
      );
      return answer(
        {
          id: principal.org,
          name,
          longestWindow: written(longestWindow),
          stewards: stewards.map(({ id }) => refOf(id, organization)),
          version: found.version,
        },
        found.version,
      );
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/organization',
    name: 'organization.change',
    summary: 'Change the name of the organization or its longest window',
    tag: 'spaces',
    who: 'steward',
    changes: 'organization',
    body: z.strictObject({
      name: z.string().optional(),
      longestWindow: z.string().max(20).optional().describe('14d, 2w; an hour to a year'),
    }),
    reply: z.object({ version: z.number() }),
    async act({ principal, body }, { send }) {
      const window = body.longestWindow === undefined ? ok(null) : elapsed(body.longestWindow);
      if (window.refused) return window;
      const data = {
        ...(body.name === undefined ? {} : { name: body.name }),
        ...(window.ok === null ? {} : { longestWindow: window.ok }),
      };
      const sent = await send({ kind: 'organization', artifact: principal.org, name: 'change-settings', data });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
] as const;

const written = (ms: number): string =>
  formatDuration(ms % DAY === 0 ? { amount: ms / DAY, unit: 'd' } : { amount: ms / HOUR, unit: 'h' });

/** Working time has no length of its own: whose would it be? */
const elapsed = (text: string): Result<number> => {
  const duration = parseDuration(text);
  if (duration.refused) return { ...duration, field: '/longestWindow' };
  const { unit } = duration.ok;
  const length = unit === 'wh' || unit === 'wd' ? null : lengthOf(duration.ok);
  return length === null
    ? refuse('duration-malformed', 'The longest window is a length of time, not of working time.', {
        field: '/longestWindow',
        accepted: '14d, 2w',
      })
    : ok(length);
};
