import type { LinkReading, Reading } from '#kernel/stream/decider.ts';
import type { ArtifactId, Instant } from '#kernel/stream/event.ts';
import { audienceOf } from './audience.ts';
import { openAwaits } from './awaits.ts';
import { nextMoment } from './by-itself.ts';
import { claimOf, type TaskState } from './state.ts';

export const readTask = (state: TaskState, { id }: { readonly id: ArtifactId }): Reading => {
  const { title, space, author, draftedAt, dueAt, stage } = state;
  const reading: Reading = {
    title,
    status: stage.status,
    space,
    audience: audienceOf(state),
    author,
    openedAt: draftedAt,
    closedAt: stage.status === 'done' || stage.status === 'dropped' ? stage.at : null,
    dueAt,
    nextAt: nextMoment(state),
    summary: summaryOf(state),
    awaits: [...state.past, ...openAwaits(state)],
    links: linksOf(state),
    text: textOf(state),
  };
  return { ...reading, line: lineOf(id, state) };
};

const textOf = ({ text, criteria, needs, context, notes, stage }: TaskState): string =>
  [
    text,
    ...criteria.map((one) => `- ${one}`),
    [...needs, context].filter((one) => one !== '').join(', '),
    ...notes.map(({ note }) => note),
    stage.status === 'done' ? stage.words : '',
  ]
    .filter((one) => one !== '')
    .join('\n\n');

const moment = (at: Instant | null | undefined): string | null => (typeof at === 'number' ? new Date(at).toISOString() : null);

/** What matching and the lists ask of it. */
const summaryOf = (state: TaskState): Reading['summary'] => {
  const { depth, minutes, needs, context, goal, stage } = state;
  const holder = claimOf(state)?.holder;
  return {
    ...{ depth, minutes, needs, context, goal },
    ...(holder === undefined ? {} : { holder }),
    ...(stage.status === 'ready' || stage.status === 'claimed' ? { since: stage.since } : {}),
  };
};

/** A row of its lists. */
const lineOf = (id: ArtifactId, state: TaskState) => {
  const { title, space, author, depth, minutes, needs, context, goal, dueAt, criteria, names, stage, draftedAt } = state;
  const claim = claimOf(state);
  return {
    ...{ id, title, status: stage.status, space, depth, minutes, needs, context, goal },
    criteria: criteria.length,
    author: { id: author, name: names[author] ?? null },
    holder: claim && { id: claim.holder, name: names[claim.holder] ?? null },
    until: moment(claim && (claim.graceUntil ?? claim.until)),
    inGrace: claim !== null && claim.graceUntil !== null,
    since: moment('since' in stage ? stage.since : null),
    dueAt: moment(dueAt),
    draftedAt: moment(draftedAt),
    closedAt: moment('at' in stage ? stage.at : null),
  };
};

const linksOf = ({ goal, from, mentions }: TaskState): readonly LinkReading[] => [
  ...(goal === null ? [] : [{ rel: 'implements', to: goal } as const]),
  ...(from === null || from === goal ? [] : [{ rel: 'builds-on', to: from } as const]),
  ...mentions.filter((id) => id !== goal && id !== from).map((to): LinkReading => ({ rel: 'mentions', to })),
];
