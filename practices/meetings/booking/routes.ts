import { z } from 'zod';
import { ok, refuse } from '#kernel/stream/refusal.ts';
import { zoneAt } from '#kernel/time/calendar.ts';
import { MINUTE } from '#kernel/time/duration.ts';
import { nameId } from '#practices/protocols';
import { answer, created, instant, iso, route, text, uuid, type Services } from '#server/route.ts';
import type { Books } from '../books/books.ts';
import { openSlots, settingsSchema, type Booking, type BookingPageState } from './booking-page.ts';
import { hashOfSecret, type Desk, type Found } from './desk.ts';

interface DeskServices extends Services {
  readonly desk: Desk;
  readonly books: Books;
}

const shared = { tag: 'meetings', who: 'member', changes: 'booking-page' } as const;
const open = { tag: 'meetings', who: 'anyone', changes: 'booking' } as const;
const NOTHING = refuse('not-found', 'This address leads nowhere, or no longer. Ask whoever gave it to you for another.');
const secret = z.string().max(300);
const zone = z
  .string()
  .max(100)
  .refine((name) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
    } catch {
      return false;
    }
  }, 'must be a time zone like Europe/Berlin');

const bookingShown = z.object({
  id: z.string(),
  name: z.string(),
  mail: z.string(),
  words: z.string(),
  from: z.string(),
  minutes: z.number(),
  status: z.enum(['booked', 'cancelled']),
});
const pageShown = z.object({
  id: z.string(),
  version: z.number(),
  address: z.string().describe('Whoever has it may book'),
  settings: settingsSchema,
  bookings: z.array(bookingShown).describe('Those to come, the soonest first'),
});
const offer = z.object({
  title: z.string(),
  words: z.string(),
  host: z.string(),
  organization: z.string(),
  zone: z.string().describe('The host’s'),
  minutes: z.number(),
  open: z.boolean(),
  slots: z.array(z.string()).describe('Beginnings that can be booked'),
});

const shownBooking = ({ id, name, mail, words, from, minutes, status }: Booking) => ({
  ...{ id, name, mail, words, minutes, status },
  from: iso(from),
});

/** When the host has something, as their calendars and this organization say it now; their title and people stay theirs. */
const busyOf = async ({ org, page, state }: Found, now: number, { books, desk }: DeskServices) => {
  const [book, taken] = await Promise.all([
    books.own({ org, actor: state.author }, now),
    desk.taken(org, page, state.author, now),
  ]);
  return [...(book?.busy ?? []), ...taken].map(([from, to]): [number, number] => [from, to]);
};

/** Without what is booked now: the host's calendar may have it already, and it makes room for itself. */
const without = (busy: [number, number][], { from, minutes }: Booking): [number, number][] =>
  busy.filter(([begins, ends]) => begins !== from || ends !== from + minutes * MINUTE);

/** `moving`: what is booked, where that is to be moved. */
const offerOf = async (found: Found, services: DeskServices, moving: Booking | null = null) => {
  const { org } = found;
  const now = await services.now();
  const all = await busyOf(found, now, services);
  const busy = moving ? without(all, moving) : all;
  const state = { ...found.state, bookings: found.state.bookings.filter(({ id }) => id !== moving?.id) };
  const known = await services.directory(org);
  const host = known.actors.get(state.author);
  const { title, words, minutes, open: isOpen } = state.settings;
  return {
    ...{ title, words, minutes, open: isOpen, host: host?.name ?? '', organization: known.name },
    zone: zoneAt(host?.calendars ?? [], now),
    slots: isOpen ? openSlots(state, busy, known, now).map(iso) : [],
  };
};

const NO_STORE = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' };

