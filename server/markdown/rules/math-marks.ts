import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';

/** Characters of a formula; a longer one is a text with dollars. */
const LONGEST = 5_000;

/** `$…$` within a line, `$$…$$` on lines of its own, or within one as well. Prices are none: `$5 and $10`. */
export const mathMarks = (md: MarkdownIt): void => {
  md.inline.ruler.after('escape', 'math', inline);
  md.block.ruler.before('fence', 'math_block', block, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
};

const DOLLAR = 36;

const inline = (state: StateInline, silent: boolean): boolean => {
  const { src, pos } = state;
  if (src.charCodeAt(pos) !== DOLLAR) return false;
  const marks = src.charCodeAt(pos + 1) === DOLLAR ? 2 : 1;
  const from = pos + marks;
  if (from >= state.posMax || (marks === 1 && /\s/.test(src.charAt(from)))) return false;
  const end = closing(state, from, marks);
  if (end === null) return false;
  if (!silent) {
    const token = state.push('math', '', 0);
    // GitHub's other way to write it: $`x`$.
    token.content = src.slice(from, end).replace(/^`([\s\S]*)`$/, '$1');
    token.meta = { display: marks === 2 && isAlone(src, pos, end + marks) };
  }
  state.pos = end + marks;
  return true;
};

/** Whether no words stand beside it on its line: within a sentence GitBook means `$$x$$` as others mean `$x$`. */
const isAlone = (src: string, from: number, to: number): boolean =>
  /(?:^|\n)[ \t]*$/.test(src.slice(Math.max(0, from - 200), from)) && /^[ \t]*(?:\n|$)/.test(src.slice(to, to + 200));

const closing = (state: StateInline, from: number, marks: number): number | null => {
  const { src } = state;
  // Where none was found, none is looked for again: a line of dollars costs its length once.
  const none = `no-math-${marks}`;
  const known = state.env[none];
  if (known === src) return null;
  const mark = '$'.repeat(marks);
  for (let at = src.indexOf(mark, from); at >= 0 && at < state.posMax && at - from <= LONGEST; at = src.indexOf(mark, at + 1)) {
    if (isEscaped(src, at)) continue;
    if (marks === 2) return at > from ? at : null;
    if (src.charCodeAt(at + 1) === DOLLAR) return null;
    if (/\s/.test(src.charAt(at - 1)) || /\d/.test(src.charAt(at + 1))) return null;
    return at > from ? at : null;
  }
  if (src.indexOf(mark, from) < 0) state.env[none] = src;
  return null;
};

const isEscaped = (src: string, at: number): boolean => {
  let back = at - 1;
  while (src.charCodeAt(back) === 92) back -= 1;
  return (at - back) % 2 === 0;
};

const block = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const from = (state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0);
  if (!state.src.startsWith('$$', from) || (state.sCount[start] ?? 0) - state.blkIndent >= 4) return false;
  // Outline writes three.
  const marks = /^\$\$\$[ \t]*$/.test(state.src.slice(from, state.eMarks[start])) ? '$$$' : '$$';
  const closer = marks === '$$$' ? /\$\$\$[ \t]*$/ : /\$\$[ \t]*$/;
  const first = state.src.slice(from + marks.length, state.eMarks[start]);
  const alone = /^(.*\S.*)\$\$[ \t]*$/.exec(first)?.[1];
  let last = start;
  let content = alone;
  if (content === undefined) {
    if (first.includes('$$')) return false;
    for (last = start + 1; last < end && last - start < 200; last += 1) {
      const line = state.src.slice((state.bMarks[last] ?? 0) + (state.tShift[last] ?? 0), state.eMarks[last]);
      if ((state.sCount[last] ?? 0) < state.blkIndent && !state.isEmpty(last)) return false;
      if (closer.test(line)) {
        content = `${first}\n${state.getLines(start + 1, last, state.blkIndent, true)}${line.replace(closer, '')}`;
        break;
      }
    }
  }
  if (content === undefined || content.length > LONGEST) return false;
  if (silent) return true;
  const token = state.push('math', '', 0);
  token.block = true;
  token.content = content.trim();
  token.meta = { display: true };
  state.line = last + 1;
  return true;
};
