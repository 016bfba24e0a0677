import type { Clock } from '../awaits/window.ts';
import type { ActorId } from '../stream/event.ts';
import type { Asked, ClockSet, StepOpened } from './run-event.ts';
import type { Objection, Question, RunState, Seat, StepRun } from './run-state.ts';

/** Under which a step's stances are kept: another role that decides in its place begins with none. */
export const stanceKey = (run: Pick<StepRun, 'step' | 'escalated'>): string =>
  run.escalated === null ? run.step : `${run.step}@${run.escalated}`;

/** The open step of the run, which is its last. */
export const openStep = (state: RunState): StepRun | undefined => {
  const last = state.steps.at(-1);
  return last?.status === 'open' ? last : undefined;
};

export const clockOf = (state: RunState): Clock => {
  const run = state.steps.at(-1);
  if (!run) throw new Error('No step has opened yet.');
  return run.clock;
};

export const onStep = (state: RunState, change: (run: StepRun) => StepRun): RunState => ({
  ...state,
  steps: state.steps.map((run, i) => (i === state.steps.length - 1 && run.status === 'open' ? change(run) : run)),
});

export const onSeat = (state: RunState, actor: ActorId, change: (seat: Seat | undefined) => Seat | undefined): RunState =>
  onStep(state, (run) => {
    const before = run.seats.find((seat) => seat.actor === actor);
    const after = change(before);
    if (!after) return run;
    return { ...run, seats: before ? run.seats.map((seat) => (seat.actor === actor ? after : seat)) : [...run.seats, after] };
  });

/** Whoever speaks has answered; who had passed the seat on has it back, if the other has not answered yet. */
export const withSpeaker = (state: RunState, actor: ActorId, at: number): RunState =>
  onStep(state, (run) => {
    const own = run.seats.find((seat) => seat.actor === actor);
    if (!own || own.excused === 'recused') return run;
    const deputy = own.status === 'passed' ? heldBy(run, own) : undefined;
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

/** Who has a seat that was passed on: the last to whom it went. */
const heldBy = (run: StepRun, { passedTo }: Seat): Seat | undefined => {
  const next = run.seats.find((seat) => seat.actor === passedTo);
  return next?.status === 'passed' ? heldBy(run, next) : next;
};

export const opened = (event: StepOpened): StepRun => ({
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

export const skipped = (state: RunState, step: string, at: number): StepRun => ({
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
  ballot: null,
  reroutes: 0,
  pausedMs: 0,
  pausedSince: null,
  closedAt: at,
  closedByTime: false,
});

export const emptySeat = (actor: ActorId, clock: Clock): Seat => ({
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

export const seated = (seats: readonly Seat[], event: Asked): readonly Seat[] => {
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

export const setClocks = (state: RunState, clocks: readonly ClockSet[]): RunState =>
  onStep(state, (run) => ({
    ...run,
    clock: clocks.find((set) => set.actor === null)?.clock ?? run.clock,
    seats: run.seats.map((seat) => {
      const set = clocks.find(({ actor }) => actor === seat.actor);
      return set ? { ...seat, clock: set.clock, remindAt: set.remindAt } : seat;
    }),
  }));

/** [A3] What was open and due has lapsed; what was open and not due yet is moot. */
export const closeOpen = (state: RunState, status: 'passed' | 'stopped' | 'closed', at: number, byTime: boolean): RunState =>
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

/** [A8] The step is open as it was when it ended, with what was still owed then; steps that opened since never did. */
export const undo = (state: RunState, opening: number, step: string): RunState => {
  const place = state.steps.findLastIndex((run) => run.step === step && run.opening === opening);
  const closedAt = state.steps[place]?.closedAt ?? null;
  return {
    ...state,
    outcome: null,
    stay: null,
    questions: state.questions.map((question) =>
      endedWith(question, step, closedAt, state.objections) ? { ...question, status: 'open', closedAt: null } : question,
    ),
    steps: state.steps.slice(0, place + 1).map((run, i) =>
      i === place
        ? {
            ...run,
            status: 'open',
            closedAt: null,
            closedByTime: false,
            seats: run.seats.map((seat) =>
              (seat.status === 'lapsed' || seat.status === 'moot') && seat.closedAt === closedAt
                ? { ...seat, status: 'open', closedAt: null }
                : seat,
            ),
          }
        : run,
    ),
  };
};

/** What nobody waited for any more, because the step had ended: its clarifications, and what objectors owed to the run. */
const endedWith = (question: Question, step: string, at: number | null, objections: readonly Objection[]): boolean => {
  if (question.status !== 'moot' || question.closedAt === null || at === null) return false;
  if (question.about === 'clarification') return question.step === step && question.closedAt === at;
  return (
    question.about === 'reply' &&
    question.closedAt >= at &&
    objections.some((objection) => objection.id === question.objection && objection.status === 'open')
  );
};
