import type { LinkReading, Reading } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant, RecordedEvent, SpaceId } from '#kernel/stream/event.ts';

/**
 * What a reaction means; any of them counts as having read.
 * `+1`: I have read this and agree. `thanks`: this helped me. `unclear`: please say it in other words.
 */
export type Reaction = '+1' | 'thanks' | 'unclear';
export const REACTIONS = ['+1', 'thanks', 'unclear'] as const satisfies readonly Reaction[];

interface Known {
  /** What it is about. Whoever sees that sees the comment. */
  readonly on: ArtifactId;
  /** The comment that begins its thread; null: it begins one. */
  readonly thread: ArtifactId | null;
  readonly author: ActorId;
  readonly audience: readonly string[];
  readonly space: SpaceId | null;
  readonly writtenAt: Instant;
  /** Where it was said, if not here; then it is changed there, too. */
  readonly outside: Outside | null;
}

/** Somebody said it on a forge. */
export interface Outside {
  /** As they are called there. */
  readonly login: string;
  /** `northwind/freight#12` */
  readonly place: string;
  readonly url: string | null;
  /** The newest that was heard of it. */
  readonly at: Instant;
}

interface Written extends Known {
  readonly body: string;
  readonly editedAt: Instant | null;
  /** Actors and artifacts that its text names. */
  readonly mentions: readonly ActorId[];
  readonly links: readonly ArtifactId[];
  readonly reactions: Readonly<Partial<Record<Reaction, readonly ActorId[]>>>;
}

/**
 * A comment. The one that begins a thread carries the thread's state.
 *
 *     open ⇄ resolved
 *       └───────┴──delete──► deleted
 *
 * Of a deleted comment its place, author and audience stay; its words are gone, from the state and from every view of it.
 */
export type CommentState =
  | (Written & { readonly status: 'open' })
  | (Written & { readonly status: 'resolved'; readonly resolvedBy: ActorId; readonly resolvedAt: Instant })
  | (Known & { readonly status: 'deleted'; readonly deletedAt: Instant });

export type CommentEvent =
  | {
      readonly type: 'comment-written';
      readonly on: ArtifactId;
      readonly thread: ArtifactId | null;
      readonly body: string;
      readonly mentions: readonly ActorId[];
      readonly links: readonly ArtifactId[];
      readonly audience: readonly string[];
      readonly space: SpaceId | null;
      /** It was said elsewhere: by whom of us, if they are known here, and when. */
      readonly outside?: Outside & { readonly author: ActorId; readonly saidAt: Instant };
    }
  | {
      readonly type: 'comment-edited';
      readonly body: string;
      readonly mentions: readonly ActorId[];
      readonly links: readonly ArtifactId[];
      readonly heardAt?: Instant;
    }
  | { readonly type: 'comment-deleted' }
  | { readonly type: 'reaction-added'; readonly reaction: Reaction }
  | { readonly type: 'reaction-taken-back'; readonly reaction: Reaction }
  | { readonly type: 'thread-resolved' }
  | { readonly type: 'thread-reopened' }
  /** Its subject is seen by others than when it was written. */
  | { readonly type: 'comment-audience-followed'; readonly audience: readonly string[]; readonly space: SpaceId | null };

export const evolveComment = (state: CommentState | null, { body, at, by }: RecordedEvent<CommentEvent>): CommentState => {
  if (body.type === 'comment-written') {
    const { on, thread, audience, space, mentions, links } = body;
    const { author = by, saidAt = at, ...outside } = body.outside ?? {};
    const known = { on, thread, author, audience, space, writtenAt: saidAt, outside: 'login' in outside ? outside : null };
    return { ...known, status: 'open', body: body.body, editedAt: null, mentions, links, reactions: {} };
  }
  if (state === null) throw new Error(`${body.type} on a comment that was never written`);
  if (body.type === 'comment-audience-followed') return { ...state, audience: body.audience, space: body.space };
  if (state.status === 'deleted') throw new Error(`${body.type} on a deleted comment`);
  switch (body.type) {
    case 'comment-edited':
      return {
        ...{ ...state, body: body.body, mentions: body.mentions, links: body.links, editedAt: body.heardAt ?? at },
        outside: state.outside && { ...state.outside, at: body.heardAt ?? state.outside.at },
      };
    case 'comment-deleted':
      return { ...knownOf(state), status: 'deleted', deletedAt: at };
    case 'reaction-added':
      return { ...state, reactions: { ...state.reactions, [body.reaction]: [...reacted(state, body.reaction), by] } };
    case 'reaction-taken-back': {
      const left = reacted(state, body.reaction).filter((id) => id !== by);
      const { [body.reaction]: _, ...others } = state.reactions;
      return { ...state, reactions: left.length === 0 ? others : { ...others, [body.reaction]: left } };
    }
    case 'thread-resolved':
      return { ...state, status: 'resolved', resolvedBy: by, resolvedAt: at };
    case 'thread-reopened':
      return { ...writtenOf(state), status: 'open' };
    default:
      return body satisfies never;
  }
};

export const reacted = (state: Pick<Written, 'reactions'>, reaction: Reaction): readonly ActorId[] =>
  state.reactions[reaction] ?? [];

const knownOf = ({ on, thread, author, audience, space, writtenAt, outside }: Known): Known => ({
  on,
  thread,
  author,
  audience,
  space,
  writtenAt,
  outside,
});

const writtenOf = (state: Written): Written => {
  const { body, editedAt, mentions, links, reactions } = state;
  return { ...knownOf(state), body, editedAt, mentions, links, reactions };
};

export const readComment = (state: CommentState): Reading => ({
  title: state.status === 'deleted' ? 'Deleted comment' : beginning(state.body),
  status: state.status,
  space: state.space,
  audience: state.audience,
  author: state.author,
  parent: state.on,
  openedAt: state.writtenAt,
  closedAt: state.status === 'resolved' ? state.resolvedAt : state.status === 'deleted' ? state.deletedAt : null,
  nextAt: null,
  summary: { thread: state.thread },
  awaits: [],
  links:
    state.status === 'deleted' ? [] : [...state.mentions, ...state.links].map((to): LinkReading => ({ rel: 'mentions', to })),
  ...(state.status === 'deleted' ? {} : { text: state.body }),
});

const beginning = (body: string): string => {
  const words = body.slice(0, 400).replace(/\s+/gu, ' ').trim();
  const characters = [...words];
  return characters.length > 80 ? `${characters.slice(0, 79).join('')}…` : words;
};
