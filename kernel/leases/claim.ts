import { timeOf } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { refuse, type Refusal } from '../stream/refusal.ts';
import type { CalendarVersion } from '../time/calendar.ts';
import { lengthOf, isWorkingDuration, type Duration } from '../time/duration.ts';
import { add, advance, between, NEVER, nextWorking } from '../time/working-time.ts';

/** [L2] For how long a claim holds, as a protocol says it. Kept with the claim: another version does not change what was promised [P3]. */
export interface Terms {
  readonly ttl: Duration;
  readonly grace: Duration;
  /** Whether what is seen of the work renews it. */
  readonly renews: boolean;
  /** How many times one honest sentence does, without anything else being seen. */
  readonly extensions: number;
}

/**
 * [L1] [L2] What becomes of one claim. JSON; instants in ms.
 *
 *     free ── claim ──► held ── ttl without activity ──► in grace ── grace without a word ──► free
 *                        ▲                                 │ activity, or one honest sentence (as often as `extensions` allows)
 *                        └─────────────────────────────────┘
 *
 * It is taken over (`token` grows), given back or finished from held and from grace alike.
 */
export interface Claim {
  readonly holder: ActorId;
  /** [L1] The fencing token: 1 for the first claim of a thing, and one more for each that follows. */
  readonly token: number;
  readonly terms: Terms;
  readonly since: Instant;
  /** When something was last seen of it; the lease runs from here. */
  readonly seenAt: Instant;
  /** When the lease ends unless it is renewed. */
  readonly until: Instant;
  /** When the grace ends; null while it has not begun. */
  readonly graceUntil: Instant | null;
  /** When its holder is asked for a sentence; null before the grace, and once they were. */
  readonly nudgeAt: Instant | null;
  readonly extended: number;
}

type Calendars = readonly CalendarVersion[];

/** So often the lease is laid out anew, where leave takes more than it holds. */
const MOST_YEARS = 2 * 366 * 86_400_000;

/**
 * [L2] The end of a lease that begins at `at`: when its holder has had as much working time as the stretch would hold without their leave. `7d` is
 * so a week of their own, that ends inside of their hours; it neither ends on a Sunday nor while they are away. Elapsed where they never work.
 */
export const leaseEnd = (calendars: Calendars, at: Instant, duration: Duration): Instant => {
  const time = timeOf(calendars);
  if (isWorkingDuration(duration)) return orElapsed(add(time, at, duration), at);
  const elapsed = at + (lengthOf(duration) ?? 0);
  const planned = between(timeOf(withoutLeave(calendars)), at, elapsed);
  if (planned === 0) return orElapsed(nextWorking(time, elapsed), elapsed);
  return orElapsed(advance(time, at, planned), elapsed);
};

const orElapsed = (end: Instant, elapsed: Instant): Instant => (end === NEVER || end - elapsed > MOST_YEARS ? elapsed : end);

const known = new WeakMap<Calendars, Calendars>();

const withoutLeave = (calendars: Calendars): Calendars => {
  const made =
    known.get(calendars) ??
    (calendars.some(({ calendar }) => calendar.leave?.length)
      ? calendars.map(({ from, calendar }) => ({ from, calendar: { ...calendar, leave: [] } }))
      : calendars);
  known.set(calendars, made);
  return made;
};

/** [L1] A new claim. `before`: how many there have been. */
export const newClaim = (holder: ActorId, before: number, terms: Terms, calendars: Calendars, at: Instant): Claim => ({
  holder,
  token: before + 1,
  terms,
  since: at,
  seenAt: at,
  until: leaseEnd(calendars, at, terms.ttl),
  graceUntil: null,
  nudgeAt: null,
  extended: 0,
});

/** [L2] Something was seen of it. A clock that was put back shortens nothing. */
export const renewed = (claim: Claim, calendars: Calendars, at: Instant): Claim => {
  const seenAt = Math.max(claim.seenAt, at);
  const until = Math.max(claim.until, leaseEnd(calendars, seenAt, claim.terms.ttl));
  return { ...claim, seenAt, until, graceUntil: null, nudgeAt: null };
};

/** [L2] One honest sentence, where nothing else is to be seen. */
export const extended = (claim: Claim, calendars: Calendars, at: Instant): Claim => ({
  ...renewed(claim, calendars, at),
  extended: claim.extended + 1,
});

/** [A4] Hours or leave have changed: what was shown never comes earlier. */
export const replanned = (claim: Claim, calendars: Calendars): Claim => {
  const { seenAt, until, graceUntil, terms } = claim;
  if (graceUntil !== null) {
    const end = Math.max(graceUntil, leaseEnd(calendars, until, terms.grace));
    return { ...claim, graceUntil: end, nudgeAt: claim.nudgeAt === null ? null : nudgeIn(calendars, until, end) };
  }
  return { ...claim, until: Math.max(until, leaseEnd(calendars, seenAt, terms.ttl)) };
};

/** The next moment at which something becomes of it by itself. */
export const momentOf = ({ nudgeAt, graceUntil, until }: Claim): Instant =>
  Math.min(nudgeAt ?? Number.POSITIVE_INFINITY, graceUntil ?? until);

/** [L2] What its moment brings: its grace begins; its holder is nudged, inside their hours; it is over. */
export type Turn =
  | { readonly turn: 'grace' | 'nudge'; readonly at: Instant; readonly claim: Claim }
  | { readonly turn: 'over'; readonly at: Instant };

/** What happens to it next, if that is due by `now`; null: nothing is. */
export const turnOf = (claim: Claim, calendars: Calendars, now: Instant): Turn | null => {
  const at = momentOf(claim);
  if (at > now) return null;
  if (claim.graceUntil === null) {
    const graceUntil = leaseEnd(calendars, claim.until, claim.terms.grace);
    return { turn: 'grace', at, claim: { ...claim, graceUntil, nudgeAt: nudgeIn(calendars, claim.until, graceUntil) } };
  }
  if (claim.nudgeAt !== null && claim.nudgeAt <= claim.graceUntil)
    return { turn: 'nudge', at, claim: { ...claim, nudgeAt: null } };
  return { turn: 'over', at };
};

const nudgeIn = (calendars: Calendars, from: Instant, until: Instant): Instant | null => {
  const nudge = nextWorking(timeOf(calendars), from);
  return nudge < until ? nudge : null;
};

/** [L1] Why somebody who shows this token may not change what is claimed; null: they hold it. */
export const fenced = (claim: Claim | null, by: ActorId, token: number): Refusal | null => {
  if (claim === null) return refuse('not-claimed', 'Nobody has claimed this. Claim it first.');
  if (claim.holder !== by) return refuse('not-the-holder', 'Somebody else has claimed this. What you wrote was not kept here.');
  if (claim.token !== token)
    return refuse('stale-token', 'This is an earlier claim of yours: it ended, and another one holds. Read the task again.', {
      field: '/token',
    });
  return null;
};
