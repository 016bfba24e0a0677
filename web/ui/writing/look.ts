import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** The kit's manner, by its variables: they reach into the shadow in which the editor stands. */
const theme = EditorView.theme({
  '&': { font: '400 17px/1.62 var(--serif)', color: 'var(--ink)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'inherit', lineHeight: 'inherit', overflowX: 'auto' },
  '.cm-content': {
    padding: '14px 16px 40px',
    maxWidth: 'calc(min(70ch, 36em) + 32px)',
    minHeight: 'var(--editor-height, 320px)',
    caretColor: 'var(--go)',
  },
  '.cm-line': { padding: '0', textAlign: 'match-parent' },
  '.cm-placeholder': { color: 'var(--soft)', fontStyle: 'italic' },
  '.cm-selectionMatch': { backgroundColor: 'var(--go-wash)' },
  '::selection': { backgroundColor: 'var(--go-wash)' },
  '.cm-line.cm-codeLine': { fontFamily: 'var(--mono)', fontSize: '14px', backgroundColor: 'var(--wash)', padding: '0 8px' },
  '.cm-line.cm-codeLine span, .cm-line.cm-tableLine span': { fontSize: 'inherit' },
  '.cm-line.cm-quoteLine': { borderInlineStart: '3px solid var(--line)', paddingInlineStart: '12px' },
  '.cm-line.cm-tableLine': { fontFamily: 'var(--mono)', fontSize: '14px' },
  '.cm-tooltip': {
    border: '1px solid var(--line)',
    borderRadius: 'var(--radius)',
    backgroundColor: 'var(--card)',
    color: 'var(--ink)',
    boxShadow: '0 6px 24px var(--shade)',
    overflow: 'hidden',
    zIndex: '30',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--sans)',
    fontSize: '14.5px',
    maxHeight: 'min(320px, 44dvh)',
    minWidth: '220px',
    maxWidth: 'min(420px, 92vw)',
    padding: '4px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '6px 10px', borderRadius: '6px', lineHeight: '20px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--go-wash)', color: 'var(--ink)' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li.cm-suggested': { display: 'flex', alignItems: 'center', gap: '9px' },
  '.cm-suggestedMarks': {
    flex: 'none',
    display: 'flex',
    alignItems: 'center',
    gap: '9px',
    color: 'var(--soft)',
    fontVariantNumeric: 'tabular-nums',
  },
  '.cm-suggestedMarks svg': {
    width: '16px',
    height: '16px',
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: '1.3',
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  },
  '.cm-suggested > .cm-completionLabel': { minWidth: '0', overflow: 'hidden', textOverflow: 'ellipsis' },
  '.cm-suggested > .cm-completionDetail': {
    flex: 'none',
    marginInlineStart: 'auto',
    paddingInlineStart: '8px',
    fontSize: '13px',
  },
  '.cm-completionDetail': { fontStyle: 'normal', color: 'var(--soft)', marginInlineStart: '12px' },
  'li[aria-selected] > .cm-completionDetail, li[aria-selected] > .cm-suggestedMarks': { color: 'inherit' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-caretOf': { position: 'relative', borderInlineStart: '2px solid var(--soft)', marginInline: '-1px' },
  '.cm-caretOf > span': {
    position: 'absolute',
    insetInlineStart: '-2px',
    bottom: '100%',
    padding: '0 5px',
    borderRadius: '4px 4px 4px 0',
    backgroundColor: 'var(--soft)',
    color: 'var(--paper)',
    font: '500 11px/16px var(--sans)',
    whiteSpace: 'nowrap',
    pointerEvents: 'none',
  },
  '.cm-line:first-child .cm-caretOf > span': { bottom: 'auto', top: '100%' },
  '@media (pointer: coarse)': { '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '11px 12px' } },
});

const words = HighlightStyle.define([
  { tag: tags.heading1, fontFamily: 'var(--sans)', fontSize: '1.42em', fontWeight: '680', lineHeight: '1.35' },
  { tag: tags.heading2, fontFamily: 'var(--sans)', fontSize: '1.2em', fontWeight: '650', lineHeight: '1.4' },
  { tag: tags.heading3, fontFamily: 'var(--sans)', fontSize: '1.06em', fontWeight: '640' },
  { tag: [tags.heading4, tags.heading5, tags.heading6], fontFamily: 'var(--sans)', fontSize: '0.96em', fontWeight: '640' },
  { tag: tags.strong, fontWeight: '680' },
  { tag: tags.emphasis, fontStyle: 'italic' },
  { tag: tags.strikethrough, textDecoration: 'line-through' },
  { tag: tags.monospace, fontFamily: 'var(--mono)', fontSize: '0.84em' },
  { tag: tags.link, color: 'var(--go)' },
  { tag: tags.url, color: 'var(--soft)' },
  {
    tag: [tags.processingInstruction, tags.contentSeparator, tags.labelName, tags.meta],
    color: 'var(--soft)',
    fontWeight: '400',
  },
  { tag: tags.quote, color: 'var(--ink)' },
  { tag: [tags.comment, tags.angleBracket, tags.tagName, tags.attributeName, tags.attributeValue], color: 'var(--soft)' },
]);

export const look: Extension = [theme, syntaxHighlighting(words)];
