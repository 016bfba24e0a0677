import { anchorElement, linkTo, picture, type Leading } from './leading.ts';
import { DRESS, FOREIGN, INLINE, KEPT, piecesOf, SILENT } from './raw-html.ts';
import { element, type Element, type Node } from './tree.ts';

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

/** A tree as it grows, from the outside in: what Markdown begins ends with it, and what HTML begins in it at the latest then, too. */
export const growing = (leading: Leading | null) => {
  const root = element('div');
  let stack: Frame[] = [{ element: root, from: 'markdown', line: false, tag: '' }];

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

  return {
    root,
    add,
    addAll,
    open,
    close,
    text,
    inLink,
    html,
    /** HTML that is a block: what is not shown ends with it, so that nobody's `<svg>` hides the rest of a page. */
    htmlBlock: (source: string): void => {
      html(source);
      stack = stack.slice(0, stack.findIndex(({ from }) => from === 'silent') >>> 0);
    },
    /** The element that is open now. */
    parent: (): Element => top().element,
  };
};

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
