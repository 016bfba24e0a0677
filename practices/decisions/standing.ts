import type { Context } from '#kernel/stream/decider.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Data } from './commands.ts';
import type { DecisionEvent } from './events.ts';
import { isInForce, type DecisionState } from './state.ts';
import { reasonOf } from './words.ts';

type Events = Result<readonly DecisionEvent[]>;

/** [R11] Another was accepted in its place. One that does not hold (any more) stays as it is. */
export const supersede = (state: DecisionState, { by }: Data<'supersede'>, { self }: Context): Events =>
  by !== self.id && isInForce(state) ? ok([{ type: 'decision-superseded', by }]) : ok([]);

/** What had superseded it was reopened: until that is decided again, this one holds. */
export const restore = (state: DecisionState, { from }: Data<'restore'>): Events =>
  'standing' in state && state.standing.is === 'superseded' && state.standing.by === from
    ? ok([{ type: 'decision-restored', from }])
    : ok([]);

export const deprecate = (state: DecisionState, data: Data<'deprecate'>): Events => {
  if (!isInForce(state)) return refuse('not-in-force', 'Only a decision that holds can be deprecated.');
  const reason = reasonOf(data.reason);
  return reason.refused ? reason : ok([{ type: 'decision-deprecated', reason: reason.ok }]);
};
