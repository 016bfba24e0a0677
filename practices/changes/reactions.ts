import { SYSTEM } from '#kernel/stream/event.ts';
import type { ReactionMaker } from '#kernel/stream/reaction.ts';
import { nameId } from '#practices/protocols';
import { audienceOf } from './audience.ts';
import { stateOf, undoing, undone } from './forges/queries.ts';
import type { OperationState } from './operations/operation.ts';
import { revertsOf } from './reverting.ts';
import { authorOf, type ChangeState } from './state.ts';

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

/** `may`: whoever sees the task sees what names it, too. */
const TASKS = `select id, ($3::text[] @> audience or 'org' = any($3::text[])) as may from artifacts where org = $1 and kind = 'task' and id = any($2::uuid[])`;

/** [L2] A change or a commit that names a task is seen there; of whoever holds it, it renews their claim. */
export const moveTasks: ReactionMaker = ({ send, rows }) => ({
  name: 'changes.tasks',
  types: new Set(['change-opened', 'change-seen', 'operation-noted']),
  react: async ({ org, artifact, version, kind }) => {
    const [self] = await rows<{ state: ChangeState | OperationState }>(stateOf(org, kind, artifact));
    if (!self) return;
    const seen = 'operation' in self.state ? ofCommit(self.state) : ofChange(self.state, artifact);
    if (seen === null || seen.mentions.length === 0) return;
    const { mentions, ...data } = seen;
    const values = [org, mentions, audienceOf(self.state)];
    for (const { id, may } of await rows<{ id: string; may: boolean }>({ name: 'changes.tasks', text: TASKS, values }))
      await send({
        ...{ id: nameId('moves', artifact, version, id), org, by: SYSTEM, kind: 'task', artifact: id, name: 'activity' },
        // [safety] That something was done is told to all who see the task; what it was, only to those who see that.
        ...{ data: may ? data : { ...data, words: '', address: null }, causedBy: { artifact, version } },
      });
  },
});

const ofChange = (state: ChangeState, of: string) => {
  const { snapshot, mentions } = state.seen;
  const by = authorOf(state);
  return { what: 'change', of, words: snapshot.title, address: snapshot.url, mentions, ...(by === null ? {} : { by }) };
};

const ofCommit = ({ operation, mentions, by }: OperationState) =>
  operation.what === 'commit'
    ? { what: 'commit', words: operation.subject, address: operation.url, mentions, ...(by === null ? {} : { by }) }
    : null;

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
      text: `insert into forge_errands (org, about, next_at) values ($1, $2, now())
        on conflict (org, about) do update set next_at = now(), failures = 0, again = forge_errands.worker is not null`,
      values: [org, artifact],
    });
  },
});
