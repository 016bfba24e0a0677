import type { Instant } from '../stream/event.ts';
import { timeOf } from '../awaits/window.ts';
import { describeDuration } from '../time/duration.ts';
import { add, NEVER } from '../time/working-time.ts';
import { durationIn, type Course } from './course.ts';
import type { Protocol, Stay, Step } from './document.ts';
import { openStep } from './step-run.ts';
import type { OutcomeKind, RunState, Staying } from './run-state.ts';

/** Ends the run: its effects, once each, then the outcome [R11]. */
export const finish = (course: Course, outcome: OutcomeKind, at: Instant, because: string, byTime: boolean): void => {
  const { protocol, subject } = course.state();
  const named =
    outcome === 'accepted'
      ? protocol.do.pass
      : outcome === 'rejected'
        ? protocol.do.reject
        : outcome === 'lapsed'
          ? protocol.do.lapse
          : undefined;
  const waits = outcome === 'accepted' ? stayFrom(course, at) : null;
  if (waits) {
    const { stay, after } = waits;
    const held = `${unlessHeld(stay)} until then`;
    course.emit({
      type: 'outcome',
      at,
      outcome,
      byTime,
      stay,
      because: `${because}; it takes effect ${after} later, unless ${held} (R9)`,
    });
    return;
  }
  for (const effect of named ?? []) once(course, effect, at, `the ${subject.kind} is ${outcome} (R11)`);
  course.emit({ type: 'outcome', at, outcome, byTime, because });
};

/** [R9] What keeps it from taking effect. */
export const unlessHeld = ({ sponsors }: Staying): string => (sponsors === 1 ? 'somebody objects' : `${sponsors} object`);

const DEFAULT_STAY: Stay = { for: '24h' };
const SPONSORS = 2;

/** [R9] What is irreversible waits, and whatever its protocol lets wait; not where the effect is there before the end. */
const stayFrom = (course: Course, at: Instant): { readonly stay: Staying; readonly after: string } | null => {
  const { protocol, subject, effects } = course.state();
  const stay = protocol.stay ?? (subject.irreversible ? DEFAULT_STAY : undefined);
  const wanted = effectsOf(protocol);
  if (!stay || protocol.steps.some((step) => step.after === 'effect')) return null;
  if (wanted.every((name) => effects.some(({ effect }) => effect === name))) return null;
  const calendars = course.world.actor(subject.author)?.calendars ?? [];
  const after = durationIn(stay.for);
  const ends = add(timeOf(calendars), at, after);
  const until = ends === NEVER ? at + course.state().longestWindow : ends;
  return { stay: { until, sponsors: stay.sponsors ?? SPONSORS, of: stay.of ?? null }, after: describeDuration(after) };
};

const effectsOf = (protocol: Protocol): readonly string[] =>
  protocol.do.pass && protocol.do.pass.length > 0 ? protocol.do.pass : ['proceed'];

/** [R9] The stay is over, and nobody held it. */
export const endStay = (course: Course, at: Instant): void => {
  const { stay, protocol, effects } = course.state();
  if (stay === null || stay.until > at) return;
  const left = effectsOf(protocol).filter((name) => !effects.some(({ effect }) => effect === name));
  left.forEach((effect, i) => {
    course.emit({
      type: 'effect',
      at,
      effect,
      ...(i === left.length - 1 ? { endsStay: true } : {}),
      because: 'its stay is over, and not enough objected to hold it (R9, R11)',
    });
  });
};

/** [R9] A step `after: effect` opens when the effect is there: it looks back, and cannot undo it. */
export const takeEffect = (course: Course, at: Instant): void => {
  for (const effect of effectsOf(course.state().protocol))
    once(course, effect, at, 'all that had to be asked before it takes effect has passed (R11)');
};

export const once = (course: Course, effect: string, at: Instant, because: string): void => {
  if (course.state().effects.some((done) => done.effect === effect)) return;
  course.emit({ type: 'effect', at, effect, because });
};

/** Whether the open step looks back on an effect that is there already. */
export const inEffect = (state: RunState): boolean => {
  const run = openStep(state);
  const here = state.protocol.steps.findIndex((step: Step) => step.step === run?.step);
  return state.protocol.steps.some((step, i) => step.after === 'effect' && i <= here);
};
