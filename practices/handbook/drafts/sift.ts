import * as Y from 'yjs';
import { PLACES, TEXT } from './live-text.ts';

/** Pieces and deletions of which one message may consist. A long text with its whole history has some ten thousand. */
const MOST_PIECES = 300_000;

export interface Sifted {
  /** It brings whole values: they belong into the list of places, and would shift the text. */
  readonly values: boolean;
  /** Characters that it brings and the draft does not have, at most. */
  readonly added: number;
}

/**
 * [safety] Looks at an update before anything of it is taken: bytes that are none would be taken by half, and what is no plain text (formats,
 * pictures, line ends in two characters) stands at other places in an editor than in the draft. A deletion of what neither the draft nor the update
 * has would be kept, and looked at again with each change after it. Null: it is not taken.
 */
export const sift = (update: Uint8Array, doc: Y.Doc): Sifted | null => {
  let values = false;
  let added = 0;
  const known = knownIn(doc);
  try {
    const { structs, ds } = Y.decodeUpdate(update);
    const deletions = [...ds.clients.values()].reduce((sum, ranges) => sum + ranges.length, 0);
    if (structs.length + deletions > MOST_PIECES) return null;
    const ends = new Map<number, number>();
    for (const piece of structs) {
      const { client, clock } = piece.id;
      const end = clock + piece.length;
      ends.set(client, Math.max(end, ends.get(client) ?? 0));
      if (!(piece instanceof Y.Item)) continue;
      const { content, parentSub } = piece;
      // By its name, as long as it stands nowhere yet.
      const parent: unknown = piece.parent;
      const plain = parent === null || parent === TEXT || parent === PLACES;
      if (!plain || parentSub !== null) return null;
      if (content instanceof Y.ContentAny) values = true;
      else if (content instanceof Y.ContentString) {
        if (content.str.includes('\r')) return null;
        added += Math.max(0, end - Math.max(clock, known(client)));
      } else if (!(content instanceof Y.ContentDeleted)) return null;
    }
    for (const [client, ranges] of ds.clients) {
      const end = Math.max(known(client), ends.get(client) ?? 0);
      if (ranges.some(({ clock, len }) => clock + len > end)) return null;
    }
  } catch {
    return null;
  }
  return { values, added };
};

/** How much of what somebody wrote is there, or waits for what comes before it. */
const knownIn = (doc: Y.Doc): ((client: number) => number) => {
  const waits = doc.store.pendingStructs;
  const waiting = waits === null ? null : Y.parseUpdateMetaV2(waits.update).to;
  return (client) => Math.max(Y.getState(doc.store, client), waiting?.get(client) ?? 0);
};
