import type { Directory } from '#kernel/actors/directory.ts';
import { endingOf } from '#kernel/protocol/ending.ts';
import { proofOf } from '#kernel/protocol/run.ts';
import type { Instant, OrgId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { presentProof, type ProofReply } from '#practices/protocols';
import type { ToldRow } from '#practices/comments';
import { iso } from '#server/route.ts';
import { open } from './drafting.ts';
import { evolveDecision } from './evolve.ts';
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

/** What opening a draft now would begin: the decider itself is asked, and nothing is written. */
export const openingOf = (
  row: ToldRow,
  { org, directory, now }: { readonly org: OrgId; readonly directory: Directory; readonly now: Instant },
): Result<Opening> => {
  const state = row.state as DecisionState;
  if (state.status !== 'draft') return refuse('not-a-draft', 'This decision is open already.');
  const by = state.author;
  const self = { id: row.id, number: row.number, version: row.version };
  const events = open(state, { now, by, receivedAt: now, directory, refs: new Map(), self });
  if (events.refused) return events;
  const opened = events.ok.reduce<DecisionState>(
    (before, body, index) =>
      evolveDecision(before, {
        ...{
          org,
          artifact: row.id,
          kind: 'decision',
          version: row.version + index + 1,
          at: now,
          by,
          command: '',
          causedBy: null,
        },
        body,
      }),
    state,
  );
  if (opened.status !== 'opened') return refuse('not-a-draft', 'This decision is open already.');
  const ending = endingOf(opened.run);
  const proof = proofOf(opened.run, worldFor(opened, { directory }), now);
  return ok({
    protocol: opened.protocol.id,
    sentence: ending.sentence,
    dueAt: ending.at === null ? null : iso(ending.at),
    proof: proof && presentProof(proof, directory, now),
  });
};
