import { DAY, HOUR } from '#kernel/time/duration.ts';
import { formatDate, WEEKDAYS, weekdayIndex } from '#kernel/time/wall-clock.ts';
import { zoneOf } from '#kernel/time/zone.ts';
import { advise } from '../advisor/advise.ts';
import type { Rules } from '../advisor/rules.ts';
import type { Details } from '../calendar.ts';
import type { Tier } from '../tiers.ts';
import { howCounted } from './counted.ts';
import { gather, type Facts, type Meeting } from './meetings.ts';
import { peopleOf, type Given, type Person } from './people.ts';
import { isOneOnOne, personReport, rounded, union } from './person.ts';
import type { AuditReport, HeatMap, PersonReport, TeamReport, Totals } from './report.ts';
import { answersOf, outOfHoursOf, personHoursOf, preparedOf, seriesIn } from './series.ts';
import { TEAM, type AuditSettings } from './settings.ts';
import { lengthInWeeks, weeksOf } from './weeks.ts';

/** What calendars say about the meetings in them. Pure: the same calendars and settings give the same report. */
export const audit = (calendars: readonly Given[], settings: AuditSettings, rules: Rules): AuditReport =>
  audited(calendars, settings, rules).report;

export interface Audited {
  readonly report: AuditReport;
  /** What each of its series says of itself, the last time. */
  readonly said: ReadonlyMap<string, Details>;
  /** In order, with those who are there. */
  readonly meetings: readonly Meeting[];
}

export const audited = (calendars: readonly Given[], settings: AuditSettings, rules: Rules): Audited => {
  const { window, zone } = settings;
  const people = peopleOf(calendars, settings);
  const gathered = gather(calendars, people);
  const { meetings } = gathered;
  const weeks = weeksOf(window, zone);
  const length = lengthInWeeks(weeks);
  const owners = [...new Set(people.owners)];
  const theirs = meetingsByPerson(meetings, owners);
  const persons = owners
    .map((person) => personReport(person, theirs.get(person) ?? [], weeks, settings))
    .toSorted((a, b) => b.hoursPerWeek - a.hoursPerWeek || (a.name < b.name ? -1 : 1));
  const series = seriesIn(meetings, length, settings);
  const there = ownersThere(meetings, owners.length);
  const meanWeek = persons.length === 0 ? 0 : persons.reduce((sum, { hoursPerWeek }) => sum + hoursPerWeek, 0) / persons.length;
  const worked = persons.length === 0 ? length : persons.reduce((sum, one) => sum + one.weeksWorked, 0) / persons.length;
  const clock = zoneOf(zone);
  const date = (at: number): string => formatDate(Math.floor(clock.toLocal(at) / DAY));
  const report: AuditReport = {
    window: { from: date(window.from), to: date(window.to - 1), weeks: rounded(length), zone },
    calendars: calendars.map(({ called, reading }, n) => ({
      called,
      owner: people.owners[n]?.id ?? '',
      zone: reading.zone,
      entries: reading.entries,
      faults: reading.faults,
      moreFaults: reading.moreFaults,
    })),
    totals: totalsOf(meetings, gathered, length, settings),
    people: persons,
    team: teamOf(persons),
    series: series.map(({ report }) => report),
    advice: advise(
      series.map(({ report, details }) => ({ report, details, ownersThere: there.get(report.id) ?? 0 })),
      { hours: meanWeek, worked: worked / length },
      settings.rate?.amount ?? null,
      rules,
    ),
    heat: heatOf(owners, theirs, length, settings),
    counted: howCounted(calendars, gathered, people, settings),
  };
  return { report, said: new Map(series.map((one) => [one.report.id, one.details])), meetings };
};

const meetingsByPerson = (meetings: readonly Meeting[], owners: readonly Person[]): ReadonlyMap<Person, readonly Meeting[]> => {
  const found = new Map<Person, Meeting[]>(owners.map((person) => [person, []]));
  for (const meeting of meetings) for (const person of meeting.facts.present) if (person.own) found.get(person)?.push(meeting);
  return found;
};

