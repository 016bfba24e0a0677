import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  type ICalAttendeeData,
  type ICalEventData,
} from 'ical-generator';
import type { Instant } from '#kernel/stream/event.ts';
import type { Answer } from '../calendar.ts';

export interface Named {
  readonly name: string;
  readonly mail: string;
}

/** A meeting as calendars are told of it. What it says of itself is the same in each of its mails, or newer. */
export interface Invitation {
  /** The same for as long as it lives, also when it is moved or cancelled: `ID@HOST`. */
  readonly uid: string;
  /** 0 at first, and one more each time that it is moved, and when it is cancelled: calendars pass over what is not newer. */
  readonly sequence: number;
  readonly title: string;
  readonly description?: string;
  readonly location?: string;
  /** Where it can be moved and cancelled, for people. */
  readonly url?: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly organizer: Named;
  /** `answer`: what is known already, for whoever booked it has accepted; left out: they are asked. */
  readonly guests: readonly (Named & { readonly answer?: Answer; readonly optional?: boolean })[];
  /** Of a series: when the one time that is meant was to take place by its rule. */
  readonly planned?: Instant;
  /** When this is written. */
  readonly at: Instant;
}

/** What a mail carries for the calendar of whoever reads it: `calendar` of a mail that is queued. */
export interface CalendarPart {
  readonly method: 'REQUEST' | 'CANCEL' | 'REPLY';
  /** iCalendar (RFC 5545) with CRLF, lines of 75 octets at most. */
  readonly text: string;
}

/** Invites to a meeting, and tells anew of one that was moved (with its next `sequence`) [RFC 5546, 3.2.2]. From its organizer to all guests. */
export const invite = (invitation: Invitation): CalendarPart =>
  part('REQUEST', invitation, invitation.guests, ICalEventStatus.CONFIRMED, '');

/** Cancels it, with its next `sequence` and the reason [RFC 5546, 3.2.5]. To all guests, or to those alone who are no longer asked. */
export const cancel = (invitation: Invitation, reason: string): CalendarPart =>
  part('CANCEL', invitation, invitation.guests, ICalEventStatus.CANCELLED, reason);

/** Tells the organizer what one guest says to it, with the `sequence` that the guest was asked with [RFC 5546, 3.2.3]. */
export const reply = (invitation: Invitation, guest: Named, answer: Exclude<Answer, 'none'>, reason: string): CalendarPart =>
  part('REPLY', invitation, [{ ...guest, answer }], null, reason);

const part = (
  method: CalendarPart['method'],
  invitation: Invitation,
  guests: Invitation['guests'],
  status: ICalEventStatus | null,
  reason: string,
): CalendarPart => {
  const { uid, sequence, description, location, url, from, to, organizer, planned, at } = invitation;
  const event: ICalEventData = {
    id: line(uid),
    sequence,
    stamp: new Date(at),
    start: new Date(from),
    end: new Date(to),
    summary: line(invitation.title),
    organizer: { name: line(organizer.name) || organizer.mail, email: address(organizer.mail) },
    attendees: guests.map((guest) => attendee(guest, method)),
    status,
    ...(description !== undefined && { description: words(description) }),
    ...(location !== undefined && { location: line(location) }),
    ...(url !== undefined && { url: new URL(url).href }),
    ...(planned !== undefined && { recurrenceId: new Date(planned) }),
    // Every calendar shows the reason beside its question or its news.
    x: reason.trim() === '' ? [] : [['COMMENT', words(reason)]],
  };
  const calendar = ical({
    prodId: { company: 'Proceed', product: 'Proceed', language: 'EN' },
    method: ICalCalendarMethod[method],
  });
  calendar.createEvent(event);
  return { method, text: `${calendar.toString()}\r\n` };
};

const STATUS: Readonly<Record<Answer, ICalAttendeeStatus>> = {
  accepted: ICalAttendeeStatus.ACCEPTED,
  tentative: ICalAttendeeStatus.TENTATIVE,
  declined: ICalAttendeeStatus.DECLINED,
  none: ICalAttendeeStatus.NEEDSACTION,
};

const attendee = (
  { name, mail, answer = 'none', optional = false }: Invitation['guests'][number],
  method: string,
): ICalAttendeeData => ({
  name: line(name) || mail,
  email: address(mail),
  status: STATUS[answer],
  role: optional ? ICalAttendeeRole.OPT : ICalAttendeeRole.REQ,
  ...(method === 'REQUEST' && answer === 'none' && { rsvp: true }),
});

/** [safety] Nothing that somebody wrote may begin a line or a parameter of its own. */
const line = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
const words = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');

const address = (mail: string): string => {
  if (!/^[^\s@<>"\p{Cc};,]+@[^\s@<>"\p{Cc};,]+$/u.test(mail)) throw new TypeError('An invitation needs mail addresses.');
  return mail;
};
