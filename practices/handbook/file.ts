import type { Reading } from '#kernel/stream/decider.ts';
import type { ActorId, ArtifactId, Instant, RecordedEvent, SpaceId } from '#kernel/stream/event.ts';
import { placeKey } from './page.ts';

/** Bytes, by what they are; the server keeps them (`Files` in server/route.ts). */
export interface Content {
  /** SHA-256, hexadecimal. */
  readonly hash: string;
  readonly size: number;
  /** A MIME type, found from the bytes, not from what was said. */
  readonly mime: string;
  /** Of a picture, in pixels. */
  readonly width: number | null;
  readonly height: number | null;
}

interface Known {
  readonly name: string;
  /** What it hangs on: a page, a decision, anything with a number. Whoever sees that sees it. Null: its space’s. */
  readonly on: ArtifactId | null;
  /** From the folder of the page that it hangs on (null: of its space): `images/dock.png`. Null: texts do not find it by a path. */
  readonly path: string | null;
  readonly space: SpaceId | null;
  readonly audience: readonly string[];
  readonly author: ActorId;
  readonly keptAt: Instant;
}

/**
 * A file: a picture in a page, or anything that hangs on something.
 *
 *     kept ──delete──► deleted
 *
 * Bytes that an event names are never thrown away: an old text may show them.
 */
export type FileState =
  | (Known & Content & { readonly status: 'kept'; readonly revisedAt: Instant })
  | (Known & { readonly status: 'deleted'; readonly deletedAt: Instant });

export type FileEvent =
  | (Content & {
      readonly type: 'file-kept';
      readonly name: string;
      readonly on: ArtifactId | null;
      readonly path: string | null;
      readonly space: SpaceId | null;
      readonly audience: readonly string[];
    })
  | (Content & { readonly type: 'file-replaced' })
  | { readonly type: 'file-renamed'; readonly name: string; readonly path: string | null }
  | { readonly type: 'file-followed'; readonly audience: readonly string[]; readonly space: SpaceId | null }
  | { readonly type: 'file-deleted' };

export const evolveFile = (state: FileState | null, { body, at, by }: RecordedEvent<FileEvent>): FileState => {
  if (body.type === 'file-kept') {
    const { type: _, ...made } = body;
    return { ...made, status: 'kept', author: by, keptAt: at, revisedAt: at };
  }
  if (state === null) throw new Error(`${body.type} on a file that was never kept`);
  if (body.type === 'file-followed') return { ...state, audience: body.audience, space: body.space };
  if (state.status === 'deleted') throw new Error(`${body.type} on a deleted file`);
  switch (body.type) {
    case 'file-replaced': {
      const { type: _, ...content } = body;
      return { ...state, ...content, revisedAt: at };
    }
    case 'file-renamed':
      return { ...state, name: body.name, path: body.path };
    case 'file-deleted': {
      const { name, on, path, space, audience, author, keptAt } = state;
      return { name, on, path, space, audience, author, keptAt, status: 'deleted', deletedAt: at };
    }
    default:
      return body satisfies never;
  }
};

export const readFile = (state: FileState): Reading => {
  const { name, on, path, space, audience, author, keptAt } = state;
  const kept = state.status === 'kept' ? state : null;
  return {
    title: name,
    status: state.status,
    space,
    audience,
    author,
    parent: on,
    openedAt: keptAt,
    closedAt: state.status === 'deleted' ? state.deletedAt : null,
    nextAt: null,
    summary: {
      name,
      ...(kept && { type: kept.mime, size: kept.size, width: kept.width, height: kept.height }),
      // As a page's: what looks for a page at a path finds a file there, too.
      ...(path !== null && { under: on, in: `${space ?? ''}/${on ?? ''}`, place: placeKey({ space, under: on, name: path }) }),
    },
    awaits: [],
    links: [],
    // Found by its name, and by each word in it.
    ...(kept && { text: name.replace(/[-_.]+/g, ' ') }),
  };
};
