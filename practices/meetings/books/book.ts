import type { Directory } from '#kernel/actors/directory.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { DAY, HOUR, MINUTE } from '#kernel/time/duration.ts';
import { formatDate } from '#kernel/time/wall-clock.ts';
import { zoneOf } from '#kernel/time/zone.ts';
import { audited } from '../audit/audit.ts';
import type { Meeting } from '../audit/meetings.ts';
import type { Given } from '../audit/people.ts';
import { preparationOf } from '../audit/preparation.ts';
import { within } from '../audit/period.ts';
import type { AuditSettings } from '../audit/settings.ts';
import { shownReport, type AuditShownReport } from '../feeds/audit-shown.ts';
import { RULES } from '../advisor/rules.ts';
import type { Window } from '../calendar.ts';
import { breachOf } from '../days/meeting-days.ts';
import { attendanceOf, lookAt, peopleByMail, type Attendance } from './looking.ts';

/** What is kept of somebody's calendars for as long as these are the same. [rule 6] It is theirs alone. */
export interface Book {
  readonly report: AuditShownReport;
  readonly attendance: readonly Attendance[];
  /** Hours in meetings by local date, where there are some. */
  readonly days: readonly (readonly [date: string, hours: number])[];
  /** Meetings to which they invited people on a day without meetings, the newest first. */
  readonly breaches: readonly Breach[];
  readonly ahead: readonly Ahead[];
  /** Instants from–to at which they have something, in order. */
  readonly busy: readonly (readonly [from: Instant, to: Instant])[];
}

export interface Breach {
  readonly title: string;
  readonly from: Instant;
  readonly minutes: number;
  readonly people: number;
  readonly space: string;
  readonly date: string;
}

/** A meeting to come. */
export interface Ahead extends Pick<Attendance, 'people' | 'others' | 'mine'> {
  readonly uid: string;
  readonly planned: Instant;
  readonly title: string;
  readonly from: Instant;
  readonly minutes: number;
  readonly agenda: boolean;
  readonly document: boolean;
}

interface Making {
  /** Read over `window` and `ahead`. */
  readonly calendars: readonly Given[];
  readonly settings: AuditSettings;
  readonly ahead: Window;
  readonly directory: Directory;
}

const MOST_AHEAD = 200;
const MOST_BREACHES = 50;

export const makeBook = ({ calendars, settings, ahead, directory }: Making): Book => {
  const cut = (window: Window): readonly Given[] =>
    calendars.map(({ called, reading }) => ({ called, reading: within(reading, window) }));
  const past = lookAt(cut(settings.window), settings, directory);
  const coming = audited(cut(ahead), { ...settings, window: ahead }, RULES);
  const byMail = peopleByMail(directory);
  const { me } = settings;
  const known = (meeting: Meeting) => attendanceOf(meeting.series, meeting.facts.details, me, byMail);
  const breaches = [...past.meetings, ...coming.meetings].flatMap((meeting) => {
    const { mine, people } = known(meeting);
    const self = me === null ? undefined : byMail.get(me);
    const found =
      mine && self !== undefined ? breachOf({ space: null, from: meeting.from, people: [self, ...people] }, directory) : null;
    if (!found) return [];
    const size = meeting.facts.present.length + meeting.facts.groups;
    return [{ ...titled(meeting), people: size, space: found.space.name, date: found.date }];
  });
  return {
    report: shownReport(past.report),
    attendance: past.attendance,
    days: daysOf(past.meetings, settings.zone),
    breaches: breaches.toReversed().slice(0, MOST_BREACHES),
    ahead: coming.meetings.slice(0, MOST_AHEAD).map((meeting) => {
      const { people, others, mine } = known(meeting);
      const { uid, planned } = meeting;
      return { ...titled(meeting), uid, planned, people, others, mine, ...preparationOf(meeting.facts.details) };
    }),
    busy: busyIn(cut(ahead)),
  };
};

const titled = ({ from, to, facts }: Meeting) => ({
  title: facts.details.title.slice(0, 300) || 'Without a title',
  from,
  minutes: Math.round((to - from) / MINUTE),
});

const daysOf = (meetings: readonly Meeting[], zone: string): Book['days'] => {
  const clock = zoneOf(zone);
  const found = new Map<string, number>();
  for (const { from, to, facts } of meetings) {
    if (!facts.present.some(({ own }) => own)) continue;
    const date = formatDate(Math.floor(clock.toLocal(from) / DAY));
    found.set(date, (found.get(date) ?? 0) + (to - from) / HOUR);
  }
  return [...found].map(([date, hours]) => [date, Math.round(hours * 100) / 100]);
};

/** All that takes time of whoever has the calendars: meetings, appointments, days out of office; not what they declined. */
const busyIn = (calendars: readonly Given[]): Book['busy'] => {
  const found: { from: Instant; to: Instant }[] = [];
  for (const { reading } of calendars)
    for (const { details: own, occurrences } of reading.series)
      for (const { from, to, details = own } of occurrences) {
        const declined = details.attendees.some(
          ({ mail, answer }) => mail !== null && mail === reading.owner && answer === 'declined',
        );
        if (details.free || details.status === 'cancelled' || declined || (details.allDay && !details.away)) continue;
        if (to > from) found.push({ from, to });
      }
  found.sort((a, b) => a.from - b.from);
  const merged: { from: Instant; to: Instant }[] = [];
  for (const one of found) {
    const last = merged.at(-1);
    if (last && one.from <= last.to) last.to = Math.max(last.to, one.to);
    else merged.push({ ...one });
  }
  return merged.map(({ from, to }) => [from, to] as const);
};
