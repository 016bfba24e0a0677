import type { AwaitKind, AwaitReading } from '../awaits/await.ts';
import type { Clock } from '../awaits/window.ts';
import type { ActorId } from '../stream/event.ts';
import { endingOf } from './ending.ts';
import { openStep } from './step-run.ts';
import { isUrgent } from './roster.ts';
import type { Question, RunState, Seat, StepRun } from './run-state.ts';

/** Every await of a run, open and closed, as lists and Today see them. `names`: as sentences call people. */
export const awaitsOf = (state: RunState, names: (actor: ActorId) => string): readonly AwaitReading[] => [
  ...state.steps.flatMap((run) => {
    const last = lastOf(state, run);
    return run.seats.flatMap((seat) =>
      seat.round > 0 ? [...earlierOf(state, run, seat), seatReading(state, run, seat, last)] : [],
    );
  }),
  ...state.questions.map((question) => questionReading(state, question, names)),
];

/** `stance:consent:1:ACTOR`, `stance:consent:1.2:ACTOR` when asked a second time in that opening. */
const keyOf = (run: StepRun, actor: ActorId, round: number): string =>
  `${run.kind}:${run.step}:${run.opening}${round > 1 ? `.${round}` : ''}:${actor}`;

const seatReading = (state: RunState, run: StepRun, seat: Seat, last: number): AwaitReading => {
  const { clock } = seat;
  const paused = seat.status === 'open' && clock.pausedAt !== null;
  return {
    ...about(state, run, seat.round, seat.actor),
    status: paused ? 'paused' : seat.status === 'excused' ? 'withdrawn' : seat.status,
    openedAt: clock.openedAt,
    dueAt: paused ? null : clock.dueAt,
    maxAt: seat.status === 'open' ? Math.max(clock.maxAt, last) : clock.maxAt,
    closedAt: seat.closedAt,
    ...shareOf(clock),
    otherwise: openStep(state) === run ? endingOf(state).follows : 'nothing more',
  };
};

/** [A2] */
const shareOf = ({ eachMs, usedMs, since }: Clock): Pick<AwaitReading, 'each'> =>
  eachMs > 0 ? { each: { needMs: eachMs, usedMs, since } } : {};

const earlierOf = (state: RunState, run: StepRun, seat: Seat): readonly AwaitReading[] =>
  seat.earlier.map(({ round, status, openedAt, dueAt, maxAt, closedAt }) => ({
    ...about(state, run, round, seat.actor),
    status,
    openedAt,
    dueAt,
    maxAt,
    closedAt,
    otherwise: 'nothing more',
  }));

const about = (state: RunState, run: StepRun, round: number, actor: ActorId) =>
  ({
    key: keyOf(run, actor, round),
    kind: run.kind,
    asker: state.subject.author,
    asked: actor,
    step: run.step,
    why: `${VERB[run.kind]} “${state.subject.title}”`,
    minutes: MINUTES[run.kind],
    urgent: isUrgent(state),
  }) satisfies Partial<AwaitReading>;

/**
 * [A2] Whoever is asked may answer until the step ends, which it does with the last of its seats; a clock that stands still goes on
 * within the longest window.
 */
const lastOf = (state: RunState, run: StepRun): number =>
  Math.max(
    run.clock.openedAt,
    ...run.seats.map(
      ({ status, clock }) => clock.maxAt + (status === 'open' && clock.pausedAt !== null ? state.longestWindow : 0),
    ),
  );

const VERB = {
  stance: 'take a stance on',
  review: 'review',
  answer: 'answer',
  contribute: 'contribute to',
  acknowledge: 'read and acknowledge',
  verify: 'verify',
  approve: 'approve',
} as const satisfies Record<AwaitKind, string>;

const MINUTES = {
  stance: 10,
  review: 20,
  answer: 10,
  contribute: 15,
  acknowledge: 5,
  verify: 5,
  approve: 5,
} as const satisfies Record<AwaitKind, number>;

const questionReading = (state: RunState, question: Question, names: (actor: ActorId) => string): AwaitReading => {
  const { title } = state.subject;
  const asker = names(question.asker);
  const beginning = question.text.length > 120 ? `${question.text.slice(0, 119)}…` : question.text;
  const [why, otherwise] = {
    clarification: [`${asker} asks about “${title}”: ${beginning}`, `the clock of ${asker} goes on`],
    reply: [`${asker} replies to the objection to “${title}”: ${beginning}`, 'the objection goes stale'],
    reopen: [`${asker} has new information and asks to reopen “${title}”: ${beginning}`, 'the outcome stands'],
  }[question.about] satisfies readonly string[];
  return {
    key: `${question.about}:${question.id}:${question.asked}`,
    kind: question.about === 'reopen' ? 'approve' : 'answer',
    status: question.status,
    asker: question.asker,
    asked: question.asked,
    step: question.step,
    why: why ?? title,
    openedAt: question.clock.openedAt,
    dueAt: question.clock.dueAt,
    maxAt: question.clock.maxAt,
    closedAt: question.closedAt,
    otherwise: otherwise ?? 'nothing more',
    minutes: 10,
    urgent: isUrgent(state),
  };
};
