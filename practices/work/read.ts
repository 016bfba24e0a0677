import type { AwaitReading } from '#kernel/awaits/await.ts';
import type { LinkReading, Reading } from '#kernel/stream/decider.ts';
import type { ArtifactId, Instant } from '#kernel/stream/event.ts';
import { DAY } from '#kernel/time/duration.ts';
import { audienceOf } from './audience.ts';
import { askedInVain, nextMoment } from './by-itself.ts';
import { claimOf, offerOf, type TaskState } from './state.ts';

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
    awaits: awaitsOf(state),
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

/** More than a sitting is not asked of anybody at once. */
const A_SITTING = 90;

const awaitsOf = (state: TaskState): readonly AwaitReading[] => {
  const { title, names, minutes, stage } = state;
  const claim = claimOf(state);
  const offer = offerOf(state);
  const asking = stage.status === 'ready' ? stage.asking : null;
  const about = `“${title}”`;
  return [
    ...(claim === null
      ? []
      : [
          {
            key: `hold:${claim.token}`,
            kind: 'contribute',
            status: 'open',
            asker: null,
            asked: claim.holder,
            why: claim.graceUntil === null ? `go on with ${about}` : `say in a sentence whether you go on with ${about}`,
            openedAt: claim.graceUntil === null ? claim.since : claim.until,
            dueAt: claim.graceUntil ?? claim.until,
            maxAt: (claim.graceUntil ?? claim.until) + 14 * DAY,
            otherwise: claim.graceUntil === null ? 'you are asked whether you go on' : 'it is free again, with what you left',
            minutes: claim.graceUntil === null ? Math.min(minutes, A_SITTING) : 2,
          } satisfies AwaitReading,
        ]),
    ...(offer === null
      ? []
      : [
          {
            key: `offer:${offer.count}`,
            kind: 'contribute',
            status: 'open',
            asker: offer.by,
            asked: offer.to,
            why: `take over ${about}`,
            openedAt: offer.clock.openedAt,
            dueAt: offer.clock.dueAt,
            maxAt: offer.clock.maxAt,
            otherwise: claim ? `it stays with ${names[offer.by] ?? 'who holds it'}` : 'it stays free for anybody',
            minutes: 5,
          } satisfies AwaitReading,
        ]),
    ...(asking === null
      ? []
      : [
          {
            key: `stale:${asking.count}`,
            kind: 'answer',
            status: 'open',
            asker: null,
            asked: asking.owner,
            why: `drop, split or offer ${about}: nobody has claimed it`,
            openedAt: asking.clock.openedAt,
            dueAt: asking.clock.dueAt,
            maxAt: asking.clock.maxAt,
            otherwise: askedInVain(state)
              ? 'it is dropped; anybody may open it again'
              : 'it stays, and you are asked again in two weeks',
            minutes: 5,
          } satisfies AwaitReading,
        ]),
  ];
};

const linksOf = ({ goal, from, mentions }: TaskState): readonly LinkReading[] => [
  ...(goal === null ? [] : [{ rel: 'implements', to: goal } as const]),
  ...(from === null || from === goal ? [] : [{ rel: 'builds-on', to: from } as const]),
  ...mentions.filter((id) => id !== goal && id !== from).map((to): LinkReading => ({ rel: 'mentions', to })),
];
