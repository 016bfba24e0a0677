import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The kit's manner, by its variables: they reach into the shadow in which the editor stands. */
const theme = EditorView.theme({
  '&': {
    font: '400 13.5px/1.6 var(--mono)',
    color: 'var(--ink)',
    backgroundColor: 'transparent',
    maxHeight: 'var(--editor-most, 70dvh)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflow: 'auto', minHeight: 'var(--editor-height, 280px)' },
  '.cm-content': { padding: '10px 0 24px', caretColor: 'var(--go)' },
  '.cm-line': { padding: '0 12px 0 8px' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--soft)', border: '0', fontSize: '12px' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 6px 0 10px', minWidth: '30px' },
  '.cm-activeLine': { backgroundColor: 'var(--wash)' },
  '.cm-cursor': { borderLeftColor: 'var(--go)', borderLeftWidth: '2px' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--go-wash)',
  },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--go-wash)' },
  '.cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'transparent', color: 'var(--stop)' },
  '.cm-lintRange': { backgroundImage: 'none', paddingBottom: '0' },
  '.cm-lintRange-error': { textDecoration: 'underline wavy var(--stop) 1px', textUnderlineOffset: '4px' },
  '.cm-lintRange-warning': { textDecoration: 'underline dotted var(--soft) 2px', textUnderlineOffset: '4px' },
  '.cm-lintPoint::after': { borderBottomColor: 'var(--stop)' },
  '.cm-tooltip': {
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--card)',
    color: 'var(--ink)',
    boxShadow: '0 6px 24px var(--shade)',
    overflow: 'hidden',
    zIndex: '30',
  },
  '.cm-diagnostic': {
    font: '400 14px/1.45 var(--sans)',
    padding: '8px 12px',
    maxWidth: 'min(440px, 88vw)',
    borderInlineStart: '0',
  },
  '.cm-panel': { backgroundColor: 'var(--card)', color: 'var(--ink)' },
  '.cm-panels': { backgroundColor: 'var(--card)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    fontSize: '13.5px',
    maxHeight: 'min(280px, 40dvh)',
    minWidth: '200px',
    maxWidth: 'min(520px, 92vw)',
    padding: '4px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': {
    padding: '4px 10px',
    borderRadius: '6px',
    lineHeight: '20px',
    display: 'flex',
    justifyContent: 'space-between',
    gap: '16px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--go-wash)', color: 'var(--ink)' },
  '.cm-completionDetail': {
    fontFamily: 'var(--sans)',
    fontStyle: 'normal',
    color: 'var(--soft)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    marginInlineStart: '0',
  },
  '.cm-tooltip li[aria-selected] .cm-completionDetail': { color: 'var(--ink)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '@media (pointer: coarse)': {
    '&': { fontSize: '16px' },
    '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '11px 12px' },
  },
});

const words = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--go)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--soft)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--soft)' },
]);

export const look: Extension = [theme, syntaxHighlighting(words)];
