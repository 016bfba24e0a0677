import type { Actor } from '#kernel/actors/directory.ts';
import type { Instant } from '#kernel/stream/event.ts';
import { calendarAt, type Calendar } from '#kernel/time/calendar.ts';
import { isWorking, nextWorking, spans, workingTime } from '#kernel/time/working-time.ts';
import { DAY } from '#kernel/time/duration.ts';

/** Where somebody stands at an instant, by their calendar alone: nobody's presence is watched. */
export interface Standing {
  readonly zone: string;
  /** `2026-03-27T22:00` on their clocks. */
  readonly localTime: string;
  readonly workingNow: boolean;
  /** The end of this working time, while they work. */
  readonly worksUntil: Instant | null;
  /** When they work again, while they do not; null: not within what is known. */
  readonly nextWorking: Instant | null;
  readonly onLeaveUntil: Instant | null;
}

/** Null for whoever has no hours: teams, and people who have not joined. */
export const standingOf = (actor: Actor, at: Instant): Standing | null => {
  const calendar = calendarAt(actor.calendars, at);
  if (calendar === undefined) return null;
  const time = workingTime(actor.calendars);
  const workingNow = isWorking(time, at);
  const next = workingNow ? at : nextWorking(time, at);
  return {
    zone: calendar.zone,
    localTime: Temporal.Instant.fromEpochMilliseconds(at)
      .toZonedDateTimeISO(calendar.zone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' }),
    workingNow,
    worksUntil: workingNow ? endOf(spans(time, at, at + 2 * DAY)) : null,
    nextWorking: workingNow || !Number.isFinite(next) ? null : next,
    onLeaveUntil: leaveEnd(calendar, at),
  };
};

/** Where spans that touch at midnight end. */
const endOf = (ahead: readonly { readonly from: Instant; readonly to: Instant }[]): Instant | null => {
  let end: Instant | null = null;
  for (const { from, to } of ahead) {
    if (end !== null && from > end) break;
    end = to;
  }
  return end;
};

const leaveEnd = ({ leave = [] }: Calendar, at: Instant): Instant | null => {
  let until: Instant | null = null;
  for (const { from, to } of leave.toSorted((a, b) => a.from - b.from))
    if (from <= (until ?? at) && to > (until ?? at)) until = to;
  return until;
};
