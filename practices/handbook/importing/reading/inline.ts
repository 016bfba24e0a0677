import { listWithin } from '#kernel/text/attribute-lists.ts';
import { shortcodeOf } from '#kernel/text/hugo-shortcodes.ts';

/** Something in a text that points elsewhere, as its author wrote it. */
export interface Href {
  /** With escapes and entities undone, as a renderer sees it; of a wiki link: what stands between the brackets. */
  readonly href: string;
  readonly line: number;
  readonly kind: 'link' | 'image' | 'wiki' | 'embed' | 'html' | 'loose';
  /** Of a wiki link: what stands behind its bar, which other systems take for the target. Of a page that Outline mentions: what it is called. */
  readonly behind?: string;
  /** Where it stands, of those that can be written otherwise. */
  readonly spot: Spot | null;
}

/** A piece of a line, as it is written: lines from 1, columns from 0. */
export interface Spot {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

export interface Found {
  readonly hrefs: Href[];
  /** Of elements with `id` or `name`. */
  readonly anchors: Set<string>;
  readonly tags: Map<string, number>;
  readonly components: Map<string, number>;
  readonly shortcodes: Map<string, number>;
}

const MOST_HREFS = 120_000;
const LONGEST_HREF = 4_000;

/**
 * Reads the inline part of a block, one pass: links, pictures, wiki links, tags, shortcodes. `line`, `column`: where the block begins. Code and
 * comments hold nothing. Bounded per character, whatever the text is.
 */
export const scanInline = (s: string, line: number, found: Found, column = 0): void => {
  const open: { readonly image: boolean; readonly from: number }[] = [];
  const noCloser = new Set<number>();
  const closers = new Map<string, number>();
  let at = 0;
  let now = line;
  // Of the line of `at`, within the block; before it, where the block begins amid a line.
  let start = -column;
  const spotOf = (from: number, length: number): Spot => {
    let [row, begin] = [now, start];
    for (let i = at; i < from; i += 1) if (s.charCodeAt(i) === 10) [row, begin] = [row + 1, i + 1];
    return { line: row, column: from - begin, length };
  };
  const add: Add = (raw, kind, from, behind = '') => {
    if (found.hrefs.length >= MOST_HREFS) return;
    const spot = from === null ? null : spotOf(from, raw.length);
    found.hrefs.push({
      href: kind === 'wiki' || kind === 'embed' ? raw : undone(raw),
      line: now,
      kind,
      spot,
      ...(behind === '' ? {} : { behind }),
    });
  };
  const skipTo = (next: number): void => {
    for (let i = at; i < next; i += 1) if (s.charCodeAt(i) === 10) [now, start] = [now + 1, i + 1];
    at = next;
  };
  while (at < s.length) {
    const c = s.charCodeAt(at);
    if (c === 10) [now, start] = [now + 1, at + 1];
    if (c === 92) skipTo(Math.min(s.length, at + 2));
    else if (c === 96) skipTo(afterCode(s, at, noCloser));
    else if (c === 60) skipTo(afterTag(s, at, now, found, add));
    else if (c === 123 && (s.startsWith('{{', at) || s.startsWith('{%', at)))
      skipTo(afterShortcode(s, at, now, found, add, closers));
    else if (c === 123) {
      const list = listWithin(s, at);
      if (list !== null && list.id !== null) found.anchors.add(list.id);
      skipTo(at + (list?.length ?? 1));
    } else if (c === 91) {
      const image = s.charCodeAt(at - 1) === 33;
      const wiki = s.startsWith('[[', at) ? wikiAt(s, at) : null;
      if (wiki === null) {
        if (open.length < 1_000) open.push({ image, from: at + 1 });
        at += 1;
      } else {
        if (!CONTENTS.test(wiki.target)) add(wiki.target, image ? 'embed' : 'wiki', null, wiki.behind);
        skipTo(wiki.end);
      }
    } else if (c === 93) {
      const opened = open.pop();
      if (opened === undefined || s.charCodeAt(at + 1) !== 40) at += 1;
      else {
        const destination = destinationAt(s, at + 2);
        if (destination !== null) {
          const behind = MENTIONED.test(destination.href) ? s.slice(opened.from, at).slice(0, 500) : '';
          add(destination.href, opened.image ? 'image' : 'link', destination.from, behind);
          skipTo(destination.end);
        } else {
          const loose = /^[^()<>\n]{1,500}(?=\))/.exec(s.slice(at + 2, at + 504));
          if (loose !== null) add(loose[0].trim(), 'loose', null);
          skipTo(at + 2);
        }
      }
    } else at += 1;
  }
};

