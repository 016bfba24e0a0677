import type { Governed } from '#practices/protocols';
import { ALL_TRIGGERS, triggersOf } from './drafting.ts';
import { worldFor } from './run.ts';
import type { DecisionState } from './state.ts';

/** How a decision's past is told again under another protocol. */
export const governedDecision: Governed<DecisionState> = {
  kind: 'decision',
  triggers: ALL_TRIGGERS,
  around: (state, directory) => ({
    ...{ space: state.space, urgent: state.body.urgent, world: worldFor(state, { directory }) },
    // What proposes a text of a page is no decision by itself.
    triggers: triggersOf(state.body),
  }),
  run: (state) => (state.status === 'opened' ? state.run : null),
  undoneBy: {
    'decision-superseded': 'superseded',
    'decision-reopened': 'reopened',
    'decision-deprecated': 'reverted',
  },
};
