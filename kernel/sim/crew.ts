import type { WorldActor } from '../protocol/world.ts';
import type { Instant } from '../stream/event.ts';
import type { Calendar, Leave } from '../time/calendar.ts';
import { DAY } from '../time/duration.ts';
import type { Random } from './random.ts';

/** Two dozen zones, from east to west, each with the holidays that are kept there. */
const ZONES = [
  ['Pacific/Auckland', 'NZ'],
  ['Australia/Sydney', 'AU-NSW'],
  ['Asia/Tokyo', 'JP'],
  ['Asia/Seoul', 'KR'],
  ['Asia/Shanghai', 'CN'],
  ['Asia/Singapore', 'SG'],
  ['Asia/Dhaka', 'BD'],
  ['Asia/Kolkata', 'IN'],
  ['Asia/Dubai', 'AE'],
  ['Africa/Nairobi', 'KE'],
  ['Europe/Istanbul', 'TR'],
  ['Europe/Helsinki', 'FI'],
  ['Africa/Johannesburg', 'ZA'],
  ['Europe/Berlin', 'DE-BE'],
  ['Europe/Paris', 'FR'],
  ['Africa/Lagos', 'NG'],
  ['Europe/London', 'GB'],
  ['Atlantic/Reykjavik', 'IS'],
  ['America/Sao_Paulo', 'BR'],
  ['America/Argentina/Buenos_Aires', 'AR'],
  ['America/New_York', 'US-NY'],
  ['America/Chicago', 'US-IL'],
  ['America/Denver', 'US-CO'],
  ['America/Los_Angeles', 'US-CA'],
] as const;

const TEAM_SIZE = 8;

export interface Crew {
  readonly people: readonly WorldActor[];
  /** Handles of teams, with the ids of who is in them. */
  readonly teams: ReadonlyMap<string, readonly string[]>;
}

/**
 * [S1] People who never were: in up to two dozen zones, with the hours, holidays and leave that people have (five weeks a year, most of it one or two
 * weeks at a time), in teams of about eight that span the zones, each with a deputy from the team.
 */
export const crewOf = (
  {
    actors,
    zones = Math.min(ZONES.length, Math.max(4, Math.round(actors / 5))),
    from,
    to,
  }: { readonly actors: number; readonly zones?: number; readonly from: Instant; readonly to: Instant },
  chance: Random,
): Crew => {
  const places = Array.from(
    { length: Math.min(zones, ZONES.length) },
    (_, index) => ZONES[Math.floor((index * ZONES.length) / zones)],
  );
  const many = Math.max(1, Math.round(actors / TEAM_SIZE));
  const teams = new Map<string, string[]>();
  const names = Array.from({ length: actors }, (_, index) => `p${String(index + 1).padStart(String(actors).length, '0')}`);
  names.forEach((name, index) => {
    const team = `team-${(index % many) + 1}`;
    teams.set(team, [...(teams.get(team) ?? []), name]);
  });
  const people = names.map((id, index): WorldActor => {
    const mine = chance.of('person', id);
    const [zone, holidays] = places[mine.below(places.length)] ?? ZONES[0];
    const team = `team-${(index % many) + 1}`;
    const others = (teams.get(team) ?? []).filter((other) => other !== id);
    const calendar: Calendar = { zone, holidays: [holidays], week: weekOf(mine), leave: leaveOf(mine, from, to) };
    return {
      ...{
        id,
        name: id,
        handle: id,
        kind: 'person',
        deputies: mine.some(others, 1),
        active: true,
        load: 0,
        limit: 20,
        weight: 1,
      },
      calendars: [{ from: 0, calendar }],
      teams: [team],
    };
  });
  return { people, teams };
};

const weekOf = (chance: Random): Calendar['week'] => {
  const begins = 7 + chance.below(4);
  const two = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  const day = [`${two(begins)}-${two(begins + 4)}`, `${two(begins + 5)}-${two(begins + 9)}`];
  const partTime = chance.chance(0.12);
  return { mon: day, tue: day, wed: day, thu: day, ...(partTime ? {} : { fri: day }) };
};

const leaveOf = (chance: Random, from: Instant, to: Instant): readonly Leave[] => {
  const leaves: Leave[] = [];
  for (let at = from + chance.between(0, 120 * DAY); at < to; at += chance.between(60, 130) * DAY) {
    const day = Math.floor(at / DAY) * DAY;
    leaves.push({ from: day, to: day + chance.one([3, 7, 7, 9, 14]) * DAY });
  }
  return leaves;
};
