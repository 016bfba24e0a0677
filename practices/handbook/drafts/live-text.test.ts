import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { begun, openPlaces, placesOf, settle, takeIn, textOf } from './live-text.ts';

const draftOf = (body: string): Y.Doc => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, begun(body));
  return doc;
};
const said = (doc: Y.Doc): string => textOf(doc).toString();
const PAGE = '# On call\n\nOne of us each week.\n\nCall the deputy.\n';

describe('what was published meanwhile', () => {
  it('comes into a draft beside what was typed, and carets stay where they are', () => {
    const doc = draftOf(PAGE);
    textOf(doc).insert(said(doc).indexOf('deputy'), 'first ');
    const caret = Y.createRelativePositionFromTypeIndex(textOf(doc), said(doc).indexOf('deputy'));
    takeIn(doc, { before: PAGE, other: PAGE.replace('One', 'Two'), revision: 2, origin: null });
    expect(said(doc)).toBe('# On call\n\nTwo of us each week.\n\nCall the first deputy.\n');
    const at = Y.createAbsolutePositionFromRelativePosition(caret, doc)?.index ?? -1;
    expect(said(doc).slice(at, at + 6)).toBe('deputy');
    expect(openPlaces(doc)).toEqual([]);
  });
  it('is kept beside the draft’s words where both changed the same, until somebody chooses', () => {
    const doc = draftOf(PAGE);
    textOf(doc).delete(said(doc).indexOf('One'), 3);
    textOf(doc).insert(said(doc).indexOf(' of us'), 'Three');
    takeIn(doc, { before: PAGE, other: PAGE.replace('One', 'Two'), revision: 2, origin: null });
    expect(said(doc)).toContain('Three of us each week.');
    const [place] = openPlaces(doc);
    expect(place).toMatchObject({ revision: 2, line: 3, draft: 'Three of us each week.\n', other: 'Two of us each week.\n' });
    if (!place) throw new Error('no place');
    expect(settle(doc, place, 'other', null)).toBe(true);
    expect(said(doc)).toContain('\n\nTwo of us each week.\n');
    expect(openPlaces(doc)).toEqual([]);
  });
  it('can be refused, and words that are gone cannot be replaced', () => {
    const doc = draftOf(PAGE);
    const place = { id: '1', revision: 2, line: 3, draft: 'Nobody\n', other: 'Two\n' };
    placesOf(doc).push([place]);
    expect(settle(doc, place, 'other', null)).toBe(false);
    expect(openPlaces(doc)).toHaveLength(1);
    expect(settle(doc, place, 'draft', null)).toBe(true);
    expect(openPlaces(doc)).toEqual([]);
    expect(said(doc)).toBe(PAGE);
  });
});

it('a text with CRLF is written in with plain line ends', () => {
  expect(said(draftOf('a\r\nb\r\n'))).toBe('a\nb\n');
});

it('what is no place in the list of places is left out', () => {
  const doc = draftOf(PAGE);
  placesOf(doc).push(['<script>', 5, null, { id: 1 }]);
  expect(openPlaces(doc)).toEqual([]);
});
