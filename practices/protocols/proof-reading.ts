import { calledIn } from '#kernel/actors/names.ts';
import { z } from 'zod';
import { timeOf } from '#kernel/awaits/window.ts';
import { calendarAt, zoneAt } from '#kernel/time/calendar.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Proof, SeatProof } from '#kernel/protocol/proof.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import { placeOf } from '#kernel/time/place.ts';
import { spans } from '#kernel/time/working-time.ts';
import { iso } from '#server/route.ts';

const moment = z.string();

/** Why a window ends when it ends, with everybody's working time for the strip. Lengths are ms. */
export const proofReply = z.object({
  step: z.string(),
  opening: z.number(),
  /** To whom it went to decide, in the place of those who were asked: `the stewards`. */
  deciders: z.string().nullable(),
  openedAt: moment,
  minAt: moment,
  maxAt: moment,
  /** When it ends as things stand; null while its clock stands still. */
  endsAt: moment.nullable(),
  paused: z.boolean(),
  ending: z.string(),
  condition: z.string(),
  holds: z.boolean(),
  /** The strip's ends. */
  from: moment,
  to: moment,
  seats: z.array(
    z.object({
      actor: z.string(),
      name: z.string(),
      zone: z.string(),
      place: z.string(),
      localTime: z.string(),
      deputyOf: z.string().nullable(),
      passedTo: z.string().nullable(),
      needMs: z.number(),
      hadMs: z.number(),
      dueAt: moment.nullable(),
      status: z.string(),
      excused: z.string().nullable(),
      stance: z.string().nullable(),
      stale: z.boolean(),
      /** Taken as said, not spoken. */
      implicit: z.boolean(),
      /** The stance is a ballot. */
      voted: z.boolean(),
      spans: z.array(z.object({ from: moment, to: moment, kind: z.enum(['work', 'leave']) })),
    }),
  ),
});
export type ProofReply = z.output<typeof proofReply>;

const HOUR = 3_600_000;
const LONGEST_STRIP = 21 * 24 * HOUR;

/** As doors show it: the strip goes from the opening to the end, or to now where that is later, and some room. */
export const presentProof = (proof: Proof, directory: Directory, now: Instant): ProofReply => {
  const { window } = proof;
  const end = Math.max(window.effectiveAt ?? window.maxAt, Math.min(now, window.maxAt));
  const room = Math.max(6 * HOUR, (end - window.openedAt) * 0.15);
  const to = Math.min(end + room, window.openedAt + LONGEST_STRIP);
  return {
    step: proof.step,
    opening: proof.opening,
    deciders: proof.deciders,
    openedAt: iso(window.openedAt),
    minAt: iso(window.minAt),
    maxAt: iso(window.maxAt),
    endsAt: window.effectiveAt === null ? null : iso(window.effectiveAt),
    paused: window.paused,
    ending: proof.ending,
    condition: proof.condition,
    holds: proof.holds,
    from: iso(window.openedAt),
    to: iso(to),
    seats: proof.seats.map((seat) => presentSeat(seat, window.openedAt, to, directory, now)),
  };
};

const presentSeat = (
  seat: SeatProof,
  from: Instant,
  to: Instant,
  directory: Directory,
  now: Instant,
): ProofReply['seats'][number] => {
  const calendars = directory.actors.get(seat.actor)?.calendars ?? [];
  const leave = calendarAt(calendars, now)?.leave ?? [];
  return {
    actor: seat.actor,
    ...whereabouts(seat.actor, directory, now),
    deputyOf: seat.deputyOf ?? null,
    passedTo: seat.passedTo ?? null,
    needMs: seat.needMs,
    hadMs: seat.hadMs,
    dueAt: seat.dueAt === null ? null : iso(seat.dueAt),
    status: seat.status,
    excused: seat.excused ?? null,
    stance: seat.stance ?? null,
    stale: seat.stale === true,
    implicit: seat.implicit === true,
    voted: seat.voted === true,
    spans: [
      ...spans(timeOf(calendars), from, to).map((span) => ({ from: iso(span.from), to: iso(span.to), kind: 'work' as const })),
      ...leave
        .filter((away) => away.from < to && away.to > from)
        .map((away) => ({ from: iso(Math.max(from, away.from)), to: iso(Math.min(to, away.to)), kind: 'leave' as const })),
    ],
  };
};

/** Where somebody works, by their zone (`Berlin`), and what their clock shows. */
export const whereabouts = (
  actor: ActorId,
  directory: Directory,
  now: Instant,
): { readonly name: string; readonly zone: string; readonly place: string; readonly localTime: string } => {
  const known = directory.actors.get(actor);
  const zone = zoneAt(known?.calendars ?? [], now);
  return { name: calledIn(directory, actor), zone, place: placeOf(zone), localTime: localTime(zone, now) };
};

/** What a clock in this zone shows: `09:12`. Everybody looks at the same clocks in the same minute. */
export const localTime = (zone: string, at: Instant): string => {
  const now = Math.floor(at / MINUTE);
  const last = shown.get(zone);
  if (last?.at === now) return last.time;
  const { hour, minute } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
  shown.set(zone, { at: now, time });
  return time;
};

const MINUTE = 60_000;
const shown = new Map<string, { readonly at: number; readonly time: string }>();
