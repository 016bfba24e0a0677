import type { Governed } from '../backtest/governed.ts';
import { declareTriggers } from '../declared.ts';
import { worldAround } from '../hosting/host.ts';
import { hostOf, type StandingRun } from './run.ts';

/** How the past of what stands by itself is told again. */
export const governedRun: Governed<StandingRun> = {
  kind: 'run',
  triggers: declareTriggers(['person.joined']),
  around: (state, directory) => {
    const host = hostOf(state);
    return { space: state.space, urgent: false, world: worldAround(host, directory), triggers: [state.trigger] };
  },
  run: ({ run }) => run,
  undoneBy: {},
  scheduled: (space, directory) =>
    worldAround(hostOf({ trigger: 'schedule:', title: '', author: '', space, facts: {} }), directory),
};
