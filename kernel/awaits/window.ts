import { ALWAYS, zoneAt, type CalendarVersion } from '../time/calendar.ts';
import { DAY, lengthOf, type Duration } from '../time/duration.ts';
import type { Instant } from '../stream/event.ts';
import { add, advance, between, NEVER, nextWorking, rewind, workingTime, type WorkingTime } from '../time/working-time.ts';
import { weekdayIndex, WEEKDAYS } from '../time/wall-clock.ts';
import { zoneOf } from '../time/zone.ts';
import { isWorking, isZero, type WindowEnd, type WindowForm } from './window-form.ts';

/** [A2] The clock of one await: when it is due, and what that follows from. JSON; instants and lengths in ms. */
export interface Clock {
  readonly openedAt: Instant;
  /** `min` has elapsed. */
  readonly minAt: Instant;
  /** Never later than this. */
  readonly maxAt: Instant;
  /** Shown. Moves later, never earlier [A4]. */
  readonly dueAt: Instant;
  /** Working time that the asked must have; 0: none. */
  readonly eachMs: number;
  /** Of it, had before `since`; it stays used [A4]. */
  readonly usedMs: number;
  /** From here on time is counted by the calendar. */
  readonly since: Instant;
  /** Where `min` or `max` is working time: what is left of it at `since`. */
  readonly minMs: number | null;
  readonly maxMs: number | null;
  /** `max` is a time on the wall: a pause does not move it. */
  readonly fixed: boolean;
  readonly pausedAt: Instant | null;
}

/** What a clock is made from. */
export interface Window {
  readonly form: WindowForm;
  readonly each: Duration | null;
  /** [A2] The organization's longest window, in ms, where the form names no max. */
  readonly longest: number;
}

type Calendars = readonly CalendarVersion[];

const WITHOUT_HOURS: Calendars = [{ from: 0, calendar: ALWAYS }];

/** Somebody's working time; agents without hours of their own always work. */
export const timeOf = (calendars: Calendars): WorkingTime => workingTime(calendars.length === 0 ? WITHOUT_HOURS : calendars);

const withoutLeave = new WeakMap<Calendars, Calendars>();

/** [A5] Somebody's working time if they were not on leave: a window of working time does not wait for them, it finds their deputy. */
const plannedTimeOf = (calendars: Calendars): WorkingTime => {
  let planned = withoutLeave.get(calendars);
  if (!planned) {
    planned = calendars.some((version) => version.calendar.leave?.length)
      ? calendars.map(({ from, calendar }) => ({ from, calendar: { ...calendar, leave: [] } }))
      : calendars;
    withoutLeave.set(calendars, planned);
  }
  return timeOf(planned);
};

/** [A2] Due at the first moment when `min` has elapsed and the asked has had `each`, never later than `max`. */
export const openClock = ({ form, each, longest }: Window, calendars: Calendars, at: Instant): Clock => {
  const planned = plannedTimeOf(calendars);
  const eachMs = each === null ? 0 : (lengthOf(each) ?? between(planned, at, finite(add(planned, at, each), at + longest)));
  const soonest = endOf(form.min, planned, calendars, at, longest);
  const maxAt =
    form.max === null
      ? eachMs > 0
        ? Math.max(soonest, at + longest)
        : soonest
      : endOf(form.max, planned, calendars, at, longest);
  const minAt = Math.min(soonest, maxAt);
  const last = form.max ?? form.min;
  const clock: Clock = {
    openedAt: at,
    minAt,
    maxAt,
    dueAt: maxAt,
    eachMs,
    usedMs: 0,
    since: at,
    minMs: isWorking(form.min) ? between(planned, at, minAt) : null,
    maxMs: isWorking(last) && (form.max !== null || eachMs === 0) ? between(planned, at, maxAt) : null,
    fixed: last.end === 'point',
    pausedAt: null,
  };
  return { ...clock, dueAt: dueOf(clock, calendars) };
};

