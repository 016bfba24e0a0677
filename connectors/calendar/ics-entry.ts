import { DAY } from '#kernel/time/duration.ts';
import type { Answer, Attendee, Details, Window } from '#practices/meetings';
import type { Component } from './ics-components.ts';
import { parseLine, shortened, type ContentLine, type Report } from './ics-lines.ts';
import { readRule, type Rule } from './ics-rule.ts';
import { listed, readDuration, readMoment, readText, type Moment } from './ics-values.ts';

/** A moment and the zone that its property names. */
export interface Placed extends Moment {
  readonly tzid: string | null;
  readonly line: number;
}

/** A date of RDATE; a period has a length of its own, on the wall clock. */
export interface Extra extends Placed {
  readonly length: number | null;
}

/** A VEVENT as it is written, before it is known which zones there are. */
export interface Entry {
  readonly uid: string;
  readonly line: number;
  readonly details: Details;
  readonly start: Placed;
  /** In ms, on the wall clock. */
  readonly length: number;
  /** Instead of a length, where its end is in another zone. */
  readonly end: Placed | null;
  readonly rules: readonly { readonly rule: Rule; readonly line: number }[];
  readonly extra: readonly Extra[];
  readonly without: readonly Placed[];
  readonly replaces: { readonly at: Placed; readonly andAllAfter: boolean } | null;
  /** It takes place outside of the window: of what it says only its times were read. */
  readonly elsewhere: boolean;
}

export const KEPT_OF_ENTRIES = new Set(
  `UID SUMMARY DESCRIPTION LOCATION DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID ATTENDEE ORGANIZER STATUS TRANSP SEQUENCE URL ATTACH
   CONFERENCE X-GOOGLE-CONFERENCE X-MICROSOFT-SKYPETEAMSMEETINGURL X-MICROSOFT-CDO-BUSYSTATUS X-MICROSOFT-CDO-ALLDAYEVENT X-ALT-DESC`.split(
    /\s+/,
  ),
);

/** What the entries of one calendar share. */
export interface Shared {
  readonly window: Window;
  /** Dates of RDATE and EXDATE that may still be read. */
  dates: number;
  /** Names in lists of who is invited that may still be kept. */
  invitations: number;
  /** Letters of descriptions and links that may still be kept; what comes after is shortened. */
  letters: number;
  /** By their line: most people are in many entries. */
  readonly attendees: Map<string, Attendee>;
}

export const shared = (window: Window): Shared => ({
  window,
  dates: 50_000,
  invitations: 200_000,
  letters: 8_000_000,
  attendees: new Map(),
});

/** Of one entry. */
const MOST_DATES = 10_000;
const MOST_ATTENDEES = 1_000;
const MOST_RULES = 10;
/** Of one calendar. */
const MOST_PEOPLE = 50_000;

/** What a VEVENT says; null, having said why, where it does not say when it takes place. */
export const readEntry = (component: Component, common: Shared, report: Report): Entry | null => {
  const byName = new Map<string, ContentLine[]>();
  for (const line of component.lines) {
    const same = byName.get(line.name);
    if (same) same.push(line);
    else byName.set(line.name, [line]);
  }
  const one = (name: string): ContentLine | undefined => byName.get(name)?.at(-1);
  const all = (name: string): readonly ContentLine[] => byName.get(name) ?? [];
  const text = (name: string, most: number): string => readText(one(name)?.value ?? '', most).trim();

  const starts = all('DTSTART');
  if (starts.length > 1) report(starts[1]?.line ?? 0, 'DTSTART is said twice; the last one counts.');
  const startLine = starts.at(-1);
  const start = startLine && placed(startLine, startLine.value, report);
  if (!startLine) report(component.line, 'This VEVENT has no DTSTART, so nobody knows when it is; it was left out.');
  if (!start) return null;

  const { length, end } = lengthOf(start, one('DTEND'), one('DURATION'), report);
  const dates = (name: string): readonly Extra[] => {
    const found: Extra[] = [];
    for (const line of all(name)) {
      for (const part of listed(line.value)) {
        if (found.length >= MOST_DATES || common.dates <= 0) {
          report(line.line, `This ${name} is one of too many dates; those that follow were left out.`);
          return found;
        }
        common.dates -= 1;
        const [at = '', until] = part.split('/');
        const moment = part.trim() === '' ? null : placed(line, at, report);
        if (moment) found.push({ ...moment, length: until === undefined ? null : periodLength(moment, until) });
      }
    }
    return found;
  };
  for (const { line } of all('EXRULE').slice(0, 1))
    report(line, 'EXRULE was taken out of the standard in 2009 and is not read; what it takes out stays.');
  if (all('RRULE').length > MOST_RULES)
    report(all('RRULE')[MOST_RULES]?.line ?? 0, `This entry has more than ${MOST_RULES} rules; the rest of them were left out.`);
  const rules = all('RRULE')
    .slice(0, MOST_RULES)
    .flatMap(({ value, line }) => {
      const rule = readRule(value);
      if (typeof rule !== 'string') return [{ rule, line }];
      report(line, `This RRULE cannot be used: ${rule}. Only the first date of the entry counts.`);
      return [];
    });
  const replacesLine = one('RECURRENCE-ID');
  const replaced = replacesLine && placed(replacesLine, replacesLine.value, report);
  const andAllAfter = replacesLine?.params['RANGE']?.[0]?.toUpperCase() === 'THISANDFUTURE';
  const elsewhere = !andAllAfter && all('RDATE').length === 0 && isElsewhere(start, rules, common.window);
  const invited = elsewhere ? [] : attendeesOf(all('ATTENDEE'), common, report);
  return {
    uid: text('UID', 400) || `line:${component.line}`,
    line: component.line,
    details: detailsOf({
      one,
      all,
      text,
      dateOnly: start.dateOnly,
      length,
      attendees: invited,
      common: elsewhere ? null : common,
    }),
    start,
    length,
    end,
    // A rule that is said twice means the same; two rules are read one after the other.
    rules: rules.filter(({ rule }, i) => rules.findIndex((other) => sameRule(other.rule, rule)) === i),
    extra: dates('RDATE'),
    without: dates('EXDATE'),
    replaces: replaced ? { at: replaced, andAllAfter } : null,
    elsewhere,
  };
};

