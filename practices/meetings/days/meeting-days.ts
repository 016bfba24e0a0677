import type { Actor, Directory, MeetingDays, Space } from '#kernel/actors/directory.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import type { ActorId, Instant, SpaceId } from '#kernel/stream/event.ts';
import { calendarAt, zoneAt, type Weekday } from '#kernel/time/calendar.ts';
import { DAY } from '#kernel/time/duration.ts';
import { formatDate, parseDate, weekdayIndex, WEEKDAYS } from '#kernel/time/wall-clock.ts';
import { spans } from '#kernel/time/working-time.ts';
import { zoneOf } from '#kernel/time/zone.ts';

/** A week in which people work on fewer days than this is short. */
const SHORT_WEEK = 4;

export interface FreeDay {
  readonly space: Space;
  /** Local date. */
  readonly date: string;
  readonly weekday: Weekday;
  /** A demanding week asks for more than usual. */
  readonly demanding: boolean;
}

type Worked = (day: number) => boolean;

/**
 * Whether a local day (days since 1970) is without meetings: as the week's rule or a demanding week says. Not where nobody works anyway, and
 * not in a week that holidays made short, where the space lifts it.
 */
export const freeDay = (rules: MeetingDays, day: number, worked: Worked): { readonly demanding: boolean } | null => {
  const weekday = WEEKDAYS[weekdayIndex(day)];
  if (weekday === undefined || !worked(day)) return null;
  const demanding = rules.demanding.some(
    ({ from, to, free }) => (parseDate(from) ?? Infinity) <= day && day <= (parseDate(to) ?? -Infinity) && free.includes(weekday),
  );
  if (demanding) return { demanding };
  if (!rules.free.includes(weekday)) return null;
  return rules.short === 'lift' && isShort(day, worked) ? null : { demanding: false };
};

const isShort = (day: number, worked: Worked): boolean => {
  const monday = day - weekdayIndex(day);
  return [0, 1, 2, 3, 4, 5, 6].filter((n) => worked(monday + n)).length < SHORT_WEEK;
};

/** The days of a week around one on which most of some people work: by their own hours and holidays, whoever is on leave. */
export const workedBy = (people: readonly Pick<Actor, 'calendars'>[], around: number): Worked => {
  const monday = around - weekdayIndex(around);
  const counts = new Map<number, number>();
  const timed = people.filter(({ calendars }) => calendars.length > 0);
  for (const { calendars } of timed) {
    const calendar = calendarAt(calendars, around * DAY);
    if (!calendar) continue;
    const time = timeOf([{ from: 0, calendar: { ...calendar, leave: [] } }]);
    const clock = zoneOf(calendar.zone);
    const [from, to] = [clock.toInstant(monday * DAY), clock.toInstant((monday + 7) * DAY)];
    for (const date of new Set(spans(time, from, to).map((span) => parseDate(span.date) ?? 0)))
      counts.set(date, (counts.get(date) ?? 0) + 1);
  }
  // Nobody's hours are known: every day of the usual week.
  if (timed.length === 0) return (day) => weekdayIndex(day) < 5;
  return (day) => (counts.get(day) ?? 0) * 2 > timed.length;
};

/** The people of a space who are here: its members, those of its teams among them. */
export const peopleOf = (space: Space, { actors }: Pick<Directory, 'actors'>): readonly Actor[] => {
  const ids = new Set<ActorId>();
  for (const id of Object.keys(space.members)) {
    const actor = actors.get(id);
    for (const one of actor?.kind === 'team' ? (actor.members ?? []) : [id]) ids.add(one);
  }
  return [...ids].flatMap((id) => {
    const actor = actors.get(id);
    return actor?.kind === 'person' && actor.status === 'active' ? [actor] : [];
  });
};

/** The rule of a space, or of the one around it that has one. */
export const rulesOf = (
  id: SpaceId | null,
  { spaces }: Pick<Directory, 'spaces'>,
): { readonly space: Space; readonly rules: MeetingDays } | null => {
  const seen = new Set<SpaceId>();
  for (let space = id === null ? undefined : spaces.get(id); space && !seen.has(space.id);) {
    seen.add(space.id);
    if (space.meetingDays && !space.archived) return { space, rules: space.meetingDays };
    space = space.parent === null ? undefined : spaces.get(space.parent);
  }
  return null;
};

interface Gathering {
  readonly space: SpaceId | null;
  readonly from: Instant;
  /** Who asks for it first. */
  readonly people: readonly ActorId[];
}

/**
 * The day without meetings on which a meeting would fall; null: none. By the rule of its space and those around; of a meeting without a space by
 * that of each space to which more than half of its people belong. Its date is that of whoever asks for it.
 */
export const breachOf = ({ space, from, people }: Gathering, directory: Directory): FreeDay | null => {
  const zone = zoneAt(directory.actors.get(people[0] ?? '')?.calendars ?? [], from);
  const day = Math.floor(zoneOf(zone).toLocal(from) / DAY);
  const weekday = WEEKDAYS[weekdayIndex(day)];
  if (weekday === undefined) return null;
  const rooms = space === null ? [...directory.spaces.values()].filter(holds(people, directory)).map(({ id }) => id) : [space];
  for (const id of rooms) {
    const found = rulesOf(id, directory);
    const free = found && freeDay(found.rules, day, workedBy(peopleOf(found.space, directory), day));
    if (free) return { space: found.space, date: formatDate(day), weekday, ...free };
  }
  return null;
};

const holds =
  (people: readonly ActorId[], directory: Directory) =>
  (space: Space): boolean => {
    if (!space.meetingDays || space.archived) return false;
    const inside = new Set(peopleOf(space, directory).map(({ id }) => id));
    return people.filter((id) => inside.has(id)).length * 2 > people.length;
  };
