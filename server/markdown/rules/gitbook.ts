import type { MarkdownIt, StateBlock } from 'markdown-it';
import { isCode, lineAt } from './containers.ts';

/** GitBook's tags that open no box, and diagrams that its integration draws. */
export const gitBook = (md: MarkdownIt): void => {
  md.block.ruler.before(
    'container',
    'gitbook',
    (state, start, end, silent) => {
      const first = (state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0);
      if (!state.src.startsWith('{%', first) || isCode(state, start)) return false;
      return diagram(state, start, end, silent) || tag(state, start, silent);
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
};

const TAG =
  /^\{%-?[ \t]*(?:end)?(tabs?|content-ref|page-ref|code|embed|file|stepper|step|columns?|swagger(?:-[a-z]+)?|api-[a-z-]+|updates?|cards?)\b((?:[^%]|%(?!\})){0,2000})%\}[ \t]*$/;

/** What a tag says, if it is something to read. */
const tag = (state: StateBlock, start: number, silent: boolean): boolean => {
  const line = lineAt(state, start);
  const [whole, name = '', rest = ''] = TAG.exec(line) ?? [];
  if (whole === undefined) return false;
  if (silent) return true;
  state.line = start + 1;
  if (/^\{%-?[ \t]*end/.test(line)) return true;
  const said = (what: string): string => new RegExp(`\\b${what}=["“]([^"”]*)`).exec(rest)?.[1] ?? '';
  const title = name === 'tab' || name === 'code' ? said('title') : '';
  const href = { embed: said('url'), file: said('src'), 'page-ref': said('page') }[name] ?? '';
  if (title !== '') state.push('gitbook_title', '', 0).content = title;
  if (href !== '') state.push('gitbook_link', '', 0).content = href;
  return true;
};

const DIAGRAM = /^\{%-?[ \t]*@mermaid\/diagram[ \t]+content="/;
const [LONGEST_DIAGRAM, MOST_DIAGRAMS] = [500, 500];

/** `{% @mermaid/diagram content="graph TD` to `" %}`: a diagram. Empty lines are part of it. */
const diagram = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const opening = DIAGRAM.exec(lineAt(state, start))?.[0];
  const tried = Number(state.env['diagrams'] ?? 0);
  if (opening === undefined || tried > MOST_DIAGRAMS) return false;
  state.env['diagrams'] = tried + 1;
  for (let last = start; last < Math.min(end, start + LONGEST_DIAGRAM); last += 1) {
    if (!/%\}[ \t]*$/.test(lineAt(state, last))) continue;
    if (silent) return true;
    const whole = state.getLines(start, last + 1, state.blkIndent, false).trim();
    const token = state.push('fence', 'code', 0);
    token.info = 'mermaid';
    token.content = `${whole
      .slice(opening.length)
      .replace(/"[^"\n]*%\}$/, '')
      .replace(/\\(?=[[\]_*<>])/g, '')
      .trimEnd()}\n`;
    state.line = last + 1;
    return true;
  }
  return false;
};