/** Further than any zone or any change of a whole series moves a time. */
const FAR = 70 * DAY;

const isElsewhere = (start: Placed, rules: Entry['rules'], { from, to }: Window): boolean =>
  start.local >= to + (rules.length > 0 ? FAR : 2 * DAY) ||
  (rules.length === 0
    ? start.local < from - 2 * DAY
    : start.local < from - FAR && rules.every(({ rule: { until } }) => until !== null && until.local < from - FAR));

/** `20260327T090000/PT1H`, or with its end; null for what is neither. */
const periodLength = (start: Placed, until: string): number | null => {
  const length = readDuration(until);
  const end = length === null ? readMoment(until) : null;
  return length ?? (end === null || typeof end === 'string' || end.local < start.local ? null : end.local - start.local);
};

const sameRule = (a: Rule, b: Rule): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A moment of a property; null, having said what is wrong. */
const placed = (line: ContentLine, value: string, report: Report): Placed | null => {
  const moment = readMoment(value);
  if (typeof moment !== 'string')
    return { ...moment, tzid: moment.utc ? null : (line.params['TZID']?.[0] ?? null), line: line.line };
  // `TZID=(GMT+01:00) Berlin:20260327T090000`: a colon in a parameter that should have been quoted.
  const colon = value.lastIndexOf(':');
  const before = line.params['TZID']?.[0];
  if (colon !== -1 && before !== undefined) {
    const again = parseLine(
      `${line.name};TZID="${before}:${value.slice(0, colon).replaceAll('"', '')}":${value.slice(colon + 1)}`,
      line.line,
    );
    if (again && !again.value.includes(':')) return placed(again, again.value, report);
  }
  report(line.line, `${line.name}: “${shortened(value.trim())}” ${moment}. It was left out.`);
  return null;
};

const lengthOf = (
  start: Placed,
  endLine: ContentLine | undefined,
  durationLine: ContentLine | undefined,
  report: Report,
): { readonly length: number; readonly end: Placed | null } => {
  const otherwise = { length: start.dateOnly ? DAY : 0, end: null };
  if (endLine) {
    const end = placed(endLine, endLine.value, report);
    if (!end) return otherwise;
    if (end.dateOnly !== start.dateOnly) return { length: Math.max(otherwise.length, end.local - start.local), end: null };
    if (end.tzid !== start.tzid || end.utc !== start.utc) return { length: 0, end };
    if (end.local >= start.local) return { length: end.local - start.local, end: null };
    report(endLine.line, 'DTEND is before DTSTART; the entry was read as if it took no time.');
    return otherwise;
  }
  if (!durationLine) return otherwise;
  const length = readDuration(durationLine.value);
  if (length === null) {
    report(
      durationLine.line,
      `DURATION: “${shortened(durationLine.value)}” is no length of time such as PT30M; it was left out.`,
    );
    return otherwise;
  }
  return { length, end: null };
};

interface Said {
  readonly one: (name: string) => ContentLine | undefined;
  readonly all: (name: string) => readonly ContentLine[];
  readonly text: (name: string, most: number) => string;
  readonly dateOnly: boolean;
  readonly length: number;
  readonly attendees: readonly Attendee[];
  /** Null: what it says in words and links is not asked. */
  readonly common: Shared | null;
}

