import type { ArtifactId } from '#kernel/stream/event.ts';
import { nameId } from '#kernel/stream/name-id.ts';
import { ok, type Result } from '#kernel/stream/refusal.ts';
import type { Principal, Services } from '#server/route.ts';
import type { Place } from '../page.ts';

/** A decision that proposes a text. */
export interface Proposal {
  readonly id: ArtifactId;
  readonly number: number;
}

interface Text {
  readonly page: ArtifactId;
  /** What the page would be called. */
  readonly title: string;
  /** The revision that was changed; 0: the page is new. */
  readonly base: number;
  readonly text: string;
  readonly reason: string;
  readonly place: Place | null;
}

/** Opens the decision that proposes a text. The same words for the same reason are one proposal, however often they are sent. */
export const proposeText = async (
  { send }: Pick<Services, 'send'>,
  { org, actor }: Pick<Principal, 'org' | 'actor'>,
  { page, title, base, text, reason, place }: Text,
  part: string | undefined,
): Promise<Result<Proposal>> => {
  const id = nameId('proposal', org, actor, page, reason, text);
  const sent = await send({
    kind: 'decision',
    artifact: id,
    name: 'propose',
    data: { page, title, base, text, reason, place },
    refs: [page, ...(place?.under == null ? [] : [place.under])],
    part: `${part ?? ''} propose`,
  });
  return sent.refused ? sent : ok({ id, number: sent.ok.number });
};
