import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { isCode, lineAt } from './containers.ts';

/** `%%words%%`, and lines from `%%` to `%%`: what Obsidian shows to writers alone. Two signs that nothing closes stay. */
export const comments = (md: MarkdownIt): void => {
  md.block.ruler.before('fence', 'comment', block, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
  md.inline.ruler.before('text', 'comment', inline);
};

const block = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const first = (state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0);
  if (state.env['wiki'] !== true || !state.src.startsWith('%%', first) || isCode(state, start)) return false;
  const line = lineAt(state, start);
  const close = line.indexOf('%%', 2);
  if (close >= 0 && line.slice(close + 2).trim() !== '') return false;
  const last = close >= 0 ? start : closingLine(state, start, end);
  if (last === null) return false;
  if (!silent) state.line = last + 1;
  return true;
};

/** Looked for once from each that opens one: where the text ends without it, none below is closed either. */
const closingLine = (state: StateBlock, start: number, end: number): number | null => {
  state.env['lastComment'] ??= state.src.lastIndexOf('%%');
  if (Number(state.env['lastComment']) <= (state.eMarks[start] ?? 0)) return null;
  const tried = Number(state.env['comments'] ?? 0);
  state.env['comments'] = tried + 1;
  if (tried > MOST) return null;
  for (let line = start + 1; line < Math.min(end, start + FARTHEST); line += 1)
    if (lineAt(state, line).trimEnd().endsWith('%%')) return line;
  return null;
};

const [FARTHEST, MOST] = [5_000, 200];

const inline = (state: StateInline, silent: boolean): boolean => {
  const { src, pos, posMax } = state;
  if (state.env['wiki'] !== true || src.charCodeAt(pos) !== 37 || src.charCodeAt(pos + 1) !== 37) return false;
  if (/[\p{L}\p{N}%\\]/u.test(src.charAt(pos - 1))) return false;
  const found = /^%%[^%\n]{1,1000}%%(?![\p{L}\p{N}%])/u.exec(src.slice(pos, Math.min(posMax, pos + 1_010)));
  if (found === null) return false;
  if (!silent && state.pending.endsWith(' ')) state.pending = state.pending.slice(0, -1);
  state.pos += found[0].length;
  return true;
};
