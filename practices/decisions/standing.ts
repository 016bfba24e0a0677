import type { Context } from '#kernel/stream/decider.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import type { Data } from './commands.ts';
import type { DecisionEvent } from './events.ts';
import { isInForce, statusOf, type DecisionState, type Imported } from './state.ts';
import { optionalWords, reasonOf } from './words.ts';

type Events = Result<readonly DecisionEvent[]>;

/** [R11] Another was accepted in its place. One that does not hold (any more) stays as it is. */
export const supersede = (state: DecisionState, { by }: Data<'supersede'>, { self }: Context): Events =>
  by !== self.id && isInForce(state) ? ok([{ type: 'decision-superseded', by }]) : ok([]);

/** What had superseded it was reopened: until that is decided again, this one holds. */
export const restore = (state: DecisionState, { from }: Data<'restore'>): Events =>
  'standing' in state && state.standing.is === 'superseded' && state.standing.by === from
    ? ok([{ type: 'decision-restored', from }])
    : ok([]);

/** A proposal that came from elsewhere: nobody is asked about it here, so it is withdrawn without a run. */
export const withdrawRecord = (state: Imported, data: Data<'withdraw'>): Events => {
  if (statusOf(state) !== 'proposed')
    return refuse('decided', 'This is a record that was decided elsewhere. Only a proposal is withdrawn.');
  const reason = optionalWords(data.reason, '/reason');
  return reason.refused ? reason : ok([{ type: 'decision-withdrawn', reason: reason.ok }]);
};

export const deprecate = (state: DecisionState, data: Data<'deprecate'>): Events => {
  if (!isInForce(state)) return refuse('not-in-force', 'Only a decision that holds can be deprecated.');
  const reason = reasonOf(data.reason);
  return reason.refused ? reason : ok([{ type: 'decision-deprecated', reason: reason.ok }]);
};
