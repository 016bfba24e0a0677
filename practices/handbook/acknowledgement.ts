import type { Clock } from '#kernel/awaits/window.ts';
import type { ActorId, ArtifactId, Instant, RecordedEvent, SpaceId } from '#kernel/stream/event.ts';

/** Somebody who was asked to read a page and to say so. */
export interface Reader {
  readonly clock: Clock;
  /** `moot`: they may not see the page any more, or it is gone. */
  readonly status: 'open' | 'answered' | 'lapsed' | 'moot';
  readonly closedAt: Instant | null;
  /** The revision that they acknowledged, and when; it stays when they are asked again. */
  readonly read: { readonly revision: number; readonly at: Instant } | null;
}

/**
 * That somebody asked others to read a page, by a date, and why. Asked again of everybody when a revision says that it changes what
 * they acknowledged.
 *
 *     open ⇄ over       nobody is asked (any more, until the page changes materially)
 *      └──────┴──► withdrawn
 */
export interface AcknowledgementState {
  readonly withdrawnAt: Instant | null;
  readonly page: ArtifactId;
  readonly pageNumber: number;
  /** The page's title, as it was called last where this heard of it. */
  readonly title: string;
  readonly space: SpaceId | null;
  readonly why: string;
  /** So long they had, and have when they are asked again, ms. */
  readonly length: number;
  /** What is to be read. */
  readonly revision: number;
  readonly author: ActorId;
  readonly askedAt: Instant;
  readonly asked: Readonly<Record<ActorId, Reader>>;
  /** [safety] Those of them who may not see the page any more do not see this, either. */
  readonly hidden: readonly ActorId[];
}

export type AcknowledgementEvent =
  | {
      readonly type: 'acknowledgement-asked';
      readonly page: ArtifactId;
      readonly pageNumber: number;
      readonly title: string;
      readonly space: SpaceId | null;
      readonly why: string;
      readonly length: number;
      readonly revision: number;
      readonly asked: Readonly<Record<ActorId, Clock>>;
    }
  | { readonly type: 'page-acknowledged'; readonly revision: number }
  /** The page changed materially. */
  | {
      readonly type: 'acknowledgement-asked-again';
      readonly revision: number;
      readonly asked: Readonly<Record<ActorId, Clock>>;
    }
  | { readonly type: 'acknowledgement-lapsed'; readonly actors: readonly ActorId[] }
  /** The page is called otherwise, stands elsewhere, or is not theirs to see. */
  | {
      readonly type: 'acknowledgement-followed';
      readonly title: string;
      readonly space: SpaceId | null;
      readonly moot: readonly ActorId[];
      readonly hidden: readonly ActorId[];
    }
  /** [A4] A calendar changed. */
  | { readonly type: 'acknowledgement-moved'; readonly actor: ActorId; readonly clock: Clock }
  | { readonly type: 'acknowledgement-withdrawn' };

export const evolveAcknowledgement = (
  state: AcknowledgementState | null,
  { body, at, by }: RecordedEvent<AcknowledgementEvent>,
): AcknowledgementState => {
  if (body.type === 'acknowledgement-asked') {
    const { type: _, asked, ...made } = body;
    return { ...made, withdrawnAt: null, author: by, askedAt: at, asked: opened({}, asked), hidden: [] };
  }
  if (state === null) throw new Error(`${body.type} where nobody was asked`);
  switch (body.type) {
    case 'page-acknowledged': {
      const one = state.asked[by];
      if (!one) return state;
      const read = { revision: body.revision, at };
      return { ...state, asked: { ...state.asked, [by]: { ...one, status: 'answered', closedAt: at, read } } };
    }
    case 'acknowledgement-asked-again':
      return { ...state, revision: body.revision, asked: { ...state.asked, ...opened(state.asked, body.asked) } };
    case 'acknowledgement-lapsed':
      return { ...state, asked: closed(state.asked, body.actors, 'lapsed', at) };
    case 'acknowledgement-followed': {
      const { title, space, moot, hidden } = body;
      return { ...state, title, space, hidden, asked: closed(state.asked, moot, 'moot', at) };
    }
    case 'acknowledgement-moved': {
      const one = state.asked[body.actor];
      return one ? { ...state, asked: { ...state.asked, [body.actor]: { ...one, clock: body.clock } } } : state;
    }
    case 'acknowledgement-withdrawn':
      return { ...state, withdrawnAt: at };
    default:
      return body satisfies never;
  }
};

/** Who is still asked. */
export const openReaders = ({ asked, withdrawnAt }: AcknowledgementState): readonly (readonly [ActorId, Reader])[] =>
  withdrawnAt === null ? Object.entries(asked).filter(([, { status }]) => status === 'open') : [];

const opened = (
  before: Readonly<Record<ActorId, Reader>>,
  clocks: Readonly<Record<ActorId, Clock>>,
): Readonly<Record<ActorId, Reader>> =>
  Object.fromEntries(
    Object.entries(clocks).map(([actor, clock]) => [
      actor,
      { clock, status: 'open', closedAt: null, read: before[actor]?.read ?? null },
    ]),
  );

const closed = (
  asked: Readonly<Record<ActorId, Reader>>,
  actors: readonly ActorId[],
  status: Reader['status'],
  closedAt: Instant,
): Readonly<Record<ActorId, Reader>> => {
  const gone = new Set(actors);
  return Object.fromEntries(
    Object.entries(asked).map(([actor, one]) => [
      actor,
      gone.has(actor) && one.status === 'open' ? { ...one, status, closedAt } : one,
    ]),
  );
};
