import type { Instant } from '../stream/event.ts';
import type { Course } from './course.ts';
import type { Step } from './document.ts';
import { openStep } from './step-run.ts';
import type { OutcomeKind, RunState } from './run-state.ts';

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
  for (const effect of named ?? []) once(course, effect, at, `the ${subject.kind} is ${outcome} (R11)`);
  course.emit({ type: 'outcome', at, outcome, byTime, because });
};

/** [R9] A step `after: effect` opens when the effect is there: it looks back, and cannot undo it. */
export const takeEffect = (course: Course, at: Instant): void => {
  for (const effect of course.state().protocol.do.pass ?? ['proceed'])
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
