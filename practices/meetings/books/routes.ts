import { z } from 'zod';
import { calledIn } from '#kernel/actors/names.ts';
import { roleIn } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { refuse } from '#kernel/stream/refusal.ts';
import { calendarAt } from '#kernel/time/calendar.ts';
import { answer, iso, route, uuid, type Principal, type Services } from '#server/route.ts';
import { dayAfter, dayBegins, lastWeeks, trimmed, whereItIs, within } from '../audit/period.ts';
import { TEAM } from '../audit/settings.ts';
import type { Given } from '../audit/people.ts';
import type { Feeds } from '../feeds/feeds.ts';
import { AuditShown, shownReport, skip } from '../feeds/audit-shown.ts';
import { conversions, type ConversionRow } from '../conversions/queries.ts';
import { peopleOf, rulesOf } from '../days/meeting-days.ts';
import type { Ahead, Book } from './book.ts';
import { OFFICE, type Books } from './books.ts';
import { lookAt, peopleByMail, type Attendance } from './looking.ts';
import { ofTeam, whoseAre } from './private.ts';
import { freeDates, teamOf } from './team.ts';

interface BookServices extends Services {
  readonly feeds: Feeds;
  readonly books: Books;
}

const shared = { tag: 'meetings', who: 'member' } as const;
const person = z.object({ id: z.string(), name: z.string() });
const attending = z.object({
  uid: z.string().nullable().describe('As calendars call it; null: single meetings of one title'),
  people: z.array(person).describe('Those who are here, you left out'),
  others: z.number().describe('Those whom nobody here knows'),
  mine: z.boolean().describe('You invite to it'),
});
const attendance = z
  .array(
    attending.extend({
      series: z.string(),
      writable: z.boolean().describe('It stands in a calendar of yours that can be written from here'),
      instead: z.object({ id: z.string(), kind: z.string(), number: z.number() }).nullable().describe('What replaced it already'),
    }),
  )
  .describe('Who is in what is advised');

const aheadReply = attending.extend({
  uid: z.string().describe('As its calendar calls it'),
  planned: z.string().describe('When it was to take place by its rule'),
  title: z.string(),
  from: z.string(),
  minutes: z.number(),
  agenda: z.boolean(),
  document: z.boolean(),
});
const breachReply = z.object({
  title: z.string(),
  from: z.string(),
  minutes: z.number(),
  people: z.number(),
  space: z.string(),
  date: z.string(),
});
const bookReply = z.object({
  report: AuditShown,
  attendance,
  ahead: z.array(aheadReply).describe('Meetings of the coming weeks'),
  breaches: z.array(breachReply).describe('Meetings to which you invited people on a day that their team keeps free'),
});

const shownPeople = ({ people, ...rest }: Pick<Attendance, 'uid' | 'people' | 'others' | 'mine'>, directory: Directory) => ({
  uid: rest.uid,
  others: rest.others,
  mine: rest.mine,
  people: people.map((id) => ({ id, name: calledIn(directory, id) })),
});

/** Who is in what is advised, and what of it was replaced already. */
const presentAttendance = async (
  there: readonly Attendance[],
  principal: Principal,
  directory: Directory,
  { db, feeds }: Pick<BookServices, 'db' | 'feeds'>,
) => {
  const uids = there.flatMap(({ uid }) => uid ?? []);
  const [writable, converted] = await Promise.all([
    feeds.writable(principal, uids),
    db.rows<ConversionRow>(conversions(principal)),
  ]);
  const instead = new Map(
    converted.flatMap(({ state, result }) =>
      state.status === 'running' && state.uid !== null && result ? [[state.uid, result] as const] : [],
    ),
  );
  return there.map((one) => {
    const found = one.uid === null ? undefined : instead.get(one.uid);
    return {
      series: one.series,
      ...shownPeople(one, directory),
      writable: one.uid !== null && writable.has(one.uid),
      instead: found ? { id: found.id, kind: found.kind, number: found.number } : null,
    };
  });
};

