import { inheritClock, leaveTakesAll, pauseClock } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { refuse } from '../stream/refusal.ts';
import { activeActor, currentStep, done, nameOf, windowFor, type Course, type Done } from './course.ts';
import { openStep } from './step-run.ts';
import { askSeat } from './open-step.ts';
import { deputyFor, withoutDeputy } from './roster.ts';
import type { RunAction } from './run-action.ts';
import type { RunState, Seat, StepRun } from './run-state.ts';
import { iso } from './wording.ts';
import type { WorldActor } from './world.ts';

type On<T extends RunAction['type']> = Extract<RunAction, { type: T }>;

/** [A3] The seat goes to one other; one hop, and from whoever is away on to their deputy [A5]. Refusals: `not-asked`, `passed-already`, `may-not-pass`. */
export const passOn = (course: Course, action: On<'pass-on'>, at: Instant): Done => {
  const state = course.state();
  const run = openStep(state);
  const seat = run?.seats.find((other) => other.actor === action.by && other.status === 'open');
  if (!run || !seat) return refuse('not-asked', 'Nothing is open here that you could pass on.');
  if (seat.deputyOf !== null)
    return refuse('passed-already', `${nameOf(course.world, seat.deputyOf)} has passed this on to you; it is passed on once.`);
  const other = activeActor(course.world, action.to);
  const taken = run.seats.some((place) => place.actor === action.to);
  if (!other || taken || other.id === state.subject.author || other.kind === 'agent') {
    return refuse(
      'may-not-pass',
      !other
        ? 'Nobody of that name belongs to the organization.'
        : other.id === state.subject.author
          ? 'It cannot be passed to its author.'
          : taken
            ? `${other.name} is asked already.`
            : `${other.name} is an agent; it can be passed to a person.`,
      { field: '/to' },
    );
  }
  const instead = standInFor(course, run, seat, other, at);
  if (instead?.deputy === null)
    return refuse('may-not-pass', `${other.name} is away until it ends, and nobody who stands in for them is free.`, {
      field: '/to',
    });
  course.emit({
    type: 'passed-on',
    at,
    step: run.step,
    actor: action.by,
    to: other.id,
    because: `${nameOf(course.world, action.by)} passes it on${action.reason?.trim() ? `: ${action.reason.trim()}` : ''} (A3)`,
  });
  if (instead) handTo(course, run, { ...seat, actor: other.id }, instead.deputy, instead.until, at);
  else give(course, run, seat, other.id, at);
  return done;
};

/** [A5] Who takes the seat for somebody to whom it would go; `deputy` null: nobody can. Undefined: leave leaves them time. */
const standInFor = (
  course: Course,
  run: StepRun,
  seat: Seat,
  person: WorldActor,
  at: Instant,
): { readonly deputy: WorldActor | null; readonly until: Instant } | undefined => {
  const state = course.state();
  const window = windowFor(state, run, at);
  const clock = window && inheritClock(seat.clock, window, person.calendars, at);
  if (!clock || !leaveTakesAll(clock, person.calendars, at)) return undefined;
  const deputy = deputyFor(person, currentStep(state, run), window, state, course.world, at, takenIn(state, run));
  return { deputy: deputy ?? null, until: clock.maxAt };
};

const takenIn = ({ subject }: RunState, run: StepRun): ReadonlySet<ActorId> =>
  new Set([subject.author, ...run.seats.map(({ actor }) => actor)]);

const handTo = (course: Course, run: StepRun, seat: Seat, deputy: WorldActor, until: Instant, at: Instant): void => {
  course.emit({
    type: 'passed-on',
    at,
    step: run.step,
    actor: seat.actor,
    to: deputy.id,
    because: `leave leaves ${nameOf(course.world, seat.actor)} no time before ${iso(until)}; ${deputy.name} is the first deputy who has some (A5)`,
  });
  give(course, run, seat, deputy.id, at);
};

const give = (course: Course, run: StepRun, seat: Seat, to: ActorId, at: Instant): void => {
  const state = course.state();
  const step = currentStep(state, run);
  const window = windowFor(state, run, at);
  if (!window) return;
  const calendars = course.world.actor(to)?.calendars ?? [];
  const clock = inheritClock(seat.clock, window, calendars, at);
  // While the step stands still, so does whoever comes to it.
  askSeat(course, step, to, run.pausedSince === null ? clock : pauseClock(clock, calendars, at), at, {
    deputyOf: seat.actor,
    away: false,
    group: seat.group,
    round: 1,
  });
};

/** [A5] Where leave takes all the time that an open seat has left: a deputy, or excused. True: the seat is no longer theirs. */
export const handOver = (course: Course, actor: ActorId, at: Instant): boolean => {
  const state = course.state();
  const run = openStep(state);
  const seat = run?.seats.find((other) => other.actor === actor && other.status === 'open');
  const person = course.world.actor(actor);
  if (!run || !seat || !person || seat.away || seat.clock.pausedAt !== null || !leaveTakesAll(seat.clock, person.calendars, at))
    return false;
  const step = currentStep(state, run);
  const window = windowFor(state, run, at);
  const taken = takenIn(state, run);
  const deputy = window && seat.deputyOf === null ? deputyFor(person, step, window, state, course.world, at, taken) : undefined;
  if (deputy) {
    handTo(course, run, seat, deputy, seat.clock.maxAt, at);
    return true;
  }
  if (state.subject.irreversible) {
    askSeat(
      course,
      step,
      actor,
      seat.clock,
      at,
      { deputyOf: seat.deputyOf, away: true, group: seat.group, round: seat.round },
      '; away without a deputy, and silence of somebody away is not agreement on an irreversible matter (A5)',
    );
    return false;
  }
  course.emit({
    type: 'excused',
    at,
    step: run.step,
    actor,
    reason: 'away',
    because: `leave leaves ${person.name} no time before ${iso(seat.clock.maxAt)} and ${withoutDeputy(person)} (A5)`,
  });
  return true;
};
