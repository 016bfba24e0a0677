import type { Facts } from '#kernel/protocol/world.ts';
import { declareFacts } from '#practices/protocols';
import type { TaskState } from './state.ts';

/** [P2] What conditions may ask of a task beside what every artifact has. */
export const taskFacts = declareFacts(['task'], {
  depth: 'text',
  /** Its size. */
  minutes: 'number',
  needs: 'list',
  context: 'text',
  criteria: 'number',
  /** How often it was claimed already. */
  claims: 'number',
});

export const factsOf = ({ depth, minutes, needs, context, criteria, claims }: TaskState): Facts => ({
  depth,
  minutes,
  needs,
  context,
  criteria: criteria.length,
  claims,
});
