import * as Y from 'yjs';
import { PLACES, TEXT } from './live-text.ts';

/** Pieces of which one message may consist. A long text with its whole history has some ten thousand. */
const MOST_PIECES = 300_000;

export interface Sifted {
  /** It brings whole values: they belong into the list of places, and would shift the text. */
  readonly values: boolean;
}

/**
 * [safety] Looks at an update before anything of it is taken: bytes that are none would be taken by half, and what is no plain text (formats,
 * pictures, line ends in two characters) stands at other places in an editor than in the draft. Null: it is not taken.
 */
export const sift = (update: Uint8Array): Sifted | null => {
  let values = false;
  try {
    const { structs } = Y.decodeUpdate(update);
    if (structs.length > MOST_PIECES) return null;
    for (const piece of structs) {
      if (!(piece instanceof Y.Item)) continue;
      const { content, parentSub } = piece;
      // By its name, as long as it stands nowhere yet.
      const parent: unknown = piece.parent;
      const known = parent === null || parent === TEXT || parent === PLACES;
      if (!known || parentSub !== null) return null;
      if (content instanceof Y.ContentAny) values = true;
      else if (content instanceof Y.ContentString) {
        if (content.str.includes('\r')) return null;
      } else if (!(content instanceof Y.ContentDeleted)) return null;
    }
  } catch {
    return null;
  }
  return { values };
};
