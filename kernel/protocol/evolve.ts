import type { ActorId } from '../stream/event.ts';
import type { Asked, RunEvent, StanceTaken, StepOpened } from './run-event.ts';
import type { Question, RunState, Stance } from './run-state.ts';
import {
  clockOf,
  closeOpen,
  emptySeat,
  onSeat,
  onStep,
  opened,
  openStep,
  seated,
  setClocks,
  skipped,
  stanceKey,
  undo,
  withSpeaker,
} from './step-run.ts';

/** Folds an event into a run. Null before `run-opened`. */
export const evolveRun = (state: RunState | null, event: RunEvent): RunState => {
  if (event.type === 'run-opened') {
    const { protocol, subject, facts, periods, longestWindow, at } = event;
    return {
      protocol,
      subject,
      facts,
      periods,
      longestWindow,
      openedAt: at,
      at,
      steps: [],
      stances: {},
      objections: [],
      amendments: [],
      questions: [],
      effects: [],
      outcome: null,
      stay: null,
    };
  }
  if (state === null) throw new Error(`A run begins with run-opened, not with ${event.type}.`);
  return { ...fold(state, event), at: event.at };
};

const fold = (state: RunState, event: Exclude<RunEvent, { type: 'run-opened' }>): RunState => {
  switch (event.type) {
    case 'facts':
      return { ...state, facts: event.facts, periods: event.periods };
    case 'foreseen':
      return { ...state, nobodyElse: event.nobodyElse };
    case 'step-opened': {
      const closed = { ...closeOpen(state, 'closed', event.at, event.byTime), questions: moot(state, event.at) };
      const ready = event.reopens ? reopened(closed, event) : closed;
      return { ...ready, nobodyElse: false, steps: [...ready.steps, opened(event)] };
    }
    case 'step-skipped': {
      // Where another step leads to one that is skipped, it ends with that.
      const closed = closeOpen(state, 'closed', event.at, event.byTime ?? false);
      return {
        ...closed,
        questions: moot(closed, event.at),
        steps: [...closed.steps, skipped(closed, event.step, event.at)],
      };
    }
    case 'asked':
      return event.question
        ? askQuestion(state, event, event.question)
        : onStep(state, (run) => ({ ...run, seats: seated(run.seats, event) }));
    case 'passed-on':
      return onSeat(state, event.actor, (seat) => ({
        ...(seat ?? emptySeat(event.actor, clockOf(state))),
        status: 'passed',
        passedTo: event.to,
        closedAt: event.at,
      }));
    case 'rerouted': {
      const counted = onStep(state, (run) => ({ ...run, reroutes: event.round }));
      return event.actor === event.to
        ? counted
        : onSeat(counted, event.actor, (seat) => seat && { ...seat, status: 'passed', passedTo: event.to, closedAt: event.at });
    }
    case 'excused':
      return onSeat(state, event.actor, (seat) => ({
        ...(seat ?? emptySeat(event.actor, clockOf(state))),
        status: 'excused',
        excused: event.reason,
        closedAt: event.at,
      }));
    case 'reminded':
      return onSeat(state, event.actor, (seat) => seat && { ...seat, remindAt: null });
    case 'stance':
      return withSpeaker(
        {
          ...state,
          stances: {
            ...state.stances,
            [keyFor(state, event.step)]: {
              ...state.stances[keyFor(state, event.step)],
              [event.actor]: {
                stance: event.stance,
                at: event.at,
                reason: event.reason,
                implicit: event.implicit,
                stale: false,
                counts: event.counts,
                ...ballotKept(state, event),
              } satisfies Stance,
            },
          },
        },
        event.actor,
        event.at,
      );
    case 'objection': {
      const { objection, question, at } = event;
      const others = state.objections.filter(({ id }) => id !== objection.id);
      const closed = closeQuestion(
        { ...state, objections: [...others, objection].toSorted((a, b) => a.id - b.id) },
        question ?? undefined,
        at,
      );
      return objection.status === 'open' || objection.status === 'late'
        ? closed
        : { ...closed, questions: endQuestions(closed, at, (open) => open.objection === objection.id) };
    }
    case 'amended':
      return {
        ...state,
        subject: { ...state.subject, ...event.says },
        amendments: event.challenge
          ? state.amendments.map((amendment, i) =>
              i === state.amendments.length - 1
                ? { ...amendment, label: 'material' as const, challengedBy: event.actor }
                : amendment,
            )
          : [...state.amendments, { by: event.actor, at: event.at, label: event.label, challengedBy: null }],
        stances: Object.fromEntries(
          Object.entries(state.stances).map(([step, stances]) => [
            step,
            event.stale.includes(step) ? stale(stances, ({ implicit }) => !implicit) : stances,
          ]),
        ),
      };
    case 'paused':
      return setClocks(
        event.actor === undefined ? onStep(state, (run) => ({ ...run, pausedSince: event.at })) : state,
        event.clocks,
      );
    case 'resumed': {
      const undone = event.undone ? undo(state, event.undone.opening, event.step) : state;
      const running =
        event.actor === undefined && !event.undone
          ? onStep(undone, (run) => ({
              ...run,
              pausedMs: run.pausedMs + event.at - (run.pausedSince ?? event.at),
              pausedSince: null,
            }))
          : undone;
      return closeQuestion(setClocks(running, event.clocks), event.question, event.at);
    }
    case 'deadline-moved': {
      const { question } = event;
      const moved = setClocks(state, event.clocks);
      return question
        ? {
            ...moved,
            questions: moved.questions.map((other) => (other.id === question.id ? { ...other, clock: question.clock } : other)),
          }
        : moved;
    }
    case 'step-passed':
      return { ...closeOpen(state, 'passed', event.at, event.byTime), questions: moot(state, event.at) };
    case 'step-stopped':
      return { ...closeOpen(state, 'stopped', event.at, false), questions: moot(state, event.at) };
    case 'escalated':
      return state;
    case 'effect':
      return {
        ...state,
        effects: [...state.effects, { effect: event.effect, at: event.at }],
        stay: event.endsStay ? null : state.stay,
      };
    case 'outcome':
      return {
        ...closeOpen(state, 'closed', event.at, event.byTime),
        questions: endQuestions(state, event.at, (question) => question.about !== 'reopen'),
        outcome: { outcome: event.outcome, at: event.at, because: event.because },
        stay: event.stay ?? null,
      };
    default:
      return event satisfies never;
  }
};

