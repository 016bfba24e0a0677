import type { MarkdownIt, StateBlock } from 'markdown-it';
import { directiveOf, isRun } from '#kernel/text/directives.ts';
import { boxOf, isCode, lineAt, type Box } from './containers.ts';

/**
 * Blocks that say what they are in braces: ```` ```{note} Title ```` and `:::{note}` of MyST, ```` ```{python} ```` of Quarto; and ```` ```admonish tip "Title" ````
 * of mdBook. What is in them is Markdown, or code where they say so.
 */
export const directives = (md: MarkdownIt): void => {
  md.block.ruler.before('container', 'directive', directive, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
  md.block.ruler.before('container', 'aside', aside, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
};

/** Docsify's paragraphs: `?> A tip.`, `!> Important.` */
const aside = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const from = (state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0);
  const sign = state.src.charCodeAt(from);
  if ((sign !== 63 && sign !== 33) || !/^[?!]>[ \t]+\S/.test(state.src.slice(from, from + 50)) || isCode(state, start))
    return false;
  if (silent) return true;
  let last = start + 1;
  while (
    last < end &&
    !state.isEmpty(last) &&
    (state.sCount[last] ?? 0) >= state.blkIndent &&
    !NEXT.test(lineAt(state, last).slice(0, 20))
  )
    last += 1;
  state.push('container_open', '', 1).meta = { box: sign === 63 ? 'tip' : 'important', title: '' };
  state.push('paragraph_open', 'p', 1);
  const inline = state.push('inline', '', 0);
  inline.content = state.getLines(start, last, state.blkIndent, false).trimStart().slice(2).trim();
  inline.map = [start, last];
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
  state.push('container_close', '', -1);
  state.line = last;
  return true;
};
const NEXT = /^(?:[?!]>|#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|>|```|~~~|:::)/;

const OPENING = /^(`{3,}|~{3,}|:{3,})[ \t]*(?:\{([A-Za-z][\w:-]{0,40})\}|(admonish)\b)[ \t]*([^`\n]{0,500}?)[ \t]*$/;
/** Lines that one is looked for in, and blocks of a text whose ends are looked for. */
const [FARTHEST, MOST] = [5_000, 1_000];

interface Block {
  readonly start: number;
  /** The first line behind what it says of itself, and the line that closes it. */
  readonly from: number;
  readonly close: number;
  readonly options: ReadonlyMap<string, string>;
}

const directive = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const sign = state.src.charCodeAt((state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0));
  if ((sign !== 96 && sign !== 126 && sign !== 58) || isCode(state, start)) return false;
  const [, marks = '', name = '', admonish, said = ''] = OPENING.exec(lineAt(state, start).slice(0, 1_000)) ?? [];
  if (marks === '') return false;
  const kind = admonish !== undefined ? 'box' : isRun(name) ? 'code' : directiveOf(name);
  const tried = Number(state.env['directives'] ?? 0);
  if (kind === null || tried > MOST) return false;
  state.env['directives'] = tried + 1;
  const close = closingLine(state, start, end, marks);
  if (close === null) return false;
  if (silent) return true;
  const block = blockOf(state, start, close);
  if (kind === 'code' || kind === 'formula') {
    const token = state.push(kind === 'formula' ? 'math' : 'fence', '', 0);
    token.info = name === 'mermaid' || isRun(name) ? name : (said.split(/\s/)[0] ?? '');
    token.content = state.getLines(block.from, close, state.sCount[start] ?? 0, true);
    if (kind === 'formula') token.meta = { display: true };
  } else if (kind === 'picture') pictured(state, said, block);
  else if (kind !== 'nothing') boxed(state, admonish === undefined ? { ...titleOf(name, said), name } : admonished(said), block);
  state.line = close + 1;
  return true;
};

