import { z } from 'zod';
import { calendarAt, zoneAt, type Calendar } from '#kernel/time/calendar.ts';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { answer, iso, route, uuid, type Services } from '#server/route.ts';
import { audit } from '../audit/audit.ts';
import { dayAfter, dayBegins, lastWeeks } from '../audit/period.ts';
import { RULES } from '../advisor/rules.ts';
import { AuditShown, shownReport, skip } from './audit-shown.ts';
import { comingEntries } from './coming.ts';
import type { Feed, Feeds } from './feeds.ts';

interface FeedServices extends Services {
  readonly feeds: Feeds;
}

const shared = { tag: 'meetings', who: 'member' } as const;
const params = z.strictObject({ id: uuid });
const NONE = refuse('not-found', 'There is no such calendar of yours.');

const shown = z.object({
  id: uuid,
  kind: z.enum(['address', 'file', 'caldav', 'google']).describe('What can be changed from here: entries of CalDAV and Google'),
  host: z.string().describe('Where it comes from; its address is shown to nobody again, for whoever has it has the calendar'),
  called: z.string().nullable().describe('As it calls itself'),
  entries: z.int().nullable(),
  faults: z.array(z.object({ line: z.int(), reason: z.string() })).describe('What in it could not be read, at most twenty'),
  failure: z.string().nullable().describe('Why it did not come the last time; what came before is kept'),
  askedAt: z.string().nullable(),
  changedAt: z.string().nullable(),
  nextAt: z.string().nullable().describe('Null: a file is not asked for again'),
});

const present = ({ askedAt, changedAt, nextAt, faults, ...feed }: Feed): z.infer<typeof shown> => ({
  ...feed,
  faults: [...faults],
  askedAt: askedAt === null ? null : iso(askedAt),
  changedAt: changedAt === null ? null : iso(changedAt),
  nextAt: nextAt === null ? null : iso(nextAt),
});

const entry = z.object({
  calendar: uuid,
  uid: z.string(),
  planned: z.string(),
  title: z.string(),
  from: z.string(),
  to: z.string(),
  people: z.int(),
  recurs: z.boolean(),
  mine: z.boolean().describe('Whether you invite to it'),
  asked: z.boolean().describe('Whether you are asked, and have not declined'),
  canChange: z.boolean(),
});

const day = z.iso.date().optional();
const YEAR = 366 * 86_400_000;
const OFFICE: Calendar['week'] = {
  mon: ['09:00-17:00'],
  tue: ['09:00-17:00'],
  wed: ['09:00-17:00'],
  thu: ['09:00-17:00'],
  fri: ['09:00-17:00'],
};

