import { holdsMarkdown } from './directives.ts';
import { withoutIcons } from './icons.ts';

/** How a heading is marked in plain words: the line begins so. */
export const HEADING = '# ';

/** More of a text is not searched: a page of that length is data. In UTF-16 units. */
const MOST = 200_000;

const FRONT_MATTER = /^\uFEFF?---[ \t]*\r?\n([\s\S]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/u;
/** What the head of a file says about its content in words; the rest is for machines. */
const TELLING = /^(?:description|summary|keywords|tags|aliases|subtitle)\s*:\s*(.+)$/gimu;
const FENCE = /^\s{0,3}(`{3,}|~{3,})/u;
const ATX = /^\s{0,3}#{1,6}[ \t]+/u;
const SETEXT = /^\s{0,3}(?:=+|-{2,})[ \t]*$/u;
const TABLE_RULE = /^[\s:|-]*$/u;
const BEFORE_WORDS = /^[\s>]*(?:[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,9}[.)]\s+|:\s+)?/u;
const CALLOUT = /^\s*(?:\[![A-Za-z]+\]|:::+\s*(?:\{[^{}]{0,300}\}|\w*)|[?!]>(?=\s))\s*/u;
const ABBREVIATION = /^\s{0,3}\*\[([^[\]]{1,100})\]:\s*(\S.*)$/u;
const DEFINITION = /^\s{0,3}\[[^\]]{1,200}\]:\s*\S+.*$/u;
const RULE = /^\s{0,3}(?:(?:\*\s*){3,}|(?:_\s*){3,}|(?:-\s*){3,})$/u;

/**
 * The words of Markdown for people and for search: no marks, addresses, tags or head of the file. A line for each paragraph, item, row and
 * line of code, however it was wrapped; headings marked by {@link HEADING}. One pass, linear whatever the text.
 */
export const plainOf = (markdown: string): string => {
  const lines: string[] = [];
  let text = markdown.slice(0, MOST);
  const head = FRONT_MATTER.exec(text);
  if (head) {
    text = text.slice(head[0].length);
    for (const [, value = ''] of (head[1] ?? '').matchAll(TELLING)) lines.push(value.replace(/^["']|["']$/gu, ''));
  }
  let fence: string | null = null;
  // Fences of boxes, whose words are Markdown.
  const boxes: string[] = [];
  let commented = false;
  let before: Before = 'nothing';
  let listed = false;
  for (const raw of text.split(/\r\n|\n|\r/u)) {
    const mark = FENCE.exec(raw)?.[1];
    if (fence !== null) {
      before = 'nothing';
      if (mark?.startsWith(fence) && raw.trim() === mark) fence = null;
      else lines.push(raw.trim());
      continue;
    }
    const box = boxes.at(-1);
    if (mark && box !== undefined && mark.startsWith(box) && raw.trim() === mark) {
      boxes.pop();
      before = 'nothing';
      continue;
    }
    const said = mark ? raw.trimStart().slice(mark.length, mark.length + 500) : '';
    if (mark && boxes.length < DEEPEST && holdsMarkdown(said)) {
      boxes.push(mark);
      lines.push(inline(said.replace(BRACED, '')));
      before = 'nothing';
      continue;
    }
    if (mark) {
      fence = mark;
      continue;
    }
    if (box !== undefined && OPTION.test(raw)) continue;
    const outside = outsideComments(raw, commented);
    ({ commented } = outside);
    const line = outside.line;
    if (line.trim() === '') {
      lines.push('');
      before = 'nothing';
      continue;
    }
    const heading = ATX.exec(line)?.[0];
    const underlined = SETEXT.test(line) ? lines.at(-1) : undefined;
    if (heading !== undefined) lines.push(HEADING + inline(withoutClosing(line.slice(heading.length))));
    else if (underlined !== undefined && underlined !== '' && !underlined.startsWith(HEADING))
      lines[lines.length - 1] = HEADING + underlined;
    else if (RULE.test(line) || (line.includes('-') && TABLE_RULE.test(line)) || DEFINITION.test(line)) lines.push('');
    else if (ABBREVIATION.test(line)) lines.push(inline(line.replace(ABBREVIATION, '$1: $2')));
    else {
      const is = kindOf(line, before, listed);
      const words = inline(line.replace(BEFORE_WORDS, '').replace(CALLOUT, '').replace(HARD_BREAK, '')).trim();
      if (is === 'goes on') lines[lines.length - 1] = `${lines.at(-1) ?? ''} ${words}`;
      else lines.push(words);
      listed = is === 'item' || (listed && (is !== 'words' || /^\s/u.test(line)));
      before =
        words === '' || is === 'alone' ? 'nothing' : HARD_BREAK.test(line) ? 'broken' : QUOTED.test(line) ? 'quoted' : 'words';
      continue;
    }
    before = 'nothing';
  }
  return lines
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();
};

/** `Title ##` is `Title`. */
const withoutClosing = (heading: string): string => {
  const text = heading.trimEnd();
  let end = text.length;
  while (text.charAt(end - 1) === '#') end -= 1;
  return /[ \t]/u.test(text.charAt(end - 1)) ? text.slice(0, end).trimEnd() : text;
};

/** What the line before leaves open: words that go on, in a quotation or not; a break that was meant; nothing. */
type Before = 'words' | 'quoted' | 'broken' | 'nothing';

/** What a term means begins as an item does. */
const ITEM = /^[\s>]*(?:[-*+:]|\d{1,9}[.)])\s/u;
const ROW = /^\s*\||\S\s*\|\s/u;
const QUOTED = /^\s{0,3}>/u;
const CODE = /^(?: {4}|\t)/u;
const HARD_BREAK = /(?: {2}|\\)$/u;

/** A line of a paragraph goes on where the one before it was of that paragraph, as a browser shows it. */
const kindOf = (line: string, before: Before, listed: boolean): 'item' | 'words' | 'goes on' | 'alone' => {
  if (ITEM.test(line)) return 'item';
  const callout = CALLOUT.test(line.replace(BEFORE_WORDS, ''));
  if (callout || line.trim() === '' || ROW.test(line)) return 'alone';
  if (before === 'words' ? !QUOTED.test(line) : before === 'quoted') return 'goes on';
  return CODE.test(line) && before === 'nothing' && !listed ? 'alone' : 'words';
};

const outsideComments = (line: string, inside: boolean): { readonly line: string; readonly commented: boolean } => {
  let kept = '';
  let at = 0;
  let commented = inside;
  while (at < line.length) {
    const next = line.indexOf(commented ? '-->' : '<!--', at);
    if (next < 0) break;
    if (!commented) kept += line.slice(at, next);
    at = next + (commented ? 3 : 4);
    commented = !commented;
  }
  return { line: commented ? kept : kept + line.slice(at), commented };
};

/** An address that another system fills in: `]({% page "leave/" %})`. */
const FILLED_IN = /\]\(<?\{[{%][^{}\n]{0,500}[%}]\}[^\s()]{0,500}/gu;
const [DEEPEST, BRACED, OPTION] = [50, /^(?:\{[^{}]*\}|admonish\b)[ \t]*/u, /^[ \t]{0,3}:[\w-]{1,40}:(?:[ \t]|$)/u];
const IMAGE_OR_LINK =
  /!?\[([^[\]]{0,1000})\](?:\([^()\s]{0,2000}(?:\([^()]{0,500}\)[^()\s]{0,500})?(?:\s+["'][^"']{0,500}["'])?\)|\[[^[\]]{0,300}\])/gu;
const WIKI = /\[\[([^[\]|]{1,300})(?:\|([^[\]]{1,300}))?\]\]/gu;
const TAG = /<\/?[A-Za-z][^<>]{0,1000}>/gu;
const AUTOLINK = /<(?:https?:\/\/|mailto:)([^<>\s]{1,1000})>/gu;
const ADDRESS = /\bhttps?:\/\/([^\s<>)\]]{1,2000})/gu;
const EMPHASIS = /(\*\*|__|\*|~~|`+)(?=\S)/gu;
const EMPHASIS_END = /(?<=\S)(\*\*|__|\*|~~|`+)/gu;
const ESCAPE = /\\([\\`*_{}[\]()#+\-.!|>~])/gu;
const ENTITY = /&(amp|lt|gt|quot|nbsp|#39);/gu;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" };

const inline = (line: string): string =>
  withoutEdges(
    withoutIcons(line)
      .replace(FILLED_IN, '](x')
      .replace(WIKI, (_, target: string, label: string | undefined) => label ?? target)
      // Twice: a picture inside a link.
      .replace(IMAGE_OR_LINK, '$1')
      .replace(IMAGE_OR_LINK, '$1')
      .replace(AUTOLINK, '$1')
      .replace(TAG, ' ')
      .replace(ADDRESS, '$1')
      .replace(/\|/gu, ' · ')
      .replace(EMPHASIS, '')
      .replace(EMPHASIS_END, '')
      .replace(ESCAPE, '$1')
      .replace(ENTITY, (entity, name: string) => ENTITIES[name] ?? entity)
      .replace(/[ \t]{2,}/gu, ' '),
  );

/** Without the edges of a table's row. */
const withoutEdges = (row: string): string => {
  const text = row.replace(/^(?: ·)+ /u, '');
  let end = text.trimEnd().length;
  if (!text.startsWith(' ·', end - 2)) return text;
  while (text.startsWith(' ·', end - 2)) end -= 2;
  return text.slice(0, end);
};
