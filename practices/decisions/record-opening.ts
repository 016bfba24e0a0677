import type { Context } from '#kernel/stream/decider.ts';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { homeFault } from '#practices/spaces';
import { withGiven, type DecisionBody } from './body.ts';
import type { Data } from './commands.ts';
import { open } from './drafting.ts';
import type { DecisionEvent, RecordFacts } from './events.ts';
import { partsSaid } from './records/parts.ts';
import { statusOf, type DecisionState, type Draft, type Imported } from './state.ts';

/**
 * A proposal that was made elsewhere becomes a decision here, under the protocol of its space: it keeps its number, and its text, byte for
 * byte, as what is proposed, and options and next steps where that text plainly says them. Whoever opens it answers for it from then on.
 */
export const openRecord = (
  state: DecisionState,
  data: Data<'open-record'>,
  context: Context,
): Result<readonly DecisionEvent[]> => {
  if (state.status !== 'imported') return refuse('not-a-record', 'Only a record that was imported is opened like this.');
  if (statusOf(state) !== 'proposed')
    return refuse(
      'not-proposed',
      state.standing.is === 'withdrawn'
        ? 'This proposal is withdrawn. Write a decision that builds on it.'
        : 'This is a record that was decided elsewhere. Only a proposal is opened.',
    );
  const body = withGiven(bodyOf(state, context), data, context);
  if (body.refused) return body;
  const { record, title, space, audience, quotes, draftedAt, names } = state;
  const draft: Draft = {
    ...{ status: 'draft', author: context.by, title, body: body.ok, space, audience, quotes, draftedAt, names, record },
    sharedWith: [],
  };
  const opened = open(draft, context);
  return opened.refused ? opened : ok([{ type: 'record-opened', body: body.ok }, ...opened.ok]);
};

const bodyOf = ({ body, record, title }: Imported, context: Context): DecisionBody => ({
  ...body,
  ...partsSaid(record.markdown, title),
  problem: record.markdown,
  supersedes: supersededBy(record, context),
});

/** [safety] Of the whole decisions that it says it replaces, those that whoever opens it may replace: accepting it will. */
const supersededBy = (record: RecordFacts, context: Context): readonly ArtifactId[] =>
  supersededIn(record).filter((id) => {
    const known = context.refs.get(id);
    return known?.kind === 'decision' && id !== context.self.id && homeFault(known.space, context, 'decide') === null;
  });

export const supersededIn = ({ links }: RecordFacts): readonly ArtifactId[] => [
  ...new Set(links.flatMap(({ rel, to, partial }) => (rel === 'supersedes' && to !== null && !partial ? [to] : []))),
];
