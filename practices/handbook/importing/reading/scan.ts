import { listOfBlock, listOfHeading, nameOfBlock } from '#kernel/text/attribute-lists.ts';
import { DIRECTIVE, directiveOf, holdsMarkdown, isRun } from '#kernel/text/directives.ts';
import { withoutIcons } from '#kernel/text/icons.ts';
import { withPlainAddresses } from '#kernel/text/plain-addresses.ts';
import { frontOf, type Front } from './front.ts';
import { scanInline, undone, type Found } from './inline.ts';
import { slugger } from './slug.ts';

export interface Scanned extends Pick<Found, 'hrefs' | 'anchors' | 'tags' | 'components' | 'shortcodes'> {
  readonly front: Front;
  /** The first heading of the first level. */
  readonly heading: string | null;
}

const BLOCK = 32 * 1024;
const [DEEPEST, LONGEST_INDENT] = [100, 1_000];
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const HEADING = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const SETEXT = /^ {0,3}(=+|-+)[ \t]*$/;
const ITEM = /^[ \t]*(?:>[ \t]?)*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;
/** What is four spaces in below these belongs to them: MkDocs' notes and tabs, and what a term means. */
const AROUND = /^[ \t]*(?:(?:!!!|\?\?\?\+?)[ \t]+[a-zA-Z]|===[!+]?[ \t]+"|:[ \t]+\S)/;
const DEFINITION =
  /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?\[(?!\^)[^\]\n]{1,999}\]:[ \t]*(?:(?:<([^<>\n]*)>|([^\s<]\S*))(?=[ \t]*$|[ \t]+["'(]))?/;
/** What may stand in the lines below a definition: its address, and its title. */
const ITS_ADDRESS = /^[ \t>]*(?:<([^<>\n]*)>|([^\s<]\S*))(?=[ \t]*$|[ \t]+["'(])/;
const ITS_TITLE = /^[ \t>]*(?:"[^"]{0,1000}"|'[^']{0,1000}'|\([^()]{0,1000}\))[ \t]*$/;
/** What MDX takes from elsewhere is told where it is used, if it is not shown there; what it makes for itself is not shown. */
const IMPORT = /^import\s(?:.+\sfrom\s+)?["']/;
const EXPORT = /^export\s+(?:const|default|function)\b/;

/** What a page's text says about itself and where it points: one pass over its lines, in time that grows with its length alone. */
export const scan = (text: string, { mdx }: { readonly mdx: boolean }): Scanned => {
  const front = frontOf(text);
  const found: Found = { hrefs: [], anchors: new Set(), tags: new Map(), components: new Map(), shortcodes: new Map() };
  const slug = slugger();
  let heading: string | null = null;
  let number = 0;
  let block = '';
  let blockLine = 1;
  let blockColumn = 0;
  let defining: 'address' | 'title' | null = null;
  let fence: string | null = null;
  // Directives that are open: what they hold is read as any other text.
  const holding: string[] = [];
  let comment = false;
  let blank = true;
  // Where what belongs to each list around begins.
  let items: number[] = [];

  const flush = (): void => {
    if (block !== '') scanInline(block, blockLine, found, blockColumn);
    block = '';
  };
  const defined = ([whole, angled, plain]: RegExpExecArray): boolean => {
    const raw = angled ?? plain;
    if (raw === undefined) return false;
    const column = whole.length - raw.length - (angled === undefined ? 0 : 1);
    found.hrefs.push({ href: undone(raw), line: number, kind: 'link', spot: { line: number, column, length: raw.length } });
    return true;
  };
  const tell = (name: string): void => {
    if (!found.shortcodes.has(name)) found.shortcodes.set(name, number);
  };
  const anchored = (raw: string): string => {
    const list = listOfHeading(raw);
    const words = plainWords(list === null ? raw : raw.slice(0, raw.length - list.length));
    if (list !== null && list.id !== null) found.anchors.add(list.id);
    found.anchors.add(slug(words));
    return words;
  };
  const named = (level: number, raw: string): void => {
    const words = anchored(raw);
    if (level === 1 && heading === null && words !== '') heading = words.slice(0, 1_000);
  };

  for (const line of linesOf(withPlainAddresses(text))) {
    number += 1;
    if (number <= front.lines) continue;
    if (comment) {
      comment = !line.includes('-->');
      continue;
    }
    if (fence !== null) {
      const taken = /(?<!\\)\{\{#(?:rustdoc_)?include\b|^[ \t]*-{2,8}8<-{2,8}[ \t]+["']/.exec(line)?.[0].trim();
      if (taken !== undefined) tell(taken.startsWith('{') ? `${taken}}}` : '--8<--');
      if (closes(line, fence)) fence = null;
      continue;
    }
    if (line.trim() === '') {
      flush();
      blank = true;
      continue;
    }
    const around = holding.at(-1);
    if (around !== undefined && closes(line, around)) {
      flush();
      holding.pop();
      blank = true;
      continue;
    }
    const wasBlank = blank;
    blank = false;
    const opening = FENCE.exec(
      line
        .replace(/^(?:[ \t]*>[ \t]?)+/, '')
        .replace(ITEM, '')
        .trimStart(),
    );
    const behind = opening?.[1] === undefined ? '' : line.slice(line.indexOf(opening[1]) + opening[1].length);
    if (opening?.[1] !== undefined && !(opening[1].startsWith('`') && behind.includes('`'))) {
      flush();
      const [, directive = '', admonish, shown = ''] = DIRECTIVE.exec(behind) ?? [];
      const kind = admonish === undefined ? directiveOf(directive) : 'box';
      if (kind === 'picture' && shown !== '') found.hrefs.push({ href: shown, line: number, kind: 'image', spot: null });
      if (holdsMarkdown(behind) && holding.length < DEEPEST) {
        holding.push(opening[1]);
        blank = true;
        continue;
      }
      fence = opening[1];
      const asked = ASKED.exec(behind)?.[1];
      if (asked !== undefined) tell(asked);
      const told = kind === null || kind === 'nothing';
      if (told && directive !== '' && !isRun(directive)) tell(`{${directive}}`);
      continue;
    }
    const indent = columnOf(line, /^[ \t]*/);
    const begins = ITEM.test(line) || AROUND.test(line);
    if (wasBlank || begins) while ((items.at(-1) ?? 0) > indent) items.pop();
    if (!mdx && wasBlank && indent - (items.at(-1) ?? 0) >= 4) {
      // Indented code, in a list too, which MDX has not; a text that indents its prose loses some links, and no link of code is followed.
      blank = true;
      continue;
    }
    if (begins) {
      flush();
      if (items.length < DEEPEST) items.push(AROUND.test(line) ? indent + 4 : contentOf(line));
    }
    const label = line.startsWith(':') ? /^:(?:name|label):[ \t]+([^\s"'<>&]{1,200})[ \t]*$/.exec(line)?.[1] : undefined;
    if (label !== undefined && holding.length > 0) found.anchors.add(label);
    const list = listOfBlock(line);
    if (list !== null) {
      flush();
      if (list.id !== null) found.anchors.add(list.id);
      continue;
    }
    const title = HEADING.exec(line);
    if (title !== null) {
      flush();
      if (line.startsWith('#')) items = [];
      named(title[1]?.length ?? 1, withoutClosing(line.slice(title[0].length)));
      scanInline(line, number, found);
      continue;
    }
    const name = line.includes('^') ? nameOfBlock(line) : null;
    if (name !== null && name.id !== null) found.anchors.add(name.id);
    for (const raw of headingsWithin(line)) anchored(raw);
    const underline = SETEXT.exec(line);
    if (underline !== null && block !== '' && items.length === 0) {
      named(underline[1]?.startsWith('=') === true ? 1 : 2, block);
      flush();
      continue;
    }
    const below: 'address' | 'title' | null = wasBlank ? null : defining;
    defining = null;
    if (below === 'title' && ITS_TITLE.test(line)) continue;
    const address: RegExpExecArray | null = below === 'address' ? ITS_ADDRESS.exec(line) : null;
    const definition: RegExpExecArray | null = address ?? (block === '' ? DEFINITION.exec(line) : null);
    if (definition !== null && (defined(definition) || /\]:[ \t]*$/.test(line))) {
      defining = definition[1] === undefined && definition[2] === undefined ? 'address' : 'title';
      continue;
    }
    const elsewhere = /^<<<(?=\s*\S)/.test(line)
      ? '<<<'
      : /^[ \t]*-{2,8}8<-{2,8}(?:[ \t]+["']|[ \t]*$)/.test(line)
        ? '--8<--'
        : null;
    if (elsewhere !== null) {
      tell(elsewhere);
      continue;
    }
    if (mdx && IMPORT.test(line)) continue;
    if (mdx && EXPORT.test(line)) {
      if (!found.components.has('export')) found.components.set('export', number);
      continue;
    }
    if (line.startsWith('|') || block.length > BLOCK) flush();
    const start = line.lastIndexOf('<!--');
    const left = start >= 0 && !line.includes('-->', start);
    if (block === '') [blockLine, blockColumn] = [number, 0];
    // A line of a megabyte is read in pieces.
    for (let at = 0; at < line.length;) {
      if (at > 0) {
        flush();
        [blockLine, blockColumn] = [number, at];
      }
      const end = endOfPiece(line, at);
      block += `${block === '' ? '' : '\n'}${line.slice(at, left ? Math.min(end, Math.max(at, start)) : end)}`;
      at = end;
    }
    if (left) {
      flush();
      comment = true;
    }
  }
  flush();
  return { ...found, front, heading };
};

/** How far in something begins: tabs go to the next fourth column. */
const columnOf = (line: string, before: RegExp): number => {
  let column = 0;
  for (const sign of before.exec(line.slice(0, LONGEST_INDENT))?.[0] ?? '') column += sign === '\t' ? 4 - (column % 4) : 1;
  return column;
};

/** Where what belongs to an item begins: behind its mark, or one column behind where code follows it or nothing. */
const contentOf = (line: string): number => {
  const marked = columnOf(line, /^[ \t]*(?:[-*+]|\d{1,9}[.)])/);
  const words = columnOf(line, /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]*(?=\S)/);
  return words - marked >= 1 && words - marked <= 4 ? words : marked + 1;
};

/** Where a piece of a long line ends that begins here: behind a tag or a link, so that it cuts none in two. */
const endOfPiece = (line: string, at: number): number => {
  if (line.length - at <= BLOCK) return line.length;
  const piece = line.slice(at, at + BLOCK);
  const end = Math.max(piece.lastIndexOf('>'), piece.lastIndexOf(') ')) + 1;
  return at + (end > BLOCK / 2 ? end : BLOCK);
};

/** `Title ##` is `Title`. */
const withoutClosing = (heading: string): string => {
  const text = heading.trim();
  let end = text.length;
  while (text.charAt(end - 1) === '#') end -= 1;
  return /[ \t]/.test(text.charAt(end - 1)) ? text.slice(0, end).trimEnd() : text;
};

/** Headings in quotes, lists and HTML: links lead to them, and they are no titles. */
const headingsWithin = (line: string): readonly string[] => {
  const short = line.slice(0, 2_000);
  if (!/[#<]/.test(short)) return [];
  const marked = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*#{1,6}[ \t]+(\S.*)$/.exec(short)?.[1];
  if (marked !== undefined) return [marked.replace(/[ \t]+#+[ \t]*$/, '')];
  return [...short.matchAll(/<h[1-6](?:\s[^<>]{0,300})?>([^\n]{1,500}?)<\/h[1-6]>/gi)].map(([, words = '']) => words);
};

/** Questions to a vault of Obsidian, in whose place its programs show the answers. */
const ASKED = /^[ \t]*(dataview|dataviewjs|tasks)[ \t]*$/;

/** Without holding all of them at once. */
function* linesOf(text: string): Generator<string> {
  let from = 0;
  while (from <= text.length) {
    const lf = text.indexOf('\n', from);
    const end = lf < 0 ? text.length : lf;
    const line = text.slice(from, text.charCodeAt(end - 1) === 13 && end > from ? end - 1 : end);
    if (line.includes('\r')) yield* line.split('\r');
    else yield line;
    from = end + 1;
  }
}

const closes = (line: string, fence: string): boolean => {
  const run = /^[ \t]*(?:(?:>[ \t]?)+[ \t]*)?(`{3,}|~{3,})[ \t]*$/.exec(line)?.[1];
  return run !== undefined && run.charAt(0) === fence.charAt(0) && run.length >= fence.length;
};

/** What a heading says, without its marks. */
const plainWords = (raw: string): string =>
  undone(
    withoutIcons(raw.slice(0, 2_000))
      .replace(/!\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
      .replace(/<[^<>]{1,500}>/g, '')
      .replace(/(`+)(.*?)\1/g, '$2')
      .replace(/(\*\*|__|~~)(.*?)\1/g, '$2')
      .replace(/(^|[^\p{L}\p{N}])([*_])(?=\S)(.*?\S)\2(?![\p{L}\p{N}])/gu, '$1$3'),
  ).trim();
