import { bySoonest } from '../awaits/routing.ts';
import { leaveTakesAll, openClock, type Window } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { activeActor, ask, currentStep, nameOf, tieWords, windowOf, type Course } from './course.ts';
import type { Otherwise, Step } from './document.ts';
import { failsWords } from './condition-words.ts';
import { isAwayMissed, isHeldAgain, passes, passSource, timesHeld } from './judge.ts';
import { askSeat, openFrom } from './open-step.ts';
import { finish, inEffect, once } from './outcome.ts';
import { isPlural } from './role-words.ts';
import { eligibleFor } from './roster.ts';
import type { RunState, Seat, StepRun } from './run-state.ts';
import { sequelOf, stepOf } from './sequence.ts';
import { counts } from './tally.ts';
import { often, ordinal, withArticle } from './wording.ts';
import type { WorldActor } from './world.ts';

/** [R7] Nobody is eligible, or everybody has left or been excused: the step fails closed at once. Others may still decide for it. */
export const nobodyLeft = (course: Course, state: RunState, run: StepRun, at: Instant): boolean => {
  if (run.voluntary || run.seats.some(counts)) return false;
  const step = currentStep(state, run);
  const { otherwise } = step.else;
  const others =
    run.escalated === null &&
    (otherwise === 'escalate' ||
      otherwise === 'goto' ||
      otherwise === 'back' ||
      (otherwise === 'reroute' && step.else.role !== undefined));
  const why = `nobody is eligible for ${run.step}, so it fails closed (R7)`;
  if (others) carryOut(course, state, run, step, at, why);
  else end(course, state, at, why);
  return true;
};

/** [A6] The window is over and `pass` does not hold. */
export const applyElse = (course: Course, state: RunState, run: StepRun, at: Instant): void => {
  const step = currentStep(state, run);
  const source = passSource(step, run);
  const { because } = passes(state, run, at);
  const figures = `${because ? `: ${because}` : ''}${tieWords(course, run)}`;
  // Where the condition itself holds, what stands against it says so.
  const fails = ask(source, state, run, at).holds ? because : `${failsWords(source)}${figures}`;
  const why = `the window of ${run.step} is over and ${fails}`;
  if (run.escalated !== null) end(course, state, at, `${why}; ${run.escalated} did not decide either (A6)`);
  else if (isHeldAgain(state, run))
    openFrom(course, step, at, {
      because: `${why}; it is held again, for the ${ordinal(timesHeld(state, run))} time of ${step.repeat} (R2 repeat)`,
      byTime: true,
    });
  else carryOut(course, state, run, step, at, why);
};

const carryOut = (course: Course, state: RunState, run: StepRun, step: Step, at: Instant, why: string): void => {
  const otherwise: Otherwise = step.else;
  switch (otherwise.otherwise) {
    case 'lapse':
    case 'release':
      return end(course, state, at, `${why} (A6 ${otherwise.otherwise})`);
    case 'proceed':
      return proceed(course, state, run, at, why);
    case 'escalate': {
      const others = eligibleFor({ who: 'role', name: otherwise.role }, step, state, course.world, at);
      if (!others.some(({ id }) => id !== state.subject.author))
        return end(course, state, at, `${why}; nobody else can decide (A6, R7)`);
      course.emit({
        type: 'escalated',
        at,
        step: run.step,
        to: otherwise.role,
        because: `${why}; ${otherwise.role} ${isPlural(otherwise.role) ? 'decide' : 'decides'} (A6)`,
      });
      openFrom(course, step, at, { because: `escalated to ${otherwise.role}`, byTime: true, escalated: otherwise.role });
      return;
    }
    case 'goto':
    case 'back':
      openFrom(course, stepOf(state.protocol, otherwise.step), at, {
        because: `${why} (A6 ${otherwise.otherwise}:${otherwise.step})`,
        byTime: true,
      });
      return;
    case 'open':
      once(course, `open:${otherwise.kind}`, at, `${why} (A6 open:${otherwise.kind})`);
      return end(course, state, at, `${why}; ${withArticle(otherwise.kind)} is opened (A6)`);
    case 'reroute':
      return reroute(course, state, run, step, otherwise, at, why);
    default:
      return otherwise satisfies never;
  }
};

/** Lapsed; or, where the effect is there already, accepted all the same [R9]. */
const end = (course: Course, state: RunState, at: Instant, why: string): void => {
  if (inEffect(state)) finish(course, 'accepted', at, `${why}; what has taken effect stands (R9)`, true);
  else finish(course, 'lapsed', at, why, true);
};

