import type { AwaitReading } from '#kernel/awaits/await.ts';
import type { Reading } from '#kernel/stream/decider.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { audienceFor, nextMoment, seatsOf, settleBy } from './commenting.ts';
import { isOpenStory, type PlanState, type Seat } from './state.ts';

const iso = (at: number): string => new Date(at).toISOString();

export const readPlan = (state: PlanState, { id }: { readonly id: ArtifactId }): Reading => {
  const { title, text, space, author, draftedAt, stage, stories, goals, from, to } = state;
  const kept = stories.filter(({ left }) => !left);
  const nextAt = nextMoment(state);
  const status = stage.status;
  return {
    title,
    status,
    space,
    audience: audienceFor(state),
    author,
    openedAt: 'openedAt' in stage ? stage.openedAt : draftedAt,
    closedAt: stage.status === 'planned' || stage.status === 'withdrawn' ? stage.at : null,
    dueAt: stage.status === 'commenting' ? lastOf(state) : stage.status === 'settling' ? settleBy(stage.since) : null,
    nextAt,
    summary: { from, to, stories: kept.length },
    line: {
      ...{ id, title, status, space, from: iso(from), to: iso(to), stories: kept.length },
      open: kept.filter(isOpenStory).length,
      minutes: kept.reduce((sum, { minutes }) => sum + minutes, 0),
      endsAt: status === 'commenting' ? iso(lastOf(state)) : null,
    },
    awaits: awaitsOf(state),
    links: goals.map((goal) => ({ rel: 'implements', to: goal }) as const),
    text: [
      text,
      ...stories.flatMap((story) => [story.title, story.text, ...story.criteria, ...story.concerns.map((one) => one.text)]),
    ]
      .filter((part) => part !== '')
      .join('\n\n'),
  };
};

const lastOf = (state: PlanState): number => {
  const open = seatsOf(state).filter(({ status }) => status === 'open');
  return Math.max(state.stage.status === 'commenting' ? state.stage.openedAt : 0, ...open.map(({ clock }) => clock.dueAt));
};

const awaitsOf = (state: PlanState): readonly AwaitReading[] => {
  const { stage, author, title } = state;
  const about = `“${title}”`;
  const over = 'at' in stage ? stage.at : null;
  const since = 'since' in stage ? stage.since : null;
  const open = state.stories.filter(isOpenStory).length;
  const readers = seatsOf(state).map(({ actor, clock, status }): AwaitReading => {
    const ended = stage.status !== 'commenting' && status === 'open' ? 'moot' : SEATS[status];
    return {
      ...{ key: `read:${actor}`, kind: 'contribute', status: ended, asker: author, asked: actor },
      why: `read ${about} and raise what is open`,
      ...{ openedAt: clock.openedAt, dueAt: clock.dueAt, maxAt: clock.maxAt },
      ...(ended === 'open' ? {} : { closedAt: ended === 'lapsed' ? clock.dueAt : (since ?? over) }),
      otherwise: 'what nobody questions becomes tasks',
      minutes: 20,
    };
  });
  if (since === null) return readers;
  return [
    ...readers,
    {
      ...{ key: 'settle', kind: 'contribute', asker: null, asked: author },
      status: stage.status === 'settling' ? 'open' : stage.status === 'planned' ? 'answered' : 'withdrawn',
      why: `settle what is open in ${about}${open === 0 ? '' : open === 1 ? ': one story' : `: ${open} stories`}`,
      ...{ openedAt: since, dueAt: settleBy(since), maxAt: settleBy(since) },
      ...(over === null ? {} : { closedAt: over }),
      otherwise: 'what is still open is left out, and the rest holds',
      minutes: Math.min(30, 5 * open),
    },
  ];
};

/** [A5] Who was away all the time is excused. */
const SEATS = { open: 'open', read: 'answered', away: 'moot', lapsed: 'lapsed' } as const satisfies Record<
  Seat['status'],
  AwaitReading['status']
>;
