import { z } from 'zod';
import { actorKey } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { nameOf, textOf } from '#kernel/actors/names.ts';
import type { Command, Context, Decider, Reading } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId, type Instant, type RecordedEvent } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { MINUTE } from '#kernel/time/duration.ts';
import { same } from '#kernel/stream/same.ts';
import { breachOf } from '../days/meeting-days.ts';
import { slotsOf, type Offer } from './slots.ts';

export interface Settings extends Offer {
  readonly title: string;
  /** What it is for, and where one meets. */
  readonly words: string;
  readonly where: string;
  readonly open: boolean;
}

/** Somebody who has booked; they need no account. */
export interface Booking {
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  /** On whose clock they read times. */
  readonly zone: string;
  readonly words: string;
  readonly from: Instant;
  readonly minutes: number;
  readonly status: 'booked' | 'cancelled';
  /** One more each time that it is moved or cancelled: calendars pass over what is not newer. */
  readonly sequence: number;
  /** Of the link by which it is moved and cancelled. */
  readonly secret: string;
  readonly at: Instant;
}

export type BookingEvent =
  | { readonly type: 'booking-page-opened'; readonly token: string; readonly settings: Settings }
  | { readonly type: 'booking-page-changed'; readonly settings: Settings }
  | { readonly type: 'booked'; readonly booking: Omit<Booking, 'status' | 'sequence' | 'at'> }
  | { readonly type: 'booking-moved'; readonly booking: string; readonly from: Instant }
  | { readonly type: 'booking-cancelled'; readonly booking: string; readonly reason: string };

/** A page on which others book somebody's time. It is `open` or not, as its settings say. */
export interface BookingPageState {
  readonly author: ActorId;
  /** Of its address; hashed. */
  readonly token: string;
  readonly settings: Settings;
  readonly openedAt: Instant;
  /** Those to come, and the newest of those that are over. */
  readonly bookings: readonly Booking[];
}

const minutes = z.int().min(0).max(240);
export const settingsSchema = z.strictObject({
  title: z.string(),
  words: z.string(),
  where: z.string(),
  open: z.boolean(),
  minutes: z.int().min(5).max(480),
  before: minutes,
  after: minutes,
  notice: z.int().min(0).max(720),
  perDay: z.int().min(1).max(50),
  weeks: z.int().min(1).max(9),
});
const busy = z.array(z.tuple([z.number(), z.number()])).max(20_000);

const bookingCommands = {
  open: z.strictObject({ token: z.string(), settings: settingsSchema }),
  change: z.strictObject({ settings: settingsSchema }),
  book: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    mail: z.string(),
    zone: z.string(),
    words: z.string(),
    from: z.int(),
    secret: z.string(),
    busy,
  }),
  move: z.strictObject({ booking: z.string(), from: z.int(), busy }),
  cancel: z.strictObject({ booking: z.string(), reason: z.string() }),
} as const;

type Commands = typeof bookingCommands;
type BookingCommand = { [N in keyof Commands]: Command<N, z.output<Commands[N]>> }[keyof Commands];
type Data<N extends keyof Commands> = z.output<Commands[N]>;
type Events = Result<readonly BookingEvent[]>;

/** So many of one person at once, and so many new ones in an hour: a page is open to whoever has its address. */
const MOST_OF_ONE = 3;
const MOST_AN_HOUR = 30;
const KEPT = 200;
const HOUR = 60 * MINUTE;

