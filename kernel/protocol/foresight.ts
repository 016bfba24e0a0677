import { openStep } from './step-run.ts';
import { currentStep } from './course.ts';
import { prospect } from './judge.ts';
import { decideRun, evolveRun } from './run.ts';
import type { RunEvent } from './run-event.ts';
import type { RunState } from './run-state.ts';
import type { World } from './world.ts';

/** [A6] The run as it will be when what is due comes and nobody has done anything, as hours and people stand now; null: nothing is due. */
export const playedAhead = (state: RunState, world: World): RunState | null => {
  const due = state.outcome === null ? prospect(state) : null;
  if (!due) return null;
  const ticked = decideRun(state, { type: 'tick' }, world, due.at);
  return ticked.refused ? null : ticked.ok.reduce<RunState>((before, event) => evolveRun(before, event), state);
};

/** [A6] Where `else` names others: whether there are any now. A run that is kept notes it whenever that is another than before. */
export const foresee = (state: RunState, world: World): readonly RunEvent[] => {
  const nobodyElse =
    namesOthers(state) && prospect(state)?.passes === false && playedAhead(state, world)?.outcome?.outcome === 'lapsed';
  if (nobodyElse === (state.nobodyElse ?? false)) return [];
  const because = nobodyElse ? 'there is nobody else whom it could go to (A6, R7)' : 'there are others whom it can go to (A6)';
  return [{ type: 'foreseen', at: state.at, nobodyElse, because }];
};

const namesOthers = (state: RunState): boolean => {
  const run = openStep(state);
  if (state.outcome !== null || !run || run.escalated !== null) return false;
  const { else: otherwise } = currentStep(state, run);
  return otherwise.otherwise === 'escalate' || (otherwise.otherwise === 'reroute' && !otherwise.again);
};