/** [design: private where it is personal] All of it is of whoever asks, and of nobody else. */
export const feedRoutes = [
  route({
    ...shared,
    method: 'GET',
    path: '/api/meetings/calendars',
    name: 'meetings.calendars',
    summary: 'List the calendars that you subscribe to',
    reply: z.object({ items: z.array(shown), asksGoogle: z.boolean().describe('Whether Google Calendar can be connected here') }),
    async act({ principal }, { feeds }: FeedServices) {
      return answer({ items: (await feeds.list(principal)).map(present), asksGoogle: feeds.asksGoogle });
    },
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/api/meetings/calendars',
    name: 'meetings.subscribe',
    summary: 'Subscribe to a calendar under its address',
    description:
      'The secret address in iCal format that calendars give (`https:` or `webcal:`). It is asked for at once and then hourly, and only you see what comes of it. The same address again is the same subscription. `feed-address`: it is no such address, or leads into a private network.',
    changes: 'account',
    body: z.strictObject({ address: z.string().trim().min(1).max(2_000) }),
    reply: shown,
    status: 201,
    async act({ body, principal, fresh }, { feeds }: FeedServices) {
      const feed = await feeds.subscribe(principal, fresh, body.address);
      return feed.refused ? feed : ok({ body: present(feed.ok), headers: { location: `/api/meetings/calendars/${feed.ok.id}` } });
    },
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/api/meetings/calendars/files',
    name: 'meetings.keep-calendar',
    summary: 'Keep a calendar that you have as a file',
    description: 'It stays as it is until you end it. `feed-file`: it is no calendar, or cannot be read.',
    changes: 'account',
    limit: 17 * 1024 * 1024,
    body: z.strictObject({ called: z.string().trim().min(1).max(200), text: z.string().min(1).max(16_000_000) }),
    reply: shown,
    status: 201,
    async act({ body, principal, fresh }, { feeds }: FeedServices) {
      const feed = await feeds.keep(principal, fresh, { called: body.called, bytes: Buffer.from(body.text) });
      return feed.refused ? feed : ok({ body: present(feed.ok) });
    },
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/api/meetings/calendars/accounts',
    name: 'meetings.connect-account',
    summary: 'Connect the calendars of a CalDAV server',
    description:
      'All calendars of the account that hold meetings, ten at most. Name and password are kept sealed and shown to nobody again; many servers give a password for one app. `feed-account`: the server does not let you in, or has no calendars.',
    changes: 'account',
    body: z.strictObject({
      server: z.string().trim().min(1).max(2_000),
      user: z.string().trim().min(1).max(300),
      password: z.string().min(1).max(1_000),
    }),
    reply: z.object({ items: z.array(shown) }),
    status: 201,
    async act({ body, principal, fresh }, { feeds }: FeedServices) {
      const found = await feeds.connect(principal, fresh, body);
      return found.refused ? found : answer({ items: found.ok.map(present) });
    },
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/api/meetings/calendars/consents',
    name: 'meetings.ask-google',
    summary: 'Begin to connect Google Calendar',
    description:
      'Answers the address at which Google asks you. From there you come back to `/meetings/calendars` with a code and a state.',
    changes: 'account',
    body: z.strictObject({}),
    reply: z.object({ address: z.string() }),
    async act({ principal }, { feeds }: FeedServices) {
      const address = await feeds.consent(principal, principal.at);
      return address.refused ? address : answer({ address: address.ok });
    },
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/api/meetings/calendars/consents/answers',
    name: 'meetings.let-in-google',
    summary: 'Connect Google Calendar with what Google answered',
    changes: 'account',
    body: z.strictObject({ code: z.string().min(1).max(2_000), state: z.string().min(1).max(4_000) }),
    reply: z.object({ items: z.array(shown) }),
    status: 201,
    async act({ body, principal, fresh }, { feeds }: FeedServices) {
      const found = await feeds.letIn(principal, fresh, principal.at, body);
      return found.refused ? found : answer({ items: found.ok.map(present) });
    },
  }),
  route({
    ...shared,
    method: 'GET',
    path: '/api/meetings/entries',
    name: 'meetings.entries',
    summary: 'List the meetings in your calendars in the days to come',
    description: 'Of the seven days from now on: what others are invited to, at most two hundred.',
    reply: z.object({ items: z.array(entry) }),
    async act({ principal }, { feeds, directory }: FeedServices) {
      const me = (await directory(principal.org)).actors.get(principal.actor);
      const zone = zoneAt(me?.calendars ?? [], principal.at);
      const window = { from: principal.at, to: principal.at + 7 * 86_400_000 };
      const kinds = new Map((await feeds.list(principal)).map(({ id, kind }) => [id, kind]));
      return answer({
        items: comingEntries(await feeds.calendars(principal, window, zone), kinds, me?.mail?.toLowerCase() ?? null),
      });
    },
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/api/meetings/calendars/:id/changes',
    name: 'meetings.change-entry',
    summary: 'Decline, shorten or cancel a meeting in your calendar',
    description:
      'Written to the calendar itself, with the reason; whoever keeps it tells the others. Only whoever invites can shorten and cancel. `calendar-changed`: somebody changed it meanwhile, and nothing was written; `calendar-read-only`: addresses and files; `calendar-refused`: in words.',
    changes: 'account',
    params,
    body: z.strictObject({
      uid: z.string().min(1).max(400),
      planned: z.iso.datetime().nullable().describe('Which time of a series; null: all of it'),
      kind: z.enum(['decline', 'shorten', 'cancel']),
      minutes: z.int().min(5).max(1_440).optional().describe('How long it is then; for `shorten`'),
      reason: z.string().trim().max(1_000),
    }),
    reply: z.strictObject({}),
    async act({ params: { id }, body: { uid, planned, kind, minutes, reason }, principal }, { feeds, directory }: FeedServices) {
      const me = (await directory(principal.org)).actors.get(principal.actor)?.mail?.toLowerCase() ?? '';
      if (kind === 'shorten' && minutes === undefined)
        return refuse('minutes-required', 'Say how many minutes it is then.', { field: '/minutes', accepted: '30' });
      const wanted = kind === 'shorten' ? { kind, minutes: minutes ?? 0 } : { kind };
      const done = await feeds.change(principal, id, {
        uid,
        planned: planned === null ? null : Date.parse(planned),
        wanted,
        reason,
        me,
      });
      return done.refused ? done : answer({});
    },
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/api/meetings/calendars/:id/requests',
    name: 'meetings.ask-again',
    summary: 'Ask for one of your calendars now',
    description: 'Once a minute at most.',
    changes: 'account',
    params,
    reply: z.strictObject({}),
    async act({ params: { id }, principal }, { feeds }: FeedServices) {
      return (await feeds.askAgain(principal, id)) ? answer({}) : NONE;
    },
  }),
  route({
    ...shared,
    method: 'DELETE',
    path: '/api/meetings/calendars/:id',
    name: 'meetings.unsubscribe',
    summary: 'End a subscription, and forget what came of it',
    changes: 'account',
    params,
    reply: z.strictObject({}),
    async act({ params: { id }, principal }, { feeds }: FeedServices) {
      return (await feeds.end(principal, id)) ? answer({}) : NONE;
    },
  }),
  route({
    ...shared,
    method: 'GET',
    path: '/api/meetings/audit',
    name: 'meetings.audit',
    summary: 'Audit the calendars that you subscribe to',
    description:
      'Your own week, judged by your working hours: hours against the tiers, series, and which of them could go. Without dates the twelve whole weeks before this one. Lengths of time are hours.',
    query: z.strictObject({ since: day, until: day, skip }),
    reply: AuditShown,
    async act({ query, principal }, { feeds, directory }: FeedServices) {
      const me = (await directory(principal.org)).actors.get(principal.actor);
      const calendar = calendarAt(me?.calendars ?? [], principal.at);
      const zone = calendar?.zone ?? 'UTC';
      const usual = lastWeeks(principal.at, zone);
      const to = (query.until === undefined ? null : dayAfter(query.until, zone)) ?? usual.to;
      const from =
        (query.since === undefined ? null : dayBegins(query.since, zone)) ?? Math.min(usual.from, to - 84 * 86_400_000);
      if (from >= to) return refuse('period-empty', 'It ends before it begins.', { field: '/query/until' });
      if (to - from > YEAR) return refuse('period-too-long', 'An audit looks at a year at most.', { field: '/query/since' });
      const window = { from, to };
      const calendars = await feeds.calendars(principal, window, zone);
      const mine = me?.mail?.toLowerCase() ?? null;
      const report = audit(
        // Whatever they are called, they are of whoever subscribes.
        calendars.map((given) => ({ ...given, reading: { ...given.reading, owner: mine ?? given.reading.owner } })),
        {
          ...{ window, zone, week: calendar?.week ?? OFFICE, holidays: [], me: mine, rate: null, noMeetingDays: [] },
          people: mine !== null && calendar ? { [mine]: calendar } : {},
        },
        RULES,
      );
      return answer(shownReport(report, query.skip));
    },
  }),
] as const;
