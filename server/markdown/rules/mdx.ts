import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { isCode, lineAt } from './containers.ts';

/**
 * Markdown with components, as Docusaurus has it: what it imports for itself is not shown, nor are the marks around what a component holds, nor its
 * comments. A name in angle brackets that nothing closes is somebody's blank to fill in, and stays.
 */
export const mdx = (md: MarkdownIt): void => {
  md.block.ruler.before('fence', 'mdx_import', imported);
  md.block.ruler.before('html_block', 'mdx_component', component, { alt: ['paragraph', 'reference', 'blockquote'] });
  md.inline.ruler.before('text', 'mdx_comment', comment);
};

const LONGEST_PART = 200;

/** Names that stand behind `<` or `{` somewhere in the text, and those that are closed: looked for once. */
const namesIn = (state: StateBlock): { readonly used: ReadonlySet<string>; readonly closed: ReadonlySet<string> } => {
  const known: unknown = state.env['components'];
  if (known instanceof Names) return known;
  const found = new Names();
  for (const [, closing, name = ''] of state.src.matchAll(/[<{](\/?)([A-Za-z][\w.]{0,80})/g))
    if (found.used.size < MOST_NAMES) (closing === '/' ? found.closed : found.used).add(name);
  state.env['components'] = found;
  return found;
};

class Names {
  readonly used = new Set<string>();
  readonly closed = new Set<string>();
}

const MOST_NAMES = 10_000;

const imported = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  if (silent || state.level > 0 || (state.tShift[start] ?? 0) > 0) return false;
  const line = lineAt(state, start);
  const made = EXPORT.exec(line);
  if (made !== null) {
    const last = endOfCode(state, start, end) ?? (namesIn(state).used.has(made[1] ?? '') ? endOfPart(state, start, end) : null);
    if (last === null) return false;
    state.line = last;
    return true;
  }
  if (!isImport(state, line)) return false;
  let last = start + 1;
  while (last < end && last - start < LONGEST_PART && !state.isEmpty(last) && isImport(state, lineAt(state, last))) last += 1;
  state.line = last;
  return true;
};

const EXPORT =
  /^export (?:(?:const|let|var) ([A-Za-z_$][\w$]{0,80})[ \t]*(?::[^=]{1,200})?=|(?:default )?(?:async )?function\b[ \t]*([A-Za-z_$][\w$]{0,80})?[ \t]*\()/;

const endOfPart = (state: StateBlock, start: number, end: number): number => {
  let last = start + 1;
  while (last < end && last - start < LONGEST_PART && !state.isEmpty(last)) last += 1;
  return last;
};

/** The line behind what is exported: its brackets are closed there, empty lines among them or not. Null: they are not. */
const endOfCode = (state: StateBlock, start: number, end: number): number | null => {
  let depth = 0;
  for (let line = start; line < Math.min(end, start + LONGEST_PART); line += 1) {
    const code = lineAt(state, line).replace(OUTSIDE_CODE, '').trimEnd();
    for (const sign of code) depth += '([{'.includes(sign) ? 1 : ')]}'.includes(sign) ? -1 : 0;
    if (depth < 0) return null;
    if (depth === 0 && (/[;)}\]]$/.test(code) || line + 1 >= end || state.isEmpty(line + 1))) return line + 1;
  }
  return null;
};

/** Words in quotes, and what is said beside the code. */
const OUTSIDE_CODE = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|\/\/.*$/g;

const isImport = (state: StateBlock, line: string): boolean => {
  const names = /^import ([\w{}*, ]{1,300}) from (?:"[^"]{1,300}"|'[^']{1,300}');?[ \t]*$/.exec(line)?.[1];
  return names !== undefined && [...names.matchAll(/\w+/g)].slice(0, 20).some(([name]) => namesIn(state).used.has(name));
};

const OPENING = /^<([A-Z][\w.]{0,80})((?:\s+[\w-]{1,40}(?:=(?:"[^"]{0,300}"|'[^']{0,300}'|\{[^{}]{0,300}\}))?){0,20})\s*>[ \t]*$/;
const MOST_LINES = 10;

const component = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const first = (state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0);
  if (state.src.charCodeAt(first) !== 60 || isCode(state, start)) return false;
  const line = lineAt(state, start);
  const name = /^<\/?([A-Z][\w.]{0,80})(?=[\s>]|$)/.exec(line)?.[1];
  if (name === undefined) return false;
  if (line.startsWith('</')) {
    if (!/^<\/[\w.]+>[ \t]*$/.test(line)) return false;
    if (!silent) state.line = start + 1;
    return true;
  }
  if (!namesIn(state).closed.has(name)) return false;
  let [tag, last] = [line, start + 1];
  while (!tag.includes('>') && last < end && last - start < MOST_LINES && !state.isEmpty(last)) {
    tag += `\n${lineAt(state, last)}`;
    last += 1;
  }
  const opening = OPENING.exec(tag);
  if (opening === null) return false;
  if (silent) return true;
  const title = /\s(?:label|title|header|summary)=(?:"([^"]{1,300})"|'([^']{1,300})')/.exec(opening[2] ?? '');
  if (title !== null) state.push('gitbook_title', '', 0).content = title[1] ?? title[2] ?? '';
  state.line = last;
  return true;
};

const LONGEST_COMMENT = 2_000;

const comment = (state: StateInline): boolean => {
  if (!state.src.startsWith('{/*', state.pos)) return false;
  const end = state.src.slice(state.pos, state.pos + LONGEST_COMMENT).indexOf('*/}');
  if (end < 0) return false;
  state.pos += end + 3;
  return true;
};
