import { z } from 'zod';
import { roleIn } from '#kernel/actors/access.ts';
import type { Actor, Directory } from '#kernel/actors/directory.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { listHolidays } from '#kernel/time/holidays.ts';
import { iso, uuid, type Principal } from '#server/route.ts';
import type { Hours } from './hours.ts';
import type { PersonState } from './person.ts';
import { actorRef, actorRow, refOf, rowOf } from './present.ts';

const intervals = z.array(z.string());
const week = z.record(z.string(), intervals);

const hours = z.object({
  zone: z.string(),
  week,
  holidays: z.array(z.string()),
  exceptions: z.record(z.string(), intervals),
  focus: week.nullable().describe('Null unless it is you who looks'),
});

/** The page of a person. */
export const onePerson = actorRow.extend({
  mail: z.string().nullable(),
  about: z.string(),
  hours: hours.nullable().describe('Those that hold now'),
  hoursAhead: z.array(z.object({ from: z.string(), hours })),
  leave: z.array(z.object({ id: uuid, from: z.string(), to: z.string() })).describe('Now and ahead'),
  holidays: z.array(z.object({ date: z.string(), name: z.string(), region: z.string() })).describe('The next five'),
  deputies: z.array(actorRef),
  teams: z.array(actorRef),
  spaces: z
    .array(z.object({ slug: z.string(), name: z.string(), role: z.enum(['reader', 'contributor', 'steward']) }))
    .describe('Where they were given a role of their own, as far as you see these spaces'),
  mayChange: z.boolean().describe('Whether you may change hours, leave and the rest'),
  version: z.number(),
});

/** [privacy] Focus blocks are shown to their person only. */
export const presentPerson = (
  actor: Actor,
  state: PersonState,
  version: number,
  asker: Pick<Principal, 'actor' | 'role'>,
  directory: Directory,
  at: Instant,
): z.output<typeof onePerson> => {
  const own = asker.actor === actor.id;
  const left = state.status === 'left';
  const current = state.hours.findLast(({ from }) => from <= at) ?? state.hours[0];
  return {
    ...rowOf(actor, directory, at, left ? '' : state.title),
    mail: left ? null : state.mail,
    about: left ? '' : state.about,
    hours: current && !left ? presentHours(current.hours, own) : null,
    hoursAhead: left
      ? []
      : state.hours
          .filter(({ from }) => from > at)
          .map(({ from, hours: ahead }) => ({ from: iso(from), hours: presentHours(ahead, own) })),
    leave: left
      ? []
      : state.absence.planned.filter(({ to }) => to > at).map(({ id, from, to }) => ({ id, from: iso(from), to: iso(to) })),
    holidays: current && !left ? holidaysAhead(current.hours, at) : [],
    deputies: left ? [] : state.deputies.map((id) => refOf(id, directory)),
    teams: [...directory.actors.values()]
      .filter(({ members }) => members?.includes(actor.id))
      .map(({ id }) => refOf(id, directory)),
    spaces: sharedSpaces(actor, asker, directory),
    mayChange: state.status === 'active' && (own || asker.role === 'steward'),
    version,
  };
};

/** [safety] Nobody learns of a closed space from the page of one of its members. */
const sharedSpaces = (
  actor: Actor,
  asker: Pick<Principal, 'actor' | 'role'>,
  directory: Directory,
): z.output<typeof onePerson>['spaces'] => {
  const reader = directory.actors.get(asker.actor);
  return [...directory.spaces.values()]
    .filter((space) => !space.archived && reader && (reader.role === 'steward' || roleIn(reader, space, directory) !== null))
    .flatMap(({ slug, name, members }) => {
      const role = members[actor.id];
      return role === undefined ? [] : [{ slug, name, role }];
    })
    .toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
};

const presentHours = (
  { zone, week: days, holidays = [], exceptions = {}, focus }: Hours,
  own: boolean,
): z.output<typeof hours> => ({
  zone,
  week: lists(days),
  holidays: [...holidays],
  exceptions: lists(exceptions),
  focus: own ? lists(focus ?? {}) : null,
});

const lists = (days: Readonly<Record<string, readonly string[] | undefined>>): Record<string, string[]> =>
  Object.fromEntries(Object.entries(days).map(([day, spans]) => [day, [...(spans ?? [])]]));

const holidaysAhead = ({ zone, holidays = [] }: Hours, at: Instant): { date: string; name: string; region: string }[] => {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  return holidays
    .flatMap((region) =>
      [today.year, today.year + 1].flatMap((year) =>
        listHolidays(region, year).map(({ date, name }) => ({ date, name, region })),
      ),
    )
    .filter(({ date }) => date >= today.toString())
    .toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
    .slice(0, 5);
};
