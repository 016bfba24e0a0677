import type { calendar_v3 } from '@googleapis/calendar';
import { zoneName, zoneOf } from '#kernel/time/zone.ts';

/** An event of Google's API (v3) as iCalendar, so that one reader reads all sources. */
export const googleEntry = (event: calendar_v3.Schema$Event, uid: string): string => {
  const { start, end, originalStartTime, organizer, recurrence, attendees, attachments } = event;
  const away = event.eventType === 'outOfOffice';
  const free = event.transparency === 'transparent' || event.eventType === 'workingLocation';
  const lines = [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    `UID:${words(uid)}`,
    `SEQUENCE:${event.sequence ?? 0}`,
    ...time('RECURRENCE-ID', event.recurringEventId ? originalStartTime : null),
    // Of a time that was taken out Google tells no more than which it was.
    ...time('DTSTART', start ?? originalStartTime),
    ...time('DTEND', end),
    ...(recurrence ?? []).map((line) => line.replace(/[\r\n]+/g, ' ')),
    `STATUS:${(event.status ?? 'confirmed').toUpperCase()}`,
    `TRANSP:${free ? 'TRANSPARENT' : 'OPAQUE'}`,
    ...(away ? ['X-MICROSOFT-CDO-BUSYSTATUS:OOF'] : []),
    ...said('SUMMARY', event.summary),
    ...said('DESCRIPTION', event.description),
    ...said('LOCATION', event.location),
    ...said('X-GOOGLE-CONFERENCE', event.hangoutLink ?? event.conferenceData?.entryPoints?.[0]?.uri),
    ...(attachments ?? []).flatMap(({ fileUrl }) => said('ATTACH', fileUrl)),
    ...(organizer?.email ? [`ORGANIZER${name(organizer.displayName)}:mailto:${words(organizer.email)}`] : []),
    ...(attendees ?? []).map(
      (one) =>
        `ATTENDEE;PARTSTAT=${ANSWER[one.responseStatus ?? ''] ?? 'NEEDS-ACTION'};ROLE=${one.optional ? 'OPT' : 'REQ'}-PARTICIPANT;CUTYPE=${one.resource ? 'RESOURCE' : 'INDIVIDUAL'}${name(one.displayName)}:mailto:${words(one.email ?? '')}`,
    ),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ];
  return lines.join('\r\n');
};

const ANSWER: Readonly<Record<string, string>> = {
  accepted: 'ACCEPTED',
  declined: 'DECLINED',
  tentative: 'TENTATIVE',
  needsAction: 'NEEDS-ACTION',
};

const time = (property: string, at: calendar_v3.Schema$EventDateTime | null | undefined): readonly string[] => {
  if (at?.date) return [`${property};VALUE=DATE:${at.date.replaceAll('-', '')}`];
  const instant = Date.parse(at?.dateTime ?? '');
  if (Number.isNaN(instant)) return [];
  const stamp = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '');
  const zone = at?.timeZone ? zoneName(at.timeZone) : null;
  return [zone === null ? `${property}:${stamp(instant)}Z` : `${property};TZID=${zone}:${stamp(zoneOf(zone).toLocal(instant))}`];
};

const said = (property: string, text: string | null | undefined): readonly string[] =>
  text ? [`${property}:${words(text)}`] : [];
const words = (text: string): string =>
  text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n?|\n/g, '\\n')
    .replace(/\p{Cc}/gu, ' ');
const name = (said: string | null | undefined): string => (said ? `;CN="${said.replace(/["\p{Cc}]/gu, ' ')}"` : '');
