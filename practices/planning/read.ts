import type { AwaitReading } from '#kernel/awaits/await.ts';
import type { Reading } from '#kernel/stream/decider.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { audienceFor, nextMoment, seatsOf, settleBy } from './commenting.ts';
import { isOpenStory, type PlanState } from './state.ts';

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
  if (stage.status === 'settling') {
    const open = state.stories.filter(isOpenStory).length;
    return [
      {
        ...{ key: 'settle', kind: 'contribute', status: 'open', asker: null, asked: author },
        why: `settle what is open in ${about}: ${open === 1 ? 'one story' : `${open} stories`}`,
        ...{ openedAt: stage.since, dueAt: settleBy(stage.since), maxAt: settleBy(stage.since) },
        otherwise: 'what is still open is left out, and the rest holds',
        minutes: Math.min(30, 5 * open),
      },
    ];
  }
  return seatsOf(state)
    .filter(({ status }) => status === 'open')
    .map(({ actor, clock }) => ({
      ...{ key: `read:${actor}`, kind: 'contribute', status: 'open', asker: author, asked: actor },
      why: `read ${about} and raise what is open`,
      ...{ openedAt: clock.openedAt, dueAt: clock.dueAt, maxAt: clock.maxAt },
      otherwise: 'what nobody questions becomes tasks',
      minutes: 20,
    }));
};
