import type { AwaitKind } from '../awaits/await.ts';
import { openClock, remindAt, type Clock } from '../awaits/window.ts';
import type { ActorId, Instant } from '../stream/event.ts';
import { calendarAt, type CalendarVersion } from '../time/calendar.ts';
import { MAX_OPTIONS, type BallotBox } from './ballot.ts';
import { ask, askedAt, conditionOf, nameOf, remindOf, windowOf, windowToDecide, type Course } from './course.ts';
import type { Step } from './document.ts';
import { stanceKey } from './step-run.ts';
import { endsWhenDue, isAnswered } from './judge.ts';
import { finish, takeEffect } from './outcome.ts';
import { holdersOf, eligibleFor, namedBy, rosterFor, withoutDeputy, type Place, type Roster } from './roster.ts';
import type { RunState, Stance } from './run-state.ts';
import { sequelOf } from './sequence.ts';
import { iso, length, list, onTheirClock } from './wording.ts';
import type { Fact } from './world.ts';

/** A run that turns in circles is proposed anew [R6]: no step opens more often than this. */
const MAX_OPENINGS = 4;

export interface Opening {
  readonly because: string;
  readonly byTime: boolean;
  /** The role that decides in the place of those whom the step asks [A6]. */
  readonly escalated?: string;
  /** [R9] */
  readonly reopens?: boolean;
}

/** Opens the step, or the first after it that is not skipped; accepts the run where none is left. True: a step is open. */
export const openFrom = (course: Course, first: Step | undefined, at: Instant, opening: Opening): boolean => {
  let step = first;
  while (step) {
    const reason = opening.escalated === undefined ? skipReason(course.state(), step, at) : null;
    if (reason === null) return openOne(course, step, at, opening);
    course.emit({
      type: 'step-skipped',
      at,
      step: step.step,
      ...(opening.byTime && { byTime: true }),
      because: `${reason}. Skipped is not approved (R7)`,
    });
    step = sequelOf(course.state().protocol, step.step);
  }
  const { steps } = course.state();
  const approved = steps.some((run) => run.status === 'passed');
  finish(
    course,
    'accepted',
    at,
    approved
      ? `${opening.because}, and nothing more is asked (R2)`
      : 'every step was skipped, so nothing stands in the way and nobody approved it (R7)',
    opening.byTime,
  );
  return false;
};

const skipReason = (state: RunState, step: Step, at: Instant): string | null => {
  // What it may ask of the tally is that of the step before.
  const before = state.steps.findLast((run) => run.status !== 'skipped') ?? null;
  if (
    step.after !== undefined &&
    step.after !== 'effect' &&
    state.steps.findLast((run) => run.step === step.after)?.status !== 'passed'
  )
    return `${step.after} has not passed`;
  if (step.when !== undefined) {
    const { holds, because } = ask(step.when, state, before, at);
    if (!holds) return `\`${step.when}\` does not hold: ${because}`;
  }
  if (step.skip_if !== undefined) {
    const { holds, because } = ask(step.skip_if, state, before, at);
    if (holds) return `\`${step.skip_if}\` holds: ${because}`;
  }
  return null;
};

