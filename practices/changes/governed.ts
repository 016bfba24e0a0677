import { worldAround, type Governed } from '#practices/protocols';
import { hostOf } from './course.ts';
import { TRIGGERS } from './following.ts';
import { lastRun, type ChangeState } from './state.ts';

/** How a change's past is told again under another protocol, and how others do something to its run. */
export const governedChange: Governed<ChangeState> = {
  kind: 'change',
  triggers: TRIGGERS,
  around: (state, directory) => {
    const host = hostOf(state);
    return { space: state.space, urgent: host.urgent === true, world: worldAround(host, directory) };
  },
  run: lastRun,
  undoneBy: { 'change-reverted': 'reverted' },
};