/** [R12] The latest ballot counts; whoever objects has voted all the same, who abstains has not. */
const ballotKept = (state: RunState, { step, actor, stance, ballot }: StanceTaken): Pick<Stance, 'ballot'> => {
  const kept = ballot ?? (stance === 'object' ? state.stances[keyFor(state, step)]?.[actor]?.ballot : undefined);
  return kept ? { ballot: kept } : {};
};

const keyFor = (state: RunState, step: string): string => {
  const run = openStep(state);
  return run?.step === step ? stanceKey(run) : step;
};

const askQuestion = (state: RunState, event: Asked, question: NonNullable<Asked['question']>): RunState => ({
  ...state,
  questions: [
    ...state.questions,
    { ...question, step: event.step, asked: event.actor, clock: event.clock, status: 'open', closedAt: null },
  ],
});

/** `which`: of an amendment not those that were never spoken; whoever is taken to agree is so until they say otherwise. */
const stale = (
  stances: Readonly<Record<ActorId, Stance>>,
  which: (stance: Stance) => boolean = () => true,
): Readonly<Record<ActorId, Stance>> =>
  Object.fromEntries(
    Object.entries(stances).map(([actor, stance]) => [
      actor,
      (stance.stance === 'agree' || stance.ballot) && which(stance) ? { ...stance, stale: true } : stance,
    ]),
  );

const endQuestions = (state: RunState, at: number, which: (question: Question) => boolean): readonly Question[] =>
  state.questions.map((question) =>
    question.status === 'open' && which(question) ? { ...question, status: 'moot', closedAt: at } : question,
  );

/** Clarifications end with their step; what an objector owes ends with the run. */
const moot = (state: RunState, at: number): readonly Question[] =>
  endQuestions(state, at, (question) => question.about === 'clarification');

const closeQuestion = (
  state: RunState,
  closed: { readonly id: number; readonly answered: boolean } | undefined,
  at: number,
): RunState =>
  closed
    ? {
        ...state,
        questions: state.questions.map((question) =>
          question.id === closed.id ? { ...question, status: closed.answered ? 'answered' : 'lapsed', closedAt: at } : question,
        ),
      }
    : state;

/** [R9] Agreements were given without the new information. */
const reopened = (state: RunState, { step, at }: StepOpened): RunState => ({
  ...state,
  outcome: null,
  stay: null,
  stances: { ...state.stances, [step]: stale(state.stances[step] ?? {}) },
  questions: state.questions.map((question) =>
    question.status === 'open' && question.about === 'reopen' ? { ...question, status: 'answered', closedAt: at } : question,
  ),
});
