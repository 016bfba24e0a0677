import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { isCode, lineAt } from './containers.ts';

/** `[[Title]]`, `[[Title|words]]`, `![[picture.png]]`. As importing reads them (practices/handbook). */
export const wikiLinks = (md: MarkdownIt): void => {
  md.block.ruler.before('fence', 'contents', contents);
  md.inline.ruler.before('link', 'wiki', (state, silent) => wiki(state, silent, 0));
  md.inline.ruler.before(
    'image',
    'wiki_embed',
    (state, silent) => state.src.charCodeAt(state.pos) === 33 && wiki(state, silent, 1),
  );
};

const wiki = (state: StateInline, silent: boolean, offset: number): boolean => {
  if (state.env['wiki'] !== true) return false;
  const { src, pos } = state;
  if (src.charCodeAt(pos + offset) !== 91 || src.charCodeAt(pos + offset + 1) !== 91) return false;
  const found = /^\[\[([^[\]\n|]{1,500})(?:\|([^[\]\n]{0,500}))?\]\](?!\()/.exec(src.slice(pos + offset, pos + offset + 1_010));
  if (found === null) return false;
  const target = found[1]?.replace(/\\$/, '').trim() ?? '';
  if (target === '') return false;
  if (!silent) state.push(offset === 0 ? 'wiki' : 'wiki_embed', '', 0).meta = { target, words: found[2]?.trim() ?? '' };
  state.pos += offset + found[0].length;
  return true;
};

/** `[TOC]` and `[[toc]]` alone on their line: where others list the headings, which every page here has beside it. */
const contents = (state: StateBlock, start: number, _: number, silent: boolean): boolean => {
  if (silent || isCode(state, start)) return false;
  const line = lineAt(state, start);
  if (!/^(?:\[TOC\]|\[\[_?toc_?\]\])[ \t]*$/i.test(line)) return false;
  state.env['tocNamed'] ??= state.src.includes('[TOC]:');
  if (state.env['tocNamed'] === true) return false;
  state.line = start + 1;
  return true;
};
