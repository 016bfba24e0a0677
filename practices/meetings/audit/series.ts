import { HOUR, MINUTE } from '#kernel/time/duration.ts';
import type { WorkingTime } from '#kernel/time/working-time.ts';
import type { Details } from '../calendar.ts';
import type { Facts, Meeting } from './meetings.ts';
import { hoursOf, isOneOnOne, outside, rounded } from './person.ts';
import { preparationOf, type Preparation } from './preparation.ts';
import type { Answers, OutOfHours, Prepared, SeriesReport } from './report.ts';
import { SHORT, type AuditSettings } from './settings.ts';

/** Single meetings of one title and organizer are a series from so many on. */
const OFTEN = 3;

/** The people who are there; of a list one, for nobody knows how many it has. */
const sizeOf = ({ present, groups }: Facts): number => present.length + groups;

export const personHoursOf = ({ from, to, facts }: Meeting): number => ((to - from) * sizeOf(facts)) / HOUR;

/** The meetings that repeat, each with the words it says of itself; the dearest first. */
export const seriesIn = (
  meetings: readonly Meeting[],
  weeks: number,
  settings: AuditSettings,
): readonly { readonly report: SeriesReport; readonly details: Details }[] => {
  const byKey = Map.groupBy(meetings, ({ series }) => series);
  return [...byKey]
    .filter(([, times]) => times[0]?.recurs || times.length >= OFTEN)
    .map(([id, times]) => ({ id, times, personHours: times.reduce((sum, one) => sum + personHoursOf(one), 0) }))
    .toSorted((a, b) => b.personHours - a.personHours)
    .flatMap(({ id, times, personHours }) => {
      const last = times.at(-1);
      if (!last) return [];
      const report: SeriesReport = {
        id,
        title: last.facts.details.title || 'Without a title',
        recurs: last.recurs,
        times: times.length,
        perWeek: rounded(times.length / weeks),
        minutes: Math.round(middle(times.map(({ from, to }) => to - from)) / MINUTE),
        people: middle(times.map(({ facts }) => sizeOf(facts))),
        invited: middle(times.map(({ facts }) => facts.invited.length + facts.groups)),
        personHours: rounded(personHours),
        personHoursPerWeek: rounded(personHours / weeks),
        cost: settings.rate && rounded(personHours * settings.rate.amount),
        answers: answersOf(times),
        prepared: preparedOf(times),
        oneOnOne: isOneOnOne(last),
        unnamed: last.facts.unnamed,
        outside: outOfHoursOf(times).outside,
        domains: domainsOf(last),
      };
      return [{ report, details: last.facts.details }];
    })
    .toSorted((a, b) => b.report.personHours - a.report.personHours || (a.report.title < b.report.title ? -1 : 1));
};

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

export const answersOf = (meetings: readonly Meeting[]): Answers => {
  const answers = { accepted: 0, tentative: 0, declined: 0, none: 0 };
  for (const { facts } of meetings) {
    answers.accepted += facts.answers.accepted;
    answers.tentative += facts.answers.tentative;
    answers.declined += facts.answers.declined;
    answers.none += facts.answers.none;
  }
  return answers;
};

export const preparedOf = (meetings: readonly Meeting[]): Prepared => {
  const prepared = { expected: 0, agenda: 0, document: 0, neither: 0 };
  for (const { from, to, facts } of meetings) {
    if (to - from <= SHORT) continue;
    const { agenda, document } = preparation(facts.details);
    prepared.expected += 1;
    if (agenda) prepared.agenda += 1;
    if (document) prepared.document += 1;
    if (!agenda && !document) prepared.neither += 1;
  }
  return prepared;
};

const known = new WeakMap<Details, Preparation>();
const preparation = (details: Details): Preparation => {
  let found = known.get(details);
  if (!found) known.set(details, (found = preparationOf(details)));
  return found;
};

export const outOfHoursOf = (meetings: readonly Meeting[]): OutOfHours => {
  const found = { known: 0, outside: 0, hours: 0, unknown: 0 };
  for (const meeting of meetings) {
    const times = timesOf(meeting.facts);
    found.known += times.length;
    found.unknown += meeting.facts.present.length - times.length;
    for (const time of times) {
      const late = outside(time, meeting);
      if (late > 0) found.outside += 1;
      found.hours += late / HOUR;
    }
  }
  return { ...found, hours: rounded(found.hours) };
};

/** The working time of those whose zone is known. */
const timesOf = (facts: Facts): readonly WorkingTime[] => {
  let found = times.get(facts);
  if (!found) times.set(facts, (found = facts.present.map(hoursOf).filter((time) => time !== null)));
  return found;
};
const times = new WeakMap<Facts, readonly WorkingTime[]>();

const domainsOf = ({ facts }: Meeting): number =>
  new Set(facts.invited.map(({ person }) => person.id.split('@')[1]).filter((domain) => domain !== undefined)).size;
