import type { AwaitReading } from '#kernel/awaits/await.ts';
import { endingOf } from '#kernel/protocol/ending.ts';
import { prospect } from '#kernel/protocol/judge.ts';
import { awaitsOf, nextMoment } from '#kernel/protocol/run.ts';
import type { LinkReading, Reading } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant } from '#kernel/stream/event.ts';
import { pinnedTo } from '#practices/protocols';
import { audienceOf } from './audience.ts';
import { lastRound, roundsOf, statusOf, suggestsCall, type RequestState } from './state.ts';

export const readRequest = (state: RequestState, { id }: { readonly id: ArtifactId }): Reading => {
  const reading = readingOf(state);
  return { ...reading, line: lineOf(id, reading) };
};

/** A row of its lists. */
const lineOf = (id: ArtifactId, { title, status, space, author, openedAt, closedAt, dueAt, summary }: Reading) => ({
  ...{
    id,
    title,
    status,
    space,
    author: { id: author, name: summary['author'] },
    to: { id: summary['to'], name: summary['toName'] },
    others: summary['others'] ?? 0,
  },
  ...{ urgent: summary['urgent'], round: summary['round'], answers: summary['answers'], suggestsCall: summary['suggestsCall'] },
  ...{ ending: summary['ending'] ?? null, askedAt: at(openedAt), closedAt: at(closedAt), dueAt: at(dueAt) },
});

const at = (moment: Instant | null | undefined): string | null =>
  typeof moment === 'number' ? new Date(moment).toISOString() : null;

const readingOf = (state: RequestState): Reading => {
  const run = state.status === 'asked' ? lastRound(state).run : null;
  const isOpen = run !== null && run.outcome === null;
  return {
    title: state.title,
    status: statusOf(state),
    space: state.space,
    audience: audienceOf(state),
    author: state.author,
    openedAt: state.askedAt,
    closedAt: closedAt(state),
    dueAt: isOpen ? (prospect(run)?.at ?? null) : null,
    nextAt: run === null ? null : nextMoment(run),
    summary: summaryOf(state),
    awaits: roundsOf(state).flatMap(({ run: one }, index) => awaitsIn(one, index + 1, state.names)),
    links: linksOf(state),
    text: textOf(state),
  };
};

/** All that was asked and answered. */
const textOf = (state: RequestState): string =>
  [
    ...roundsOf(state).flatMap(({ question, answers, said }) => [question, ...[...answers, ...said].map(({ text }) => text)]),
    ...(state.status === 'asking' ? [state.asking.question] : []),
  ].join('\n\n');

/** When it was answered; when it ended, if nobody did. Null while it is asked. */
const closedAt = (state: RequestState): Instant | null => {
  switch (state.status) {
    case 'asking':
      return null;
    case 'asked': {
      const { run, answers } = lastRound(state);
      return run.outcome === null ? null : Math.max(run.outcome.at, answers[0]?.at ?? 0);
    }
    case 'accepted':
    case 'withdrawn':
      return state.at;
    default:
      return state satisfies never;
  }
};

/** What a list shows. `asked` are all who were asked: by it "asked of me" is found. */
const summaryOf = (state: RequestState): Reading['summary'] => {
  const rounds = roundsOf(state);
  const last = rounds.at(-1);
  const { to, others, urgent } = state.status === 'asking' ? state.asking : lastRound(state);
  const run = last?.run;
  return {
    author: state.names[state.author] ?? null,
    to,
    toName: state.names[to] ?? null,
    ...(others && others.length > 0 && { others: others.length }),
    urgent,
    round: state.status === 'asking' ? rounds.length + 1 : rounds.length,
    answers: rounds.reduce((sum, { answers }) => sum + answers.length, 0),
    suggestsCall: suggestsCall(state),
    asked: askedIn(state),
    ...(last && pinnedTo(last.protocol)),
    ...(run && run.outcome === null ? { ending: endingOf(run).sentence } : {}),
  };
};

const askedIn = (state: RequestState): readonly ActorId[] => [
  ...new Set(
    roundsOf(state).flatMap(({ run }) =>
      run.steps.flatMap(({ seats }) => seats.filter(({ round }) => round > 0).map(({ actor }) => actor)),
    ),
  ),
];

/** Keys stay apart over the rounds; those of the first are the run's own. */
const awaitsIn = (run: Parameters<typeof awaitsOf>[0], round: number, names: RequestState['names']): readonly AwaitReading[] =>
  awaitsOf(run, (actor) => names[actor] ?? 'somebody').map((one) => (round === 1 ? one : { ...one, key: `${round}/${one.key}` }));

const linksOf = ({ blocks, mentions }: RequestState): readonly LinkReading[] => [
  ...blocks.map((to): LinkReading => ({ rel: 'blocks', to })),
  ...mentions.filter((id) => !blocks.includes(id)).map((to): LinkReading => ({ rel: 'mentions', to })),
];
