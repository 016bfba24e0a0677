import type { Token } from 'markdown-it';
import { withoutEscapes } from '#kernel/text/hugo-shortcodes.ts';
import { codeBlock } from './code.ts';
import { growing } from './growing.ts';
import { linkElement, picture, type Leading } from './leading.ts';
import { formula } from './math.ts';
import type { Box } from './rules/containers.ts';
import { element, isElement, type Element, type Node } from './tree.ts';

export interface Built {
  readonly root: Element;
  /** Footnotes that are referred to, in the order of their references. */
  readonly notes: readonly { readonly number: number; readonly references: number; readonly children: Node[] }[];
}

/** The tree of a text from the parser's tokens. `leading` null: a text that belongs to no page, whose addresses are what they are. */
export const build = (tokens: readonly Token[], leading: Leading | null, enrich: boolean): Built => {
  const { root, add, addAll, open, close, text, inLink, html, htmlBlock, parent } = growing(leading);
  const notes = new Map<string, Node[]>();
  const referred = new Map<string, { number: number; references: number }>();

  const inline = (children: readonly Token[]): void => {
    const closed = componentsIn(children);
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
          add(element('code', {}, [withoutEscapes(token.content)]));
          break;
        case 'link_open': {
          const href = String(token.attrGet('href') ?? '');
          const made = inLink() ? element('span') : linkElement(href, titleOf(token), leading);
          open(made, { line: true });
          break;
        }
        case 'image':
          addAll(
            picture(
              String(token.attrGet('src') ?? ''),
              (token.children ?? []).map(({ content, type }) => (type === 'softbreak' ? ' ' : content)).join(''),
              sizedTitle(titleOf(token)),
              leading,
              inLink(),
            ),
          );
          break;
        case 'html_inline':
          if (closed === null || !closed.has(/^<([A-Z][\w.]*)/.exec(token.content)?.[1] ?? '')) html(token.content);
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
          const { target, words } = theRightWay(wikiOf(token), leading);
          if (words === '' && /^#[1-9]\d{0,8}$/.test(target)) {
            text(target);
            break;
          }
          const made = linkElement(`[[${target}]]`, '', leading);
          made.children.push(words || target.replace(/#.*$/, '') || target.replace(/^#/, ''));
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
        case 'abbr_open':
          open(element('abbr', { title: String(token.attrGet('title') ?? '') }), { line: true });
          break;
        case 'em_open':
        case 'strong_open':
        case 'mark_open':
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
      case 'dt_open':
        open(element(token.tag), { line: true });
        break;
      case 'heading_open':
        open(element(token.tag, idOf(token)), { line: true });
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
        if (titleOfCode(token.info) !== '') add(element('p', {}, [element('strong', {}, [titleOfCode(token.info)])]));
        add(codeBlock(token.type === 'fence' ? token.info : '', withoutEscapes(token.content), enrich));
        break;
      case 'html_block':
        htmlBlock(token.content);
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
    if (token.hidden && token.nesting === -1) unwrapLast(parent());
  }

  return {
    root,
    notes: [...referred].map(([key, { number, references }]) => ({ number, references, children: notes.get(key) ?? [] })),
  };
};

/** What a block of code is called: ```` ```js title="a.js" ````, and ```` ```js [a.js] ```` of VitePress. */
const titleOfCode = (info: string): string => {
  const [, a, b, c] =
    /\s(?:(?:title|filename)=(?:"([^"]{1,200})"|'([^']{1,200})')|\[([^\]]{1,200})\])/.exec(info.slice(0, 500)) ?? [];
  return a ?? b ?? c ?? '';
};

/** Of a link or picture; what Docsify writes there for itself (`':ignore'`, `':size=100'`) is none. */
const titleOf = (token: Token): string =>
  String(token.attrGet('title') ?? '').replace(/^(?::[a-z]{2,20}(?:=\S{0,50})?(?:\s+|$)){1,10}/, '');

/** Outline writes there how wide and high a picture is, and where it stands: `"The dock =640x480"`, `"right-50"`. */
const sizedTitle = (said: string): { readonly title: string; readonly width: string; readonly height: string } => {
  const [, before = said, width = '', height = ''] = /^(.*?)(?:^|\s)=(\d{1,4})?x(\d{1,4})?$/s.exec(said) ?? [];
  return { title: before.replace(/^(?:left-50|right-50|full-width)$/, '').trim(), width, height };
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

/** GitHub and Dendron write the words before the bar, and the page behind it: so where that alone leads somewhere. */
const theRightWay = (link: { readonly target: string; readonly words: string }, leading: Leading | null): typeof link => {
  const leads = (one: string): boolean => leading?.links[`[[${one.replace(/#.*$/s, '').trim()}]]`] !== undefined;
  return link.words !== '' && !leads(link.target) && leads(link.words) ? { target: link.words, words: link.target } : link;
};

const idOf = (token: Token): { readonly id?: string } => {
  const id = token.attrGet('id');
  return typeof id === 'string' ? { id } : {};
};

export const boxElement = (box: Box, title: readonly Node[] | null): Element => {
  if (box === 'plain') return element('div', {}, title === null ? [] : [element('p', {}, [element('strong', {}, [...title])])]);
  if (box === 'details') return element('details', {}, [element('summary', {}, [...(title ?? [TITLES.details])])]);
  return element('div', { class: `callout ${box}`, role: 'note' }, [
    element('p', { class: 'callout-title' }, [...(title ?? [TITLES[box]])]),
  ]);
};

/** What a paragraph holds, if that is one thing alone. */
export const onlyChild = (paragraph: Element): Node | null => {
  const children = paragraph.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  return children.length === 1 ? (children[0] ?? null) : null;
};

/** Components that a line closes: `<Highlight>words</Highlight>` is its words. */
const componentsIn = (children: readonly Token[]): ReadonlySet<string> | null => {
  let closed: Set<string> | null = null;
  for (const { type, content } of children) {
    const name = type === 'html_inline' ? /^<\/([A-Z][\w.]*)/.exec(content)?.[1] : undefined;
    if (name !== undefined) closed = (closed ?? new Set()).add(name);
  }
  return closed;
};