const presentBook = ({ report, ahead, breaches }: Book, directory: Directory) => ({
  report,
  ahead: ahead.map((one: Ahead) => {
    const { title, from, planned, minutes, agenda, document } = one;
    return {
      ...shownPeople(one, directory),
      uid: one.uid,
      title,
      from: iso(from),
      planned: iso(planned),
      minutes,
      agenda,
      document,
    };
  }),
  breaches: breaches.map((one) => ({ ...one, from: iso(one.from) })),
});

const LONGEST = 12 * 1024 * 1024;
const YEAR = 366 * 86_400_000;

/** [rule 6] A book is of whoever asks, and of nobody else; a team's figures are of five people at least. */
export const bookRoutes = [
  route({
    ...shared,
    method: 'GET',
    path: '/api/meetings/week',
    name: 'meetings.week',
    summary: 'See your week as your calendars have it: hours, heat map, series, advice, what is to come',
    description:
      'Yours alone. Of the twelve whole weeks before this one, and the ten that come. `book` is null while there is no calendar.',
    reply: z.object({ book: bookReply.nullable() }),
    async act({ principal }, services: BookServices) {
      const book = await services.books.own(principal, principal.at);
      if (book === null) return answer({ book: null });
      const known = await services.directory(principal.org);
      const there = await presentAttendance(book.attendance, principal, known, services);
      return answer({ book: { ...presentBook(book, known), attendance: there } });
    },
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/api/meetings/drops',
    name: 'meetings.drop',
    summary: 'Audit calendars that you show, and keep nothing of them',
    description:
      'The text of one or several iCalendar files. Your own; or those of five people and more, of whom the figures are shown together. `not-yours`: calendars of fewer other people. `no-calendar`: none of them can be read.',
    changes: 'preview',
    limit: LONGEST,
    body: z.strictObject({
      calendars: z
        .array(z.strictObject({ called: z.string().max(300), text: z.string() }))
        .min(1)
        .max(200),
      since: z.iso.date().optional(),
      until: z.iso.date().optional(),
      skip,
    }),
    reply: z.object({
      whose: z.enum(['own', 'team']),
      report: AuditShown,
      attendance,
      unread: z.array(z.object({ called: z.string(), reason: z.string() })),
    }),
    async act({ body, principal }, services: BookServices) {
      const { feeds, directory } = services;
      const known = await directory(principal.org);
      const me = known.actors.get(principal.actor);
      const calendar = calendarAt(me?.calendars ?? [], principal.at);
      const zone = calendar?.zone ?? 'UTC';
      const usual = lastWeeks(principal.at, zone);
      const to = (body.until === undefined ? null : dayAfter(body.until, zone)) ?? usual.to;
      const from = (body.since === undefined ? null : dayBegins(body.since, zone)) ?? Math.min(usual.from, to - 84 * 86_400_000);
      if (from >= to) return refuse('period-empty', 'It ends before it begins.', { field: '/until' });
      if (to - from > YEAR) return refuse('period-too-long', 'An audit looks at a year at most.', { field: '/since' });
      const files = body.calendars.map(({ called, text }) => ({ called, bytes: Buffer.from(text) }));
      const read = async (window: { from: number; to: number }) => {
        const looked = await feeds.look(files, window, zone);
        return {
          given: looked.filter((one): one is Given => 'reading' in one),
          unread: looked.flatMap((one) => ('unread' in one ? [{ called: one.called, reason: one.unread }] : [])),
        };
      };
      const asked = { from, to };
      let { given, unread } = await read(asked);
      const [first] = unread;
      if (given.length === 0)
        return refuse(
          'no-calendar',
          `${first?.called ?? 'This'} is no calendar that can be read. ${first?.reason ?? ''}`.trim(),
          {
            field: '/calendars',
            accepted: 'an iCalendar file (.ics)',
          },
        );
      let window = asked;
      if (body.since === undefined && body.until === undefined) {
        const readings = given.map(({ reading }) => reading);
        const here = trimmed(readings, asked, zone);
        const where = here === null ? whereItIs(readings, zone) : null;
        if (where) ({ given, unread } = await read(where));
        window =
          here ??
          (where &&
            trimmed(
              given.map(({ reading }) => reading),
              where,
              zone,
            )) ??
          where ??
          asked;
      }
      const byMail = peopleByMail(known);
      const whose = whoseAre(given, principal.actor, byMail);
      if (whose.refused) return whose;
      const mail = me?.mail?.toLowerCase() ?? null;
      const own = whose.ok === 'own';
      const cut = given.map(({ called, reading }) => ({
        called,
        reading: {
          ...within(reading, window),
          owner: own ? (mailOf(reading.owner, mail, given.length) ?? reading.owner) : reading.owner,
        },
      }));
      const people = Object.fromEntries(
        [...known.actors.values()].flatMap((one) => {
          const hours = calendarAt(one.calendars, principal.at);
          if (!one.mail || !hours) return [];
          const { zone: where, week, holidays = [] } = hours;
          // [rule 6] Whose leave it is, is theirs.
          const known = one.id === principal.actor ? hours : { zone: where, week, holidays };
          return [[one.mail.toLowerCase(), known] as const];
        }),
      );
      const settings = {
        ...{ window, zone, week: calendar?.week ?? OFFICE, holidays: [], me: mail, rate: null, noMeetingDays: [] },
        people,
      };
      const found = lookAt(cut, settings, known);
      const report = shownReport(found.report, body.skip);
      return answer({
        whose: whose.ok,
        report: own ? report : ofTeam(report),
        attendance: await presentAttendance(found.attendance, principal, known, services),
        unread,
      });
    },
  }),
  route({
    ...shared,
    method: 'GET',
    path: '/api/meetings/teams/:id',
    name: 'meetings.team',
    summary: 'See what a team’s meetings come to, from five people on whose calendars are here',
    description:
      '[rule 6] The mean of all of them, of nobody alone; nor is a mean shown that differs from another by fewer than five people. Meetings on days without meetings are counted until a week ago: whoever invited to them knows first.',
    params: z.strictObject({ id: uuid }),
    reply: z.object({
      people: z.number().describe('In the space'),
      least: z.number().describe('So many calendars a figure needs'),
      days: z
        .object({ free: z.array(z.string()), short: z.string(), from: z.string().describe('The space that says so') })
        .nullable(),
      figures: z
        .object({
          at: z.string().describe('When it was so'),
          current: z
            .boolean()
            .describe('False: as it was shown last, where those who came or went since could be told from the difference'),
          calendars: z.number(),
          hoursPerWeek: z.number(),
          heat: AuditShown.shape.heat,
          freeDays: z
            .object({
              days: z.number().describe('Days without meetings in the four weeks until a week ago, of all of them'),
              broken: z.number().describe('Of these, on which somebody met'),
              hours: z.number(),
            })
            .nullable(),
        })
        .nullable(),
      withheld: z
        .enum(['few', 'alike'])
        .nullable()
        .describe('few: of fewer than five; alike: of nearly the same people as what is shown of another team'),
    }),
    async act({ params: { id }, principal }, { books, directory }: BookServices) {
      const known = await directory(principal.org);
      const [self, space] = [known.actors.get(principal.actor), known.spaces.get(id.toLowerCase())];
      // Whoever sees the space: its people, and those who run the organization.
      if (!self || !space || (self.role !== 'steward' && roleIn(self, space, known) === null))
        return refuse('not-found', 'There is no such space that you can see.');
      const people = peopleOf(space, known);
      const rules = rulesOf(space.id, known);
      const dates = freeDates(people, rules?.rules ?? null, principal.at);
      const team = { org: principal.org, space: space.id, people: people.map((one) => one.id) };
      const shown = await books.team(team, dates, principal.at);
      return answer({
        people: people.length,
        least: TEAM,
        days: rules && { free: [...rules.rules.free], short: rules.rules.short, from: rules.space.name },
        figures: typeof shown === 'string' ? null : teamOf(shown, principal.at),
        withheld: typeof shown === 'string' ? shown : null,
      });
    },
  }),
] as const;

/** One's own calendars are all of one's own address, whatever address they were made for. */
const mailOf = (owner: string | null, mail: string | null, calendars: number): string | null =>
  calendars > 1 || owner !== null ? mail : null;
