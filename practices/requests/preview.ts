import type { Directory } from '#kernel/actors/directory.ts';
import { endingOf } from '#kernel/protocol/ending.ts';
import { proofOf } from '#kernel/protocol/run.ts';
import type { ActorId, ArtifactId, Instant, OrgId, SpaceId } from '#kernel/stream/event.ts';
import { ok, refuse, type Result } from '#kernel/stream/refusal.ts';
import { presentProof, type ProofReply } from '#practices/protocols';
import { iso } from '#server/route.ts';
import { afterwards } from './afterwards.ts';
import { ask } from './asking.ts';
import { evolveRequest } from './evolve.ts';
import { worldFor } from './run.ts';
import { lastRound, type RequestState } from './state.ts';

export interface Preview {
  /** The protocol's own name. */
  readonly protocol: string;
  /** `Somebody else is asked or it lapses unless at least one has answered` */
  readonly sentence: string;
  readonly dueAt: string | null;
  /** `Aroha Ngata is asked`; null: as `sentence` says. */
  readonly follows: string | null;
  /** Who would be asked, and how much working time each would have. */
  readonly proof: ProofReply | null;
}

interface Wanted {
  readonly to: ActorId;
  /** Asked beside them; [] for one alone. */
  readonly others: readonly ActorId[];
  readonly urgent: boolean;
  readonly space: SpaceId | null;
  readonly audience: readonly ActorId[] | null;
}

interface Asker {
  readonly org: OrgId;
  readonly by: ActorId;
  readonly now: Instant;
  readonly directory: Directory;
  /** An id that nothing has. */
  readonly fresh: ArtifactId;
}

/** Stands in for what is not written yet: whom it goes to and when it is due do not depend on it. */
const WORDS = 'words';

/** What asking now would begin: the decider itself is asked, and nothing is written. */
export const previewOf = (wanted: Wanted, { org, by, now, directory, fresh }: Asker): Result<Preview> => {
  const self = { id: fresh, number: 0, version: 0 };
  const audience = wanted.audience && [...wanted.audience];
  const data = { ...wanted, others: [...wanted.others], audience, title: WORDS, question: WORDS, blocks: [] };
  const events = ask(null, data, { now, by, receivedAt: now, directory, refs: new Map(), self });
  if (events.refused) return events;
  const about = { org, artifact: fresh, kind: 'request', at: now, by, command: '', causedBy: null };
  const state = events.ok.reduce<RequestState | null>(
    (before, body, index) => evolveRequest(before, { ...about, version: index + 1, body }),
    null,
  );
  if (state?.status !== 'asked') return refuse('no-protocol', 'No protocol says how this is asked.');
  const round = lastRound(state);
  const ending = endingOf(round.run);
  const proof = proofOf(round.run, worldFor(state, round, 1, { directory }), now);
  return ok({
    protocol: round.protocol.id,
    sentence: ending.sentence,
    dueAt: ending.at === null ? null : iso(ending.at),
    follows: afterwards(state, directory),
    proof: proof && presentProof(proof, directory, now),
  });
};
