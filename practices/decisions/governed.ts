import type { Governed } from '#practices/protocols';
import { TRIGGERS } from './drafting.ts';
import { worldFor } from './run.ts';
import type { DecisionState } from './state.ts';

/** How a decision's past is told again under another protocol. */
export const governedDecision: Governed<DecisionState> = {
  kind: 'decision',
  triggers: TRIGGERS,
  around: (state, directory) => ({ space: state.space, urgent: state.body.urgent, world: worldFor(state, { directory }) }),
  run: (state) => (state.status === 'opened' ? state.run : null),
  undoneBy: {
    'decision-superseded': 'superseded',
    'decision-reopened': 'reopened',
    'decision-deprecated': 'reverted',
  },
};