/** For what one owes by office (an answer to a reply, to a clarification): leave makes it wait, up to the longest window. */
export const openPatientClock = (
  form: WindowForm,
  each: Duration | null,
  longest: number,
  calendars: Calendars,
  at: Instant,
): Clock => {
  const time = timeOf(calendars);
  const most = Math.max(at + longest, endOf(form.min, plannedTimeOf(calendars), calendars, at, longest));
  const minAt = Math.min(most, endOf(form.min, time, calendars, at, longest));
  const eachMs = each === null ? 0 : (lengthOf(each) ?? 0);
  const clock: Clock = {
    openedAt: at,
    minAt,
    maxAt: most,
    dueAt: most,
    eachMs,
    usedMs: 0,
    since: at,
    minMs: null,
    maxMs: null,
    fixed: false,
    pausedAt: null,
  };
  return { ...clock, dueAt: dueOf(clock, calendars) };
};

const endOf = (end: WindowEnd, time: WorkingTime, calendars: Calendars, at: Instant, longest: number): Instant => {
  if (isZero(end)) return at;
  if (end.end === 'point')
    return nextPoint(
      end.weekday === null ? null : WEEKDAYS.indexOf(end.weekday),
      end.minutes,
      end.zone ?? zoneAt(calendars, at),
      at,
    );
  return finite(add(time, at, end.duration), at + longest);
};

const finite = (at: Instant, otherwise: Instant): Instant => (at === NEVER ? otherwise : at);

/** The next such time on a wall clock, strictly later. */
const nextPoint = (weekday: number | null, minutes: number, zone: string, at: Instant): Instant => {
  const clock = zoneOf(zone);
  const today = Math.floor(clock.toLocal(at) / DAY);
  for (let day = today; day <= today + 8; day++) {
    if (weekday !== null && weekdayIndex(day) !== weekday) continue;
    const then = clock.toInstant(day * DAY + minutes * 60_000);
    if (then > at) return then;
  }
  return at + 7 * DAY;
};

const dueOf = (clock: Clock, calendars: Calendars): Instant => {
  const { eachMs, usedMs, since, openedAt, minAt, maxAt } = clock;
  if (eachMs > 0)
    return Math.min(maxAt, Math.max(minAt, usedMs >= eachMs ? minAt : advance(timeOf(calendars), since, eachMs - usedMs)));
  return minAt > openedAt ? minAt : maxAt;
};

/** [A2] From here on it no longer holds up its step. */
export const readyAt = (clock: Clock): Instant => (clock.eachMs > 0 ? clock.dueAt : clock.minAt);

/** Brings what was used up to date. */
const counted = (clock: Clock, calendars: Calendars, at: Instant): Clock => {
  if (clock.pausedAt !== null || at <= clock.since) return clock;
  const planned = plannedTimeOf(calendars);
  const left = (ms: number | null): number | null => (ms === null ? null : Math.max(0, ms - between(planned, clock.since, at)));
  return { ...clock, usedMs: hadMs(clock, calendars, at), since: at, minMs: left(clock.minMs), maxMs: left(clock.maxMs) };
};

/** [A3] The clock stands still; used time is kept. */
export const pauseClock = (clock: Clock, calendars: Calendars, at: Instant): Clock =>
  clock.pausedAt === null ? { ...counted(clock, calendars, at), pausedAt: at } : clock;

export const resumeClock = (clock: Clock, calendars: Calendars, at: Instant): Clock => {
  if (clock.pausedAt === null) return clock;
  const { pausedAt } = clock;
  const planned = plannedTimeOf(calendars);
  const later = (end: Instant, left: number | null): Instant =>
    end <= pausedAt
      ? end
      : left === null
        ? end + (at - pausedAt)
        : Math.max(end, finite(advance(planned, at, left), end + (at - pausedAt)));
  const maxAt = clock.fixed ? clock.maxAt : later(clock.maxAt, clock.maxMs);
  const moved: Clock = { ...clock, pausedAt: null, since: at, minAt: Math.min(maxAt, later(clock.minAt, clock.minMs)), maxAt };
  return { ...moved, dueAt: Math.min(maxAt, Math.max(clock.dueAt, dueOf(moved, calendars))) };
};