const openOne = (course: Course, step: Step, at: Instant, { because, byTime, escalated, reopens }: Opening): boolean => {
  if (step.after === 'effect') takeEffect(course, at);
  const state = course.state();
  const opening = state.steps.filter((run) => run.step === step.step).length + 1;
  const most = Math.max(MAX_OPENINGS, (step.repeat ?? 0) + 1);
  const before = state.steps.filter((run) => run.step === step.step && run.escalated === null).length;
  if (before >= most && escalated === undefined) {
    finish(course, 'lapsed', at, `${step.step} has been opened ${most} times; propose anew (R2)`, byTime);
    return false;
  }
  const window = escalated === undefined ? windowOf(state, step, at) : windowToDecide(state, step, at);
  if (!window) {
    finish(course, 'lapsed', at, `the window of ${step.step} gives no length of time, so it fails closed (R7, P2)`, byTime);
    return false;
  }
  const ballot = ballotOf(state, step, at);
  const unfit = ballot ? unfitFor(ballot.options) : null;
  if (unfit !== null) {
    finish(course, 'lapsed', at, `${step.step} has ${unfit}, so it fails closed (R7, R12)`, byTime);
    return false;
  }
  const role = escalated ?? null;
  const key = stanceKey({ step: step.step, escalated: role });
  const stances = state.stances[key] ?? {};
  const roster = rosterFor(step, role, window, state, course.world, at, (actor) => stands(stances[actor], reopens === true));
  const clock = openClock(window, course.world.actor(state.subject.author)?.calendars ?? [], at);

  course.emit({
    type: 'step-opened',
    at,
    step: step.step,
    opened: {
      opening,
      kind: kindOf(step, state),
      escalated: role,
      voluntary: roster.voluntary,
      clock,
      binding: step.objection.from ? namedBy(step.objection.from, state, course.world).actors : null,
      requires: Object.fromEntries(
        (role === null ? (step.requires ?? []) : []).map((name) => [
          name,
          eligibleFor({ who: 'role', name }, step, state, course.world, at).map(({ id }) => id),
        ]),
      ),
      casting:
        step.casting === undefined
          ? []
          : (holdersOf(step.casting, state, course.world) ?? []).filter((id) => course.world.actor(id)?.kind !== 'agent'),
      ballot,
    },
    standing: roster.places.flatMap((place) =>
      place.place === 'standing' ? [{ actor: place.actor, clock: place.clock, group: place.group }] : [],
    ),
    due: lastMoment(step, roster, clock),
    byTime,
    ...(reopens ? { reopens } : {}),
    because: `${because}${said(roster)} (R3)`,
  });
  for (const place of roster.places) seat(course, step, place, at);
  return true;
};

/** [R2] A stance given before still stands, unless the artifact was materially amended since, or new information reopens the run. */
const stands = (stance: Stance | undefined, reopens: boolean): boolean =>
  stance !== undefined && !stance.stale && !(reopens && stance.stance === 'agree');

/** [R12] What is voted on: as the protocol or the artifact names it now, the status quo among it. */
const ballotOf = (state: RunState, step: Step, at: Instant): BallotBox | null => {
  if (!step.method) return null;
  const named =
    step.options === undefined
      ? state.facts['choices']
      : 'cel' in step.options
        ? conditionOf(step.options.cel, 'list').list(askedAt(state, at))
        : step.options;
  const texts = Array.isArray(named)
    ? named.flatMap((one: Fact) => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []))
    : [];
  const statusQuo = step.status_quo ?? null;
  const options = [...new Set([...texts, ...(statusQuo === null ? [] : [statusQuo])])];
  return { method: step.method, options, statusQuo, elect: step.elect ?? 1 };
};

/** [R12] Why nobody can vote on these; null: they can. None of too many is left out, for whoever named it would not know. */
const unfitFor = (options: readonly string[]): string | null => {
  if (options.length > MAX_OPTIONS) return `${options.length} options, and a ballot holds ${MAX_OPTIONS}`;
  if (options.length >= 2) return null;
  return `${options.length === 0 ? 'nothing' : `only ${options[0]}`} to vote on`;
};

/** When the window ends if nobody answers. */
const lastMoment = (step: Step, roster: Roster, clock: Clock): Instant => {
  const asked = roster.places.filter((place) => place.place === 'asked');
  return asked.length === 0
    ? clock.maxAt
    : Math.max(...asked.map((place) => (endsWhenDue(step) ? place.clock.dueAt : place.clock.maxAt)));
};

const said = ({ voluntary, places, unknown, fellBack }: Roster): string => {
  const seats = places.filter((place) => place.place !== 'excused').length;
  const who = voluntary ? 'whoever wants to may speak' : seats === 0 ? 'nobody is eligible' : `${seats} on the roster`;
  const missing = unknown.length > 0 ? `; nobody holds ${list(unknown.map((name) => name.replace(/_of_/g, ' of ')))}` : '';
  return `; ${who}${fellBack ? ', by fallback' : ''}${missing}`;
};

