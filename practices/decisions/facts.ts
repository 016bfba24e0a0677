import type { Declared } from '#kernel/protocol/condition.ts';
import type { Facts } from '#kernel/protocol/world.ts';
import type { DecisionBody } from './body.ts';

/** [P2] What conditions may ask of a decision beside what every artifact has. */
export const decisionFacts = {
  affected: 'list',
  impact: 'text',
  urgent: 'bool',
  options: 'number',
  next_steps: 'number',
  supersedes: 'number',
} as const satisfies Declared;

export const factsOf = (body: DecisionBody): Facts => ({
  affected: body.affected,
  impact: body.impact,
  urgent: body.urgent,
  options: body.options.length,
  next_steps: body.nextSteps.length,
  supersedes: body.supersedes.length,
});