const closingLine = (state: StateBlock, start: number, end: number, marks: string): number | null => {
  const [sign, least] = [marks.charAt(0), marks.length];
  let depth = 1;
  for (let line = start + 1; line < Math.min(end, start + FARTHEST); line += 1) {
    if ((state.sCount[line] ?? 0) < state.blkIndent && !state.isEmpty(line)) return null;
    const text = lineAt(state, line);
    if (!text.startsWith(marks)) continue;
    const rest = text.slice(text.length - text.replace(/^[`~:]+/, '').length);
    if (rest.trim() !== '') depth += sign === ':' && /^:+[ \t]*[A-Za-z{]/.test(text) ? 1 : 0;
    else if (text.trimEnd() === sign.repeat(text.trimEnd().length) && text.trimEnd().length >= least && (depth -= 1) === 0)
      return line;
  }
  return null;
};

/** Without its options: `:class: wide` line by line, or YAML between `---`. */
const blockOf = (state: StateBlock, start: number, close: number): Block => {
  const options = new Map<string, string>();
  let from = start + 1;
  const note = (line: string, form: RegExp): boolean => {
    const [, key, value = ''] = form.exec(line.slice(0, 1_000)) ?? [];
    if (key !== undefined) options.set(key, value.trim());
    return key !== undefined;
  };
  if (from < close && lineAt(state, from).trim() === '---') {
    let last = from + 1;
    while (last < Math.min(close, from + 50) && lineAt(state, last).trim() !== '---') last += 1;
    if (last < close && lineAt(state, last).trim() === '---') {
      for (let line = from + 1; line < last; line += 1) note(lineAt(state, line), /^([\w-]{1,40}):[ \t]*(.*)$/);
      from = last + 1;
    }
  } else while (from < close && note(lineAt(state, from), /^:([\w-]{1,40}):(?:[ \t]+(.*))?$/)) from += 1;
  return { start, from, close, options };
};

const within = (state: StateBlock, { from, close }: Block): void => {
  const { parentType, lineMax } = state;
  state.parentType = 'directive';
  state.lineMax = close;
  state.md.block.tokenize(state, from, close);
  state.parentType = parentType;
  state.lineMax = lineMax;
};

const anchored = (state: StateBlock, { options }: Block): void => {
  const id = options.get('name') ?? options.get('label') ?? '';
  if (/^[^\s"'<>&]{1,200}$/.test(id)) state.push('html_block', '', 0).content = `<span id="${id}"></span>`;
};

const pictured = (state: StateBlock, said: string, block: Block): void => {
  anchored(state, block);
  const alt = (block.options.get('alt') ?? '').replace(/[[\]\\]/g, '\\$&');
  state.push('paragraph_open', 'p', 1);
  const inline = state.push('inline', '', 0);
  inline.content = `![${alt}](<${said.replace(/[<>\n]/g, encodeURIComponent)}>)`;
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
  within(state, block);
};

const boxed = (
  state: StateBlock,
  { box, title, name }: { readonly box: Box; readonly title: string; readonly name: string },
  block: Block,
): void => {
  anchored(state, block);
  const said = block.options.get('class') ?? '';
  const own =
    name === 'admonition'
      ? (said
          .split(/[\s,]+/)
          .map(boxOf)
          .find((one) => one !== null && one !== 'details') ?? box)
      : box;
  const folded = /(?:^|\s)(?:dropdown|toggle)(?:\s|$)/.test(said);
  state.push('container_open', '', 1).meta = {
    box: folded ? 'details' : own,
    title: title === '' && folded ? capital(name) : title,
  };
  within(state, block);
  state.push('container_close', '', -1);
};

const titleOf = (name: string, said: string): { readonly box: Box; readonly title: string } => {
  const words = said.replace(/[*_`]/g, '');
  const kind = directiveOf(name);
  if (kind === 'details') return { box: 'details', title: words };
  if (kind === 'around')
    // What stands behind these is how wide they are, or a class.
    return { box: 'plain', title: /^(?:grid|tab-set|glossary|div|container)$/.test(name) ? '' : words };
  if (name === 'seealso') return { box: 'note', title: words || 'See also' };
  if (/^version|^deprecated$/.test(name))
    return {
      box: 'note',
      title: `${name === 'versionadded' ? 'Since' : name === 'versionchanged' ? 'Changed in' : 'Deprecated since'} ${words}`,
    };
  return { box: boxOf(name) ?? 'note', title: words };
};

/** mdBook's plug-in: `tip`, `tip "Title"`, `tip title="Title", collapsible=true`. */
const admonished = (said: string): { readonly box: Box; readonly title: string; readonly name: string } => {
  const name = /^[a-z]{2,20}/i.exec(said)?.[0] ?? 'note';
  const title = /"([^"]{0,300})"/.exec(said)?.[1] ?? '';
  const folded = /\bcollapsible\s*=\s*true/.test(said);
  return {
    box: folded ? 'details' : (boxOf(name) ?? 'note'),
    title: title || (folded || boxOf(name) === null ? capital(name) : ''),
    name,
  };
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
