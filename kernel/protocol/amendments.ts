import { openClock, pauseClock, remindAt, type Clock, type Window } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { refuse } from '../stream/refusal.ts';
import { same } from '../stream/same.ts';
import { activeActor, currentStep, done, nameOf, remindOf, windowFor, type Course, type Done } from './course.ts';
import { openStep, stanceKey } from './step-run.ts';
import { askSeat, openFrom } from './open-step.ts';
import { finish } from './outcome.ts';
import type { RunAction } from './run-action.ts';
import type { ClockSet } from './run-event.ts';
import type { RunState, Seat, StepRun } from './run-state.ts';
import { stepOf } from './sequence.ts';
import { handOver } from './seats.ts';
import { list } from './wording.ts';
import type { SaidOfItself } from './world.ts';

type On<T extends RunAction['type']> = Extract<RunAction, { type: T }>;

/** [R6] After so many material rounds it is proposed anew. */
const MATERIAL_ROUNDS = 3;

const materialRounds = (state: RunState): number => state.amendments.filter((amendment) => amendment.label === 'material').length;

/** [R6] Refusals: `run-ended`, `propose-anew`. */
export const amend = (course: Course, action: On<'amend'>, at: Instant): Done => {
  const state = course.state();
  const run = openStep(state);
  if (!run)
    return refuse(
      'run-ended',
      'This has ended; what it says can no longer change under those who agreed. Reopen it, or propose anew.',
    );
  if (action.label === 'material' && materialRounds(state) >= MATERIAL_ROUNDS) {
    return refuse(
      'propose-anew',
      `This has been materially amended ${MATERIAL_ROUNDS} times. Withdraw it and propose it anew, so that everybody reads the whole of it again.`,
    );
  }
  record(course, run, { by: action.by, label: action.label, challenged: false, says: action.says }, at);
  return done;
};

/** [R6] Any participant may say that the latest amendment was material. */
export const challenge = (course: Course, action: On<'challenge'>, at: Instant): Done => {
  const state = course.state();
  const run = openStep(state);
  if (!run) return refuse('run-ended', 'This has ended; the label of its last amendment no longer matters.');
  const actor = activeActor(course.world, action.by);
  if (!actor) return refuse('actor-unknown', 'Only somebody who belongs to the organization can challenge a label.');
  // [R10] It asks everybody anew, so it binds.
  if (actor.kind === 'agent' && !run.seats.some((seat) => seat.actor === actor.id))
    return refuse(
      'agent-not-listed',
      'An agent challenges a label only where the protocol lists agents. It can say so in a comment.',
    );
  const last = state.amendments.at(-1);
  if (last?.label !== 'editorial') return refuse('nothing-to-challenge', 'The latest amendment is not labelled editorial.');
  if (materialRounds(state) >= MATERIAL_ROUNDS) {
    emitAmended(course, run, { by: action.by, label: 'material', challenged: true }, at);
    finish(course, 'withdrawn', at, `it would be the fourth material round; it must be proposed anew (R6)`, false);
    return done;
  }
  record(course, run, { by: action.by, label: 'material', challenged: true }, at);
  return done;
};

interface Change {
  readonly by: ActorId;
  readonly label: 'editorial' | 'material';
  readonly challenged: boolean;
  readonly says?: SaidOfItself | undefined;
}

const record = (course: Course, run: StepRun, change: Change, at: Instant): void => {
  const stale = emitAmended(course, run, change, at);
  const state = course.state();
  const earlier = passedBefore(state, run, change.label);
  if (earlier) {
    openFrom(course, stepOf(state.protocol, earlier), at, {
      because: `${earlier} had passed on the text before the amendment, so it is asked again (R6)`,
      byTime: false,
    });
    return;
  }
  if (stale.includes(stanceKey(run))) runAnew(course, run, at);
};

const emitAmended = (
  course: Course,
  run: StepRun,
  { by, label, challenged, says: given }: Change,
  at: Instant,
): readonly string[] => {
  const state = course.state();
  const { title, irreversible, urgent } = state.subject;
  const says = given && !same(given, { title, irreversible, urgent }) ? { says: given } : {};
  const stale = [...new Set([...Object.keys(state.stances), stanceKey(run)])].filter(
    (key) => label === 'material' || stepOf(state.protocol, key.split('@')[0] ?? key).amend === 'all',
  );
  const who = nameOf(course.world, by);
  const undoing =
    given && given.irreversible !== irreversible
      ? `. What it decides ${given.irreversible ? 'cannot' : 'can'} be undone, as it says now (A5, R9)`
      : '';
  const because = challenged
    ? `${who} challenges the label: the amendment is material. Agreements are asked again, objections persist, the least time runs anew (R6)`
    : label === 'material'
      ? `${who} amends it materially: agreements are asked again, objections persist, the least time runs anew (R6)`
      : stale.length > 0
        ? `${who} amends it editorially; to ${list(stale)} every amendment is material (R6 amend: all)`
        : `${who} amends it editorially: stances and the window stand (R6)`;
  course.emit({
    type: 'amended',
    at,
    step: run.step,
    actor: by,
    label,
    challenge: challenged,
    stale,
    ...says,
    because: `${because}${undoing}`,
  });
  return stale;
};