const counted = new WeakMap<Facts, number>();
const ownersIn = (facts: Facts): number => {
  let found = counted.get(facts);
  if (found === undefined) counted.set(facts, (found = facts.present.filter(({ own }) => own).length));
  return found;
};

/** By series, the mean part of the owners who take part. */
const ownersThere = (meetings: readonly Meeting[], owners: number): ReadonlyMap<string, number> => {
  const found = new Map<string, { times: number; there: number }>();
  for (const { series, facts } of meetings) {
    const known = found.get(series) ?? { times: 0, there: 0 };
    known.times += 1;
    known.there += ownersIn(facts);
    found.set(series, known);
  }
  return new Map([...found].map(([series, { times, there }]) => [series, owners === 0 ? 0 : there / times / owners]));
};

const totalsOf = (
  meetings: readonly Meeting[],
  { leftOut, merged }: Pick<ReturnType<typeof gather>, 'leftOut' | 'merged'>,
  weeks: number,
  { rate }: AuditSettings,
): Totals => {
  const personHours = meetings.reduce((sum, one) => sum + personHoursOf(one), 0);
  const pairs = meetings.filter(isOneOnOne);
  return {
    meetings: meetings.length,
    hours: rounded(meetings.reduce((sum, { from, to }) => sum + to - from, 0) / HOUR),
    personHours: rounded(personHours),
    personHoursPerWeek: rounded(personHours / weeks),
    cost: rate && rounded(personHours * rate.amount),
    costPerWeek: rate && rounded((personHours * rate.amount) / weeks),
    currency: rate?.currency ?? null,
    oneOnOnes: { meetings: pairs.length, personHours: rounded(pairs.reduce((sum, one) => sum + personHoursOf(one), 0)) },
    leftOut,
    merged,
    answers: answersOf(meetings),
    preparation: preparedOf(meetings.filter((one) => !isOneOnOne(one))),
    outOfHours: outOfHoursOf(meetings),
    groups: meetings.reduce((sum, { facts }) => sum + facts.groups, 0),
    unnamed: meetings.filter(({ facts }) => facts.unnamed).length,
  };
};

/** [design: private where it is personal] */
const teamOf = (people: readonly PersonReport[]): TeamReport | null => {
  if (people.length < TEAM) return null;
  const tiers: Record<Tier, number> = { 'async-first': 0, healthy: 0, average: 0, 'meeting-captured': 0 };
  for (const { tier } of people) tiers[tier] += 1;
  const mean = (of: (one: PersonReport) => number): number =>
    rounded(people.reduce((sum, one) => sum + of(one), 0) / people.length);
  return {
    people: people.length,
    meanHoursPerWeek: mean(({ hoursPerWeek }) => hoursPerWeek),
    tiers,
    focusBlocksPerWeek: mean(({ focus }) => focus.blocksPerWeek),
  };
};

const heatOf = (
  owners: readonly Person[],
  theirs: ReadonlyMap<Person, readonly Meeting[]>,
  weeks: number,
  { zone }: AuditSettings,
): HeatMap => {
  const cells = Array.from({ length: 7 * 24 }, () => 0);
  for (const person of owners) {
    const clock = zoneOf(person.zone ?? zone);
    for (const { from, to } of union(theirs.get(person) ?? [])) {
      for (let at = from; at < to;) {
        const local = clock.toLocal(at);
        const hour = Math.floor(local / HOUR);
        const end = Math.min(to, at + (hour + 1) * HOUR - local);
        const cell = weekdayIndex(Math.floor(local / DAY)) * 24 + (hour % 24);
        cells[cell] = (cells[cell] ?? 0) + end - at;
        at = end;
      }
    }
  }
  const whole = HOUR * weeks * Math.max(1, owners.length);
  return {
    zone: owners.length === 1 ? (owners[0]?.zone ?? zone) : 'everybody’s own',
    people: owners.length,
    days: WEEKDAYS.map((day, n) => ({ day, hours: cells.slice(n * 24, n * 24 + 24).map((ms) => rounded(ms / whole)) })),
  };
};
