import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { listOfBlock, listOfHeading, listWithin, nameOfBlock, type AttributeList } from '#kernel/text/attribute-lists.ts';
import { isCode, lineAt } from './containers.ts';

/** What other systems write of a heading, a link or a block in braces: an id is kept, and the rest is not shown. As importing reads it (practices/handbook). */
export const attributes = (md: MarkdownIt): void => {
  md.block.ruler.before('fence', 'attributes', block, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
  md.inline.ruler.before('text', 'attributes', inline);
  md.core.ruler.after('block', 'attributes', ({ tokens }) => {
    for (const [index, { type }] of tokens.entries()) {
      const words = type === 'heading_open' ? tokens[index + 1] : undefined;
      const list = words === undefined ? null : listOfHeading(words.content);
      if (words === undefined || list === null) continue;
      words.content = words.content.slice(0, words.content.length - list.length);
      if (list.id !== null) tokens[index]?.attrSet('id', list.id);
    }
  });
};

const block = (state: StateBlock, start: number, _: number, silent: boolean): boolean => {
  const sign = state.src.charCodeAt((state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0));
  if ((sign !== 123 && sign !== 40 && sign !== 105 && sign !== 99) || isCode(state, start)) return false;
  const list = listOfBlock(lineAt(state, start));
  if (list === null) return false;
  if (silent) return true;
  if (sign === 123 && CONTENTS.test(lineAt(state, start))) withoutItem(state);
  const above = sign === 123 && state.tokens.at(-1)?.type === 'heading_close' ? state.tokens.at(-3) : undefined;
  if (above !== undefined && list.id !== null) above.attrSet('id', list.id);
  else if (list.id !== null) state.push('html_block', '', 0).content = anchor(list.id);
  state.line = start + 1;
  return true;
};

/** kramdown: the list above gives way to one of the page’s headings, which every page here has beside it. */
const CONTENTS = /^\{:[ \t]*toc\b/;

const withoutItem = ({ tokens }: StateBlock): void => {
  const from = tokens.length - ITEM.length;
  const [, kind] = /^(bullet|ordered)_list_open$/.exec(tokens[from]?.type ?? '') ?? [];
  if (kind !== undefined && ITEM.every((type, n) => tokens[from + n]?.type.replace(kind, '') === type)) tokens.splice(from);
};

/** A list of one item with one paragraph. */
const ITEM = ['_list_open', 'list_item_open', 'paragraph_open', 'inline', 'paragraph_close', 'list_item_close', '_list_close'];

const inline = (state: StateInline, silent: boolean): boolean => {
  const list = listAt(state);
  if (list === null || state.pos + list.length > state.posMax) return false;
  if (!silent && list.id !== null) state.push('html_inline', '', 0).content = anchor(list.id);
  state.pos += list.length;
  return true;
};

const listAt = ({ src, pos }: StateInline): AttributeList | null => {
  if (src.charCodeAt(pos) === 123) return listWithin(src, pos);
  const name = src.charCodeAt(pos) === 94 && src.length - pos < 70 ? nameOfBlock(src) : null;
  return name !== null && name.length === src.length - pos ? name : null;
};

const anchor = (id: string): string => `<span id="${id.replaceAll('&', '&amp;')}"></span>`;
