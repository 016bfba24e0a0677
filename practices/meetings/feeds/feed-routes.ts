import { z } from 'zod';
import type { Calendar } from '#kernel/time/calendar.ts';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { answer, iso, route, uuid, type Services } from '#server/route.ts';
import { audit } from '../audit/audit.ts';
import { dayAfter, dayBegins, lastWeeks } from '../audit/period.ts';
import { RULES } from '../advisor/rules.ts';
import { AuditShown, shownReport } from './audit-shown.ts';
import type { Feed, Feeds } from './feeds.ts';

interface FeedServices extends Services {
  readonly feeds: Feeds;
}

const shared = { tag: 'meetings', who: 'member' } as const;
const params = z.strictObject({ id: uuid });
const NONE = refuse('not-found', 'There is no such calendar of yours.');

const shown = z.object({
  id: uuid,
  host: z.string().describe('Where it comes from; its address is shown to nobody again, for whoever has it has the calendar'),
  called: z.string().nullable().describe('As it calls itself'),
  entries: z.int().nullable(),
  faults: z.array(z.object({ line: z.int(), reason: z.string() })).describe('What in it could not be read, at most twenty'),
  failure: z.string().nullable().describe('Why it did not come the last time; what came before is kept'),
  askedAt: z.string().nullable(),
  changedAt: z.string().nullable(),
  nextAt: z.string(),
});

const present = ({ askedAt, changedAt, nextAt, faults, ...feed }: Feed): z.infer<typeof shown> => ({
  ...feed,
  faults: [...faults],
  askedAt: askedAt === null ? null : iso(askedAt),
  changedAt: changedAt === null ? null : iso(changedAt),
  nextAt: iso(nextAt),
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
    reply: z.object({ items: z.array(shown) }),
    async act({ principal }, { feeds }: FeedServices) {
      return answer({ items: (await feeds.list(principal)).map(present) });
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
    query: z.strictObject({ since: day, until: day }),
    reply: AuditShown,
    async act({ query, principal }, { feeds, directory }: FeedServices) {
      const me = (await directory(principal.org)).actors.get(principal.actor);
      const calendar = me?.calendars.at(-1)?.calendar;
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
        { window, zone, week: calendar?.week ?? OFFICE, me: mine, rate: null, noMeetingDays: [], people: {} },
        RULES,
      );
      return answer(shownReport(report));
    },
  }),
] as const;
