import type { Token } from 'markdown-it';
import type { ArtifactId } from '#kernel/stream/event.ts';
import { leadsAway, safeHref, safeSource } from './allowed.ts';
import { codeBlock } from './code.ts';
import { formula } from './math.ts';
import { DRESS, FOREIGN, INLINE, KEPT, piecesOf, SILENT } from './raw-html.ts';
import type { Box } from './rules/containers.ts';
import { element, isElement, type Element, type Node, type Target } from './tree.ts';

export interface Leading {
  /** Each address as it is written, without its `#anchor`, and the artifact to which it leads. */
  readonly links: Readonly<Record<string, ArtifactId>>;
  /** Addresses that lead nowhere; null: those that look as if they led to a page or file here. */
  readonly broken: ReadonlySet<string> | null;
}

export interface Built {
  readonly root: Element;
  /** Footnotes that are referred to, in the order of their references. */
  readonly notes: readonly { readonly number: number; readonly references: number; readonly children: Node[] }[];
}

interface Frame {
  readonly element: Element;
  /** `silent`: what it holds is not shown. */
  readonly from: 'markdown' | 'html' | 'silent';
  /** Whether it holds a line, not blocks. */
  readonly line: boolean;
  readonly tag: string;
}

/** Elements within one another that HTML may still be added to; deeper, only its words are left. */
const DEEPEST = 100;

