import { calendarAt, type CalendarVersion } from '../time/calendar.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { nextWorking } from '../time/working-time.ts';
import { leaveTakesAll, openClock, timeOf, type Window } from './window.ts';

/** What routing needs to know of somebody who can be asked. */
export interface Askable {
  readonly id: ActorId;
  readonly calendars: readonly CalendarVersion[];
  /** [A5] In order. */
  readonly deputies: readonly ActorId[];
  readonly active: boolean;
  /** Awaits that they have open. */
  readonly load: number;
}

/**
 * [A5] The first of somebody's deputies who belongs, has time in this window and is not among the `barred` (the asker, the proposer, who is
 * asked already). One hop: a deputy's own deputy is not asked.
 */
export const firstDeputy = <A extends Askable>(
  asked: A,
  barred: ReadonlySet<ActorId>,
  find: (id: ActorId) => A | undefined,
  window: Window,
  at: Instant,
): A | undefined =>
  asked.deputies
    .filter((id) => id !== asked.id && !barred.has(id))
    .flatMap((id) => find(id) ?? [])
    .find((deputy) => deputy.active && !leaveTakesAll(openClock(window, deputy.calendars, at), deputy.calendars, at));

/** [A6] Whose working time comes soonest, then whose load is lowest, then by id, so that the same people always come in the same order. */
export const bySoonest = <A extends Askable>(people: readonly A[], at: Instant): readonly A[] =>
  people
    .map((person) => ({ person, next: nextWorking(timeOf(person.calendars), at) }))
    .toSorted(
      (a, b) =>
        (a.next === b.next ? 0 : a.next - b.next) || a.person.load - b.person.load || (a.person.id < b.person.id ? -1 : 1),
    )
    .map(({ person }) => person);

/** Not on leave at the instant. */
export const isAvailable = (person: Askable, at: Instant): boolean =>
  person.active && !(calendarAt(person.calendars, at)?.leave ?? []).some((leave) => leave.from <= at && at < leave.to);
