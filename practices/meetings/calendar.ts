import type { Instant } from '#kernel/stream/event.ts';

/** What somebody said to an invitation. `none`: they were asked and said nothing. */
export type Answer = 'accepted' | 'tentative' | 'declined' | 'none';

export interface Attendee {
  /** In lower case, without `mailto:`; null where the calendar gives no address. */
  readonly mail: string | null;
  readonly name: string | null;
  readonly answer: Answer;
  /** Rooms and other things are invited too; a group is a list of people whose number the calendar does not say. */
  readonly is: 'person' | 'group' | 'thing';
  readonly optional: boolean;
}

/** What an entry of a calendar says of itself, apart from when it takes place. */
export interface Details {
  readonly title: string;
  readonly description: string;
  readonly location: string;
  readonly organizer: Pick<Attendee, 'mail' | 'name'> | null;
  readonly attendees: readonly Attendee[];
  /** Addresses in its properties (not in its description): attachments, its page, its conference. */
  readonly links: readonly string[];
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  /** It takes no time of whoever has it: marked as free, or as working somewhere else. */
  readonly free: boolean;
  /** Out of office, as Exchange marks it. */
  readonly away: boolean;
  readonly allDay: boolean;
  /** The higher, the later it was written. */
  readonly sequence: number;
}

/** One time at which an entry takes place. */
export interface Occurrence {
  /** When it was to take place by its rule: with the series' `uid` its identity, also after it was moved. */
  readonly planned: Instant;
  readonly from: Instant;
  readonly to: Instant;
  /** Only where they differ from those of its series. */
  readonly details?: Details;
}

/** An entry of a calendar and the times at which it takes place within the window that was asked for. */
export interface Series {
  readonly uid: string;
  /** The line at which it begins; 0 where its source has no lines. */
  readonly line: number;
  readonly details: Details;
  /** Whether it has a rule; an entry with one occurrence in the window may have. */
  readonly recurs: boolean;
  /** The zone in which it was written; null for a floating time. */
  readonly zone: string | null;
  /** In order. */
  readonly occurrences: readonly Occurrence[];
}

/** What could not be read as it is written, and what was done about it. */
export interface Fault {
  readonly line: number;
  readonly reason: string;
}

/** One calendar within a window. */
export interface CalendarReading {
  /** As it calls itself; null where it does not. */
  readonly name: string | null;
  /** Whose it is, where it says so. */
  readonly owner: string | null;
  /** The zone of whoever has it: as it says, or the one in which most of it is written. */
  readonly zone: string | null;
  readonly series: readonly Series[];
  /** About where there is something outside of the window, on either side; null where nothing is. */
  readonly nearest: { readonly before: Instant | null; readonly after: Instant | null };
  readonly faults: readonly Fault[];
  /** Faults beyond those that are listed. */
  readonly moreFaults: number;
  /** How many VCALENDARs its source has. */
  readonly calendars: number;
  /** Entries that are in it, in the window or not. */
  readonly entries: number;
}

/** From–to, the end not included. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}