/** Words that name people and artifacts; the same as comments take for calls and links (practices/comments). */
const NAMED =
  /(?<![\p{L}\p{M}\p{N}_.@/-])@([\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,60})|(?<![\p{L}\p{N}&#/])#([1-9]\d{0,8})(?![\p{L}\p{N}])/gu;

/** The tree of a text from the parser's tokens. `leading` null: a text that belongs to no page, whose addresses are what they are. */
export const build = (tokens: readonly Token[], leading: Leading | null, enrich: boolean): Built => {
  const root = element('div');
  let stack: Frame[] = [{ element: root, from: 'markdown', line: false, tag: '' }];
  const notes = new Map<string, Node[]>();
  const referred = new Map<string, { number: number; references: number }>();
  const set = new Set<string>();
  for (const { type, meta } of tokens) if (type === 'note_open') set.add(String(meta?.['key']));

  const top = (): Frame => stack[stack.length - 1] ?? { element: root, from: 'markdown', line: false, tag: '' };
  const add = (node: Node): void => void top().element.children.push(node);
  const open = (made: Element, { line = false, attach = true } = {}): void => {
    if (attach) add(made);
    stack.push({ element: made, from: 'markdown', line, tag: made.tag });
  };
  /** Ends what Markdown began; what HTML began in it ends with it. */
  const close = (): void => {
    while (stack.length > 1) {
      const frame = stack.pop();
      if (frame?.from === 'markdown') return;
    }
  };
  const inLink = (): boolean => stack.some(({ element: one }) => one.tag === 'a');
  const within = (...tags: readonly string[]): boolean => stack.some(({ tag }) => tags.includes(tag));

  const text = (words: string): void => {
    const parent = top().element;
    if (/[#@]/.test(words) && !within('a', 'pre', 'code')) return named(words, parent);
    const last = parent.children.length - 1;
    const before = parent.children[last];
    if (typeof before === 'string') parent.children[last] = before + words;
    else parent.children.push(words);
  };
  const named = (words: string, parent: Element): void => {
    let at = 0;
    const bare = within('h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'summary');
    for (const found of words.matchAll(NAMED)) {
      const [whole, called, number] = found;
      // A point or a hyphen behind a name ends the sentence, not the name.
      const handle = called?.replace(/[._-]+$/, '');
      if (found.index > at) parent.children.push(words.slice(at, found.index));
      if (handle === undefined) parent.children.push({ is: 'reference', number: Number(number), bare });
      else parent.children.push({ is: 'mention', handle: handle.normalize('NFC').toLowerCase(), words: `@${handle}` });
      at = found.index + (handle === undefined ? whole.length : handle.length + 1);
    }
    if (at < words.length) parent.children.push(words.slice(at));
  };

  const html = (source: string): void => {
    for (const piece of piecesOf(source)) {
      if (piece.is === 'text') {
        text(piece.text);
        continue;
      }
      const { tag } = piece;
      if (piece.is === 'close') {
        endHtml(tag);
        continue;
      }
      if (SILENT.has(tag)) stack.push({ element: element('silent'), from: 'silent', line: true, tag });
      else if (FOREIGN.has(tag)) {
        const src = piece.attributes['src'] ?? '';
        if (/^https?:\/\//i.test(src)) add(linkTo(src, piece.attributes['title'] || src.replace(/^https?:\/\//i, ''), leading));
        if (tag === 'iframe') stack.push({ element: element('silent'), from: 'silent', line: true, tag });
      } else if (tag === 'img') {
        const { src = '', alt = '', title = '', width = '', height = '' } = piece.attributes;
        addAll(picture(src, alt, { title, width, height }, leading, inLink()));
      } else if (KEPT[tag] !== undefined) beginHtml(tag, KEPT[tag], piece.attributes);
      else if (!DRESS.has(tag)) text(piece.source);
    }
  };
  const addAll = (nodes: readonly Node[]): void => {
    for (const node of nodes) add(node);
  };
  const beginHtml = (tag: string, as: string, attributes: Readonly<Record<string, string>>): void => {
    const anchor = attributes['id'] ?? (tag === 'a' ? attributes['name'] : undefined);
    const line = top().line;
    // A block within a line, a link within a link: the words stay.
    const fits = stack.length < DEEPEST && (!line || INLINE.has(tag)) && !(tag === 'a' && inLink());
    if (!fits) return;
    const made = tag === 'a' ? anchorElement(attributes, leading) : element(as, attributesOf(tag, attributes));
    if (anchor !== undefined && /^[^\s"'<>]{1,200}$/.test(anchor)) made.attributes['id'] = anchor;
    if (tag === 'br' || tag === 'hr' || tag === 'wbr') return add(made);
    add(made);
    stack.push({ element: made, from: 'html', line: line || tag === 'summary', tag });
  };
  const endHtml = (tag: string): void => {
    for (let at = stack.length - 1; at > 0; at -= 1) {
      const frame = stack[at];
      if (frame === undefined || frame.from === 'markdown') return;
      if (frame.tag === tag) {
        stack = stack.slice(0, at);
        return;
      }
    }
  };

  const inline = (children: readonly Token[]): void => {
    for (const token of children) {
      switch (token.type) {
        case 'text':
        case 'text_special':
          text(token.content);
          break;
        case 'softbreak':
          text('\n');
          break;
        case 'hardbreak':
          add(element('br'));
          text('\n');
          break;
        case 'code_inline':
          add(element('code', {}, [token.content]));
          break;
        case 'link_open': {
          const href = String(token.attrGet('href') ?? '');
          const made = inLink() ? element('span') : linkElement(href, String(token.attrGet('title') ?? ''), leading);
          open(made, { line: true });
          break;
        }
        case 'image':
          addAll(
            picture(
              String(token.attrGet('src') ?? ''),
              (token.children ?? []).map(({ content, type }) => (type === 'softbreak' ? ' ' : content)).join(''),
              { title: String(token.attrGet('title') ?? '') },
              leading,
              inLink(),
            ),
          );
          break;
        case 'html_inline':
          html(token.content);
          break;
        case 'math':
          add(formula(token.content, token.meta?.['display'] === true, enrich));
          break;
        case 'note_ref': {
          const key = String(token.meta?.['key']);
          const known = referred.get(key) ?? { number: referred.size + 1, references: 0 };
          known.references += 1;
          referred.set(key, known);
          const id = `fnref-${known.number}${known.references > 1 ? `-${known.references}` : ''}`;
          const attributes = {
            href: `#fn-${known.number}`,
            'data-footnote-ref': true,
            id,
            'aria-describedby': 'footnotes',
          } as const;
          add(element('sup', {}, [element('a', attributes, [String(known.number)])]));
          break;
        }
        case 'wiki': {
          const { target, words } = wikiOf(token);
          const made = linkElement(`[[${target}]]`, '', leading);
          made.children.push(words || target.replace(/#.*$/, '') || target);
          add(made);
          break;
        }
        case 'wiki_embed': {
          const { target, words } = wikiOf(token);
          // Obsidian writes the width where a link has its words.
          const width = /^(\d{1,4})(?:x\d{1,4})?$/.exec(words)?.[1] ?? '';
          const alt = width === '' ? words : '';
          if (/\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(target))
            addAll(picture(`[[${target}]]`, alt || target, { width }, leading, inLink()));
          else {
            const made = linkElement(`[[${target}]]`, '', leading);
            made.children.push(words || target);
            add(made);
          }
          break;
        }
        case 'em_open':
        case 'strong_open':
        case 's_open':
          open(element(token.type === 's_open' ? 'del' : token.tag), { line: true });
          break;
        default:
          if (token.nesting === -1) close();
      }
    }
  };

  for (const token of tokens) {
    switch (token.type) {
      case 'inline':
        inline(token.children ?? []);
        break;
      case 'paragraph_open':
        open(element('p'), { line: true });
        break;
      case 'heading_open':
        open(element(token.tag), { line: true });
        break;
      case 'th_open':
      case 'td_open': {
        const align = /text-align:(\w+)/.exec(String(token.attrGet('style') ?? ''))?.[1];
        open(element(token.tag, align === undefined ? {} : { align }), { line: true });
        break;
      }
      case 'ordered_list_open': {
        const start = token.attrGet('start');
        open(element('ol', start === null ? {} : { start: String(start) }));
        break;
      }
      case 'container_open': {
        const { box, title } = token.meta as { box: Box; title: string };
        open(boxElement(box, title === '' ? null : [title]));
        break;
      }
      case 'note_open': {
        const note = element('li');
        const key = String(token.meta?.['key']);
        if (!notes.has(key)) notes.set(key, note.children);
        open(note, { attach: false });
        break;
      }
      case 'fence':
      case 'code_block':
        add(codeBlock(token.type === 'fence' ? token.info : '', token.content, enrich));
        break;
      case 'html_block':
        html(token.content);
        // What is not shown ends with its block: nobody's `<svg>` hides the rest of a page.
        stack = stack.slice(0, stack.findIndex(({ from }) => from === 'silent') >>> 0);
        break;
      case 'math':
        add(element('p', { class: 'formula' }, [formula(token.content, true, enrich)]));
        break;
      case 'gitbook_title':
        add(element('p', {}, [element('strong', {}, [token.content])]));
        break;
      case 'gitbook_link': {
        const made = linkElement(token.content, '', leading);
        made.children.push(token.content.replace(/^https?:\/\//i, ''));
        add(element('p', {}, [made]));
        break;
      }
      case 'hr':
        add(element('hr'));
        break;
      default:
        if (token.nesting === 1) open(element(token.tag));
        else if (token.nesting === -1) close();
    }
    // A tight list: its paragraphs are only its words.
    if (token.hidden && token.nesting === -1) unwrapLast(top().element);
  }

  return {
    root,
    notes: [...referred].map(([key, { number, references }]) => ({ number, references, children: notes.get(key) ?? [] })),
  };
};

const unwrapLast = (parent: Element): void => {
  const last = parent.children.pop();
  if (isElement(last) && last.tag === 'p') parent.children.push(...last.children);
  else if (last !== undefined) parent.children.push(last);
};

const wikiOf = (token: Token): { readonly target: string; readonly words: string } => ({
  target: String(token.meta?.['target'] ?? ''),
  words: String(token.meta?.['words'] ?? ''),
});

/** What a box is called, where its text does not say. */
const TITLES: Readonly<Record<Box, string>> = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
  details: 'Details',
  plain: '',
};

export const boxElement = (box: Box, title: readonly Node[] | null): Element => {
  if (box === 'plain') return element('div', {}, title === null ? [] : [element('p', {}, [element('strong', {}, [...title])])]);
  if (box === 'details') return element('details', {}, [element('summary', {}, [...(title ?? [TITLES.details])])]);
  return element('div', { class: `callout ${box}`, role: 'note' }, [
    element('p', { class: 'callout-title' }, [...(title ?? [TITLES[box]])]),
  ]);
};

/** An address without its anchor, and the anchor with its sign. `#142` is an address. */
const parted = (href: string): readonly [string, string] => {
  if (/^#\d+$/.test(href)) return [href, ''];
  if (href.startsWith('[[')) {
    const anchor = /#([^\]]*)\]\]$/.exec(href)?.[1];
    return [href.replace(/#[^\]]*(?=\]\]$)/, ''), anchor === undefined ? '' : `#${anchor}`];
  }
  const at = href.indexOf('#');
  return at < 0 ? [href, ''] : [href.slice(0, at), href.slice(at)];
};

const targetOf = (href: string, leading: Leading | null): { readonly target: Target; readonly anchor: string } | null => {
  const [address, anchor] = parted(href);
  if (leading !== null && Object.hasOwn(leading.links, address)) {
    const id = leading.links[address];
    if (id !== undefined) return { target: { id }, anchor };
  }
  const number = /^[#/]([1-9]\d{0,8})$/.exec(address)?.[1];
  return number === undefined ? null : { target: { number: Number(number) }, anchor };
};

/** Whether an address looks as if it led to a page or file here, and leads nowhere. */
const isBroken = (href: string, { broken }: Leading): boolean => {
  const [address] = parted(href);
  if (broken !== null) return broken.has(address);
  if (address === '' || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(address)) return false;
  return !address.startsWith('/') || /\.(?:mdx?|markdown)$/i.test(address);
};

const linkElement = (href: string, title: string, leading: Leading | null): Element => {
  const to = targetOf(href, leading);
  const titled: Record<string, string> = title === '' ? {} : { title };
  if (to !== null) return { ...element('a', titled), to };
  if (leading !== null && isBroken(href, leading)) return brokenElement();
  const safe = href.startsWith('[[') ? null : safeHref(href);
  if (safe === null) return element('span');
  return element('a', { href: safe, ...titled, ...(leadsAway(safe) ? AWAY : {}) });
};

const AWAY = { rel: 'noopener nofollow ugc' } as const;

/** Its words come behind; `shape.ts` says it to those who cannot see the mark. */
const brokenElement = (): Element => element('span', { class: 'broken' });

const anchorElement = (attributes: Readonly<Record<string, string>>, leading: Leading | null): Element => {
  const { href, title = '' } = attributes;
  return href === undefined ? element('span') : linkElement(href, title, leading);
};

const linkTo = (href: string, words: string, leading: Leading | null): Element => {
  const made = linkElement(href, '', leading);
  made.children.push(words);
  return made;
};

/**
 * One of ours is shown. A picture from elsewhere would tell its owner who reads what and when: it is a link instead. What nobody has
 * leaves its words.
 */
const picture = (
  src: string,
  alt: string,
  { title = '', width = '', height = '' }: { readonly title?: string; readonly width?: string; readonly height?: string },
  leading: Leading | null,
  inLink: boolean,
): readonly Node[] => {
  const words = alt.trim();
  const to = targetOf(src, leading);
  const own = /^\/files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:[/?#]|$)/.exec(src)?.[1];
  const id = own ?? (to !== null && 'id' in to.target ? to.target.id : null);
  const size = { width: pixels(width), height: pixels(height) };
  if (id !== null) return [{ is: 'image', id, alt: words, title, ...size }];
  const safe = safeSource(src);
  if (safe !== null && (leading === null || !isBroken(src, leading))) {
    const known = Object.entries(size).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]));
    return [
      element('img', {
        src: safe,
        alt: words,
        ...(title === '' ? {} : { title }),
        ...Object.fromEntries(known),
        loading: 'lazy',
      }),
    ];
  }
  if (/^https?:\/\//i.test(src)) {
    if (inLink) return [words || 'picture'];
    return [linkTo(src, words || 'picture', null)];
  }
  if (leading !== null && isBroken(src, leading) && !/^data:/i.test(src)) {
    const made = brokenElement();
    made.children.push(words || parted(src)[0].replace(/^\[\[|\]\]$/g, ''));
    return [made];
  }
  return words === '' ? [] : [words];
};

const pixels = (said: string): number | null =>
  /^\d{1,4}(?:px)?$/.test(said) && Number.parseInt(said, 10) > 0 ? Number.parseInt(said, 10) : null;

/** Of the attributes of raw HTML those that mean something. */
const attributesOf = (tag: string, said: Readonly<Record<string, string>>): Record<string, string | true> => {
  const kept: Record<string, string | true> = {};
  const take = (name: string, form: RegExp): void => {
    const value = said[name];
    if (value !== undefined && form.test(value)) kept[name] = value;
  };
  if (tag === 'details' && said['open'] !== undefined) kept['open'] = true;
  if (tag === 'abbr') take('title', /^.{1,300}$/s);
  if (tag === 'ol') take('start', /^\d{1,6}$/);
  if (tag === 'td' || tag === 'th') {
    take('align', /^(?:left|right|center)$/);
    take('colspan', /^[1-9]\d?$/);
    take('rowspan', /^[1-9]\d{0,2}$/);
  }
  take('dir', /^(?:ltr|rtl|auto)$/);
  return kept;
};

/** What a paragraph holds, if that is one thing alone. */
export const onlyChild = (paragraph: Element): Node | null => {
  const children = paragraph.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  return children.length === 1 ? (children[0] ?? null) : null;
};
