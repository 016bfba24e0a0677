import type { Instant } from '#kernel/stream/event.ts';
import type { Answer, Details, Series } from '../calendar.ts';
import type { Answers } from './report.ts';
import { isPerson, type Given, type People, type Person } from './people.ts';

/** Why an entry of a calendar is not counted as a meeting. */
export type LeftOut = 'all-day' | 'cancelled' | 'free' | 'away' | 'no-length' | 'alone' | 'declined';

export interface Invited {
  readonly person: Person;
  readonly answer: Answer;
}

/** What is true of a meeting apart from when it is; many times of a series share it. */
export interface Facts {
  readonly details: Details;
  /** Everybody who was asked, the organizer too. */
  readonly invited: readonly Invited[];
  /** Those who did not decline. */
  readonly present: readonly Person[];
  readonly answers: Answers;
  /** Lists of people whose number the calendar does not say; each counts as one person. */
  readonly groups: number;
  /** The calendar names nobody, so it is not known who else was there. */
  readonly unnamed: boolean;
}

/** One time of a meeting, once, however many calendars have it. */
export interface Meeting {
  /** Of its series; one-off meetings of one title and organizer that come often are a series too. */
  readonly series: string;
  readonly recurs: boolean;
  /** Its entry, as calendars call it, and when it was to take place by its rule. */
  readonly uid: string;
  readonly planned: Instant;
  readonly from: Instant;
  readonly to: Instant;
  readonly facts: Facts;
}

export interface Gathered {
  /** In order. */
  readonly meetings: readonly Meeting[];
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  /** Copies of a meeting in a further calendar, which were merged. */
  readonly merged: number;
}

interface Copy {
  readonly owner: Person;
  readonly details: Details;
}

interface Gathering {
  readonly uid: string;
  readonly recurs: boolean;
  readonly planned: Instant;
  readonly from: Instant;
  readonly to: Instant;
  readonly copies: Copy[];
}

/** From calendars to meetings: copies are merged by UID and recurrence id, and what is no meeting is left out and counted. */
export const gather = (calendars: readonly Given[], people: People): Gathered => {
  const unnamed = new Set<Person>();
  for (const [n, { reading }] of calendars.entries()) {
    const owner = people.owners[n];
    if (owner && !reading.series.some(namesOthers)) unnamed.add(owner);
  }
  const factsOf = factsMaker(people, unnamed);
  const meetings: Meeting[] = [];
  const leftOut: Record<LeftOut, number> = {
    'all-day': 0,
    cancelled: 0,
    free: 0,
    away: 0,
    'no-length': 0,
    alone: 0,
    declined: 0,
  };
  const take = ({ uid, recurs, planned, from, to, copies }: Gathering): void => {
    const facts = to <= from ? 'no-length' : factsOf(copies);
    if (typeof facts === 'string') leftOut[facts] += 1;
    else meetings.push({ series: seriesKey(uid, recurs, facts), recurs, uid, planned, from, to, facts });
  };

  // Only what several calendars have is compared time by time.
  const several = inSeveral(calendars);
  const byKey = new Map<string, Gathering>();
  let merged = 0;
  for (const [n, { reading }] of calendars.entries()) {
    const owner = people.owners[n];
    if (!owner) continue;
    for (const { uid, recurs, details: own, occurrences } of reading.series) {
      const shared = several.has(uid);
      const copy = { owner, details: own };
      const alone = [copy];
      for (const { planned, from, to, details } of occurrences) {
        const mine = details ? { owner, details } : copy;
        if (!shared) {
          take({ uid, recurs, planned, from, to, copies: details ? [mine] : alone });
          continue;
        }
        const key = `${uid}|${planned}`;
        const known = byKey.get(key);
        if (!known) byKey.set(key, { uid, recurs, planned, from, to, copies: [mine] });
        else if (known.copies.every((one) => one.owner !== owner)) {
          known.copies.push(mine);
          merged += 1;
        }
      }
    }
  }
  for (const gathering of byKey.values()) take(gathering);
  meetings.sort((a, b) => a.from - b.from || a.to - b.to);
  return { meetings, leftOut, merged };
};

/** Entries without a UID are called by their line, which is another in each calendar. */
const inSeveral = (calendars: readonly Given[]): ReadonlySet<string> => {
  const seen = new Set<string>();
  const found = new Set<string>();
  for (const { reading } of calendars) {
    const here = new Set(reading.series.map(({ uid }) => uid).filter((uid) => !uid.startsWith('line:')));
    for (const uid of here) (seen.has(uid) ? found : seen).add(uid);
  }
  return found;
};