export const bookingPage: Decider<BookingPageState, BookingCommand, BookingEvent> = {
  kind: 'booking-page',
  numbered: false,
  needs: { open: 'see', change: 'author', book: 'system', move: 'system', cancel: 'decider' },
  decide(state, command, context) {
    if (command.name === 'open') {
      if (state !== null) return refuse('already-opened', 'This booking page exists already.');
      const settings = settingsFrom(command.data.settings);
      return settings.refused
        ? settings
        : ok([{ type: 'booking-page-opened', token: command.data.token, settings: settings.ok }]);
    }
    if (state === null) return refuse('not-found', 'There is no such booking page of yours.');
    switch (command.name) {
      case 'change': {
        const settings = settingsFrom(command.data.settings);
        if (settings.refused) return settings;
        return ok(same(settings.ok, state.settings) ? [] : [{ type: 'booking-page-changed', settings: settings.ok }]);
      }
      case 'book':
        return book(state, command.data, context);
      case 'move':
        return move(state, command.data, context);
      case 'cancel': {
        if (context.by !== SYSTEM && context.by !== state.author) return refuse('not-permitted', 'This is somebody else’s page.');
        const booking = state.bookings.find(({ id }) => id === command.data.booking);
        if (!booking) return refuse('not-found', 'There is no such booking.');
        if (booking.status === 'cancelled') return ok([]);
        if (booking.from <= context.now) return refuse('booking-over', 'It has begun, or is over.');
        return ok([{ type: 'booking-cancelled', booking: booking.id, reason: command.data.reason.slice(0, 2_000) }]);
      }
      default:
        return command satisfies never;
    }
  },
  evolve(state, { body, by, at }: RecordedEvent<BookingEvent>) {
    if (body.type === 'booking-page-opened')
      return { author: by, token: body.token, settings: body.settings, openedAt: at, bookings: [] };
    if (state === null) throw new Error(`${body.type} before the page was opened`);
    const change = (id: string, to: (one: Booking) => Booking): BookingPageState => ({
      ...state,
      bookings: state.bookings.map((one) => (one.id === id ? to(one) : one)),
    });
    switch (body.type) {
      case 'booking-page-changed':
        return { ...state, settings: body.settings };
      case 'booked': {
        const old = state.bookings.filter(({ from }) => from <= at).slice(-KEPT);
        const coming = state.bookings.filter(({ from }) => from > at);
        return { ...state, bookings: [...old, ...coming, { ...body.booking, status: 'booked', sequence: 0, at }] };
      }
      case 'booking-moved':
        return change(body.booking, (one) => ({ ...one, from: body.from, sequence: one.sequence + 1 }));
      case 'booking-cancelled':
        return change(body.booking, (one) => ({ ...one, status: 'cancelled', sequence: one.sequence + 1 }));
      default:
        return body satisfies never;
    }
  },
  read: (state): Reading => ({
    title: state.settings.title,
    status: state.settings.open ? 'open' : 'closed',
    space: null,
    audience: [actorKey(state.author)],
    author: state.author,
    openedAt: state.openedAt,
    nextAt: null,
    summary: { token: state.token, secrets: state.bookings.map(({ secret }) => secret) },
    awaits: [],
    links: [],
  }),
};

const settingsFrom = (given: Settings): Result<Settings> => {
  const title = nameOf(given.title, '/title', 200);
  if (title.refused) return title;
  const words = given.words.trim() === '' ? ok('') : textOf(given.words, '/words', 2_000);
  if (words.refused) return words;
  const where = given.where.trim() === '' ? ok('') : nameOf(given.where, '/where', 500);
  return where.refused ? where : ok({ ...given, title: title.ok, words: words.ok, where: where.ok });
};

const NOT_FREE = refuse('slot-taken', 'This time is not free any more. Choose another; nothing was booked.', { field: '/from' });

const book = (state: BookingPageState, data: Data<'book'>, context: Context): Events => {
  const { now, directory } = context;
  const known = state.bookings.find(({ id }) => id === data.id);
  if (known) return ok([]);
  if (!state.settings.open) return refuse('booking-closed', 'This page takes no bookings now.');
  const name = nameOf(data.name, '/name', 120);
  if (name.refused) return name;
  const words = data.words.trim() === '' ? ok('') : textOf(data.words, '/words', 2_000);
  if (words.refused) return words;
  const mail = data.mail.trim().toLowerCase();
  const coming = state.bookings.filter(({ status, from }) => status === 'booked' && from > now);
  if (coming.filter((one) => one.mail === mail).length >= MOST_OF_ONE)
    return refuse('too-many-bookings', 'You have booked three times here already. Move or cancel one of them.');
  if (state.bookings.filter(({ at }) => at > now - HOUR).length >= MOST_AN_HOUR)
    return refuse('too-many-bookings', 'Too much is booked here at once. Try again in an hour.');
  if (!openSlots(state, data.busy, directory, now).includes(data.from)) return NOT_FREE;
  const { id, zone, from, secret } = data;
  return ok([
    {
      type: 'booked',
      booking: { id, name: name.ok, mail, zone, words: words.ok, from, minutes: state.settings.minutes, secret },
    },
  ]);
};

const move = (state: BookingPageState, { booking: id, from, busy: taken }: Data<'move'>, { now, directory }: Context): Events => {
  const booking = state.bookings.find((one) => one.id === id);
  if (!booking) return refuse('not-found', 'There is no such booking.');
  if (booking.status === 'cancelled') return refuse('booking-cancelled', 'It was cancelled. Book another time.');
  if (booking.from <= now) return refuse('booking-over', 'It has begun, or is over.');
  if (booking.from === from) return ok([]);
  const others = { ...state, bookings: state.bookings.filter((one) => one.id !== id) };
  return openSlots(others, taken, directory, now).includes(from) ? ok([{ type: 'booking-moved', booking: id, from }]) : NOT_FREE;
};

/** What can be booked on a page now. */
export const openSlots = (
  state: BookingPageState,
  taken: readonly (readonly [Instant, Instant])[],
  directory: Directory,
  now: Instant,
): readonly Instant[] => {
  const host = directory.actors.get(state.author);
  if (host?.status !== 'active') return [];
  return slotsOf(state.settings, {
    now,
    calendars: host.calendars,
    busy: taken,
    booked: state.bookings.filter(({ status }) => status === 'booked'),
    free: (_, at) => breachOf({ space: null, from: at, people: [state.author] }, directory) !== null,
  });
};
