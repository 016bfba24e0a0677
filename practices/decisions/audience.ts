import { ORG_KEY, seenBy } from '#kernel/actors/access.ts';
import type { Directory } from '#kernel/actors/directory.ts';
import { absentFault } from '#practices/people';
import { maySee } from '#practices/protocols';
import { homeFault } from '#practices/spaces';
import type { Context } from '#kernel/stream/decider.ts';
import { type ActorId } from '#kernel/stream/event.ts';
import { ok, refuse, type Refusal, type Result } from '#kernel/stream/refusal.ts';
import type { Data } from './commands.ts';
import type { DecisionEvent } from './events.ts';
import type { DecisionState } from './state.ts';

/** Whoever sees it once it is open: the people named and its author, or its space, or the whole organization. */
export const openAudience = ({
  audience,
  space,
  author,
}: Pick<DecisionState, 'audience' | 'space' | 'author'>): readonly string[] => seenBy(space, audience && [author, ...audience]);

/** A draft is its author's, and theirs with whom it is shared. */
export const audienceOf = (state: DecisionState): readonly string[] =>
  state.status === 'draft' || state.status === 'discarded'
    ? seenBy(null, [state.author, ...state.sharedWith])
    : openAudience(state);

export const shareDraft = (
  state: DecisionState,
  { with: readers }: Data<'share-draft'>,
  context: Context,
): Result<readonly DecisionEvent[]> => {
  if (state.status === 'discarded') return refuse('not-a-draft', 'This draft was discarded. Write a new one.');
  if (state.status !== 'draft') return refuse('not-a-draft', 'This is no draft any more; whoever may see its space sees it.');
  const fault = absentFault(readers, '/with', context);
  if (fault) return fault;
  const told = readers.findIndex((id) => !sawQuotes(id, state, context.directory));
  if (told >= 0) return quotesRefusal(`/with/${told}`);
  const unique = [...new Set(readers)].filter((id) => id !== state.author);
  return ok(sameSet(unique, state.sharedWith) ? [] : [{ type: 'draft-shared', with: unique }]);
};

export const nameAudience = (
  state: DecisionState,
  { audience }: Data<'name-audience'>,
  context: Context,
): Result<readonly DecisionEvent[]> => {
  if (state.status === 'imported') return refuse('imported', 'An imported record is seen by its space.');
  if (state.body.proposes !== null) return FOLLOWS;
  const fault = audience === null ? null : absentFault(audience, '/audience', context);
  if (fault) return fault;
  const unique = audience === null ? null : [...new Set(audience)];
  const same = unique === null ? state.audience === null : state.audience !== null && sameSet(unique, state.audience);
  if (same) return ok([]);
  return shutOut({ ...state, audience: unique }, '/audience', context) ?? ok([{ type: 'audience-named', audience: unique }]);
};

export const move = (state: DecisionState, { space }: Data<'move'>, context: Context): Result<readonly DecisionEvent[]> => {
  if (state.body.proposes !== null) return FOLLOWS;
  if (space === state.space) return ok([]);
  const fault = homeFault(space, context, 'decide') ?? shutOut({ ...state, space }, '/space', context);
  return fault ?? ok([{ type: 'decision-moved', space }]);
};

const FOLLOWS = refuse(
  'proposes-text',
  'Whoever may read the page sees what is proposed for it. Change who reads the page instead.',
);

/** [safety] Whoever was asked keeps seeing what they were asked about. */
const shutOut = (state: DecisionState, field: string, { directory }: Context): Refusal | null => {
  if (state.status !== 'opened') return null;
  const told = quotesTold(state, field);
  if (told) return told;
  const audience = openAudience(state);
  const asked = new Set(state.run.steps.flatMap(({ seats }) => seats.map(({ actor }) => actor)));
  const out = [...asked].find((id) => directory.actors.get(id)?.status === 'active' && !maySee(id, audience, directory));
  if (out === undefined) return null;
  return refuse(
    'asked-shut-out',
    `${directory.actors.get(out)?.name ?? 'Somebody'} was asked and could not see it any more. Name them too.`,
    { field },
  );
};

/** [safety] What was said among some is not shown to others because somebody made a decision of it. */
export const quotesTold = (state: DecisionState, field: string): Refusal | null => {
  const keys = openAudience(state);
  const safe = state.quotes.every(({ audience }) => audience.includes(ORG_KEY) || keys.every((key) => audience.includes(key)));
  return safe ? null : quotesRefusal(field);
};

const quotesRefusal = (field: string): Refusal => {
  const why =
    'The conversation that is attached was seen by others than would see this. Take it out first, or open it where it was said.';
  return refuse('quotes-told', why, { field });
};

/** Of a team, everybody. */
const sawQuotes = (id: ActorId, { quotes }: DecisionState, directory: Directory): boolean => {
  const people = directory.actors.get(id)?.members ?? [id];
  return quotes.every(({ audience }) => people.every((one) => maySee(one, audience, directory)));
};

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));
