import { randomUUID } from 'node:crypto';
import type { Directory } from '#kernel/actors/directory.ts';
import type { Context } from '#kernel/stream/decider.ts';
import { endingOf } from '#kernel/protocol/ending.ts';
import { proofOf } from '#kernel/protocol/run.ts';
import type { ActorId, ArtifactId, Instant, OrgId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { presentProof, type ProofReply } from '#practices/protocols';
import type { ToldRow } from '#practices/comments';
import { iso } from '#server/route.ts';
import type { Data } from './commands.ts';
import { draft, open } from './drafting.ts';
import type { DecisionEvent } from './events.ts';
import { evolveDecision } from './evolve.ts';
import { openRecord } from './record-opening.ts';
import { worldFor } from './run.ts';
import type { DecisionState } from './state.ts';

export interface Opening {
  /** The protocol's own name. */
  readonly protocol: string;
  /** `Proceeds unless blocked` */
  readonly sentence: string;
  readonly dueAt: string | null;
  /** Who would be asked, and how much working time each would have. */
  readonly proof: ProofReply | null;
}

interface When {
  readonly org: OrgId;
  readonly directory: Directory;
  readonly now: Instant;
}

type Row = Pick<ToldRow, 'id' | 'number' | 'version' | 'state'>;

/** What opening a draft now would begin: the decider itself is asked, and nothing is written. */
export const openingOf = (row: Row, when: When): Result<Opening> => {
  const { directory, now } = when;
  const state = row.state as DecisionState;
  if (state.status !== 'draft') return NOT_A_DRAFT;
  const by = state.author;
  const self = { id: row.id, number: row.number, version: row.version };
  return begunBy(open(state, { now, by, receivedAt: now, directory, refs: new Map(), self }), row, by, when);
};

/** The same of a proposal that was imported, opened by somebody with what they say of it. `refs`: what it would take the place of, as they see it. */
export const openingOfRecord = (
  row: Row,
  data: Data<'open-record'>,
  by: ActorId,
  refs: Context['refs'],
  when: When,
): Result<Opening> => {
  const { directory, now } = when;
  const self = { id: row.id, number: row.number, version: row.version };
  const state = row.state as DecisionState;
  return begunBy(openRecord(state, data, { now, by, receivedAt: now, directory, refs, self }), row, by, when);
};

const NOT_A_DRAFT = refuse('not-a-draft', 'Only a draft is opened, and this decision is none.');

const begunBy = (events: Result<readonly DecisionEvent[]>, row: Row, by: ActorId, when: When): Result<Opening> => {
  if (events.refused) return events;
  const { directory, now } = when;
  const opened = after(row.state as DecisionState, events.ok, row, by, when);
  if (opened?.status !== 'opened') return NOT_A_DRAFT;
  const ending = endingOf(opened.run);
  const proof = proofOf(opened.run, worldFor(opened, { directory }), now);
  return ok({
    protocol: opened.protocol.id,
    sentence: ending.sentence,
    dueAt: ending.at === null ? null : iso(ending.at),
    proof: proof && presentProof(proof, directory, now),
  });
};

/** The same of a decision that is about to be written: whom it asks goes by its place and its facts, not by its words. */
export const foreseenOf = (data: Omit<Data<'draft'>, 'title'>, by: ActorId, when: When): Result<Opening> => {
  const { directory, now } = when;
  const [id, words] = [randomUUID(), '…'];
  const context = { now, by, receivedAt: now, directory, refs: new Map(), self: { id, number: 0, version: 0 } };
  const drafted = draft(null, { ...data, title: words, problem: words, recommendation: words }, context);
  if (drafted.refused) return drafted;
  const state = after(null, drafted.ok, { id, version: 0 }, by, when);
  return openingOf({ id, number: 0, version: drafted.ok.length, state }, when);
};

const after = (
  state: DecisionState | null,
  events: readonly DecisionEvent[],
  { id, version }: { readonly id: ArtifactId; readonly version: number },
  by: ActorId,
  { org, now }: When,
): DecisionState | null =>
  events.reduce<DecisionState | null>(
    (before, body, index) =>
      evolveDecision(before, {
        ...{ org, artifact: id, kind: 'decision', version: version + index + 1, at: now, by, command: '', causedBy: null },
        body,
      }),
    state,
  );
