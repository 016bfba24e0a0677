import type { Governed } from '#practices/protocols';
import { TRIGGERS } from './asking.ts';
import { worldFor } from './run.ts';
import { lastRound, roundsOf, type RequestState } from './state.ts';

/** How a request's past is told again under another protocol. */
export const governedRequest: Governed<RequestState> = {
  kind: 'request',
  triggers: TRIGGERS,
  around: (state, directory) => {
    const round = state.status === 'asking' ? state.asking : lastRound(state);
    const count = roundsOf(state).length + (state.status === 'asking' ? 1 : 0);
    return { space: state.space, urgent: round.urgent, world: worldFor(state, round, count, { directory }) };
  },
  run: (state) => (state.status === 'asked' ? lastRound(state).run : null),
  undoneBy: { 'request-asked-again': 'asked-again' },
};
