import type { Actor, Directory } from '#kernel/actors/directory.ts';
import { timeOf } from '#kernel/awaits/window.ts';
import type { ActorId, Instant } from '#kernel/stream/event.ts';
import type { CalendarVersion } from '#kernel/time/calendar.ts';
import { DAY } from '#kernel/time/duration.ts';
import { between, workdays } from '#kernel/time/working-time.ts';

/** What somebody's calendar holds between two moments. Nothing of it is what they did before. */
export interface PersonCapacity {
  readonly actor: ActorId;
  readonly workingMs: number;
  readonly workdays: number;
  /** Days of their week that leave takes. */
  readonly leaveDays: number;
  /** Days of their week that holidays and exceptions take. */
  readonly holidays: number;
}

export interface Capacity {
  readonly people: readonly PersonCapacity[];
  readonly workingMs: number;
  /** Of it, what is planned with. */
  readonly plannedMs: number;
}

/** Whatever else a week is made of (answers, reviews, help, what nobody foresaw) takes the rest. */
export const USUAL_SHARE = 60;

type Calendars = readonly CalendarVersion[];

const without = (calendars: Calendars, what: 'leave' | 'days off'): Calendars =>
  calendars.map(({ from, calendar }) => {
    const { leave: _, ...here } = calendar;
    if (what === 'leave') return { from, calendar: here };
    const { holidays: _1, exceptions: _2, ...bare } = here;
    return { from, calendar: bare };
  });

/**
 * What a team can take on between two moments: the working time of its people, by their calendars: holidays, short weeks and leave are out of it. Of that
 * `share` percent. How much anybody finished before is no part of it.
 */
export const capacityOf = (
  people: readonly ActorId[],
  from: Instant,
  to: Instant,
  share: number,
  directory: Pick<Directory, 'actors'>,
): Capacity => {
  const each = people.flatMap((id) => {
    const actor = directory.actors.get(id);
    return actor?.kind === 'person' && actor.status === 'active' ? [personCapacity(actor, from, to)] : [];
  });
  const workingMs = each.reduce((sum, one) => sum + one.workingMs, 0);
  return { people: each, workingMs, plannedMs: Math.round((workingMs * share) / 100) };
};

const personCapacity = ({ id, calendars }: Actor, from: Instant, to: Instant): PersonCapacity => {
  const time = timeOf(calendars);
  const present = timeOf(without(calendars, 'leave'));
  const always = timeOf(without(calendars, 'days off'));
  const worked = workdays(time, from, to).length;
  const withoutLeave = workdays(present, from, to).length;
  return {
    actor: id,
    workingMs: between(time, from, to),
    workdays: worked,
    leaveDays: Math.max(0, withoutLeave - worked),
    holidays: Math.max(0, workdays(always, from, to).length - withoutLeave),
  };
};

/** A plan is for some days at least and a quarter at most. */
export const LONGEST_PERIOD = 120 * DAY;
