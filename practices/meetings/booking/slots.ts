import { timeOf } from '#kernel/awaits/window.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { calendarAt, type CalendarVersion } from '#kernel/time/calendar.ts';
import { DAY, HOUR, MINUTE, WEEK } from '#kernel/time/duration.ts';
import { formatDate } from '#kernel/time/wall-clock.ts';
import { spans } from '#kernel/time/working-time.ts';
import { zoneOf } from '#kernel/time/zone.ts';

/** How somebody's time is booked. */
export interface Offer {
  readonly minutes: number;
  /** Left free before and after, in minutes. */
  readonly before: number;
  readonly after: number;
  /** Not sooner than so many hours from now. */
  readonly notice: number;
  /** So many on one of the host's days at most. */
  readonly perDay: number;
  /** So many weeks from now at most. */
  readonly weeks: number;
}

type Stretch = readonly [from: Instant, to: Instant];

interface Around {
  readonly now: Instant;
  /** The host's. Without hours there is nothing to book. */
  readonly calendars: readonly CalendarVersion[];
  /** What the host has already, from their calendars; in order. */
  readonly busy: readonly Stretch[];
  /** What was booked here already. */
  readonly booked: readonly { readonly from: Instant; readonly minutes: number }[];
  /** Whether a local date of the host is without meetings. */
  readonly free: (date: string, at: Instant) => boolean;
}

const MOST = 2_000;

/** Beginnings that can be booked, in order: within the host's working hours, holidays and leave, around what they have, and as the offer says. */
export const slotsOf = (offer: Offer, { now, calendars, busy, booked, free }: Around): readonly Instant[] => {
  const zone = calendarAt(calendars, now)?.zone;
  if (zone === undefined) return [];
  const clock = zoneOf(zone);
  const length = offer.minutes * MINUTE;
  const [before, after] = [offer.before * MINUTE, offer.after * MINUTE];
  const step = (offer.minutes < 30 ? 15 : 30) * MINUTE;
  const taken = [...busy, ...booked.map(({ from, minutes }) => [from, from + minutes * MINUTE] as const)].toSorted(
    (a, b) => a[0] - b[0],
  );
  const perDate = new Map<string, number>();
  const dateOf = (at: Instant): string => formatDate(Math.floor(clock.toLocal(at) / DAY));
  for (const { from } of booked) perDate.set(dateOf(from), (perDate.get(dateOf(from)) ?? 0) + 1);
  const first = now + offer.notice * HOUR;
  const found: Instant[] = [];
  for (const { from, to } of spans(timeOf(calendars), first, now + offer.weeks * WEEK)) {
    // On the clock of the host: at full and half hours.
    const offset = clock.toLocal(from) % step;
    for (let at = offset === 0 ? from : from + step - offset; at + length <= to && found.length < MOST; at += step) {
      const date = dateOf(at);
      if ((perDate.get(date) ?? 0) >= offer.perDay || free(date, at)) continue;
      if (!taken.some(([start, end]) => start < at + length + after && end > at - before)) found.push(at);
    }
  }
  return found;
};
