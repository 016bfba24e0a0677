import type { MarkdownIt, StateBlock, StateInline } from 'markdown-it';
import { boxOf, boxed, isCode, lineAt, linkOf, paragraph, shownWithin, type Box } from './containers.ts';

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

const ATTRIBUTES = String.raw`((?:\s+[\w-]{1,40}(?:=(?:"[^"]{0,300}"|'[^']{0,300}'|\{(?:[^{}]|\{[^{}]{0,100}\}){0,300}\}))?){0,20})\s*`;
const OPENING = new RegExp(String.raw`^<([A-Z][\w.]{0,80})${ATTRIBUTES}>[ \t]*$`);
/** `<Card title="Pay" href="/pay" />` */
const ALONE = new RegExp(String.raw`^<([A-Z][\w.]{0,80})${ATTRIBUTES}/>[ \t]*$`);
/** `<Note>Words.</Note>` */
const ON_ONE_LINE = new RegExp(String.raw`^<([A-Z][\w.]{0,80})${ATTRIBUTES}>[ \t]*(\S.{0,5000}?)[ \t]*</\1>[ \t]*$`);
const MOST_LINES = 10;

const component = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const first = (state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0);
  if (state.src.charCodeAt(first) !== 60 || isCode(state, start)) return false;
  const line = lineAt(state, start);
  const name = /^<\/?([A-Z][\w.]{0,80})(?=[\s/>]|$)/.exec(line)?.[1];
  if (name === undefined) return false;
  if (line.startsWith('</')) {
    if (!/^<\/[\w.]+>[ \t]*$/.test(line)) return false;
    if (!silent) state.line = start + 1;
    return true;
  }
  const short = ON_ONE_LINE.exec(line);
  if (short !== null && boxFor(name, short[2] ?? '') !== null) {
    if (!silent) boxedLine(state, start, name, short[2] ?? '', short[3] ?? '');
    return true;
  }
  // No tag of HTML has a point in its name.
  if (short !== null && (titleIn(short[2] ?? '') !== '' || name.includes('.'))) {
    if (silent) return true;
    if (titleIn(short[2] ?? '') !== '') heading(state, titleIn(short[2] ?? ''), said(short[2] ?? '', 'href|to|link'));
    paragraph(state, short[3] ?? '');
    state.line = start + 1;
    return true;
  }
  let [tag, last] = [line, start + 1];
  while (!tag.includes('>') && last < end && last - start < MOST_LINES && !state.isEmpty(last)) {
    tag += `\n${lineAt(state, last)}`;
    last += 1;
  }
  const alone = ALONE.exec(tag);
  if (alone !== null) {
    const [title, href] = [titleIn(alone[2] ?? ''), said(alone[2] ?? '', 'href|to|link')];
    if (silent) return true;
    state.line = last;
    // What only its program shows stays as it is written, and what stands below it is no part of it.
    if (title === '' || href === '') state.push('html_block', '', 0).content = tag;
    else heading(state, title, href);
    const words = title === '' ? '' : said(alone[2] ?? '', 'description');
    if (words !== '') paragraph(state, words);
    return true;
  }
  const opening = namesIn(state).closed.has(name) ? OPENING.exec(tag) : null;
  if (opening === null) return false;
  const attributes = opening[2] ?? '';
  const box = boxFor(name, attributes);
  const [title, href] = [titleIn(attributes), said(attributes, 'href|to|link')];
  const step = stepsOf(name);
  if (box !== null && boxed(state, last - 1, end, silent, { box, title, step, tag: true })) return true;
  if (silent) return true;
  if (title !== '') heading(state, title, href);
  if (!shownWithin(state, last - 1, end, step)) state.line = last;
  return true;
};

const said = (attributes: string, names: string): string => {
  const [, a, b] = new RegExp(String.raw`\s(?:${names})=(?:"([^"]{1,300})"|'([^']{1,300})')`).exec(attributes) ?? [];
  return a ?? b ?? '';
};

const titleIn = (attributes: string): string => said(attributes, 'label|title|header|summary');

/** What other systems show in a box: `<Note>`, `<Callout type="warning">`, `<Accordion title="More">`. */
const boxFor = (name: string, attributes: string): Box | null => {
  if (/^(?:Callout|Aside|Admonition|Alert)$/.test(name)) {
    const box = boxOf(said(attributes, 'type|kind|variant|intent'));
    return box === null || box === 'details' ? 'note' : box;
  }
  if (/^(?:Accordion|Details|Expandable|Collapse|Collapsible|Toggle)$/.test(name))
    return titleIn(attributes) === '' ? null : 'details';
  return /^(?:Note|Info|Tip|Check|Success|Warning|Caution|Danger|Error|Important)$/.test(name) ? boxOf(name) : null;
};

const heading = (state: StateBlock, title: string, href: string): void => {
  if (href === '') {
    state.push('gitbook_title', '', 0).content = title;
    return;
  }
  paragraph(state, `**${linkOf(title, href)}**`);
};

const boxedLine = (state: StateBlock, start: number, name: string, attributes: string, words: string): void => {
  state.push('container_open', '', 1).meta = { box: boxFor(name, attributes), title: titleIn(attributes) };
  paragraph(state, words);
  state.push('container_close', '', -1);
  state.line = start + 1;
};

/** Whether a line opens another of the name, closes one, or neither. */
const stepsOf =
  (name: string) =>
  (line: string): 1 | -1 | 0 => {
    if (line.startsWith(`</${name}>`)) return -1;
    if (!line.startsWith(`<${name}`) || !/^[\s>]|^$/.test(line.slice(name.length + 1))) return 0;
    return /\/>[ \t]*$/.test(line) || line.includes(`</${name}>`) ? 0 : 1;
  };

const LONGEST_COMMENT = 2_000;

const comment = (state: StateInline): boolean => {
  if (!state.src.startsWith('{/*', state.pos)) return false;
  const end = state.src.slice(state.pos, state.pos + LONGEST_COMMENT).indexOf('*/}');
  if (end < 0) return false;
  state.pos += end + 3;
  return true;
};
