import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

/** `[^1]` and, anywhere in the text, `[^1]: what it says`, which goes on as long as its lines are indented. */
export const footnotes = (md: MarkdownIt): void => {
  md.block.ruler.before('reference', 'footnote', definition, { alt: ['paragraph', 'reference'] });
  md.inline.ruler.before('link', 'footnote_ref', reference);
};

const notesOf = (env: Record<string | symbol, unknown>): Set<string> => {
  const known = env['notes'];
  if (known instanceof Set) return known;
  const notes = new Set<string>();
  env['notes'] = notes;
  return notes;
};

const keyOf = (label: string): string => label.toLowerCase();

const definition = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const from = (state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0);
  if (state.src.charCodeAt(from) !== 91 || state.src.charCodeAt(from + 1) !== 94) return false;
  if ((state.sCount[start] ?? 0) - state.blkIndent >= 4) return false;
  const found = /^\[\^([^\]\s]{1,100})\]:[ \t]*/.exec(state.src.slice(from, Math.min(state.eMarks[start] ?? 0, from + 300)));
  if (found?.[1] === undefined) return false;
  if (silent) return true;
  notesOf(state.env).add(keyOf(found[1]));
  state.push('note_open', '', 1).meta = { key: keyOf(found[1]) };

  const { blkIndent, parentType } = state;
  const [bMark, tShift, sCount] = [state.bMarks[start] ?? 0, state.tShift[start] ?? 0, state.sCount[start] ?? 0];
  // What follows the mark is the first line of what is four in.
  state.bMarks[start] = from + found[0].length;
  state.tShift[start] = 0;
  state.blkIndent += 4;
  state.sCount[start] = state.blkIndent;
  state.parentType = 'footnote';
  let last = start + 1;
  for (let line = start + 1; line < end; line += 1) {
    if (state.isEmpty(line)) continue;
    if ((state.sCount[line] ?? 0) >= state.blkIndent) last = line + 1;
    else if (line === last && !/^(?:\[\^[^\]\s]{1,100}\]:|[#>*+-]|\d{1,9}[.)]|```|~~~)/.test(lineAt(state, line)))
      last = line + 1;
    else break;
  }
  const lazy = lazyLines(state, start + 1, last);
  state.md.block.tokenize(state, start, last);
  for (const [line, count] of lazy) state.sCount[line] = count;
  state.blkIndent = blkIndent;
  state.parentType = parentType;
  state.bMarks[start] = bMark;
  state.tShift[start] = tShift;
  state.sCount[start] = sCount;
  state.line = Math.max(state.line, last);
  state.push('note_close', '', -1);
  return true;
};

const lineAt = (state: StateBlock, line: number): string =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);

/** A paragraph goes on in lines that are not indented: they count as if they were. */
const lazyLines = (state: StateBlock, from: number, to: number): readonly (readonly [number, number])[] => {
  const changed: [number, number][] = [];
  for (let line = from; line < to; line += 1) {
    const count = state.sCount[line] ?? 0;
    if (state.isEmpty(line) || count >= state.blkIndent) continue;
    changed.push([line, count]);
    state.sCount[line] = state.blkIndent;
  }
  return changed;
};

const reference = (state: StateInline, silent: boolean): boolean => {
  const { src, pos } = state;
  if (src.charCodeAt(pos) !== 91 || src.charCodeAt(pos + 1) !== 94) return false;
  const label = /^\[\^([^\]\s]{1,100})\]/.exec(src.slice(pos, pos + 110))?.[1];
  if (label === undefined || !notesOf(state.env).has(keyOf(label))) return false;
  if (!silent) state.push('note_ref', '', 0).meta = { key: keyOf(label) };
  state.pos = pos + label.length + 3;
  return true;
};
