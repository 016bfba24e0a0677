import type { MarkdownIt, StateInline } from 'markdown-it';

/** `[[Title]]`, `[[Title|words]]`, `![[picture.png]]`. As importing reads them (practices/handbook). */
export const wikiLinks = (md: MarkdownIt): void => {
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
