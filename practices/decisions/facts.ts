import type { Facts } from '#kernel/protocol/world.ts';
import { declareFacts } from '#practices/protocols';
import type { DecisionBody, Proposed } from './body.ts';

/** [P2] What conditions may ask of a decision beside what every artifact has. */
export const decisionFacts = declareFacts(['decision', 'proposal', 'page', 'protocol'], {
  affected: 'list',
  impact: 'text',
  urgent: 'bool',
  options: 'number',
  choices: 'list',
  next_steps: 'number',
  supersedes: 'number',
  page: 'text',
  new_page: 'bool',
  changed_lines: 'number',
  by_contributor: 'bool',
  alone: 'bool',
  owners_of_page: 'list',
  protocol: 'text',
});

export const factsOf = (body: DecisionBody): Facts => ({
  affected: body.affected,
  impact: body.impact,
  urgent: body.urgent,
  options: body.options.length,
  choices: body.options.map(({ title }) => title),
  next_steps: body.nextSteps.length,
  supersedes: body.supersedes.length,
  ...(body.proposes && proposalFacts(body.proposes)),
});

export type ProposalFacts = Pick<Proposed, 'title' | 'base' | 'changedLines' | 'contributor' | 'alone' | 'owners' | 'rule'>;

/** What only a decision that proposes a text has. */
export const proposalFacts = ({ title, base, changedLines, contributor, alone, owners, rule }: ProposalFacts): Facts => ({
  page: title,
  new_page: base === 0,
  changed_lines: changedLines,
  by_contributor: contributor,
  alone,
  owners_of_page: owners,
  ...(rule && { protocol: rule.id }),
});
