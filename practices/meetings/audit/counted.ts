import type { Gathered } from './meetings.ts';
import type { Given, People } from './people.ts';
import { TEAM, type AuditSettings } from './settings.ts';

/** How the figures came about, in sentences; what is not known is said to be unknown. */
export const howCounted = (
  calendars: readonly Given[],
  { meetings, merged }: Gathered,
  { owners }: Pick<People, 'owners'>,
  settings: AuditSettings,
): readonly string[] => {
  const { zone, week, rate, noMeetingDays } = settings;
  const unnamed = meetings.filter(({ facts }) => facts.unnamed).length;
  const groups = meetings.some(({ facts }) => facts.groups > 0);
  const hours = Object.entries(week)
    .flatMap(([day, intervals]) => (intervals.length > 0 ? [`${day} ${intervals.join(', ')}`] : []))
    .join('; ');
  return [
    'A meeting is an entry with a time that others were invited to. Left out are whole days and entries of a day or longer, cancelled ones, those marked as free or out of office, those without a length, those with nobody else in them, and those that the calendar’s owner declined.',
    ...(calendars.length > 1
      ? [
          `Calendars were laid over one another: entries with the same UID and recurrence id are one meeting (${merged} copies were merged). The copy with the highest SEQUENCE counts, and everybody’s answer is that of their own copy.`,
        ]
      : []),
    'Hours of a person: the time in meetings that they did not decline, two at once counted once, divided by the weeks in which they worked. No answer counts as taking part, because a calendar does not tell who came.',
    'Person-hours: length × the people who did not decline, the organizer included, rooms and other things excluded.',
    ...(rate
      ? [`Cost: person-hours × ${rate.amount}${rate.currency === null ? '' : ` ${rate.currency}`}, the same for everybody.`]
      : []),
    ...(groups
      ? [
          'Some invitations went to lists. Nobody can tell how many people are on them, so each counts as one: the real figures are higher.',
        ]
      : []),
    ...(unnamed > 0
      ? [
          `${unnamed} meetings are of calendars that name nobody; every busy entry with a time was taken for a meeting of its owner alone. How many others were there is unknown.`,
        ]
      : []),
    'Tiers of hours a week: async-first up to 6, healthy 7 to 12, average 13 to 18, meeting-captured from 19 on; what lies between counts to the nearer.',
    `Working hours: ${hours} in each person’s zone where nothing else was said. A calendar’s zone is the one that it names, or in which most of it is written; days and weeks of this page are those of ${zone}.`,
    `Days without work are neither counted as working hours nor in the weeks by which hours are divided: what a calendar marks as out of office, and whole days whose title begins with such words (OOO, vacation, holiday, leave, Urlaub, férias, vacaciones, congés). ${holidaysOf(owners)}`,
    'Out of hours: compared with each attendee’s own hours in their own zone. People whose calendar was not given and whose zone was not said have an unknown zone and are not judged.',
    'Focus blocks: each free four hours within working hours are one, and three hours that are left over are one more. Lunch is not taken off.',
    'Back to back: three meetings or more with less than five minutes between one’s end and the next one’s beginning.',
    'Agenda and document: a description of at least twenty letters beside the words of the conference; a link or an attachment that is not the conference itself. Asked of meetings over 15 minutes; one-on-ones (two people invited) are counted apart.',
    'A series is what a rule repeats, or three meetings and more of one title and organizer. A one-on-one has two people.',
    ...(noMeetingDays.length > 0
      ? [`Days without meetings: ${noMeetingDays.join(', ')}, in each person’s zone; every meeting on them is a breach.`]
      : ['No day was named as one without meetings, so there are no breaches.']),
    `Individual figures are of those whose calendars were given. Figures of a team need at least ${TEAM} people.`,
  ];
};

const holidaysOf = (owners: People['owners']): string => {
  const regions = [...new Set(owners.flatMap(({ hours }) => hours.holidays ?? []))].toSorted();
  return regions.length === 0
    ? 'Which public holidays hold is not known, so they count like other days.'
    : `Public holidays are those of ${regions.join(', ')}.`;
};
