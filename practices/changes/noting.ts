import type { Context } from '#kernel/stream/decider.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { canonical } from './canonical.ts';
import type { Data } from './commands.ts';
import { courseFrom, type Course } from './course.ts';
import type { ChangeEvent } from './events.ts';
import { folded } from './evolve.ts';
import { follow } from './following.ts';
import type { CheckState, Snapshot } from './observed.ts';
import { isNewer, rankOfSaid, type Rank } from './rank.ts';
import type { ChangeState, Seen } from './state.ts';

type Events = Result<readonly ChangeEvent[]>;

/** Words of one change that are kept; what comes after says nothing new. */
const MOST_SAID = 500;

/** What a forge says, in whatever order: the newest of each thing holds. */
export const note = (state: ChangeState | null, data: Data<'note'>, context: Context): Events => {
  const { repository, repositoryName, space, key, seen } = data;
  if (state === null) {
    if (!seen) return refuse('not-seen', 'Nothing was said yet of what this is.');
    const first: Seen = { at: seen.at, since: [seen.at], parted: null, snapshot: seen.snapshot, mentions: seen.mentions };
    const opened = { type: 'change-opened', repository, repositoryName, space, key, seen: first } as const;
    const course = courseFrom(folded(null, opened, { by: context.by, at: context.now }), context, [opened]);
    notePeople(course, data.people);
    return rest(course, data);
  }
  const course = courseFrom(state, context);
  notePeople(course, data.people);
  if (seen) {
    const next = newest(state.seen, seen);
    if (next !== state.seen) course.emit({ type: 'change-seen', seen: next });
  }
  return rest(course, data);
};

const rest = (course: Course, { said = [], checks }: Data<'note'>): Events => {
  for (const one of said) {
    const { said: known } = course.state();
    const before = known[one.id];
    if (before ? isNewer(rankOfSaid(before), rankOfSaid(one)) : Object.keys(known).length < MOST_SAID)
      course.emit({ type: 'change-said', said: one });
  }
  if (checks) noteChecks(course, checks);
  if (course.state().seen.snapshot.state === 'closed' && course.events.some(({ type }) => type === 'change-seen'))
    course.emit({ type: 'change-closed', at: course.state().seen.snapshot.closedAt ?? course.state().seen.at });
  if (course.events.length > 0) follow(course);
  return ok(course.events);
};

export const notePeople = (course: Course, people: Data<'note'>['people']): void => {
  const known = course.state().people;
  const fresh = Object.entries(people).filter(([login, actor]) => known[login] !== actor);
  if (fresh.length > 0) course.emit({ type: 'people-known', people: Object.fromEntries(fresh) });
};

/** True where the checks that are known changed. */
export const noteChecks = (course: Course, { head, state: said, at }: Data<'see-checks'>): boolean => {
  const { checks, seen } = course.state();
  if (head !== seen.snapshot.head || (checks?.head === head && (checks.at > at || checks.state === said))) return false;
  course.emit({ type: 'checks-seen', head, state: said satisfies CheckState | null, at });
  return true;
};

const FURTHER = { draft: 0, open: 1, closed: 2, merged: 3 } as const satisfies Record<Snapshot['state'], number>;

const rankOfSeen = ({ at, snapshot }: Pick<Seen, 'at' | 'snapshot'>): Rank => [at, FURTHER[snapshot.state], canonical(snapshot)];

/** Moments that are kept: the earliest, and the latest of them, between which a late delivery may set another head. */
const MOST_MOMENTS = 30;

/** [R6] Since when it has the head that it has, out of whatever was heard in whatever order: no other stood there after `parted`. */
const newest = (before: Seen, { at, snapshot, mentions }: Data<'note'>['seen'] & object): Seen => {
  const same = snapshot.head === before.snapshot.head;
  if (isNewer(rankOfSeen(before), rankOfSeen({ at, snapshot })))
    return { at, snapshot, mentions, ...(same ? standingFor(before, at) : { since: [at], parted: before.at }) };
  // The same words name more than they did: an issue has become a task since.
  if (at === before.at && canonical(snapshot) === canonical(before.snapshot)) {
    const all = [...new Set([...before.mentions, ...mentions])];
    return all.length === before.mentions.length ? before : { ...before, mentions: all.toSorted() };
  }
  const { parted } = before;
  if (parted !== null && (same ? at < parted : at <= parted)) return before;
  if (same) return before.since.includes(at) ? before : { ...before, ...standingFor(before, at) };
  return { ...before, since: before.since.filter((moment) => moment >= at), parted: at };
};

const standingFor = ({ since, parted }: Seen, at: number): Pick<Seen, 'since' | 'parted'> => {
  const all = [...new Set([...since, at])].toSorted((a, b) => a - b);
  return { since: all.length > MOST_MOMENTS ? [...all.slice(0, 1), ...all.slice(1 - MOST_MOMENTS)] : all, parted };
};
