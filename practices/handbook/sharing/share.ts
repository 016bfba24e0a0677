import type { Reading } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant, RecordedEvent, SpaceId } from '#kernel/stream/event.ts';

interface Known {
  readonly page: ArtifactId;
  /** SHA-256 of its token, hexadecimal. The token itself is kept nowhere. */
  readonly hash: string;
  /** From then on it leads nowhere. */
  readonly until: Instant;
  /** For whom or what it is. For colleagues; it is not shown outside. */
  readonly note: string;
  readonly author: ActorId;
  readonly madeAt: Instant;
  readonly space: SpaceId | null;
  readonly audience: readonly string[];
}

/**
 * A link by which somebody outside of the organization reads one page.
 *
 *     open ──revoke──► revoked
 *
 * That its end has come is a matter of the clock, which is asked whenever it is opened.
 */
export type ShareState =
  | (Known & { readonly status: 'open' })
  | (Known & { readonly status: 'revoked'; readonly revokedAt: Instant; readonly revokedBy: ActorId });

export type ShareEvent =
  | {
      readonly type: 'page-shared';
      readonly page: ArtifactId;
      readonly hash: string;
      readonly until: Instant;
      readonly note: string;
      readonly space: SpaceId | null;
      readonly audience: readonly string[];
    }
  /** Seen by those who see its page now. */
  | {
      readonly type: 'share-revoked';
      readonly page: ArtifactId;
      readonly space: SpaceId | null;
      readonly audience: readonly string[];
    };

export const evolveShare = (state: ShareState | null, { body, at, by }: RecordedEvent<ShareEvent>): ShareState => {
  if (body.type === 'page-shared') {
    const { type: _, ...made } = body;
    return { ...made, status: 'open', author: by, madeAt: at };
  }
  if (state === null) throw new Error(`${body.type} on a link that was never made`);
  const { space, audience } = body;
  return { ...state, space, audience, status: 'revoked', revokedAt: at, revokedBy: by };
};

export const readShare = (state: ShareState): Reading => ({
  title: state.note === '' ? 'A link for people outside' : state.note,
  status: state.status,
  space: state.space,
  audience: state.audience,
  author: state.author,
  parent: state.page,
  openedAt: state.madeAt,
  closedAt: state.status === 'revoked' ? state.revokedAt : null,
  dueAt: state.until,
  nextAt: null,
  summary: { hash: state.hash },
  awaits: [],
  links: [],
});
