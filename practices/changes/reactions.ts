import { SYSTEM } from '#kernel/stream/event.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import { nameId } from '#practices/protocols';
import { stateOf, undoing, undone } from './forges/queries.ts';
import { revertsOf } from './reverting.ts';
import type { ChangeState } from './state.ts';

type Row = { readonly id: string; readonly state: ChangeState };

/** What was merged undoes others, or was undone by what was heard of before it: whichever comes first, both are found. */
export const markReverted: ReactionMaker = ({ send, rows }) => ({
  name: 'changes.reverted',
  types: new Set(['change-shipped']),
  react: async ({ org, artifact, version, kind }) => {
    if (kind !== 'change') return;
    const [self] = await rows<{ state: ChangeState }>(stateOf(org, 'change', artifact));
    if (!self) return;
    const mark = async (target: string, by: string, at: number): Promise<void> => {
      if (target === by) return;
      await send({
        ...{ id: nameId('revert', target, by, at), org, by: SYSTEM, kind: 'change', artifact: target, name: 'revert' },
        ...{ data: { by, at }, causedBy: { artifact, version } },
      });
    };
    const { state } = self;
    const own = revertsOf(state.seen.snapshot);
    if (own && state.shipped)
      for (const { id } of await rows<Row>(undone(org, state.repository, own))) await mark(id, artifact, state.shipped.at);
    for (const { id, state: other } of await rows<Row>(undoing(org, state.repository))) {
      const reverts = revertsOf(other.seen.snapshot);
      if (reverts && other.shipped && isMeant(state, reverts)) await mark(artifact, id, other.shipped.at);
    }
  },
});

const isMeant = (state: ChangeState, reverts: NonNullable<ReturnType<typeof revertsOf>>): boolean => {
  if ('key' in reverts) return state.key === reverts.key;
  const { head, merge } = state.seen.snapshot;
  return head.startsWith(reverts.sha) || merge?.startsWith(reverts.sha) === true;
};

const MOVES = new Set([
  ...['change-opened', 'change-seen', 'change-looked', 'checks-seen', 'people-known', 'round-opened', 'round-failed'],
  ...['change-shipped', 'change-reverted', 'asked', 'stance', 'objection', 'rerouted', 'escalated', 'outcome', 'deadline-moved'],
]);

/** Something about a change is to be asked of its forge, or said there. */
export const runErrands: ReactionMaker = ({ rows }) => ({
  name: 'changes.errands',
  types: MOVES,
  react: async ({ org, artifact, kind }) => {
    if (kind !== 'change') return;
    await rows({
      name: 'changes.errand',
      text: `insert into forge_errands (org, change, next_at) values ($1, $2, now())
        on conflict (org, change) do update set next_at = now(), failures = 0, again = forge_errands.worker is not null`,
      values: [org, artifact],
    });
  },
});
