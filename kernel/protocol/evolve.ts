import type { Clock } from '../awaits/window.ts';
import type { ActorId } from '../stream/event.ts';
import type { Asked, ClockSet, RunEvent, StepOpened } from './run-event.ts';
import type { Question, RunState, Seat, Stance, StepRun } from './run-state.ts';

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
    };
  }
  if (state === null) throw new Error(`A run begins with run-opened, not with ${event.type}.`);
  return { ...fold(state, event), at: event.at };
};

const fold = (state: RunState, event: Exclude<RunEvent, { type: 'run-opened' }>): RunState => {
  switch (event.type) {
    case 'facts':
      return { ...state, facts: event.facts, periods: event.periods };
    case 'step-opened': {
      const closed = { ...closeOpen(state, 'closed', event.at, event.byTime), questions: moot(state, event.at) };
      const ready = event.reopens ? reopened(closed, event) : closed;
      return { ...ready, steps: [...ready.steps, opened(event)] };
    }
    case 'step-skipped':
      return { ...state, steps: [...state.steps, skipped(state, event.step, event.at)] };
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
        amendments: event.challenge
          ? state.amendments.map((amendment, i) =>
              i === state.amendments.length - 1
                ? { ...amendment, label: 'material' as const, challengedBy: event.actor }
                : amendment,
            )
          : [...state.amendments, { by: event.actor, at: event.at, label: event.label, challengedBy: null }],
        stances: Object.fromEntries(
          Object.entries(state.stances).map(([step, stances]) => [step, event.stale.includes(step) ? stale(stances) : stances]),
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
      return { ...state, effects: [...state.effects, { effect: event.effect, at: event.at }] };
    case 'outcome':
      return {
        ...closeOpen(state, 'closed', event.at, event.byTime),
        questions: endQuestions(state, event.at, (question) => question.about !== 'reopen'),
        outcome: { outcome: event.outcome, at: event.at, because: event.because },
      };
    default:
      return event satisfies never;
  }
};

/** Under which a step's stances are kept: another role that decides in its place begins with none. */
export const stanceKey = (run: Pick<StepRun, 'step' | 'escalated'>): string =>
  run.escalated === null ? run.step : `${run.step}@${run.escalated}`;

const keyFor = (state: RunState, step: string): string => {
  const run = openStep(state);
  return run?.step === step ? stanceKey(run) : step;
};

const opened = (event: StepOpened): StepRun => ({
  step: event.step,
  status: 'open',
  ...event.opened,
  seats: event.standing.map(({ actor, clock, group }) => ({
    ...emptySeat(actor, clock),
    status: 'answered',
    group,
    closedAt: event.at,
  })),
  reroutes: 0,
  pausedMs: 0,
  pausedSince: null,
  closedAt: null,
  closedByTime: false,
});

const skipped = (state: RunState, step: string, at: number): StepRun => ({
  step,
  opening: state.steps.filter((run) => run.step === step).length + 1,
  status: 'skipped',
  kind: 'stance',
  escalated: null,
  voluntary: false,
  clock: {
    openedAt: at,
    minAt: at,
    maxAt: at,
    dueAt: at,
    eachMs: 0,
    usedMs: 0,
    since: at,
    minMs: null,
    maxMs: null,
    fixed: false,
    pausedAt: null,
  },
  seats: [],
  binding: null,
  requires: {},
  casting: [],
  reroutes: 0,
  pausedMs: 0,
  pausedSince: null,
  closedAt: at,
  closedByTime: false,
});

const emptySeat = (actor: ActorId, clock: Clock): Seat => ({
  actor,
  round: 0,
  earlier: [],
  status: 'open',
  clock,
  remindAt: null,
  deputyOf: null,
  passedTo: null,
  away: false,
  group: null,
  excused: null,
  closedAt: null,
});

const seated = (seats: readonly Seat[], event: Asked): readonly Seat[] => {
  const before = seats.find((seat) => seat.actor === event.actor);
  const earlier =
    before && before.round > 0 && before.round < (event.seat?.round ?? 1)
      ? [
          ...before.earlier,
          {
            status: before.status === 'answered' ? ('answered' as const) : ('lapsed' as const),
            round: before.round,
            openedAt: before.clock.openedAt,
            dueAt: before.clock.dueAt,
            maxAt: before.clock.maxAt,
            closedAt: before.closedAt ?? event.at,
          },
        ]
      : (before?.earlier ?? []);
  const seat: Seat = {
    ...emptySeat(event.actor, event.clock),
    round: event.seat?.round ?? 1,
    earlier,
    deputyOf: event.seat?.deputyOf ?? null,
    remindAt: event.seat?.remindAt ?? null,
    away: event.seat?.away ?? false,
    group: event.seat?.group ?? null,
  };
  return before ? seats.map((other) => (other.actor === event.actor ? seat : other)) : [...seats, seat];
};

const askQuestion = (state: RunState, event: Asked, question: NonNullable<Asked['question']>): RunState => ({
  ...state,
  questions: [
    ...state.questions,
    { ...question, step: event.step, asked: event.actor, clock: event.clock, status: 'open', closedAt: null },
  ],
});

/** The open step of the run, which is its last. */
export const openStep = (state: RunState): StepRun | undefined => {
  const last = state.steps.at(-1);
  return last?.status === 'open' ? last : undefined;
};

const clockOf = (state: RunState): Clock => {
  const run = state.steps.at(-1);
  if (!run) throw new Error('No step has opened yet.');
  return run.clock;
};

const onStep = (state: RunState, change: (run: StepRun) => StepRun): RunState => ({
  ...state,
  steps: state.steps.map((run, i) => (i === state.steps.length - 1 && run.status === 'open' ? change(run) : run)),
});

const onSeat = (state: RunState, actor: ActorId, change: (seat: Seat | undefined) => Seat | undefined): RunState =>
  onStep(state, (run) => {
    const before = run.seats.find((seat) => seat.actor === actor);
    const after = change(before);
    if (!after) return run;
    return { ...run, seats: before ? run.seats.map((seat) => (seat.actor === actor ? after : seat)) : [...run.seats, after] };
  });

/** Whoever speaks has answered; who had passed the seat on has it back, if the other has not answered yet. */
const withSpeaker = (state: RunState, actor: ActorId, at: number): RunState =>
  onStep(state, (run) => {
    const own = run.seats.find((seat) => seat.actor === actor);
    if (!own || own.excused === 'recused') return run;
    const deputy = own.status === 'passed' ? run.seats.find((seat) => seat.actor === own.passedTo) : undefined;
    if (deputy && deputy.status !== 'open') return run;
    return {
      ...run,
      seats: run.seats.map((seat) => {
        if (seat.actor === actor)
          return { ...seat, status: 'answered', excused: null, passedTo: null, away: false, remindAt: null, closedAt: at };
        return seat === deputy ? { ...seat, status: 'withdrawn', remindAt: null, closedAt: at } : seat;
      }),
    };
  });

const stale = (stances: Readonly<Record<ActorId, Stance>>): Readonly<Record<ActorId, Stance>> =>
  Object.fromEntries(
    Object.entries(stances).map(([actor, stance]) => [actor, stance.stance === 'agree' ? { ...stance, stale: true } : stance]),
  );

const setClocks = (state: RunState, clocks: readonly ClockSet[]): RunState =>
  onStep(state, (run) => ({
    ...run,
    clock: clocks.find((set) => set.actor === null)?.clock ?? run.clock,
    seats: run.seats.map((seat) => {
      const set = clocks.find(({ actor }) => actor === seat.actor);
      return set ? { ...seat, clock: set.clock, remindAt: set.remindAt } : seat;
    }),
  }));

/** [A3] What was open and due has lapsed; what was open and not due yet is moot. */
const closeOpen = (state: RunState, status: 'passed' | 'stopped' | 'closed', at: number, byTime: boolean): RunState =>
  onStep(state, (run) => ({
    ...run,
    status,
    closedAt: at,
    closedByTime: byTime,
    seats: run.seats.map((seat) =>
      seat.status === 'open'
        ? {
            ...seat,
            status: seat.clock.pausedAt === null && seat.clock.dueAt <= at ? 'lapsed' : 'moot',
            remindAt: null,
            closedAt: at,
          }
        : seat,
    ),
  }));

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
  stances: { ...state.stances, [step]: stale(state.stances[step] ?? {}) },
  questions: state.questions.map((question) =>
    question.status === 'open' && question.about === 'reopen' ? { ...question, status: 'answered', closedAt: at } : question,
  ),
});

/** [A8] The step is open as it was when it ended; steps that opened since never did. */
const undo = (state: RunState, opening: number, step: string): RunState => {
  const place = state.steps.findLastIndex((run) => run.step === step && run.opening === opening);
  return {
    ...state,
    outcome: null,
    steps: state.steps.slice(0, place + 1).map((run, i) =>
      i === place
        ? {
            ...run,
            status: 'open',
            closedAt: null,
            closedByTime: false,
            seats: run.seats.map((seat) =>
              (seat.status === 'lapsed' || seat.status === 'moot') && seat.closedAt === run.closedAt
                ? { ...seat, status: 'open', closedAt: null }
                : seat,
            ),
          }
        : run,
    ),
  };
};