/** Outline: `@[Leave](mention://…/document/…)`. */
const MENTIONED = /^mention:\/\/[\w-]{1,80}\/document\//;

/** `from`: where it begins in the block; null: it is not to be written otherwise. */
type Add = (raw: string, kind: Href['kind'], from: number | null, behind?: string) => void;

const afterCode = (s: string, at: number, noCloser: Set<number>): number => {
  let end = at;
  while (s.charCodeAt(end) === 96) end += 1;
  const length = end - at;
  if (noCloser.has(length)) return end;
  const ticks = '`'.repeat(length);
  for (let i = s.indexOf(ticks, end); i >= 0; i = s.indexOf(ticks, i)) {
    let run = i;
    while (s.charCodeAt(run) === 96) run += 1;
    if (run - i === length) return run;
    i = run;
  }
  noCloser.add(length);
  return end;
};

const TAG = /^<\/?([A-Za-z][\w.:-]{0,80})((?:[^<>"'{}]|"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\})*)\/?>/;
const ATTRIBUTE =
  /(?<![\w-])(href|src|srcset|id|name|to)\s*=\s*(?:"([^"]*)"|'([^']*)'|(\{(?:[^{}]|\{[^{}]*\})*\})|([^\s"'<>{}]+))/gi;
const LONGEST_TAG = 3_000;
/** Parentheses within one another in an address, as far as renderers follow them. */
const DEEPEST = 32;
const LONGEST_SHORTCODE = 2_000;

