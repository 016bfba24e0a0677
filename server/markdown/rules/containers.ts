import type { MarkdownIt, StateBlock } from 'markdown-it';

/** What stands in a box beside the text; `details`: folded; `plain`: no box. */
export type Box = 'note' | 'tip' | 'important' | 'warning' | 'caution' | 'details' | 'plain';

/** What other systems call them: GitHub, Docusaurus, VitePress, GitBook, MkDocs, Obsidian. */
const NAMES: Readonly<Record<string, Box>> = {
  ...{ note: 'note', info: 'note', abstract: 'note', summary: 'note', tldr: 'note', todo: 'note', quote: 'note', cite: 'note' },
  ...{
    tip: 'tip',
    hint: 'tip',
    success: 'tip',
    check: 'tip',
    done: 'tip',
    example: 'note',
    question: 'note',
    faq: 'note',
    help: 'note',
  },
  ...{ important: 'important', warning: 'warning', attention: 'warning' },
  ...{ caution: 'caution', danger: 'caution', error: 'caution', failure: 'caution', fail: 'caution', bug: 'caution' },
  details: 'details',
};

export const boxOf = (name: string): Box | null => NAMES[name.toLowerCase()] ?? null;

/** Lines that a box is looked for in, and boxes that are looked for in a text: beyond it is no handbook. */
const FARTHEST = 5_000;
const MOST = 1_000;

export interface Opening {
  readonly box: Box;
  readonly title: string;
  /** Whether it is a tag, whose words may stand as far in as they like. */
  readonly tag?: boolean;
  /** Whether a heading that it begins with is its title. */
  readonly heading?: boolean;
  /** Of a line within: whether it opens another one, closes one, or neither. */
  step(line: string): 1 | -1 | 0;
}

/** `:::tip Title`, `{% hint style="info" %}`, `<aside>` and `!!! note "Title"`, and what is in them as any other text. */
export const containers = (md: MarkdownIt): void => {
  md.block.ruler.before('fence', 'container', container, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
  md.block.ruler.before('fence', 'admonition', admonition, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
};

export const lineAt = (state: StateBlock, line: number): string =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]);

export const isCode = (state: StateBlock, line: number): boolean => (state.sCount[line] ?? 0) - state.blkIndent >= 4;

const container = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const first = state.src.charCodeAt((state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0));
  if ((first !== 58 && first !== 123 && first !== 60 && first !== 43) || isCode(state, start)) return false;
  const line = lineAt(state, start);
  const opening = first === 58 ? colons(line) : first === 60 ? asideOf(line) : first === 43 ? toggleOf(line) : hint(line);
  if (opening === null) return false;
  // Where nothing closes any, none is looked for.
  state.env['lastEnd'] ??= state.src.lastIndexOf('end');
  if (first === 123 && Number(state.env['lastEnd']) < (state.eMarks[start] ?? 0)) return false;
  return boxed(state, start, end, silent, opening);
};

/** Words of a rule's own, read as any others. */
export const paragraph = (state: StateBlock, words: string): void => {
  state.push('paragraph_open', 'p', 1);
  const inline = state.push('inline', '', 0);
  inline.content = words;
  inline.children = [];
  state.push('paragraph_close', 'p', -1);
};

export const linkOf = (title: string, href: string): string =>
  `[${title.replace(/[\\[\]*_`<]/g, '\\$&')}](<${href.replace(/[<>\n]/g, encodeURIComponent)}>)`;

/** A box from its opening line to the one that closes it, if there is one. */
export const boxed = (state: StateBlock, start: number, end: number, silent: boolean, opening: Opening): boolean => {
  const tried = Number(state.env['boxes'] ?? 0);
  if (tried > MOST) return false;
  state.env['boxes'] = tried + 1;
  const close = closingLine(state, start, end, opening);
  if (close === null) return false;
  if (silent) return true;
  let first = start + 1;
  while (first < close && state.isEmpty(first)) first += 1;
  const titled =
    opening.heading === true && first < close
      ? /^#{1,6}[ \t]+(.{1,300}?)[ \t]*#*[ \t]*$/.exec(lineAt(state, first).slice(0, 400))?.[1]
      : undefined;
  if (titled === undefined) inside(state, opening, start + 1, close);
  else inside(state, { ...opening, title: titled.replace(/[*_`]/g, '') }, first + 1, close);
  state.line = close + 1;
  return true;
};