const seat = (course: Course, step: Step, place: Place, at: Instant): void => {
  const { actor } = place;
  switch (place.place) {
    case 'excused':
      course.emit({
        type: 'excused',
        at,
        step: step.step,
        actor,
        reason: place.reason,
        because: excusedBecause(course, actor, place.reason),
      });
      return;
    case 'standing':
      if (place.implicit)
        course.emit({
          type: 'stance',
          at,
          step: step.step,
          actor,
          stance: 'agree',
          reason: null,
          implicit: true,
          counts: true,
          because: `${nameOf(course.world, actor)} is taken to agree until they say otherwise (R2 implicit)`,
        });
      return;
    case 'asked':
      if (place.deputyOf !== null) {
        const away = nameOf(course.world, place.deputyOf);
        course.emit({
          type: 'passed-on',
          at,
          step: step.step,
          actor: place.deputyOf,
          to: actor,
          because: `leave leaves ${away} no time in this window; ${nameOf(course.world, actor)} is the first deputy who has some (A5)`,
        });
      }
      askSeat(
        course,
        step,
        actor,
        place.clock,
        at,
        { deputyOf: place.deputyOf, away: place.away, group: place.group, round: 1 },
        place.away ? `; away without a deputy, and silence of somebody away is not agreement on an irreversible matter (A5)` : '',
      );
      return;
    default:
      place satisfies never;
  }
};

const excusedBecause = (course: Course, actor: ActorId, reason: 'away' | 'recused'): string =>
  reason === 'recused'
    ? `${nameOf(course.world, actor)} is recused, and does not count (R2)`
    : `leave leaves ${nameOf(course.world, actor)} no time in this window and ${withoutDeputy(course.world.actor(actor))} (A5)`;

/** Opens an await on somebody's seat. */
export const askSeat = (
  course: Course,
  step: Step,
  actor: ActorId,
  clock: Clock,
  at: Instant,
  place: { readonly deputyOf: ActorId | null; readonly away: boolean; readonly group: string | null; readonly round: number },
  more = '',
): void => {
  const remind = remindOf(step);
  const calendars = course.world.actor(actor)?.calendars ?? [];
  course.emit({
    type: 'asked',
    at,
    step: step.step,
    actor,
    kind: kindOf(step, course.state()),
    clock,
    seat: { ...place, remindAt: remind === null ? null : remindAt(remind, clock, calendars) },
    because: `${nameOf(course.world, actor)} has ${windowWords(clock, calendars)}${more} (A2)`,
  });
};

const windowWords = (clock: Clock, calendars: readonly CalendarVersion[]): string => {
  const each = clock.eachMs > 0 ? `at least ${length(clock.eachMs)} of their working time` : '';
  const min = clock.minAt > clock.openedAt && clock.minMs === null ? length(clock.minAt - clock.openedAt) : '';
  const zone = calendarAt(calendars, clock.dueAt)?.zone;
  const due = `${iso(clock.dueAt)}${zone === undefined ? '' : `, ${onTheirClock(clock.dueAt, zone)} on their clock`}`;
  if (min === '' && each === '') return `until ${due}`;
  const latest = clock.dueAt < clock.maxAt ? `; ${iso(clock.maxAt)} at the latest` : '';
  return `${[min, each].filter(Boolean).join(' and ')}: due ${due}${latest}`;
};

/** [A1] */
const kindOf = (step: Step, state: RunState): AwaitKind => {
  if (step.ask) return step.ask;
  if (/^(change|patch)\./.test(state.protocol.on) || state.subject.kind === 'change') return 'review';
  if (!isAnswered(step)) return 'stance';
  return state.subject.kind === 'request' || state.protocol.on.startsWith('request.') ? 'answer' : 'contribute';
};
