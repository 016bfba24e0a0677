import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import type { Actor, Directory } from '#kernel/actors/directory.ts';
import type { ActorId } from '#kernel/stream/event.ts';
import { refuse, type Result } from '#kernel/stream/refusal.ts';
import { calendarAt } from '#kernel/time/calendar.ts';
import { clockCoverage, coverage, nobodyWorking } from '#kernel/time/coverage.ts';
import { DAY, WEEK } from '#kernel/time/duration.ts';
import { workingTime } from '#kernel/time/working-time.ts';
import { zoneName } from '#kernel/time/zone.ts';
import { answer, instant, iso, route, uuid } from '#server/route.ts';

const stretch = z.object({ from: z.string(), to: z.string() });

export const coverageRoutes = [
  route({
    method: 'GET',
    path: '/api/coverage',
    name: 'people.coverage',
    summary: 'See at which hours of the clock who works, and at which nobody does',
    description:
      'Of everybody, of a team, or of the members of a space. It follows from the hours that people set, with leave and holidays.',
    tag: 'people',
    who: 'member',
    query: z.strictObject({
      team: uuid.optional(),
      space: uuid.optional(),
      from: instant.optional().describe('Beginning of the day and of the week that are shown; now, without it'),
      zone: z.string().max(64).optional().describe('Of the 24 hours; yours, without it'),
    }),
    reply: z.object({
      zone: z.string(),
      people: z.array(z.object({ id: uuid, name: z.string(), zone: z.string() })),
      day: stretch.extend({ slots: z.array(stretch.extend({ working: z.array(uuid) })) }),
      week: stretch.extend({
        clock: z.array(
          z.object({
            hour: z.number(),
            mean: z.number().describe('How many work, on average'),
            nobody: z.number().describe('Share of the hour with nobody'),
          }),
        ),
        gaps: z.array(stretch).describe('When nobody works'),
      }),
    }),
    async act({ query, principal }, { directory, now }) {
      const [organization, at] = await Promise.all([directory(principal.org), now()]);
      const from = query.from === undefined ? at : Date.parse(query.from);
      if (from < at - 366 * DAY || from > at + 2 * 366 * DAY)
        return refuse('out-of-range', 'Coverage is computed from a year ago to two years ahead.', { field: '/query/from' });
      const asker = organization.actors.get(principal.actor);
      const zone = zoneName(query.zone ?? (asker && calendarAt(asker.calendars, at)?.zone) ?? 'Etc/UTC');
      if (zone === null)
        return refuse('zone-unknown', 'There is no such time zone.', {
          field: '/query/zone',
          accepted: 'an IANA name: Europe/Berlin',
        });
      const chosen = chosenFrom(query, asker, organization);
      if (chosen.refused) return chosen;
      const people = chosen.ok.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
      const times = people.map(({ calendars }) => workingTime(calendars));
      const between = (start: number, end: number) => ({ from: iso(start), to: iso(end) });
      return answer({
        zone,
        people: people.map((actor) => ({
          id: actor.id,
          name: actor.name,
          zone: calendarAt(actor.calendars, from)?.zone ?? 'Etc/UTC',
        })),
        day: {
          ...between(from, from + DAY),
          slots: coverage(times, from, from + DAY).map((shift) => ({
            ...between(shift.from, shift.to),
            working: shift.working.flatMap((index) => people[index]?.id ?? []),
          })),
        },
        week: {
          ...between(from, from + WEEK),
          clock: clockCoverage(times, from, from + WEEK, zone).map(({ hour, mean, nobody }) => ({ hour, mean, nobody })),
          gaps: nobodyWorking(times, from, from + WEEK).map((gap) => between(gap.from, gap.to)),
        },
      });
    },
  }),
] as const;

/** Active people, and of these the ones of a team or of a space that the asker sees. */
const chosenFrom = (
  query: { readonly team?: string | undefined; readonly space?: string | undefined },
  asker: Actor | undefined,
  directory: Directory,
): Result<readonly Actor[]> => {
  const people = [...directory.actors.values()].filter(({ kind, status }) => kind === 'person' && status === 'active');
  const team = query.team === undefined ? undefined : directory.actors.get(query.team);
  if (query.team !== undefined && team?.kind !== 'team')
    return refuse('not-found', 'There is no such team.', { field: '/query/team' });
  const space = query.space === undefined ? undefined : directory.spaces.get(query.space);
  if (query.space !== undefined && (!space || !asker || roleIn(asker, space, directory) === null))
    return refuse('not-found', 'There is no such space that you can see.', { field: '/query/space' });
  const inSpace = space ? membersOf(Object.keys(space.members), directory) : null;
  return { ok: people.filter(({ id }) => (!team || team.members?.includes(id)) && (!inSpace || inSpace.has(id))) };
};

const membersOf = (ids: readonly ActorId[], { actors }: Directory): ReadonlySet<ActorId> =>
  new Set(ids.flatMap((id) => [id, ...(actors.get(id)?.members ?? [])]));
