import * as Y from 'yjs';
import { merge } from '../merge.ts';
import { operations } from './text-operations.ts';

/** A place where the draft and what was published meanwhile say different things. Kept in the draft until a writer has settled it. */
export interface OpenPlace {
  readonly id: string;
  /** Which revision says so; 0: what was written elsewhere without a network. */
  readonly revision: number;
  /** In the draft, 1-based, when it was found. */
  readonly line: number;
  readonly draft: string;
  readonly other: string;
}

export const TEXT = 'text';
export const PLACES = 'places';
const MOST_PLACES = 500;

export const textOf = (doc: Y.Doc): Y.Text => doc.getText(TEXT);
export const placesOf = (doc: Y.Doc): Y.Array<unknown> => doc.getArray(PLACES);

/** A text as drafts have it: its lines end in LF. The page's own ends come back when it is published. */
export const withPlainEnds = (text: string): string => text.replaceAll('\r\n', '\n');

/** The first state of a draft of a text. */
export const begun = (body: string): Uint8Array => {
  const doc = new Y.Doc();
  textOf(doc).insert(0, withPlainEnds(body));
  const state = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return state;
};

/** Makes the text of a draft into another, by as few insertions and deletions as can be. */
const become = (doc: Y.Doc, after: string, origin: unknown): void => {
  const text = textOf(doc);
  doc.transact(() => {
    for (const { at, remove, insert } of operations(text.toString(), after).toReversed()) {
      if (remove > 0) text.delete(at, remove);
      if (insert !== '') text.insert(at, insert);
    }
  }, origin);
};

/**
 * Takes another text of the same beginning into a draft. Where both changed the same words the draft's stay, and the place is kept in the draft
 * with both.
 */
export const takeIn = (
  doc: Y.Doc,
  {
    before,
    other,
    revision,
    origin,
  }: { readonly before: string; readonly other: string; readonly revision: number; readonly origin: unknown },
): void => {
  const merged = merge(withPlainEnds(before), textOf(doc).toString(), withPlainEnds(other));
  doc.transact(() => {
    become(doc, merged.text, origin);
    const places = placesOf(doc);
    const room = Math.max(0, MOST_PLACES - places.length);
    const known = new Set(openPlaces(doc).map((one) => `${one.draft}\0${one.other}`));
    const fresh = merged.conflicts.filter(({ standing, sent }) => !known.has(`${standing}\0${sent}`));
    const found = fresh.slice(0, room).map(({ line, standing, sent }) => ({
      ...{ id: Math.random().toString(36).slice(2), revision, line, draft: standing, other: sent },
    }));
    if (found.length > 0) places.push(found);
  }, origin);
};

/** [safety] Whoever writes in a draft writes this list, too: what is no place is left out. */
export const openPlaces = (doc: Y.Doc): readonly OpenPlace[] =>
  placesOf(doc)
    .toArray()
    .filter((one): one is OpenPlace => isPlace(one));

const isPlace = (one: unknown): boolean => {
  if (typeof one !== 'object' || one === null) return false;
  const { id, revision, line, draft, other } = one as Readonly<Record<string, unknown>>;
  return (
    typeof id === 'string' &&
    typeof revision === 'number' &&
    typeof line === 'number' &&
    typeof draft === 'string' &&
    typeof other === 'string'
  );
};

/** A place is settled: `other` stands where the draft's words were, or the draft's stay. False: the words are not there any more. */
export const settle = (doc: Y.Doc, { id, line, draft, other }: OpenPlace, takes: 'draft' | 'other', origin: unknown): boolean => {
  const text = textOf(doc);
  const now = text.toString();
  const near = nearest(now, draft, line);
  if (takes === 'other' && near === -1) return false;
  doc.transact(() => {
    if (takes === 'other') {
      text.delete(near, draft.length);
      text.insert(near, other);
    }
    const places = placesOf(doc);
    places.toArray().forEach((one, index) => {
      if (isPlace(one) && (one as OpenPlace).id === id) places.delete(index, 1);
    });
  }, origin);
  return true;
};

/** Where words stand, nearest to a line. Words that are none stand at the line's beginning. */
const nearest = (text: string, words: string, line: number): number => {
  let start = 0;
  for (let n = 1; n < line; n += 1) {
    const next = text.indexOf('\n', start);
    if (next === -1) break;
    start = next + 1;
  }
  if (words === '') return start;
  const [behind, ahead] = [text.lastIndexOf(words, start), text.indexOf(words, start)];
  if (behind === -1 || ahead === -1) return Math.max(behind, ahead);
  return start - behind < ahead - start ? behind : ahead;
};