/** The first step that passed, wants to hear of such an amendment, and is not the one that is open. */
const passedBefore = (state: RunState, run: StepRun, label: 'editorial' | 'material'): string | undefined => {
  const here = state.protocol.steps.findIndex((step) => step.step === run.step);
  return state.protocol.steps.find(
    (step, i) =>
      i < here &&
      (step.amend === 'all' || (step.amend === 'material' && label === 'material')) &&
      state.steps.findLast((other) => other.step === step.step)?.status === 'passed',
  )?.step;
};

/** Whoever agreed is asked again; whoever has not answered has the whole window again; who objects need not be asked. */
const runAnew = (course: Course, run: StepRun, at: Instant): void => {
  const state = course.state();
  const step = currentStep(state, run);
  const window = windowFor(state, run, at);
  if (!window) return;
  const stances = state.stances[stanceKey(run)] ?? {};
  const calendarsOf = (actor: ActorId) => course.world.actor(actor)?.calendars ?? [];
  // [A5] On what cannot be undone now, whoever is away is excused no more.
  const missed = state.subject.irreversible ? run.seats.filter((seat) => seat.excused === 'away') : [];
  const again = [...run.seats.filter((seat) => seat.status === 'answered' && stances[seat.actor]?.stale), ...missed];
  const waiting = run.seats.filter((seat) => seat.status === 'open');
  const settled = run.seats.filter((seat) => seat.status === 'answered' && !again.includes(seat));
  const author = calendarsOf(state.subject.author);

  const own: ClockSet = {
    actor: null,
    clock: stoppedAs(run.clock.pausedAt !== null, noEarlier(openClock(window, author, at), run.clock), author, at),
    remindAt: null,
  };
  const clocks = [...waiting, ...settled].map((seat) => freshSet(course, run, seat, window, at));
  const due = Math.max(own.clock.maxAt, ...clocks.map((set) => set.clock.maxAt));
  course.emit({
    type: 'deadline-moved',
    at,
    step: run.step,
    due,
    clocks: [own, ...clocks],
    because: 'the whole window runs anew from the amendment (R6)',
  });
  for (const seat of again) {
    const calendars = calendarsOf(seat.actor);
    const clock = stoppedAs(run.pausedSince !== null, noEarlier(openClock(window, calendars, at), seat.clock), calendars, at);
    askSeat(
      course,
      step,
      seat.actor,
      clock,
      at,
      { deputyOf: seat.deputyOf, away: false, group: seat.group, round: seat.round + 1 },
      seat.excused === 'away' ? '; what it is about cannot be undone now (A5, R6)' : '; what they agreed to has changed (R6)',
    );
  }
  for (const seat of [...waiting, ...again]) handOver(course, seat.actor, at);
};

/** [A4] What was shown stays so: a deputy had the time of day of whom they stand for. */
const noEarlier = (fresh: Clock, shown: Clock): Clock => {
  const dueAt = Math.max(fresh.dueAt, shown.dueAt);
  return { ...fresh, dueAt, maxAt: Math.max(fresh.maxAt, dueAt) };
};

const freshSet = (course: Course, run: StepRun, seat: Seat, window: Window, at: Instant): ClockSet => {
  const calendars = course.world.actor(seat.actor)?.calendars ?? [];
  const clock = noEarlier(openClock(window, calendars, at), seat.clock);
  const remind = remindOf(currentStep(course.state(), run));
  return {
    actor: seat.actor,
    clock: stoppedAs(seat.clock.pausedAt !== null, clock, calendars, at),
    remindAt: remind !== null && seat.status === 'open' ? remindAt(remind, clock, calendars) : null,
  };
};

const stoppedAs = (
  stopped: boolean,
  clock: ReturnType<typeof openClock>,
  calendars: Parameters<typeof pauseClock>[1],
  at: Instant,
) => (stopped ? pauseClock(clock, calendars, at) : clock);
