import { inheritClock, leaveTakesAll, pauseClock } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { refuse } from '../stream/refusal.ts';
import { activeActor, currentStep, done, nameOf, windowFor, type Course, type Done } from './course.ts';
import { openStep } from './step-run.ts';
import { askSeat } from './open-step.ts';
import { deputyFor, withoutDeputy } from './roster.ts';
import type { RunAction } from './run-action.ts';
import type { Seat, StepRun } from './run-state.ts';
import { iso } from './wording.ts';

type On<T extends RunAction['type']> = Extract<RunAction, { type: T }>;

/** [A3] The seat goes to one other; one hop. Refusals: `not-asked`, `passed-already`, `may-not-pass`. */
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
  course.emit({
    type: 'passed-on',
    at,
    step: run.step,
    actor: action.by,
    to: other.id,
    because: `${nameOf(course.world, action.by)} passes it on${action.reason?.trim() ? `: ${action.reason.trim()}` : ''} (A3)`,
  });
  give(course, run, seat, other.id, at);
  return done;
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
  const taken = new Set<ActorId>([state.subject.author, ...run.seats.map((other) => other.actor)]);
  const deputy = window && seat.deputyOf === null ? deputyFor(person, step, window, state, course.world, at, taken) : undefined;
  if (deputy) {
    course.emit({
      type: 'passed-on',
      at,
      step: run.step,
      actor,
      to: deputy.id,
      because: `leave leaves ${person.name} no time before ${iso(seat.clock.maxAt)}; ${deputy.name} is the first deputy who has some (A5)`,
    });
    give(course, run, seat, deputy.id, at);
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
