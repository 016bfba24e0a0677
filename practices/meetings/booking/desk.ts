import { createHmac, hash } from 'node:crypto';
import type { Send } from '#kernel/stream/commands.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { ActorId, ArtifactId, CommandId, Instant, OrgId } from '#kernel/stream/event.ts';
import type { Result } from '#kernel/stream/refusal.ts';
import type { Receipt } from '#kernel/stream/commands.ts';
import { SYSTEM } from '#kernel/stream/event.ts';
import { zoneAt } from '#kernel/time/calendar.ts';
import { toMs } from '#server/route.ts';
import type { Pool } from '#store/connection.ts';
import { inZone } from '../invitations/in-zone.ts';
import { cancel, invite, type CalendarPart, type Invitation } from '../invitations/invitation.ts';
import { DAY, MINUTE } from '#kernel/time/duration.ts';
import type { Booking, BookingPageState } from './booking-page.ts';

/** What booking needs beyond what every practice may use. */
export interface Desk {
  readonly origin: string;
  /** An address's secret part: it follows from the installation's key, so that a retry gives the same. */
  tokenOf(org: OrgId, command: CommandId): string;
  page(token: string): Promise<Found | null>;
  booked(secret: string): Promise<(Found & { readonly booking: Booking }) | null>;
  /** From–to: what its host has here beside what is booked on this page: on other pages of theirs, and meetings that are to take place. */
  taken(org: OrgId, page: ArtifactId, host: ActorId, now: Instant): Promise<readonly (readonly [Instant, Instant])[]>;
  /** As the system, for whoever has the address needs no account. */
  send(order: {
    readonly id: CommandId;
    readonly org: OrgId;
    readonly page: ArtifactId;
    readonly name: string;
    readonly data: unknown;
  }): Promise<Result<Receipt>>;
  /** Mails both what is booked now, with what their calendars need; the same again is the same mails. */
  tell(org: OrgId, page: ArtifactId, booking: string, manage: string | null, reason: string): Promise<void>;
}

/** A page by its address. */
export interface Found {
  readonly org: OrgId;
  readonly page: ArtifactId;
  readonly state: BookingPageState;
}

interface Making {
  readonly pool: Pool;
  readonly key: Buffer;
  readonly origin: string;
  readonly send: Send;
  readonly directory: (org: OrgId) => Promise<Directory>;
  /** [safety] To an address that a booking keeps, or to the host's own. */
  readonly mail: (mail: {
    readonly org: OrgId;
    readonly id: string;
    readonly to: string;
    readonly subject: string;
    readonly body: string;
    readonly calendar: CalendarPart;
    readonly secret: boolean;
  }) => Promise<void>;
  readonly now: () => Promise<number>;
}

export const hashOfSecret = (secret: string): string => hash('sha256', secret, 'hex');
const SECRET = /^[\w-]{43}$/;

export const bookingDesk = ({ pool, key, origin, send, directory, mail, now }: Making): Desk => {
  const own = createHmac('sha256', key).update('proceed bookings').digest();
  const find = async (name: string, where: string, secret: string): Promise<Found | null> => {
    if (!SECRET.test(secret)) return null;
    const { rows } = await pool.query<{ org: string; id: string; state: BookingPageState }>({
      name,
      text: `select org, id, state from artifacts where kind = 'booking-page' and ${where}`,
      values: [hashOfSecret(secret)],
    });
    return rows[0] ? { org: rows[0].org, page: rows[0].id, state: rows[0].state } : null;
  };
  return {
    origin,
    tokenOf: (org, command) => createHmac('sha256', own).update(`${org} ${command}`).digest('base64url'),
    page: (token) => find('booking.page', `summary->>'token' = $1`, token),
    async booked(secret) {
      const found = await find('booking.booked', `summary->'secrets' ? $1`, secret);
      const booking = found?.state.bookings.find((one) => one.secret === hashOfSecret(secret));
      return found && booking ? { ...found, booking } : null;
    },
    async taken(org, page, host, now) {
      const { rows } = await pool.query<{ from: number; minutes: number }>({
        name: 'booking.taken',
        text: `select (b->>'from')::float8 as "from", (b->>'minutes')::int as minutes
               from artifacts a, jsonb_array_elements(a.state->'bookings') b
               where a.org = $1 and a.kind = 'booking-page' and a.author = $3 and a.id <> $2 and b->>'status' = 'booked' and (b->>'from')::float8 > $4
               union all
               select ${toMs(`(summary->>'from')::timestamptz`)}, (summary->>'minutes')::int from artifacts
               where org = $1 and kind = 'meeting' and status in ('preparing', 'ready') and summary->'asked' ? $3::text`,
        values: [org, page, host, now - DAY],
      });
      return rows.map(({ from, minutes }) => [from, from + minutes * MINUTE] as const);
    },
    send: ({ id, org, page, name, data }) => send({ id, org, by: SYSTEM, kind: 'booking-page', artifact: page, name, data }),
    async tell(org, page, bookingId, manage, reason) {
      const { rows } = await pool.query<{ state: BookingPageState }>({
        name: 'booking.tell',
        text: `select state from artifacts where org = $1 and id = $2 and kind = 'booking-page'`,
        values: [org, page],
      });
      const state = rows[0]?.state;
      const booking = state?.bookings.find(({ id }) => id === bookingId);
      const host = state && (await directory(org)).actors.get(state.author);
      if (!state || !booking || host?.mail === undefined) return;
      const { settings } = state;
      const invitation: Invitation = {
        uid: `${booking.id}@${new URL(origin).hostname}`,
        sequence: booking.sequence,
        title: `${settings.title}: ${host.name} and ${booking.name}`,
        description: [settings.words, booking.words].filter((one) => one !== '').join('\n\n'),
        ...(settings.where === '' ? {} : { location: settings.where }),
        from: booking.from,
        to: booking.from + booking.minutes * MINUTE,
        organizer: { name: host.name, mail: host.mail },
        guests: [{ name: booking.name, mail: booking.mail, answer: 'accepted' }],
        at: await now(),
      };
      const off = booking.status === 'cancelled';
      const calendar = off ? cancel(invitation, reason) : invite(invitation);
      const subject = `${off ? 'Cancelled' : booking.sequence === 0 ? 'Booked' : 'Moved'}: ${settings.title}`;
      const tell = (to: string, zone: string, who: string, link: string | null) =>
        mail({
          ...{ org, to, subject, calendar, secret: link !== null },
          id: idOf(booking.id, booking.sequence, to),
          body: [
            `${settings.title} with ${who}: ${inZone(booking.from, zone)}${off ? ' is cancelled' : ''}.`,
            ...(off && reason !== '' ? [reason] : []),
            ...(off || settings.where === '' ? [] : [`Where: ${settings.where}`]),
            ...(booking.words === '' || off ? [] : [booking.words]),
            ...(link === null || off ? [] : [`Move or cancel it here: ${link}`]),
          ].join('\n\n'),
        });
      await tell(booking.mail, booking.zone, host.name, manage);
      await tell(host.mail, zoneAt(host.calendars, invitation.at), booking.name, null);
    },
  };
};

const idOf = (...words: readonly (string | number)[]): string => {
  const hex = hash('sha256', words.join(' '), 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