/** Of a calendar that says more than may be kept. */
const SHORT = { description: 300, links: 3 };

const detailsOf = ({ one, all, text, dateOnly, length, attendees, common }: Said): Details => {
  const busy = text('X-MICROSOFT-CDO-BUSYSTATUS', 30).toUpperCase();
  const status = text('STATUS', 20).toUpperCase();
  const organizer = one('ORGANIZER');
  const most = common && common.letters > 0 ? 4_000 : SHORT.description;
  const described = common
    ? text('DESCRIPTION', most) ||
      text('X-ALT-DESC', most)
        .replace(/<[^<>]*>/g, ' ')
        .trim()
    : '';
  const found =
    common === null
      ? []
      : ['URL', 'ATTACH', 'CONFERENCE', 'X-GOOGLE-CONFERENCE', 'X-MICROSOFT-SKYPETEAMSMEETINGURL'].flatMap((name) =>
          all(name)
            .slice(0, 50)
            .flatMap(({ value, params }) =>
              params['ENCODING'] || params['VALUE']?.[0]?.toUpperCase() === 'BINARY'
                ? ['attachment:']
                : value.trim() === ''
                  ? []
                  : [value.slice(0, 2_000).trim()],
            ),
        );
  const links = common && common.letters <= 0 ? found.slice(0, SHORT.links) : found;
  if (common) common.letters -= described.length + links.reduce((sum, link) => sum + link.length, 0);
  return {
    title: text('SUMMARY', 300).replace(/\s+/g, ' '),
    description: described,
    location: text('LOCATION', 300).replace(/\s+/g, ' '),
    organizer: organizer ? { mail: mailOf(organizer.value), name: nameOf(organizer) } : null,
    attendees,
    links,
    status: status === 'CANCELLED' ? 'cancelled' : status === 'TENTATIVE' ? 'tentative' : 'confirmed',
    free: text('TRANSP', 20).toUpperCase() === 'TRANSPARENT' || busy === 'FREE' || busy === 'WORKINGELSEWHERE',
    away: busy === 'OOF',
    allDay: dateOnly || text('X-MICROSOFT-CDO-ALLDAYEVENT', 10).toUpperCase() === 'TRUE' || length >= DAY,
    sequence: Number(/^\d{1,9}$/.exec(text('SEQUENCE', 12))?.[0] ?? 0),
  };
};

const ANSWERS: Readonly<Record<string, Answer>> = {
  ACCEPTED: 'accepted',
  COMPLETED: 'accepted',
  TENTATIVE: 'tentative',
  DECLINED: 'declined',
  DELEGATED: 'declined',
};
const KINDS: Readonly<Record<string, Attendee['is']>> = { GROUP: 'group', ROOM: 'thing', RESOURCE: 'thing' };

const attendeesOf = (lines: readonly ContentLine[], common: Shared, report: Report): readonly Attendee[] => {
  const { attendees } = common;
  const found: Attendee[] = [];
  for (const line of lines) {
    const key = `${line.value} ${line.params['PARTSTAT']?.[0]} ${line.params['CN']?.[0]} ${line.params['ROLE']?.[0]} ${line.params['CUTYPE']?.[0]}`;
    let one = attendees.get(key);
    if (!one) {
      if (attendees.size < MOST_PEOPLE) attendees.set(key, (one = attendee(line)));
    }
    if (!one || found.length >= MOST_ATTENDEES || common.invitations <= 0) {
      report(line.line, 'This ATTENDEE is one of too many; those that follow were left out.');
      break;
    }
    common.invitations -= 1;
    found.push(one);
  }
  return found;
};

const attendee = (line: ContentLine): Attendee => {
  const param = (name: string): string => (line.params[name]?.[0] ?? '').toUpperCase();
  const mail = mailOf(line.value);
  return {
    mail,
    name: nameOf(line),
    answer: ANSWERS[param('PARTSTAT')] ?? 'none',
    is: mail?.endsWith('@resource.calendar.google.com')
      ? 'thing'
      : (KINDS[param('CUTYPE')] ?? (param('ROLE') === 'NON-PARTICIPANT' && !mail ? 'thing' : 'person')),
    optional: param('ROLE') === 'OPT-PARTICIPANT' || param('ROLE') === 'NON-PARTICIPANT',
  };
};

/** In lower case; null for what is no address. */
export const mailOf = (value: string): string | null => {
  const mail = value
    .trim()
    .replace(/^(mailto|invalid):/i, '')
    .trim()
    .toLowerCase()
    .slice(0, 254);
  return mail.includes('@') ? mail : null;
};

const nameOf = (line: ContentLine): string | null => {
  const name = readText(line.params['CN']?.[0] ?? '', 200)
    .replace(/\s+/g, ' ')
    .trim();
  return name === '' || name.includes('@') ? null : name;
};
