import { z } from 'zod';
import { actorKey } from '#kernel/actors/access.ts';
import type { AwaitReading, AwaitStatus } from '#kernel/awaits/await.ts';
import { moveClock, openPatientClock, type Clock } from '#kernel/awaits/window.ts';
import type { Command, Context, Decider, Known, Reading } from '#kernel/stream/decider.ts';
import { SYSTEM, type ActorId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import { DAY, type Duration } from '#kernel/time/duration.ts';
import { absentFault } from '#practices/people';
import { maySee } from '#practices/protocols';
import { homeFault } from '#practices/spaces';
import { evolveAcknowledgement, openReaders, type AcknowledgementEvent, type AcknowledgementState } from './acknowledgement.ts';
import { pageAudience, peopleAmong } from './audience.ts';
import type { PageState } from './page.ts';

const page = z.uuid();

/** The data of each command; the page is also in `refs`. */
const acknowledgementCommands = {
  /** `people`: people and teams; `all`: whoever sees the page. `length`: so long they have at least, ms. */
  ask: z.strictObject({
    page,
    people: z.array(z.uuid()).max(200),
    all: z.boolean(),
    length: z
      .int()
      .min(DAY)
      .max(180 * DAY),
    why: z.string(),
  }),
  acknowledge: z.strictObject({ revision: z.int().min(1) }),
  /** The page was published anew, and says otherwise. */
  'ask-again': z.strictObject({ page }),
  /** The page was moved, restricted, archived or deleted. */
  follow: z.strictObject({ page }),
  withdraw: z.strictObject({}),
  tick: z.strictObject({}),
  'calendar-changed': z.strictObject({ actor: z.uuid() }),
  'actor-left': z.strictObject({ actor: z.uuid() }),
} as const;

type Commands = typeof acknowledgementCommands;
type Data<N extends keyof Commands> = z.output<Commands[N]>;
type AcknowledgementCommand = { [N in keyof Commands]: Command<N, Data<N>> }[keyof Commands];
type Events = Result<readonly AcknowledgementEvent[]>;

/** Half an hour's reading finds its place in an hour of somebody's own working time. */
const AN_HOURS_WORK: Duration = { amount: 1, unit: 'wh' };
const MOST_PEOPLE = 2_000;
const LONGEST_WHY = 500;

export const acknowledgement: Decider<AcknowledgementState, AcknowledgementCommand, AcknowledgementEvent> = {
  kind: 'acknowledgement',
  numbered: true,
  needs: {
    ask: 'see',
    acknowledge: 'decider',
    'ask-again': 'system',
    follow: 'system',
    withdraw: 'author',
    tick: 'system',
    'calendar-changed': 'system',
    'actor-left': 'system',
  },
  decide(state, command, context) {
    if (command.name === 'ask') return ask(state, command.data, context);
    if (state === null) return refuse('not-found', 'There is nothing here that you can see.');
    switch (command.name) {
      case 'acknowledge':
        return acknowledge(state, command.data, context);
      case 'ask-again':
        return askAgain(state, command.data, context);
      case 'follow':
        return follow(state, command.data, context);
      case 'withdraw':
        return ok(state.withdrawnAt === null ? [{ type: 'acknowledgement-withdrawn' }] : []);
      case 'tick':
        return ok(lapsed(openReaders(state).flatMap(([actor, { clock }]) => (clock.dueAt <= context.now ? [actor] : []))));
      case 'calendar-changed':
        return ok(moved(state, command.data.actor, context));
      case 'actor-left':
        return ok(lapsed(openReaders(state).flatMap(([actor]) => (actor === command.data.actor ? [actor] : []))));
      default:
        return command satisfies never;
    }
  },
  evolve: evolveAcknowledgement,
  read: readAcknowledgement,
};

const lapsed = (actors: readonly ActorId[]): readonly AcknowledgementEvent[] =>
  actors.length === 0 ? [] : [{ type: 'acknowledgement-lapsed', actors }];

/** The page as it stands; it is there for who sees it, and for the system always. */
const pageIn = (id: string, { refs }: Context): { readonly known: Known; readonly state: PageState } | null => {
  const known = refs.get(id);
  return known?.kind === 'page' ? { known, state: known.state as PageState } : null;
};

const ask = (state: AcknowledgementState | null, data: Data<'ask'>, context: Context): Events => {
  if (state !== null) return refuse('already-asked', 'This was asked already.');
  const on = pageIn(data.page, context);
  if (!on) return refuse('not-found', 'There is no such page that you can see.', { field: '/page' });
  if (on.state.status !== 'published') return refuse(on.state.status, 'Nobody is asked to read a page that is put away.');
  const fault = homeFault(on.state.space, context, 'write') ?? absentFault(data.people, '/people', context) ?? whyFault(data.why);
  if (fault) return fault;
  const { directory, by } = context;
  const audience = pageAudience(on.state);
  const sees = (id: ActorId): boolean => maySee(id, audience, directory);
  const blind = data.people.findIndex((id) => peopleAmong([id], directory).every((one) => !sees(one)));
  if (blind >= 0) return refuse('cannot-see', 'They may not read this page.', { field: `/people/${blind}` });
  const wanted = data.all ? [...directory.actors.keys()] : data.people;
  const readers = peopleAmong(wanted, directory).filter(
    (id) => id !== by && directory.actors.get(id)?.kind === 'person' && sees(id),
  );
  if (readers.length === 0)
    return refuse('nobody-asked', 'Name people who may read this page, beside yourself.', { field: '/people' });
  if (readers.length > MOST_PEOPLE)
    return refuse('too-many', `At most ${MOST_PEOPLE.toLocaleString('en')} people are asked at once. Ask team by team.`, {
      field: '/people',
    });
  const { title, revision, space } = on.state;
  const clocks = clocksFor(readers, data.length, context);
  return ok([
    {
      type: 'acknowledgement-asked',
      ...{ page: data.page, pageNumber: on.known.number, title, space, why: data.why.trim() },
      ...{ length: data.length, revision, asked: clocks },
    },
  ]);
};

const whyFault = (why: string): Refusal | null => {
  if (why.trim() === '')
    return refuse('reason-required', 'Say why they should read it: they see it with the question.', { field: '/why' });
  return why.trim().length > LONGEST_WHY
    ? refuse('too-long', 'Say it in at most 500 characters. Nobody was asked.', { field: '/why' })
    : null;
};

const clocksFor = (actors: readonly ActorId[], length: number, { directory, now }: Context): Readonly<Record<ActorId, Clock>> => {
  const form = { min: { end: 'after', duration: { amount: Math.round(length / 60_000), unit: 'm' } }, max: null } as const;
  const calendars = (id: ActorId) => directory.actors.get(id)?.calendars ?? [];
  return Object.fromEntries(
    actors.map((id) => [id, openPatientClock(form, AN_HOURS_WORK, directory.longestWindow, calendars(id), now)]),
  );
};

const acknowledge = (state: AcknowledgementState, { revision }: Data<'acknowledge'>, context: Context): Events => {
  const one = state.asked[context.by];
  if (!one) return refuse('not-asked', 'You were not asked to acknowledge this.');
  if (state.withdrawnAt !== null) return refuse('withdrawn', 'Whoever asked has taken it back. Nothing is left to do.');
  if (one.status === 'moot') return refuse('page-gone', 'This page is not there for you any more. Nothing is left to do.');
  if (revision < state.revision)
    return refuse('revision-changed', 'It says something else by now. Read it again, and acknowledge that.', {
      field: '/revision',
      accepted: String(state.revision),
    });
  // Nobody has read what is not written yet: they would not be asked again when it is.
  const page = pageIn(state.page, context)?.state;
  const newest = page && page.status !== 'deleted' ? page.revision : state.revision;
  if (revision > newest)
    return refuse('no-such-revision', `This page has revisions 1 to ${newest}. Acknowledge the one that you read.`, {
      field: '/revision',
      accepted: String(newest),
    });
  // Late is better than never: it stands beside their name that it was late.
  return ok(one.read !== null && one.read.revision >= revision ? [] : [{ type: 'page-acknowledged', revision }]);
};

const askAgain = (state: AcknowledgementState, data: Data<'ask-again'>, context: Context): Events => {
  const on = pageIn(data.page, context);
  if (!on || on.state.status !== 'published' || state.withdrawnAt !== null || on.state.revision <= state.revision) return ok([]);
  const { revision } = on.state;
  const audience = pageAudience(on.state);
  const still = Object.entries(state.asked).flatMap(([actor, { read }]) =>
    (read?.revision ?? 0) < revision && maySee(actor, audience, context.directory) ? [actor] : [],
  );
  return ok([{ type: 'acknowledgement-asked-again', revision, asked: clocksFor(still, state.length, context) }]);
};

const follow = (state: AcknowledgementState, data: Data<'follow'>, context: Context): Events => {
  const on = pageIn(data.page, context);
  if (!on) return ok([]);
  const { title, space, status } = on.state;
  const audience = pageAudience(on.state);
  const everybody = [state.author, ...Object.keys(state.asked)];
  const hidden = everybody.filter((actor) => actor !== SYSTEM && !maySee(actor, audience, context.directory));
  const moot = openReaders(state).flatMap(([actor]) => (status !== 'published' || hidden.includes(actor) ? [actor] : []));
  const same = moot.length === 0 && title === state.title && space === state.space && hidden.join() === state.hidden.join();
  return ok(same ? [] : [{ type: 'acknowledgement-followed', title, space, moot, hidden }]);
};

/** [A4] */
const moved = (state: AcknowledgementState, actor: ActorId, { directory, now }: Context): readonly AcknowledgementEvent[] => {
  const one = state.asked[actor];
  if (one?.status !== 'open' || state.withdrawnAt !== null) return [];
  const clock = moveClock(one.clock, directory.actors.get(actor)?.calendars ?? [], now);
  return clock.dueAt === one.clock.dueAt ? [] : [{ type: 'acknowledgement-moved', actor, clock }];
};

/**
 * [privacy] Seen by who asked and by those who were asked, and each of those sees their own part alone: that is the business of its
 * queries. Whoever lost sight of the page loses sight of this.
 */
function readAcknowledgement(state: AcknowledgementState): Reading {
  const open = openReaders(state);
  const dues = open.map(([, { clock }]) => clock.dueAt);
  const everybody = Object.values(state.asked);
  const hidden = new Set(state.hidden);
  const seenBy = [state.author, ...Object.keys(state.asked)].filter((actor) => !hidden.has(actor));
  const closedAt = open.length > 0 ? null : (state.withdrawnAt ?? Math.max(0, ...everybody.map((one) => one.closedAt ?? 0)));
  return {
    title: state.title,
    status: state.withdrawnAt !== null ? 'withdrawn' : open.length > 0 ? 'open' : 'over',
    space: state.space,
    audience: seenBy.map(actorKey).toSorted(),
    author: state.author,
    openedAt: state.askedAt,
    closedAt,
    dueAt: dues.length === 0 ? null : Math.max(...dues),
    nextAt: dues.length === 0 ? null : Math.min(...dues),
    summary: {
      page: state.page,
      pageNumber: state.pageNumber,
      ending: 'Whoever has not read it by then is shown to you',
      asked: everybody.length,
      read: everybody.filter(({ read }) => (read?.revision ?? 0) >= state.revision).length,
    },
    awaits: Object.entries(state.asked).map(([asked, one]) => awaitOf(state, asked, one)),
    links: [],
  };
}

const awaitOf = (
  state: AcknowledgementState,
  asked: ActorId,
  { clock, status, closedAt }: AcknowledgementState['asked'][string],
): AwaitReading => {
  const withdrawn = state.withdrawnAt !== null && status === 'open';
  return {
    key: `acknowledge:${asked}`,
    kind: 'acknowledge',
    status: withdrawn ? 'withdrawn' : (status satisfies AwaitStatus),
    asker: state.author === SYSTEM ? null : state.author,
    asked,
    why: `Read “${state.title}”: ${state.why}`,
    openedAt: clock.openedAt,
    dueAt: clock.dueAt,
    maxAt: clock.maxAt,
    closedAt: withdrawn ? state.withdrawnAt : closedAt,
    otherwise: 'whoever asked is shown that you have not',
    minutes: 30,
    each: { needMs: clock.eachMs, usedMs: clock.usedMs, since: clock.since },
  };
};
