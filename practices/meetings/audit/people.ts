import type { Calendar } from '#kernel/time/calendar.ts';
import type { Attendee, CalendarReading, Details } from '../calendar.ts';
import { absences } from './absence.ts';
import type { AuditSettings } from './settings.ts';

/** A calendar that was given to an audit. */
export interface Given {
  /** A file's name, or an address without its secrets. */
  readonly called: string;
  readonly reading: CalendarReading;
}

/** Somebody in the calendars. `id` is the address, or the name of the calendar whose owner it does not tell. */
export interface Person {
  readonly id: string;
  name: string;
  /** Null: nobody said. */
  zone: string | null;
  /** Without its zone; leave is known of those alone whose calendar was given. */
  hours: Omit<Calendar, 'zone' | 'focus'>;
  /** Whether their own calendar was given: of others it is only known what they share with these. */
  own: boolean;
}

/** Everybody that the calendars name, each once. */
export interface People {
  /** Whose calendar each of those given is, in their order. */
  readonly owners: readonly Person[];
  of(id: string, name?: string | null): Person;
}

export const peopleOf = (calendars: readonly Given[], settings: AuditSettings): People => {
  const byId = new Map<string, Person>();
  const of = (id: string, name?: string | null): Person => {
    let person = byId.get(id);
    if (!person) {
      const known = Object.hasOwn(settings.people, id) ? settings.people[id] : undefined;
      person = {
        id,
        name: name ?? spoken(id),
        zone: known?.zone ?? (id === settings.me ? settings.zone : null),
        hours: {
          week: known?.week ?? settings.week,
          holidays: known?.holidays ?? settings.holidays,
          ...(known?.exceptions && { exceptions: known.exceptions }),
          ...(known?.leave && { leave: known.leave }),
        },
        own: false,
      };
      byId.set(id, person);
    } else if (name && person.name === spoken(id)) person.name = name;
    return person;
  };
  const owners = calendars.map((given) => {
    const found = ownerOf(given, calendars.length, settings);
    const person = of(found ?? `calendar:${given.called}`, found === null ? calledAs(given) : null);
    person.own = true;
    person.zone ??= given.reading.zone ?? settings.zone;
    const away = absences(given.reading);
    if (away.length > 0) person.hours = { ...person.hours, leave: [...(person.hours.leave ?? []), ...away] };
    return person;
  });
  return { owners, of };
};

const spoken = (id: string): string => (id.startsWith('calendar:') ? id.slice(9) : id);

const calledAs = ({ called, reading }: Given): string => reading.name ?? stem(called);

const stem = (called: string): string => called.replace(/\.(ics|ical|ifb|icalendar)$/i, '');

/** Whose calendar it is: as it says, as its file is called, or who is in nearly all of it. Null where that is not clear. */
const ownerOf = ({ called, reading }: Given, calendars: number, { me }: AuditSettings): string | null => {
  if (reading.owner !== null) return reading.owner;
  if (calendars === 1 && me !== null) return me;
  const counted = new Map<string, number>();
  let shared = 0;
  for (const { details } of reading.series) {
    const mails = mailsOf(details);
    if (mails.size > 1) shared += 1;
    if (mails.size > 1) for (const mail of mails) counted.set(mail, (counted.get(mail) ?? 0) + 1);
  }
  const name = stem(called).toLowerCase();
  const byName = [...counted.keys()].filter((mail) => mail === name || mail.split('@')[0] === name);
  if (byName.length === 1) return byName[0] ?? null;
  const [first, second] = [...counted].toSorted((a, b) => b[1] - a[1]);
  if (!first || shared < 3 || first[1] < 0.8 * shared || first[1] === second?.[1]) return null;
  return first[0];
};

const mailsOf = ({ attendees, organizer }: Details): ReadonlySet<string> =>
  new Set([...attendees.filter(isPerson).map(({ mail }) => mail), organizer?.mail ?? null].filter((mail) => mail !== null));

export const isPerson = ({ is }: Attendee): boolean => is === 'person';
