import type { Instant } from '../stream/event.ts';
import type { Course } from './course.ts';
import { stanceKey } from './step-run.ts';
import type { StepRun } from './run-state.ts';
import { blocking } from './tally.ts';

/** [R4] The role to which the step was escalated has decided: what still blocked is overruled, with the reasons that its members wrote. */
export const overruleOpen = (course: Course, run: StepRun, at: Instant): void => {
  const state = course.state();
  const stances = state.stances[stanceKey(run)] ?? {};
  const judges = run.seats.filter((seat) => stances[seat.actor]?.stance === 'agree');
  const judge = judges.at(-1);
  if (!judge) return;
  const reason = judges.map((seat) => stances[seat.actor]?.reason).find((text) => text) ?? 'decided in its place';
  for (const objection of blocking(state)) {
    course.emit({
      type: 'objection',
      at,
      step: objection.step,
      actor: judge.actor,
      objection: { ...objection, status: 'overruled', closedAt: at },
      question: null,
      because: `${run.escalated} overrules it: ${reason} (R4)`,
    });
  }
};