const namesOthers = ({ details }: Series): boolean => details.attendees.filter(isPerson).length > 0;

/** Google splits a series that was changed from one time on, and gives the rest `UID_R20260105T090000@google.com`. */
const seriesKey = (uid: string, recurs: boolean, { details }: Facts): string =>
  recurs
    ? uid.replace(/_R\d{8}(T\d{6})?(?=@google\.com)/, '').replace(/ line:\d+$/, '')
    : `once:${plain(details.title)}|${details.organizer?.mail ?? ''}`;

const plain = (title: string): string =>
  title
    .toLowerCase()
    .replace(/^((re|fwd|aw|wg|updated invitation|invitation):\s*)+/i, '')
    .trim();

/** Facts are made once for each set of copies that says the same. */
const factsMaker = (people: People, unnamed: ReadonlySet<Person>): ((copies: readonly Copy[]) => Facts | LeftOut) => {
  const ids = new Map<Details, number>();
  const known = new Map<string, Facts | LeftOut>();
  return (copies) => {
    let key = '';
    for (const { owner, details } of copies) {
      let id = ids.get(details);
      if (id === undefined) ids.set(details, (id = ids.size));
      key += `${id}@${owner.id};`;
    }
    let facts = known.get(key);
    if (facts === undefined) known.set(key, (facts = makeFacts(copies, people, unnamed)));
    return facts;
  };
};

const CALLED_OFF = /^(cancell?ed|abgesagt|annul[ée]e?|cancelad[oa]|anulad[oa])\s*:/i;

const makeFacts = (copies: readonly Copy[], people: People, unnamed: ReadonlySet<Person>): Facts | LeftOut => {
  const details = copies
    .map((copy) => copy.details)
    .toSorted((a, b) => b.sequence - a.sequence || b.attendees.length - a.attendees.length)[0];
  if (!details) return 'alone';
  if (details.status === 'cancelled' || CALLED_OFF.test(details.title)) return 'cancelled';
  if (details.allDay) return 'all-day';

  const answers = new Map<Person, Answer>();
  for (const { organizer } of [details]) {
    if (organizer?.mail && !organizer.mail.endsWith('@group.calendar.google.com'))
      answers.set(people.of(organizer.mail, organizer.name), 'accepted');
  }
  let groups = 0;
  const asked = new Set<Person>();
  for (const one of details.attendees) {
    if (one.is === 'group') groups += 1;
    else if (isPerson(one) && (one.mail ?? one.name) !== null) {
      const person = people.of(one.mail ?? `name:${one.name}`, one.name);
      asked.add(person);
      answers.set(person, organizerAnswers(details, one.mail, one.answer));
    }
  }
  let [isFree, isAway, isBusy] = [false, false, false];
  for (const { owner, details: own } of copies) {
    const theirs = own.attendees.find(({ mail }) => mail === owner.id);
    if (theirs) answers.set(owner, organizerAnswers(own, owner.id, theirs.answer));
    else if (!answers.has(owner)) answers.set(owner, 'accepted');
    if (own.free || own.status === 'cancelled') {
      isFree = true;
      answers.set(owner, 'declined');
    } else if (own.away) {
      isAway = true;
      answers.set(owner, 'declined');
    } else isBusy = true;
  }
  if (!isBusy) return isAway && !isFree ? 'away' : 'free';
  const invited = [...answers].map(([person, answer]) => ({ person, answer }));
  const nobodyNamed = copies.every(({ owner }) => unnamed.has(owner)) && asked.size === 0;
  if (!nobodyNamed && invited.length + groups < 2) return 'alone';
  const present = invited.filter(({ answer }) => answer !== 'declined').map(({ person }) => person);
  if (!present.some(({ own }) => own)) return 'declined';
  const answered = { accepted: 0, tentative: 0, declined: 0, none: 0 };
  for (const { answer } of invited) answered[answer] += 1;
  return { details, invited, present, answers: answered, groups, unnamed: nobodyNamed && invited.length + groups < 2 };
};

/** Whoever asks others does not answer themselves; some calendars then say that no answer came. */
const organizerAnswers = ({ organizer }: Details, mail: string | null, answer: Answer): Answer =>
  answer === 'none' && mail !== null && mail === organizer?.mail ? 'accepted' : answer;
