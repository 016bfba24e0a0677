import type { Step } from '#kernel/protocol/document.ts';
import { rolesIn } from '#kernel/protocol/who.ts';
import { declaredFor } from '../declared.ts';

/** What somebody may do in a step: be asked, have to agree, decide a tie, object so that it binds, clear an objection, judge or overrule one, decide in another's place, be asked in another's place. */
export type Part = 'asked' | 'must-agree' | 'casts' | 'objects' | 'clears' | 'judges' | 'overrules' | 'decides' | 'instead';

export interface Taking {
  readonly role: string;
  readonly part: Part;
}

const OF_THE_CASE: ReadonlySet<string> = new Set(['author', 'proposer', 'objector', 'affected', 'asked']);

/** Whether a name is other people each time: they are known when it opens. A fact that lists actors is a role of its name, too. */
export const isOfTheCase = (role: string, on: string): boolean =>
  OF_THE_CASE.has(role) || role.startsWith('owners') || declaredFor(on.split('.')[0] ?? '')?.[role] === 'list';

/** [R2] [R4] [A6] Who has a part in a step, by role. */
export const partsOf = (step: Step): readonly Taking[] => {
  const { objection, else: otherwise } = step;
  const taking = (part: Part, roles: readonly string[]): readonly Taking[] => roles.map((role) => ({ role, part }));
  return [
    ...taking('asked', rolesIn(step.of)),
    ...taking('must-agree', step.requires ?? []),
    ...taking('casts', step.casting === undefined ? [] : [step.casting]),
    ...taking('objects', objection.from ? rolesIn(objection.from) : []),
    ...taking('clears', objection.clear),
    ...taking('judges', objection.valid === undefined ? [] : [objection.valid]),
    ...taking('overrules', objection.overrule === undefined ? [] : [objection.overrule]),
    ...taking('decides', otherwise.otherwise === 'escalate' ? [otherwise.role] : []),
    ...taking('instead', [
      ...(step.fallback ? rolesIn(step.fallback) : []),
      ...(otherwise.otherwise === 'reroute' && otherwise.role !== undefined ? [otherwise.role] : []),
    ]),
  ];
};

/** Without whom a step does not move: whose word it needs, or who alone can take away what blocks it. */
export const holdsUp = (step: Step, { role, part }: Taking): boolean => {
  switch (part) {
    case 'must-agree':
    case 'decides':
      return true;
    case 'asked':
      return rolesIn(step.of).length === 1 && step.fallback === undefined;
    case 'clears':
      return step.objection.clear.length === 1 && step.objection.clear[0] === role && step.objection.overrule === undefined;
    case 'casts':
    case 'objects':
    case 'judges':
    case 'overrules':
    case 'instead':
      return false;
    default:
      return part satisfies never;
  }
};
