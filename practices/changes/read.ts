import type { AwaitReading } from '#kernel/awaits/await.ts';
import { endingOf } from '#kernel/protocol/ending.ts';
import { prospect } from '#kernel/protocol/judge.ts';
import { awaitsOf, nextMoment } from '#kernel/protocol/run.ts';
import type { RunState } from '#kernel/protocol/run-state.ts';
import type { Reading } from '#kernel/stream/decider.ts';
import type { ArtifactId, Instant } from '#kernel/stream/event.ts';
import { audienceOf } from './audience.ts';
import { waitsUntil } from './following.ts';
import { revertsOf } from './reverting.ts';
import { sampleAwaits } from './sampling.ts';
import { authorOf, checksOf, currentRun, lastRun, looksOf, statusOf, type ChangeState } from './state.ts';

export const readChange = (state: ChangeState, { id }: { readonly id: ArtifactId }): Reading => {
  const reading = readingOf(state);
  return { ...reading, line: lineOf(id, state, reading) };
};

const at = (moment: Instant | null | undefined): string | null =>
  typeof moment === 'number' ? new Date(moment).toISOString() : null;

/** A row of its lists. */
const lineOf = (
  id: ArtifactId,
  state: ChangeState,
  { title, status, space, author, openedAt, closedAt, dueAt, summary }: Reading,
) => ({
  ...{ id, title, status, space, repository: state.repositoryName, key: state.key },
  author: { id: author, name: summary['author'] },
  ...{ score: summary['score'], guards: summary['guards'], checks: checksOf(state), ending: summary['ending'] ?? null },
  ...{ openedAt: at(openedAt), closedAt: at(closedAt), dueAt: at(dueAt) },
});

const readingOf = (state: ChangeState): Reading => {
  const { snapshot } = state.seen;
  const last = lastRun(state);
  const run = currentRun(state);
  const author = authorOf(state);
  return {
    title: snapshot.title,
    status: statusOf(state),
    space: state.space,
    audience: audienceOf(state),
    author,
    openedAt: snapshot.openedAt,
    closedAt: snapshot.closedAt,
    dueAt: run !== null && run.outcome === null ? (prospect(run)?.at ?? null) : null,
    nextAt: soonest(
      last && nextMoment(last),
      waitsUntil(state),
      state.sample?.status === 'open' ? state.sample.clock.dueAt : null,
    ),
    summary: {
      ...(revertsOf(snapshot) === null ? {} : { reverts: true }),
      ...{ repository: state.repository, key: state.key, head: snapshot.head, merge: snapshot.merge },
      ...{ author: (author !== null && state.names[author]) || snapshot.login },
      ...{ score: looksOf(state)?.score ?? null, guards: looksOf(state)?.guards.map(({ guard }) => guard) ?? [] },
      ...(run !== null && run.outcome === null ? { ending: endingOf(run).sentence } : {}),
    },
    awaits: [...state.rounds.flatMap(({ run: one }, index) => awaitsIn(one, index + 1, state)), ...sampleAwaits(state)],
    links: state.seen.mentions.map((to) => ({ rel: 'mentions', to })),
    text: [snapshot.text, snapshot.login, state.repositoryName, snapshot.head].join('\n\n'),
  };
};

const soonest = (...moments: readonly (Instant | null)[]): Instant | null => {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
};

/** Keys stay apart over the rounds. */
const awaitsIn = (run: RunState | null, round: number, { names }: ChangeState): readonly AwaitReading[] =>
  run === null
    ? []
    : awaitsOf(run, (actor) => names[actor] ?? 'somebody').map((one) =>
        round === 1 ? one : { ...one, key: `${round}/${one.key}` },
      );
