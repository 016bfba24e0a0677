import type { MarkdownIt, StateBlock } from 'markdown-it';
import { isCode, lineAt } from './containers.ts';

/**
 * Terms, each on a line of its own, and below them what they mean, behind `: `: PHP Markdown Extra, kramdown, Pandoc, MkDocs. Several terms share a meaning, one
 * has several, and a meaning goes on as long as its lines are two in. A term follows a meaning with an empty line between them or without.
 */
export const definitions = (md: MarkdownIt): void => {
  md.block.ruler.before('paragraph', 'definitions', list);
};

/** Terms of one meaning, and the characters of one. Longer is a paragraph. */
const [MOST_TERMS, LONGEST_TERM] = [4, 300];

const list = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  let meaning = silent ? null : meaningBelow(state, start, end);
  if (meaning === null) return false;
  state.push('dl_open', 'dl', 1);
  for (let at = start; meaning !== null; meaning = meaningBelow(state, at, end)) {
    for (let line = at; line < meaning && !state.isEmpty(line); line += 1) term(state, line);
    for (at = meaning; at < end && isMarked(state, at); at = skipEmpty(state, state.line, end))
      state.line = define(state, at, end, at > 0 && !state.isEmpty(at - 1));
  }
  state.push('dl_close', 'dl', -1);
  return true;
};

/** The first line of the meaning of the terms that begin here; null: they are none. */
const meaningBelow = (state: StateBlock, start: number, end: number): number | null => {
  for (let line = start; line < Math.min(end, start + MOST_TERMS); line += 1) {
    if (!isTerm(state, line, line === start)) return null;
    // Of a meaning behind an empty line only one line is the term: above it there may be a paragraph of several.
    const below = line === start ? skipEmpty(state, line + 1, Math.min(end, line + 3)) : line + 1;
    if (below < end && isMarked(state, below)) return below;
  }
  return null;
};

const isTerm = (state: StateBlock, line: number, first: boolean): boolean => {
  if (state.isEmpty(line) || isMarked(state, line) || (state.sCount[line] ?? 0) < state.blkIndent || isCode(state, line))
    return false;
  const words = lineAt(state, line);
  return (
    words.length <= LONGEST_TERM &&
    (first ? !words.startsWith('|') : !/^(?:[#>|]|[-*+][ \t]|\d{1,9}[.)][ \t]|```|~~~|:::)/.test(words))
  );
};

const isMarked = (state: StateBlock, line: number): boolean => {
  const count = (state.sCount[line] ?? 0) - state.blkIndent;
  return count >= 0 && count < 4 && /^:(?:[ \t]+\S|[ \t]*$)/.test(lineAt(state, line).slice(0, 300));
};

const skipEmpty = (state: StateBlock, from: number, end: number): number => {
  let line = from;
  while (line < end && state.isEmpty(line)) line += 1;
  return line;
};

const term = (state: StateBlock, line: number): void => {
  state.push('dt_open', 'dt', 1);
  const inline = state.push('inline', '', 0);
  inline.map = [line, line + 1];
  inline.content = lineAt(state, line).trim();
  inline.children = [];
  state.push('dt_close', 'dt', -1);
};

/** What stands behind the mark, up to the line that is given back. `tight`: a meaning of one paragraph is only its words. */
const define = (state: StateBlock, start: number, end: number, tight: boolean): number => {
  const { blkIndent, parentType, lineMax, tight: wasTight } = state;
  const [bMark, tShift, sCount] = [state.bMarks[start] ?? 0, state.tShift[start] ?? 0, state.sCount[start] ?? 0];
  const mark = bMark + tShift;
  const words = /^:[ \t]*/.exec(state.src.slice(mark, Math.min(state.eMarks[start] ?? 0, mark + 300)))?.[0].length ?? 1;
  const last = lastLine(state, start, end, sCount + 2);
  let least = sCount + 4;
  for (let line = start + 1; line < last; line += 1)
    if (!state.isEmpty(line) && (state.sCount[line] ?? 0) >= sCount + 2) least = Math.min(least, state.sCount[line] ?? 0);
  const first = state.tokens.length + 1;
  state.push('dd_open', 'dd', 1);
  const level = state.level;
  state.bMarks[start] = mark + words;
  state.tShift[start] = 0;
  state.blkIndent = least;
  state.sCount[start] = least;
  state.parentType = 'definition';
  state.lineMax = last;
  const lazy: [number, number][] = [];
  for (let line = start + 1; line < last; line += 1) {
    const count = state.sCount[line] ?? 0;
    if (state.isEmpty(line) || count >= least) continue;
    lazy.push([line, count]);
    state.sCount[line] = least;
  }
  state.md.block.tokenize(state, start, last);
  for (const [line, count] of lazy) state.sCount[line] = count;
  Object.assign(state, { blkIndent, parentType, lineMax, tight: wasTight });
  [state.bMarks[start], state.tShift[start], state.sCount[start]] = [bMark, tShift, sCount];
  if (tight) unwrap(state, first, level);
  state.push('dd_close', 'dd', -1);
  return last;
};

/** Behind the last line of a meaning: what is far enough in, and the lines of a paragraph that goes on, up to the next mark or term. */
const lastLine = (state: StateBlock, start: number, end: number, indent: number): number => {
  let last = start + 1;
  for (let line = start + 1; line < end; line += 1) {
    if (state.isEmpty(line)) continue;
    const inside = (state.sCount[line] ?? 0) >= indent;
    const goesOn = line === last && isTerm(state, line, false) && meaningBelow(state, line, Math.min(end, line + 2)) === null;
    if (!inside && !goesOn) break;
    last = line + 1;
  }
  return last;
};

/** A paragraph alone is only its words. */
const unwrap = ({ tokens }: StateBlock, first: number, level: number): void => {
  const blocks = tokens.slice(first).filter((token) => token.level === level && token.nesting >= 0 && token.type !== 'inline');
  const [only] = blocks;
  if (only?.type !== 'paragraph_open') return;
  const close = tokens.slice(first).find((token) => token.level === level && token.type === 'paragraph_close');
  if (blocks.slice(1).some(({ type }) => type === 'paragraph_open') || close === undefined) return;
  only.hidden = true;
  close.hidden = true;
};