/** [A4] After a change of calendar: used time stays used, the rest is computed again, and what was shown never comes earlier. */
export const moveClock = (clock: Clock, calendars: Calendars, at: Instant): Clock => {
  if (clock.pausedAt !== null) return clock;
  const now = counted(clock, calendars, at);
  const planned = plannedTimeOf(calendars);
  const maxAt =
    now.maxMs === null || now.maxAt <= at ? now.maxAt : Math.max(now.maxAt, finite(advance(planned, at, now.maxMs), now.maxAt));
  const minAt =
    now.minMs === null || now.minAt <= at
      ? now.minAt
      : Math.min(maxAt, Math.max(now.minAt, finite(advance(planned, at, now.minMs), now.minAt)));
  const moved = { ...now, minAt, maxAt };
  return { ...moved, dueAt: Math.min(maxAt, Math.max(clock.dueAt, dueOf(moved, calendars))) };
};

/** [A3] The seat is another's: they have `each` anew, within the same window where that leaves them time, else in a window of their own. */
export const inheritClock = (clock: Clock, window: Window, calendars: Calendars, at: Instant): Clock => {
  const inherited: Clock = { ...clock, openedAt: at, since: at, usedMs: 0, pausedAt: null };
  const needed = clock.eachMs > 0 ? clock.eachMs : 1;
  if (clock.pausedAt !== null || clock.maxMs !== null || between(timeOf(calendars), at, clock.maxAt) < needed)
    return openClock(window, calendars, at);
  return { ...inherited, dueAt: dueOf(inherited, calendars) };
};

/** Working time that the asked has had, of what is counted. */
export const hadMs = (clock: Clock, calendars: Calendars, at: Instant): number =>
  clock.usedMs + (clock.pausedAt === null ? between(timeOf(calendars), clock.since, Math.max(clock.since, at)) : 0);

/** [A5] Leave, and nothing else, takes the time that the asked would need before `max`. */
export const leaveTakesAll = (clock: Clock, calendars: Calendars, at: Instant): boolean => {
  const need = clock.eachMs > 0 ? clock.eachMs - clock.usedMs : 1;
  if (need <= 0 || calendars.length === 0) return false;
  return between(timeOf(calendars), at, clock.maxAt) < need && between(plannedTimeOf(calendars), at, clock.maxAt) >= need;
};

/** When a reminder is sent: at a fraction of the window, or so long after the asking. */
export type Remind = { readonly fraction: number } | { readonly after: Duration };

/** [A7] Inside the asked's working hours and before it is due; null where no such moment is left. */
export const remindAt = (remind: Remind, clock: Clock, calendars: Calendars): Instant | null => {
  const time = timeOf(calendars);
  const from = clock.since;
  const wished =
    'after' in remind ? finite(add(time, clock.openedAt, remind.after), clock.dueAt) : fractionAt(clock, time, remind.fraction);
  const next = nextWorking(time, Math.max(wished, from));
  if (next < clock.dueAt) return next;
  if (wished >= clock.dueAt) return null;
  // Nobody works between then and the end: an hour before the last closing time.
  const earlier = rewind(time, wished, 3_600_000);
  return earlier > from ? earlier : null;
};

const fractionAt = (clock: Clock, time: WorkingTime, fraction: number): Instant => {
  const left = clock.eachMs > 0 || clock.maxMs !== null ? between(time, clock.since, clock.dueAt) : 0;
  if (left === 0) return clock.openedAt + Math.round((clock.dueAt - clock.openedAt) * fraction);
  return advance(time, clock.since, Math.max(0, Math.round((clock.usedMs + left) * fraction) - clock.usedMs));
};