export const bookingRoutes = [
  route({
    ...shared,
    method: 'GET',
    path: '/api/meetings/booking-pages',
    name: 'booking.pages',
    summary: 'List the pages on which others book your time',
    reply: z.object({ items: z.array(pageShown) }),
    async act({ principal }, { db, desk }: DeskServices) {
      const rows = await db.rows<{ id: string; version: number; state: BookingPageState; command: string }>({
        name: 'booking.pages',
        text: `select a.id, a.version, a.state, (select e.command from events e where e.org = a.org and e.artifact = a.id and e.version = 1) as command
               from artifacts a where a.org = $1 and a.kind = 'booking-page' and a.audience && $2::text[] and a.author = $3 order by a.opened_at`,
        values: [principal.org, principal.keys, principal.actor],
      });
      return answer({
        items: rows.map(({ id, version, state, command }) => ({
          ...{ id, version, settings: { ...state.settings } },
          address: `${desk.origin}/book/${desk.tokenOf(principal.org, command)}`,
          bookings: state.bookings
            .filter((one) => one.status === 'booked' && one.from > principal.at)
            .toSorted((a, b) => a.from - b.from)
            .map(shownBooking),
        })),
      });
    },
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/api/meetings/booking-pages',
    name: 'booking.open',
    summary: 'Open a page on which others book your time, within your working hours',
    description:
      'What can be booked follows from your hours, holidays and leave, from the calendars that you subscribe to, and from days without meetings. Nobody sees what you have, only when you are free.',
    body: settingsSchema,
    reply: z.object({ id: z.string(), version: z.number(), address: z.string() }),
    status: 201,
    async act({ body, principal, fresh, command }, { send, desk }: DeskServices) {
      const token = desk.tokenOf(principal.org, command);
      const data = { token: hashOfSecret(token), settings: body };
      const sent = await send({ kind: 'booking-page', artifact: fresh, name: 'open', data });
      return sent.refused
        ? sent
        : created(
            { id: fresh, version: sent.ok.version, address: `${desk.origin}/book/${token}` },
            '/api/meetings/booking-pages',
          );
    },
  }),
  route({
    ...shared,
    method: 'PUT',
    path: '/api/meetings/booking-pages/:id',
    name: 'booking.change',
    summary: 'Change a booking page, or close it: what is booked stays',
    params: z.strictObject({ id: uuid }),
    body: settingsSchema,
    reply: z.object({ version: z.number() }),
    async act({ params: { id }, body }, { send }) {
      const sent = await send({ kind: 'booking-page', artifact: id.toLowerCase(), name: 'change', data: { settings: body } });
      return sent.refused ? sent : answer({ version: sent.ok.version }, sent.ok.version);
    },
  }),
  route({
    ...shared,
    method: 'POST',
    path: '/api/meetings/booking-pages/:id/bookings/:booking/cancellations',
    name: 'booking.call-off',
    summary: 'Cancel what somebody booked with you; they are told by mail',
    params: z.strictObject({ id: uuid, booking: uuid }),
    body: z.strictObject({ reason: text(2_000).default('') }),
    reply: z.object({ version: z.number() }),
    async act({ params, body, principal }, { send, desk }: DeskServices) {
      const [page, booking] = [params.id.toLowerCase(), params.booking.toLowerCase()];
      const sent = await send({ kind: 'booking-page', artifact: page, name: 'cancel', data: { booking, reason: body.reason } });
      if (sent.refused) return sent;
      await desk.tell(principal.org, page, booking, null, body.reason);
      return answer({ version: sent.ok.version });
    },
  }),
  route({
    ...open,
    method: 'GET',
    path: '/api/booking/:token',
    name: 'booking.look',
    summary: 'See when somebody’s time can be booked',
    params: z.strictObject({ token: secret }),
    reply: offer,
    async act({ params }, services: DeskServices) {
      const found = await services.desk.page(params.token);
      return found ? ok({ body: await offerOf(found, services), headers: NO_STORE }) : NOTHING;
    },
  }),
  route({
    ...open,
    method: 'POST',
    path: '/api/booking/:token/bookings',
    name: 'booking.book',
    summary: 'Book a time; both are told by mail, with what their calendars need',
    description: '`slot-taken`: it is not free any more. `too-many-bookings`: three of one address to come, thirty an hour.',
    params: z.strictObject({ token: secret }),
    body: z.strictObject({
      name: z.string().max(300),
      mail: z.email().max(254),
      zone,
      words: text(2_000).default(''),
      from: instant,
    }),
    reply: z.object({ from: z.string(), manage: z.string().describe('Where it is moved and cancelled') }),
    status: 201,
    async act({ params, body, command }, services: DeskServices) {
      const { desk } = services;
      const found = await desk.page(params.token);
      if (!found) return NOTHING;
      const { org, page } = found;
      const key = desk.tokenOf(org, command);
      const id = nameId('booking', page, command);
      const busy = await busyOf(found, await services.now(), services);
      const from = Date.parse(body.from);
      const data = { ...body, id, from, secret: hashOfSecret(key), busy };
      const sent = await desk.send({ id: command, org, page, name: 'book', data });
      if (sent.refused) return sent;
      const manage = `${desk.origin}/booked/${key}`;
      await desk.tell(org, page, id, manage, '');
      return created({ from: iso(from), manage }, `/api/booked/${key}`);
    },
  }),
  route({
    ...open,
    method: 'GET',
    path: '/api/booked/:secret',
    name: 'booking.booked',
    summary: 'See what one has booked, and to when it can be moved',
    params: z.strictObject({ secret }),
    reply: z.object({ booking: bookingShown, offer, over: z.boolean(), where: z.string() }),
    async act({ params }, services: DeskServices) {
      const found = await services.desk.booked(params.secret);
      if (!found) return NOTHING;
      const { booking, state } = found;
      return ok({
        body: {
          booking: shownBooking(booking),
          offer: await offerOf(found, services, booking),
          over: booking.from <= (await services.now()),
          where: state.settings.where,
        },
        headers: NO_STORE,
      });
    },
  }),
  route({
    ...open,
    method: 'PUT',
    path: '/api/booked/:secret/time',
    name: 'booking.move',
    summary: 'Move what one has booked',
    params: z.strictObject({ secret }),
    body: z.strictObject({ from: instant }),
    reply: z.object({ from: z.string() }),
    async act({ params, body, command }, services: DeskServices) {
      const { desk } = services;
      const found = await desk.booked(params.secret);
      if (!found) return NOTHING;
      const { org, page, booking } = found;
      const others = without(await busyOf(found, await services.now(), services), booking);
      const from = Date.parse(body.from);
      const sent = await desk.send({ id: command, org, page, name: 'move', data: { booking: booking.id, from, busy: others } });
      if (sent.refused) return sent;
      await desk.tell(org, page, booking.id, `${desk.origin}/booked/${params.secret}`, '');
      return answer({ from: iso(from) });
    },
  }),
  route({
    ...open,
    method: 'POST',
    path: '/api/booked/:secret/cancellations',
    name: 'booking.cancel',
    summary: 'Cancel what one has booked',
    params: z.strictObject({ secret }),
    body: z.strictObject({ reason: text(2_000).default('') }),
    reply: z.strictObject({}),
    async act({ params, body, command }, services: DeskServices) {
      const { desk } = services;
      const found = await desk.booked(params.secret);
      if (!found) return NOTHING;
      const { org, page, booking } = found;
      const data = { booking: booking.id, reason: body.reason };
      const sent = await desk.send({ id: command, org, page, name: 'cancel', data });
      if (sent.refused) return sent;
      await desk.tell(org, page, booking.id, null, body.reason);
      return answer({});
    },
  }),
] as const;