/** The same without a box: what stands there alone is shown, however far in it is. */
export const shownWithin = (state: StateBlock, start: number, end: number, step: Opening['step']): boolean => {
  const tried = Number(state.env['boxes'] ?? 0);
  state.env['boxes'] = tried + 1;
  const close = tried > MOST ? null : closingLine(state, start, end, { box: 'plain', title: '', step });
  if (close === null) return false;
  const { lineMax, blkIndent } = state;
  state.lineMax = close;
  state.blkIndent = Math.max(blkIndent, leastIndent(state, start + 1, close));
  state.md.block.tokenize(state, start + 1, close);
  state.lineMax = lineMax;
  state.blkIndent = blkIndent;
  state.line = close + 1;
  return true;
};

/** How far in the lines are that are the least far in. */
const leastIndent = (state: StateBlock, from: number, to: number): number => {
  let least = Infinity;
  for (let line = from; line < to; line += 1) if (!state.isEmpty(line)) least = Math.min(least, state.sCount[line] ?? 0);
  return least === Infinity ? 0 : least;
};

const closingLine = (state: StateBlock, start: number, end: number, { step }: Opening): number | null => {
  let depth = 1;
  let fence: string | null = null;
  for (let line = start + 1; line < Math.min(end, start + FARTHEST); line += 1) {
    if ((state.sCount[line] ?? 0) < state.blkIndent && !state.isEmpty(line)) return null;
    const text = lineAt(state, line);
    const ticks = /^(?:`{3,}|~{3,})/.exec(text)?.[0];
    if (fence !== null) {
      if (ticks !== undefined && ticks.startsWith(fence) && text.trim() === ticks) fence = null;
    } else if (ticks !== undefined) fence = ticks;
    else {
      depth += step(text);
      if (depth === 0) return line;
    }
  }
  return null;
};

/** `tag`: what is in it may stand as far in as it likes. */
const inside = (
  state: StateBlock,
  { box, title, tag = false }: Pick<Opening, 'box' | 'title' | 'tag'>,
  from: number,
  to: number,
): void => {
  const { parentType, lineMax } = state;
  state.parentType = 'container';
  state.lineMax = to;
  state.push('container_open', '', 1).meta = { box, title };
  const { blkIndent } = state;
  if (tag) state.blkIndent = Math.max(blkIndent, leastIndent(state, from, to));
  state.md.block.tokenize(state, from, to);
  state.blkIndent = blkIndent;
  state.push('container_close', '', -1);
  state.parentType = parentType;
  state.lineMax = lineMax;
};

const colons = (line: string): Opening | null => {
  const quarto = divOf(line);
  if (quarto !== null) return quarto;
  const found = /^(:{3,})[ \t]*([a-zA-Z][\w-]{0,40})[ \t]*(?:\[([^\]]{0,300})\])?([^{]{0,300})(?:\{[^}]*\})?[ \t]*$/.exec(line);
  if (found === null) return null;
  const [, marks = '', name = '', bracketed, rest = ''] = found;
  return {
    box: boxOf(name) ?? 'plain',
    title: (bracketed ?? rest).trim(),
    step: colonsStep(marks.length),
  };
};

const colonsStep =
  (least: number): Opening['step'] =>
  (inner) => {
    const at = /^(:{3,})[ \t]*([a-zA-Z{]?)/.exec(inner);
    if (at === null || (at[1]?.length ?? 0) < least) return 0;
    if (at[2] !== '') return 1;
    return at[0] === inner.trimEnd() || inner.trim() === at[1] ? -1 : 0;
  };

/** Pandoc’s and Quarto’s: `::: {.callout-tip title="Words" collapse="true"}`. Of other classes what it holds is shown. */
const divOf = (line: string): Opening | null => {
  const [, marks, said = ''] = /^(:{3,})[ \t]*\{([#.][^{}\n]{0,300})\}[ \t]*:*[ \t]*$/.exec(line) ?? [];
  if (marks === undefined) return null;
  const name = /(?:^|\s)\.callout-([a-z]{2,20})/.exec(said)?.[1];
  const title = /\btitle=(?:"([^"]*)"|'([^']*)')/.exec(said);
  return {
    box: name === undefined ? 'plain' : /\bcollapse=["']?(?:true|false)/.test(said) ? 'details' : (boxOf(name) ?? 'note'),
    title: title?.[1] ?? title?.[2] ?? '',
    ...(name === undefined ? {} : { heading: true }),
    step: colonsStep(Math.min(marks.length, 3)),
  };
};

const hint = (line: string): Opening | null => {
  const found = /^\{%-?[ \t]*(hint|callout|expand)\b((?:[^%]|%(?!\})){0,300})%\}[ \t]*$/.exec(line);
  if (found === null) return null;
  const [, name = '', rest = ''] = found;
  const said = (what: string): string => new RegExp(`\\b${what}=["“]([^"”]*)`).exec(rest)?.[1] ?? '';
  const [opens, closes] = HINTS[name] ?? [];
  return {
    box: name === 'expand' ? 'details' : (boxOf(said('style') || said('type')) ?? 'note'),
    title: said('title'),
    step: (inner) => (!inner.startsWith('{%') ? 0 : closes?.test(inner) ? -1 : opens?.test(inner) ? 1 : 0),
  };
};

/** Outline’s folds: `+++ Title`, up to `+++`. */
const toggleOf = (line: string): Opening | null => {
  const title = /^\+{3}[ \t]*([^\s+].{0,300})$/.exec(line)?.[1];
  return title === undefined
    ? null
    : {
        box: 'details',
        title: title.trim(),
        step: (inner) =>
          !inner.startsWith('+++') ? 0 : /^\+{3}[ \t]*$/.test(inner) ? -1 : /^\+{3}[ \t]*[^\s+]/.test(inner) ? 1 : 0,
      };
};

/** Notion’s callouts: Markdown between tags that stand alone on their lines. */
const asideOf = (line: string): Opening | null =>
  /^<aside(?:\s[^<>]{0,300})?>[ \t]*$/.test(line)
    ? { box: 'note', title: '', step: (inner) => (/^<\/aside>[ \t]*$/i.test(inner) ? -1 : /^<aside[\s>]/i.test(inner) ? 1 : 0) }
    : null;

const HINTS: Readonly<Record<string, readonly [RegExp, RegExp]>> = Object.fromEntries(
  ['hint', 'callout', 'expand'].map((name) => [
    name,
    [new RegExp(`^\\{%-?[ \\t]*${name}\\b`), new RegExp(`^\\{%-?[ \\t]*end${name}\\b`)],
  ]),
);

/** MkDocs: what is four spaces in belongs to it. A tab is what it is called, and what it shows. */
const admonition = (state: StateBlock, start: number, end: number, silent: boolean): boolean => {
  const first = state.src.charCodeAt((state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0));
  if ((first !== 33 && first !== 63 && first !== 61) || isCode(state, start)) return false;
  const tab = first === 61 ? /^===[!+]?[ \t]+"([^"]{1,300})"[ \t]*$/.exec(lineAt(state, start)) : null;
  const found =
    tab ??
    /^(!!!|\?\?\?\+?)[ \t]+([a-zA-Z][\w-]{0,40})(?:[ \t]+[\w-]+)*(?:[ \t]+"([^"]{0,300})")?[ \t]*$/.exec(lineAt(state, start));
  if (found === null) return false;
  let last = start;
  for (let line = start + 1; line < end; line += 1) {
    if (state.isEmpty(line)) continue;
    if ((state.sCount[line] ?? 0) - state.blkIndent < 4) break;
    last = line;
  }
  if (last === start) return false;
  if (silent) return true;
  const [, marks = '', name = '', title] = tab === null ? found : ['', '', 'note', tab[1]];
  const box: Box = tab !== null ? 'plain' : marks.startsWith('?') ? 'details' : (boxOf(name) ?? 'note');
  const { blkIndent } = state;
  state.blkIndent += 4;
  inside(state, { box, title: title ?? (boxOf(name) === null || box === 'details' ? capital(name) : '') }, start + 1, last + 1);
  state.blkIndent = blkIndent;
  state.line = last + 1;
  return true;
};

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