const proceed = (course: Course, state: RunState, run: StepRun, at: Instant, why: string): void => {
  if (isAwayMissed(state, run)) {
    return end(
      course,
      state,
      at,
      `${why.endsWith('(A5)') ? why : `${why}; somebody was away, and on an irreversible matter their silence is not agreement (A5)`}; so it does not proceed`,
    );
  }
  course.emit({
    type: 'step-passed',
    at,
    step: run.step,
    byTime: true,
    because: `${why}; it proceeds all the same (A6 proceed)`,
  });
  openFrom(course, sequelOf(state.protocol, run.step), at, { because: `${run.step} proceeded`, byTime: true });
};

/** [A6] Each silent seat goes to another, soonest working and least loaded first; `again` asks the same people anew. */
const reroute = (
  course: Course,
  state: RunState,
  run: StepRun,
  step: Step,
  how: Extract<Otherwise, { otherwise: 'reroute' }>,
  at: Instant,
  why: string,
): void => {
  const round = run.reroutes + 1;
  const window = windowOf(state, step, at);
  if (round > how.times || !window) return end(course, state, at, `${why}; it has been rerouted ${often(run.reroutes)} (A6)`);
  const silent = run.seats.filter((seat) => seat.status === 'open');
  if (how.again && silent.length > 0) {
    for (const seat of silent)
      move(
        course,
        step,
        seat,
        seat.actor,
        window,
        round,
        at,
        `${why}; asked again, for the ${round === 1 ? 'second' : 'third'} time`,
      );
    return;
  }
  const others = candidates(course, state, run, step, how, silent, window, at);
  if (silent.length > 0 && others.length === 0) return end(course, state, at, `${why}; nobody else is eligible (A6, R7)`);
  if (silent.length === 0 && run.seats.some(counts)) return end(course, state, at, `${why}; everyone asked has answered (A6)`);
  silent.slice(0, others.length).forEach((seat, i) => {
    const other = others[i];
    if (other) move(course, step, seat, other.id, window, round, at, why);
  });
  if (silent.length === 0) {
    const other = others[0];
    if (!other) return end(course, state, at, `${why}; nobody else is eligible (A6, R7)`);
    course.emit({
      type: 'rerouted',
      at,
      step: run.step,
      actor: other.id,
      to: other.id,
      round,
      because: `${why}; ${nameOf(course.world, other.id)} is working soonest (A6)`,
    });
    askSeat(course, step, other.id, openClock(window, other.calendars, at), at, {
      deputyOf: null,
      away: false,
      group: null,
      round: 1,
    });
  }
};

const candidates = (
  course: Course,
  state: RunState,
  run: StepRun,
  step: Step,
  how: Extract<Otherwise, { otherwise: 'reroute' }>,
  silent: readonly Seat[],
  window: Window,
  at: Instant,
): readonly WorldActor[] => {
  const taken = new Set<ActorId>([state.subject.author, ...run.seats.map((seat) => seat.actor)]);
  const free = (people: readonly WorldActor[]): readonly WorldActor[] =>
    bySoonest(
      people.filter(
        (person) => !taken.has(person.id) && !leaveTakesAll(openClock(window, person.calendars, at), person.calendars, at),
      ),
      at,
    );
  const eligible = free(
    eligibleFor(how.role === undefined ? step.of : { who: 'role', name: how.role }, step, state, course.world, at),
  );
  if (how.role !== undefined) return eligible;
  const known = new Set(eligible.map((person) => person.id));
  const deputies = silent
    .flatMap((seat) => course.world.actor(seat.actor)?.deputies ?? [])
    .flatMap((id) => (known.has(id) ? [] : (activeActor(course.world, id) ?? [])));
  return [...eligible, ...free([...new Map(deputies.map((person) => [person.id, person])).values()])];
};

const move = (
  course: Course,
  step: Step,
  seat: Seat,
  to: ActorId,
  window: Window,
  round: number,
  at: Instant,
  why: string,
): void => {
  const same = seat.actor === to;
  const who = nameOf(course.world, to);
  course.emit({
    type: 'rerouted',
    at,
    step: step.step,
    actor: seat.actor,
    to,
    round,
    because: same
      ? `${why} (A6)`
      : `${why}; of those who can be asked and were not, ${who} works soonest, with the least to do (A6)`,
  });
  const clock = openClock(window, course.world.actor(to)?.calendars ?? [], at);
  askSeat(course, step, to, clock, at, { deputyOf: null, away: false, group: seat.group, round: same ? seat.round + 1 : 1 });
};