const afterTag = (s: string, at: number, line: number, found: Found, add: Add): number => {
  if (s.startsWith('<!--', at)) {
    const piece = /^<!--[ \t]*@include:/.exec(s.slice(at, at + 40));
    if (piece !== null) count(found.shortcodes, '<!--@include-->', line);
    const end = s.indexOf('-->', at + 4);
    return end < 0 ? s.length : end + 3;
  }
  const next = s.charCodeAt(at + 1) | 32;
  if (s.charCodeAt(at + 1) !== 47 && (next < 97 || next > 122)) return at + 1;
  const piece = s.slice(at, at + LONGEST_TAG);
  const auto = /^<[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>/.exec(piece);
  if (auto !== null) return at + auto[0].length;
  const tag = TAG.exec(piece);
  if (tag === null) return at + 1;
  const [whole, name = '', attributes = ''] = tag;
  const element = name.toLowerCase();
  const closing = whole.startsWith('</');
  const begun = at + whole.indexOf(name) + name.length;
  for (const { 0: said, 1: key = '', 2: a, 3: b, 4: c, 5: d, index } of attributes.matchAll(ATTRIBUTE)) {
    const value = a ?? b ?? c ?? d ?? '';
    const attribute = key.toLowerCase();
    if (attribute === 'id' || attribute === 'name') found.anchors.add(undone(value));
    else if (attribute === 'srcset')
      for (const one of value.matchAll(/(?:^|,\s)\s*([^\s,][^\s]*?)(?=,?(?:\s|$))/g))
        add(
          one[1] ?? '',
          'image',
          begun + index + said.indexOf(value, said.indexOf('=') + 1) + one[0].lastIndexOf(one[1] ?? '') + one.index,
        );
    else if (value !== '' && value.length <= LONGEST_HREF)
      add(value, attribute === 'src' ? 'image' : 'html', begun + index + said.indexOf(value, said.indexOf('=') + 1));
  }
  if (!closing && /^[A-Z][a-zA-Z]*[a-z]|[.:]/.test(name) && !isShown(name, attributes)) count(found.components, name, line);
  else if (!closing && LOST.has(element)) count(found.tags, element, line);
  return at + whole.length;
};

/** What they hold is shown as it was: in a box, or below its title (server/markdown/rules/mdx.ts). */
const SHOWN_COMPONENT =
  /^(?:Note|Info|Tip|Check|Success|Warning|Caution|Danger|Error|Important|Callout|Aside|Admonition|Alert|Accordion(?:Group)?|Expandable|Details|Steps?|Card(?:Group|Grid|s)?|LinkCard)$/;

const isShown = (name: string, attributes: string): boolean =>
  SHOWN_COMPONENT.test(name) && (!name.endsWith('Card') || /\btitle=["']/.test(attributes));

/** What is not shown, or not as it was: scripts, forms, what shows other sites. */
const LOST = new Set(
  'applet audio base button embed form frame frameset iframe input link meta noembed noframes noscript object option script select source style svg template textarea video xmp'.split(
    ' ',
  ),
);

/** `closers`: where the next of each stands, as far as it was looked for; -1: there is none any more. */
const afterShortcode = (s: string, at: number, line: number, found: Found, add: Add, closers: Map<string, number>): number => {
  const closer = s.startsWith('{%', at) ? '%}' : '}}';
  // `style={{color: 'red'}}` belongs to a component.
  if (closer === '}}' && s.charCodeAt(at - 1) === 61) return at + 2;
  let end = closers.get(closer) ?? 0;
  if (end >= 0 && end < at + 2) end = s.indexOf(closer, at + 2);
  closers.set(closer, end);
  if (end < 0 || end - at > LONGEST_SHORTCODE) return at + 2;
  const inside = s
    .slice(at + 2, end)
    .replace(/^[<%-]+|[>%-]+$/g, '')
    .trim();
  const name = /^@?[\w./:-]{1,60}/.exec(inside)?.[0];
  // mdBook’s pieces.
  const included = /^#(?:include|rustdoc_include|playground|template)\b/.exec(inside)?.[0];
  if (included !== undefined) count(found.shortcodes, `{{${included}}}`, line);
  if (name === undefined || inside.startsWith('/') || inside.startsWith('end')) return name === undefined ? at + 2 : end + 2;
  const leads = (closer === '%}' ? LEADS : CARD).exec(inside)?.groups;
  if (leads !== undefined) {
    const href = leads['href'] ?? '';
    if (href !== '' && href.length <= LONGEST_HREF) add(href, name === 'file' ? 'image' : 'html', s.indexOf(href, at + 2));
  } else if (
    closer === '%}'
      ? !SHOWN.test(name)
      : shortcodeOf(name) === null || !(isAlone(s, at, end + 2) || isOnItsLine(s, at, end + 2, name))
  )
    count(found.shortcodes, closer === '%}' ? `{% ${name} %}` : `{{${name}}}`, line);
  // What stands within goes on to be read: `{% content-ref url="a.md" %}` has its link below, `{{< ref "a.md" >}}` has it here.
  return end + 2;
};

/** Whether nothing else stands on its line: there alone Hugo's are shown as what they say (server/markdown/rules/shortcodes.ts). */
const isAlone = (s: string, from: number, to: number): boolean =>
  /(?:^|\n)[ \t]{0,20}$/.test(s.slice(Math.max(0, from - 21), from)) && /^[ \t]{0,20}(?:\n|\r|$)/.test(s.slice(to, to + 21));

/** Whether it begins its line, and what closes it ends that. */
const isOnItsLine = (s: string, from: number, to: number, name: string): boolean => {
  if (!/(?:^|\n)[ \t]{0,20}$/.test(s.slice(Math.max(0, from - 21), from))) return false;
  const line = /^[^\n]{0,3500}(?=\n|$)/.exec(s.slice(to, to + 3_501))?.[0].trimEnd() ?? '';
  const last = line.slice(line.lastIndexOf('{{'));
  return /^\{\{[<%][ \t]*\/[ \t]*([\w-]+)[ \t]*[>%]\}\}$/.exec(last)?.[1] === name;
};

/** GitBook’s tags that are shown as links. */
const LEADS = /^(?:embed|file|page-ref)\b[^%]*?\b(?:url|src|page)=["“](?<href>[^"”]+)/;
/** Hugo’s card that leads to a page. */
const CARD = /^card[ \t][^{}]*?\b(?:link|href|url)=["“](?<href>[^"”]+)/;
/** Its blocks that are shown as what they say (server/markdown/rules/containers.ts). */
const SHOWN = /^(?:@mermaid\/diagram|hint|callout|expand|tabs?|content-ref|code|stepper|step|columns?|updates?|cards?)$/;

const count = (where: Map<string, number>, name: string, line: number): void => {
  if (!where.has(name) && where.size < 200) where.set(name, line);
};

const WIKI = /^\[\[([^[\]\n|]{1,500})(?:\|([^[\]\n]{0,500}))?\]\](?!\()/;
/** Where Markdown shows a list of its own headings. */
const CONTENTS = /^_?toc_?$/i;
const wikiAt = (s: string, at: number): { readonly target: string; readonly behind: string; readonly end: number } | null => {
  const wiki = WIKI.exec(s.slice(at, at + 1_010));
  return wiki === null
    ? null
    : { target: wiki[1]?.replace(/\\$/, '').trim() ?? '', behind: wiki[2]?.trim() ?? '', end: at + wiki[0].length };
};

/** After `](`: CommonMark 0.31, links. */
const destinationAt = (
  s: string,
  after: number,
): { readonly href: string; readonly from: number; readonly end: number } | null => {
  let at = skipSpace(s, after);
  const from = s.charCodeAt(at) === 60 ? at + 1 : at;
  let href: string;
  if (s.charCodeAt(at) === 60) {
    const end = /^<((?:[^<>\\\n]|\\.)*)>/.exec(s.slice(at, at + LONGEST_HREF));
    if (end === null) return null;
    href = end[1] ?? '';
    at += end[0].length;
  } else {
    const start = at;
    let depth = 0;
    for (; at < s.length && at - start < LONGEST_HREF; at += 1) {
      const c = s.charCodeAt(at);
      if (c <= 32) break;
      if (c === 92) at += 1;
      else if (c === 40 && (depth += 1) > DEEPEST) return null;
      else if (c === 41 && depth-- === 0) break;
    }
    href = s.slice(start, at);
  }
  at = skipSpace(s, at);
  const quote = s.charAt(at);
  if (quote === '"' || quote === "'" || quote === '(') {
    const closer = quote === '(' ? ')' : quote;
    let end = at + 1;
    while (end < s.length && end - at < 1_000 && s.charAt(end) !== closer) end += s.charCodeAt(end) === 92 ? 2 : 1;
    if (s.charAt(end) !== closer) return null;
    at = skipSpace(s, end + 1);
  }
  return s.charCodeAt(at) === 41 ? { href, from, end: at + 1 } : null;
};

const skipSpace = (s: string, from: number): number => {
  let at = from;
  while (at - from < 200 && (s.charCodeAt(at) === 32 || s.charCodeAt(at) === 9 || s.charCodeAt(at) === 10)) at += 1;
  return at;
};

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

/** Backslash escapes and character references, as in CommonMark. */
export const undone = (raw: string): string =>
  raw.includes('\\') || raw.includes('&')
    ? raw
        .replace(/\\([!-/:-@[-`{-~])/g, '$1')
        .replace(/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(\w{2,6}));/g, (whole, ten?: string, hex?: string, name?: string) => {
          const point = ten === undefined ? Number.parseInt(hex ?? '', 16) : Number(ten);
          if (name !== undefined) return ENTITIES[name] ?? whole;
          return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff) ? String.fromCodePoint(point) : '\uFFFD';
        })
    : raw;
